"""The cells of a workbook that comes from people: bounded, as they show themselves.

The file is untrusted: nothing in it is run or fetched, and what comes out of it is bounded.
"""

from __future__ import annotations

import datetime
import io
import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.utils import column_index_from_string, get_column_letter

from ntmreport.escapes import printable
from ntmreport.language import Bilingual
from ntmreport.span import Span
from ntmreport.zip_package import PackageError, read_zip, write_package

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_CELLS = 60_000
"""The most cells with a value in a workbook that comes back."""

_MOST_MERGED = 200_000
"""The most cells that are merged with others; a title over a whole row is 16 384."""

_WORKBOOK = "xl/workbook.xml"
_MACROS = "vbaProject.bin"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# What only formats cells, as Excel and LibreOffice write it for a million rows.
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c(?: [^<>]*)?/>")
_EMPTY_ROW = re.compile(rb"<(?:\w+:)?row(?: [^<>]*)?(?:/>|>\s*</(?:\w+:)?row>)")
_CELL = re.compile(rb"<(?:\w+:)?c[ >]")
_LINKS = re.compile(rb"<(?:\w+:)?hyperlinks(?:\s[^<>]*)?(?<!/)>")
_END_OF_LINKS = re.compile(rb"</(?:\w+:)?hyperlinks\s*>")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell[\s/>]")
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell ref=\"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?\""
)
_ENCODING = re.compile(rb"\s*<\?xml[^>]*encoding=[\"']([^\"']*)")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"

SAVE_AS_XLSX = Bilingual(
    "mở tệp bằng Excel và lưu lại dạng Excel Workbook (.xlsx), không đặt mật khẩu",
    "open the file in Excel and save it as an Excel Workbook (.xlsx), without a password",
)


class CellSpan(Span, frozen=True):
    """A cell of a workbook, in its line and column.

    `file` is the workbook, and behind `!` the sheet, but for the one of values.
    """

    def __str__(self) -> str:
        return f"{printable(self.file)}!{get_column_letter(self.column)}{self.line}"


class ReturnedCell(Struct, frozen=True):
    """A cell as it came back. `value` is what it shows; `is_formula` says that it is computed.

    `unit` is that of its number, where that is another than the value's own.
    """

    span: CellSpan
    value: str | float | bool | datetime.datetime | datetime.date | None
    number_format: str
    is_formula: bool
    is_error: bool
    unit: str = ""

    def in_unit(self, unit: str) -> ReturnedCell:
        """Return the cell with the unit that its number is in."""
        return replace(self, unit=unit)


class WorkbookCells:
    """A workbook as it writes formulas; what they show is read once someone has typed one."""

    def __init__(self, content: bytes) -> None:
        """Read the bytes of a workbook; raises PackageError."""
        # A package of its own, so that the reader meets nothing but what was looked at.
        self._package = write_package(_members(content))
        self.written = self._load(data_only=False)

    @cached_property
    def shown(self) -> Workbook:
        """The workbook with the stored results of formulas in their place."""
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
        encoding = _ENCODING.match(part)
        is_utf8 = encoding is None or encoding[1].lower() in {b"utf-8", b"us-ascii"}
        if not is_utf8 or b"\0" in part or _DECLARATION.search(part):
            raise PackageError(_broken())
        if _SHEET.fullmatch(name):
            part = _without_links(_EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", part)))
            if _number_merged(part) > _MOST_MERGED:
                raise PackageError(
                    Bilingual("tệp gộp quá nhiều ô", "the file merges too many cells")
                )
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


def _without_links(part: bytes) -> bytes:
    """Return a sheet without its links: one is made for each of the cells that it is said to be on.

    Raises PackageError where they have no end.
    """
    kept: list[bytes] = []
    at = 0
    for begin in _LINKS.finditer(part):
        if begin.start() < at:
            continue
        end = _END_OF_LINKS.search(part, begin.end())
        if end is None:
            raise PackageError(_broken())
        kept.append(part[at : begin.start()])
        at = end.end()
    return b"".join([*kept, part[at:]])


def _number_merged(part: bytes) -> int:
    """Return how many cells of a sheet are merged with others; raises PackageError.

    Each is made by the reader, so that a merge that is written in a way of its own is refused.
    """
    merges = [each.groups() for each in _MERGED.finditer(part)]
    if len(merges) != sum(1 for _ in _MERGE.finditer(part)):
        raise PackageError(_broken())
    number = 0
    try:
        for first, top, last, bottom in merges:
            columns = column_index_from_string((last or first).decode())
            columns -= column_index_from_string(first.decode()) - 1
            number += max(columns, 1) * max(int(bottom or top) - int(top) + 1, 1)
    except ValueError as error:  # a column that no sheet has
        raise PackageError(_broken()) from error
    return number


def _broken() -> Bilingual:
    return Bilingual("tệp bị hỏng, không đọc được", "the file is broken and cannot be read")


class SheetCells(Struct, frozen=True):
    """A sheet of a workbook; `file` is what spans call it."""

    page: Worksheet
    book: WorkbookCells
    file: str

    def text(self, line: int, column: int) -> str:
        """Return the text that is written in a cell; nothing for numbers, or for no column."""
        value = self.page.cell(line, column).value if column else None
        return value if isinstance(value, str) else ""

    def cell(self, line: int, column: int) -> ReturnedCell:
        """Return a cell as it shows itself."""
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


def is_blank(cell: ReturnedCell) -> bool:
    """Return whether a cell holds nothing, or nothing but blanks."""
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())
