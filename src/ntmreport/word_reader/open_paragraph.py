"""A paragraph of a Word file while it is being read, and the places that remarks are on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ntmreport.word_reader.word_file import WordChange

if TYPE_CHECKING:
    from ntmreport.word_reader.tracked_changes import ChangeMark
    from ntmreport.word_reader.word_file import WordField, WordNoteMark, WordPlace, WordRun


@dataclass(slots=True)
class _Change:
    mark: ChangeMark
    pieces: list[str]
    start: int
    end: int

    @property
    def value(self) -> WordChange:
        mark = self.mark
        text = "".join(self.pieces)
        return WordChange(mark.kind, mark.author, mark.date, text, self.start, self.end, mark.move)


@dataclass(slots=True, eq=False)
class OpenParagraph:
    """A paragraph that is being read, over all `w:p` that it is joined of."""

    style: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[WordRun] = field(default_factory=list)
    fields: list[WordField] = field(default_factory=list)
    notes: list[WordNoteMark] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    place: WordPlace | None = None
    number: int = -1
    _changes: list[_Change] = field(default_factory=list)

    @property
    def changes(self) -> list[WordChange]:
        """The tracked changes in it."""
        return [each.value for each in self._changes]

    def add_change(self, mark: ChangeMark, text: str, start: int) -> None:
        """Note that `text`, or the look of what stands from `start` on, came by a change."""
        last = self._changes[-1] if self._changes else None
        end = start if mark.is_hidden else self.length
        if last is not None and last.mark == mark and last.end == start:
            last.pieces.append(text)
            last.end = end
        else:
            self._changes.append(_Change(mark, [text], start, end))


@dataclass(slots=True)
class Anchor:
    """The ends of a remark's range: paragraphs and places in their texts."""

    start: tuple[OpenParagraph, int] | None = None
    end: tuple[OpenParagraph, int] | None = None
