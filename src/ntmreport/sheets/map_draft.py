"""A draft of the map of a workbook that people keep: its cells whose numbers the data has already.

A number that stands once in the data and once in the workbook is taken to be the same; a person
looks the draft over. A cell is named by headings that lead to it and to no other, else by itself.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal, InvalidOperation
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct
from openpyxl.utils import get_column_letter

from ntmreport.figure import LABEL_SEPARATOR
from ntmreport.figure.unit_conversion import factor_between
from ntmreport.figure.unit_spelling import right_unit
from ntmreport.model.kept_workbooks import OF_ROWS
from ntmreport.sheets.heading_grid import HeadingGrid, folded
from ntmreport.sheets.heading_search import place_in_line, place_of
from ntmreport.sheets.input_rows import NUMBERS, InputValue, ValueKind
from ntmreport.sheets.mapped_names import FIGURES, CommuneNames, labelled_values
from ntmreport.sheets.workbook_cells import SheetCells
from ntmreport.span import written_path
from ntmreport.starting.yaml_edits import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.sheets.heading_grid import HeadingCell, Place
    from ntmreport.sheets.office_sheets import OfficeSheets
    from ntmreport.sheets.workbook_cells import ReturnedCell, WorkbookCells

_FEWEST_DIGITS = 3
"""A number of fewer digits stands in a workbook for many things."""

_SCALES = (0, 3, -3, 6, -6, 9, -9, 4, -4)
"""The powers of ten between units of a kind."""

_SIGNIFICANT = 15
_FEWEST_COMMUNES = 3
_MOST_GROUPS = 8
_YEAR = "{year}"


class DraftedValue(Struct, frozen=True):
    """A cell that seems to hold a value of the data, with the headings that lead to it."""

    value: InputValue
    label: str
    sheet: str
    cell: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    unit: str


class DraftedColumn(Struct, frozen=True):
    """A column that seems to hold what the communes give of a figure."""

    key: str
    label: str
    sheet: str
    letters: str
    columns: tuple[str, ...]


def drafted_map(book: WorkbookCells, file: str, now: OfficeSheets) -> str | None:
    """Return the lines of workbooks.yaml for a workbook; None where no number is found."""
    titles = [page.title for page in book.written.worksheets if page.sheet_state == "visible"]
    drafted = _drafted(book, titles, now)
    of_communes = _of_communes(book, titles, now)
    if not drafted and not of_communes:
        return None
    name = PurePosixPath(file).name.replace(now.year, _YEAR)
    lines = ["workbooks:"]
    if drafted:
        lines += [f"  - file: {_text(name)}", "    values:"]
    for each in drafted:
        said = each.label.replace("#", " ")
        lines += [
            f"      # {said}: {each.value.text} ({each.cell})",
            f"      - indicator: {_text(written_path(each.value.path))}",
        ]
        entries: dict[str, str] = {}
        if len(titles) > 1:
            entries["sheet"] = _text(each.sheet.replace(now.year, _YEAR))
        if each.rows:
            entries["row"] = _steps(each.rows, now.year)
            if each.columns:
                entries["column"] = _steps(each.columns, now.year)
        else:
            entries["cell"] = each.cell
        if each.unit:
            entries["unit"] = _text(each.unit)
        lines += [f"        {key}: {text}" for key, text in entries.items()]
    if of_communes:
        lines += [f"  - file: {_text(name)}", f"    commune: {OF_ROWS}", "    values:"]
    for column in of_communes:
        lines += [f"      # {column.label} ({column.letters})"]
        lines += [f"      - indicator: {_text(column.key)}"]
        if len(titles) > 1:
            lines.append(f"        sheet: {_text(column.sheet.replace(now.year, _YEAR))}")
        lines.append(f"        column: {_steps(column.columns, now.year)}")
    return "\n".join([*lines, ""])


def _of_communes(
    book: WorkbookCells, titles: Sequence[str], now: OfficeSheets
) -> list[DraftedColumn]:
    """Return the columns of the sheets that have what the communes give, a row for each."""
    communes = CommuneNames(now)
    known: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    for office in communes.titles:
        for value, _ in labelled_values(now.sheets[office]):
            if _is_number(value) and value.path[1] == FIGURES:
                amount = Decimal(value.text)
                known[str(value.path[2]), value.label][office] = amount
    found: list[DraftedColumn] = []
    for title in titles:
        grid = HeadingGrid(book.shown[title])
        cells = SheetCells(book.written[title], book, title)
        names_in, rows = communes.rows_in(grid)
        if len(rows) < _FEWEST_COMMUNES or any(len(each) > 1 for each in rows.values()):
            continue
        lines = {office: each[0] for office, each in rows.items()}
        for column in sorted({column for _, column in grid.texts if column > names_in}):
            amounts = {
                office: _amount(cells.cell(row.first_line, column)) for office, row in lines.items()
            }
            keys = [key for key, values in known.items() if _are_alike(amounts, values)]
            first = next(iter(lines.values()))
            heads = _heads_of_column(grid, first, column)
            if len(keys) == 1 and heads:
                (key, label), letters = keys[0], get_column_letter(column)
                found.append(DraftedColumn(key, label, title, letters, heads))
    return found


def _are_alike(amounts: Mapping[str, Decimal | None], values: Mapping[str, Decimal]) -> bool:
    """Return whether a column has what most communes give of a figure."""
    same = sum(amounts.get(office) == value for office, value in values.items())
    return same >= _FEWEST_COMMUNES and same * 5 >= len(values) * 4


def _heads_of_column(grid: HeadingGrid, row: HeadingCell, column: int) -> tuple[str, ...]:
    """Return the headings of a column that lead to its cell in a row; none where none do."""
    place = row.first_line, column
    heads = [text for text in grid.heads_over(place) if _letters(text) or _is_year(text)]
    ways = [(head,) for head in heads[:1]]
    for columns in (*ways, *((outer, heads[0]) for outer in heads[1:_MOST_GROUPS])):
        if place_in_line(grid, row, columns) == place:
            return columns
    return ()


def _drafted(book: WorkbookCells, titles: Sequence[str], now: OfficeSheets) -> list[DraftedValue]:
    """Return the values of the data that stand in one cell of the sheets, in the data's order."""
    known = list(_known(now))
    by_amount: dict[Decimal, list[int]] = defaultdict(list)
    for at, (value, _) in enumerate(known):
        by_amount[Decimal(value.text).normalize()].append(at)
    found: dict[int, list[DraftedValue]] = defaultdict(list)
    for title in titles:
        grid = HeadingGrid(book.shown[title])
        cells = SheetCells(book.written[title], book, title)
        for place in list(grid.texts):
            amount = _amount(cells.cell(*place))
            if amount is None:
                continue
            rows, columns = _headings(grid, place)
            shown = right_unit(grid.unit_of(place, (*reversed(columns), *reversed(rows))))
            for at, unit in _meant(amount, shown, by_amount, known):
                value, label = known[at]
                if _digits(value.text) >= _FEWEST_DIGITS or _is_named(label, rows):
                    cell = f"{get_column_letter(place[1])}{place[0]}"
                    drafted = DraftedValue(value, label, title, cell, rows, columns, unit)
                    found[at].append(drafted)
    return [only for at in sorted(found) for only in found[at] if len(found[at]) == 1]


