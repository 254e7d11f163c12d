"""Parts and wholes: none above its whole, shares that add up, ranges the right way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .edited_report import Edit, Marked, year

if TYPE_CHECKING:
    from pathlib import Path

PRODUCTION, HEALTH, WATER = "production.yaml", "health.yaml", "environment.yaml"
ACKNOWLEDGED = "acknowledged.yaml"
EDUCATION = "education.yaml"


@pytest.mark.parametrize(
    ("edit", "marked", "limit"),
    [
        ((HEALTH, "numerator: 190113", "numerator: 204380"), "204380", "204.379 người"),
        ((HEALTH, "numerator: 168271", "numerator: 180087"), "180087", "180.086 người"),
        ((HEALTH, "denominator: 204379", "denominator: 20437"), None, "20.437 người"),
    ],
)
def test_a_numerator_above_its_denominator(
    tmp_path: Path, edit: Edit, marked: str | None, limit: str
) -> None:
    answer = year(tmp_path, edit)
    assert answer.has(("NTM306", HEALTH, f"numerator: «{marked or 190113}»"))
    assert f"above its whole, {limit}" in answer.messages[0]
    assert len(answer.related()) == 1


def test_a_numerator_may_equal_its_denominator(tmp_path: Path) -> None:
    assert year(tmp_path, (HEALTH, "numerator: 168271", "numerator: 180086")).has()


@pytest.mark.parametrize(
    ("edit", "rest"),
    [
        ((HEALTH, "numerator: 168271", "numerator: 16827"), "173.286/24.293"),
        ((HEALTH, "numerator: 190113", "numerator: 204379"), "36.108/24.293"),
        ((HEALTH, "denominator: 180086", "denominator: 204379"), "21.842/0"),
    ],
)
def test_what_is_left_outside_the_rural_part(tmp_path: Path, edit: Edit, rest: str) -> None:
    answer = year(tmp_path, edit)
    assert "NTM314" in answer.codes
    assert any(rest in message for message in answer.messages)


def test_a_level_of_schools_above_all_of_its_kind(tmp_path: Path) -> None:
    edit = (
        EDUCATION,
        "numerator: 32\n        denominator: 32",
        "numerator: 32\n        denominator: 23",
    )
    answer = year(tmp_path, edit)
    # The totals over the levels are above each other too: that follows, and is not said.
    assert answer.has(
        ("NTM306", EDUCATION, "numerator: «32»\n        denominator: 23"),
        # What was accepted of 90 rural schools is not accepted of 81.
        ("NTM309", EDUCATION, "share: «96.29»"),
        ("NTM422", ACKNOWLEDGED, 'digest: «"b0fbd376ce80"»'),
    )


@pytest.mark.parametrize(
    ("edits", "slip"),
    [
        (
            [(WATER, "clean_from_works: 4643", "clean_from_works: 34643")],
            ("NTM307", WATER, "clean_from_works: «34643»"),
        ),
        (
            [(WATER, "  clean: 33733", "  clean: 50333")],
            ("NTM307", WATER, "  clean: «50333»"),
        ),
        (
            [(WATER, "hygienic: 50014", "hygienic: 50614")],
            ("NTM307", WATER, "hygienic: «50614»"),
        ),
        (
            [(WATER, "households: 50596", "households: 50006")],
            ("NTM307", WATER, "hygienic: «50014»"),
        ),
        (
            [(WATER, "with_record: 128", "with_record: 4128")],
            ("NTM307", WATER, "with_record: «4128»"),
        ),
        (
            [(PRODUCTION, "high_technology_ha: 40", "high_technology_ha: 1051.5")],
            ("NTM307", PRODUCTION, "high_technology_ha: «1051.5»"),
        ),
        (
            [(HEALTH, "denominator: 180086", "denominator: 280086")],
            ("NTM307", HEALTH, "denominator: «280086»"),
        ),
        (
            [
                (HEALTH, "numerator: 190113", "numerator: 160113"),
            ],
            ("NTM307", HEALTH, "numerator: «168271»"),
        ),
    ],
)
def test_a_subset_above_its_set(tmp_path: Path, edits: list[Edit], slip: Marked) -> None:
    answer = year(tmp_path, *edits)
    assert answer.has(slip)
    assert "is above its whole" in answer.messages[0]
    assert answer.found[0].hint is not None


@pytest.mark.parametrize(
    "edit",
    [
        (WATER, "clean_from_works: 4643", "clean_from_works: 33733"),
        (WATER, "  clean: 33733", "  clean: 50014"),
        (WATER, "hygienic: 50014", "hygienic: 50596"),
        (WATER, "with_record: 128", "with_record: 4103"),
        (PRODUCTION, "high_technology_ha: 40", "high_technology_ha: 1051"),
        (HEALTH, "numerator: 190113", "numerator: 168271"),
    ],
)
def test_a_subset_may_equal_its_set(tmp_path: Path, edit: Edit) -> None:
    assert year(tmp_path, edit).has()


def test_the_schools_of_the_communes_are_among_all_schools(tmp_path: Path) -> None:
    numbers = "    numerator: 80\n    denominator: 100\n"
    answer = year(
        tmp_path,
        (EDUCATION, "    stated:\n      share: 96.29", f"{numbers}    stated:\n      share: 80"),
    )
    # The total is computed; it is shown at what it is computed in.
    assert answer.located_besides_unused == [f"{answer.at(EDUCATION, '  «rural»:')} NTM307"]
    assert "90 trường is above its whole, 80 trường" in answer.messages


def test_a_numerator_that_is_too_large_is_one_mistake(tmp_path: Path) -> None:
    answer = year(tmp_path, (HEALTH, "numerator: 168271", "numerator: 1682710"))
    assert answer.has(("NTM306", HEALTH, "numerator: «1682710»"))


@pytest.mark.parametrize("value", ["100.5", "910", "101"])
def test_a_share_of_a_whole_above_100_percent(tmp_path: Path, value: str) -> None:
    edit = (HEALTH, "stunted_percent: 9.1", f"stunted_percent: {value}")
    answer = year(tmp_path, edit)
    assert answer.has(("NTM308", HEALTH, f"stunted_percent: «{value}»"))
    assert f"the share {value}% is above 100%" in answer.messages


def test_a_stated_share_above_100_percent(tmp_path: Path) -> None:
    answer = year(tmp_path, (EDUCATION, "share: 96.29", "share: 962.9"))
    assert answer.has(("NTM308", EDUCATION, "share: «962.9»"))


@pytest.mark.parametrize(
    "edit",
    [
        ("assessment.yaml", "target_percent: 100", "target_percent: 130"),
    ],
)
def test_100_percent_is_no_limit_of_what_is_measured_against_a_target(
    tmp_path: Path, edit: Edit
) -> None:
    assert year(tmp_path, edit).has()


def with_shares(*shares: str) -> list[Edit]:
    """Give each value chain its share of the output."""
    places = (
        "output_tonnes_per_year: 18600\n",
        "      qualifier: khoảng\n",
        "output_tonnes_per_year: 5300\n",
        "output_tonnes_per_year: 2500\n",
    )
    return [
        (PRODUCTION, place, f"{place}    output_share_percent: {share}\n")
        for place, share in zip(places, shares, strict=False)
    ]


@pytest.mark.parametrize(
    "shares",
    [
        ("51.4", "27.1", "14.6", "6.9"),
        ("51", "27", "15", "7"),
        ("51", "27", "14", "6"),  # 98, each up to half a point off
        ("51", "27", "15", "9"),  # 102
        ("51.38", "27.07", "14.64", "6.91"),
        ("90", "90", "90"),  # one is not known
        ("{value: 50, qualifier: khoảng}", "27", "15", "7"),
    ],
)
def test_shares_that_add_up_within_their_rounding(tmp_path: Path, shares: tuple[str, ...]) -> None:
    assert year(tmp_path, *with_shares(*shares)).has()


@pytest.mark.parametrize(
    ("shares", "total"),
    [
        (("51.4", "27.1", "14.6", "9.6"), "102,7%"),
        (("51", "27", "14", "5"), "97%"),
        (("51", "27", "15", "10"), "103%"),
        (("51.38", "27.07", "14.64", "6.90"), None),
        (("51.38", "27.07", "14.64", "6.88"), "99,97%"),
    ],
)
def test_shares_that_do_not_add_up(
    tmp_path: Path, shares: tuple[str, ...], total: str | None
) -> None:
    answer = year(tmp_path, *with_shares(*shares))
    if total is None:
        assert answer.has()
        return
    assert answer.has(("NTM310", PRODUCTION, f"2500\n    output_share_percent: «{shares[-1]}»"))
    assert answer.messages == [f"the shares of the parts add up to {total}, not 100%"]
    assert len(answer.related()) == 3


@pytest.mark.parametrize(
    ("edit", "slip", "related"),
    [
        (
            ("governance.yaml", "from: 78", "from: 87"),
            ("NTM311", "governance.yaml", "from: «87»"),
            "to: «81»",
        ),
        (
            (PRODUCTION, "to: 300", "to: 200"),
            ("NTM311", PRODUCTION, "from: «250»"),
            "to: «200»",
        ),
    ],
)
def test_a_range_that_is_reversed(tmp_path: Path, edit: Edit, slip: Marked, related: str) -> None:
    answer = year(tmp_path, edit)
    assert answer.has(slip)
    assert answer.related() == [answer.at(edit[0], related)]


def test_a_period_that_is_reversed(tmp_path: Path) -> None:
    edit = (
        "steering.yaml",
        "      period:\n        from: 2021",
        "      period:\n        from: 2026",
    )
    answer = year(tmp_path, edit)
    place = answer.at("steering.yaml", "from: «2026»")
    assert f"{place} NTM311" in answer.located


def test_a_range_may_be_one_value(tmp_path: Path) -> None:
    assert year(tmp_path, ("governance.yaml", "from: 78", "from: 81")).has()
