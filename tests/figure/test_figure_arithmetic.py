"""Figures: exact arithmetic that keeps units and remembers what it was made of."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.figure import (
    PERCENT,
    PERCENTAGE_POINT,
    Computed,
    Figure,
    Operation,
    Stated,
    UnitMismatchError,
    Written,
    absolute,
    count,
    difference,
    percent,
    total,
)
from ntmreport.span import Span

HERE = Span("f.yaml", 1, 1, 1, 2)
fractions = st.fractions(max_denominator=10**6)


def figure(value: Fraction | int | str, unit: str = "hộ", label: str = "") -> Figure:
    return Figure(Fraction(value), unit, label, Written(HERE))


@given(fractions, fractions)
def test_arithmetic_is_exact(a: Fraction, b: Fraction) -> None:
    assert (figure(a) + figure(b)).value == a + b
    assert (figure(a) - figure(b)).value == a - b
    assert (figure(a) * figure(b)).value == a * b
    assert absolute(figure(a)).value == abs(a)
    if b:
        assert (figure(a) / figure(b)).value == a / b


@given(st.lists(fractions, min_size=1))
def test_a_total_is_the_exact_sum(values: list[Fraction]) -> None:
    result = total(figure(value) for value in values)
    assert result is not None
    assert result.value == sum(values)
    assert result.unit == "hộ"


@given(fractions, fractions.filter(bool))
def test_a_share_is_exact_and_in_percent(part: Fraction, whole: Fraction) -> None:
    share = percent(figure(part), figure(whole))
    assert share is not None
    assert share.value * whole == part * 100
    assert share.unit == PERCENT


def test_decimal_fractions_do_not_drift() -> None:
    result = total(figure("0.1") for _ in range(10))
    assert result is not None
    assert result.value == 1


@pytest.mark.parametrize(
    ("minuend", "subtrahend", "unit"),
    [
        (PERCENT, PERCENT, PERCENTAGE_POINT),
        (PERCENT, PERCENTAGE_POINT, PERCENT),
        (PERCENTAGE_POINT, PERCENTAGE_POINT, PERCENTAGE_POINT),
        ("ha", "ha", "ha"),
    ],
)
def test_unit_of_a_difference(minuend: str, subtrahend: str, unit: str) -> None:
    assert (figure(5, minuend) - figure(3, subtrahend)).unit == unit


@pytest.mark.parametrize(
    "units", [("ha", "hộ"), (PERCENT, "ha"), (PERCENTAGE_POINT, PERCENT)], ids=" ".join
)
def test_what_has_no_difference(units: tuple[str, str]) -> None:
    with pytest.raises(UnitMismatchError):
        figure(5, units[0]) - figure(3, units[1])


def test_percentage_points_add_to_a_percentage_in_any_order() -> None:
    points, share = figure(2, PERCENTAGE_POINT), figure(50, PERCENT)
    for figures in ([points, share], [share, points], [points, share, points]):
        result = total(figures)
        assert result is not None
        assert result.unit == PERCENT


def test_different_units_have_no_total_share_or_order() -> None:
    with pytest.raises(UnitMismatchError):
        total([figure(1, "ha"), figure(1, "hộ")])
    with pytest.raises(UnitMismatchError):
        total([figure(1, "ha"), figure(1, "ha"), figure(1, "hộ")])
    with pytest.raises(UnitMismatchError):
        percent(figure(1, "ha"), figure(1, "hộ"))
    with pytest.raises(UnitMismatchError):
        assert figure(1, "ha") < figure(2, "hộ")
    assert figure(1, "ha") != figure(1, "hộ")


def test_units_of_product_and_quotient_are_written_out() -> None:
    assert (figure(6, "tấn") / figure(2, "ha")).unit == "tấn/ha"
    assert (figure(6, "tấn") * figure(2, "ha")).unit == "tấn×ha"


def test_what_is_absent_stays_absent() -> None:
    one = figure(1)
    assert total([]) is None
    assert total([one, None]) is None
    assert difference(None, one) is None
    assert difference(one, None) is None
    assert percent(None, one) is None
    assert percent(one, None) is None
    assert percent(one, figure(0)) is None


@given(fractions, fractions)
def test_order_is_that_of_the_values(a: Fraction, b: Fraction) -> None:
    assert (figure(a) < figure(b)) == (a < b)
    assert (figure(a) >= figure(b)) == (a >= b)
    assert (figure(a) == figure(b)) == (a == b)
    assert (hash(figure(a)) == hash(figure(b))) or a != b


def test_a_figure_can_be_compared_with_a_whole_number_only() -> None:
    assert figure(-1) < 0
    assert figure(1) > 0
    assert figure(3) == 3
    assert figure(3) != "3"
    with pytest.raises(TypeError):
        assert figure(3) < "4"  # type: ignore[operator]


def test_lineage_names_each_figure_before_its_inputs_in_their_order() -> None:
    a, b, c = (figure(n, label=name) for n, name in ((1, "a"), (2, "b"), (8, "c")))
    inner = total([a, b])
    assert inner is not None
    outer = percent(inner.named("a + b", ()), c)
    assert outer is not None
    assert [item.label for item in outer.named("share", ()).lineage()] == [
        "share",
        "a + b",
        "a",
        "b",
        "c",
    ]
    assert outer.origin == Computed(Operation.SHARE, (inner, c))


def test_lineage_of_a_stated_figure_goes_on_with_what_was_computed() -> None:
    computed = difference(figure(5, label="a"), figure(3, label="b"))
    assert computed is not None
    stated = Figure(Fraction(3), "hộ", "stated", Stated(HERE, computed.named("a - b", ())))
    assert [item.label for item in stated.lineage()] == ["stated", "a - b", "a", "b"]
    alone = Figure(Fraction(3), "hộ", "stated", Stated(HERE, None))
    assert list(alone.lineage()) == [alone]


def test_a_name_changes_nothing_else() -> None:
    named = figure(5).named("Số hộ", ("health", "x"))
    assert (named.label, named.path) == ("Số hộ", ("health", "x"))
    assert named.value == 5
    assert (named.unit, named.origin) == ("hộ", Written(HERE))


def test_a_count_knows_its_entries() -> None:
    spans = [Span("f.yaml", n, 1, n, 9) for n in (2, 3, 4)]
    counted = count(spans, HERE, "xã")
    assert counted.value == 3
    assert counted.decimals == 0
    assert counted.origin.items == tuple(spans)  # type: ignore[union-attr]


def test_a_figure_never_becomes_text_unnoticed() -> None:
    with pytest.raises(TypeError, match="Số hộ"):
        str(figure(5, label="Số hộ"))
    with pytest.raises(TypeError):
        f"{figure(5)}"
