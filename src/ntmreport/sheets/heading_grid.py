"""The headings of a sheet that people keep: their texts, and what belongs to each.

A heading is the text of a cell, whatever its capitals, blanks and numbering are.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING

from msgspec import Struct
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from openpyxl.worksheet.worksheet import Worksheet

    Place = tuple[int, int]
    """A line and a column, from 1."""

_MOST_COLUMNS, _MOST_PLACES = 200, 200_000
"""Bounds of a sheet: columns that are read, and places in all."""

_MOST_NEAR, _MOST_COMPARED = 20, 2_000
"""Bounds of the search for a near heading: searches, and headings in each."""

_NEAR_ENOUGH = 0.75

_UNIT_OF_A_TABLE = re.compile(r"^(?:đơn vị(?: tính)?|đvt)\s*:\s*")
_UNIT_HEADS = frozenset({"đơn vị tính", "đvt", "đơn vị", "đv tính"})
_SPACES = re.compile(r"\s+")
_UNIT = re.compile(r"\s*\([^()]*\)$")
_NUMBERING = re.compile(
    r"(?:[-–—+•*·]|\(?\d+(?:\.\d+)+[.)]?|\(?(?:\d+|[ivxlc]+|[a-zđ])[.)])(?:\s+|(?<=[.)])(?=\w))"
)
_KINDS_OF_NUMBERING = {
    "dash": re.compile(r"[-–—+•*·]"),
    "decimal": re.compile(r"\(?\d+(\.\d+)+\b"),
    "arabic": re.compile(r"\(?\d+[.)]"),
    "roman": re.compile(r"\(?(?:[IVX]+|[IVXLC]{2,})[.)]"),
    "capital": re.compile(r"\(?[A-ZĐ][.)]"),
    "letter": re.compile(r"\(?[a-zđ][.)]"),
}
"""The beginnings of headings of one rank each."""


class HeadingCell(Struct, frozen=True):
    """The cell of a heading, with all that it is merged over."""

    first_line: int
    first_column: int
    last_line: int
    last_column: int

    def __str__(self) -> str:
        return f"{get_column_letter(self.first_column)}{self.first_line}"


def folded(text: str) -> str:
    """Return a heading as headings are compared: NFC, small letters, one blank, no colon behind."""
    one_line = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return one_line.casefold().rstrip(" :.;*")


def unit_behind(text: str) -> str:
    """Return what stands in parentheses at the end of a heading; "" where nothing does."""
    found = _UNIT.search(" ".join(text.split()).rstrip(" :."))
    return found[0].strip(" ()") if found is not None else ""


def _bare(text: str) -> str:
    """Return a folded heading without its numbering and the unit behind it."""
    return _UNIT.sub("", _NUMBERING.sub("", text, count=1)).strip()


class HeadingGrid:
    """The texts of a sheet by their places, as a reader sees them."""

    def __init__(self, page: Worksheet) -> None:
        """Read the texts of `page`, whose formulas show their results."""
        self._page = page
        self.texts: dict[Place, str] = {}
        self._merged: dict[Place, HeadingCell] = {}
        self._by_text: dict[str, list[Place]] = defaultdict(list)
        self._by_bare: dict[str, list[Place]] = defaultdict(list)
        self._columns_of: dict[int, list[int]] = defaultdict(list)
        self._lines_of: dict[int, list[int]] = defaultdict(list)
        self._unit_heads: list[Place] = []
        self._said_units: list[tuple[int, str]] = []
        self._below: dict[HeadingCell, Callable[[HeadingCell], bool] | None] = {}
        self._asked_near = 0
        for each in page.merged_cells.ranges:
            cell = HeadingCell(each.min_row, each.min_col, each.max_row, each.max_col)
            self._merged[each.min_row, each.min_col] = cell
        last_column = min(page.max_column, _MOST_COLUMNS)
        last_line = min(page.max_row, _MOST_PLACES // last_column)
        rows = page.iter_rows(max_row=last_line, max_col=last_column, values_only=True)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None and (text := _shown(value)):
                    self._add((line, column), text)

    def _add(self, place: Place, text: str) -> None:
        line, column = place
        self.texts[place] = text
        self._columns_of[line].append(column)
        self._lines_of[column].append(line)
        wanted = folded(text)
        self._by_text[wanted].append(place)
        self._by_bare[_bare(wanted)].append(place)
        if wanted in _UNIT_HEADS:
            self._unit_heads.append(place)
        elif (said := _UNIT_OF_A_TABLE.match(wanted.strip("( )"))) is not None:
            self._said_units.append((line, wanted.strip("( )")[said.end() :]))

    def places(self, text: str) -> list[HeadingCell]:
        """Return the cells with a heading: those that say just that, else but for the numbering."""
        wanted = folded(text)
        found = self._by_text.get(wanted) or self._by_bare.get(_bare(wanted)) or []
        return [self._heading(place) for place in found]

    def unit_of(self, place: Place, headings: Iterable[str]) -> str:
        """Return the unit that the sheet gives of a value at its `headings`; "" where it does not.

        It stands behind one of them, in the column of units, or above the table.
        """
        line, column = place
        for heading in headings:
            for cell in self.places(heading):
                is_its = cell.first_line <= line <= cell.last_line or (
                    cell.first_column <= column <= cell.last_column
                )
                unit = unit_behind(self.texts[cell.first_line, cell.first_column])
                if is_its and unit:
                    return unit
        for above, beside in reversed(self._unit_heads):
            if above < line and beside != column and (line, beside) in self.texts:
                return self.texts[line, beside]
        return next((unit for above, unit in reversed(self._said_units) if above < line), "")

    def texts_left_of(self, place: Place) -> list[str]:
        """Return the texts of a line in front of a cell, from the left."""
        line, column = place
        return [self.texts[line, each] for each in self._columns_of[line] if each < column]

    def texts_above(self, line: int, text: str) -> list[str]:
        """Return the texts above that of a line, in its column, from the nearest up."""
        columns = (each for each in self._columns_of[line] if self.texts[line, each] == text)
        column = next(columns, 0)
        return [
            self.texts[each, column] for each in reversed(self._lines_of[column]) if each < line
        ]

    def heads_over(self, place: Place) -> list[str]:
        """Return the texts over a cell, those too that are merged over its column, upwards."""
        line, column = place
        own = {each: self.texts[each, column] for each in self._lines_of[column] if each < line}
        for (first, start), cell in self._merged.items():
            if first < line and start < column <= cell.last_column and (first, start) in self.texts:
                own.setdefault(first, self.texts[first, start])
        return [own[each] for each in sorted(own, reverse=True)]

    def texts_in(self, column: int) -> list[str]:
        """Return the texts of a column, from the top down."""
        return [self.texts[line, column] for line in self._lines_of[column]]

    def is_merged_beyond(self, place: Place, heading: HeadingCell) -> bool:
        """Return whether the cell at a place is merged with lines outside of a row's heading."""
        for each in self._merged.values():
            if (
                each.first_line <= place[0] <= each.last_line
                and each.first_column <= place[1] <= each.last_column
            ):
                return each.first_line < heading.first_line or each.last_line > heading.last_line
        return False

    def near(self, text: str) -> str | None:
        """Return the heading that `text` was most likely meant to be, if one is near."""
        self._asked_near += 1
        if self._asked_near > _MOST_NEAR:
            return None
        wanted = folded(text)
        # Of another year or number, it is another heading, however near.
        known = [each for each in self._by_text if _digits(each) == _digits(wanted)]
        found = get_close_matches(wanted, known[:_MOST_COMPARED], n=1, cutoff=_NEAR_ENOUGH)
        return self.texts[self._by_text[found[0]][0]] if found else None

    def _heading(self, place: Place) -> HeadingCell:
        return self._merged.get(place) or HeadingCell(*place, *place)

    def below(self, group: HeadingCell) -> Callable[[HeadingCell], bool] | None:
        """Return which rows are in the group of a heading; None where the sheet does not show it.

        They are beside a heading that is merged over them; else below it, up to a row that looks
        as the heading's own: by its numbering, its letters, or by having numbers.
        """
        if group not in self._below:
            self._below[group] = self._found_below(group)
        return self._below[group]

    def _found_below(self, group: HeadingCell) -> Callable[[HeadingCell], bool] | None:
        if group.last_line > group.first_line:
            return lambda cell: (
                group.first_line <= cell.first_line <= group.last_line
                and cell.first_column > group.last_column
            )
        lines = [line for line in self._lines_of[group.first_column] if line > group.first_line]
        following = [self._heading((line, group.first_column)) for line in lines]
        end: int | None = None
        own = self._numbering(group)
        numbered = [each for each in following if any(own) and self._numbering(each) == own]
        if numbered:
            end = numbered[0].first_line
        elif following:
            for look in (self._look, self._has_numbers):
                if look(following[0]) != look(group):
                    same = (each.first_line for each in following if look(each) == look(group))
                    end = next(same, self._page.max_row + 1)
                    break
        inside_end = end if end is not None else group.first_line + 1

        def is_inside(cell: HeadingCell) -> bool:
            is_beside = cell.first_line == group.first_line
            return (is_beside and cell.first_column > group.last_column) or (
                group.first_line < cell.first_line < inside_end
            )

        if end is None and following:
            return None
        return is_inside

    def under(self, group: HeadingCell) -> Callable[[HeadingCell], bool]:
        """Return which columns are under a heading, up to the next one on its line."""
        last = group.last_column
        if last == group.first_column:
            columns = self._columns_of[group.first_line]
            behind = (column for column in columns if column > group.first_column)
            last = next(behind, self._page.max_column + 1) - 1
        return lambda cell: (
            cell.first_line > group.last_line
            and group.first_column <= cell.first_column
            and cell.last_column <= last
        )

    def _numbering(self, cell: HeadingCell) -> tuple[str, str]:
        """Return the rank of a row by its numbering: that of its heading, and that in front."""
        line, column = cell.first_line, cell.first_column
        first = self._columns_of[line][0]
        before = self.texts[line, first] if first < column else ""
        in_front = f"{before}." if before[-1:].isalnum() else before
        return _rank(self.texts.get((line, column), "")), _rank(in_front)

    def _look(self, cell: HeadingCell) -> tuple[object, ...]:
        """Return how a row's heading looks: its numbering, bold, how far it is indented."""
        written = self._page.cell(cell.first_line, cell.first_column)
        return self._numbering(cell), bool(written.font.b), written.alignment.indent

    def _has_numbers(self, cell: HeadingCell) -> bool:
        return bool(self.numbers_behind(cell))

    def numbers_behind(self, cell: HeadingCell) -> list[Place]:
        """Return the places with digits to the right of a row's heading."""
        return [
            (line, column)
            for line in range(cell.first_line, cell.last_line + 1)
            for column in self._columns_of[line]
            if column > cell.last_column and any(map(str.isdigit, self.texts[line, column]))
        ]


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _rank(text: str) -> str:
    """Return the rank of a heading by its numbering: of 1.1, with its number of steps."""
    for kind, pattern in _KINDS_OF_NUMBERING.items():
        if (found := pattern.match(text)) is not None:
            return f"{kind} {found[0].count('.')}" if kind == "decimal" else kind
    return ""


def _shown(value: object) -> str:
    """Return the text of a value as a heading shows it."""
    match value:
        case str():
            return value.strip()
        case bool():
            return ""
        case datetime.datetime() | datetime.date():
            return f"{value.day:02}/{value.month:02}/{value.year}"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
