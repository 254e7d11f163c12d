"""Slips in indicators that a unit declares itself: the rules of all other figures find them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntmreport.figure.number_format import rounded
from ntmreport.pipeline import Compiler
from ntmreport.validation import validate
from tests.communes import TODAY, edited_commune, places
from tests.edits import edit

from .edited_report import Edit, accept, path_of, year

if TYPE_CHECKING:
    from pathlib import Path

INDICATORS = "indicators.yaml"
# As another published report has them.
FUNDS = """\
funds:
  label: Vốn huy động
  unit: triệu đồng
  parts:
    - {name: Ngân sách trung ương, value: 1832}
    - {name: Ngân sách tỉnh, value: 4982}
    - {name: Ngân sách huyện, value: 58932}
    - {name: Ngân sách xã, value: 31968}
    - {name: Doanh nghiệp, value: 5313}
    - {name: Nhân dân, value: 21345}
  stated: {total: 124340}
"""
INSURED = """\
insured_people:
  label: Người tham gia bảo hiểm y tế
  unit: người
  numerator: 2838
  denominator: 40650
  stated: {share: 6.9}
"""
BARE = INSURED.replace("  stated: {share: 6.9}\n", "")


def declare(folder: Path, text: str) -> Path:
    """Put indicators.yaml into the copy of data/2021 in `folder`."""
    year(folder)
    path = path_of(folder, INDICATORS)
    path.write_text(text, "utf-8", newline="\n")
    return path


def test_a_total_that_its_parts_do_not_give(tmp_path: Path) -> None:
    declare(tmp_path, FUNDS)
    answer = year(tmp_path)
    assert answer.has(("NTM301", INDICATORS, "stated: {total: «124340»}"))
    assert answer.messages == [
        "stated 124.340 triệu đồng, but the parts add up to 124.372 triệu đồng"
    ]
    assert answer.found[0].path == ("indicators", "funds", "total")


def test_a_total_that_its_parts_give(tmp_path: Path) -> None:
    declare(tmp_path, FUNDS.replace("124340", "124372"))
    assert year(tmp_path).located == []


def test_a_share_that_is_cut(tmp_path: Path) -> None:
    declare(tmp_path, INSURED)
    answer = year(tmp_path)
    assert answer.has(("NTM304", INDICATORS, "stated: {share: «6.9»}"))
    assert answer.messages == ["6,9% is cut, not rounded: 2.838/40.650 is 6,98%"]


@pytest.mark.parametrize("share", ["7", "7.0", "6.98"])
def test_a_share_that_is_rounded(tmp_path: Path, share: str) -> None:
    declare(tmp_path, INSURED.replace("6.9}", f"{share}}}"))
    assert year(tmp_path).located == []


@pytest.mark.parametrize(
    ("old", "new", "code", "marked"),
    [
        ("40650\n", "40650\n  stated: {share: 8.1}\n", "NTM303", "share: «8.1»"),
        ("2838", "42838", "NTM306", "numerator: «42838»"),
        (
            "40650\n",
            "40650\n  baseline: {year: 2020, value: 6.1}\n  stated: {change: 0.5}\n",
            "NTM305",
            "change: «0.5»",
        ),
        (
            "40650\n",
            "40650\n  target: 8\n  stated: {achievement: 75}\n",
            "NTM303",
            "achievement: «75»",
        ),
        ("unit: người", "unit: xã", "NTM408", "numerator: «2838»"),
        ("label: Người tham gia", "label: Nguời tham gia", "NTM517", "label: «Nguời» tham gia"),
    ],
)
def test_other_slips(tmp_path: Path, old: str, new: str, code: str, marked: str) -> None:
    edit(declare(tmp_path, BARE), old, new)
    answer = year(tmp_path)
    assert f"{answer.at(INDICATORS, marked)} {code}" in answer.located, answer.located


def test_an_achievement_that_no_whole_target_gives(tmp_path: Path) -> None:
    text = "shops:\n  label: Cửa hàng\n  unit: cơ sở\n  value: 7\n  stated: {achievement: 130}\n"
    path = declare(tmp_path, text)
    assert year(tmp_path).has(("NTM309", INDICATORS, "achievement: «130»"))
    # 7 of 5 are 140%; and what is measured can be any share of a target.
    edit(path, "achievement: 130", "achievement: 140")
    assert year(tmp_path).located == []
    edit(path, "achievement: 140", "achievement: 130")
    edit(path, "unit: cơ sở", "unit: ha")
    assert year(tmp_path).located == []


def test_a_slip_is_acknowledged_by_its_path(tmp_path: Path) -> None:
    declare(tmp_path, FUNDS)
    year(tmp_path)
    accept(tmp_path, "NTM301", "indicators.funds.total")
    assert year(tmp_path).located == []


def test_what_moves_much_is_asked_about_whatever_its_label(tmp_path: Path) -> None:
    declare(tmp_path, BARE)
    before: tuple[Edit, ...] = (
        (f"2020/{INDICATORS}", "numerator: 2838", "numerator: 283"),
        (f"2020/{INDICATORS}", "label: Người tham gia bảo", "label: Số người tham gia bảo"),
    )
    answer = year(tmp_path, before=before)
    at = answer.at(INDICATORS, "numerator: «2838»")
    assert f"{at} NTM413" in answer.located


@settings(max_examples=40)
@given(
    part=st.integers(0, 60_000),
    whole=st.integers(1, 60_000),
    decimals=st.integers(0, 2),
    off=st.integers(-3, 3),
)
def test_a_stated_share_is_accepted_where_it_is_the_rounded_one(
    tmp_path_factory: pytest.TempPathFactory, part: int, whole: int, decimals: int, off: int
) -> None:
    part = min(part, whole)
    right = rounded(Fraction(100 * part, whole), decimals)
    stated = right + off * Decimal(10) ** -decimals
    if not 0 <= stated <= 100:
        return
    compiled, validation = edited_commune(
        tmp_path_factory.mktemp("commune"),
        (
            INDICATORS,
            "area:\n",
            f"x:\n  label: Hộ\n  unit: ha\n  numerator: {part}\n  denominator: {whole}\n"
            f"  stated: {{share: {stated:f}}}\n\narea:\n",
        ),
    )
    assert compiled.document is not None
    codes = {each.rule.code for each in validation.diagnostics}
    # All is only all, and nothing only nothing.
    is_told = off != 0 or (stated in {0, 100} and stated * whole != 100 * part)
    assert bool(codes) == is_told
    assert codes <= {"NTM303", "NTM304"}


def test_the_commune_of_the_next_year_is_compared_with_this_one(tmp_path: Path) -> None:
    edited_commune(tmp_path)
    data = tmp_path / "data/2021"
    later = tmp_path / "data/2022"
    later.mkdir()
    for path in data.iterdir():
        (later / path.name).write_text(path.read_text("utf-8"), "utf-8", newline="\n")
    edit(later / "report.yaml", "year: 2021", "year: 2022")
    found = validate(Compiler().compile(later), later, TODAY)
    assert places(found) == ["indicators.yaml:6:10 NTM415"]
