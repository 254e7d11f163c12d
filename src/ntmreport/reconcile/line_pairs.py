"""From the lines of two Word files to pairs: those that stayed, changed, moved, split, joined."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.reconcile.word_lines import WordLine, WordRowLine, joined, single_lines
from ntmreport.word_alignment import ALIKE, likeness, pairs, stretches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BARELY_ALIKE = 0.2
"""So much alike, what stands alone in another's place between what stayed is taken for it."""

_MOVED = 0.8
_MOST_MOVES = 20_000
_BETTER = 0.05
"""So much more alike are two paragraphs together than one, where one became both."""

_MOST_BETWEEN = 8
_SHORT = 30
"""So short a line, of a title or a letterhead, can become another without a word in common."""

_FEWEST_LETTERS = 12
"""A shorter line that stands elsewhere has not moved: many lines say the same."""


class Pairing(StrEnum):
    """A way in which a line of the old file belongs to one of the new."""

    STAYED = "stayed"
    MOVED = "moved"
    SPLIT = "split"
    JOINED = "joined"
    ADDED = "added"
    REMOVED = "removed"


class LinePair(Struct, frozen=True):
    """A line of the old file and what it is in the new one; one of both is None."""

    pairing: Pairing
    old: WordLine | None
    new: WordLine | None


_Item = WordLine | WordRowLine
_Pair = tuple[_Item | None, _Item | None]


def line_pairs(old: Sequence[_Item], new: Sequence[_Item]) -> Iterator[LinePair]:
    """Yield the pairs of two files' lines, in the new file's order."""
    paired = pairs(old, new, _look)
    found = _moved(_split_and_joined(_neighbours([*paired])))
    for pairing, before, after in found:
        yield from _of_cells(pairing, before, after)


def _look(item: _Item) -> tuple[str, str]:
    if isinstance(item, WordRowLine):
        return "row", item.name or item.text
    return "line", item.folded.text


def _of_cells(pairing: Pairing, old: _Item | None, new: _Item | None) -> Iterator[LinePair]:
    """Yield a pair, that of rows cell by cell: those that say the same belong together."""
    if not isinstance(old, WordRowLine) or not isinstance(new, WordRowLine):
        before = joined(old.cells) if isinstance(old, WordRowLine) else old
        after = joined(new.cells) if isinstance(new, WordRowLine) else new
        yield LinePair(pairing, before, after)
        return
    cells = list(old.cells), list(new.cells)
    parts = [(0, len(cells[0]), 0, len(cells[1]))]
    if len(cells[0]) != len(cells[1]):  # a column has come or gone
        parts = [each[1:] for each in stretches(_texts(old.cells), _texts(new.cells))]
    for start, end, new_start, new_end in parts:
        before_it, after_it = cells[0][start:end], cells[1][new_start:new_end]
        if len(before_it) == len(after_it):
            for one, other in zip(before_it, after_it, strict=True):
                yield from _in_cell(pairing, one, other)
            continue
        yield from (LinePair(Pairing.REMOVED, cell, None) for cell in _said(before_it))
        yield from (LinePair(Pairing.ADDED, None, cell) for cell in _said(after_it))


def _in_cell(pairing: Pairing, old: WordLine, new: WordLine) -> Iterator[LinePair]:
    """Yield the pairs of a cell's paragraphs; those of one paragraph are always partners."""
    before, after = ([*single_lines([each])] for each in (old, new))
    if len(before) != len(after):
        yield from line_pairs(_said(before), _said(after))
        return
    for one, other in zip(before, after, strict=True):
        if one.folded.text:
            yield LinePair(pairing, one, other)
        elif other.folded.text:
            yield LinePair(Pairing.ADDED, None, other)


def _texts(lines: Sequence[WordLine]) -> list[str]:
    return [line.folded.text for line in lines]


def _said(lines: Sequence[WordLine]) -> list[WordLine]:
    return [line for line in lines if line.folded.text]


def _neighbours(found: Sequence[_Pair]) -> list[_Pair]:
    """Return `found` with lines paired that stand in the same gap, in order, as many on each side.

    They have little in common, and yet one is what became of the other.
    """
    result: list[_Pair] = []
    gap: list[_Pair] = []
    for pair in [*found, (None, None)]:
        if (pair[0] is None) != (pair[1] is None):
            gap.append(pair)
            continue
        gone = [old for old, _ in gap if old is not None]
        come = [new for _, new in gap if new is not None]
        alike = zip(gone, come, strict=False)
        if len(gone) == len(come) and all(_is_barely_alike(*both) for both in alike):
            result += zip(gone, come, strict=True)
        else:
            result += gap
        gap = []
        if pair != (None, None):
            result.append(pair)
    return result


