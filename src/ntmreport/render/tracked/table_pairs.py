"""Which table of one Word file became which of another, and which row of it which row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.alignment import ALIKE, pairs
from ntmreport.layout.word_xml import Element, W, natural
from ntmreport.render.tracked.elements import CELL, PARAGRAPH, ROW, TABLE, TEXT

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

_HEADER = f"{W}tblHeader"
_MERGED = frozenset({f"{W}gridSpan", f"{W}hMerge", f"{W}vMerge"})


def of_the_layout(block: Element) -> str | None:
    """Return the kind of a block that is the layout's: no paragraph, and no table with a header."""
    is_its_own = block.tag != PARAGRAPH and next(block.iter(_HEADER), None) is None
    return str(block.tag) if is_its_own else None


def named(block: Element) -> str | None:
    """Return what a table of the report is called; None of what is no table."""
    if block.tag != TABLE:
        return None
    name = block.find(f"{W}tblPr/{W}tblCaption")
    return "" if name is None else str(name.get(f"{W}val"))


def row_pairs(then: Element, now: Element) -> Iterator[tuple[Element, Element]]:
    """Yield which row became which: only one that has the same cells, merged in the same way.

    One of the two is None where a row has no partner.
    """
    before, after = then.findall(ROW), now.findall(ROW)
    shapes = [_shape(row, then) for row in before], [_shape(row, now) for row in after]
    if shapes[0] == shapes[1] and of_the_layout(now):
        yield from zip(before, after, strict=True)
        return
    of_rows = dict(zip([*before, *after], [*shapes[0], *shapes[1]], strict=True))
    yield from pairs(before, after, lambda row: (of_rows[row], text_of(row)), ALIKE)


def columns_of(table: Element) -> list[int]:
    """Return the widths of the table's columns."""
    return [natural(each.get(f"{W}w")) for each in table.iterfind(f"{W}tblGrid/{W}gridCol")]


def set_widths(row: Element, columns: Sequence[int]) -> None:
    """Give the cells of a row the widths of the columns over which they reach."""
    start = 0
    for properties in row.iterfind(f"{CELL}/{W}tcPr"):
        across = properties.find(f"{W}gridSpan")
        end = start + (1 if across is None else natural(across.get(f"{W}val")))
        width = properties.find(f"{W}tcW")
        if width is not None:
            width.set(f"{W}w", str(sum(columns[start:end])))
        start = end


def text_of(block: Element) -> str:
    """Return the words of a block."""
    return " ".join(element.text or "" for element in block.iter(TEXT))


def _shape(row: Element, table: Element) -> Hashable:
    """Return what must be the same in two rows of which one became the other."""
    cells = (cell.find(f"{W}tcPr") for cell in row.findall(CELL))
    merged = (
        tuple((each.tag, each.get(f"{W}val")) for each in cell if each.tag in _MERGED)
        if cell is not None
        else ()
        for cell in cells
    )
    return len(columns_of(table)), tuple(merged)
