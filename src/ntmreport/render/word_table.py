"""From a table of the document to Word's XML, in the layout's table style and its cells' styles.

How many columns there are, how wide they are and which cells are merged is the table's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from ntmreport.render.column_widths import Letters, measured, widths
from ntmreport.render.word_text import paragraph_xml
from ntmreport.table_grid import spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.document import Cell, Table
    from ntmreport.layout.prepared_layout import CellStyle, TableStyle

# Figures, ordinals, dashes and marks such as "x": what stands in the middle or on the right.
_NUMBER = re.compile(r"(?:[^\W_]{0,3}|[\W\d_]*)")
_ROW = "<w:cantSplit/>"
_HEADER_ROW = "<w:cantSplit/><w:tblHeader/>"


def is_number(text: str) -> bool:
    """Return whether a cell holds a figure or a mark rather than words."""
    return _NUMBER.fullmatch(text.strip()) is not None


def table_xml(
    table: Table,
    runs: Sequence[str],
    style: TableStyle,
    width: int,
    *,
    caption: str = "",
    description: str = "",
    is_last: bool = False,
) -> str:
    """Return a table `width` twips wide. `runs` are those of its blocks, in their order.

    `caption` and `description` say to who cannot see it what it is. The last row of one that
    `is_last` stays with what follows.
    """
    cells = (cell for row in table.rows for cell in row.cells)
    runs_of = {id(cell): its for cell, its in zip(cells, runs, strict=True)}
    columns = _columns(table, style, width)
    rows = []
    for number, (places, row) in enumerate(zip(spread(table), table.rows, strict=True)):
        own = {id(cell) for cell in row.cells}
        is_kept = is_last and number == len(table.rows) - 1
        written = []
        column = 0
        while column < len(places):
            cell = places[column]
            is_own = id(cell) in own
            its = _style_of(cell, style, is_header=row.is_header)
            paragraph = paragraph_xml(
                its.identity, runs_of[id(cell)] if is_own else "", is_kept=is_kept
            )
            across = sum(columns[column : column + cell.columns])
            written.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{across}" w:type="dxa"/>'
                f"{_merged(cell, is_first=is_own)}</w:tcPr>{paragraph}</w:tc>"
            )
            column += cell.columns
        properties = _HEADER_ROW if row.is_header else _ROW
        rows.append(f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(written)}</w:tr>")
    grid_columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f"<w:tbl><w:tblPr><w:tblStyle w:val={quoteattr(style.identity)}/>"
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="0" w:noVBand="0"/>'
        f"{_named('tblCaption', caption)}{_named('tblDescription', description)}"
        f"</w:tblPr><w:tblGrid>{grid_columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _columns(table: Table, style: TableStyle, width: int) -> list[int]:
    found = []
    for row in table.rows:
        for cell in row.cells:
            its = _style_of(cell, style, is_header=row.is_header)
            letters = Letters(its.half_points, its.is_bold or _is_bold(cell), style.margins)
            text = cell.block.running_text
            found.append(
                measured(text, letters, cell.column, cell.columns, is_header=row.is_header)
            )
    return widths(found, table.columns, width)


def _is_bold(cell: Cell) -> bool:
    return any(run.bold for run in cell.block.runs)


def _style_of(cell: Cell, style: TableStyle, *, is_header: bool) -> CellStyle:
    if is_header:
        return style.header
    return style.number if is_number(cell.block.running_text) else style.text


def _merged(cell: Cell, *, is_first: bool) -> str:
    across = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    if cell.rows == 1:
        return across
    return across + ('<w:vMerge w:val="restart"/>' if is_first else "<w:vMerge/>")


def _named(tag: str, text: str) -> str:
    return f"<w:{tag} w:val={quoteattr(text)}/>" if text else ""
