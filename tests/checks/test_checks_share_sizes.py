"""Shares whose point is in the wrong place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .edited_report import year

if TYPE_CHECKING:
    from pathlib import Path

HEALTH, GOVERNANCE = "health.yaml", "governance.yaml"


@pytest.mark.parametrize(
    ("file", "key", "right", "wrong"),
    [
        (HEALTH, "underweight_percent", "7.6", "76"),
        (HEALTH, "underweight_percent", "7.6", "0.76"),
        (HEALTH, "underweight_percent", "7.8", "78"),
        (HEALTH, "stunted_percent", "9.1", "91"),
        (HEALTH, "stunted_percent", "9.1", "0.91"),
        (HEALTH, "share_percent", "56.71", "5.671"),
        ("environment.yaml", "share_percent", "72.00", "7.20"),
        ("education.yaml", "parent_average_percent", "78.69", "7.869"),
        ("education.yaml", "share", "96.29", "9.629"),
        (GOVERNANCE, "commands_with_register_percent", "100", "10"),
        (GOVERNANCE, "villages_with_militia_percent", "100", "1"),
        (GOVERNANCE, "training_passed_percent", "100", "10"),
        ("assessment.yaml", "target_percent", "100", "10"),
        ("assessment.yaml", "target_percent", "100", "1000"),
        ("production.yaml", "achievement", "130", "13"),
    ],
)
def test_a_point_in_the_wrong_place(
    tmp_path: Path, file: str, key: str, right: str, wrong: str
) -> None:
    written = f'"{wrong}"' if len(wrong.partition(".")[2]) == 3 and wrong[0] != "0" else wrong
    answer = year(tmp_path, (file, f"{key}: {right}", f"{key}: {written}"))
    assert f"{answer.at(file, f'{key}: «{written}»')} NTM417" in answer.located


@pytest.mark.parametrize(
    ("file", "key", "right", "other"),
    [
        (HEALTH, "underweight_percent", "7.6", "15"),
        (HEALTH, "underweight_percent", "7.6", "2.1"),
        (HEALTH, "stunted_percent", "9.1", "20.5"),
        (HEALTH, "share_percent", "56.71", "12.5"),
        (GOVERNANCE, "villages_with_militia_percent", "100", "60"),
        ("assessment.yaml", "target_percent", "100", "45"),
        ("assessment.yaml", "target_percent", "100", "250"),
    ],
)
def test_what_may_well_be(tmp_path: Path, file: str, key: str, right: str, other: str) -> None:
    answer = year(tmp_path, (file, f"{key}: {right}", f"{key}: {other}"))
    assert "NTM417" not in answer.codes


@pytest.mark.parametrize(
    ("now", "then", "is_found"),
    [("7.6", "7.9", False), ("7.6", "79", True), ("76", "7.6", True), ("0.4", "0.05", False)],
)
def test_a_share_is_held_against_the_year_before(
    tmp_path: Path, now: str, then: str, is_found: bool
) -> None:
    answer = year(
        tmp_path,
        (HEALTH, "underweight_percent: 7.6", f"underweight_percent: {now}"),
        before=(("2020/health.yaml", "underweight_percent: 7.6", f"underweight_percent: {then}"),),
    )
    at = answer.at(HEALTH, f"underweight_percent: «{now}»")
    assert (f"{at} NTM413" in answer.located) == is_found
