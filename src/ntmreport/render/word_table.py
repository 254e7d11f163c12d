"""From a table of the document to Word's XML, in the layout's table style and its cells' styles.

How many columns there are, how wide they are and which cells are merged is the table's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.document import Alignment, Cell, Table
from ntmreport.escapes import xml_quoted
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.render.column_widths import (
    Letters,
    Measured,
    are_wide_enough,
    length_of,
    measured,
    stated_widths,
    widths,
)
from ntmreport.render.word_text import paragraph_xml
from ntmreport.table_grid import spread

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from ntmreport.layout.prepared_layout import CellStyle, TableStyle

# Figures, ordinals, dashes and marks such as "x": what stands in the middle or on the right.
_NUMBER = lazy_pattern(r"(?:[^\W_]{0,3}|[\W\d_]*)")
# A figure: what stands before the comma, and the rest.
_FIGURE = lazy_pattern(r"([-+]?\d[\d.]*)(,\d+)?( ?%)?")
_RUN_START = lazy_pattern(r"<w:r>(?:<w:rPr>((?:(?!</w:rPr>|<w:sz ).)*)</w:rPr>)?(?!<w:rPr>)")
_BOLD_PERCENT_SIGN = 120  # of its width otherwise
SMALLEST = 16
"""The least size of a table's letters, in half points."""
_ROW = "<w:cantSplit/>"
_HEADER_ROW = "<w:cantSplit/><w:tblHeader/>"


def is_number(text: str) -> bool:
    """Return whether a cell holds a figure or a mark rather than words."""
    return _NUMBER.fullmatch(text.strip()) is not None


class Fitted(Struct, frozen=True):
    """The fit of a table on its page: the columns' widths, and how much smaller its letters are.

    `smaller` is in half points. A table that does not fit breaks numbers or words.
    """

    widths: list[int]
    smaller: int
    fits: bool


def fitted(table: Table, style: TableStyle, width: int) -> Fitted:
    """Return how a table fits into `width` twips: letters get smaller before a word is broken."""
    least = min(each.half_points for each in (style.header, style.text, style.number))
    looks = _looks(table, style)
    found = Fitted([], 0, fits=False)
    for smaller in range(max(least - SMALLEST, 0) + 1):
        cells = _measured(looks, style, smaller)
        columns = (
            stated_widths(table.widths, width)
            if table.widths
            else widths(cells, table.columns, width)
        )
        found = Fitted(columns, smaller, are_wide_enough(cells, columns))
        if found.fits:
            return found
    return found


