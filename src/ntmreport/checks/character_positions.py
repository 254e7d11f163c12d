"""From a text of the data to the position of each of its characters in the YAML file.

YAML folds lines: a break between two of them is read as a space, and the indentation as nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from ntmreport.span import Span

_ESCAPE = lazy_pattern(r"\\(?:x(?P<x>\w{2})|u(?P<u>\w{4})|U(?P<U>\w{8})|(?P<named>.))")
_NAMED = {"0": "\0", "e": "\x1b", "_": "\xa0", "t": "\t", "n": "\n", "r": "\r"}
_ORDINARY = {"'": lazy_pattern("[^']+"), '"': lazy_pattern(r"[^\\]+")}
"""Characters that stand for themselves within quotes."""

_STAND_INS = " \ufffd"  # what the reader puts in the place of tabs and of what it refuses


class Position(Struct, frozen=True):
    """A character's line and columns, from 1; several columns where it is written as an escape."""

    line: int
    column: int
    end_column: int


class Positions:
    """The position of each character of a text; neighbours on one line are kept together."""

    def __init__(self) -> None:
        """Begin with no character."""
        self._offsets: list[int] = []
        self._firsts: list[Position] = []
        self._length = 0

    def add(self, length: int, first: Position) -> None:
        """Add `length` characters on one line, the first at the position `first`."""
        if length > 0:
            self._offsets.append(self._length)
            self._firsts.append(first)
            self._length += length

    def __len__(self) -> int:
        """Return the number of characters."""
        return self._length

    def __getitem__(self, offset: int) -> Position:
        """Return the position of the character at `offset`."""
        number = bisect_right(self._offsets, offset) - 1
        first = self._firsts[number]
        column = first.column + offset - self._offsets[number]
        return first if column == first.column else Position(first.line, column, column + 1)


def positions_of_scalar(value: str, span: Span, lines: Sequence[str]) -> Positions | None:
    """Return the position of each character of `value`, which `span` of the file's `lines` writes.

    None where the two cannot be matched, as when the reader composed decomposed letters.
    """
    if not span.line <= span.end_line <= len(lines):
        return None
    first = lines[span.line - 1][span.column - 1 : span.column]
    if first in {">", "|"}:
        written = _block(span, lines)
    elif first in {'"', "'"}:
        written = _quoted(span, lines, first)
    else:
        written = _plain(span, lines)
    positions = Positions()
    texts: list[str] = []
    for text, position in written:
        texts.append(text)
        positions.add(len(text), position)
    if len(positions) != len(value):
        return None
    text = "".join(texts)
    if text != value:
        for character, expected in zip(text, value, strict=True):
            if character != expected and expected not in _STAND_INS:
                return None
    return positions


def _block(span: Span, lines: Sequence[str]) -> Iterator[tuple[str, Position]]:
    below = range(span.line + 1, span.end_line + 1)
    indents = [_indent(lines[number - 1]) for number in below if lines[number - 1].strip()]
    indent = min(indents, default=0)
    for number in below:
        line = lines[number - 1]
        yield line[indent:], Position(number, indent + 1, indent + 2)
        if number < span.end_line:
            yield _break(line, number)


def _plain(span: Span, lines: Sequence[str]) -> Iterator[tuple[str, Position]]:
    for number in range(span.line, span.end_line + 1):
        line = lines[number - 1]
        is_last = number == span.end_line
        start = span.column - 1 if number == span.line else _indent(line)
        end = span.end_column - 1 if is_last else len(line.rstrip(" "))
        yield line[start:end], Position(number, start + 1, start + 2)
        if not is_last:
            yield _break(line, number)


def _quoted(span: Span, lines: Sequence[str], quote: str) -> Iterator[tuple[str, Position]]:
    for number in range(span.line, span.end_line + 1):
        line = lines[number - 1]
        is_last = number == span.end_line
        position = span.column if number == span.line else _indent(line)
        end = span.end_column - 2 if is_last else len(line.rstrip(" "))
        while position < end:
            start = position
            if ordinary := _ORDINARY[quote].match(line, start, end):
                position = ordinary.end()
                yield ordinary[0], Position(number, start + 1, start + 2)
                continue
            if quote == "'":
                position, character = start + 2, quote
            elif escape := _ESCAPE.match(line, start):
                position, character = escape.end(), _unescaped(escape)
            else:
                break  # a backslash at the end of the line takes the break away
            yield character, Position(number, start + 1, position + 1)
        else:
            if not is_last:
                yield _break(line, number)


def _unescaped(escape: re.Match[str]) -> str:
    code = escape["x"] or escape["u"] or escape["U"]
    if code is None:
        return _NAMED.get(escape["named"], escape["named"])
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _break(line: str, number: int) -> tuple[str, Position]:
    """Return the space that YAML reads for the end of `line`."""
    return " ", Position(number, len(line) + 1, len(line) + 2)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
