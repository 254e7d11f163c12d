"""Where an expression stands in the lines of a template or of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PRINTING = re.compile(r"\{\{.*?(?:\}\}|$)")
_TAG = re.compile(r"\{[{%].*?(?:[%}]\}|$)")


CLOSING = {"{{": "}}", "{%": "%}"}
"""What closes a tag, by what opens it."""

_MARK = re.compile(r"\{[{%#]|[%}#]\}")
_STATEMENT = re.compile(r"\{%[-+]?\s*(\w+)")


@dataclass(frozen=True, slots=True)
class Place:
    """Some lines of a file, the first of which Jinja names; counted from 1, both included."""

    file: str
    lines: Sequence[str]
    first: int
    last: int


def expression_span(place: Place, name: str | None, *, is_printed: bool = False) -> Span:
    """Return where `name` stands in the place's lines, or else the first tag there is.

    Where something `is_printed`, that is the first tag that prints.
    """
    if name is not None:
        word = re.compile(rf"(?<![\w]){re.escape(name)}(?![\w])")
        for number in range(place.first, place.last + 1):
            line = _line(place, number)
            for found in word.finditer(line):
                return Span(place.file, number, found.start() + 1, number, found.end() + 1)
    for kind in (_PRINTING, _TAG) if is_printed else (_TAG,):
        for number in range(place.first, place.last + 1):
            tag = kind.search(_line(place, number))
            if tag:
                return Span(place.file, number, tag.start() + 1, number, tag.end() + 1)
    line = _line(place, place.first)
    start = len(line) - len(line.lstrip()) + 1
    return Span(place.file, place.first, start, place.first, max(start + 1, len(line) + 1))


def unclosed_tag(lines: Sequence[str], before: int) -> tuple[int, int, str] | None:
    """Return line and column of a tag that is not closed, and how it opens, if there is one.

    Another tag opens inside it, or the template ends. It does not begin behind the line `before`,
    the one where Jinja gave up.
    """
    opened: tuple[int, int, str] | None = None
    for number, column, mark in _marks(lines):
        if opened is None:
            if number > before:
                return None
            if mark in CLOSING:
                opened = number, column, mark
        elif mark != CLOSING[opened[2]]:
            return opened
        else:
            opened = None
    return opened


def tag_around(lines: Sequence[str], number: int) -> tuple[int, int, str] | None:
    """Return line and column of the tag that goes on to the line `number`, and how it opens."""
    opened: tuple[int, int, str] | None = None
    for each, column, mark in _marks(lines):
        if each >= number:
            return opened
        opened = (each, column, mark) if mark in CLOSING else None
    return opened


def unclosed_block(lines: Sequence[str], name: str) -> tuple[int, int] | None:
    """Return line and column of the innermost statement `name` that no end closes."""
    opened: list[tuple[int, int]] = []
    for number, column, mark in _marks(lines):
        found = _STATEMENT.match(lines[number - 1], column - 1) if mark == "{%" else None
        if found and found[1] == "set" and "=" in lines[number - 1][column:].partition("%}")[0]:
            continue
        if found and found[1] == name:
            opened.append((number, column))
        elif found and found[1] == f"end{name}" and opened:
            opened.pop()
    return opened[-1] if opened else None


def _marks(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and sign of what opens and closes tags, none in comments or quotes."""
    is_comment = False
    for number, line in enumerate(lines, start=1):
        for found in _MARK.finditer(line):
            if is_comment:
                is_comment = found[0] != "#}"
            elif found[0] == "{#":
                is_comment = True
            elif found[0] != "#}" and not _is_literal(line, *found.span()):
                yield number, found.start() + 1, found[0]


def _is_literal(line: str, start: int, end: int) -> bool:
    """Whether a sign stands between quotes, for itself: `{{ '{{' }}`."""
    return start > 0 and line[start - 1] in "'\"" and line[start - 1] == line[end : end + 1]


def _line(place: Place, number: int) -> str:
    return place.lines[number - 1] if 0 < number <= len(place.lines) else ""
