"""The parts that all workbooks share: texts that are never formulas, names of sheets, paper."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from openpyxl.worksheet.properties import PageSetupProperties

from ntmreport.escapes import begins_formula

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_RESERVED = "history"
_A4 = 9


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Write words, which are never a formula, nor one once the cell is edited."""
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = begins_formula(text)


def sheet_name(label: str, taken: Iterable[str], instead: str = "Danh sách") -> str:
    """Return the name of a sheet: its label as Excel bears it, that is none of those `taken`."""
    stem = _NOT_IN_SHEET_NAMES.sub("-", label).strip("' ")[:_LONGEST_SHEET_NAME].strip() or instead
    known = {_RESERVED, *(each.casefold() for each in taken)}
    name, count = stem, 1
    while name.casefold() in known:
        count += 1
        name = f"{stem[: _LONGEST_SHEET_NAME - 4]} ({count})"
    return name


def fit_on_a4(page: Worksheet, *, lies: bool = True) -> None:
    """Print a sheet as wide as A4, on as many pages as it takes."""
    page.page_setup.paperSize = _A4
    page.page_setup.orientation = "landscape" if lies else "portrait"
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0


def lines_in(text: str, width: float, most: int) -> int:
    """Return how many lines a text takes in a column, with room for words that do not fit."""
    lines = sum(math.ceil(len(line) * 1.2 / width) or 1 for line in text.split("\n"))
    return min(max(lines, 1), most)
