"""A figure with the places that print it, and how it came about: inputs, spans, formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.figure import Computed, Counted, Figure, Operation, Stated, Written
from ntmreport.figure.number_format import grouped, number, printed, printed_with_unit, rounded
from ntmreport.span import Span, written_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Printing(Struct, frozen=True):
    """One place of the report where a figure is printed.

    `block` and `run` count from 0 in the document's blocks. `section` is the way down the outline,
    such as "I.2.d)", or the annex, and `sentence` the words around the figure: in a table, what
    names the row and the column, and the cell.
    """

    block: int
    run: int
    text: str
    section: str
    sentence: str


class Entry(Struct, frozen=True):
    """One figure of a year, and every place where the report prints it."""

    figure: Figure
    printings: tuple[Printing, ...]

    @property
    def path(self) -> str:
        """The figure's path as users write it; empty for one that only a template computes."""
        return written_path(self.figure.path)

    @property
    def printed_texts(self) -> tuple[str, ...]:
        """The different texts that the report prints for it, in their order."""
        return tuple(dict.fromkeys(printing.text for printing in self.printings))


def inputs(figure: Figure) -> tuple[Figure, ...]:
    """Return the figures that `figure` is computed from; none for a stated one."""
    return figure.origin.inputs if isinstance(figure.origin, Computed) else ()


def span_of(figure: Figure) -> Span | None:
    """Return where the figure is written, stated or counted; None where it is computed."""
    match figure.origin:
        case Written(span=span) | Stated(span=span) | Counted(span=span):
            return span
        case _:
            return None


def leaves(figure: Figure) -> Iterator[Span]:
    """Yield the spans of the data that the figure's value comes from."""
    match figure.origin:
        case Written(span=span) | Stated(span=span):
            yield span
        case Counted(span=span, items=items):
            yield from items or (span,)
        case Computed(inputs=operands):
            for operand in operands:
                yield from leaves(operand)


def counted_places(items: Sequence[Span]) -> list[str]:
    """Return where counted entries stand, as `file:line` or `file:first-last` for each file."""
    lines: dict[str, list[int]] = {}
    for item in items:
        lines.setdefault(item.file, []).append(item.line)
    return [
        f"{file}:{known[0]}-{known[-1]}" if len(known) > 1 else f"{file}:{known[0]}"
        for file, known in lines.items()
    ]


def formula(figure: Figure) -> str:
    """Return how the figure is computed, by the paths of its inputs; empty where it is written."""
    match figure.origin:
        case Computed(operation=operation, inputs=operands):
            return formula_of(operation, [_named(operand) for operand in operands])
        case Counted(items=items):
            return f"count({len(items)})"
        case Stated(computed=Figure() as computed):
            return f"stated; {formula(computed)}"
        case Stated():
            return "stated"
        case _:
            return ""


def formula_with_values(figure: Figure) -> str:
    """Return how the figure is computed, by its inputs' values as they are printed."""
    match figure.origin:
        case Computed(operation=Operation.CONVERSION, inputs=(operand,)):
            return printed_with_unit(operand)
        case Computed(operation=operation, inputs=operands):
            return formula_of(operation, [printed(operand) for operand in operands])
        case _:
            return ""


def formula_of(operation: Operation, operands: Sequence[str]) -> str:
    """Return an operation over the names of its operands: `a / b × 100`."""
    match operation, operands:
        case Operation.SHARE, [part, whole]:
            return f"{part} / {whole} × 100"
        case Operation.ABSOLUTE, [only]:
            return f"|{only}|"
        case _:
            return f" {operation} ".join(operands)


def exact(figure: Figure) -> str:
    """Return the value before rounding: with six decimals and "…" where it goes on."""
    shown_value = rounded(figure.value, 6)
    return grouped(shown_value) + ("" if shown_value == figure.value else "…")


def plain_value(figure: Figure) -> str:
    """Return the rounded value in ISO notation: a point before decimals, no grouping."""
    return number(figure).replace(".", "").replace(",", ".")


def _named(figure: Figure) -> str:
    return written_path(figure.path) if figure.path else f"({formula(figure) or number(figure)})"
