"""From the lineage of a figure to the Excel formula that computes it from a workbook's cells."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.figure.arithmetic import Computed, Counted, Figure, Operation
from ntmreport.span import general

if TYPE_CHECKING:
    from fractions import Fraction

    from ntmreport.span import Path, Span

INFIX = {
    Operation.DIFFERENCE: "-",
    Operation.PRODUCT: "*",
    Operation.QUOTIENT: "/",
    Operation.SHARE: "/",
}
"""The signs between two operands, as Excel has them; a share is a hundredfold quotient."""

_DIGITS = 12


class Cells(Struct):
    """The cells of a workbook: of values by their paths, of the columns of lists, of whole lists.

    `columns` are ranges by the general path of a value in an entry, `lists` the number of entries
    of a list and the formula of it, by the span of the list.
    """

    values: dict[Path, str] = {}
    columns: dict[Path, str] = {}
    lists: dict[Span, tuple[int, str]] = {}


def excel_formula(figure: Figure, cells: Cells) -> str | None:
    """Return the formula of a computed figure, empty while a value is; None where it has none."""
    used: dict[str, None] = {}
    expression = _expression(figure, cells, used)
    if expression is None or not used:
        return None
    single = [reference for reference in used if ":" not in reference]
    filled = f"COUNT({','.join(single)})<{len(single)}" if single else "FALSE"
    return f'=IFERROR(IF({filled},"",{expression}),"")'


def _expression(figure: Figure, cells: Cells, used: dict[str, None]) -> str | None:
    match figure.origin:
        case Computed(operation=operation, inputs=inputs):
            return _computed(figure, operation, inputs, cells, used)
        case Counted(items=items) if (counted := _number_of(items, cells)) is not None:
            used[f"{counted}:"] = None
            return counted
        case _:
            reference = cells.values.get(figure.path)
            if reference is None:
                return _number(figure.value)
            used[reference] = None
            return reference


def _computed(
    figure: Figure,
    operation: Operation,
    inputs: tuple[Figure, ...],
    cells: Cells,
    used: dict[str, None],
) -> str | None:
    if operation is Operation.SUM and (column := _whole_column(inputs, cells)) is not None:
        used[column] = None
        return f"SUM({column})"
    operands = [_expression(each, cells, used) for each in inputs]
    known = [operand for operand in operands if operand is not None]
    if len(known) < len(operands):
        return None
    match operation:
        case Operation.SUM:
            return f"({'+'.join(known)})"
        case Operation.SHARE:
            return f"({known[0]}/{known[1]}*100)"
        case Operation.ABSOLUTE:
            return f"ABS({known[0]})"
        case Operation.CONVERSION:
            source = inputs[0].value
            return f"({known[0]}*{_number(figure.value / source)})" if source else None
        case _:
            return f"({INFIX[operation].join(known)})"


def _number_of(items: tuple[Span, ...], cells: Cells) -> str | None:
    """Return the formula of the number of entries of the list whose entries are all counted."""
    for span, (number, formula) in cells.lists.items():
        if len(items) == number > 0 and all(span.overlaps(item) for item in items):
            return formula
    return None


def _whole_column(inputs: tuple[Figure, ...], cells: Cells) -> str | None:
    """Return the column of a list, where all its entries are added up: those to come, too."""
    paths = {general(each.path) for each in inputs}
    return cells.columns.get(paths.pop()) if len(paths) == 1 else None


def _number(value: Fraction) -> str:
    """Return a number as a formula has it."""
    text = f"{Decimal(value.numerator) / Decimal(value.denominator):.{_DIGITS}f}"
    return text.rstrip("0").rstrip(".") or "0"
