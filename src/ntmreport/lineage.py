"""From a year and its document to the lineage of every figure: its computation and its places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntmreport.document import BlockKind, Table
from ntmreport.figure import Computed, Counted, Figure, Operation, Stated, Written
from ntmreport.figure.number_format import grouped, number, printed, printed_with_unit, rounded
from ntmreport.grid import placed
from ntmreport.model import indicators_of, written_figures_of
from ntmreport.span import Span, written_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.document import Block, Document
    from ntmreport.model import YearData
    from ntmreport.span import Path

_OUTLINE = (BlockKind.PART, BlockKind.SECTION, BlockKind.SUBSECTION, BlockKind.POINT)
_SENTENCE_ENDS = (". ", "; ", ": ")


@dataclass(frozen=True, slots=True)
class Printing:
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


@dataclass(frozen=True, slots=True)
class Entry:
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


def lineage(year: YearData, document: Document) -> tuple[Entry, ...]:
    """Return every figure of the year in the order of the data, then those of templates alone."""
    places = _printings(document)
    blocks = document.blocks
    entries = [Entry(figure, tuple(places.pop(figure.path, ()))) for figure in figures_of(year)]
    # What a template computes by itself has no path: each place has a figure of its own.
    entries += [
        Entry(figure, (printing,))
        for printings in places.values()
        for printing in printings
        if (figure := blocks[printing.block].runs[printing.run].figure) is not None
    ]
    return tuple(entries)


def unused_entries(entries: Sequence[Entry]) -> list[Entry]:
    """Return the figures of the data that the report neither prints nor computes with."""
    used = {span for entry in entries if entry.printings for span in leaves(entry.figure)}
    return [
        entry
        for entry in entries
        if not isinstance(entry.figure.origin, Computed)
        and not entry.printings
        and used.isdisjoint(leaves(entry.figure))
    ]


def figures_of(year: YearData) -> Iterator[Figure]:
    """Yield every figure of a year: for each file the written, then the computed and stated.

    The communes come last: what they write, then what they are together and by themselves.
    """
    for part in (*year.offices.values(), year.communes):
        if part is not None:
            yield from written_figures_of(part)
            yield from indicators_of(part)


def outlined(document: Document) -> Iterator[tuple[str, Block | Table]]:
    """Yield what the body and then the annexes hold, each with the section that it stands in.

    That is the way down the outline, such as "I.2.d)"; in an annex, its name comes before that.
    """
    yield from _outlined(document.body)
    for annex in document.annexes:
        name = annex.name
        for section, part in _outlined(annex.content):
            yield f"{name}, {section}" if section else name, part


def _outlined(content: Sequence[Block | Table]) -> Iterator[tuple[str, Block | Table]]:
    outline: list[str] = []
    levels: list[BlockKind] = []
    for part in content:
        if not isinstance(part, Table) and part.kind in _OUTLINE:
            while levels and _OUTLINE.index(levels[-1]) >= _OUTLINE.index(part.kind):
                levels.pop()
                outline.pop()
            levels.append(part.kind)
            outline.append(part.marker)
        yield "".join(outline), part


def inputs(figure: Figure) -> tuple[Figure, ...]:
    """Return the figures that `figure` is computed from. A stated one is computed from none."""
    return figure.origin.inputs if isinstance(figure.origin, Computed) else ()


def span_of(figure: Figure) -> Span | None:
    """Return where the figure is written, stated or counted in the data, if it is."""
    match figure.origin:
        case Written(span=span) | Stated(span=span) | Counted(span=span):
            return span
        case _:
            return None


def leaves(figure: Figure) -> Iterator[Span]:
    """Yield the places of the data that the figure's value comes from."""
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
        case Computed(operation=operation, inputs=operands):
            return formula_of(operation, [printed(operand) for operand in operands])
        case _:
            return ""


def formula_of(operation: Operation, operands: Sequence[str]) -> str:
    """Return an operation over what its operands are called."""
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


def shown(figure: Figure) -> str:
    """Return the figure with its unit, as people name it."""
    return printed_with_unit(figure)


def plain_value(figure: Figure) -> str:
    """Return the rounded value in ISO notation: a point before decimals, no grouping."""
    return number(figure).replace(".", "").replace(",", ".")


def _named(figure: Figure) -> str:
    return written_path(figure.path) if figure.path else f"({formula(figure) or number(figure)})"


def _printings(document: Document) -> dict[Path, list[Printing]]:
    places: dict[Path, list[Printing]] = {}
    for position, (section, block, around) in enumerate(standing(document)):
        start = len(block.text) - sum(len(run.text) for run in block.runs)
        for index, run in enumerate(block.runs):
            if run.figure is not None:
                sentence = around or sentence_at(block, start)
                printing = Printing(position, index, run.text, section, sentence)
                places.setdefault(run.figure.path, []).append(printing)
            start += len(run.text)
    return places


def standing(document: Document) -> Iterator[tuple[str, Block, str]]:
    """Yield the document's blocks, each with its section and, in a table, what says where it is."""
    for section, part in outlined(document):
        if isinstance(part, Table):
            yield from ((section, each.cell.block, each.sentence) for each in placed(part))
        else:
            yield section, part, ""


def sentence_at(block: Block, offset: int) -> str:
    """Return the part of the block's text, between ends of sentences, that `offset` is in."""
    text = block.text
    start = max(
        (text.rfind(end, 0, offset) + len(end) for end in _SENTENCE_ENDS if end in text[:offset]),
        default=0,
    )
    ends = [found for end in _SENTENCE_ENDS if (found := text.find(end, offset)) >= 0]
    return text[start : min(ends) + 1 if ends else len(text)].strip()
