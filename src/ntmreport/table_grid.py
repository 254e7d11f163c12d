"""From a table to its grid: the cell at each row and column, and the names of these."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ntmreport.document import Block, Cell, Row, Table

SEPARATOR = " | "

_LONGEST_CAPTION = 120

# A word of three letters or more; "x", "I" and "III" are marks.
_WORDS = lazy_pattern(r"(?![IVXLC]+\b)[^\W\d_]{3}")
_COLUMN_NUMBER = lazy_pattern(r"\(\d")


class Placed(Struct, frozen=True):
    """A cell with the number of its row, and what names that row and the cell's columns.

    `row_name` is what the row's first cell with words says, which has no such name itself; a header
    cell has neither name.
    """

    cell: Cell
    row: int
    row_name: str
    column_name: str

    @property
    def names(self) -> str:
        """Both names as people say them, such as "An Nông, Thu nhập"; empty where there is none."""
        return ", ".join(name for name in (self.row_name, self.column_name) if name)

    @property
    def sentence(self) -> str:
        """What the cell says, after what names it."""
        return SEPARATOR.join(
            part for part in (self.row_name, self.column_name, self.cell.block.text) if part
        )


def spread(table: Table) -> tuple[tuple[Cell, ...], ...]:
    """Return the cell at each place of the table, row by row: a merged one at all of its places."""
    grid: list[dict[int, Cell]] = [{} for _ in table.rows]
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            columns = range(cell.column, cell.column + cell.columns)
            for places in grid[number : number + cell.rows]:
                places.update(dict.fromkeys(columns, cell))
    return tuple(tuple(cell for _, cell in sorted(places.items())) for places in grid)


def placed(table: Table) -> Iterator[Placed]:
    """Yield the table's cells in the order of reading, each with the names of its places."""
    grid = spread(table)
    heads = [line for line, row in zip(grid, table.rows, strict=True) if row.is_header]
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            if row.is_header:
                yield Placed(cell, number, "", "")
                continue
            naming = next(filter(_has_words, grid[number]), None)
            name = naming.block.text if naming is not None and naming is not cell else ""
            above = [line[cell.column].block.text for line in heads]
            texts = (text for text, _ in groupby(above) if not _COLUMN_NUMBER.match(text))
            yield Placed(cell, number, name, ", ".join(filter(None, texts)))


def caption(above: str) -> str:
    """Return a name for a table without one: the words above it, or their beginning."""
    if len(above) <= _LONGEST_CAPTION:
        return above
    return f"{above[:_LONGEST_CAPTION].rpartition(' ')[0]} …"


def naming_cell(row: Row) -> Cell | None:
    """Return the first of the row's cells that has words: it says what the row is about."""
    return next((cell for cell in row.cells if _has_words(cell)), None)


def lines(table: Table, said: Callable[[Block], str]) -> Iterator[str]:
    """Yield the rows as lines of text; what is merged stands once, its other places are empty.

    `said` returns a cell's text.
    """
    for places, row in zip(spread(table), table.rows, strict=True):
        texts = dict.fromkeys(range(len(places)), "")
        texts |= {cell.column: said(cell.block) for cell in row.cells}
        yield "|".join(f" {text} " if text else " " for text in texts.values()).strip()


def _has_words(cell: Cell) -> bool:
    return _WORDS.search(cell.block.text) is not None
