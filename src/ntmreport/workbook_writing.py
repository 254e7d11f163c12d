"""The parts that all workbooks share: texts that are no formulas, looks, names of sheets, paper."""

from __future__ import annotations

import math
import re
from copy import copy
from typing import TYPE_CHECKING

from msgspec import Struct
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.properties import PageSetupProperties

from ntmreport.escapes import begins_formula

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_RESERVED = "history"
_A4 = 9
_FONT = "Times New Roman"


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Write words, which are never a formula, nor one once the cell is edited."""
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = begins_formula(text)


class Look(Struct, frozen=True):
    """The look of a cell; a part that has no value is as in a new cell.

    `size` is that of Times New Roman in points, `fill` and `lines` are the colours of the paper and
    of the lines around the cell.
    """

    size: int | None = None
    is_bold: bool = False
    is_italic: bool = False
    horizontal: str | None = None
    vertical: str | None = None
    wraps: bool = False
    indent: int = 0
    fill: str = ""
    lines: str = ""
    is_locked: bool = True
    number_format: str = "General"


class Looks:
    """The styles of one workbook by the looks that they give.

    openpyxl hashes a font, a fill and a border again for each cell that they are set on. Here the
    style of a look is made for its first cell, and copied to the others.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._styles: dict[Look, StyleArray] = {}

    def give(self, cell: Cell | MergedCell, look: Look) -> None:
        """Let `cell` have `look`; whether its text is quoted stays."""
        is_quoted = cell.quotePrefix
        if look not in self._styles:
            _set_style(cell, look)
            self._styles[look] = copy(cell._style)  # type: ignore[union-attr]  # not in the stubs
        cell._style = copy(self._styles[look])  # type: ignore[union-attr]  # likewise
        cell.quotePrefix = is_quoted


def _set_style(cell: Cell | MergedCell, look: Look) -> None:
    cell.style = "Normal"  # nothing of the look that it had stays
    if look.size is not None or look.is_bold or look.is_italic:
        name = _FONT if look.size is not None else None
        cell.font = Font(name=name, size=look.size, bold=look.is_bold, italic=look.is_italic)
    cell.alignment = Alignment(
        horizontal=look.horizontal,
        vertical=look.vertical,
        wrap_text=look.wraps,
        indent=look.indent,
    )
    if look.fill:
        cell.fill = PatternFill("solid", fgColor=look.fill)
    if look.lines:
        side = Side(style="thin", color=look.lines)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    if not look.is_locked:
        cell.protection = Protection(locked=False)
    cell.number_format = look.number_format


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
