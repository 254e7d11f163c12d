"""What a sheet of a report's workbook shows, and what the report prints in the same place."""

from __future__ import annotations

import io
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from ntmreport.document import Table
from ntmreport.zip_package import read_zip, write_package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell import Cell, MergedCell

    from ntmreport.document import Block, Document

_RESULT = re.compile(rb"(</f>)<v>[^<]*</v>")


def without_results(content: bytes) -> bytes:
    """The workbook as if no formula had been computed yet."""
    members = read_zip(content)
    return write_package({name: _RESULT.sub(rb"\1", part) for name, part in members.items()})


def shown(content: bytes) -> list[list[str]]:
    """The texts of each sheet, as its cells show them, from left to right and down."""
    book = load_workbook(io.BytesIO(content), data_only=True)
    return [[*filter(None, (_text(cell) for row in page for cell in row))] for page in book]


def _text(cell: Cell | MergedCell) -> str:
    value = cell.value
    if isinstance(value, str) or value is None:
        return value or ""
    before, after = "", ""
    format_ = re.sub(r"\[\$[^]]*\]", "", cell.number_format).replace("\\", "")
    if quoted := re.match(r'"([^"]*)"', format_):
        before, format_ = quoted[1], format_[quoted.end() :]
    if quoted := re.search(r'"([^"]*)"$', format_):
        after, format_ = quoted[1], format_[: quoted.start()]
    if format_ == "General":
        return str(value)
    decimals = len(format_.rstrip("%").partition(".")[2])
    number = Decimal(f"{value:.13g}") * (100 if format_.endswith("%") else 1)
    number = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{number:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    if set(format_) == {"0"}:
        text = text.zfill(len(format_))
    return f"{before}{text}{'%' * format_.endswith('%')}{after}"


def printed(document: Document) -> list[list[str]]:
    """The texts of each annex of a report in the same order."""
    return [[*filter(None, _texts(annex.content))] for annex in document.annexes]


def _texts(content: tuple[Block | Table, ...]) -> Iterator[str]:
    for part in content:
        if isinstance(part, Table):
            yield from (cell.block.running_text.strip() for row in part.rows for cell in row.cells)
        else:
            yield part.running_text.strip()


def formulas(content: bytes) -> int:
    """The number of formulas in a workbook."""
    book = load_workbook(io.BytesIO(content))
    return sum(cell.data_type == "f" for page in book for row in page for cell in row)
