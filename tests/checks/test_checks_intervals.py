"""What a printed figure can be in truth, and what follows for what is computed from it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.checks.intervals import Interval, interval
from ntmreport.figure import (
    PERCENT,
    PERCENTAGE_POINT,
    Figure,
    Stated,
    Written,
    absolute,
    count,
    difference,
    percent,
    total,
)
from ntmreport.figure.number_format import rounded
from ntmreport.span import Span

HERE = Span("data/2021/a.yaml", 1, 1, 1, 2)


def written(value: str, unit: str = "ha", qualifier: str = "") -> Figure:
    decimals = len(value.partition(".")[2])
    return Figure(Fraction(value), unit, "", Written(HERE), ("a",), decimals, qualifier)


def ends(figure: Figure) -> tuple[float, float]:
    lowest, highest = interval(figure).ends
    return float(lowest), float(highest)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (written("100"), (100, 100)),
        (written("0.5"), (0.45, 0.55)),
        (written("98.85", PERCENT), (98.845, 98.855)),
        (written("100", PERCENT), (99.5, 100.5)),
        (written("37", PERCENTAGE_POINT), (36.5, 37.5)),
        (written("-2", PERCENTAGE_POINT), (-2.5, -1.5)),
        (written("100", qualifier="khoảng"), (95, 105)),
        (written("100", qualifier="hơn"), (100, 110)),
        (written("100", qualifier="trên"), (100, 110)),
        (written("100", qualifier="gần"), (90, 100)),
        (count([HERE, HERE], HERE, "xã"), (2, 2)),
    ],
)
def test_a_written_figure_stands_for_all_that_print_as_it(
    figure: Figure, expected: tuple[float, float]
) -> None:
    assert ends(figure) == pytest.approx(expected)


def test_what_is_computed_is_as_wide_as_its_inputs() -> None:
    part, whole = written("1.5"), written("3.0")
    share, sum_ = percent(part, whole), total([part, whole])
    assert share is not None
    assert sum_ is not None
    assert ends(sum_) == pytest.approx((4.4, 4.6))
    assert ends(part - whole) == pytest.approx((-1.6, -1.4))
    assert ends(absolute(part - whole)) == pytest.approx((1.4, 1.6))
    assert ends(absolute(part - written("1.5"))) == pytest.approx((0, 0.1))
    assert ends(part * whole) == pytest.approx((1.45 * 2.95, 1.55 * 3.05))
    assert ends(part / whole) == pytest.approx((1.45 / 3.05, 1.55 / 2.95))
    assert ends(share) == pytest.approx((145 / 3.05, 155 / 2.95))


def test_an_input_that_is_stated_counts_either_way() -> None:
    computed = percent(written("3", "hộ"), written("4", "hộ"))
    stated = Figure(Fraction(80), PERCENT, "", Stated(HERE, computed), ("s",), 0)
    change = difference(stated, written("50", PERCENT))
    assert change is not None
    assert ends(change) == (29, 31)
    assert interval(change, is_stated_believed=False) == Interval(Fraction(49, 2), Fraction(51, 2))


def test_a_stated_number_counts_where_the_data_gives_none_or_nothing() -> None:
    zero = total([written("0", "trường")])
    for computed in (zero, None):
        stated = Figure(Fraction(5), "trường", "", Stated(HERE, computed), ("s",), 0)
        share = percent(written("1", "trường"), stated)
        assert share is not None
        believed, given_ = interval(share), interval(share, is_stated_believed=False)
        assert believed == given_ == Interval(Fraction(20), Fraction(20))


def test_intervals_meet_where_they_share_a_value() -> None:
    one = Interval(Fraction(1), Fraction(2))
    assert one.meets(Interval(Fraction(2), Fraction(3)))
    assert one.meets(Interval(Fraction(0), Fraction(5)))
    assert not one.meets(Interval(Fraction(3), Fraction(4)))


@given(st.fractions(min_value=0, max_value=10**6), st.integers(min_value=0, max_value=3))
def test_what_a_percentage_was_rounded_from_is_in_its_interval(
    value: Fraction, decimals: int
) -> None:
    text = str(rounded(value, decimals))
    assert interval(written(text, PERCENT)).meets(Interval(value, value))
