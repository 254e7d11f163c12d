"""The names by which a map of a workbook calls values of the data, and a workbook communes."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from ntmreport.figure import LABEL_SEPARATOR
from ntmreport.model import COMMUNES
from ntmreport.model.key_diagnostics import without_marks
from ntmreport.model.nearest_name import nearest
from ntmreport.sheets.heading_grid import HeadingCell, folded
from ntmreport.sheets.input_rows import NUMBERS, Heading, InputValue
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ntmreport.sheets.heading_grid import HeadingGrid
    from ntmreport.sheets.input_rows import OfficeSheet
    from ntmreport.sheets.office_sheets import OfficeSheets

    Known = Mapping[str, tuple[str, InputValue]]
    """The name of the office's file and the value, by each name of the value."""

_SHORT = frozenset({"value", "text", "texts"})
"""The last keys of an indicator's path that need not be written."""

FIGURES = "figures"
"""The key of what a commune gives of the unit's figures."""

_LEVEL = re.compile(r"^(?:xã|thị trấn|phường|đặc khu|thôn|bản|tổ dân phố|x\.|tt\.?|p\.)\s*")
_NO_LETTERS = re.compile(r"[\W_]+")


class ValueNames:
    """The values of a period by their names: paths, and labels from the file's title down."""

    def __init__(self, now: OfficeSheets, communes: CommuneNames) -> None:
        """Take the values as the data has them `now`; those of `communes` are asked for by file."""
        self._now = now
        self.of_unit = self._of_unit(communes)
        self._of_communes: dict[str, Known] = {}

    def _of_unit(self, communes: CommuneNames) -> Known:
        named = [
            (names, (office, value))
            for office, sheet in self._now.sheets.items()
            if office not in communes.titles
            for names, value in _named_values(sheet)
        ]
        return _known(named)

    def of_commune(self, office: str) -> Known:
        """Return the values of a commune's file, by the path within it and by label."""
        if office not in self._of_communes:
            named: list[tuple[Sequence[str], tuple[str, InputValue]]] = []
            for names, value in _named_values(self._now.sheets[office]):
                own = [written_path(value.path[1:])]
                if value.path[1] == FIGURES:
                    own += self._now.keys_of(str(value.path[2]))
                named.append(([*own, *names], (office, value)))
            self._of_communes[office] = _known(named)
        return self._of_communes[office]


class CommuneNames:
    """The communes that have a file of their own, by how workbooks call them.

    `titles` are their names by the names of their files.
    """

    def __init__(self, now: OfficeSheets) -> None:
        """Take the communes of the period."""
        own = f"{COMMUNES}/"
        self.titles: Mapping[str, str] = {
            office: sheet.title for office, sheet in now.sheets.items() if office.startswith(own)
        }
        self._offices = {commune_name(title): office for office, title in self.titles.items()}

    def office_of(self, text: str) -> str | None:
        """Return the file of the commune that a text names, if it names one and nothing else."""
        return self._offices.get(commune_name(text))

    def offices_in(self, text: str) -> list[str]:
        """Return the files of the communes whose names stand in a text; of a name in another, none.

        What is written without marks is understood, where no name has them.
        """
        for plain in (_small, without_marks):
            said = f" {_words(plain(text))} "
            names = {_words(plain(title)): office for office, title in self.titles.items()}
            found = [name for name in names if f" {name} " in said]
            whole = [
                name
                for name in found
                if not any(name != other and f" {name} " in f" {other} " for other in found)
            ]
            if whole:
                return [names[name] for name in whole]
        return []

    def rows_in(self, grid: HeadingGrid) -> tuple[int, Mapping[str, Sequence[HeadingCell]]]:
        """Return the column with the names of communes, and the rows of each by its file."""
        columns: dict[int, dict[str, list[HeadingCell]]] = defaultdict(lambda: defaultdict(list))
        for (line, column), text in grid.texts.items():
            office = self.office_of(text)
            if office is not None:
                columns[column][office].append(HeadingCell(line, column, line, column))
        column = max(columns, key=lambda each: (len(columns[each]), -each), default=0)
        return column, columns[column] if column else {}

    def near(self, text: str, among: Sequence[str] | None = None) -> str | None:
        """Return the name of the commune that a text may mean, of those with the files `among`."""
        if self.office_of(text) is not None:
            return None
        known = {
            name: self.titles[office]
            for name, office in self._offices.items()
            if among is None or office in among
        }
        found = nearest(commune_name(text), known)
        return None if found is None else known[found]


def commune_name(text: str) -> str:
    """Return the name of a commune as names are compared: without the word for its level."""
    return _LEVEL.sub("", folded(text))


def _small(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _words(text: str) -> str:
    return _NO_LETTERS.sub(" ", text).strip()


def _known(named: Iterable[tuple[Sequence[str], tuple[str, InputValue]]]) -> Known:
    """Return values by their names; what is the name of several is that of none."""
    known: dict[str, tuple[str, InputValue] | None] = {}
    for names, value in named:
        for name in dict.fromkeys(names):
            known[name] = None if name in known else value
    return {name: value for name, value in known.items() if value is not None}


def _named_values(sheet: OfficeSheet) -> Iterator[tuple[list[str], InputValue]]:
    """Yield the values of a file with the names that a map can have for them."""
    for each, label in labelled_values(sheet):
        yield _names(each, label), each
    for table in sheet.tables:
        for row in table.rows:
            called = next((each.text for each in row if each.text and each.kind not in NUMBERS), "")
            for each in row:
                names = _names(each, LABEL_SEPARATOR.join([table.label, called, each.label]))
                by_name = f"{written_path(table.path)}[{called}].{table.key_of(each)}"
                yield [*names, by_name] if called else names, each


def labelled_values(sheet: OfficeSheet) -> Iterator[tuple[InputValue, str]]:
    """Yield the values of a file outside of its lists, with their labels from its title down."""
    above: list[str] = [sheet.title]
    for each in sheet.rows:
        if isinstance(each, Heading):
            above = [*above[: each.depth + 1], each.label]
        elif isinstance(each, InputValue):
            yield each, LABEL_SEPARATOR.join([*above, each.label])


def _names(value: InputValue, label: str) -> list[str]:
    names = [written_path(value.path), folded(label)]
    if value.path[-1] in _SHORT:
        names.insert(1, written_path(value.path[:-1]))
    return names
