"""Figures: exact values that know their unit, their Vietnamese label and where they come from.

Arithmetic on figures gives figures, so a formula written once is also its own lineage. Values are
fractions; rounding happens where a figure is printed, never here.
"""

from __future__ import annotations

import operator
from enum import StrEnum
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.figure.blank_value import LEFT_BLANK, is_left_blank
from ntmreport.figure.estimation import ABOUT, carried, turned
from ntmreport.figure.unit_spelling import PERCENT, PERCENTAGE_POINT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ntmreport.figure.provenance import Provenance
    from ntmreport.span import Path, Span

LABEL_SEPARATOR = " › "
"""The sign between the steps of a label, from the file's title down to the figure's."""


class Operation(StrEnum):
    """The computation by which a figure follows from others."""

    SUM = "+"
    DIFFERENCE = "-"
    PRODUCT = "×"
    QUOTIENT = "/"
    SHARE = "share"
    ABSOLUTE = "absolute"
    CONVERSION = "conversion"


class Written(Struct, frozen=True):
    """The figure is written in a data file, at `span`."""

    span: Span


class Counted(Struct, frozen=True):
    """The figure is the number of entries of a list; `items` are their places."""

    span: Span
    items: tuple[Span, ...]


class Computed(Struct, frozen=True):
    """The figure is `operation` over `inputs`, in their order."""

    operation: Operation
    inputs: tuple[Figure, ...]


class Stated(Struct, frozen=True):
    """The office states the figure, at `span`; `computed` is what its data gives, if anything."""

    span: Span
    computed: Figure | None


Origin = Written | Counted | Computed | Stated


class UnitMismatchError(ArithmeticError):
    """Two figures cannot be added, subtracted or compared since their units differ."""


class Figure(Struct, frozen=True, eq=False):
    """An exact value with unit, label and origin.

    A percentage holds the number before the sign: 93,44% has the value 93.44. `decimals` is how
    many decimals a written figure was given with; a computed one leaves it to the printing.
    `qualifier` is a word such as "khoảng" that is printed before the number; what is computed has
    the one that follows from those of its inputs. `provenance` says where a written figure was
    taken from.
    """

    value: Fraction
    unit: str
    label: str
    origin: Origin
    path: Path = ()
    decimals: int | None = None
    qualifier: str = ""
    provenance: Provenance | None = None

    def named(self, label: str, path: Path) -> Figure:
        """Return the figure with another label and path."""
        return replace(self, label=label, path=path)

    def lineage(self) -> Iterator[Figure]:
        """Yield this figure and all it was computed from, each before its inputs."""
        yield self
        match self.origin:
            case Computed(inputs=inputs):
                for figure in inputs:
                    yield from figure.lineage()
            case Stated(computed=Figure() as computed):
                yield from computed.lineage()
            case _:
                pass

    def __str__(self) -> str:
        # A figure that becomes plain text has lost its lineage: printing is compose's business.
        raise TypeError(
            f"the figure {self.label!r} must be printed as a figure, not joined to text"
        )

    def __add__(self, other: Figure) -> Figure:
        if is_left_blank(other):
            return NotImplemented
        return _computed(
            Operation.SUM, (self, other), self.value + other.value, _sum_unit(self.unit, other.unit)
        )

    def __sub__(self, other: Figure) -> Figure:
        if is_left_blank(other):
            return NotImplemented
        unit = _difference_unit(self, other)
        return _computed(Operation.DIFFERENCE, (self, other), self.value - other.value, unit)

    def __mul__(self, other: Figure) -> Figure:
        if is_left_blank(other):
            return NotImplemented
        unit = f"{self.unit}×{other.unit}"
        return _computed(Operation.PRODUCT, (self, other), self.value * other.value, unit)

    def __truediv__(self, other: Figure) -> Figure:
        if is_left_blank(other):
            return NotImplemented
        unit = f"{self.unit}/{other.unit}"
        return _computed(Operation.QUOTIENT, (self, other), self.value / other.value, unit)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Figure):
            return self.value == other.value and self.unit == other.unit
        return isinstance(other, int) and self.value == other

    def __hash__(self) -> int:
        return hash((self.value, self.unit))

    def __lt__(self, other: Figure | int) -> bool:
        return self._compared(operator.lt, other)

    def __le__(self, other: Figure | int) -> bool:
        return self._compared(operator.le, other)

    def __gt__(self, other: Figure | int) -> bool:
        return self._compared(operator.gt, other)

    def __ge__(self, other: Figure | int) -> bool:
        return self._compared(operator.ge, other)

    def _compared(
        self, compare: Callable[[Fraction, Fraction | int], bool], other: Figure | int
    ) -> bool:
        if isinstance(other, int):
            return compare(self.value, other)
        if not isinstance(other, Figure):
            return NotImplemented
        if self.unit != other.unit:
            raise UnitMismatchError(f"cannot compare {self.unit!r} with {other.unit!r}")
        return compare(self.value, other.value)


