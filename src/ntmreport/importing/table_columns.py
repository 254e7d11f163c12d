"""The body of a table as columns of numbers and words, and what is computed from what.

A total is one where the figures say so in every row; nothing is taken for one by its name alone.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.importing.table_template import cell_grid
from ntmreport.importing.written_number import WrittenNumber, printed_share, written_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.importing.report_outline import LineCell, LineTable

_NUMBERING = re.compile(r"(?:s?tt|số tt|số thứ tự|stt\.?)", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:tổng(?: số| cộng| chung)?|cộng(?: chung)?|toàn (?:huyện|tỉnh|xã))[ :.]*", re.I
)
_LEVELS = (
    re.compile(r"[IVX]{1,5}\.?"),
    re.compile(r"\d{1,3}[.)]?"),
    re.compile(r"\d{1,3}\.\d{1,2}\.?"),
    re.compile(r"\d{1,3}\.\d{1,2}\.\d{1,2}\.?|[a-zđ][.)]|[-+*]"),
)
_STRONG = 100
_FEWEST_ROWS = 2


class CellNumber(Struct, frozen=True):
    """The number of a cell, and whether a sign of percentage stands behind it."""

    number: WrittenNumber
    is_percent: bool


class BodyRow(Struct, frozen=True):
    """A row below the head: its texts by column, its numbers, its level by its numbering.

    `is_total` says that it is called a total; `row` counts the rows of the table from 1.
    """

    row: int
    cells: Mapping[int, LineCell]
    numbers: Mapping[int, CellNumber]
    label: str
    level: int | None
    is_total: bool

    def text(self, column: int) -> str:
        """Return the text of a column."""
        cell = self.cells.get(column)
        return "" if cell is None else cell.line.text.strip()


class ColumnSum(Struct, frozen=True):
    """The relation of a column to others in each row: their sum, or the share of one in another."""

    parts: tuple[int, ...]
    is_share: bool = False


class TableBody(Struct, frozen=True):
    """The rows below the head, and what its columns are.

    `numbering` and `labels` are the columns of the rows' numbers and names, 0 where there is none.
    """

    rows: tuple[BodyRow, ...]
    columns: int
    figures: tuple[int, ...]
    percents: frozenset[int]
    numbering: int
    labels: int
    head_texts: Mapping[int, tuple[str, ...]]
    sums: Mapping[int, ColumnSum]
    is_regular: bool

    @property
    def heads(self) -> Mapping[int, str]:
        """The heads of the columns as one line each."""
        return {column: " ".join(texts) for column, texts in self.head_texts.items()}


def body_of(table: LineTable) -> TableBody | None:
    """Return the body of a table; None where it has no column of numbers."""
    grid = cell_grid(table)
    head_texts = {
        column: tuple(column_heads(grid[: table.head_rows], column))
        for column in range(1, table.columns + 1)
    }
    heads = {column: " ".join(texts) for column, texts in head_texts.items()}
    raw = grid[table.head_rows :]
    if not raw:
        return None
    numbering = _numbering_column(raw, heads, table)
    figures, percents = _number_columns(raw, table, numbering)
    if not figures:
        return None
    labels = next(
        (
            column
            for column in range(1, table.columns + 1)
            if column not in {numbering, *figures} and _has_words(raw, column, table)
        ),
        0,
    )
    rows = tuple(_rows(raw, table, numbering, labels, figures))
    is_regular = all(
        cell is not None and cell.columns == 1 and cell.rows == 1 for row in raw for cell in row
    )
    sums = _sums(rows, figures, percents)
    return TableBody(
        rows, table.columns, figures, percents, numbering, labels, head_texts, sums, is_regular
    )


def cell_number(text: str) -> CellNumber | None:
    """Return the number that a cell is."""
    text = text.strip()
    is_percent = text.endswith("%")
    number = written_number(text[:-1] if is_percent else text)
    return None if number is None else CellNumber(number, is_percent)


def column_heads(rows: Sequence[Sequence[LineCell | None]], column: int) -> Iterator[str]:
    """Yield the texts of the head of a column, from above; a cell that spans rows is one."""
    last = None
    for row in rows:
        cell = row[column - 1]
        if cell is not None and cell is not last and cell.line.text:
            yield cell.line.text
        last = cell


def _own(cell: LineCell | None, row: int, column: int) -> str:
    """Return the text of a cell that begins at a place."""
    if cell is None or (cell.row, cell.column) != (row, column):
        return ""
    return cell.line.text.strip()


def _texts(raw: Sequence[Sequence[LineCell | None]], column: int, table: LineTable) -> list[str]:
    return [
        _own(row[column - 1], number, column)
        for number, row in enumerate(raw, start=table.head_rows + 1)
    ]


def _numbering_column(
    raw: Sequence[Sequence[LineCell | None]], heads: Mapping[int, str], table: LineTable
) -> int:
    if _NUMBERING.fullmatch(heads.get(1, "").strip()):
        return 1
    texts = [text for text in _texts(raw, 1, table) if text]
    is_counted = texts == [str(number + 1) for number in range(len(texts))] and len(texts) > 1
    return 1 if is_counted and table.columns > 1 else 0


def _number_columns(
    raw: Sequence[Sequence[LineCell | None]], table: LineTable, numbering: int
) -> tuple[tuple[int, ...], frozenset[int]]:
    figures: list[int] = []
    percents: set[int] = set()
    for column in range(1, table.columns + 1):
        if column == numbering:
            continue
        texts = [text for text in _texts(raw, column, table) if text]
        numbers = [cell_number(text) for text in texts]
        known = [number for number in numbers if number is not None]
        if not texts or len(known) < len(texts) or any(each.number.is_padded for each in known):
            continue
        shares = [each.is_percent for each in known]
        if any(shares) and not all(shares):
            continue
        figures.append(column)
        if all(shares):
            percents.add(column)
    return tuple(figures), frozenset(percents)


def _has_words(raw: Sequence[Sequence[LineCell | None]], column: int, table: LineTable) -> bool:
    texts = _texts(raw, column, table)
    return 2 * sum(bool(text) for text in texts) > len(texts)


def _rows(
    raw: Sequence[Sequence[LineCell | None]],
    table: LineTable,
    numbering: int,
    labels: int,
    figures: Sequence[int],
) -> Iterator[BodyRow]:
    for number, row in enumerate(raw, start=table.head_rows + 1):
        cells = {
            column: cell
            for column, cell in enumerate(row, start=1)
            if cell is not None and (cell.row, cell.column) == (number, column)
        }
        texts = {column: cell.line.text.strip() for column, cell in cells.items()}
        label = texts.get(labels, "")
        mark = texts.get(numbering, "")
        level = next((n for n, each in enumerate(_LEVELS) if each.fullmatch(mark)), None)
        numbers = {
            column: found
            for column in figures
            if (found := cell_number(texts.get(column, ""))) is not None
        }
        is_total = any(_TOTAL.fullmatch(text) for text in (label, mark) if text)
        yield BodyRow(number, cells, numbers, label, level, is_total)


def _sums(
    rows: Sequence[BodyRow], figures: Sequence[int], percents: frozenset[int]
) -> dict[int, ColumnSum]:
    """Return the columns that are computed from others in each row that has them."""
    found: dict[int, ColumnSum] = {}
    plain = [column for column in figures if column not in percents]
    reach: dict[int, int] = {}
    for place in range(len(plain) - 1, -1, -1):
        parts = _parts_behind(rows, plain, place, reach)
        if parts is not None:
            found[plain[place]] = ColumnSum(parts[0])
            reach[plain[place]] = parts[1]
    inside = {part for each in found.values() for part in each.parts}
    for place, column in enumerate(plain):
        if column not in found and column not in inside and place >= _FEWEST_ROWS:
            before = [each for each in plain[:place] if each not in inside]
            for size in range(2, len(before) + 1):
                parts_before = tuple(before[-size:])
                if _adds_up(rows, column, parts_before):
                    found[column] = ColumnSum(parts_before)
                    break
    for column in percents:
        for above in plain:
            below = next(
                (each for each in plain if each != above and _is_share(rows, column, above, each)),
                None,
            )
            if below is not None:
                found[column] = ColumnSum((above, below), is_share=True)
                break
    return found


def _parts_behind(
    rows: Sequence[BodyRow], plain: Sequence[int], place: int, reach: Mapping[int, int]
) -> tuple[tuple[int, ...], int] | None:
    """Return the columns behind one that it is the sum of, and where they end."""
    parts: list[int] = []
    at = place + 1
    while at < len(plain):
        column = plain[at]
        parts.append(column)
        at = reach.get(column, at + 1)
        if len(parts) > 1 and _adds_up(rows, plain[place], parts):
            return tuple(parts), at
    return None


def _adds_up(rows: Sequence[BodyRow], column: int, parts: Sequence[int]) -> bool:
    shown = strong = 0
    for row in rows:
        if column not in row.numbers:
            continue
        if any(part not in row.numbers for part in parts):
            return False
        total = row.numbers[column].number.value
        values = [row.numbers[part].number.value for part in parts]
        if total != sum(values, Fraction()):
            return False
        if sum(value != 0 for value in values) > 1:
            shown += 1
            strong += total >= _STRONG
    return shown >= _FEWEST_ROWS or strong > 0


def _is_share(rows: Sequence[BodyRow], column: int, above: int, below: int) -> bool:
    shown = 0
    for row in rows:
        if column not in row.numbers:
            continue
        if above not in row.numbers or below not in row.numbers:
            return False
        part, whole = row.numbers[above].number.value, row.numbers[below].number.value
        text = row.text(column)[:-1]
        if not whole or printed_share(part, whole) != text:
            return False
        shown += text not in {"100", "0"}
    return shown > 0
