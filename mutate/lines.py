"""The lines of a data file as the kinds of slips see them: keys, values and prose.

Written for the style of data/2021 and for nothing else; it does not use the reader under trial.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mutate.slip import Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(
    r"(?P<indent> *)(?P<dash>(?:- )?)(?P<key>(?:[a-z_0-9]+:(?= |$))?)(?P<gap> ?)"
    r"(?P<value>(?:[^#].*?)?)(?P<comment>(?: *(?<= )#.*)?)"
)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TEXT_BELOW = ">-"
_YEARS = frozenset({"year", "from", "to", "since"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file that is neither blank nor a comment.

    `start` is where the value begins in `text`, from 0. `is_prose` says that the line goes on with
    a text whose key stands above.
    """

    number: int
    text: str
    indent: int
    dash: str
    key: str
    value: str
    start: int
    is_prose: bool = False

    @property
    def is_number(self) -> bool:
        """Return whether the value is a figure, not a year."""
        is_year = self.key in _YEARS and len(self.value) == 4
        return bool(self.key and _NUMBER.fullmatch(self.value)) and not is_year

    @property
    def is_year(self) -> bool:
        """Return whether the value is a calendar year."""
        return self.key in _YEARS and len(self.value) == 4

    @property
    def is_date(self) -> bool:
        """Return whether the value is a day."""
        return bool(_DATE.fullmatch(self.value))

    @property
    def is_words(self) -> bool:
        """Return whether the value is a text that stands on this line alone."""
        if self.is_prose or not self.value or self.value[0] in "[{>":
            return False
        return not (self.is_number or self.is_year or self.is_date)


@lru_cache(maxsize=64)
def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a file that hold data."""
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    above: Line | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.lstrip(" ")
        indent = len(line) - len(bare)
        if not bare:
            continue
        if above is not None and indent > above.indent:
            yield Line(number, line, indent, "", above.key, bare, indent, is_prose=True)
            continue
        above = None
        if bare.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        assert match is not None  # noqa: S101 - every line has this form
        read = Line(
            number,
            line,
            indent,
            match["dash"],
            match["key"].removesuffix(":"),
            match["value"],
            match.start("value"),
        )
        yield read
        if read.value == _TEXT_BELOW:
            above = read


def numbers(text: str) -> Iterator[Line]:
    """Yield the lines that write a figure."""
    return (line for line in lines_of(text) if line.is_number)


def dates(text: str) -> Iterator[Line]:
    """Yield the lines that write a day."""
    return (line for line in lines_of(text) if line.is_date)


def prose(text: str) -> Iterator[Line]:
    """Yield the lines of words that the report prints."""
    if is_printed(text):
        return (line for line in lines_of(text) if line.is_prose or _is_printed_words(line))
    return iter(())


def is_printed(text: str) -> bool:
    """Return whether the report prints the file's words; it does not print acknowledged.yaml."""
    return not any(line.key == "acknowledged" for line in lines_of(text))


def _is_printed_words(line: Line) -> bool:
    return line.is_words and line.key not in {"form", "symbol", "number", "qualifier"}


def with_value(text: str, line: Line, value: str) -> Slip:
    """Return the file with another value on `line`."""
    end = line.start + len(line.value)
    return with_line(text, line.number, line.text[: line.start] + value + line.text[end:])


def with_line(text: str, number: int, *new: str, last: int | None = None) -> Slip:
    """Return the file with `new` lines in place of one, and the right place at all of them."""
    lines = text.split("\n")
    lines[number - 1 : number] = new
    return Slip("\n".join(lines), number, last or number + max(len(new), 1) - 1)


def block_end(text: str, line: Line) -> int:
    """Return the number of the last line that belongs to the entry beginning at `line`."""
    end = line.number
    for other in lines_of(text):
        if other.number <= line.number:
            continue
        if other.indent <= line.indent and not other.is_prose:
            break
        end = other.number
    return end


def parent(text: str, line: Line) -> Line | None:
    """Return the line of the key that `line` stands under."""
    found = None
    own = line.indent + len(line.dash)
    for other in lines_of(text):
        if other.number >= line.number:
            break
        if other.key and not other.is_prose and other.indent < own and not other.value:
            while found is not None and found.indent >= other.indent:
                found = None
            found = other
    return found


def under(text: str, *keys: str) -> Iterator[Line]:
    """Yield the list lines that stand directly under one of the keys."""
    for line in lines_of(text):
        if line.dash and not line.is_prose:
            above = parent(text, line)
            if above is not None and above.key in keys:
                yield line
