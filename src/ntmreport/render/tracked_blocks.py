"""Blocks of a Word file with their changes: which became which, and both merged.

Paragraphs are merged word by word, tables row by row.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from ntmreport.layout.word_xml import Element, W, natural, tag_of
from ntmreport.render.tracked_paragraphs import (
    CELL,
    PARAGRAPH,
    PROPERTIES,
    ROW,
    SECTION,
    TABLE,
    TEXT,
    change_properties,
    compared,
    mark_end,
    mark_paragraphs,
    marked_paragraph,
    merged_paragraph,
    replace_properties,
)
from ntmreport.word_alignment import ALIKE, pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from ntmreport.render.tracked_paragraphs import Changes, Mark

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


def row_pairs(then: Element, now: Element) -> Iterator[Pair]:
    """Yield which row became which: only one that has the same cells, merged in the same way.

    One of the two is None where a row has no partner.
    """
    before, after = then.findall(ROW), now.findall(ROW)
    shapes = [_shape(row, then) for row in before], [_shape(row, now) for row in after]
    if shapes[0] == shapes[1] and of_the_layout(now):
        yield from zip(before, after, strict=True)
        return
    of_rows = dict(zip([*before, *after], [*shapes[0], *shapes[1]], strict=True))

    def content(row: Element) -> tuple[Hashable, str]:
        return of_rows[row], text_of(row)

    matched = pairs(before, after, content, ALIKE)
    yield from matched


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


Pair: TypeAlias = "tuple[Element | None, Element | None]"
"""A block of the old report and what became of it in the new one; None on one side."""

_Anchor: TypeAlias = "Callable[[Element], str | None]"


def segments(old: Sequence[Element], new: Sequence[Element], alike: float) -> Iterator[list[Pair]]:
    """Yield pairs of the blocks of both in order, those of tables by themselves.

    The layout's own tables are in both, whatever stands in them. Between them a table of the
    report became the one of the same name, if there is one.
    """
    yield from _anchored(old, new, alike, (of_the_layout, named))


def is_kept(pair: Pair) -> TypeGuard[tuple[Element, Element]]:
    """Return whether a block is in both reports."""
    return pair[0] is not None and pair[1] is not None


def is_text(rows: Iterable[Pair]) -> bool:
    """Return whether all blocks are paragraphs."""
    return all(block is None or block.tag == PARAGRAPH for row in rows for block in row)


def _anchored(
    old: Sequence[Element], new: Sequence[Element], alike: float, anchors: Sequence[_Anchor]
) -> Iterator[list[Pair]]:
    if not anchors:
        matched = pairs(old, new, _look_of, alike)
        yield _closed(list(matched))
        return
    anchor, *others = anchors
    ours, theirs = (
        [(n, block) for n, block in enumerate(blocks) if anchor(block) is not None]
        for blocks in (old, new)
    )
    i = j = 0
    for one, other in pairs(ours, theirs, lambda each: (anchor(each[1]), text_of(each[1])), 0):
        if one is not None and other is not None:
            (at, then), (there, now) = one, other
            yield from _anchored(old[i:at], new[j:there], alike, others)
            yield [(then, now)]
            i, j = at + 1, there + 1
    yield from _anchored(old[i:], new[j:], alike, others)


def _closed(rows: list[Pair]) -> list[Pair]:
    """Let the last paragraph of the old blocks become that of the new ones.

    Where both go on after the last one that they share, one of them would lack its end.
    """
    kept = max((n for n, row in enumerate(rows) if is_kept(row)), default=-1)
    tail = rows[kept + 1 :]
    gone = [then for then, now in tail if now is None]
    come = [now for then, now in tail if then is None]
    if not gone or not come or not is_text(tail):
        return rows
    return [
        *rows[: kept + 1],
        *((then, None) for then in gone[:-1]),
        *((None, now) for now in come[:-1]),
        (gone[-1], come[-1]),
    ]


def _look_of(block: Element) -> tuple[Hashable, str]:
    """Return what must be the same in two blocks that become one another, and their text."""
    text = "".join(element.text or "" for element in block.iter(TEXT))
    if block.tag != PARAGRAPH:
        return tag_of(block), text
    return compared(block.find(PROPERTIES)), text


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
    at, kept = next(
        ((n, row) for n, row in reversed([*enumerate(rows)]) if is_kept(row)), (0, None)
    )
    tail = rows[at + 1 :]
    if kept is None or not tail or not is_text([kept, *tail]):
        for row in rows:
            yield _merged_row(row, changes)
        return
    for row in rows[:at]:
        yield _merged_row(row, changes)
    yield from _merged_end(kept, tail, changes)


def _merged_end(
    kept: tuple[Element, Element], tail: Sequence[Pair], changes: Changes
) -> Iterator[Element]:
    """Yield the last paragraph that is in both, and those that came or went behind it.

    The last mark of a cell, or before a table, cannot come or go: the one before does.
    """
    then, now = kept
    mark, block = _only(tail[-1])
    its_own = now if mark == "ins" else then
    first = deepcopy(merged_paragraph(then, now, changes))
    replace_properties(first, its_own.find(PROPERTIES))
    mark_end(first, mark, changes)
    yield first
    for row in tail[:-1]:
        yield _merged_row(row, changes)
    last = marked_paragraph(block, mark, changes, its_end=False)
    if mark == "del":
        change_properties(last, then=block, now=now, changes=changes)
    else:
        change_properties(last, then=then, now=block, changes=changes)
    yield last


def _only(pair: Pair) -> tuple[Mark, Element]:
    """Return whether a pair that is not kept came or went, and the block that it has."""
    then, now = pair
    if now is not None:
        return "ins", now
    assert then is not None  # noqa: S101 - a pair has one block at least
    return "del", then


def _merged_row(row: Pair, changes: Changes) -> Element:
    """Return what becomes of a block that is in both, or came or went."""
    then, now = row
    if then is None or now is None:
        mark, block = _only(row)
        return _marked_block(block, mark, changes)
    if then.tag == TABLE:
        return _merged_table(then, now, changes)
    if then.tag != PARAGRAPH:
        inner = then.find(f"{W}sdtContent"), now.find(f"{W}sdtContent")
        if is_kept(inner):
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
            continue
        mark, row = _only((old, new))
        if mark == "del" and len(columns_of(then)) == len(columns):
            set_widths(row, columns)
        merged.append(_marked_row(row, mark, changes))
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
    """Put `new` in the place of the children `old`; one that stays is not moved."""
    following = old[-1].getnext() if old else None
    staying = set(new)
    for child in old:
        if child not in staying:
            parent.remove(child)
    for child in reversed(new):
        if child.getparent() is not parent:
            if following is None:
                parent.append(child)
            else:
                following.addprevious(child)
        following = child
