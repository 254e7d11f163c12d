"""From what an office fills in to an Excel workbook: cells, rules for typing, print set-up.

Nothing in it runs. Labels are locked without a password, against slips and not against people.
"""

from __future__ import annotations

import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo

from ntmreport.figure import PERCENT
from ntmreport.figure.excel_formulas import Cells, excel_formula
from ntmreport.figure.number_format import number
from ntmreport.lineage import plain_value
from ntmreport.sheets.input_rows import NONE, NUMBERS, ComputedValue, Heading, InputValue, ValueKind
from ntmreport.sheets.sheet_identity import (
    COMPUTED,
    IDENTITY_SHEET,
    LABEL_COLUMN,
    NOTE_COLUMN,
    PATH_COLUMN,
    UNIT_COLUMN,
    VALUE_COLUMN,
)
from ntmreport.sheets.typing_rules import NOTHING_TO_TYPE, ranges, rule_of
from ntmreport.span import general, written_path
from ntmreport.workbook_bytes import MOST_DIGITS, workbook_bytes
from ntmreport.workbook_writing import Look, Looks, fit_on_a4, lines_in, put_text, sheet_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.worksheet.worksheet import Worksheet

    from ntmreport.figure import Figure
    from ntmreport.lineage.earlier_periods import FiguresBefore
    from ntmreport.sheets.input_rows import OfficeSheet, RecordTable
    from ntmreport.sheets.sheet_identity import SheetIdentity
    from ntmreport.span import Path

VALUES_SHEET, CHOICES_SHEET = "Số liệu", "Danh mục"
SPARE_ROWS = 15
"""The empty rows of a list, for entries to come."""

_GUIDANCE = (
    "Điền vào các ô nền vàng; ô nền xám tự tính. Ô có nhiều mục thì mỗi mục một dòng"
    " (Alt+Enter), không có mục nào thì ghi “không có”. Không cần giữ thứ tự các hàng."
)
_OF_A_LIST = (
    "Mỗi mục một hàng, các hàng trống ở cuối để thêm mục; bỏ một mục thì xóa cả hàng (Delete Rows)."
    " Ô có nhiều mục thì mỗi mục một dòng (Alt+Enter), không có mục nào thì ghi “không có”."
)

_AS_IT_WAS = "theo số liệu khi phát tệp"

_NUMBER, _LABEL, _UNIT, _BEFORE, _VALUE, _NOTE, _PATH = range(1, 8)
_WIDTHS = {_NUMBER: 6, _LABEL: 50, _UNIT: 18, _BEFORE: 16, _VALUE: 46, _NOTE: 28, _PATH: 20}
_KEYS_ROW, _HEAD_ROW = 4, 5
_LIST_KEYS_ROW, _LIST_HEAD_ROW = 3, 4
_WIDTH_OF_BEFORE = 30
_LINE_HEIGHT = 15.75
_MOST_LINES = 25
_LAST_COLUMN = 16_384

_YELLOW, _GREY, _BLUE, _GREY_LINES = "FFF8DC", "EDEDED", "DDE6F0", "BFBFBF"
_WORDS = Look(size=12, horizontal="left", vertical="top", wraps=True, lines=_GREY_LINES)
_HEAD = replace(_WORDS, is_bold=True, horizontal="center", vertical="center", fill=_BLUE)
_INPUT = replace(_WORDS, fill=_YELLOW, is_locked=False)
_AMOUNT = replace(_WORDS, horizontal="right", wraps=False)
_TITLE = Look(14, is_bold=True, vertical="top", wraps=True)
_GUIDE = Look(11, is_italic=True, vertical="top", wraps=True)

_WIDTHS_OF_LISTS = {
    ValueKind.WHOLE: 14,
    ValueKind.DECIMAL: 14,
    ValueKind.YEAR: 10,
    ValueKind.DATE: 14,
    ValueKind.TEXT: 34,
    ValueKind.TEXTS: 28,
    ValueKind.CHOICE: 20,
    ValueKind.CRITERION: 14,
}
_FORMATS = {
    ValueKind.WHOLE: "#,##0",
    ValueKind.DECIMAL: "General",
    ValueKind.YEAR: "0",
    ValueKind.DATE: "dd/mm/yyyy",
}
_TEXT_FORMAT = "@"


class Columns(Struct, frozen=True):
    """The heads of the columns of values: the period before, if it is known, and this one."""

    before: str
    now: str


def office_workbook(
    sheet: OfficeSheet,
    identity: SheetIdentity,
    heads: Columns,
    before: FiguresBefore | None,
) -> bytes:
    """Return the workbook of an office. `before` are the figures of the period before."""
    return _Writer(sheet, identity, heads, before).written()


