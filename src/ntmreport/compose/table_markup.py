"""From lines of composed text that begin with `|` to tables.

Such a line is a row and `|` stands between its cells, with one more at its end if you like:

    |= TT |= Tên xã  |= Tiêu chí |= < |
    |= ^  |= ^       |= 1        |= 2 |
    | 1   | An Nông  | x         |    |

`|=` begins a cell of the table's head. A cell that holds nothing but `<` belongs to the one on its
left, and one that holds nothing but `^` to the one above it: that is how cells are merged.

A line above says how wide the columns are to each other, and how they are aligned; all have a width
or none:

    @columns 1 | 5 left | 2 decimal | 2 decimal
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import refusal_messages as refusals
from ntmreport.compose import text_marks
from ntmreport.document import Alignment, Block, BlockKind, Cell, Row, Run, Stretch, Table
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.refusal_messages import RefusalMessage
    from ntmreport.span import Span

ROW = "|"
_HEADER = "="
_LEFT, _ABOVE = "<", "^"
_MERGES = frozenset({_LEFT, _ABOVE})
# A bar that stands in the data's own text is no bar, nor is one behind a backslash.
_BAR = lazy_pattern(
    rf"\\[^{text_marks.LITERAL_START}{text_marks.LITERAL_END}]|{text_marks.LITERAL_START}|{text_marks.LITERAL_END}|\|"
)


class CellText(Struct, frozen=True):
    """A cell of a row before its markup is read. `is_header` where it began with `|=`."""

    text: str
    is_header: bool


class WrittenCell(Struct, frozen=True):
    """A cell as it is written: its words, or the mark that merges it with another."""

    runs: tuple[Run, ...]
    is_header: bool
    merge: str = ""
    texts: tuple[Stretch, ...] = ()


class WrittenRow(Struct, frozen=True):
    """A row as it is written; `span` is its line in the template."""

    cells: tuple[WrittenCell, ...]
    span: Span

    @property
    def is_header(self) -> bool:
        """Return whether all its cells are of the head."""
        return all(cell.is_header for cell in self.cells)


_RULE = lazy_pattern(r":?-{3,}:?")
MOST_COLUMNS = 63


class TableError(Exception):
    """The rows make no table; `span` is that of the row that does not fit."""

    def __init__(self, span: Span, message: RefusalMessage) -> None:
        super().__init__(message.message.en)
        self.span = span
        self.message = message


_ENTRY = lazy_pattern(rf"(?:(\d{{1,4}}) ?%?)?(?:(?:^| +)({'|'.join(Alignment)}))?")


class ColumnSetting(Struct, frozen=True):
    """Widths, empty where the text decides, and alignments of columns; `span` is their line."""

    widths: tuple[int, ...]
    alignments: tuple[Alignment | None, ...]
    span: Span


def column_setting(written: str, span: Span) -> ColumnSetting:
    """Return what the line says behind `@columns`, or raise TableError."""
    widths: list[int] = []
    alignments: list[Alignment | None] = []
    written = written.strip()
    if written.startswith("|") and written.endswith("|"):
        written = written.strip("|")  # as a row of a table may be written
    entries = [entry.strip() for entry in written.split("|")]
    for entry in entries:
        found = _ENTRY.fullmatch(entry)
        if found is None or found[1] == "0":
            raise TableError(span, refusals.COLUMN_ENTRY.of(entry=entry))
        if found[1]:
            widths.append(int(found[1]))
        alignments.append(Alignment(found[2]) if found[2] else None)
    if widths and len(widths) != len(entries):
        raise TableError(span, refusals.COLUMN_WIDTHS)
    return ColumnSetting(tuple(widths), tuple(alignments), span)


def cell_texts(line: str) -> Iterator[CellText]:
    """Yield the cells of a line that begins with a bar."""
    start, depth = None, 0
    for token in _BAR.finditer(line):
        match token[0]:
            case text_marks.LITERAL_START:
                depth += 1
            case text_marks.LITERAL_END:
                depth -= 1
            case "|" if not depth:
                if start is not None:
                    yield _cell_text(line[start : token.start()])
                start = token.end()
    rest = line[start:]
    # A bar alone has one cell, and nothing in it.
    if rest.strip(" ") or line == ROW:
        yield _cell_text(rest)


def merge_of(cell: CellText) -> str:
    """Return the mark that merges the cell with another, or nothing."""
    return cell.text if cell.text in _MERGES else ""


def tables(rows: Sequence[WrittenRow], setting: ColumnSetting | None = None) -> Iterator[Table]:
    """Yield the tables that rows without anything between them make: each head begins one.

    The `setting` is that of the first one.
    """
    start = 0
    for number, row in enumerate(rows):
        if all(_RULE.fullmatch("".join(run.text for run in cell.runs)) for cell in row.cells):
            raise TableError(row.span, refusals.ROW_OF_DASHES)
        if number > start and row.is_header and not rows[number - 1].is_header:
            yield _table(rows[start:number], setting)
            start, setting = number, None
    yield _table(rows[start:], setting)


def _cell_text(text: str) -> CellText:
    is_header = text.startswith(_HEADER)
    return CellText(text[1:].strip(" ") if is_header else text.strip(" "), is_header)


def _table(rows: Sequence[WrittenRow], setting: ColumnSetting | None) -> Table:
    columns = len(rows[0].cells)
    widths, alignments = (setting.widths, setting.alignments) if setting else ((), ())
    if setting and len(alignments) != columns:
        message = refusals.COLUMN_NUMBER.of(number=len(alignments), columns=columns)
        raise TableError(setting.span, message)
    if columns > MOST_COLUMNS:
        message = refusals.TOO_MANY_COLUMNS.of(columns=columns, most=MOST_COLUMNS)
        raise TableError(rows[0].span, message)
    heads = sum(1 for _ in takewhile(lambda row: row.is_header, rows))
    owners = _owners(rows, columns)
    regions: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for number, owning in enumerate(owners):
        for column, owner in enumerate(owning):
            regions.setdefault(owner, []).append((number, column))
    cells: list[list[Cell]] = [[] for _ in rows]
    for (number, column), region in sorted(regions.items()):
        height = region[-1][0] - number + 1
        width = max(each for _, each in region) - column + 1
        if height * width != len(region):
            raise TableError(rows[region[-1][0]].span, refusals.NO_RECTANGLE)
        if number < heads < number + height:
            raise TableError(rows[heads].span, refusals.MERGED_BEYOND_HEAD)
        written = rows[number].cells[column]
        kind = BlockKind.HEADER_CELL if written.is_header else BlockKind.CELL
        block = Block(kind, "", written.runs, rows[number].span, texts=written.texts)
        cells[number].append(Cell(block, column, width, height))
    built = tuple(Row(tuple(row), number < heads) for number, row in enumerate(cells))
    return Table(built, columns, rows[0].span, widths, alignments)


def _owners(rows: Sequence[WrittenRow], columns: int) -> list[list[tuple[int, int]]]:
    """Return, for each position of the grid, the row and column of the cell that it belongs to."""
    owners: list[list[tuple[int, int]]] = []
    for number, row in enumerate(rows):
        if len(row.cells) != columns:
            message = refusals.UNEVEN_ROW.of(number=len(row.cells), columns=columns)
            raise TableError(row.span, message)
        owning: list[tuple[int, int]] = []
        for column, cell in enumerate(row.cells):
            if cell.merge == _LEFT and column:
                owning.append(owning[-1])
            elif cell.merge == _ABOVE and number:
                owning.append(owners[-1][column])
            elif cell.merge:
                message = refusals.NO_CELL_TO_MERGE_WITH.of(merge=cell.merge)
                raise TableError(row.span, message)
            else:
                owning.append((number, column))
        owners.append(owning)
    return owners
