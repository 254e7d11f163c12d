"""The blocks of a body, a cell or the like, merged: paragraphs, and tables row by row."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from ntmreport.alignment import ALIKE
from ntmreport.layout.word_xml import Element, W
from ntmreport.render.tracked.block_pairs import Pair, is_kept, is_text, segments
from ntmreport.render.tracked.elements import CELL, PARAGRAPH, PROPERTIES, ROW, SECTION, TABLE
from ntmreport.render.tracked.merged_paragraphs import (
    mark_paragraphs,
    marked_paragraph,
    merged_paragraph,
)
from ntmreport.render.tracked.paragraph_properties import (
    change_properties,
    mark_end,
    replace_properties,
)
from ntmreport.render.tracked.table_pairs import columns_of, row_pairs, set_widths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.render.tracked.changes import Changes, Mark

_NO_BLOCKS = frozenset({f"{W}tcPr", SECTION})


def merge(old: Element, new: Element, alike: float, changes: Changes) -> None:
    """Merge the blocks of `old`: a body, a cell or the like, into `new`.

    Paragraphs of which less than `alike` is the same are one that went and one that came.
    """
    before = [child for child in old if child.tag not in _NO_BLOCKS]
    after = [child for child in new if child.tag not in _NO_BLOCKS]
    merged = [
        block for rows in segments(before, after, alike) for block in _merged_segment(rows, changes)
    ]
    _replace_children(new, after, merged)


def _merged_segment(rows: Sequence[Pair], changes: Changes) -> Iterator[Element]:
    kept = next((n for n in reversed(range(len(rows))) if is_kept(rows[n])), None)
    tail = [] if kept is None else rows[kept + 1 :]
    if kept is None or not tail or not is_text([rows[kept], *tail]):
        for row in rows:
            yield _merged_row(row, changes)
        return
    for row in rows[:kept]:
        yield _merged_row(row, changes)
    yield from _merged_end(rows[kept], tail, changes)


def _merged_end(kept: Pair, tail: Sequence[Pair], changes: Changes) -> Iterator[Element]:
    """Yield the last paragraph that is in both, and those that came or went behind it.

    The last mark of a cell, or before a table, cannot come or go: the one before does.
    """
    (then, now), (gone, come) = kept, tail[-1]
    mark: Mark = "ins" if gone is None else "del"
    its_own = now if gone is None else then
    first = deepcopy(merged_paragraph(then, now, changes))
    replace_properties(first, its_own.find(PROPERTIES))
    mark_end(first, mark, changes)
    yield first
    for row in tail[:-1]:
        yield _merged_row(row, changes)
    last = marked_paragraph(come if gone is None else gone, mark, changes, its_end=False)
    if mark == "del":
        change_properties(last, then=gone, now=now, changes=changes)
    else:
        change_properties(last, then=then, now=come, changes=changes)
    yield last


def _merged_row(row: Pair, changes: Changes) -> Element:
    """Return what becomes of a block that is in both, or came or went."""
    then, now = row
    if then is None:
        return _marked_block(now, "ins", changes)
    if now is None:
        return _marked_block(then, "del", changes)
    if then.tag == TABLE:
        return _merged_table(then, now, changes)
    if then.tag != PARAGRAPH:
        inner = then.find(f"{W}sdtContent"), now.find(f"{W}sdtContent")
        if inner[0] is not None and inner[1] is not None:
            merge(*inner, ALIKE, changes)
        return now
    merged = merged_paragraph(then, now, changes)
    change_properties(merged, then=then, now=now, changes=changes)
    return merged


def _marked_block(block: Element, mark: Mark, changes: Changes) -> Element:
    """Return a block that came or went, all of it marked."""
    if block.tag == PARAGRAPH:
        return marked_paragraph(block, mark, changes)
    if block.tag == TABLE:
        for row in block.findall(ROW):
            _marked_row(row, mark, changes)
    else:
        mark_paragraphs(block, mark, changes)
    return block


def _merged_table(then: Element, now: Element, changes: Changes) -> Element:
    columns = columns_of(now)
    after = now.findall(ROW)
    merged: list[Element] = []
    for old, new in row_pairs(then, now):
        if old is not None and new is not None:
            for one, other in zip(old.findall(CELL), new.findall(CELL), strict=True):
                merge(one, other, 0, changes)
            merged.append(new)
        elif old is not None:
            if len(columns_of(then)) == len(columns):
                set_widths(old, columns)
            merged.append(_marked_row(old, "del", changes))
        else:
            merged.append(_marked_row(new, "ins", changes))
    _replace_children(now, after, merged)
    return now


def _marked_row(row: Element, mark: Mark, changes: Changes) -> Element:
    properties = row.find(f"{W}trPr")
    if properties is None:
        properties = row.makeelement(f"{W}trPr")
        row.insert(1 if row.find(f"{W}tblPrEx") is not None else 0, properties)
    properties.append(changes.change(row, mark))
    mark_paragraphs(row, mark, changes)
    return row


def _replace_children(parent: Element, old: Sequence[Element], new: Sequence[Element]) -> None:
    """Put `new` in the place of the children `old`."""
    start = parent.index(old[0]) if old else len(parent)
    for child in old:
        parent.remove(child)
    for offset, child in enumerate(new):
        parent.insert(start + offset, child)
