"""Stated figures: what the data does not give is named at its place, what it gives is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .edited_report import Edit, year

if TYPE_CHECKING:
    from pathlib import Path

PRODUCTION, HEALTH, WATER = "production.yaml", "health.yaml", "environment.yaml"


def output(value: str) -> Edit:
    """State the output of all value chains; they give 36200."""
    return PRODUCTION, "companies:", f"stated:\n  output: {value}\n\ncompanies:"


def products(value: str) -> Edit:
    """State the number of OCOP products; 8 are listed."""
    return PRODUCTION, "    achievement: 130", f"    number: {value}\n    achievement: 130"


def clean(value: str) -> Edit:
    """State the share of households with clean water; 33733/50596 is 66,6713…%."""
    return WATER, "  piped_communes:", f"  stated:\n    clean_share: {value}\n  piped_communes:"


def insured(share: str = "", change: str = "") -> Edit:
    """State share and change of the rural insured; 168271/180086 is 93,44%, 36,73 points more."""
    lines = "    stated:\n"
    lines += f"      share: {share}\n" if share else ""
    lines += f"      change: {change}\n" if change else ""
    return HEALTH, "    baseline:\n", f"{lines}    baseline:\n"


def schools(numerator: int, denominator: int, share: str) -> Edit:
    """Give the schools of the whole unit, at least the 90 rural ones, with a stated share."""
    return (
        "education.yaml",
        "    stated:\n      share: 96.29",
        f"    numerator: {numerator}\n    denominator: {denominator}\n"
        f"    stated:\n      share: {share}",
    )


def test_a_total_is_the_sum_of_its_parts(tmp_path: Path) -> None:
    answer = year(tmp_path, output("35200"))
    assert answer.has(("NTM301", PRODUCTION, "output: «35200»"))
    assert answer.messages == ["stated 35.200 tấn/năm, but the parts add up to 36.200 tấn/năm"]
    assert "“output”" in answer.hints[0]
    assert "36.200" in answer.hints[0]


@pytest.mark.parametrize(
    "value",
    [
        "36200",
        "36000",  # one of the parts is "khoảng 9.800"
        "{value: 36000, qualifier: hơn}",
        "{value: 37000, qualifier: gần}",
        "{value: 36000, qualifier: khoảng}",
    ],
)
def test_a_total_that_its_parts_can_give_is_silent(tmp_path: Path, value: str) -> None:
    assert year(tmp_path, output(value)).has()


@pytest.mark.parametrize(
    ("qualifier", "value"), [("hơn", 37000), ("trên", 37000), ("gần", 35000), ("khoảng", 40000)]
)
def test_a_qualifier_leans_to_its_side(tmp_path: Path, qualifier: str, value: int) -> None:
    stated = f"{{value: {value}, qualifier: {qualifier}}}"
    answer = year(tmp_path, output(stated))
    assert answer.has(("NTM301", PRODUCTION, f"{{value: «{value}»,"))
    assert f"stated {qualifier} {value // 1000}.000" in answer.messages[0]


PARTS = ("1.832", "4.982", "58.932", "31.968", "5.313", "21.345")


def published_parts(total: str) -> tuple[Edit, ...]:
    """Turn the chains into the parts of a published total, 1.832 + 4.982 + … = 124.372."""
    chains = "".join(
        f"  - name: nguồn {number}\n    chains: 1\n"
        f"    output_tonnes_per_year: {part.replace('.', '')}\n"
        for number, part in enumerate(PARTS, 1)
    )
    return (
        (PRODUCTION, "value_chains:", f"value_chains:\n{chains}"),
        (PRODUCTION, "output_tonnes_per_year: 18600", "output_tonnes_per_year: 0"),
        (PRODUCTION, "      value: 9800\n      qualifier: khoảng", "      value: 0"),
        (PRODUCTION, "output_tonnes_per_year: 5300", "output_tonnes_per_year: 0"),
        (PRODUCTION, "output_tonnes_per_year: 2500", "output_tonnes_per_year: 0"),
        output(total),
    )


def test_the_published_total_that_does_not_add_up(tmp_path: Path) -> None:
    answer = year(tmp_path, *published_parts("124340"))
    assert answer.has(("NTM301", PRODUCTION, "output: «124340»"))
    assert "124.340" in answer.messages[0]
    assert "124.372" in answer.messages[0]


def test_its_right_total_is_silent(tmp_path: Path) -> None:
    assert year(tmp_path, *published_parts("124372")).has()


def test_a_count_is_the_number_of_entries(tmp_path: Path) -> None:
    answer = year(tmp_path, products("9"))
    assert answer.has(
        ("NTM302", PRODUCTION, "number: «9»"),
        # What was accepted of 8 products is not accepted of 9.
        ("NTM309", PRODUCTION, "achievement: «130»"),
        ("NTM422", "acknowledged.yaml", 'digest: «"c1ed2a6a7b5a"»'),
    )
    assert answer.messages[1] == "stated 9 sản phẩm, but the list has 8 sản phẩm"
    assert len(answer.related(1)) == 8
    assert answer.related(1)[0] == answer.at(PRODUCTION, "«Mật ong bốn mùa hoa rừng nguyên chất»")


def test_a_right_count_is_silent(tmp_path: Path) -> None:
    assert year(tmp_path, products("8")).has()


def test_no_more_than_ten_entries_are_shown(tmp_path: Path) -> None:
    edit = ("report.yaml", "  towns:", "    stated:\n      number: 31\n  towns:")
    answer = year(tmp_path, edit)
    assert answer.has(("NTM302", "report.yaml", "number: «31»"))
    assert len(answer.related()) == 10


@pytest.mark.parametrize(
    "value", ["66.67", "66.7", "67", "{value: 66, qualifier: hơn}", "{value: 67, qualifier: gần}"]
)
def test_a_share_agrees_within_the_rounding_of_what_is_printed(tmp_path: Path, value: str) -> None:
    assert year(tmp_path, clean(value)).has()


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("67.66", "NTM303"),
        ("66.76", "NTM303"),
        ("66.68", "NTM303"),
        ("65", "NTM303"),
        ("66.66", "NTM303"),  # 66,6713 cut is 66,67
        ("66.6", "NTM304"),
        ("66", "NTM304"),
    ],
)
def test_a_share_that_its_numbers_do_not_give(tmp_path: Path, value: str, code: str) -> None:
    answer = year(tmp_path, clean(value))
    assert answer.has((code, WATER, f"clean_share: «{value}»"))
    assert "33.733/50.596 is 66,67%" in answer.messages[0]
    assert ("is cut, not rounded" in answer.messages[0]) == (code == "NTM304")


@pytest.mark.parametrize(("qualifier", "value"), [("hơn", 67), ("trên", 67), ("gần", 66)])
def test_a_share_with_a_qualifier_is_never_cut(tmp_path: Path, qualifier: str, value: int) -> None:
    answer = year(tmp_path, clean(f"{{value: {value}, qualifier: {qualifier}}}"))
    assert answer.has(("NTM303", WATER, f"{{value: «{value}»,"))


@pytest.mark.parametrize(
    ("numbers", "share", "code"),
    [
        ((113, 200), "56.5", None),
        ((200, 200), "100", None),
        ((999, 1000), "100", "NTM303"),  # not all
        ((999, 1000), "{value: 100, qualifier: gần}", None),
        ((113, 200), "57", None),  # half up, at the exact boundary
        ((113, 200), "56", "NTM304"),
        ((151, 160), "94.38", None),  # 94,375
        ((151, 160), "94.37", "NTM304"),
        ((151, 160), "94.39", "NTM303"),
        ((160, 160), "100", None),
        ((160, 160), "99.99", "NTM303"),
    ],
)
def test_the_boundary_is_rounded_half_up(
    tmp_path: Path, numbers: tuple[int, int], share: str, code: str | None
) -> None:
    answer = year(tmp_path, schools(*numbers, share))
    marked = answer.at("education.yaml", f"      share: «{share}»")
    assert answer.located_besides_unused == ([f"{marked} {code}"] if code else [])


def test_the_published_share_that_is_cut(tmp_path: Path) -> None:
    answer = year(
        tmp_path,
        (WATER, "  households: 50596", "  households: 40650"),
        (WATER, "  hygienic: 50014", "  hygienic: 40000"),
        (WATER, "  clean_from_works: 4643", "  clean_from_works: 2838"),
        (
            WATER,
            "  piped_communes:",
            "  stated:\n    clean_from_works_share: 6.9\n  piped_communes:",
        ),
    )
    assert answer.has(("NTM304", WATER, "clean_from_works_share: «6.9»"))
    assert answer.messages == ["6,9% is cut, not rounded: 2.838/40.650 is 6,98%"]


@pytest.mark.parametrize(
    "value", ["36.73", "36.7", "37", "{value: 36, qualifier: hơn}", "{value: 37, qualifier: gần}"]
)
def test_a_change_that_the_two_shares_give_is_silent(tmp_path: Path, value: str) -> None:
    assert year(tmp_path, insured(change=value)).has()


@pytest.mark.parametrize("value", ["36.37", "63.73", "36", "-36.73"])
def test_a_change_that_the_two_shares_do_not_give(tmp_path: Path, value: str) -> None:
    answer = year(tmp_path, insured(change=value))
    assert answer.has(("NTM305", HEALTH, f"change: «{value}»"))
    assert "the two figures differ by 36,73 điểm phần trăm" in answer.messages[0]


def test_a_wrong_share_is_one_mistake_and_not_two(tmp_path: Path) -> None:
    answer = year(tmp_path, insured(share="94.34", change="36.73"))
    assert answer.has(("NTM303", HEALTH, "share: «94.34»"))


def test_a_change_may_follow_the_stated_share_or_the_computed_one(tmp_path: Path) -> None:
    assert year(tmp_path, insured(share="94.34", change="37.63")).has(
        ("NTM303", HEALTH, "share: «94.34»")
    )


def test_a_change_that_follows_neither_is_a_mistake_of_its_own(tmp_path: Path) -> None:
    assert year(tmp_path, insured(share="94.34", change="30")).has(
        ("NTM303", HEALTH, "share: «94.34»"), ("NTM305", HEALTH, "change: «30»")
    )
