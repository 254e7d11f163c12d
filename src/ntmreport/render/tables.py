"""Tables as Word has them, each cell in the look of the layout's sample table.

What the sample says of borders, shading, alignment, room in cells, fonts and sizes is taken over.
How many columns there are, how wide they are and which cells are merged is the table's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import quoteattr

from markupsafe import Markup

from ntmreport.render.widths import Letters, measured, widths
from ntmreport.render.words import EMPTY_LOOK, Look, TableWords
from ntmreport.table_grid import spread

if TYPE_CHECKING:
    from ntmreport.document import Cell, Table

HEADER, TEXT, NUMBER = CELLS = ("header", "text", "number")
"""The sample's cells by what its tags call them: `{{r block.header }}` and so on."""

# Figures, ordinals, dashes and marks such as "x": what stands in the middle or on the right.
_NUMBER = re.compile(r"(?:[^\W_]{0,3}|[\W\d_]*)")


class CellLook(NamedTuple):
    """How a sample's cell looks: properties of cell and paragraph as XML, and its runs.

    `kept` are the paragraph's properties with which it stays on a page with what follows.
    """

    cell: str
    paragraph: str
    kept: str
    run: Look
    half_points: int
    is_bold: bool


class TableLook(NamedTuple):
    """How a sample table looks: properties before the width, behind it and at the end, as XML.

    `width` is the table's and `margins` what a cell loses at its sides, in twips.
    """

    start: str
    middle: str
    end: str
    header_row: str
    row: str
    width: int
    margins: int
    header: CellLook
    text: CellLook
    number: CellLook


_EMPTY_CELL = CellLook("", "", "", EMPTY_LOOK, 0, False)
EMPTY_TABLE = TableLook("", "", "", "", "", 0, 0, _EMPTY_CELL, _EMPTY_CELL, _EMPTY_CELL)
"""A look for those who only ask what is printed."""


def as_table(value: object, look: TableLook) -> Markup:
    """Return the table that a sample stands for; of what is no table, nothing: others print it."""
    if not isinstance(value, TableWords):
        return Markup()
    return Markup(_written(value, look))  # noqa: S704 - escaped when the Words were made


def is_number(text: str) -> bool:
    """Return whether a cell holds a figure or a mark rather than words."""
    return _NUMBER.fullmatch(text.strip()) is not None


def _written(words: TableWords, look: TableLook) -> str:
    table = words.printed()
    grid = spread(table)
    cells = (cell for row in table.rows for cell in row.cells)
    said = {id(cell): its for cell, its in zip(cells, words.cells, strict=True)}
    columns = _columns(table, look)
    rows = []
    for number, (places, row) in enumerate(zip(grid, table.rows, strict=True)):
        own = {id(cell) for cell in row.cells}
        is_kept = words.is_last and number == len(table.rows) - 1
        written = []
        column = 0
        while column < len(places):
            cell = places[column]
            its = _look_of(cell, look, is_header=row.is_header)
            paragraph = its.kept if is_kept else its.paragraph
            runs = said[id(cell)].runs(its.run) if id(cell) in own else ""
            width = sum(columns[column : column + cell.columns])
            written.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
                f"{_merged(cell, is_first=id(cell) in own)}{its.cell}</w:tcPr>"
                f"<w:p>{paragraph}{runs}</w:p></w:tc>"
            )
            column += cell.columns
        rows.append(
            f"<w:tr><w:trPr>{look.header_row if row.is_header else look.row}</w:trPr>"
            f"{''.join(written)}</w:tr>"
        )
    grid_columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f"<w:tbl><w:tblPr>{look.start}"
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/>{look.middle}<w:tblLayout w:type="fixed"/>'
        f"{look.end}"
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="0" w:noVBand="0"/>'
        f"{_named('tblCaption', words.caption)}{_named('tblDescription', words.description)}"
        f"</w:tblPr><w:tblGrid>{grid_columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _columns(table: Table, look: TableLook) -> list[int]:
    found = []
    for row in table.rows:
        for cell in row.cells:
            its = _look_of(cell, look, is_header=row.is_header)
            letters = Letters(its.half_points, its.is_bold or _is_bold(cell), look.margins)
            text = cell.block.text
            found.append(
                measured(text, letters, cell.column, cell.columns, is_header=row.is_header)
            )
    return widths(found, table.columns, look.width)


def _is_bold(cell: Cell) -> bool:
    return any(run.bold for run in cell.block.runs)


def _look_of(cell: Cell, look: TableLook, *, is_header: bool) -> CellLook:
    if is_header:
        return look.header
    return look.number if is_number(cell.block.text) else look.text


def _merged(cell: Cell, *, is_first: bool) -> str:
    across = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    if cell.rows == 1:
        return across
    return across + ('<w:vMerge w:val="restart"/>' if is_first else "<w:vMerge/>")


def _named(tag: str, text: str) -> str:
    return f"<w:{tag} w:val={quoteattr(text)}/>" if text else ""
