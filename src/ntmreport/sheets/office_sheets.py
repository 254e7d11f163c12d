"""From the data of a period to the sheets of its offices, and to the workbooks that carry them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.figure import Figure
from ntmreport.limits import FIRST_YEAR
from ntmreport.lineage.earlier_periods import period_before
from ntmreport.model import (
    OFFICE_MODELS,
    REPORT,
    is_commune,
    models_of,
)
from ntmreport.model.commune import Commune
from ntmreport.model.commune_totals import totalled_figures
from ntmreport.model.declared_indicators import INDICATORS, file_of, offices_of
from ntmreport.model.declared_values import by_file, digest_of_declared, unwritten
from ntmreport.model.field_walk import Group
from ntmreport.model.kept_workbooks import WORKBOOKS, KeptWorkbooks
from ntmreport.model.offices.indicators import Indicators
from ntmreport.model.offices.report import Report
from ntmreport.model.year_data import NO_KEYS
from ntmreport.pipeline import Compiler
from ntmreport.sheets.data_edits import with_changes
from ntmreport.sheets.input_rows import NUMBERS, Choices, InputValue, ValueKind, sheet_of
from ntmreport.sheets.office_workbook import Columns, office_workbook
from ntmreport.sheets.sheet_identity import SheetIdentity
from ntmreport.source import Entry, MappingNode, SourceTexts
from ntmreport.span import start_of, written_path

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.lineage.earlier_periods import FiguresBefore
    from ntmreport.pipeline import ReadYear
    from ntmreport.sheets.input_rows import OfficeSheet
    from ntmreport.span import Path

NOT_HANDED_OUT = frozenset({REPORT, "acknowledged", "narrative", WORKBOOKS})
"""The files that no office fills in; they are handed out where they are named."""

_PLACEHOLDER = "1"


class OfficeSheets(Struct, frozen=True, dict=True):
    """The sheets of a period by the names of their files, with what they say of themselves.

    `sheets` hold what the offices fill in; what follows from it is computed once it is asked for.
    """

    read: ReadYear
    sheets: Mapping[str, OfficeSheet]
    identities: Mapping[str, SheetIdentity]
    _report: Report
    _templates: pathlib.Path | None
    _groups: Mapping[str, Group]
    _choices: Choices

    def workbook(self, name: str) -> bytes:
        """Return the workbook of an office."""
        earlier = self._earlier
        heads = Columns(
            _capital(str(earlier.period)) if earlier is not None else "",
            _capital(str(self._report.period)),
        )
        return office_workbook(self.with_computed(name), self.identities[name], heads, earlier)

    def with_computed(self, name: str) -> OfficeSheet:
        """Return the sheet of an office with the figures that follow from its values."""
        return sheet_of(name, self._groups[name], self._computed, self._choices)

    def keys_of(self, key: str) -> tuple[str, ...]:
        """Return all keys by which a commune's file may call the figure that it has a `key` of."""
        known = self._choices.totalled.get(key)
        return () if known is None else known.keys

    @property
    def kept_workbooks(self) -> KeptWorkbooks | None:
        """The map of the workbooks that people keep; None where there is none without an error."""
        known = self.read.models.get(WORKBOOKS)
        return known if isinstance(known, KeptWorkbooks) else None

    @property
    def is_map_read(self) -> bool:
        """True if the map of the workbooks that people keep has no error, if there is one."""
        source = self.read.source
        is_there = WORKBOOKS in source.files or WORKBOOKS in source.unread
        return self.kept_workbooks is not None or not is_there

    @property
    def year(self) -> str:
        """The year of the period, the last one where it has several."""
        return str(self._report.period.last)

    @cached_property
    def _computed(self) -> Mapping[Path, Sequence[Figure]]:
        return _computed_figures(self.read, self._templates, self.sheets)

    @cached_property
    def _earlier(self) -> FiguresBefore | None:
        declared = {} if self.read.form is None else self.read.form.known
        return period_before(self._report.period, self.read.data, declared)


def office_sheets(
    data: pathlib.Path,
    templates: pathlib.Path | None,
    *,
    every: bool = False,
) -> OfficeSheets | None:
    """Return the sheets of the offices that fill something in, or of `every` file.

    None where report.yaml cannot be read.
    """
    read = Compiler(templates).read(data)
    report = read.models.get(REPORT)
    if not isinstance(report, Report):
        return None
    declared = {} if read.form is None else read.form.known
    own_keys = NO_KEYS if read.form is None else read.form.own_keys
    files = by_file(read.source.files, declared)
    groups = {
        name: group
        for name, group in _groups(data, files, declared, own_keys, read)
        if every or name not in NOT_HANDED_OUT
    }
    choices = _choices(report, read, declared)
    sheets = {name: sheet_of(name, group, {}, choices) for name, group in groups.items()}
    unit = f"{report.unit.level} {report.unit.name}"
    form = read.form
    identities = {
        name: SheetIdentity(
            unit,
            str(report.period),
            data.resolve().name,
            "" if form is None else form.folder.rpartition("/")[2],
            digest_of_declared(declared),
            name,
            handed_out(sheet),
        )
        for name, sheet in sheets.items()
    }
    return OfficeSheets(read, sheets, identities, report, templates, groups, choices)


