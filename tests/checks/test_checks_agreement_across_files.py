"""Communes, counts of them and funds agree wherever the data tells them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.invented import add_communes, add_funds, leave_to_communes

from .edited_report import FIXTURES, Edit, Marked, accept, year

if TYPE_CHECKING:
    from pathlib import Path

    from tests.invented import Invented

    from .edited_report import Answer


ASSESSMENT, HEALTH, RESOURCES = "assessment.yaml", "health.yaml", "resources.yaml"
COMMUNE = "2021/communes/xa-05.yaml"


@pytest.fixture
def communes(tmp_path: Path) -> list[Invented]:
    """The communes that stand in the copy of data/2021 that edits are made in."""
    for name in ("data", "templates"):
        shutil.copytree(FIXTURES / name, tmp_path / name)
    add_funds(tmp_path / "data/2021")
    # None of them is changed by chance: the sixth is an ordinary one.
    made = add_communes(tmp_path / "data/2021", seed=0)
    assert made[5].level == "đạt chuẩn"
    return made


def checked(folder: Path, communes: list[Invented], *edits: Edit) -> Answer:
    assert len(communes) == 32
    return year(folder, *edits)


def test_communes_that_agree_are_silent(tmp_path: Path, communes: list[Invented]) -> None:
    assert checked(tmp_path, communes).has()


def test_what_is_left_to_communes_is_silent(tmp_path: Path, communes: list[Invented]) -> None:
    leave_to_communes(tmp_path / "data/2021")
    assert checked(tmp_path, communes).has()


@pytest.mark.parametrize(
    ("edit", "slip", "said", "given"),
    [
        (
            (HEALTH, "numerator: 190113", "numerator: 190131"),
            ("NTM431", HEALTH, "numerator: «190131»"),
            "190.131 người",
            "190.113 người",
        ),
        (
            (RESOURCES, "cash_million_vnd: 686750", "cash_million_vnd: 686750.6"),
            ("NTM431", RESOURCES, "cash_million_vnd: «686750.6»"),
            "686.750,6 triệu đồng",
            "686.750 triệu đồng",
        ),
        (
            (ASSESSMENT, "advanced_communes: 3", "advanced_communes: 4"),
            ("NTM431", ASSESSMENT, "advanced_communes: «4»"),
            "4 xã",
            "3 xã",
        ),
        (
            (ASSESSMENT, "  model_villages: 3", "  model_communes: 2\n  model_villages: 3"),
            ("NTM431", ASSESSMENT, "model_communes: «2»"),
            "2 xã",
            "1 xã",
        ),
    ],
)
def test_a_figure_of_the_district_beside_the_communes(
    tmp_path: Path,
    communes: list[Invented],
    edit: Edit,
    slip: Marked,
    said: str,
    given: str,
) -> None:
    answer = checked(tmp_path, communes, edit)
    found = [each for each in answer.located if each.endswith("NTM431")]
    assert found == [f"{answer.at(*slip[1:])} NTM431"]
    number = answer.located.index(found[0])
    assert answer.messages[number] == f"{said} here, but the communes together give {given}"
    related = answer.related(number)
    assert related
    assert all(place.startswith("xa-") for place in related)
    assert len(related) <= 10


@pytest.mark.parametrize(
    "edit",
    [
        (HEALTH, "numerator: 190113", "numerator: {value: 190000, qualifier: khoảng}"),
        (RESOURCES, "cash_million_vnd: 686750", "cash_million_vnd: 686750.0"),
    ],
)
def test_what_agrees_but_for_rounding_is_silent(
    tmp_path: Path, communes: list[Invented], edit: Edit
) -> None:
    assert checked(tmp_path, communes, edit).has()


def test_a_stated_count_of_recognised_communes(tmp_path: Path, communes: list[Invented]) -> None:
    edit = (ASSESSMENT, "    not_yet: []", "    not_yet: []\n    stated: {numerator: 30}")
    answer = checked(tmp_path, communes, edit)
    assert f"{answer.at(ASSESSMENT, 'numerator: «30»')} NTM431" in answer.located
    # That the count is not 32 less the list is a mistake of its own, as without communes.
    assert {slip.rpartition(" ")[2] for slip in answer.located} == {"NTM431", "NTM305"}


def test_a_list_of_communes_that_are_not_the_communes_own(
    tmp_path: Path, communes: list[Invented]
) -> None:
    answer = checked(tmp_path, communes, (ASSESSMENT, "not_yet: []", "not_yet: [Đồng Lợi]"))
    assert answer.has(("NTM431", ASSESSMENT, "not_yet: «[Đồng Lợi]»"))
    assert answer.found[0].path == ("assessment", "results", "communes", "not_yet")
    assert answer.messages == [
        "31 xã are there, but by the communes' files 32 xã; they differ in: Đồng Lợi"
    ]
    assert answer.related() == ["xa-05.yaml:3:8-17"]


@pytest.mark.parametrize(
    ("edits", "slips"),
    [
        (((COMMUNE, "  - 17\n", ""),), [("NTM434", COMMUNE, "level: «đạt chuẩn»")]),
        (
            ((COMMUNE, "level: đạt chuẩn", "level: nâng cao"), (COMMUNE, "  - 17\n", "")),
            [
                ("NTM434", COMMUNE, "level: «nâng cao»"),
                ("NTM431", ASSESSMENT, "advanced_communes: «3»"),
            ],
        ),
        (
            (
                (COMMUNE, "level: đạt chuẩn", "level: chưa đạt"),
                (ASSESSMENT, "not_yet: []", "not_yet: [Đồng Lợi]"),
            ),
            [
                ("NTM434", COMMUNE, "level: «chưa đạt»"),
                ("NTM435", COMMUNE, "recognised: «YEAR»"),
            ],
        ),
        (
            (
                (COMMUNE, "level: đạt chuẩn", "level: chưa đạt"),
                (COMMUNE, "  - 17\n", ""),
                (COMMUNE, "recognised: YEAR\n", ""),
                (ASSESSMENT, "not_yet: []", "not_yet: [Đồng Lợi]"),
            ),
            [],
        ),
        (
            ((COMMUNE, "recognised: YEAR\n", ""),),
            [("NTM435", COMMUNE, "level: «đạt chuẩn»")],
        ),
        (
            ((COMMUNE, "recognised: YEAR\n", "recognised: 2022\n"),),
            [("NTM435", COMMUNE, "recognised: «2022»")],
        ),
        (((COMMUNE, "recognised: YEAR\n", "recognised: 2021\n"),), []),
        # A criterion twice may be there for the one that is not: that is one mistake.
        (((COMMUNE, "  - 17\n", "  - 16\n"),), [("NTM401", COMMUNE, "- 16\n  - «16»")]),
    ],
)
def test_a_commune_beside_itself(
    tmp_path: Path, communes: list[Invented], edits: tuple[Edit, ...], slips: list[Marked]
) -> None:
    known = str(communes[5].recognised)
    made = [(name, old.replace("YEAR", known), new) for name, old, new in edits]
    answer = checked(tmp_path, communes, *made)
    assert answer.has(*((code, file, at.replace("YEAR", known)) for code, file, at in slips))


def test_a_warning_about_a_commune_can_be_acknowledged(
    tmp_path: Path, communes: list[Invented]
) -> None:
    checked(tmp_path, communes, (COMMUNE, "  - 17\n", ""))
    accept(tmp_path, "NTM434", "communes/xa-05.level")
    answer = checked(tmp_path, communes)
    assert answer.has()
    accepted = [each.rule.code for each, _ in answer.validation.acknowledged]
    assert accepted.count("NTM434") == 1


@pytest.mark.parametrize(
    ("edit", "slip"),
    [
        (
            ("funds.yaml", "done_million_vnd: 686750", "done_million_vnd: 68675"),
            ("NTM436", "funds.yaml", "done_million_vnd: «68675»"),
        ),
        (
            (RESOURCES, "labour_million_vnd: 8000", "labour_million_vnd: 8001"),
            ("NTM436", "funds.yaml", "done_million_vnd: «8000»"),
        ),
    ],
)
def test_contributions_that_two_files_give_differently(
    tmp_path: Path, communes: list[Invented], edit: Edit, slip: Marked
) -> None:
    answer = checked(tmp_path, communes, edit)
    assert answer.has(slip)
    assert len(answer.related()) == 1
    assert answer.related()[0].startswith("resources.yaml:")


def test_contributions_that_may_be_the_same_are_silent(
    tmp_path: Path, communes: list[Invented]
) -> None:
    about = "labour_million_vnd: {value: 7900, qualifier: khoảng}"
    assert checked(tmp_path, communes, (RESOURCES, "labour_million_vnd: 8000", about)).has()


WATER = "environment.yaml"


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        ((WATER, "appraised: 2", "appraised: 1"), "30 + 1 = 31"),
        ((WATER, "recognised: 30", "recognised: 31"), "31 + 2 = 33"),
        ((WATER, "recognised: 30", "recognised: 3"), "3 + 2 = 5"),
    ],
)
def test_communes_by_state_that_do_not_add_up(tmp_path: Path, edit: Edit, says: str) -> None:
    answer = year(tmp_path, edit)
    recognised = says.partition(" ")[0]
    assert answer.has(("NTM407", WATER, f"recognised: «{recognised}»"))
    assert answer.messages == [f"{says} communes, but the unit has 32"]
    assert len(answer.related()) == 1


def test_communes_by_state_that_add_up_otherwise(tmp_path: Path) -> None:
    edits = ((WATER, "recognised: 30", "recognised: 32"), (WATER, "appraised: 2", "appraised: 0"))
    assert year(tmp_path, *edits).has()


def test_a_unit_with_a_commune_less(tmp_path: Path) -> None:
    answer = year(tmp_path, ("report.yaml", "      - Khuyến Nông\n", ""))
    assert answer.has(("NTM407", WATER, "recognised: «30»"))
    assert answer.messages == ["30 + 2 = 32 communes, but the unit has 31"]


@pytest.mark.parametrize(
    ("edit", "slip"),
    [
        (
            ("production.yaml", "communes: 20\n", "communes: 200\n"),
            ("NTM408", "production.yaml", "communes: «200»"),
        ),
        (
            ("production.yaml", "communes: 20\n", "communes: 33\n"),
            ("NTM408", "production.yaml", "communes: «33»"),
        ),
        (
            ("plan.yaml", "advanced_communes: 6", "advanced_communes: 60"),
            ("NTM408", "plan.yaml", "advanced_communes: «60»"),
        ),
        (
            ("assessment.yaml", "advanced_communes: 3", "advanced_communes: 33"),
            ("NTM408", "assessment.yaml", "advanced_communes: «33»"),
        ),
        # It does not add up to 32 either: that follows, and is not said.
        ((WATER, "recognised: 30", "recognised: 300"), ("NTM408", WATER, "recognised: «300»")),
    ],
)
def test_more_communes_than_there_are(tmp_path: Path, edit: Edit, slip: Marked) -> None:
    answer = year(tmp_path, edit)
    assert answer.has(slip)
    assert "but the unit has 32" in answer.messages[0]


def test_all_communes_is_not_too_many(tmp_path: Path) -> None:
    assert year(tmp_path, ("production.yaml", "communes: 20\n", "communes: 32\n")).has()


def test_other_units_are_not_communes(tmp_path: Path) -> None:
    assert year(tmp_path, ("plan.yaml", "model_villages: 16", "model_villages: 160")).has()


def test_without_the_list_nothing_is_said(tmp_path: Path) -> None:
    answer = year(
        tmp_path,
        ("report.yaml", "form: annual-district", "formm: annual-district"),
        (WATER, "appraised: 2", "appraised: 1"),
    )
    assert set(answer.codes) == {"NTM202"}
