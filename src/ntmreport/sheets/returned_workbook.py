"""From the bytes of a workbook that came back to its cells, by the paths of the values in them.

The file is untrusted: what comes out of it is bounded, nothing in it is run or fetched, and cells
are known by their path, wherever they stand now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.language import Bilingual
from ntmreport.sheets.sheet_identity import (
    COMPUTED,
    IDENTITY_SHEET,
    LABEL_COLUMN,
    NOTE_COLUMN,
    PATH_COLUMN,
    UNIT_COLUMN,
    VALUE_COLUMN,
    VERSION,
    SheetIdentity,
    identity_in,
)
from ntmreport.sheets.workbook_cells import (
    CellSpan,
    ReturnedCell,
    SheetCells,
    WorkbookCells,
    is_blank,
)
from ntmreport.zip_package import PackageError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from ntmreport.span import Span

_MOST_COLUMNS, _MOST_PLACES = 80, 150_000
"""Bounds of a sheet: columns that are read, and places in all; no more were handed out."""

_MOST_ROWS_ABOVE = 200
"""The number of lines in which the keys of the columns are sought."""


class LostKeysError(PackageError):
    """The workbook lacks what says whose values its cells are."""


_NO_KEYS = Bilingual(
    "cột hoặc hàng ẩn cho biết mỗi ô là của chỉ tiêu nào đã mất",
    "the hidden column or line that says whose values the cells are is gone",
)

NOT_HANDED_OUT = Bilingual(
    "tệp không do lệnh “ntmreport sheets” lập ra, hoặc trang ẩn của nó đã mất",
    "the file was not written by `ntmreport sheets`, or its hidden sheet is gone",
)

HAND_OUT_AGAIN = Bilingual(
    "phát lại tệp bằng “ntmreport sheets”, chép số liệu sang tệp mới",
    "hand out the file again with `ntmreport sheets`, and copy the values into that",
)


class ReturnedRow(Struct, frozen=True):
    """A row of a list: the path of its entry, empty for a new one, and its cells by column key."""

    path: str
    span: CellSpan
    cells: Mapping[str, ReturnedCell]

    @property
    def is_blank(self) -> bool:
        """True where no cell has a value."""
        return all(map(is_blank, self.cells.values()))


class ReturnedWorkbook(Struct):
    """A workbook as it came back: what it says of itself, and its cells by the paths of values.

    `tables` are the rows of lists by the path of the list; `strays` are cells with a value where
    none belongs, `notes` remarks by the path of their row. `labels` are the labels and units that
    rows have now, `heads` those of a list's columns by their keys, `places` where these stand.
    `first_day` is that which the numbers of days count from. One that people keep, `is_kept`, has
    values alone.
    """

    identity: SheetIdentity
    first_day: datetime.datetime
    values: dict[str, list[ReturnedCell]] = {}
    tables: dict[str, list[ReturnedRow]] = {}
    strays: list[ReturnedCell] = []
    notes: list[tuple[str, ReturnedCell]] = []
    labels: dict[str, list[tuple[str, str]]] = {}
    heads: dict[str, dict[str, str]] = {}
    places: dict[str, Span] = {}
    is_kept: bool = False


def opened(content: bytes, file: str) -> ReturnedWorkbook | WorkbookCells:
    """Return a workbook that spans call `file`, or raise PackageError.

    One that was not handed out says nothing of itself: of it there are only the cells.
    """
    book = WorkbookCells(content)
    identity = _identity(book.written)
    if identity is None:
        return book
    found = ReturnedWorkbook(identity, book.written.epoch)
    for page in book.written.worksheets:
        if page.title != IDENTITY_SHEET:
            _read_sheet(found, page, book, file)
    if identity.handed_out and not found.values and not found.tables:
        raise LostKeysError(_NO_KEYS)
    return found


def _identity(book: Workbook) -> SheetIdentity | None:
    """Return what a workbook that was handed out says of itself; None where it was not.

    Raises LostKeysError where what it says cannot be used.
    """
    page = next((each for each in book.worksheets if each.title == IDENTITY_SHEET), None)
    if page is None:
        return None
    rows = page.iter_rows(values_only=True)
    said = identity_in(
        ["" if value is None else str(value) for value in row] for row in rows if row[0] is not None
    )
    if said is None or said.version != VERSION:
        raise LostKeysError(NOT_HANDED_OUT)
    return said


def _read_sheet(found: ReturnedWorkbook, page: Worksheet, book: WorkbookCells, file: str) -> None:
    """Read the rows of one sheet: those of values, or of a list."""
    last_column = min(page.max_column, _MOST_COLUMNS)
    last_row = min(page.max_row, _MOST_PLACES // last_column)
    keys_at, keys = _keys(page, min(last_row, _MOST_ROWS_ABOVE), last_column)
    head = next((n for n, key in keys.items() if key.startswith(PATH_COLUMN)), 0)
    if not head:
        return
    table = keys.pop(head).removeprefix(PATH_COLUMN).removeprefix(":")
    sheet = SheetCells(page, book, f"{file}!{page.title}" if table else file)
    if table:
        found.tables.setdefault(table, [])
        found.places[table] = CellSpan(sheet.file, keys_at + 1, 1, keys_at + 1, 2)
        found.heads[table] = {key[1:]: sheet.text(keys_at + 1, n) for n, key in keys.items()}
    columns = {key: n for n, key in keys.items()}
    value_column, note_column = columns.get(VALUE_COLUMN, 0), columns.get(NOTE_COLUMN, 0)
    labels = columns.get(LABEL_COLUMN, 0), columns.get(UNIT_COLUMN, 0)
    if not table and not value_column:
        raise LostKeysError(_NO_KEYS)
    for line in range(keys_at + 2, last_row + 1):
        path = page.cell(line, head).value
        path = path.strip() if isinstance(path, str) else ""
        if table:
            cells = {key.removeprefix("#"): sheet.cell(line, n) for n, key in keys.items()}
            row = ReturnedRow(path, CellSpan(sheet.file, line, 1, line, 2), cells)
            if path or not row.is_blank:
                found.tables[table].append(row)
        elif path:
            if path == COMPUTED:
                continue
            found.values.setdefault(path, []).append(sheet.cell(line, value_column))
            found.labels.setdefault(path, []).append(
                (sheet.text(line, labels[0]), sheet.text(line, labels[1]))
            )
            if note_column and not is_blank(note := sheet.cell(line, note_column)):
                found.notes.append((path, note))
        else:
            others = (sheet.cell(line, n) for n in range(value_column, last_column + 1))
            found.strays += [each for each in others if not is_blank(each)]
    if page.max_row > last_row:
        found.strays.append(sheet.cell(page.max_row, 1))


def _keys(page: Worksheet, last_row: int, last_column: int) -> tuple[int, dict[int, str]]:
    """Return the line with the keys of columns, and the keys by column; 0 where it is gone."""
    for line in range(1, last_row + 1):
        texts = ((n, page.cell(line, n).value) for n in range(1, last_column + 1))
        keys = {n: text for n, text in texts if isinstance(text, str) and text.startswith("#")}
        if any(key.startswith(PATH_COLUMN) for key in keys.values()):
            return line, keys
    return 0, {}
