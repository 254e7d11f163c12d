"""From a workbook that an office or commune keeps, and the map of it, to cells by their paths."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct, field
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.figure.unit_conversion import factor_between, units_like
from ntmreport.figure.unit_spelling import right_unit
from ntmreport.language import Bilingual, to_write
from ntmreport.model import COMMUNES
from ntmreport.model.kept_workbooks import OF_FILE_NAME, OF_ROWS, OF_SHEET_NAME
from ntmreport.model.nearest_name import nearest
from ntmreport.sheets.heading_grid import HeadingCell, HeadingGrid, folded
from ntmreport.sheets.heading_search import NotFound, place_in_line, place_of
from ntmreport.sheets.input_rows import NUMBERS, InputValue
from ntmreport.sheets.mapped_names import CommuneNames, ValueNames
from ntmreport.sheets.workbook_cells import SheetCells
from ntmreport.span import start_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ntmreport.diagnostic import Rule
    from ntmreport.model.field_types import Text
    from ntmreport.model.kept_workbooks import KeptWorkbook, MappedValue
    from ntmreport.sheets.mapped_names import Known
    from ntmreport.sheets.office_sheets import OfficeSheets
    from ntmreport.sheets.workbook_cells import ReturnedCell, WorkbookCells
    from ntmreport.span import Path, Span

_MOST_NAMED = 5
_MOST_COMPARED = 200
_MOST_UNKNOWN = 50
"""For how many names a near one is looked for."""


class MappedCells(Struct):
    """The cells of a kept workbook by the names of the offices' files and the paths of values."""

    offices: dict[str, dict[Path, list[ReturnedCell]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    diagnostics: list[Diagnostic] = []


def maps_for(file: str, maps: Sequence[KeptWorkbook], year: str) -> list[KeptWorkbook]:
    """Return the maps that are for a workbook, by the name of its file."""
    name = _name(PurePosixPath(file).name)
    return [
        each
        for each in maps
        if fnmatchcase(name, _name(_in_year(str(each.file), year)).replace("[", "[[]"))
    ]


def near_map(file: str, maps: Sequence[KeptWorkbook], year: str) -> Text | None:
    """Return the pattern that the name of a workbook was most likely meant to fit, if one is."""
    patterns = {_name(_in_year(str(each.file), year)): each.file for each in maps}
    near = nearest(_name(PurePosixPath(file).name), patterns)
    return None if near is None else patterns[near]


def mapped_cells(
    book: WorkbookCells, file: str, maps: Sequence[KeptWorkbook], now: OfficeSheets, year: str
) -> MappedCells:
    """Return what `maps` say of a workbook that spans call `file`."""
    found = MappedCells()
    reader = _Reader(book, file, now, year, found)
    for each in maps:
        reader.read(each)
    return found


def _name(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _in_year(text: str, year: str) -> str:
    return text.replace("{year}", year)


class _Reader:
    """The reading of one workbook by its maps; what is found is added to `found`."""

    def __init__(
        self, book: WorkbookCells, file: str, now: OfficeSheets, year: str, found: MappedCells
    ) -> None:
        self.book = book
        self.file = file
        self.now = now
        self.year = year
        self.found = found
        self._grids: dict[str, HeadingGrid] = {}
        self._unknown = 0
        self._communes = CommuneNames(now)
        self._names = ValueNames(now, self._communes)

    def read(self, map_: KeptWorkbook) -> None:
        """Read all values of a map."""
        place = None if map_.commune is None else map_.commune.value
        if place is None:
            for value in map_.values:
                self._take(
                    value, self._page(value.sheet or map_.sheet, map_), None, self._names.of_unit
                )
            return
        if not self._communes.titles:
            self._tell(
                catalogue.WORKBOOK_MAP,
                map_.commune,
                Bilingual(
                    f"dữ liệu không có tệp của xã nào trong {COMMUNES}/",
                    f"the data has no commune's file in {COMMUNES}/",
                ),
                Bilingual("bỏ dòng “commune: …”", "delete the line `commune: …`"),
            )
        elif place == OF_ROWS:
            self._read_rows(map_)
        elif place == OF_SHEET_NAME:
            self._read_sheets(map_)
        else:
            self._read_of_one(map_, place)

    def _read_of_one(self, map_: KeptWorkbook, place: str) -> None:
        """Read a workbook that is one commune's, whose name its own name or a cell gives."""
        if place == OF_FILE_NAME:
            named, span = PurePosixPath(self.file).stem, start_of(self.file)
            offices = self._communes.offices_in(named)
        else:
            page = self._page(map_.sheet, map_)
            if page is None:
                return
            cell = self._cells(page).cell(*_line_and_column(place))
            named, span = str(cell.value or ""), cell.span
            office = self._communes.office_of(named)
            offices = [office] if office is not None else self._communes.offices_in(named)
        if len(offices) != 1:
            self._tell_commune(named, offices, span)
            return
        for value in map_.values:
            page = self._page(value.sheet or map_.sheet, map_)
            self._take(value, page, None, self._names.of_commune(offices[0]))

    def _read_sheets(self, map_: KeptWorkbook) -> None:
        """Read a workbook that has a sheet for each commune."""
        there: set[str] = set()
        for title in self.book.written.sheetnames:
            office = self._communes.office_of(title)
            if office is not None:
                there.add(office)
                for value in map_.values:
                    self._take(value, title, None, self._names.of_commune(office))
        self._tell_lacking(there, start_of(self.file), self.book.written.sheetnames)

    def _read_rows(self, map_: KeptWorkbook) -> None:
        """Read sheets that have a row for each commune."""
        by_page: dict[str, list[MappedValue]] = defaultdict(list)
        for value in map_.values:
            page = self._page(value.sheet or map_.sheet, map_)
            if page is not None:
                by_page[page].append(value)
        for page, values in by_page.items():
            grid = self._grid(page)
            column, rows = self._communes.rows_in(grid)
            span = start_of(self._called(page))
            for office, lines in rows.items():
                if len(lines) > 1:
                    cells = ", ".join(str(line) for line in lines)
                    self._tell_at(
                        catalogue.HEADING_NOT_FOUND,
                        span,
                        Bilingual(
                            f"xã {self._communes.titles[office]} có {len(lines)} hàng: {cells}",
                            f"{self._communes.titles[office]} has {len(lines)} rows: {cells}",
                        ),
                        _ONE_ROW,
                    )
                    continue
                for value in values:
                    self._take(value, page, lines[0], self._names.of_commune(office))
            self._tell_lacking(rows.keys(), span, grid.texts_in(column))

    def _take(
        self,
        value: MappedValue,
        page: str | None,
        row: HeadingCell | None,
        known: Known,
    ) -> None:
        """Take the cell of one value, or tell why there is none."""
        asked = self._asked(value, known)
        if asked is None or page is None:
            return
        office, wanted = asked
        grid = self._grid(page)
        if value.cell is not None:
            place: tuple[int, int] | NotFound = _line_and_column(value.cell.value)
        elif row is not None:
            place = place_in_line(grid, row, self._steps(value.column))
        else:
            place = place_of(grid, self._steps(value.row), self._steps(value.column))
        if isinstance(place, NotFound):
            at = value.column if place.is_column or value.row is None else value.row
            self._tell(
                catalogue.HEADING_NOT_FOUND,
                _last(at),
                Bilingual(f"{self.file}: {place.message.vi}", f"{self.file}: {place.message.en}"),
                place.hint,
            )
            return
        unit = self._unit(value, wanted, grid, place, row)
        if unit is not None:
            cell = self._cells(page).cell(*place)
            self.found.offices[office][wanted.path].append(cell.in_unit(unit))

    def _unit(
        self,
        value: MappedValue,
        asked: InputValue,
        grid: HeadingGrid,
        place: tuple[int, int],
        row: HeadingCell | None,
    ) -> str | None:
        """Return the unit of a cell, "" for that of the value; None where that is not clear."""
        if asked.kind not in NUMBERS:
            return ""
        said = "" if value.unit is None else right_unit(value.unit.value)
        if said and factor_between(said, asked.unit) is None and said != asked.unit:
            listed = ", ".join(units_like(asked.unit)) or asked.unit
            self._tell(
                catalogue.WORKBOOK_MAP,
                value.unit,
                Bilingual(
                    f"không đổi được “{said}” sang “{asked.unit}”",
                    f"`{said}` cannot be converted to `{asked.unit}`",
                ),
                Bilingual(f"các đơn vị đổi được: {listed}", f"units that can be: {listed}"),
            )
            return None
        shown = self._unit_shown(value, grid, place, row)
        factor = factor_between(shown, said or asked.unit) if shown else None
        if factor is not None and factor != 1:
            self._tell(
                catalogue.WORKBOOK_MAP,
                value.unit or value.indicator,
                Bilingual(
                    f"tệp Excel ghi đơn vị “{shown}”, ở đây là “{said or asked.unit}”",
                    f"the workbook says `{shown}`, and here it is `{said or asked.unit}`",
                ),
                to_write(shown)
                if said
                else Bilingual(f"thêm dòng “unit: {shown}”", f"add a line `unit: {shown}`"),
            )
            return None
        return "" if said == asked.unit else said

    def _unit_shown(
        self,
        value: MappedValue,
        grid: HeadingGrid,
        place: tuple[int, int],
        row: HeadingCell | None,
    ) -> str:
        """Return the unit that a sheet gives of a cell, as units are written."""
        heads = [*reversed(self._steps(value.column)), *reversed(self._steps(value.row))]
        if row is not None:
            heads.append(grid.texts[row.first_line, row.first_column])
        found = grid.unit_of(place, heads)
        return right_unit(found) if found else ""

    def _asked(self, value: MappedValue, known: Known) -> tuple[str, InputValue] | None:
        """Return the office and the value that an indicator's path or label names."""
        written = value.indicator.value.strip()
        asked = known.get(written) or known.get(folded(written))
        if asked is not None:
            return asked
        self._unknown += 1
        is_looked_for = self._unknown <= _MOST_UNKNOWN
        below = [name for name in known if is_looked_for and name.startswith(f"{written}.")]
        hint: Bilingual | None = None
        if below:
            listed = ", ".join(below[:_MOST_NAMED])
            hint = Bilingual(f"nêu một giá trị ghi vào dữ liệu: {listed}", f"name one of {listed}")
        elif is_looked_for and (near := nearest(written, known)) is not None:
            hint = to_write(near)
        else:
            hint = Bilingual(
                "đường dẫn như ở cột cuối của ntmreport figures", "see: ntmreport figures"
            )
        self._tell(
            catalogue.WORKBOOK_MAP,
            value.indicator,
            Bilingual(
                f"không có giá trị “{written}” để ghi vào dữ liệu",
                f"the data has no value `{written}` to be written",
            ),
            hint,
        )
        return None

    def _steps(self, headings: Text | tuple[Text, ...] | None) -> list[str]:
        if headings is None:
            return []
        listed = headings if isinstance(headings, tuple) else (headings,)
        return [_in_year(each.value, self.year) for each in listed]

    def _page(self, named: Text | None, map_: KeptWorkbook) -> str | None:
        """Return the title of a sheet; without a name that of the only one, or tell it."""
        titles = [
            each.title for each in self.book.written.worksheets if each.sheet_state == "visible"
        ]
        if named is None:
            if len(titles) == 1:
                return titles[0]
            listed = ", ".join(f"“{each}”" for each in titles[:_MOST_NAMED])
            self._tell(
                catalogue.HEADING_NOT_FOUND,
                map_.file,
                Bilingual(
                    f"{self.file} có {len(titles)} trang: {listed}",
                    f"{self.file} has {len(titles)} sheets: {listed}",
                ),
                Bilingual("thêm dòng “sheet: tên trang”", "add a line `sheet: name`"),
            )
            return None
        wanted = folded(_in_year(named.value, self.year))
        every = {folded(each.title): each.title for each in self.book.written.worksheets}
        if wanted in every:
            return every[wanted]
        near = nearest(wanted, every)
        self._tell(
            catalogue.HEADING_NOT_FOUND,
            named,
            Bilingual(
                f"{self.file} không có trang “{named}”", f"{self.file} has no sheet `{named}`"
            ),
            to_write(every[near])
            if near is not None
            else Bilingual(
                f"các trang: {', '.join(titles[:_MOST_NAMED])}",
                f"its sheets: {', '.join(titles[:_MOST_NAMED])}",
            ),
        )
        return None

    def _grid(self, title: str) -> HeadingGrid:
        if title not in self._grids:
            self._grids[title] = HeadingGrid(self.book.shown[title])
        return self._grids[title]

    def _cells(self, title: str) -> SheetCells:
        return SheetCells(self.book.written[title], self.book, self._called(title))

    def _called(self, title: str) -> str:
        """Return what spans call a sheet: the workbook alone where it has no other."""
        is_only = len(self.book.written.sheetnames) == 1
        return self.file if is_only else f"{self.file}!{title}"

    def _tell_commune(self, named: str, offices: Sequence[str], span: Span) -> None:
        listed = ", ".join(self._communes.titles[each] for each in offices)
        near = self._communes.near(named)
        hint = Bilingual(f"có phải “{near}” không?", f"is it `{near}`?") if near else _AS_DECLARED
        self._tell_at(
            catalogue.HEADING_NOT_FOUND,
            span,
            Bilingual(f"“{named}” có tên nhiều xã: {listed}", f"`{named}` names several: {listed}")
            if offices
            else Bilingual(f"không có xã nào tên là “{named}”", f"no commune is called `{named}`"),
            hint,
        )

    def _tell_lacking(
        self,
        there: Collection[str],
        span: Span,
        texts: Sequence[str],
    ) -> None:
        """Tell which communes a workbook does not have, and what may be meant for them."""
        titles = self._communes.titles
        lacking = [office for office in titles if office not in there]
        if not lacking:
            return
        listed = ", ".join(titles[each] for each in lacking[:_MOST_NAMED])
        more = ", …" if len(lacking) > _MOST_NAMED else ""
        near = {text: self._communes.near(text, lacking) for text in texts[:_MOST_COMPARED]}
        asked = "; ".join(f"“{text}” → “{meant}”" for text, meant in near.items() if meant)
        self._tell_at(
            catalogue.SHEET_ROW_LOST,
            span,
            Bilingual(
                f"không có số liệu của {len(lacking)} xã: {listed}{more}",
                f"communes without values: {len(lacking)}: {listed}{more}",
            ),
            Bilingual(f"sửa tên xã: {asked}", f"mend the name: {asked}") if asked else None,
        )

    def _tell(
        self,
        rule: Rule,
        at: Text | None,
        message: Bilingual,
        hint: Bilingual | None,
    ) -> None:
        """Tell what is wrong with a map, at its place in the data, once for all communes."""
        span, path = (start_of(self.file), ()) if at is None else (at.span, at.path)
        told = Diagnostic(rule, span, message, path, hint)
        if told not in self.found.diagnostics:
            self.found.diagnostics.append(told)

    def _tell_at(self, rule: Rule, span: Span, message: Bilingual, hint: Bilingual | None) -> None:
        self.found.diagnostics.append(Diagnostic(rule, span, message, (), hint))


_AS_DECLARED = Bilingual(
    "ghi đúng tên xã như trong report.yaml", "write the commune as report.yaml does"
)
_ONE_ROW = Bilingual("mỗi xã một hàng trong trang", "each commune has one row in a sheet")


def _last(headings: Text | tuple[Text, ...] | None) -> Text | None:
    return headings[-1] if isinstance(headings, tuple) else headings


def _line_and_column(address: str) -> tuple[int, int]:
    letters, line = coordinate_from_string(address)
    return line, column_index_from_string(letters)