def _is_barely_alike(old: _Item, new: _Item) -> bool:
    if isinstance(old, WordRowLine) or isinstance(new, WordRowLine):
        return isinstance(old, WordRowLine) and isinstance(new, WordRowLine)
    one, other = old.folded.text, new.folded.text
    return max(len(one), len(other)) <= _SHORT or likeness(one, other) >= _BARELY_ALIKE


_Found = tuple[Pairing, _Item | None, _Item | None]


def _split_and_joined(found: Sequence[_Pair]) -> list[_Found]:
    """Return the pairs with paragraphs that became two, or one of two, taken together.

    Between the two, others may have come or gone.
    """
    result: list[_Found] = []
    for old, new in found:
        both = None
        for at in _partners_before(result, old, new):
            both = _together(result[at], old, new)
            if both is not None:
                result[at] = both
                break
        if both is not None:
            continue
        if old is None:
            result.append((Pairing.ADDED, None, new))
        elif new is None:
            result.append((Pairing.REMOVED, old, None))
        else:
            result.append((Pairing.STAYED, old, new))
    return result


def _partners_before(
    result: Sequence[_Found], old: _Item | None, new: _Item | None
) -> Iterator[int]:
    """Yield where, shortly before, something stands that a line can belong together with.

    That is a pair for a line without a partner, and a line without one for a pair.
    """
    is_pair = old is not None and new is not None
    for at in range(len(result) - 1, max(len(result) - 1 - _MOST_BETWEEN, -1), -1):
        pairing = result[at][0]
        if is_pair and pairing not in {Pairing.ADDED, Pairing.REMOVED}:
            return
        if is_pair:
            yield at
        elif pairing is Pairing.STAYED:
            yield at
            return
        elif pairing is not (Pairing.REMOVED if old is None else Pairing.ADDED):
            return


def _together(last: _Found, old: _Item | None, new: _Item | None) -> _Found | None:
    """Return the pair before and this one as one, where a paragraph was split or two joined."""
    olds = [each for each in (last[1], old) if each is not None]
    news = [each for each in (last[2], new) if each is not None]
    if {len(olds), len(news)} != {1, 2}:
        return None
    (one,), parts = sorted((olds, news), key=len)
    lines = [each for each in parts if isinstance(each, WordLine)]
    if not isinstance(one, WordLine) or len(lines) != len(parts):
        return None
    whole, text = joined(lines), one.folded.text
    alone = max(likeness(text, line.folded.text) for line in lines)
    if likeness(text, whole.folded.text) < max(ALIKE, alone + _BETTER):
        return None
    return (Pairing.SPLIT, one, whole) if len(olds) == 1 else (Pairing.JOINED, whole, one)


def _moved(found: Sequence[_Found]) -> Iterator[_Found]:
    """Yield `found` with a line that is gone and one that has come joined where it moved."""
    gone = [n for n, (pairing, _, _) in enumerate(found) if pairing is Pairing.REMOVED]
    come = [n for n, (pairing, _, _) in enumerate(found) if pairing is Pairing.ADDED]
    sources: dict[int, int] = {}
    by_text: dict[str, list[int]] = {}
    for number in gone:
        by_text.setdefault(_text(found[number][1]), []).append(number)
    for target in come:
        same = by_text.get(_text(found[target][2]), [])
        if same and len(_text(found[target][2])) >= _FEWEST_LETTERS:
            sources[target] = same.pop(0)
    left = [number for number in gone if number not in sources.values()]
    if len(left) * len(come) <= _MOST_MOVES:
        for target in (number for number in come if number not in sources):
            alike = (number for number in left if _is_moved(found[number][1], found[target][2]))
            if (source := next(alike, None)) is not None:
                sources[target] = source
                left.remove(source)
    taken = set(sources.values())
    for number, each in enumerate(found):
        if number in sources:
            yield Pairing.MOVED, found[sources[number]][1], each[2]
        elif number not in taken:
            yield each


def _text(item: _Item | None) -> str:
    if item is None:
        return ""
    return item.text if isinstance(item, WordRowLine) else item.folded.text


def _is_moved(old: _Item | None, new: _Item | None) -> bool:
    """Return whether a long line that is gone and one that has come say nearly the same."""
    if not isinstance(old, WordLine) or not isinstance(new, WordLine):
        return False
    one, other = old.folded.text, new.folded.text
    return len(one) >= _FEWEST_LETTERS and likeness(one, other, _MOVED) >= _MOVED
