"""The looks of cells: each is as told, whatever another cell with the same look holds."""

from __future__ import annotations

import datetime

import pytest
from openpyxl import Workbook
from openpyxl.cell import Cell

from ntmreport.workbook_writing import Look, Looks, put_text

LOOKS = [
    Look(),
    Look(12, is_bold=True, vertical="top", wraps=True),
    Look(12, horizontal="right", fill="FFF8DC", lines="BFBFBF", is_locked=False),
    Look(vertical="top", number_format="#,##0.00"),
    Look(is_italic=True, indent=2, horizontal="left"),
]


def seen(cell: Cell) -> Look:
    """The look of a cell as openpyxl tells it."""
    size = cell.font.sz if cell.font.name == "Times New Roman" else None
    return Look(
        None if size is None else int(size),
        bool(cell.font.b),
        bool(cell.font.i),
        cell.alignment.horizontal,
        cell.alignment.vertical,
        bool(cell.alignment.wrap_text),
        int(cell.alignment.indent),
        cell.fill.fgColor.rgb[2:] if cell.fill.fill_type else "",
        cell.border.left.color.rgb[2:] if cell.border.left.style else "",
        bool(cell.protection.locked),
        cell.number_format,
    )


def cells(number: int) -> list[Cell]:
    page = Workbook().worksheets[0]
    made = [page.cell(row, 1) for row in range(1, number + 1)]
    return [cell for cell in made if isinstance(cell, Cell)]


def test_each_cell_has_its_look() -> None:
    looks, given = Looks(), LOOKS + LOOKS[::-1]
    for cell, look in zip(written := cells(len(given)), given, strict=True):
        looks.give(cell, look)
    assert [seen(cell) for cell in written] == given


@pytest.mark.parametrize("values", [("=1+1", "lời"), ("lời", "=1+1")])
def test_a_text_is_quoted_or_not_whatever_the_others_are(values: tuple[str, str]) -> None:
    looks = Looks()
    for cell, value in zip(cells(2), values, strict=True):
        put_text(cell, value)
        looks.give(cell, LOOKS[1])
        assert cell.quotePrefix == (value == "=1+1")
        assert (cell.value, cell.data_type) == (value, "s")


def test_the_format_that_a_day_brings_is_no_part_of_a_look() -> None:
    looks, (first, second) = Looks(), cells(2)
    first.value = datetime.date(2021, 12, 31)
    for cell in (first, second):
        looks.give(cell, LOOKS[1])
        assert cell.number_format == "General"


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_of_the_look_before_stays(look: Look) -> None:
    looks, (first, second) = Looks(), cells(2)
    looks.give(first, LOOKS[2])
    for cell in (first, second):
        looks.give(cell, look)
        assert seen(cell) == look


def test_a_cell_that_changes_leaves_the_others() -> None:
    looks, (first, second) = Looks(), cells(2)
    looks.give(first, LOOKS[1])
    first.number_format = "0.0"
    looks.give(second, LOOKS[1])
    assert (first.number_format, second.number_format) == ("0.0", "General")
