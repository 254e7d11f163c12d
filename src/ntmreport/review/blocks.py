"""What the page shows of the report: lines, paragraphs and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntmreport.table_grid import naming_cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntmreport.document import Block, BlockKind, Cell, Row, Table


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one look; where it prints a figure, the card's number and its own id."""

    text: str
    bold: bool
    italic: bool
    card: int | None = None
    identifier: str = ""
    offices: tuple[str, ...] = ()


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of the report."""

    identifier: str
    kind: BlockKind
    marker: str
    line: Line


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table. `scope` is what it is the header of, as HTML calls it, if it is one."""

    paragraph: Paragraph
    columns: int
    rows: int
    scope: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the rows of its header and the others. `caption` is what it is called."""

    caption: str
    head: tuple[tuple[GridCell, ...], ...]
    body: tuple[tuple[GridCell, ...], ...]


def grid_of(table: Table, caption: str, paragraph: Callable[[Block], Paragraph]) -> Grid:
    """Return the table; `paragraph` makes one of each block, in the order of reading."""
    head: list[tuple[GridCell, ...]] = []
    body: list[tuple[GridCell, ...]] = []
    for row in table.rows:
        named = None if row.is_header else naming_cell(row)
        cells = tuple(
            GridCell(paragraph(cell.block), cell.columns, cell.rows, _scope(row, cell, named))
            for cell in row.cells
        )
        (head if row.is_header else body).append(cells)
    return Grid(caption, tuple(head), tuple(body))


def _scope(row: Row, cell: Cell, named: Cell | None) -> str:
    if row.is_header:
        return "colgroup" if cell.columns > 1 else "col"
    if cell is not named:
        return ""
    return "rowgroup" if cell.rows > 1 else "row"
