"""The figures of a table by row and column, with the heads of its columns and what its rows are."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from msgspec import Struct

from ntmreport.limits import MOST_COLUMNS_OF_TABLE
from ntmreport.prose.finished_report import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.prose.finished_report import (
        FinishedReport,
        ReportBlock,
        ReportTable,
        TableCell,
    )

_FIGURE = re.compile(
    r" *(?P<open>\()?(?P<sign>[-+−]?) ?"
    r"(?P<number>\d[\d.,]*(?: \d{3})*(?:,\d+)?) *"
    r"(?P<percent>%)?(?P<unit> *(?:ha|tấn|km|m2|m|xã|hộ|người|thôn|triệu đồng|tỷ đồng|đồng"
    r"|trđ))?\)?\s*$",
)
_FRACTION = re.compile(
    r"(?P<part>\d[\d.,]*)\s*/\s*(?P<whole>\d[\d.,]*)(?:\s*[^\W\d_]+(?: [^\W\d_]+)?)?"
)
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}|\d,\d{3}\.\d")
_MAYBE_ENGLISH = re.compile(r"\d{1,3},\d{3}$")
_VIETNAMESE = re.compile(r"\d,\d{1,2}$|\d\.\d{3}(?!\d)|\d,\d{4,}$")
_TOTAL = re.compile(
    r"(?:[IVXA-Z*#]{0,4}[.):]?\s*)?(?:tổng(?: số| cộng| chung| hợp| kinh phí| nguồn vốn| vốn)?"
    r"|cộng(?: chung| dồn)?"
    r"|cộng (?!đồng|tác|hòa|hoà|sinh)(?:\w+ ?){1,4}"
    r"|toàn (?:huyện|tỉnh|xã|thành phố|thị xã))"
    r"(?:\s*[(:+=,].*|\s*$|\s+[A-Z]{1,4}\s*\+.*|\s+(?:toàn|cả) (?:huyện|tỉnh|xã)\s*$)",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(r"(?:trong đó|trong số đó|gồm|chia ra|riêng)\b", re.IGNORECASE)
_NOT_ADDED = re.compile(
    r"tỷ lệ|tỉ lệ|%|bình quân|\bBQ\b|(?<!loại )(?<!hộ )trung bình|mật độ|năng suất|thu nhập"
    r"|đơn giá|giá bán|xếp loại|hạng"
    r"|\bđiểm\b|hệ số|định mức|tốc độ|chỉ số|thời gian|ghi chú|năm đạt|năm công nhận|số thứ tự"
    r"|\bTT\b|\bSTT\b"
    r"|tiêu chí|cơ cấu|tỷ trọng|thời điểm|mã số|đạt chuẩn năm|so sánh",
    re.IGNORECASE,
)
_LEVELS = (
    re.compile(r"[A-H][.)]?$"),
    re.compile(r"[IVX]{1,5}[.)]?$"),
    re.compile(r"\d{1,3}[.)]?$"),
    re.compile(r"(?:\d{1,3}|[IVX]+)\.\d{1,2}[.)]?$"),
    re.compile(r"\d{1,3}\.\d{1,2}\.\d{1,2}[.)]?$"),
    re.compile(r"[a-zđ][.)]?$"),
    re.compile(r"[-–•]$"),
    re.compile(r"[+*]$"),
)
_BULLET = re.compile(r"\s*([-–•+*])\s*\S")
_ITEM = len(_LEVELS) - 2
_LETTERS = re.compile(r"[^\W\d_]{2}")


class CellFigure(Struct, frozen=True):
    """A figure in a cell: its value and where it stands."""

    text: str
    value: Fraction
    decimals: int
    is_percent: bool
    at: Stretch


class GridRow(Struct, frozen=True):
    """A row with figures, or a heading among them: its number, label, level and figures.

    `level` is that of its numbering, the highest 0; None where it has none.
    """

    number: int
    label: str
    level: int | None
    is_total: bool
    is_of_which: bool
    figures: dict[int, CellFigure]


class FigureGrid:
    """A table's figures by row and column."""

    def __init__(self, table: ReportTable) -> None:
        """Read the cells of `table`."""
        self.table = table
        self._is_english = _is_english(table)
        self._percents: dict[int, bool] = {}

    @cached_property
    def rows(self) -> tuple[GridRow, ...]:
        """The rows below the head."""
        return tuple(
            self._row(number) for number in range(self.table.head_rows, len(self.table.rows))
        )

    @cached_property
    def heads(self) -> dict[int, str]:
        """The head of each column: the texts above it, from the top."""
        heads: dict[int, list[str]] = {}
        for row in self.table.rows[: self.table.head_rows]:
            for cell in row:
                for column in range(
                    cell.column, min(cell.column + cell.columns, MOST_COLUMNS_OF_TABLE + 1)
                ):
                    texts = heads.setdefault(column, [])
                    if cell.text and cell.text not in texts:
                        texts.append(cell.text)
        return {column: " ".join(texts) for column, texts in heads.items()}

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The columns with figures, without one that numbers the rows."""
        counts: dict[int, int] = {}
        for row in self.rows:
            for column in row.figures:
                counts[column] = counts.get(column, 0) + 1
        found = []
        for column in sorted(counts):
            values = [row.figures[column] for row in self.rows if column in row.figures]
            if not _is_numbering(values, self.heads.get(column, ""), column) and not _are_years(
                values
            ):
                found.append(column)
        return tuple(found)

    def is_percent(self, column: int) -> bool:
        """Return whether a column holds percentages."""
        # Asked for each cell: it goes through all rows once.
        if column not in self._percents:
            self._percents[column] = self._holds_percentages(column)
        return self._percents[column]

    def _holds_percentages(self, column: int) -> bool:
        head = self.heads.get(column, "")
        if "%" in head or re.search(r"t[ỷỉ] lệ|cơ cấu|tỷ trọng", head, re.IGNORECASE):
            return True
        values = [row.figures[column] for row in self.rows if column in row.figures]
        return bool(values) and sum(value.is_percent for value in values) * 2 > len(values)

    def is_added(self, column: int) -> bool:
        """Return whether a column's figures can be added up, as far as its head tells."""
        return not _NOT_ADDED.search(self.heads.get(column, "")) and not self.is_percent(column)

    def figure(self, cell: TableCell) -> CellFigure | None:
        """Return the figure that a cell is."""
        if len(cell.blocks) != 1:
            return None
        return _figure(cell.blocks[0], is_english=self._is_english)

    def fraction(self, cell: TableCell) -> tuple[CellFigure, CellFigure] | None:
        """Return the two figures of a cell such as `24/28 xã`."""
        match = _FRACTION.fullmatch(cell.text) if len(cell.blocks) == 1 else None
        if match is None:
            return None
        block = cell.blocks[0]
        shift = block.text.index(cell.text)
        found = []
        for name in ("part", "whole"):
            value = _value(match[name], is_english=self._is_english)
            if value is None:
                return None
            start, end = (each + shift for each in match.span(name))
            at = Stretch(block, start, end)
            found.append(CellFigure(match[name], *value, is_percent=False, at=at))
        return found[0], found[1]

    def _row(self, number: int) -> GridRow:
        cells = self.table.rows[number]
        figures: dict[int, CellFigure] = {}
        label, level = "", None
        for index, cell in enumerate(cells):
            text = cell.text
            if index == 0 and len(text) <= 8 and text:
                level = next((n for n, each in enumerate(_LEVELS) if each.match(text)), None)
                if level is not None and len(cells) > 1:
                    continue
            if not label and _LETTERS.search(text):
                label = text
                bullet = _BULLET.match(text)
                if level is None and bullet:
                    level = _ITEM if bullet[1] in "-–•" else _ITEM + 1
                if _FIGURE.match(text) is None:
                    continue
            if len(cell.blocks) == 1 and cell.column <= MOST_COLUMNS_OF_TABLE:
                figure = _figure(cell.blocks[0], is_english=self._is_english)
                if figure is not None:
                    figures[cell.column] = figure
        plain = label.strip(" -–+*•").rstrip(":")
        return GridRow(
            number,
            label,
            level,
            bool(_TOTAL.match(plain)) or self._is_last_total(number, plain),
            bool(_OF_WHICH.match(plain)),
            figures,
        )

    def _is_last_total(self, number: int, label: str) -> bool:
        """Return whether the last row's label begins with tổng: `Tổng diện tích`."""
        return number == len(self.table.rows) - 1 and label.casefold().startswith("tổng ")


