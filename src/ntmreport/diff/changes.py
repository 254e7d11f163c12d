"""What changed between two reports: figures by their path, sentences word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from ntmreport.figure import Computed, Figure
from ntmreport.lineage import figures_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from ntmreport.diff.sides import Side
    from ntmreport.document import Block
    from ntmreport.span import Path

# A day, or a number with its separators, is one word; so is each mark of punctuation.
_WORD = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d[\d.,]*\d%?|\d%?|\w+|\s+|[^\w\s]")
_ALIKE = 0.4
"""Two paragraphs with fewer words in common are one taken out and one put in."""


class Change(StrEnum):
    """What happened to a figure, a paragraph or a stretch of words."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that is new, gone or has another value.

    `is_typed` tells a figure that somebody wrote from one that follows from others.
    """

    path: Path
    old: Figure | None
    new: Figure | None

    @property
    def figure(self) -> Figure:
        """The figure as it is now, or as it was where it is gone."""
        figure = self.new or self.old
        assert figure is not None  # noqa: S101 - a change has at least one side
        return figure

    @property
    def change(self) -> Change:
        """What happened."""
        if self.old is None:
            return Change.ADDED
        return Change.REMOVED if self.new is None else Change.CHANGED

    @property
    def is_typed(self) -> bool:
        """Whether the figure is written, counted or stated in the data."""
        return not isinstance(self.figure.origin, Computed)

    @property
    def delta(self) -> Fraction | None:
        """By how much the value has risen, where both are known and of one unit."""
        if self.old is None or self.new is None or self.old.unit != self.new.unit:
            return None
        return self.new.value - self.old.value

    @property
    def relative(self) -> Fraction | None:
        """The same in percent of the old value."""
        if self.delta is None or self.old is None or self.old.value == 0:
            return None
        return self.delta / self.old.value * 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that is in both texts, or in the old or the new one only."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A paragraph of the new report, the old one, or both, and what happened to its words."""

    change: Change
    old: Block | None
    new: Block | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed between two sides. `blocks` is the whole report, unchanged ones too."""

    old: Side
    new: Side
    figures: tuple[FigureChange, ...]
    blocks: tuple[BlockChange, ...]

    @property
    def changed_blocks(self) -> tuple[BlockChange, ...]:
        """The paragraphs that are not the same on both sides."""
        return tuple(block for block in self.blocks if block.change is not Change.SAME)


def difference(old: Side, new: Side) -> Difference:
    """Compare two sides that could both be compiled."""
    return Difference(
        old, new, tuple(_figures(old, new)), tuple(_blocks(old.document.body, new.document.body))
    )


def _figures(old: Side, new: Side) -> Iterator[FigureChange]:
    """Yield changed figures in the order of the new data, those that are gone at the end."""
    before = {figure.path: figure for figure in figures_of(old.year)}
    for figure in figures_of(new.year):
        then = before.pop(figure.path, None)
        if then is None or not _is_same(then, figure):
            yield FigureChange(figure.path, then, figure)
    for path, figure in before.items():
        yield FigureChange(path, figure, None)


def _is_same(one: Figure, other: Figure) -> bool:
    return (one.value, one.unit, one.qualifier) == (other.value, other.unit, other.qualifier)


def _blocks(old: Sequence[Block], new: Sequence[Block]) -> Iterator[BlockChange]:
    matcher = SequenceMatcher(
        None, [block.text for block in old], [block.text for block in new], autojunk=False
    )
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            for before, after in zip(old[old_start:old_end], new[new_start:new_end], strict=True):
                pieces = (Piece(Change.SAME, after.text),)
                yield BlockChange(Change.SAME, before, after, pieces)
        else:
            yield from _replaced(old[old_start:old_end], new[new_start:new_end])


def _replaced(old: Sequence[Block], new: Sequence[Block]) -> Iterator[BlockChange]:
    """Pair paragraphs that became one another, in their order; the rest are taken out or put in."""
    waiting = list(old)
    for after in new:
        partner = next(
            (n for n, before in enumerate(waiting) if _alike(before, after) >= _ALIKE), None
        )
        if partner is None:
            pieces = (Piece(Change.ADDED, after.text),)
            yield BlockChange(Change.ADDED, None, after, pieces)
            continue
        yield from map(_removed, waiting[:partner])
        before = waiting[partner]
        del waiting[: partner + 1]
        yield BlockChange(Change.CHANGED, before, after, tuple(words(before.text, after.text)))
    yield from map(_removed, waiting)


def _removed(block: Block) -> BlockChange:
    return BlockChange(Change.REMOVED, block, None, (Piece(Change.REMOVED, block.text),))


def _alike(one: Block, other: Block) -> float:
    if one.kind is not other.kind:
        return 0
    return SequenceMatcher(None, _split(one.text), _split(other.text), autojunk=False).ratio()


def words(old: str, new: str) -> Iterator[Piece]:
    """Yield what is the same, gone and new between two texts, whole words and numbers at a time.

    The same and gone pieces together are the old text, the same and new ones the new text.
    """
    before, after = _split(old), _split(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(Change.SAME, "".join(after[new_start:new_end]))
            continue
        if old_start < old_end:
            yield Piece(Change.REMOVED, "".join(before[old_start:old_end]))
        if new_start < new_end:
            yield Piece(Change.ADDED, "".join(after[new_start:new_end]))


def _split(text: str) -> list[str]:
    return _WORD.findall(text)
