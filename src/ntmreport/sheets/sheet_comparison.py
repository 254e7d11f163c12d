"""A workbook that came back beside the data: what it changes, and all that is in the way.

Three states of a value are compared: as it was handed out, as the data has it now, and as it came
back. Where both sides have changed it, neither wins without being told to.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct, field

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual
from ntmreport.sheets.data_edits import ListChange
from ntmreport.sheets.input_rows import MET, InputValue, RecordTable, ValueKind
from ntmreport.sheets.office_workbook import head_of, unit_shown
from ntmreport.sheets.sheet_diagnostics import (
    about_value,
    both_shortened,
    conflict,
    emptied,
    list_conflict,
    list_lost,
    row_lost,
    row_mixed,
    row_twice,
    shortened,
    stray,
    value_unknown,
)
from ntmreport.sheets.typed_values import (
    NotRead,
    comparable_text,
    entries_of,
    same_value,
    typed_value,
)
from ntmreport.sheets.workbook_cells import is_blank
from ntmreport.span import start_of, written_path

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from ntmreport.diagnostic import Rule
    from ntmreport.language import Language
    from ntmreport.sheets.data_edits import Value
    from ntmreport.sheets.input_rows import OfficeSheet
    from ntmreport.sheets.returned_workbook import ReturnedRow, ReturnedWorkbook
    from ntmreport.sheets.workbook_cells import ReturnedCell
    from ntmreport.span import Path, Span


class Resolution(Struct, frozen=True):
    """The side that is taken where both have changed a value, and the meaning of a blank cell.

    `theirs` takes what came back over what the data has changed to since, `ours` keeps the data.
    With `blanks`, a cell that was emptied takes the value away.
    """

    theirs: bool = False
    ours: bool = False
    blanks: bool = False


class SheetChange(Struct, frozen=True):
    """A change that a workbook makes: the path and label, the text before and after, its cell."""

    path: Path
    label: str
    before: str
    after: str
    span: Span


class Collected(Struct):
    """The changes of one workbook to one file. An error among `diagnostics` stops all of them.

    It `is_held` where what the same workbook changes in another file is stopped.
    """

    file: str
    office: str
    changes: list[SheetChange] = []
    values: dict[Path, Value] = {}
    lists: dict[Path, ListChange] = {}
    diagnostics: list[Diagnostic] = []
    is_held: bool = False

    @property
    def is_taken(self) -> bool:
        """True if nothing stands in the way of the changes."""
        return not self.is_held and not any(each.is_error for each in self.diagnostics)


def compare(
    one: Collected, returned: ReturnedWorkbook, sheet: OfficeSheet, resolution: Resolution
) -> None:
    """Note in `one` what a workbook changes in a file, and what is in the way."""
    _Comparison(one, returned, sheet, resolution).run()


class _Comparison(Struct):
    """The comparison of one workbook with the data."""

    one: Collected
    returned: ReturnedWorkbook
    sheet: OfficeSheet
    resolution: Resolution
    _met: dict[Path, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    _met_changed: set[Path] = field(default_factory=set)

    def run(self) -> None:
        values = {
            written_path(each.path): each
            for each in self.sheet.rows
            if isinstance(each, InputValue)
        }
        for asked in values.values():
            if asked.kind is ValueKind.CRITERION:
                self._met[asked.path[:-1]][str(asked.path[-1])] = asked.text
        if self.returned.is_kept:
            listed = [each for table in self.sheet.tables for row in table.rows for each in row]
            values |= {written_path(each.path): each for each in listed}
        for path, asked in values.items():
            self._compare(path, asked, self.returned.values.get(path, []))
        for path, cells in self.returned.values.items():
            if path not in values and not is_blank(cells[0]):
                self._add(value_unknown(cells[0]))
        for table in self.sheet.tables:
            self._compare_table(table)
        for at in self._met_changed:
            met = self._met[at]
            self.one.values[at] = tuple(number for number, text in met.items() if text == MET)
        for cell in self.returned.strays:
            self._add(stray(cell))
        for path, cell in self.returned.notes:
            label = f"{values[path].label}: " if path in values else ""
            said = shortened(str(cell.value))
            message = Bilingual(f"{label}ghi chú: {said}", f"{label}a remark: {said}")
            about = values[path].path if path in values else ()
            self.one.diagnostics.append(Diagnostic(catalogue.SHEET_NOTE, cell.span, message, about))
        self.one.diagnostics.sort(key=lambda each: each.span)

    def _compare(self, path: str, asked: InputValue, cells: Sequence[ReturnedCell]) -> None:
        """Compare the cell of one value, or the cells, where its line stands more than once."""
        handed_out = self.returned.identity.handed_out.get(path)
        if not cells:
            if handed_out is not None:
                self._add(row_lost(self.one.file, asked))
            return
        texts = {cell.span: typed_value(cell, asked, self.returned.first_day) for cell in cells}
        base = handed_out or ""
        if len({str(text) for text in texts.values()}) > 1:
            self._add(row_twice(cells, asked))
            return
        cell = cells[0]
        for label, unit in self.returned.labels.get(path, ()):
            wanted = (asked.label, unit_shown(asked))
            if not all(map(_says_the_same, (label, unit), wanted)):
                self._add(row_mixed(cell, asked, f"{label} ({unit})" if unit else label))
                return
        text = texts[cell.span]
        if isinstance(text, NotRead):
            self._tell(catalogue.SHEET_VALUE, cell, asked, text.message, text.hint)
            return
        if cell.is_formula and not self.returned.is_kept:
            self._tell(
                catalogue.SHEET_FORMULA,
                cell,
                asked,
                Bilingual(
                    f"ô là công thức, lấy kết quả đã lưu: {text}",
                    f"the cell is a formula; its stored result is taken: {text}",
                ),
                None,
            )
        self._take(cell, asked, base, text)

    def _take(self, cell: ReturnedCell, asked: InputValue, base: str, text: str) -> None:
        """Note the change of a value, or what stands against it."""
        is_untouched = not self.returned.is_kept and same_value(text, base, asked.kind)
        if is_untouched or same_value(text, asked.text, asked.kind):
            return
        self._tell_lines(cell, asked)
        if not text and not self.resolution.blanks:
            self._tell(
                catalogue.SHEET_BLANK,
                cell,
                asked,
                Bilingual(
                    f"ô để trống, số liệu đang là {shortened(asked.text)}; giữ giá trị cũ",
                    f"the cell is blank, the data has {shortened(asked.text)}, which stays",
                ),
                Bilingual(
                    "nếu đúng là bỏ giá trị này, chạy lại với --blanks",
                    "to take the value away, run again with --blanks",
                ),
            )
            return
        if not same_value(asked.text, base, asked.kind):
            if self.resolution.ours:
                return
            if not self.resolution.theirs:
                self._add(conflict(cell, asked, None if self.returned.is_kept else base, text))
                return
        self.one.changes.append(SheetChange(asked.path, asked.label, asked.text, text, cell.span))
        if asked.kind is ValueKind.CRITERION:
            self._met[asked.path[:-1]][str(asked.path[-1])] = text
            self._met_changed.add(asked.path[:-1])
        elif asked.kind is ValueKind.TEXTS:
            self.one.values[asked.path] = entries_of(text)
        else:
            self.one.values[asked.path] = text

    def _compare_table(self, table: RecordTable) -> None:
        """Compare the rows of a list: values that changed, entries that are gone or new."""
        name = written_path(table.path)
        rows = self.returned.tables.get(name)
        handed_out = self.returned.identity.handed_out
        if rows is None:
            if any(path.startswith(f"{name}[") for path in handed_out):
                self._add(list_lost(self.one.file, table))
            return
        heads = self.returned.heads.get(name, {})
        for column in table.columns:
            key = table.key_of(column)
            if rows and key in heads and not _says_the_same(heads[key], head_of(column)):
                self._add(row_mixed(rows[0].cells[key], column, heads[key]))
                return
        entries, added = self._entries_in(rows, table)
        handed = {
            path.partition("]")[0] + "]" for path in handed_out if path.startswith(f"{name}[")
        }
        gone = sorted(handed - entries.keys(), key=lambda each: int(each[len(name) + 1 : -1]))
        if not self._is_list_handed_out(table, handed):
            is_changed = (
                gone
                or added
                or not all(
                    self._is_as_handed_out(row, table, handed_out) for row in entries.values()
                )
            )
            if is_changed and not self.resolution.ours:
                self._take_whole_list(table, rows)
            return
        for asked in (each for row in table.rows for each in row):
            at = written_path(asked.path[: len(table.path) + 1])
            if at in entries and not entries[at].is_blank:
                key = table.key_of(asked)
                cell = entries[at].cells.get(key)
                path = written_path(asked.path)
                self._compare(path, asked, [] if cell is None else [cell])
        self._take_rows(table, gone, added)

    def _take_whole_list(self, table: RecordTable, rows: Sequence[ReturnedRow]) -> None:
        """Take a list as the workbook has it, where the data has another now and that is wanted.

        Nothing is to be done where the data has come to have the same.
        """
        filled = [row for row in rows if not row.is_blank]
        texts = [[self._text_of(row, column, table) for column in table.columns] for row in filled]
        now = [[cell.text for cell in row] for row in table.rows]
        kinds = [column.kind for column in table.columns]
        if sorted(map(_comparable(kinds), texts)) == sorted(map(_comparable(kinds), now)):
            return
        if not self.resolution.theirs:
            self._add(list_conflict(rows, self.one.file, table))
            return
        gone = [written_path((*table.path, at)) for at in range(len(table.rows))]
        self._take_rows(table, gone, filled)

    def _text_of(self, row: ReturnedRow, column: InputValue, table: RecordTable) -> str:
        text = self._typed(row, table.key_of(column), column)
        return text if isinstance(text, str) else text.message.vi

    def _typed(self, row: ReturnedRow, key: str, column: InputValue) -> str | NotRead:
        """Return the value in a row's column; "" where the row has no such column."""
        cell = row.cells.get(key)
        return "" if cell is None else typed_value(cell, column, self.returned.first_day)

    def _is_list_handed_out(self, table: RecordTable, handed: Collection[str]) -> bool:
        """Return whether the data still has the entries that were handed out, in their order."""
        if len(handed) != len(table.rows):
            return False
        handed_out = self.returned.identity.handed_out
        names = [cell for row in table.rows for cell in row if cell.kind is ValueKind.TEXT]
        return all(
            same_value(cell.text, handed_out.get(written_path(cell.path), ""), cell.kind)
            for cell in names
        )

    def _entries_in(
        self, rows: Sequence[ReturnedRow], table: RecordTable
    ) -> tuple[dict[str, ReturnedRow], list[ReturnedRow]]:
        """Return the rows of entries that were handed out by their path, and the new rows.

        Of a row that was copied with its path, that which is as it was handed out is the entry.
        """
        entries: dict[str, ReturnedRow] = {}
        added: list[ReturnedRow] = []
        handed_out = self.returned.identity.handed_out
        for row in rows:
            if row.is_blank:
                if self.resolution.blanks or not row.path:
                    continue
                entries.setdefault(row.path, row)
                self._add(emptied(row, table))
            elif not row.path:
                added.append(row)
            elif row.path not in entries:
                entries[row.path] = row
            else:
                other = entries[row.path]
                if self._is_as_handed_out(other, table, handed_out):
                    added.append(row)
                else:
                    entries[row.path] = row
                    added.append(other)
                    if not self._is_as_handed_out(row, table, handed_out):
                        self._add(
                            row_twice([*row.cells.values()][:1], table.columns[0], other.span)
                        )
        return entries, added

    def _is_as_handed_out(
        self, row: ReturnedRow, table: RecordTable, handed_out: Mapping[str, str]
    ) -> bool:
        for column in table.columns:
            key = table.key_of(column)
            text = self._typed(row, key, column)
            base = handed_out.get(f"{row.path}.{key}", "")
            if isinstance(text, NotRead) or not same_value(text, base, column.kind):
                return False
        return True

    def _take_rows(
        self, table: RecordTable, gone: Sequence[str], added: Sequence[ReturnedRow]
    ) -> None:
        """Note entries that are gone and new."""
        removed = tuple(int(each[len(written_path(table.path)) + 1 : -1]) for each in gone)
        for at in removed:
            before = "; ".join(each.text for each in table.rows[at] if each.text)
            span = self.returned.places.get(written_path(table.path), start_of(self.one.file))
            self.one.changes.append(SheetChange((*table.path, at), table.name, before, "", span))
        written: list[dict[tuple[str, ...], Value]] = []
        for row in added:
            values = self._new_entry(row, table)
            if not values:
                continue
            path = (*table.path, len(table.rows) - len(removed) + len(written))
            written.append(values)
            after = "; ".join(
                value if isinstance(value, str) else ", ".join(value) for value in values.values()
            )
            self.one.changes.append(SheetChange(path, table.name, "", after, row.span))
        if removed or written:
            self.one.lists[table.path] = ListChange(removed, tuple(written))

    def _new_entry(self, row: ReturnedRow, table: RecordTable) -> dict[tuple[str, ...], Value]:
        """Return the values of a new entry by their keys; what cannot be read is told."""
        values: dict[tuple[str, ...], Value] = {}
        for column in table.columns:
            key = table.key_of(column)
            text = self._typed(row, key, column)
            if isinstance(text, NotRead):
                self._tell(catalogue.SHEET_VALUE, row.cells[key], column, text.message, text.hint)
            elif text:
                self._tell_lines(row.cells[key], column)
                keys = tuple(str(step) for step in table.steps_of(column))
                is_list = column.kind is ValueKind.TEXTS
                values[keys] = entries_of(text) if is_list else text
        return values

    def _tell_lines(self, cell: ReturnedCell, asked: InputValue) -> None:
        """Tell that the lines of a single text are joined, which a report cannot keep apart."""
        lines = cell.value.strip().split("\n") if isinstance(cell.value, str) else ()
        number = sum(bool(line.strip()) for line in lines)
        if asked.kind is ValueKind.TEXT and number > 1:
            message = Bilingual(
                f"{number} dòng trong ô được nối thành một đoạn",
                f"{number} lines of the cell are joined to one paragraph",
            )
            self._tell(catalogue.SHEET_LINES, cell, asked, message, None)

    def _tell(
        self,
        rule: Rule,
        cell: ReturnedCell,
        asked: InputValue,
        message: Bilingual,
        hint: Bilingual | None,
    ) -> None:
        self._add(about_value(rule, cell, asked, message, hint))

    def _add(self, diagnostic: Diagnostic) -> None:
        self.one.diagnostics.append(diagnostic)


def _comparable(kinds: Sequence[ValueKind]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Return the function that gives a row of a list as it is compared with another."""

    def compared(texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(comparable_text(text, kind) for text, kind in zip(texts, kinds, strict=True))

    return compared


def _says_the_same(shown: str, wanted: str) -> bool:
    """Return whether a label in a sheet is the one that was handed out; a sheet may have none."""
    return not shown.strip() or shown.split() == wanted.split()


def change_lines(changes: Sequence[SheetChange], language: Language) -> Iterator[tuple[str, str]]:
    """Yield a change as its cell and what changes: label, text before and after."""
    nothing = Bilingual("(trống)", "(blank)").text(language)
    gone = Bilingual("(bỏ)", "(taken away)").text(language)
    for each in changes:
        before, after = both_shortened(each.before, each.after)
        words = f"{before if each.before else nothing} → {after if each.after else gone}"
        yield str(each.span), f"{each.label}: {words}"
