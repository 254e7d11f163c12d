"""From a document to an Excel workbook of its tables and annexes, a sheet for each.

Figures are numbers that show the digits of the report; what follows from others of the workbook is
a formula. All else is text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from ntmreport.document import Alignment as ColumnAlignment
from ntmreport.document import BlockKind, Table, notes_apart
from ntmreport.figure import Counted
from ntmreport.figure.cell_formulas import CellFormulas, NumberCell
from ntmreport.render.column_widths import Letters, length_of, measured, stated_widths, widths
from ntmreport.render.printed_number import PrintedNumber, printed_number
from ntmreport.workbook_bytes import (
    MOST_OF_A_CELL,
    workbook_bytes,
)
from ntmreport.workbook_writing import Look, Looks, fit_on_a4, put_text, sheet_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from openpyxl.cell import Cell as SheetCell
    from openpyxl.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from ntmreport.document import Annex, Block, Cell, Document

_SIZE = 12
_WORDS = Look(_SIZE, vertical="center", wraps=True)
_LINES, _HEAD_COLOUR = "000000", "F2F2F2"
_LETTERS = Letters(2 * _SIZE, is_bold=False, margins=160)
_BOLD = Letters(2 * _SIZE, is_bold=True, margins=160)
_POINTS_OF_A_LINE = 16
_MOST_POINTS = 405
_TWIPS_OF_A_WIDTH = 115
"""The width of a digit in the font of a new workbook, which is a column's width of 1."""

_WIDE, _NARROW = 14_600, 9_600
"""The room between the margins of A4 that lies and that stands, in twips."""

_LARGER, _FEW_LINES = (100, 120, 145, 175), 3
"""The widths that a sheet may have, in percent of the paper, for texts to take few lines."""

_MOST_COLUMNS_UPRIGHT = 6
_LONGEST_ABOVE = 80
_NAME_OF_A_TABLE = re.compile(r"(?:Bảng|Biểu)(?: số)? [\w.]*\d", re.IGNORECASE)
_ORDINAL = re.compile(r"[1-9]\d{0,3}")
_MARK = "x"
_AROUND = frozenset(
    {BlockKind.CAPTION, BlockKind.UNIT, BlockKind.ANNEX, BlockKind.ANNEX_TITLE}
    | {BlockKind.ANNEX_REFERENCE}
)
_CENTRED = frozenset({BlockKind.CAPTION, BlockKind.ANNEX, BlockKind.ANNEX_TITLE})


class _Page(Struct, frozen=True):
    """A sheet to be written: its name and content, whether its paper lies, what is above it.

    On paper stand the issuer and, of a draft, that it is one.
    """

    name: str
    content: tuple[Block | Table, ...]
    lies: bool
    above: tuple[str, str]


def report_workbook(document: Document) -> bytes | None:
    """Return the workbook of a report's tables and annexes; None where it has none."""
    book = Workbook()
    book.remove(book.worksheets[0])
    results = add_sheets(book, [document])
    return workbook_bytes(book, results) if book.worksheets else None


def add_sheets(book: Workbook, documents: Sequence[Document]) -> Mapping[str, Mapping[str, str]]:
    """Add a sheet for each table and annex; return what formulas come to, by sheet and cell."""
    pages = [page for document in documents for page in _pages(document)]
    return _Writer(book).written(pages)


def _pages(document: Document) -> Iterator[_Page]:
    around: list[Block] = []
    count = 0
    issuer, number = _lines_of(document, "issuer"), _lines_of(document, "number")
    above = (" ".join(issuer), " ".join(number[1:]))
    for part in document.body:
        if not isinstance(part, Table):
            around = [*around, part] if part.kind in _AROUND else []
            continue
        count += 1
        caption = next((each for each in around if each.kind is BlockKind.CAPTION), None)
        called = None if caption is None else _NAME_OF_A_TABLE.match(caption.running_text)
        name = f"Bảng {count}" if called is None else called[0]
        yield _Page(name, (*around, part), part.columns > _MOST_COLUMNS_UPRIGHT, above)
        around = []
    for annex in document.annexes:
        yield _Page(annex.name, annex.content, _lies(annex), above)


