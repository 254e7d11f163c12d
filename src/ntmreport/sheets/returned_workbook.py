"""From the bytes of a workbook that came back to its cells, by the paths of the values in them.

The file is untrusted: what comes out of it is bounded, nothing in it is run or fetched, and cells
are known by their path, wherever they stand now.
"""

from __future__ import annotations

import datetime
import io
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.utils import get_column_letter

from ntmreport.escapes import printable
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
from ntmreport.span import Span
from ntmreport.zip_package import PackageError, read_zip, write_package

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_CELLS = 60_000
"""The most cells with a value in a workbook that comes back."""

_MOST_COLUMNS, _MOST_PLACES = 80, 150_000
"""How far a sheet is read to the right, and how many places in all: no more were handed out."""

_MOST_ROWS_ABOVE = 200
"""How far down the line with the keys of the columns is sought."""

_WORKBOOK = "xl/workbook.xml"
_MACROS = "vbaProject.bin"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# What only formats cells, as Excel and LibreOffice write it for a million rows.
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c(?: [^<>]*)?/>")
_EMPTY_ROW = re.compile(rb"<(?:\w+:)?row(?: [^<>]*)?(?:/>|>\s*</(?:\w+:)?row>)")
_CELL = re.compile(rb"<(?:\w+:)?c[ >]")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"


class LostKeysError(PackageError):
    """The workbook lacks what says whose values its cells are."""


_NO_KEYS = Bilingual(
    "cột hoặc hàng ẩn cho biết mỗi ô là của chỉ tiêu nào đã mất",
    "the hidden column or line that says whose values the cells are is gone",
)

HAND_OUT_AGAIN = Bilingual(
    "phát lại tệp bằng “ntmreport sheets”, chép số liệu sang tệp mới",
    "hand out the file again with `ntmreport sheets`, and copy the values into that",
)

SAVE_AS_XLSX = Bilingual(
    "mở tệp bằng Excel và lưu lại dạng Excel Workbook (.xlsx), không đặt mật khẩu",
    "open the file in Excel and save it as an Excel Workbook (.xlsx), without a password",
)


class CellSpan(Span):
    """A cell of a workbook, in its line and column.

    `file` is the workbook, and behind `!` the sheet, but for the one of values.
    """

    __slots__ = ()

    def __str__(self) -> str:
        return f"{printable(self.file)}!{get_column_letter(self.column)}{self.line}"


@dataclass(frozen=True, slots=True)
class ReturnedCell:
    """A cell as it came back. `value` is what it shows; `is_formula` says that it is computed."""

    span: CellSpan
    value: str | float | bool | datetime.datetime | datetime.date | None
    number_format: str
    is_formula: bool
    is_error: bool


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row of a list: the path of its entry, empty for a new one, and its cells by column key."""

    path: str
    span: CellSpan
    cells: Mapping[str, ReturnedCell]

    @property
    def is_blank(self) -> bool:
        """True where no cell has a value."""
        return all(map(is_blank, self.cells.values()))


@dataclass(slots=True)
class ReturnedWorkbook:
    """A workbook as it came back: what it says of itself, and its cells by the paths of values.

    `tables` are the rows of lists by the path of the list; `strays` are cells with a value where
    none belongs, `notes` remarks by the path of their row. `labels` are the labels and units that
    rows have now, `heads` those of a list's columns by their keys. `first_day` is that which the
    numbers of days count from.
    """

    identity: SheetIdentity
    first_day: datetime.datetime
    values: dict[str, list[ReturnedCell]] = field(default_factory=dict)
    tables: dict[str, list[ReturnedRow]] = field(default_factory=dict)
    strays: list[ReturnedCell] = field(default_factory=list)
    notes: list[tuple[str, ReturnedCell]] = field(default_factory=list)
    labels: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    heads: dict[str, dict[str, str]] = field(default_factory=dict)


def read_workbook(content: bytes, file: str) -> ReturnedWorkbook:
    """Return what stands in a workbook that spans call `file`, or raise PackageError."""
    members = _members(content)
    # A package of its own, so that the reader meets nothing but what was looked at.
    book = _Book(write_package(members))
    identity = _identity(book.written)
    found = ReturnedWorkbook(identity, book.written.epoch)
    for page in book.written.worksheets:
        if page.title != IDENTITY_SHEET:
            _read_sheet(found, page, book, file)
    if identity.handed_out and not found.values and not found.tables:
        raise LostKeysError(_NO_KEYS)
    return found


class _Book:
    """A workbook as it writes formulas; what they show is read once someone has typed one."""

    def __init__(self, package: bytes) -> None:
        self._package = package
        self.written = self._load(data_only=False)

    @cached_property
    def shown(self) -> Workbook:
        return self._load(data_only=True)

    def _load(self, *, data_only: bool) -> Workbook:
        try:
            return load_workbook(io.BytesIO(self._package), data_only=data_only, keep_links=False)
        except Exception as error:  # openpyxl raises whatever it comes across
            raise PackageError(_broken()) from error


def _members(content: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook without what holds no value; raises PackageError."""
    if content.startswith(_COMPOUND_FILE):
        if _ENCRYPTED in content:
            raise PackageError(Bilingual("tệp có mật khẩu", "the file is protected by a password"))
        raise PackageError(
            Bilingual("đây là tệp Excel 97-2003 (.xls)", "it is an Excel 97-2003 file (.xls)")
        )
    if not content.startswith(_ZIP):
        raise PackageError(
            Bilingual(
                "đây không phải là tệp Excel (.xlsx); có thể là tệp .csv hoặc trang web",
                "it is no Excel file (.xlsx); it may be a .csv file or a web page",
            )
        )
    members = read_zip(content)
    if _WORKBOOK not in members:
        raise PackageError(
            Bilingual("đây không phải là tệp Excel (.xlsx)", "it is no Excel file (.xlsx)")
        )
    if any(name.endswith(_MACROS) for name in members):
        raise PackageError(Bilingual("tệp có macro", "the file has macros"))
    cells = 0
    kept: dict[str, bytes] = {}
    for name, part in members.items():
        if not name.endswith((".xml", ".rels")):
            continue
        if b"\0" in part or _DECLARATION.search(part):
            raise PackageError(_broken())
        if _SHEET.fullmatch(name):
            part = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", part))
            cells += sum(1 for _ in _CELL.finditer(part))
            if cells > MOST_CELLS:
                raise PackageError(
                    Bilingual(
                        f"tệp có hơn {MOST_CELLS} ô có dữ liệu",
                        f"the file has more than {MOST_CELLS} cells with a value",
                    )
                )
        kept[name] = part
    return kept