def table_xml(
    table: Table,
    runs: Sequence[str],
    style: TableStyle,
    fit: Fitted,
    *,
    caption: str = "",
    description: str = "",
    is_last: bool = False,
    lines_up: bool = False,
) -> str:
    """Return a table. `runs` are those of its blocks, in their order.

    `caption` and `description` say to who cannot see it what it is. The last row of one that
    `is_last` stays with what follows. One that `lines_up` has the commas of its figures in line
    where it does not say otherwise.
    """
    cells = (cell for row in table.rows for cell in row.cells)
    runs_of = {id(cell): its for cell, its in zip(cells, runs, strict=True)}
    columns = fit.widths
    aligned = _aligned(table, style, fit, lines_up=lines_up)
    rows = []
    for number, (places, row) in enumerate(zip(spread(table), table.rows, strict=True)):
        own = {id(cell) for cell in row.cells}
        is_kept = is_last and number == len(table.rows) - 1
        written = []
        column = 0
        while column < len(places):
            cell = places[column]
            is_own = id(cell) in own
            its = _style_of(cell.block.running_text, style, is_header=row.is_header)
            its_runs = runs_of[id(cell)] if is_own else ""
            paragraph = paragraph_xml(
                its.identity,
                sized(its_runs, its.half_points - fit.smaller) if fit.smaller else its_runs,
                is_kept=is_kept,
                shape=aligned.get(id(cell), ""),
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
        f"<w:tbl><w:tblPr><w:tblStyle w:val={xml_quoted(style.identity)}/>"
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="0" w:noVBand="0"/>'
        f"{_named('tblCaption', caption)}{_named('tblDescription', description)}"
        f"</w:tblPr><w:tblGrid>{grid_columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def sized(runs: str, half_points: int) -> str:
    """Return runs with their letters in that size."""
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'

    def with_size(found: re.Match[str]) -> str:
        look = found[1] or ""
        before, raised, behind = look.partition("<w:vertAlign")
        return f"<w:r><w:rPr>{before}{size}{raised}{behind}</w:rPr>"

    return _RUN_START.sub(with_size, runs)


def _aligned(table: Table, style: TableStyle, fit: Fitted, *, lines_up: bool) -> dict[int, str]:
    """Return the properties of paragraphs by which columns are aligned, by the cells' identity."""
    if not lines_up and not table.alignments:
        return {}
    columns: list[list[Cell]] = [[] for _ in range(table.columns)]
    for row in table.rows:
        for cell in () if row.is_header else row.cells:
            if cell.columns == 1:
                columns[cell.column].append(cell)
    found: dict[int, str] = {}
    for column, cells in enumerate(columns):
        asked = table.alignments[column] if table.alignments else None
        if asked is Alignment.DECIMAL or (asked is None and lines_up):
            found |= _lined_up(cells, style, fit, fit.widths[column])
        elif asked is not None:
            shape = f'<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="{asked.value}"/>'
            found |= {id(cell): shape for cell in cells}
    return found


def _lined_up(cells: Sequence[Cell], style: TableStyle, fit: Fitted, width: int) -> dict[int, str]:
    """Return what puts the commas of a column's figures in line, in the middle of the column.

    Each figure ends at the right, moved in by what its decimals are shorter than the longest ones:
    Word's own decimal tab would go by the comma or by the point, as the machine is set up.
    """
    lengths: dict[int, tuple[int, int]] = {}
    for cell in cells:
        number = _FIGURE.fullmatch(cell.block.running_text.strip())
        if number is None or not any(run.figure for run in cell.block.runs):
            continue
        # Digits are as wide in bold; a percent sign is wider.
        letters = Letters(style.number.half_points - fit.smaller, is_bold=False, margins=0)
        whole, decimals, sign = (length_of(number[each] or "", letters) for each in (1, 2, 3))
        if style.number.is_bold or _is_bold(cell):
            sign = sign * _BOLD_PERCENT_SIGN // 100
        decimals += sign
        lengths[id(cell)] = (whole, decimals)
    if not lengths:
        return {}
    before = max(whole for whole, _ in lengths.values())
    behind = max(decimals for _, decimals in lengths.values())
    margin = max((width - style.margins - before - behind) // 2, 0)
    return {
        cell: f'<w:ind w:left="0" w:right="{margin + behind - decimals}" w:firstLine="0"/>'
        '<w:jc w:val="right"/>'
        for cell, (_, decimals) in lengths.items()
    }


class _Look(Struct, frozen=True):
    """All of a cell that its width comes from."""

    text: str
    half_points: int
    is_bold: bool
    column: int
    columns: int
    is_header: bool


def _looks(table: Table, style: TableStyle) -> list[_Look]:
    """Return each look that cells have: of a column of marks, all share one or two."""
    found: dict[_Look, None] = {}
    for row in table.rows:
        for cell in row.cells:
            text = cell.block.running_text
            its = _style_of(text, style, is_header=row.is_header)
            is_bold = its.is_bold or _is_bold(cell)
            look = _Look(text, its.half_points, is_bold, cell.column, cell.columns, row.is_header)
            found[look] = None
    return list(found)


def _measured(looks: Sequence[_Look], style: TableStyle, smaller: int) -> list[Measured]:
    found: dict[Measured, None] = {}
    for each in looks:
        letters = Letters(each.half_points - smaller, each.is_bold, style.margins)
        cell = measured(each.text, letters, each.column, each.columns, is_header=each.is_header)
        found[cell] = None
    return list(found)


def _is_bold(cell: Cell) -> bool:
    return any(run.bold for run in cell.block.runs)


def _style_of(text: str, style: TableStyle, *, is_header: bool) -> CellStyle:
    if is_header:
        return style.header
    return style.number if is_number(text) else style.text


def _merged(cell: Cell, *, is_first: bool) -> str:
    across = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    if cell.rows == 1:
        return across
    return across + ('<w:vMerge w:val="restart"/>' if is_first else "<w:vMerge/>")


def _named(tag: str, text: str) -> str:
    return f"<w:{tag} w:val={xml_quoted(text)}/>" if text else ""