_grids: WeakKeyDictionary[FinishedReport, tuple[FigureGrid, ...]] = WeakKeyDictionary()


def grids_of(report: FinishedReport) -> tuple[FigureGrid, ...]:
    """Return the figures of each table of a report, read once."""
    if report not in _grids:
        _grids[report] = tuple(FigureGrid(table) for table in report.tables)
    return _grids[report]


def _figure(block: ReportBlock, *, is_english: bool) -> CellFigure | None:
    match = _FIGURE.match(block.text)
    if match is None:
        return None
    value = _value(match["number"], is_english=is_english)
    if value is None:
        return None
    exact, decimals = value
    if match["sign"] in {"-", "−"} and match["sign"]:
        exact = -exact
    start, end = match.span("number")
    return CellFigure(
        match["number"], exact, decimals, match["percent"] is not None, Stretch(block, start, end)
    )


def _value(text: str, *, is_english: bool) -> tuple[Fraction, int] | None:
    plain = text.replace(" ", "").replace("\xa0", "")
    if is_english:
        plain = plain.replace(",", "").replace(".", ",")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain):
        plain = plain.replace(".", "")
    elif plain.count(".") == 1 and "," not in plain:
        plain = plain.replace(".", ",")
    if plain.count(",") > 1 or "." in plain or plain.endswith(","):
        return None
    whole, _, decimals = plain.partition(",")
    if len(whole) > 15 or len(decimals) > 6:
        return None
    return Fraction(int(whole + decimals), 10 ** len(decimals)), len(decimals)


def _is_english(table: ReportTable) -> bool:
    """Return whether a table writes thousands as English does: 1,234,567."""
    maybe = False
    for text in _texts(table):
        if _ENGLISH.search(text):
            return True
        if _VIETNAMESE.search(text):
            return False
        maybe = maybe or bool(_MAYBE_ENGLISH.search(text))
    return maybe


def _texts(table: ReportTable) -> Iterator[str]:
    for row in table.rows[table.head_rows :]:
        for cell in row:
            text = cell.text
            if text[:1].isdigit() or text[:1] in "(-+":
                yield text


def _is_numbering(values: list[CellFigure], head: str, column: int) -> bool:
    if re.fullmatch(r"(?:S?TT|số TT|số thứ tự)\.?", head.strip(), re.IGNORECASE):
        return True
    numbers = [value.value for value in values]
    return (
        column == 1
        and numbers == [Fraction(each + 1) for each in range(len(numbers))]
        and len(numbers) > 1
    )


def _are_years(values: list[CellFigure]) -> bool:
    return all(
        value.decimals == 0 and "." not in value.text and 1990 <= value.value <= 2100
        for value in values
    )