def offices_meant(wanted: str, found: OfficeSheets) -> list[str]:
    """Return the names of the files that a person means: health, health.yaml, an-nong, An Nông."""
    bare = wanted.removesuffix(".yaml").removesuffix("/")
    if bare in found.sheets:
        return [bare]
    folded = bare.casefold()
    return [
        name
        for name, sheet in found.sheets.items()
        if folded in {name.rpartition("/")[2], sheet.title.casefold(), name.partition("/")[0]}
    ]


def files_read(data: pathlib.Path, found: OfficeSheets) -> Mapping[str, str]:
    """Return the texts of the period's own files, by the names that spans give them."""
    own = f"{data.as_posix()}/"
    return {file: text for file, text in found.read.source.texts.items() if file.startswith(own)}


def handed_out(sheet: OfficeSheet) -> Mapping[str, str]:
    """Return all values of a sheet as they are written, by written path."""
    values = [each for each in sheet.rows if isinstance(each, InputValue)]
    values += [each for table in sheet.tables for row in table.rows for each in row]
    return {written_path(each.path): each.text for each in values}


def _groups(
    data: pathlib.Path,
    files: Mapping[str, MappingNode],
    declared: Mapping[str, MappingNode],
    own_keys: Mapping[Path, str],
    read: ReadYear,
) -> Iterator[tuple[str, Group]]:
    """Yield the top group of each file that is there or that the form needs."""
    needed = () if read.form is None else read.form.listed
    offices = offices_of(declared)
    for name, model in OFFICE_MODELS.items():
        if (name in files or name in needed) and name not in offices:
            title = model.model_config["title"] or name
            path = (INDICATORS,) if model is Indicators else (name,)
            yield name, Group(model, files.get(name), path, title, own_keys)
    for name in offices:
        own = {key: node for key, node in declared.items() if file_of(node) == name}
        file = f"{data.as_posix()}/{name}.yaml"
        known = files.get(name)
        entries = {} if known is None else dict(known.entries)
        for key, node in own.items():
            if key not in entries:
                span = start_of(file)
                entries[key] = Entry(span, unwritten(node, key, span))
        root = MappingNode(
            {key: entries[key] for key in (*own, *(key for key in entries if key not in own))},
            (INDICATORS,),
            start_of(file) if known is None else known.span,
        )
        title = Indicators.model_config["title"] or name
        yield name, Group(Indicators, root, (INDICATORS,), title, own_keys)
    for name, node in files.items():
        if is_commune(name) and name.count("/") == 1:
            label = node.text("name") or name
            yield name, Group(Commune, node, (name,), label, own_keys)


def _choices(report: Report, read: ReadYear, declared: Mapping[str, MappingNode]) -> Choices:
    units = () if report.unit.subordinates is None else report.unit.subordinates.names
    names = tuple(str(each) for each in units)
    chosen = report.criteria_set
    totalled = totalled_figures(OFFICE_MODELS, read.source.files, declared)
    laid_down = None if chosen is None else chosen.laid_down
    if laid_down is None:
        return Choices(names, totalled=totalled)
    return Choices(
        names,
        tuple(each.value for each in laid_down.levels),
        tuple(each.name.value for each in laid_down.groups),
        laid_down.listed,
        totalled,
    )


def _computed_figures(
    read: ReadYear, templates: pathlib.Path | None, sheets: Mapping[str, OfficeSheet]
) -> Mapping[Path, Sequence[Figure]]:
    """Return the figures that follow, by the path of their group: of blanks, as if filled in."""
    texts = dict(read.source.texts)
    for name, sheet in sheets.items():
        file = f"{read.data.as_posix()}/{name}.yaml"
        blank = {
            each.path: str(FIRST_YEAR) if each.kind is ValueKind.YEAR else _PLACEHOLDER
            for each in sheet.rows
            if isinstance(each, InputValue) and not each.text and each.has_key
            if each.kind in NUMBERS
        }
        if file in texts and blank:
            texts[file] = with_changes(texts[file], blank) or texts[file]
    models = Compiler(templates, texts=SourceTexts(texts)).read(read.data).models
    found: dict[Path, list[Figure]] = defaultdict(list)
    for model in models.values():
        for inner in models_of(model):
            for name in type(inner).indicators():
                figure = getattr(inner, name)
                if isinstance(figure, Figure) and not any(isinstance(x, int) for x in inner.path):
                    found[inner.path].append(figure)
    return found


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