def _broken() -> Bilingual:
    return Bilingual("tệp bị hỏng, không đọc được", "the file is broken and cannot be read")


def _identity(book: Workbook) -> SheetIdentity:
    """Return what the workbook says of itself; raises PackageError where it says nothing."""
    page = next((each for each in book.worksheets if each.title == IDENTITY_SHEET), None)
    rows = [] if page is None else page.iter_rows(values_only=True)
    said = identity_in(
        ["" if value is None else str(value) for value in row] for row in rows if row[0] is not None
    )
    if said is None or said.version != VERSION:
        raise LostKeysError(
            Bilingual(
                "tệp không do lệnh “ntmreport sheets” lập ra, hoặc trang ẩn của nó đã mất",
                "the file was not written by `ntmreport sheets`, or its hidden sheet is gone",
            )
        )
    return said


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet of a workbook; `file` is what spans call it."""

    page: Worksheet
    book: _Book
    file: str

    def text(self, line: int, column: int) -> str:
        value = self.page.cell(line, column).value if column else None
        return value if isinstance(value, str) else ""

    def cell(self, line: int, column: int) -> ReturnedCell:
        written = self.page.cell(line, column)
        span = CellSpan(self.file, line, column, line, column + 1)
        if isinstance(written, MergedCell):  # which holds nothing of its own
            return ReturnedCell(span, None, "", is_formula=False, is_error=False)
        is_formula = written.data_type == "f"
        shown = self.book.shown[self.page.title].cell(line, column) if is_formula else written
        value = shown.value
        if not isinstance(value, str | int | float | datetime.datetime | datetime.date | None):
            value = str(value)
        return ReturnedCell(
            span,
            value,
            shown.number_format or "",
            is_formula,
            shown.data_type == "e",
        )


def _read_sheet(found: ReturnedWorkbook, page: Worksheet, book: _Book, file: str) -> None:
    """Read the rows of one sheet: those of values, or of a list."""
    last_column = min(page.max_column, _MOST_COLUMNS)
    last_row = min(page.max_row, _MOST_PLACES // last_column)
    keys_at, keys = _keys(page, min(last_row, _MOST_ROWS_ABOVE), last_column)
    head = next((n for n, key in keys.items() if key.startswith(PATH_COLUMN)), 0)
    if not head:
        return
    table = keys.pop(head).removeprefix(PATH_COLUMN).removeprefix(":")
    sheet = _Sheet(page, book, f"{file}!{page.title}" if table else file)
    if table:
        found.tables.setdefault(table, [])
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


def is_blank(cell: ReturnedCell) -> bool:
    """Return whether a cell holds nothing, or nothing but blanks."""
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())
