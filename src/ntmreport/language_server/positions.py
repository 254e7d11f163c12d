"""Positions in a text: lines and columns of spans, and the units that a client counts in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from ntmreport.span import Span


class Positions:
    """The positions of one text, for a client that counts in the units of `encoding`.

    Spans count lines and code points from 1; a client counts lines from 0, and within a line the
    units of UTF-8, UTF-16 or UTF-32. What lies behind the end of a line or of the text is its end.
    """

    def __init__(self, text: str, encoding: types.PositionEncodingKind | str) -> None:
        self.lines = text.split("\n")
        self._encoding = str(getattr(encoding, "value", encoding))

    def range_of(self, span: Span) -> types.Range:
        """Return the range of a span."""
        start = self.position(span.line, span.column)
        end = self.position(span.end_line, span.end_column)
        return types.Range(start, max(start, end, key=in_order))

    def position(self, line: int, column: int) -> types.Position:
        """Return the position of a line and column that count from 1."""
        line = min(max(line, 1), len(self.lines))
        return types.Position(line - 1, self._units(self.lines[line - 1][: max(column - 1, 0)]))

    def place(self, position: types.Position) -> tuple[int, int]:
        """Return the line and the column, from 1, of a client's position.

        Within a character that has several units, it is the character's.
        """
        if position.line >= len(self.lines):
            return len(self.lines), len(self.lines[-1]) + 1
        line = self.lines[position.line]
        if self._encoding == types.PositionEncodingKind.Utf32.value or line.isascii():
            return position.line + 1, min(position.character, len(line)) + 1
        column = units = 0
        for column, character in enumerate(line):
            units += self._units(character)
            if units > position.character:
                return position.line + 1, column + 1
        return position.line + 1, len(line) + 1

    def _units(self, text: str) -> int:
        if text.isascii() or self._encoding == types.PositionEncodingKind.Utf32.value:
            return len(text)
        if self._encoding == types.PositionEncodingKind.Utf8.value:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2


def in_order(position: types.Position) -> tuple[int, int]:
    """Return a position as what can be compared with others."""
    return position.line, position.character


def is_within(span: Span, line: int, column: int) -> bool:
    """Return whether a place is in a span, or right behind its end."""
    return (span.line, span.column) <= (line, column) <= (span.end_line, span.end_column)
