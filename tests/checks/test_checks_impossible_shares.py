"""The GRIM test: shares that no whole numbers can give, and all that some numbers do give."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.checks.impossible_shares import smallest_whole, wholes_for_part
from ntmreport.figure import PERCENT, Figure, Stated
from ntmreport.figure.number_format import rounded
from ntmreport.span import Span

from .edited_report import Answer, Edit, year

if TYPE_CHECKING:
    from pathlib import Path

PRODUCTION, EDUCATION = "production.yaml", "education.yaml"
MOST = 60


def share(value: Decimal, decimals: int) -> Figure:
    origin = Stated(Span("data/2021/a.yaml", 1, 1, 1, 2), None)
    return Figure(Fraction(value), PERCENT, "", origin, ("a", "share"), decimals)


shares = st.integers(0, 2).flatmap(
    lambda decimals: st.decimals(0, 100, places=decimals).map(lambda each: share(each, decimals))
)


def prints(part: int, whole: int, figure: Figure) -> bool:
    """Whether part/whole, rounded half up, is printed as the figure."""
    return rounded(Fraction(100 * part, whole), figure.decimals or 0) == figure.value


@given(shares)
def test_the_smallest_whole_is_the_first_that_brute_force_finds(figure: Figure) -> None:
    tried = (
        (part, whole)
        for whole in range(1, MOST + 1)
        for part in range(whole + 2)
        if prints(part, whole, figure)
    )
    assert smallest_whole(figure, MOST) == next(tried, None)


@given(shares.filter(lambda figure: figure.value > 1), st.integers(1, 60))
def test_the_wholes_for_a_part_are_those_that_brute_force_finds(figure: Figure, part: int) -> None:
    above, most = wholes_for_part(figure, part)
    tried = range(1, 100 * part + 1)
    assert [whole for whole in tried if above < whole <= most] == [
        whole for whole in tried if prints(part, whole, figure)
    ]


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_what_numbers_give_is_never_called_impossible(numbers: tuple[int, int]) -> None:
    part, whole = numbers
    for decimals in (0, 1, 2):
        figure = share(rounded(Fraction(100 * part, whole), decimals), decimals)
        assert smallest_whole(figure, whole) is not None
        if part and figure.value:
            above, most = wholes_for_part(figure, part)
            assert above < whole <= most


def test_the_first_numbers_that_give_the_published_share() -> None:
    published = share(Decimal("96.29"), 2)
    assert smallest_whole(published, 349) is None
    assert smallest_whole(published, 350) == (337, 350)


def test_the_published_target_cannot_be() -> None:
    above, most = wholes_for_part(share(Decimal(130), 0), 8)
    assert not [whole for whole in range(1, 100) if above < whole <= most]


def with_schools(folder: Path, share: str, *edits: Edit) -> Answer:
    """State another share of the schools of the whole unit; 90 of them are rural."""
    unused = ("acknowledged.yaml", "path: education.national_standard.whole.share", "path: x")
    return year(folder, unused, (EDUCATION, "share: 96.29", f"share: {share}"), *edits)


def with_products(folder: Path, achievement: str, *edits: Edit) -> Answer:
    """State by how much 8 products reach a target that is not known."""
    unused = ("acknowledged.yaml", "path: production.ocop.achievement", "path: x")
    return year(
        folder, unused, (PRODUCTION, "achievement: 130", f"achievement: {achievement}"), *edits
    )


@pytest.mark.parametrize("value", ["96.30", "96.3", "96", "100", "98.89", "99.63"])
def test_a_share_that_schools_can_give_is_silent(tmp_path: Path, value: str) -> None:
    assert with_schools(tmp_path, value).located_besides_unused == []


@pytest.mark.parametrize(("value", "first"), [("96.66", "289/299"), ("99.99", "6666/6667")])
def test_a_share_that_schools_cannot_give(tmp_path: Path, value: str, first: str) -> None:
    answer = with_schools(tmp_path, value)
    assert answer.located_besides_unused == [f"{answer.at(EDUCATION, f'share: «{value}»')} NTM309"]
    said = value.replace(".", ",")
    expected = f"no division with a denominator up to 270 gives {said}% (the first is {first})"
    assert expected in answer.messages


def test_a_share_about_which_is_said_roughly_is_silent(tmp_path: Path) -> None:
    assert with_schools(tmp_path, "{value: 96.29, qualifier: khoảng}").located_besides_unused == []


def test_a_share_with_its_numbers_is_checked_against_them_only(tmp_path: Path) -> None:
    numbers = (EDUCATION, "    stated:", "    numerator: 337\n    denominator: 350\n    stated:")
    assert with_schools(tmp_path, "96.29", numbers).located_besides_unused == []


@pytest.mark.parametrize("value", ["133", "133.3", "133.33", "114.29", "100", "160", "80", "32"])
def test_an_achievement_that_a_target_can_give_is_silent(tmp_path: Path, value: str) -> None:
    assert with_products(tmp_path, value).located_besides_unused == []


@pytest.mark.parametrize(
    ("value", "nearest"),
    [("130", "8/6 = 133,33%; 8/7 = 114,29%"), ("150", "8/5 = 160%; 8/6 = 133,33%")],
)
def test_an_achievement_that_no_target_gives(tmp_path: Path, value: str, nearest: str) -> None:
    answer = with_products(tmp_path, value)
    assert answer.located_besides_unused == [
        f"{answer.at(PRODUCTION, f'achievement: «{value}»')} NTM309"
    ]
    assert answer.messages[-1].endswith(f"of which 8 is {value}%: {nearest}")


def test_above_twice_the_part_there_is_one_neighbour(tmp_path: Path) -> None:
    answer = with_products(tmp_path, "2000")
    place = answer.at(PRODUCTION, "achievement: «2000»")
    assert answer.located_besides_unused == [f"{place} NTM309", f"{place} NTM417"]
    assert answer.messages[-2].endswith("2.000%: 8/1 = 800%")


def test_an_achievement_of_roughly_that_much_is_silent(tmp_path: Path) -> None:
    assert with_products(tmp_path, "{value: 130, qualifier: khoảng}").located_besides_unused == []


def test_with_its_target_it_is_a_share_like_others(tmp_path: Path) -> None:
    target = (PRODUCTION, "  stated:\n    achievement", "  target: 6\n  stated:\n    achievement")
    answer = with_products(tmp_path, "130", target)
    assert answer.located_besides_unused == [
        f"{answer.at(PRODUCTION, 'achievement: «130»')} NTM303"
    ]
    assert "8/6 is 133,33%" in answer.messages[-1]