def total(figures: Iterable[Figure | None]) -> Figure | None:
    """Return the sum of `figures`, all of one unit; None where one is None or there is none.

    Where one is blank, the sum is, as is every difference, share and count of blanks.
    """
    known = list(figures)
    if is_left_blank(*known):
        return _blank()
    if not known or any(figure is None for figure in known):
        return None
    present = [figure for figure in known if figure is not None]
    unit = reduce(_sum_unit, (figure.unit for figure in present))
    value = reduce(operator.add, (figure.value for figure in present))
    return _computed(Operation.SUM, tuple(present), value, unit)


def difference(minuend: Figure | None, subtrahend: Figure | None) -> Figure | None:
    """Return `minuend` less `subtrahend`; two percentages differ by percentage points."""
    if minuend is None or subtrahend is None:
        return None
    if is_left_blank(minuend, subtrahend):
        return _blank()
    return minuend - subtrahend


def percent(numerator: Figure | None, denominator: Figure | None) -> Figure | None:
    """Return `numerator` as a percentage of `denominator`; None where that is None or 0."""
    if numerator is None or denominator is None:
        return None
    if is_left_blank(numerator, denominator):
        return _blank()
    if denominator.value == 0:
        return None
    if numerator.unit != denominator.unit:
        raise UnitMismatchError(f"no share of {denominator.unit!r} in {numerator.unit!r}")
    value = numerator.value / denominator.value * 100
    return _computed(Operation.SHARE, (numerator, denominator), value, PERCENT)


def quotient(dividend: Figure, divisor: Figure) -> Figure | None:
    """Return how much of `dividend` there is for one of `divisor`; None where that is 0."""
    if is_left_blank(dividend, divisor):
        return _blank()
    return dividend / divisor if divisor.value else None


def absolute(figure: Figure) -> Figure:
    """Return the absolute value of the figure."""
    return _computed(Operation.ABSOLUTE, (figure,), abs(figure.value), figure.unit)


def count(items: Sequence[Span], span: Span, unit: str) -> Figure:
    """Return the number of `items`, entries of the list at `span`, as a figure in `unit`."""
    if is_left_blank(unit, *items):
        return _blank()
    return Figure(Fraction(len(items)), unit, "", Counted(span, tuple(items)), decimals=0)


def _blank() -> Figure:
    """Return the blank that arithmetic gives where an operand is blank."""
    return cast("Figure", LEFT_BLANK)


def _computed(
    operation: Operation, inputs: tuple[Figure, ...], value: Fraction, unit: str
) -> Figure:
    word = _carried(operation, inputs)
    return Figure(value, unit, "", Computed(operation, inputs), qualifier=word)


def _carried(operation: Operation, inputs: tuple[Figure, ...]) -> str:
    """Return the word of estimation that follows from those of the inputs."""
    first, *rest = [figure.qualifier for figure in inputs]
    if not first and not any(rest):
        return ""
    match operation:
        case Operation.SUM:
            return carried((first, *rest))
        case Operation.ABSOLUTE:
            return turned(first) if inputs[0].value < 0 else first
        case Operation.DIFFERENCE:
            return carried((first, *map(turned, rest)))
    # A bound of what is below zero is one to the other side.
    if any(figure.value < 0 for figure in inputs):
        return ABOUT
    if operation is Operation.PRODUCT:
        return carried((first, *rest))
    return carried((first, *map(turned, rest)))


def _sum_unit(left: str, right: str) -> str:
    if left == right:
        return left
    if {left, right} == {PERCENT, PERCENTAGE_POINT}:
        return PERCENT
    raise UnitMismatchError(f"cannot add {right!r} to {left!r}")


def _difference_unit(left: Figure, right: Figure) -> str:
    if left.unit == right.unit:
        return PERCENTAGE_POINT if left.unit == PERCENT else left.unit
    if (left.unit, right.unit) == (PERCENT, PERCENTAGE_POINT):
        return PERCENT
    raise UnitMismatchError(f"cannot subtract {right.unit!r} from {left.unit!r}")


def joined_label(label: str, title: str) -> str:
    """Return the label of what is called `title` within what has the label `label`."""
    return f"{label}{LABEL_SEPARATOR}{title}" if label else title
