"""From plain text to a finished report: a line is a paragraph, lines with bars are a table."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.finished_report import (
    CHAPTER,
    PARAGRAPH,
    FinishedReport,
    ReportBlock,
    ReportPart,
    ReportPlace,
    ReportTable,
    TableCell,
    name_row,
)
from ntmreport.prose.table_head import head_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROW = lazy_pattern(r"\s*\|.*\|\s*$|.*?\s\|(?:\s|$)|\s*\|\s|[^|]*\|[^|]*\||[^\t]+\t[^\t]*\t.*\S")
_RULE = lazy_pattern(r"[\s|:=-]*\|[\s|:=-]*$")
_CELL_EDGE = lazy_pattern(r"[ \t\xa0]*")
_LONGEST_HEADING = 160


class _Line(Struct, frozen=True):
    number: int
    page: int
    text: str


class Headings:
    """The headings above what is read now."""

    def __init__(self) -> None:
        """Begin with none."""
        self._above: list[tuple[int, str]] = []

    def add(self, block: ReportBlock) -> None:
        """Take a block in, which is a heading where its label says so."""
        if block.level < PARAGRAPH:
            while self._above and self._above[-1][0] >= block.level:
                self._above.pop()
            self._above.append((block.level, block.text.strip()[:_LONGEST_HEADING]))

    def add_text(self, level: int, text: str) -> None:
        """Take in a heading that its style makes one; `level` is 0 for the highest."""
        while self._above and self._above[-1][0] >= level + CHAPTER:
            self._above.pop()
        self._above.append((level + CHAPTER, text.strip()[:_LONGEST_HEADING]))

    @property
    def texts(self) -> tuple[str, ...]:
        """Their texts, the highest first."""
        return tuple(text for _, text in self._above)


def report_of_text(file: str, text: str, read_with: str = "") -> FinishedReport:
    """Return the report that a text holds; a form feed begins a page, as programs write it."""
    parts: list[ReportPart] = []
    headings = Headings()
    rows: list[_Line] = []
    tables = 0
    lines = [*_lines_of(text, is_paged=bool(read_with)), _Line(0, 0, "")]
    for line in lines:
        if _ROW.match(line.text):
            rows.append(line)
            continue
        if rows:
            tables += 1
            parts.append(_table(rows, tables, headings, caption_of(parts)))
            rows = []
        if line.text.strip():
            place = ReportPlace(line.number, headings.texts, page=line.page)
            block = ReportBlock(line.text, place)
            headings.add(block)
            parts.append(block)
    return FinishedReport(file, parts, read_with=read_with)


def _lines_of(text: str, *, is_paged: bool) -> Iterator[_Line]:
    page = 1 if is_paged else 0
    for number, line in enumerate(text.split("\n"), start=1):
        if is_paged:
            page += line.count("\f")
        yield _Line(number, page, line.rstrip("\r").replace("\f", " "))


def caption_of(parts: Sequence[ReportPart]) -> str:
    """Return the texts right above a table."""
    above = [part.text for part in parts[-3:] if isinstance(part, ReportBlock)]
    return " ".join(above)


def _table(lines: Sequence[_Line], number: int, headings: Headings, caption: str) -> ReportTable:
    rows: list[tuple[TableCell, ...]] = []
    has_rule = 0
    first = lines[0].text.strip()
    has_outer_bars = first.startswith("|") and first.endswith("|")
    for line in lines:
        if _RULE.match(line.text):
            has_rule = has_rule or len(rows)
            continue
        bars = _edges(line.text, has_outer_bars=has_outer_bars)
        cells = []
        for column, (left, right) in enumerate(pairwise(bars), start=1):
            inner = line.text[left + 1 : right]
            edge = _CELL_EDGE.match(inner)
            skipped = edge.end() if edge else 0
            place = ReportPlace(
                line.number, headings.texts, number, len(rows) + 1, column, page=line.page
            )
            block = ReportBlock(inner.strip(), place, column=left + 2 + skipped)
            cells.append(TableCell(len(rows) + 1, column, 1, 1, (block,)))
        name_row(cells)
        rows.append(tuple(cells))
    return ReportTable(tuple(rows), has_rule or head_rows(rows), caption, number)


def _edges(line: str, *, has_outer_bars: bool) -> list[int]:
    """Return where the cells of a row end: at its bars or tabs, and at its own ends."""
    sign = "|" if "|" in line else "\t"
    edges = [offset for offset, character in enumerate(line) if character == sign]
    return edges if has_outer_bars else [-1, *edges, len(line)]


def unmarked(text: str) -> str:
    """Return a text without the byte order mark, its line ends alike."""
    return re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))
