"""Workbooks in tests: handed out from a project, filled in by a script, collected."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from openpyxl import load_workbook
from openpyxl.cell import Cell

from ntmreport.sheets.collecting import collected, new_text, opened_each
from ntmreport.sheets.collection import Collection, collection_of
from ntmreport.sheets.office_sheets import OfficeSheets, office_sheets
from ntmreport.sheets.office_workbook import VALUES_SHEET
from ntmreport.sheets.sheet_comparison import Collected, Resolution

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TODAY = datetime.date(2022, 1, 5)
DATA = Path("data/2021")


class Place(NamedTuple):
    """A cell of a sheet."""

    sheet: str
    cell: str


def handed_out(project: Path, *, every: bool = False) -> OfficeSheets:
    sheets = office_sheets(project / DATA, None, every=every)
    assert sheets is not None
    return sheets


def edited(content: bytes, edit: Callable[[Workbook], None]) -> bytes:
    """The workbook after `edit`, saved as openpyxl saves it."""
    book = load_workbook(io.BytesIO(content))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def values_page(book: Workbook) -> Worksheet:
    page: Worksheet = book[VALUES_SHEET]
    return page


def cell_of(book: Workbook, path: str) -> Cell:
    """The cell for the value at `path`, found by the hidden column."""
    for row in values_page(book).iter_rows():
        if row[6].value == path:
            cell = row[4]
            assert isinstance(cell, Cell)
            return cell
    raise LookupError(path)


def typed(content: bytes, values: Mapping[str, object], number_format: str = "") -> bytes:
    """The workbook with something else in the cells of values, by their paths."""

    def edit(book: Workbook) -> None:
        for path, value in values.items():
            cell = cell_of(book, path)
            cell.value = value  # type: ignore[assignment]  # whatever a person can put there
            if number_format:
                cell.number_format = number_format

    return edited(content, edit)


def collect(
    project: Path, workbooks: Mapping[str, bytes], resolution: Resolution | None = None
) -> Collection:
    """What workbooks change, by the office that each is for, and what the rules say of it."""
    files = {f"{name}.xlsx": content for name, content in workbooks.items()}
    found = collection_of(
        opened_each(files), project / DATA, None, resolution or Resolution(), TODAY
    )
    assert found is not None
    return found


def compare(
    now: OfficeSheets, workbooks: Mapping[str, bytes], resolution: Resolution | None = None
) -> Sequence[Collected]:
    """What workbooks change, without asking the rules."""
    files = {f"{name}.xlsx": content for name, content in workbooks.items()}
    return collected(opened_each(files), now, resolution or Resolution())


def codes(found: Sequence[Collected]) -> list[str]:
    return [each.rule.code for one in found for each in one.diagnostics]


def text_now(now: OfficeSheets, office: str) -> str:
    """The text of an office's file."""
    (text,) = (
        text for file, text in now.read.source.texts.items() if file.endswith(f"/{office}.yaml")
    )
    return text


def text_after(now: OfficeSheets, one: Collected) -> str:
    """The text of the office's file after what one workbook changes, if it is taken."""
    before = text_now(now, one.office)
    if not one.is_taken:
        return before
    after = new_text(before, one)
    assert after is not None
    return after