def _lines_of(document: Document, name: str) -> list[str]:
    return ["".join(run.text for run in line) for line in document.frame.get(name, ())]


def _lies(annex: Annex) -> bool:
    if annex.is_upright is not None:
        return not annex.is_upright
    columns = [part.columns for part in annex.content if isinstance(part, Table)]
    return max(columns, default=0) > _MOST_COLUMNS_UPRIGHT


class _Writer(Struct):
    """The writing of one workbook: first all cells, then the formulas over them."""

    book: Workbook
    numbers: list[tuple[SheetCell, NumberCell, str]] = []
    counts: dict[SheetCell, str] = {}
    looks: Looks = field(default_factory=Looks)

    def written(self, pages: Sequence[_Page]) -> Mapping[str, Mapping[str, str]]:
        for each in pages:
            page = self.book.create_sheet(sheet_name(each.name, self.book.sheetnames, "Bảng"))
            self._write_page(page, each)
        return self._write_numbers()

    def _write_numbers(self) -> Mapping[str, Mapping[str, str]]:
        """Write numbers and formulas; return the results of formulas by sheet and cell."""
        results: dict[str, dict[str, str]] = {page.title: {} for page in self.book.worksheets}
        formulas = CellFormulas([each for _, each, _ in self.numbers])
        for cell, each, format_ in self.numbers:
            formula = formulas.of(each)
            text = self.counts.get(cell) if formula is None else formula.text
            held = each.held if formula is None else formula.value
            cell.number_format = format_
            if text is None:
                cell.value = int(held) if held.denominator == 1 else float(held)
                continue
            cell.value = text
            result = int(held) if held.denominator == 1 else float(held)
            results[cell.parent.title][cell.coordinate] = repr(result)
        return results

    def _write_page(self, page: Worksheet, each: _Page) -> None:
        tables = [part for part in each.content if isinstance(part, Table)]
        room = _WIDE if each.lies else _NARROW
        table = max(tables, key=lambda part: part.columns, default=None)
        columns = 1 if table is None else table.columns
        twips = [room] if table is None else _roomy_widths(table, room)
        for n, width in enumerate(twips, start=1):
            page.column_dimensions[get_column_letter(n)].width = round(width / _TWIPS_OF_A_WIDTH, 2)
        line = 1
        notes: list[str] = []
        for part in each.content:
            if isinstance(part, Table):
                if tables[0] is part:
                    _repeat_head(page, part, line)
                line = self._write_table(page, part, line, twips, notes)
            else:
                self._write_line(page, part, line, columns, sum(twips), notes)
                line += 1
        for text in notes:
            look = replace(_WORDS, horizontal="left", is_italic=True)
            self._put_line(page, text, line, columns, sum(twips), look)
            line += 1
        fit_on_a4(page, lies=each.lies)
        page.print_options.horizontalCentered = True
        if page.oddHeader is not None and page.oddFooter is not None:  # as in each new sheet
            left, right = (text[:_LONGEST_ABOVE].replace("&", "&&") for text in each.above)
            page.oddHeader.left.text, page.oddHeader.right.text = left or None, right or None
            page.oddFooter.center.text = "&P/&N"

    def _write_table(
        self, page: Worksheet, table: Table, first: int, twips: Sequence[int], notes: list[str]
    ) -> int:
        """Write a table from the line `first` on, and return the line behind it."""
        lines: list[int] = []
        for line, row in enumerate(table.rows, start=first):
            most = 1
            for each in row.cells:
                cell = self._write_cell(page, table, each, line)
                _with_notes(each.block, notes)
                if each.rows == 1:
                    most = max(most, _lines(each, twips))
                self._merge(page, cell, each)
            lines.append(most)
            page.row_dimensions[line].height = min(_POINTS_OF_A_LINE * most + 2, _MOST_POINTS)
        return first + len(lines)

    def _write_cell(self, page: Worksheet, table: Table, each: Cell, line: int) -> SheetCell:
        cell: SheetCell = page.cell(line, each.column + 1)  # type: ignore[assignment]  # not merged yet
        block = each.block
        is_head = block.kind is BlockKind.HEADER_CELL
        text = block.running_text.strip()
        runs = [run for run in block.runs if run.text.strip()]
        printed = printed_number(runs, text)
        if printed is not None:
            shown, figure = printed
            sheet = _quoted(page.title)
            place = NumberCell(
                sheet,
                line,
                each.column + 1,
                figure,
                shown.value,
                shown.decimals,
                shown.of_hundredths,
            )
            self.numbers.append((cell, place, shown.format))
            if isinstance(figure.origin, Counted) and (counted := _marks(page, cell, shown)):
                self.counts[cell] = counted
        elif not is_head and _ORDINAL.fullmatch(text):
            cell.value = int(text)
        else:
            put_text(cell, text[:MOST_OF_A_CELL])
        is_bold = is_head or (bool(runs) and all(run.bold for run in runs))
        is_italic = bool(runs) and all(run.italic for run in runs)
        side = "center" if is_head else _side(table, each, is_number=printed is not None)
        is_roomy = table.columns <= _MOST_COLUMNS_UPRIGHT and side != "center"
        look = replace(
            _WORDS,
            is_bold=is_bold,
            is_italic=is_italic,
            horizontal=side,
            indent=int(is_roomy),
            fill=_HEAD_COLOUR if is_head else "",
            lines=_LINES,
        )
        self.looks.give(cell, look)
        return cell

    def _merge(self, page: Worksheet, cell: SheetCell, each: Cell) -> None:
        """Merge a cell of a sheet with all that it goes over, and draw lines around those."""
        if each.rows == 1 and each.columns == 1:
            return
        last_row, last_column = cell.row + each.rows - 1, cell.column + each.columns - 1
        for row in range(cell.row, last_row + 1):
            for column in range(cell.column, last_column + 1):
                if (row, column) != (cell.row, cell.column):
                    self.looks.give(page.cell(row, column), Look(lines=_LINES))
        page.merge_cells(None, cell.row, cell.column, last_row, last_column)

    def _write_line(
        self,
        page: Worksheet,
        block: Block,
        line: int,
        columns: int,
        room: int,
        notes: list[str],
    ) -> None:
        """Write a line above or below a table, over its whole width."""
        side = "center" if block.kind in _CENTRED | {BlockKind.ANNEX_REFERENCE} else "left"
        if block.kind is BlockKind.UNIT:
            side = "right"
        runs = [run for run in block.runs if run.text.strip()]
        look = replace(
            _WORDS,
            horizontal=side,
            is_bold=block.kind in _CENTRED or (bool(runs) and all(run.bold for run in runs)),
            is_italic=block.kind in {BlockKind.UNIT, BlockKind.ANNEX_REFERENCE}
            or (bool(runs) and all(run.italic for run in runs)),
        )
        self._put_line(page, _with_notes(block, notes), line, columns, room, look)

    def _put_line(
        self, page: Worksheet, text: str, line: int, columns: int, room: int, look: Look
    ) -> None:
        cell: SheetCell = page.cell(line, 1)  # type: ignore[assignment]  # not merged yet
        put_text(cell, text[:MOST_OF_A_CELL])
        self.looks.give(cell, look)
        taken = -(-length_of(text, _BOLD if look.is_bold else _LETTERS) // room)
        height = _POINTS_OF_A_LINE * max(taken, 1) + 4
        page.row_dimensions[line].height = min(height, _MOST_POINTS)
        if columns > 1:
            page.merge_cells(start_row=line, start_column=1, end_row=line, end_column=columns)


def _marks(page: Worksheet, cell: SheetCell, shown: PrintedNumber) -> str | None:
    """Return the formula that counts the marks above a cell, or to its left, where that is it."""
    above = _marked(page.cell(line, cell.column) for line in range(cell.row - 1, 0, -1))
    beside = _marked(page.cell(cell.row, column) for column in range(cell.column - 1, 0, -1))
    for cells in (above, beside):
        if shown.value == sum(each.value == _MARK for each in cells) > 0:
            return f'=COUNTIF({cells[-1].coordinate}:{cells[0].coordinate},"{_MARK}")'
    return None


def _marked(cells: Iterable[SheetCell | MergedCell]) -> list[SheetCell | MergedCell]:
    """Return the cells that hold a mark or nothing, up to the first that holds anything else."""
    found: list[SheetCell | MergedCell] = []
    for each in cells:
        if each.value not in {None, _MARK}:
            break
        found.append(each)
    while found and found[-1].value is None:
        found.pop()
    return found


def _side(table: Table, each: Cell, *, is_number: bool) -> str:
    """Return the side that a cell's text stands at."""
    setting = table.alignments[each.column] if table.alignments else None
    if setting is not None:
        return "right" if setting is ColumnAlignment.DECIMAL else str(setting)
    if is_number:
        return "right"
    text = each.block.running_text.strip()
    is_short = len(text) <= len("ii") or (not each.column and len(text) <= len("xviii"))
    return "center" if is_short else "left"


def _roomy_widths(table: Table, room: int) -> list[int]:
    """Return widths in which texts take few lines, if need be of a sheet that is printed smaller.

    The room between the margins is all that a table gets whose form gives the widths.
    """
    twips: list[int] = []
    for percent in _LARGER:
        twips = _widths(table, room * percent // 100)
        cells = (cell for row in table.rows for cell in row.cells)
        if table.widths or all(_lines(cell, twips) <= _FEW_LINES for cell in cells):
            break
    return twips


def _lines(each: Cell, twips: Sequence[int]) -> int:
    """Return how many lines a cell takes."""
    width = sum(twips[each.column : each.column + each.columns])
    letters = _BOLD if each.block.kind is BlockKind.HEADER_CELL else _LETTERS
    text = each.block.running_text.strip()
    return -(-length_of(text, letters) // max(width - letters.margins, 1)) or 1


def _widths(table: Table, room: int) -> list[int]:
    """Return the widths of the columns of a sheet, in twips."""
    if table.widths:
        return stated_widths(table.widths, room)
    cells = [
        measured(
            cell.block.running_text,
            _BOLD if cell.block.kind is BlockKind.HEADER_CELL else _LETTERS,
            cell.column,
            cell.columns,
            is_header=cell.block.kind is BlockKind.HEADER_CELL,
        )
        for row in table.rows
        for cell in row.cells
    ]
    least = widths(cells, table.columns, room)
    return least if sum(least) >= room else [width * room // sum(least) for width in least]


def _repeat_head(page: Worksheet, table: Table, first: int) -> None:
    """Print the head of a table on every page, and keep it in sight."""
    heads = sum(row.is_header for row in table.rows)
    if heads:
        page.print_title_rows = f"{first}:{first + heads - 1}"
        page.freeze_panes = f"A{first + heads}"


def _with_notes(block: Block, notes: list[str]) -> str:
    """Return the running text of a block; its footnotes are added to `notes`."""
    texts = [run.text for run in block.runs]
    for note, parts in notes_apart(block.runs, texts):
        if note:
            notes.append("".join(text for _, _, text in parts).strip())
    return block.running_text.strip()


def _quoted(title: str) -> str:
    """Return the name of a sheet as formulas have it."""
    return "'{}'".format(title.replace("'", "''"))