class _Writer(Struct):
    sheet: OfficeSheet
    identity: SheetIdentity
    heads: Columns
    earlier: FiguresBefore | None
    book: Workbook = field(default_factory=Workbook)
    cells: Cells = field(default_factory=Cells)
    looks: Looks = field(default_factory=Looks)
    _choices: dict[tuple[str, ...], str] = {}
    _ruled: dict[tuple[str, tuple[tuple[str, Any], ...]], list[tuple[int, int]]] = {}

    def written(self) -> bytes:
        self.book.remove(self.book.worksheets[0])
        values = self.book.create_sheet(VALUES_SHEET)
        lists = [(self._list_sheet(table), table) for table in self.sheet.tables]
        listed = self.book.create_sheet(CHOICES_SHEET)
        for page, table in lists:
            self._write_list(page, table)
        self._write_values(values)
        self._write_rules()
        for number_of, (choices, _) in enumerate(self._choices.items(), start=1):
            for row, choice in enumerate(choices, start=1):
                put_text(_cell(listed, row, number_of), choice)
        listed.sheet_state = "hidden"
        self._write_identity()
        return workbook_bytes(self.book)

    def _list_sheet(self, table: RecordTable) -> Worksheet:
        """Return a sheet for a list, called by its label and by no name that is taken."""
        taken = (*self.book.sheetnames, CHOICES_SHEET, IDENTITY_SHEET)
        page: Worksheet = self.book.create_sheet(sheet_name(table.name, taken))
        return page

    def _write_identity(self) -> None:
        page = self.book.create_sheet(IDENTITY_SHEET)
        for row, line in enumerate(self.identity.rows(), start=1):
            for column, text in enumerate(line, start=1):
                put_text(_cell(page, row, column), text)
        page.sheet_state = "veryHidden"

    def _write_values(self, page: Worksheet) -> None:
        heads = {
            _NUMBER: "TT",
            _LABEL: "Chỉ tiêu",
            _UNIT: "Đơn vị tính",
            _BEFORE: self.heads.before,
            _VALUE: self.heads.now,
            _NOTE: "Ghi chú",
        }
        for column, head in heads.items():
            self._put_text(_cell(page, _HEAD_ROW, column), head, _HEAD)
        for column, width in _WIDTHS.items():
            page.column_dimensions[get_column_letter(column)].width = width
        self._begin(page, _GUIDANCE, _NOTE)
        _cell(page, _KEYS_ROW, _PATH).value = PATH_COLUMN
        _cell(page, _KEYS_ROW, _LABEL).value = LABEL_COLUMN
        _cell(page, _KEYS_ROW, _UNIT).value = UNIT_COLUMN
        _cell(page, _KEYS_ROW, _VALUE).value = VALUE_COLUMN
        _cell(page, _KEYS_ROW, _NOTE).value = NOTE_COLUMN
        page.row_dimensions[_KEYS_ROW].hidden = True
        page.column_dimensions[get_column_letter(_PATH)].hidden = True
        page.column_dimensions[get_column_letter(_BEFORE)].hidden = not self.heads.before
        first = _HEAD_ROW + 1
        for row, each in enumerate(self.sheet.rows, start=first):
            if isinstance(each, InputValue):
                reference = f"{quote_sheetname(VALUES_SHEET)}!$E${row}"
                self.cells.values[each.path] = reference
                if each.kind is ValueKind.TEXTS and each.span is not None:
                    number_of = len(each.text.split("\n"))
                    self.cells.lists[each.span] = number_of, _lines_in(reference)
        counted = 0
        for row, each in enumerate(self.sheet.rows, start=first):
            if isinstance(each, Heading):
                for column in range(_NUMBER, _NOTE + 1):
                    self._put_text(_cell(page, row, column), "")
                look = replace(_WORDS, is_bold=True, indent=each.depth)
                self._put_text(_cell(page, row, _LABEL), each.label, look)
                continue
            counted += 1
            if isinstance(each, InputValue):
                self._write_value(page, row, each, counted)
            else:
                self._write_computed(page, row, each, counted)
        page.freeze_panes = f"C{_HEAD_ROW + 1}"
        page.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
        page.print_area = f"A1:{get_column_letter(_NOTE)}{max(page.max_row, _HEAD_ROW)}"

    def _write_value(self, page: Worksheet, row: int, each: InputValue, counted: int) -> None:
        self._put_number(_cell(page, row, _NUMBER), str(counted), _AMOUNT)
        self._put_text(_cell(page, row, _LABEL), each.label, replace(_WORDS, indent=1))
        self._put_text(_cell(page, row, _UNIT), unit_shown(each))
        self._put_number(_cell(page, row, _BEFORE), self._then(each.path, each.unit), _AMOUNT)
        cell = _cell(page, row, _VALUE)
        self._put_value(cell, each)
        self._rule(page, each, cell, self._most(each))
        self._put_text(_cell(page, row, _NOTE), "", replace(_WORDS, is_locked=False))
        _cell(page, row, _PATH).value = written_path(each.path)
        height = max(_lines(each.label, _WIDTHS[_LABEL]), _lines(each.text, _WIDTHS[_VALUE]))
        page.row_dimensions[row].height = _LINE_HEIGHT * height

    def _write_computed(self, page: Worksheet, row: int, each: ComputedValue, counted: int) -> None:
        figure = each.figure
        words, amount = replace(_WORDS, fill=_GREY), replace(_AMOUNT, fill=_GREY)
        label = replace(words, is_italic=True, indent=1)
        then = self._then(figure.path, figure.unit)
        formula = excel_formula(figure, self.cells)
        self._put_number(_cell(page, row, _NUMBER), str(counted), amount)
        self._put_text(_cell(page, row, _LABEL), each.label, label)
        self._put_text(_cell(page, row, _UNIT), figure.unit, words)
        self._put_number(_cell(page, row, _BEFORE), then, amount)
        shown = replace(amount, number_format="#,##0.00" if figure.unit == PERCENT else "#,##0.##")
        cell = _cell(page, row, _VALUE)
        if formula is None:
            self._put_number(cell, plain_value(figure), shown)
        else:
            cell.value = formula
            self.looks.give(cell, shown)
        self._put_text(_cell(page, row, _NOTE), _AS_IT_WAS if formula is None else "", words)
        _cell(page, row, _PATH).value = COMPUTED

    def _then(self, path: Path, unit: str) -> str:
        """Return the figure of the period before, if that has one in the same unit."""
        figure = self.before.get(path)
        return plain_value(figure) if figure is not None and figure.unit == unit else ""

    def _most(self, each: InputValue) -> str | None:
        """Return the cell of the whole that a value is a part of."""
        if each.path[-1] != "numerator" or each.kind not in NUMBERS:
            return None
        return self.cells.values.get((*each.path[:-1], "denominator"))

    def _write_list(self, page: Worksheet, table: RecordTable) -> None:
        before = self._before_of_entries(table)
        width = len(table.columns) + bool(before)
        _cell(page, _LIST_KEYS_ROW, width + 1).value = f"{PATH_COLUMN}:{written_path(table.path)}"
        # Excel deletes a row of a protected sheet where none of its cells is locked.
        beyond = page.column_dimensions[get_column_letter(width + 2)]
        beyond.min, beyond.max = width + 2, _LAST_COLUMN
        beyond.protection = Protection(locked=False)
        page.row_dimensions[_LIST_KEYS_ROW].hidden = True
        page.column_dimensions[get_column_letter(width + 1)].hidden = True
        first = _LIST_HEAD_ROW + 1
        last = _LIST_HEAD_ROW + len(table.rows) + SPARE_ROWS
        heads: set[str] = set()
        shown: list[tuple[str, int]] = []
        for number_of, column in enumerate(table.columns, start=1):
            letter = get_column_letter(number_of)
            head = head_of(column)
            while head.casefold() in heads:
                head += " "
            heads.add(head.casefold())
            shown.append((head, _WIDTHS_OF_LISTS[column.kind]))
            self._put_text(_cell(page, _LIST_HEAD_ROW, number_of), head, _HEAD)
            _cell(page, _LIST_KEYS_ROW, number_of).value = f"#{table.key_of(column)}"
            page.column_dimensions[letter].width = _WIDTHS_OF_LISTS[column.kind]
            name = quote_sheetname(page.title)
            self.cells.columns[general(column.path)] = f"{name}!${letter}${first}:${letter}${last}"
        if before:
            self._put_text(_cell(page, _LIST_HEAD_ROW, width), self.heads.before, _HEAD)
            page.column_dimensions[get_column_letter(width)].width = _WIDTH_OF_BEFORE
        self._begin(page, _OF_A_LIST, width, table.label)
        page.row_dimensions[_LIST_HEAD_ROW].height = _LINE_HEIGHT * max(
            _lines(head, width_of - 2) for head, width_of in shown
        )
        if table.span is not None:
            named = next(
                (column for column in table.columns if column.kind is ValueKind.TEXT),
                table.columns[0],
            )
            self.cells.lists[table.span] = (
                len(table.rows),
                f"COUNTA({self.cells.columns[general(named.path)]})",
            )
        for row in range(first, last + 1):
            entry = table.rows[row - first] if row - first < len(table.rows) else None
            height = 1
            for number_of, column in enumerate(table.columns, start=1):
                each = column if entry is None else entry[number_of - 1]
                cell = _cell(page, row, number_of)
                self._put_value(cell, each)
                if entry is not None:
                    reference = f"{quote_sheetname(page.title)}!{cell.coordinate}"
                    self.cells.values[each.path] = reference
                self._rule(page, column, cell, _whole_beside(table, number_of, row))
                height = max(height, _lines(each.text, _WIDTHS_OF_LISTS[column.kind]))
            if before:
                said = before.get(row - first, "")
                # Locked, its row could not be deleted: it takes nothing instead.
                self._put_text(_cell(page, row, width), said, replace(_INPUT, fill=_GREY))
                self._show_only(page, _cell(page, row, width))
                height = max(height, _lines(said, _WIDTH_OF_BEFORE))
            if entry is not None:
                path = (*table.path, row - first)
                _cell(page, row, width + 1).value = written_path(path)
            self.looks.give(_cell(page, row, width + 1), Look(is_locked=False))
            page.row_dimensions[row].height = _LINE_HEIGHT * height
        area = f"A{_LIST_HEAD_ROW}:{get_column_letter(width)}{last}"
        listed = Table(displayName=f"Bang{len(self.book.worksheets)}_{_identifier(page)}", ref=area)
        listed.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        page.add_table(listed)
        page.freeze_panes = f"B{_LIST_HEAD_ROW + 1}"
        page.print_title_rows = f"{_LIST_HEAD_ROW}:{_LIST_HEAD_ROW}"
        page.print_area = f"A1:{get_column_letter(width)}{last}"

    def _before_of_entries(self, table: RecordTable) -> Mapping[int, str]:
        """Return what each entry of a list had in the period before, by the name that it bears."""
        named = next((each for each in table.columns if each.kind is ValueKind.TEXT), None)
        if self.earlier is None or named is None:
            return {}
        by_name: dict[tuple[Path, str], Figure] = {}
        for path, figure in self.earlier.figures.items():
            if general(path[: len(table.path) + 1]) == (*table.path, 0):
                entry = path[: len(table.path) + 1]
                name = self.earlier.texts.get((*entry, *table.steps_of(named)), "")
                by_name.setdefault((general(path), name), figure)
        found: dict[int, str] = {}
        for number_of, entry_now in enumerate(table.rows):
            name = next(each.text for each in entry_now if each.kind is ValueKind.TEXT)
            then = [(each, by_name.get((general(each.path), name))) for each in entry_now]
            lines = [
                f"{each.label}: {number(figure)}"
                for each, figure in then
                if figure is not None and figure.unit == each.unit
            ]
            if name and lines:
                found[number_of] = "\n".join(lines)
        return found

    @property
    def before(self) -> Mapping[Path, Figure]:
        """The figures of the period before, by path."""
        return {} if self.earlier is None else self.earlier.figures

    def _begin(self, page: Worksheet, guidance: str, width: int, label: str = "") -> None:
        """Set up a sheet: title and guidance, protection, paper."""
        title = label or self.sheet.title
        lines = (
            (f"{title} - {self.identity.period}", _TITLE),
            (f"{self.identity.unit}. {guidance}", _GUIDE),
        )
        for row, (text, look) in enumerate(lines, start=1):
            self._put_text(_cell(page, row, 1), text, look)
            page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
            characters = sum(
                page.column_dimensions[get_column_letter(n)].width for n in range(1, width + 1)
            )
            page.row_dimensions[row].height = _LINE_HEIGHT * 1.2 * _lines(text, int(characters))
        page.protection.sheet = True
        for allowed in ("formatColumns", "formatRows", "insertRows", "deleteRows", "sort"):
            setattr(page.protection, allowed, False)
        page.protection.autoFilter = False
        fit_on_a4(page)
        head = f"{self.identity.unit} - {self.identity.period}".replace("&", "&&")
        if page.oddHeader is not None and page.oddFooter is not None:  # as in each new sheet
            page.oddHeader.center.text = head
            page.oddFooter.center.text = "&P/&N"

    def _rule(self, page: Worksheet, each: InputValue, cell: Cell, most: str | None) -> None:
        """Let a cell take only what its value can be, with a prompt and an error in words."""
        said = rule_of(each, most, self._range_of(each.choices))
        key = (page.title, tuple(said.items()))
        self._ruled.setdefault(key, []).append((cell.column, cell.row))

    def _show_only(self, page: Worksheet, cell: Cell) -> None:
        """Let a cell take nothing, though it is not locked."""
        key = (page.title, tuple(NOTHING_TO_TYPE.items()))
        self._ruled.setdefault(key, []).append((cell.column, cell.row))

    def _write_rules(self) -> None:
        """Write each rule once, for all cells that it is for."""
        for (title, said), cells in self._ruled.items():
            rule = DataValidation(
                allow_blank=True, showErrorMessage=True, sqref=ranges(cells), **dict(said)
            )
            rule.showInputMessage = True
            self.book[title].add_data_validation(rule)

    def _range_of(self, choices: tuple[str, ...]) -> str:
        if not choices:
            return ""
        if choices not in self._choices:
            letter = get_column_letter(len(self._choices) + 1)
            name = quote_sheetname(CHOICES_SHEET)
            self._choices[choices] = f"{name}!${letter}$1:${letter}${len(choices)}"
        return self._choices[choices]

    def _put_value(self, cell: Cell, each: InputValue) -> None:
        """Write a value of the data into its cell, which can be typed in."""
        text = each.text
        if each.kind in NUMBERS and (value := _as_number(text)) is not None:
            cell.value = value
        elif each.kind is ValueKind.DATE and (day := _as_date(text)) is not None:
            cell.value = day
        else:
            put_text(cell, text)
        number_format = _FORMATS.get(each.kind, _TEXT_FORMAT)
        if each.qualifier and each.kind in NUMBERS:
            # In a list, no unit beside the number can tell the word that is printed before it.
            word = each.qualifier.replace('"', "")
            number_format = f'"{word} "{"#,##0.######" if "." in text else "#,##0"}'
        is_right = each.kind in NUMBERS or each.kind is ValueKind.DATE
        side = "right" if is_right else "left"
        self.looks.give(cell, replace(_INPUT, horizontal=side, number_format=number_format))

    def _put_text(self, cell: Cell, text: str, look: Look = _WORDS) -> None:
        """Write words, which are never a formula, nor one once the cell is edited."""
        put_text(cell, text)
        self.looks.give(cell, look)

    def _put_number(self, cell: Cell, text: str, look: Look) -> None:
        """Write a number; where Excel would not keep all of its digits, as words."""
        value = _as_number(text)
        if value is None:
            put_text(cell, text)
        else:
            cell.value = value
        self.looks.give(cell, look)


