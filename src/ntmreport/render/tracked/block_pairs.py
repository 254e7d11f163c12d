"""Which block of one Word file became which of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from ntmreport.alignment import pairs
from ntmreport.layout.word_xml import Element
from ntmreport.render.tracked.elements import PARAGRAPH, PROPERTIES, TEXT
from ntmreport.render.tracked.paragraph_properties import compared
from ntmreport.render.tracked.table_pairs import named, of_the_layout, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

Pair: TypeAlias = tuple[Element, Element]
"""A block of the old report and what became of it in the new one; None on one side."""

_Anchor: TypeAlias = "Callable[[Element], str | None]"


def segments(old: Sequence[Element], new: Sequence[Element], alike: float) -> Iterator[list[Pair]]:
    """Yield pairs of the blocks of both in order, those of tables by themselves.

    The layout's own tables are in both, whatever stands in them. Between them a table of the
    report became the one of the same name, if there is one.
    """
    yield from _anchored(old, new, alike, (of_the_layout, named))


def is_kept(pair: Pair) -> bool:
    """Return whether a block is in both reports."""
    return pair[0] is not None and pair[1] is not None


def is_text(rows: Iterable[Pair]) -> bool:
    """Return whether all blocks are paragraphs."""
    return all(block is None or block.tag == PARAGRAPH for row in rows for block in row)


def _anchored(
    old: Sequence[Element], new: Sequence[Element], alike: float, anchors: Sequence[_Anchor]
) -> Iterator[list[Pair]]:
    if not anchors:
        yield _closed(list(pairs(old, new, _look_of, alike)))
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
        return block.tag, text
    return compared(block.find(PROPERTIES)), text
