"""Where each character of a text stands in its YAML file, in whatever way it is written.

YAML folds lines: a break between two of them is read as a space, and the indentation as nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.span import Span

_ESCAPE = re.compile(r"\\(?:x(?P<x>\w{2})|u(?P<u>\w{4})|U(?P<U>\w{8})|(?P<named>.))")
_NAMED = {"0": "\0", "e": "\x1b", "_": "\xa0", "t": "\t", "n": "\n", "r": "\r"}
_STAND_INS = " \ufffd"  # what the reader puts in the place of tabs and of what it refuses


class Place(NamedTuple):
    """A character's line and columns, from 1; several columns where it is written as an escape."""

    line: int
    column: int
    end_column: int


def places_of_scalar(value: str, span: Span, lines: Sequence[str]) -> Sequence[Place] | None:
    """Return the place of each character of `value`, which `span` of the file's `lines` writes.

    None where the two cannot be matched, as when the reader composed decomposed letters.
    """
    if not span.line <= span.end_line <= len(lines):
        return None
    first = lines[span.line - 1][span.column - 1 : span.column]
    if first in {">", "|"}:
        written = list(_block(span, lines))
    elif first in {'"', "'"}:
        written = list(_quoted(span, lines, first))
    else:
        written = list(_plain(span, lines))
    if len(written) != len(value):
        return None
    for (character, _), expected in zip(written, value, strict=True):
        if character != expected and expected not in _STAND_INS:
            return None
    return [place for _, place in written]


def _block(span: Span, lines: Sequence[str]) -> Iterator[tuple[str, Place]]:
    below = range(span.line + 1, span.end_line + 1)
    indents = [_indent(lines[number - 1]) for number in below if lines[number - 1].strip()]
    indent = min(indents, default=0)
    for number in below:
        line = lines[number - 1]
        yield from _characters(line, number, indent, len(line))
        if number < span.end_line:
            yield _break(line, number)


def _plain(span: Span, lines: Sequence[str]) -> Iterator[tuple[str, Place]]:
    for number in range(span.line, span.end_line + 1):
        line = lines[number - 1]
        is_last = number == span.end_line
        start = span.column - 1 if number == span.line else _indent(line)
        end = span.end_column - 1 if is_last else len(line.rstrip(" "))
        yield from _characters(line, number, start, end)
        if not is_last:
            yield _break(line, number)


def _quoted(span: Span, lines: Sequence[str], quote: str) -> Iterator[tuple[str, Place]]:
    for number in range(span.line, span.end_line + 1):
        line = lines[number - 1]
        is_last = number == span.end_line
        position = span.column if number == span.line else _indent(line)
        end = span.end_column - 2 if is_last else len(line.rstrip(" "))
        while position < end:
            start, character = position, line[position]
            position += 1
            if character == quote == "'":
                position += 1
            elif character == "\\" and quote == '"':
                escape = _ESCAPE.match(line, start)
                if escape is None:
                    break  # a backslash at the end of the line takes the break away
                position = escape.end()
                character = _unescaped(escape)
            yield character, Place(number, start + 1, position + 1)
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
        return ""


def _characters(line: str, number: int, start: int, end: int) -> Iterator[tuple[str, Place]]:
    for position in range(start, end):
        yield line[position], Place(number, position + 1, position + 2)


def _break(line: str, number: int) -> tuple[str, Place]:
    """Return the space that the end of `line` is read as."""
    return " ", Place(number, len(line) + 1, len(line) + 2)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
