"""Counts of communes: they add up to all, and none is above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .slips import Edit, Slip, year

if TYPE_CHECKING:
    from pathlib import Path

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
def test_more_communes_than_there_are(tmp_path: Path, edit: Edit, slip: Slip) -> None:
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
        ("report.yaml", "form: annual-district", "from: annual-district"),
        (WATER, "appraised: 2", "appraised: 1"),
    )
    assert {slip[-6:] for slip in answer.slips} == {"NTM202"}
