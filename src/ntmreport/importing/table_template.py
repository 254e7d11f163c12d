"""A table of a report as the rows of a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport.importing.line_wording import cell_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ntmreport.importing.line_wording import Piece
    from ntmreport.importing.report_outline import LineCell, LineTable


def table_rows(
    table: LineTable, pieces: Mapping[tuple[int, int], Sequence[Piece]] | None = None
) -> list[str]:
    """Return a table's rows; `pieces` are the tags in cells, by row and column from 1."""
    grid = cell_grid(table)
    return [
        template_row(row, cells, table, pieces or {}) for row, cells in enumerate(grid, start=1)
    ]


def cell_grid(table: LineTable) -> list[list[LineCell | None]]:
    """Return the cell that covers each place of the grid, each a rectangle; None for none."""
    grid: list[list[LineCell | None]] = [[None] * table.columns for _ in table.rows]
    for row in table.rows:
        for cell in row:
            places = [
                (down - 1, across - 1)
                for down in range(cell.row, min(cell.row + max(cell.rows, 1), len(grid) + 1))
                for across in range(cell.column, cell.column + cell.columns)
            ]
            goes_beyond = cell.row <= table.head_rows < places[-1][0] + 1
            if goes_beyond or any(grid[down][across] is not None for down, across in places):
                # What Word draws over other cells is one cell here, and the rest is blank.
                row_of_grid = grid[cell.row - 1]
                free = [n for n in range(table.columns) if row_of_grid[n] is None]
                at = next((n for n in free if n >= cell.column - 1), free[0] if free else -1)
                places = [(cell.row - 1, at)] if at >= 0 else []
                cell = replace(cell, column=at + 1, columns=1, rows=1)
            for down, across in places:
                grid[down][across] = cell
    return grid


def template_row(
    row: int,
    cells: Sequence[LineCell | None],
    table: LineTable,
    pieces: Mapping[tuple[int, int], Sequence[Piece]],
) -> str:
    """Return one row as a template writes it."""
    is_head = row <= table.head_rows
    sign = "|=" if is_head else "|"
    written = []
    for column, cell in enumerate(cells, start=1):
        if cell is None or (cell.row, cell.column) == (row, column):
            line = cell.line if cell is not None else None
            own = pieces.get((row, column), ())
            words = "" if line is None else cell_words(line, own, keeps_bold=not is_head)
        elif cell.column < column:
            words = "<"
        else:
            words = "^"
        written.append(f"{sign} {words}" if words else sign)
    return f"{' '.join(written)} |"