def _whole_beside(table: RecordTable, number_of: int, row: int) -> str | None:
    """Return the cell of the whole in the same row of a list, for the part of it."""
    column = table.columns[number_of - 1]
    if column.path[-1] != "numerator":
        return None
    whole = (*column.path[:-1], "denominator")
    at = next((n for n, each in enumerate(table.columns, start=1) if each.path == whole), None)
    return None if at is None else f"${get_column_letter(at)}{row}"


def _cell(page: Worksheet, row: int, column: int) -> Cell:
    """Return a cell of a sheet; the program merges none."""
    cell = page.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101 - see above
    return cell


def _as_number(text: str) -> int | float | None:
    """Return the number that the data writes, where Excel keeps all of its digits."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or len(value.as_tuple().digits) > MOST_DIGITS:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _as_date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def unit_shown(each: InputValue) -> str:
    """Return the unit as a sheet shows it, with the word of estimation that is printed."""
    return f"{each.unit} ({each.qualifier})" if each.qualifier else each.unit


def head_of(column: InputValue) -> str:
    """Return the head of a column of a list."""
    return f"{column.label} ({column.unit})" if _names_unit(column) else column.label


def _names_unit(column: InputValue) -> bool:
    return bool(column.unit) and f"({column.unit}" not in column.label


def _lines_in(reference: str) -> str:
    """Return the formula of the number of lines in a cell."""
    breaks = f'LEN({reference})-LEN(SUBSTITUTE({reference},CHAR(10),""))'
    return f'IF(OR({reference}="",LOWER({reference})="{NONE}"),0,{breaks}+1)'


def _lines(text: str, width: int) -> int:
    return lines_in(text, width, _MOST_LINES)


def _identifier(page: Worksheet) -> str:
    """Return the letters of a sheet's name that a table can be called by."""
    return "".join(each for each in page.title if each.isascii() and each.isalnum()) or "ds"
