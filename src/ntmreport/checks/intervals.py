"""From a figure to the interval of values that it can stand for, its rounding considered."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from ntmreport.figure import (
    PERCENT,
    PERCENTAGE_POINT,
    Computed,
    Counted,
    Figure,
    Operation,
    Stated,
    Written,
)
from ntmreport.figure.number_format import rounded
from ntmreport.figure.unit_conversion import factor_between

ABOUT = Fraction(5, 100)
"""The half width of an interval for "khoảng"; one-sided words reach twice as far."""


class Interval(Struct, frozen=True):
    """All values from the lowest to the highest, both included."""

    lowest: Fraction
    highest: Fraction

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """The lowest and the highest value."""
        return self.lowest, self.highest

    def meets(self, other: Interval) -> bool:
        """Return whether some value is in both."""
        return self.lowest <= other.highest and other.lowest <= self.highest


def interval(figure: Figure, *, is_stated_believed: bool = True) -> Interval:
    """Return the interval of `figure` from its rounding, its qualifier and its inputs.

    An input that is stated counts as stated, or else as the data gives it.
    """
    match figure.origin:
        # Nothing is a share of zero: there the stated number is all there is.
        case Stated(computed=Figure() as given) if not is_stated_believed and given.value:
            return interval(given, is_stated_believed=False)
        case Written() | Stated():
            return _written(figure)
        case Counted():
            return Interval(figure.value, figure.value)
        case Computed(operation=Operation.CONVERSION, inputs=(other,)):
            inner = interval(other, is_stated_believed=is_stated_believed)
            factor = Fraction(factor_between(other.unit, figure.unit) or 1)
            return Interval(inner.lowest * factor, inner.highest * factor)
        case Computed(operation=operation, inputs=inputs):
            return _computed(
                operation,
                [interval(each, is_stated_believed=is_stated_believed) for each in inputs],
            )


def agrees(said: Figure, given: Interval) -> bool:
    """Return whether a value in `given` can be printed as the figure that is `said`.

    The ends of an interval belong to both neighbours; where the data gives one exact number,
    rounding half up decides between them.
    """
    if not interval(said).meets(given):
        return False
    if said.qualifier or given.lowest != given.highest:
        return True
    # All is only all, and nothing only nothing: no rounding makes a share either.
    if said.unit == PERCENT and said.value in {0, 100}:
        return given.lowest == said.value
    decimals = said.decimals or 0
    return rounded(given.lowest, decimals) == rounded(said.value, decimals)


def _written(figure: Figure) -> Interval:
    value = figure.value
    match figure.qualifier:
        case "khoảng" | "ước":
            return Interval(value * (1 - ABOUT), value * (1 + ABOUT))
        case "hơn" | "trên" | "ít nhất":
            return Interval(value, value * (1 + 2 * ABOUT))
        case "gần" | "dưới" | "không quá":
            return Interval(value * (1 - 2 * ABOUT), value)
    # Whole numbers are counts, exact; decimals, and percentages, are rounded.
    if not figure.decimals and figure.unit not in {PERCENT, PERCENTAGE_POINT}:
        return Interval(value, value)
    half = Fraction(1, 2 * 10 ** (figure.decimals or 0))
    return Interval(value - half, value + half)


def _computed(operation: Operation, inputs: list[Interval]) -> Interval:
    match operation, inputs:
        case Operation.SUM, _:
            return Interval(
                sum((each.lowest for each in inputs), Fraction()),
                sum((each.highest for each in inputs), Fraction()),
            )
        case Operation.DIFFERENCE, [left, right]:
            return Interval(left.lowest - right.highest, left.highest - right.lowest)
        case Operation.ABSOLUTE, [only]:
            ends = (abs(only.lowest), abs(only.highest))
            lowest = Fraction() if only.lowest <= 0 <= only.highest else min(ends)
            return Interval(lowest, max(ends))
        case Operation.PRODUCT, [left, right]:
            products = [a * b for a in left.ends for b in right.ends]
            return Interval(min(products), max(products))
        case ((Operation.QUOTIENT | Operation.SHARE), [left, right]) if right.lowest > 0:
            scale = 100 if operation is Operation.SHARE else 1
            quotients = [scale * a / b for a in left.ends for b in right.ends]
            return Interval(min(quotients), max(quotients))
    raise AssertionError((operation, inputs))
