"""A paragraph of a Word file while it is being read, and the places that remarks are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.word_reader.word_file import WordChange

if TYPE_CHECKING:
    from ntmreport.word_reader.tracked_changes import ChangeMark
    from ntmreport.word_reader.word_file import WordField, WordNoteMark, WordPlace, WordRun


class _Change(Struct):
    mark: ChangeMark
    pieces: list[str]
    start: int
    end: int

    @property
    def value(self) -> WordChange:
        mark = self.mark
        text = "".join(self.pieces)
        return WordChange(mark.kind, mark.author, mark.date, text, self.start, self.end, mark.move)


class OpenParagraph(Struct, eq=False):
    """A paragraph that is being read, over all `w:p` that it is joined of."""

    style: str
    pieces: list[str] = []
    length: int = 0
    runs: list[WordRun] = []
    fields: list[WordField] = []
    notes: list[WordNoteMark] = []
    bookmarks: list[str] = []
    place: WordPlace | None = None
    number: int = -1
    _changes: list[_Change] = []

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


class Anchor(Struct):
    """The ends of a remark's range: paragraphs and places in their texts."""

    start: tuple[OpenParagraph, int] | None = None
    end: tuple[OpenParagraph, int] | None = None