def _known(now: OfficeSheets) -> Iterator[tuple[InputValue, str]]:
    """Yield the numbers that the unit's own files have, with their labels."""
    communes = CommuneNames(now).titles
    for office, sheet in now.sheets.items():
        if office not in communes:
            yield from ((each, label) for each, label in labelled_values(sheet) if _is_number(each))


def _is_number(value: InputValue) -> bool:
    if value.kind not in NUMBERS or value.kind is ValueKind.YEAR:
        return False
    try:
        return bool(Decimal(value.text))
    except InvalidOperation:
        return False


def _amount(cell: ReturnedCell) -> Decimal | None:
    """Return the number in a cell; None where it holds something else."""
    if isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return None
    amount = Decimal(f"{cell.value:.{_SIGNIFICANT}g}")
    return amount * 100 if "%" in cell.number_format else amount


def _meant(
    amount: Decimal,
    shown: str,
    by_amount: Mapping[Decimal, Sequence[int]],
    known: Sequence[tuple[InputValue, str]],
) -> Iterator[tuple[int, str]]:
    """Yield the one value that a number may be, and the unit that it is in, if that is another."""
    for scale in _SCALES:
        fitting: list[int] = []
        for at in by_amount.get(amount.scaleb(scale).normalize(), ()):
            factor = factor_between(shown, known[at][0].unit) if shown else None
            if factor == Decimal(1).scaleb(scale) or (not scale and factor is None):
                fitting.append(at)
        if len(fitting) == 1:
            yield fitting[0], shown if scale else ""


def _headings(grid: HeadingGrid, place: Place) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return headings that lead to a cell: as few as it takes; none where none do."""
    names = [text for text in grid.texts_left_of(place) if len(_letters(text)) > 1]
    if not names:
        return (), ()
    name = names[0]
    groups = [text for text in grid.texts_above(place[0], name) if _letters(text)][:_MOST_GROUPS]
    heads = [text for text in grid.heads_over(place) if _letters(text) or _is_year(text)]
    heads = heads[:_MOST_GROUPS]
    ways: list[tuple[str, ...]] = [(head,) for head in heads[:1]]
    ways += [(outer, heads[0]) for outer in heads[1:]]
    for rows in ((name,), *((group, name) for group in groups)):
        for columns in (*ways, ()):
            if place_of(grid, rows, columns) == place:
                return rows, columns
    return (), ()


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _is_year(text: str) -> bool:
    return len(text) == len("2021") and text.isdigit() and text[:2] in {"19", "20"}


def _digits(text: str) -> int:
    """Return the number of a number's digits, without zeros at either end."""
    return len(text.replace(".", "").strip("0-"))


def _is_named(label: str, rows: Sequence[str]) -> bool:
    """Return whether the heading of a row is the last part of a label."""
    return bool(rows) and folded(rows[-1]) == folded(label.rpartition(LABEL_SEPARATOR)[2])


def _text(text: str) -> str:
    return quoted(" ".join(text.split()))


def _steps(headings: Sequence[str], year: str) -> str:
    texts = [_text(each.replace(year, _YEAR)) for each in headings]
    if len(texts) == 1:
        return texts[0]
    marked = (each if each.startswith('"') else f'"{each}"' for each in texts)
    return f"[{', '.join(marked)}]"
