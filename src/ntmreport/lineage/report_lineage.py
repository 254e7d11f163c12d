"""From a year and its document to the entry of every figure, with all places that print it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport.document import OUTLINE, BlockKind, Table
from ntmreport.figure import Computed
from ntmreport.lineage.entry import Entry, Printing, leaves
from ntmreport.model import indicators_of, written_figures_of
from ntmreport.table_grid import placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.document import Block, Document
    from ntmreport.figure import Figure
    from ntmreport.model import YearData
    from ntmreport.span import Path

_SENTENCE_ENDS = (". ", "; ", ": ")


def lineage_of(year: YearData, document: Document) -> tuple[Entry, ...]:
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


def lineage_of_each(reports: Sequence[tuple[str, YearData, Document]]) -> tuple[Entry, ...]:
    """Return the figures of several reports of one folder, those that they share once.

    Of several, each place that prints a figure says the name of its form.
    """
    if len(reports) == 1:
        return lineage_of(*reports[0][1:])
    found: dict[object, Entry] = {}
    for name, year, document in reports:
        for entry in lineage_of(year, document):
            places = tuple(
                replace(each, section=f"{name}: {each.section}".rstrip(": "))
                for each in entry.printings
            )
            key = entry.figure.path or (name, len(found))
            known = found.get(key)
            found[key] = Entry(
                entry.figure if known is None else known.figure,
                places if known is None else (*known.printings, *places),
            )
    return tuple(found.values())


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

    The communes come last: their written figures, then the counts and totals over them.
    """
    for part in (*year.offices.values(), year.communes):
        if part is not None:
            yield from written_figures_of(part)
            yield from indicators_of(part)


def outlined(document: Document) -> Iterator[tuple[str, Block | Table]]:
    """Yield the blocks and tables of body and annexes, each with its section.

    A section is the way down the outline, such as "I.2.d)", behind the name of an annex.
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
        if not isinstance(part, Table) and part.kind in OUTLINE:
            while levels and OUTLINE.index(levels[-1]) >= OUTLINE.index(part.kind):
                levels.pop()
                outline.pop()
            levels.append(part.kind)
            ends = ", " if part.kind is BlockKind.DIVISION else ""
            outline.append(f"{part.marker}{ends}")
        yield "".join(outline).rstrip(", "), part


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
    """Yield the blocks with their sections and, for a cell, the sentence of its row and column."""
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
