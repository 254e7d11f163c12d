"""Where an expression stands in the lines of a template or of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_PRINTING = re.compile(r"\{\{.*?(?:\}\}|$)")
_TAG = re.compile(r"\{[{%].*?(?:[%}]\}|$)")


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


def _line(place: Place, number: int) -> str:
    return place.lines[number - 1] if 0 < number <= len(place.lines) else ""
