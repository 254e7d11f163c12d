"""From the nodes of a year's files to the validated year."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.figure.blank_value import is_left_blank
from ntmreport.language import Bilingual
from ntmreport.model.administrative_unit import levels_of
from ntmreport.model.base_model import AnyModel, Model
from ntmreport.model.commune_membership import (
    communes_of,
    is_commune,
    membership_diagnostics,
)
from ntmreport.model.criteria import known_sets
from ntmreport.model.declared_indicators import INDICATORS, file_of, is_required
from ntmreport.model.file_reading import validated
from ntmreport.model.key_diagnostics import missing_key
from ntmreport.model.offices.report import Report
from ntmreport.model.reading_context import CommuneTotals, Reading
from ntmreport.model.schema_version import version_diagnostic
from ntmreport.model.shapes import COMMUNE, COMMUNES
from ntmreport.model.stage import is_draft
from ntmreport.source import Entry, MappingNode, SourceTexts
from ntmreport.span import start_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.model.commune import Commune
    from ntmreport.model.commune_counts import Communes
    from ntmreport.span import Path


OWN_CRITERIA = "criteria"
"""The file in which a commune that reports itself gives its criteria."""


class FileModels(Mapping[str, "type[Model]"]):
    """Models by the names of their files, each imported once it is asked for.

    A year has a use for the models of the files that are there, and for no others.
    """

    def __init__(self, places: Mapping[str, tuple[str, str]]) -> None:
        """Take the module within `ntmreport.model` and the name of each model."""
        self._places = places

    def __getitem__(self, name: str) -> type[Model]:
        module, model = self._places[name]
        found: type[Model] = getattr(import_module(f"ntmreport.model.{module}"), model)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        return name in self._places


_OFFICES: Mapping[str, tuple[str, str]] = {
    "report": ("offices.report", "Report"),
    "steering": ("offices.steering", "Steering"),
    "documents": ("offices.cited_documents", "CitedDocuments"),
    "communication": ("offices.communication", "Communication"),
    "planning": ("offices.planning", "Planning"),
    "production": ("offices.production", "Production"),
    "infrastructure": ("offices.infrastructure", "Infrastructure"),
    "education": ("offices.education", "Education"),
    "culture": ("offices.culture", "Culture"),
    "health": ("offices.health", "Health"),
    "environment": ("offices.environment", "Environment"),
    "governance": ("offices.governance", "Governance"),
    "resources": ("offices.resources", "Resources"),
    "funds": ("offices.funds", "Funds"),
    "assessment": ("offices.assessment", "Assessment"),
    "plan": ("offices.plan", "Plan"),
    "proposals": ("offices.proposals", "Proposals"),
    OWN_CRITERIA: ("offices.own_criteria", "OwnCriteria"),
    "indicators": ("offices.indicators", "Indicators"),
    "narrative": ("offices.narrative", "Narrative"),
}
_OPTIONAL: Mapping[str, tuple[str, str]] = {
    "acknowledged": ("acknowledged", "Acknowledged"),
    "workbooks": ("kept_workbooks", "KeptWorkbooks"),
}

OFFICE_MODELS = FileModels(_OFFICES)
"""The model of each file that a report can be made from, by the file's name, in its order."""

OPTIONAL_MODELS = FileModels(_OPTIONAL)
"""The models of optional files, whose figures the report does not print."""

FILE_MODELS = FileModels({**_OFFICES, **_OPTIONAL})
"""The models of all files that stand in a year's folder itself."""

SUBFOLDERS: tuple[str, ...] = (COMMUNES,)
"""The subfolders of a year whose files are read too."""

NO_KEYS: Mapping[Path, str] = MappingProxyType({})
NO_SETS: Mapping[str, MappingNode | None] = MappingProxyType({})
NO_DECLARED: Mapping[str, MappingNode] = MappingProxyType({})

REPORT = "report"
"""The file that names the form, which every year has."""


_CRITERIA_SET = Report.keys()["criteria_set"].title or ""


class YearData(Struct, frozen=True):
    """One year's data: a model for each of its offices' files, by the file's name.

    `communes` is there where each commune of the unit has a file.
    """

    offices: Mapping[str, Model]
    communes: Communes | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all files that the year's figures stand in."""
        each = self.communes.each if self.communes else ()
        return (*self.offices, *(str(commune.path[0]) for commune in each))

    @property
    def report(self) -> Report:
        """The model of report.yaml."""
        return self.office(Report)

    def office(self, model: type[AnyModel]) -> AnyModel:
        """Return the file that `model` describes; raises LookupError where the year has none."""
        for office in self.offices.values():
            if isinstance(office, model):
                return office
        raise LookupError(model.__name__)


def read_models(
    files: Mapping[str, MappingNode],
    unread: Collection[str] = (),
    own_keys: Mapping[Path, str] = NO_KEYS,
    own_sets: Mapping[str, MappingNode | None] = NO_SETS,
    declared: Mapping[str, MappingNode] = NO_DECLARED,
    texts: SourceTexts | None = None,
) -> tuple[Mapping[str, Model], tuple[Diagnostic, ...]]:
    """Validate the files of a year, report.yaml first since the others count the units in it.

    The communes come next: what they all give, the offices need not write. All files that are there
    are checked; a file with an error has no model. `unread` are files that could not be read,
    `own_keys` the labels that the form has for keys which users choose, `own_sets` the repository's
    sets of criteria, `declared` the indicators that the form declares. A file that `texts` keep,
    and that was without a mistake, is not validated again while all that it is read by is the same.
    """
    diagnostic = version_diagnostic(files)
    if diagnostic is not None:
        # By the rules of another version, all else that would be said is beside the point.
        return {}, (diagnostic,)
    reading = Reading(
        is_draft=is_draft(files), own_keys=own_keys, own_sets=own_sets, by_form=declared.keys()
    )
    models: dict[str, Model] = {}
    texts = texts or SourceTexts()
    around = [files[name] for name in files if name == REPORT or is_commune(name)]
    kept = _Kept(texts, (*around, *own_sets.values()), (own_keys, tuple(declared), tuple(unread)))
    for name in FILE_MODELS:
        if name in files:
            read = _read_into(models, name, files[name], FILE_MODELS[name], reading, "", kept)
            if isinstance(read, Report):
                unit = read.unit
                reading.levels_below = levels_of((unit.communes, unit.villages, unit.towns))
                if unit.subordinates is not None:
                    reading.subordinates = unit.subordinates.number
        if name == REPORT and (OWN_CRITERIA in files or any(map(is_commune, files))):
            _choose_criteria(models, files, reading)
        if name == REPORT and any(map(is_commune, files)):
            _read_communes(models, files, unread, reading, declared, texts)
            files = _with_totalled(files, declared, reading.commune_totals)
    return models, tuple(reading.refused)


class _Kept(Struct, frozen=True):
    """Where models are kept, and what a file is read by: the trees of other files, and values."""

    texts: SourceTexts
    of: tuple[MappingNode | None, ...]
    by: tuple[object, ...]


def _read_into(
    models: dict[str, Model],
    name: str,
    root: MappingNode,
    model: type[AnyModel],
    reading: Reading,
    title: str,
    kept: _Kept,
) -> AnyModel | None:
    """Read one file, unless it is kept; its model is one of `models` where it has no error."""
    what, of = (model, name, root.span.file), (root, *kept.of)
    by = (title, reading.is_draft, *kept.by)
    known = kept.texts.recall(what, of, by)
    if isinstance(known, model):
        models[name] = known
        return known
    refused = len(reading.refused)
    read = validated(name, root, model, reading, title)
    if read is not None and not any(each.is_error for each in reading.refused[refused:]):
        models[name] = read
        if len(reading.refused) == refused:
            kept.texts.keep(what, read, of, by)
    return read


def _choose_criteria(
    models: Mapping[str, Model], files: Mapping[str, MappingNode], reading: Reading
) -> None:
    """Note which criteria, levels and groups the set has that report.yaml names."""
    frame = models.get(REPORT)
    if not isinstance(frame, Report):
        return
    if frame.criteria_set is None:
        reading.refused.append(
            missing_key("criteria_set", _CRITERIA_SET, files[REPORT], "", _sets_to_name(reading))
        )
    elif not is_left_blank(frame.criteria_set) and frame.criteria_set.laid_down is not None:
        laid_down = frame.criteria_set.laid_down
        reading.criteria = laid_down.listed
        reading.levels = tuple(each.value for each in laid_down.levels)
        reading.counted_levels = laid_down.counted_levels
        reading.groups = tuple(each.name.value for each in laid_down.groups)


def _read_communes(
    models: dict[str, Model],
    files: Mapping[str, MappingNode],
    unread: Collection[str],
    reading: Reading,
    declared: Mapping[str, MappingNode],
    texts: SourceTexts,
) -> None:
    """Read the communes' files, and add up their figures for the offices' files.

    Of one that is `unread` and among `files` nothing is known but its name.
    """
    # Which a year without communes has no use for.
    from ntmreport.model.commune import Commune
    from ntmreport.model.commune_totals import figures_attempted, totalled_figures, totals_over

    report = models.get(REPORT)
    frame = report if isinstance(report, Report) else None
    listed = frame.unit.communes if frame is not None else None
    level = COMMUNE
    if listed is not None and not is_left_blank(listed, listed.level):
        level = listed.level.value
    reading.totalled = totalled_figures(OFFICE_MODELS, files, declared)
    # No commune's file depends on that of another.
    by = (reading.criteria, reading.levels, reading.groups, reading.totalled, reading.levels_below)
    kept = _Kept(texts, (), (*by, reading.own_keys))
    found: dict[str, Commune] = {}
    others: set[Path] = set()
    are_all = frame is not None and not any(map(is_commune, unread))
    stems = [stem for stem in dict.fromkeys((*files, *unread)) if is_commune(stem)]
    for stem in stems:
        if stem in unread:
            continue
        name = files[stem].text("name")
        own = reading.levels_below.get(name)
        kind = files[stem].text("kind") if own is None else own.value
        title = f"{(kind or level).capitalize()} {name}".rstrip()
        read = _read_into(models, stem, files[stem], Commune, reading, title, kept)
        if read is not None and stem in models and not _has_blanks(read):
            found[read.name.value] = read
        else:
            are_all = False
            others.update(figures_attempted(files[stem], reading.totalled))
    communes = list(found.values())
    if frame is not None:
        are_named = all(files[stem].text("name") if stem in files else "" for stem in stems)
        found_wrong = list(membership_diagnostics(frame.unit, files, are_all_read=are_named))
        reading.refused += found_wrong
        are_all = are_all and not found_wrong
        names = dict.fromkeys(name.value for name in (listed.names if listed else ()))
        communes = [found[name] for name in names if name in found]
    if communes or others:
        reading.commune_totals = totals_over(
            communes, level, are_all=are_all, others=others, levels=reading.counted_levels
        )


def _with_totalled(
    files: Mapping[str, MappingNode], declared: Mapping[str, MappingNode], totals: CommuneTotals
) -> Mapping[str, MappingNode]:
    """Return the files with the indicators that communes give and the unit itself does not write.

    One that must be there is among them too where some of the communes lack it.
    """
    root = files.get(INDICATORS)
    there = root.entries if root is not None else {}
    given = {path[1] for path in (*totals.sums, *totals.withheld) if path[0] == INDICATORS}
    given |= {
        path[1]
        for path in totals.lacking
        if path[0] == INDICATORS and is_required(declared.get(str(path[1])))
    }
    added = [key for key in declared if key in given and key not in there]
    if not added:
        return files
    from ntmreport.model.declared_values import unwritten

    folder = files[REPORT].span.file.removesuffix(f"{REPORT}.yaml")
    spans = {key: start_of(f"{folder}{file_of(declared[key])}.yaml") for key in added}
    entries = {key: Entry(span, unwritten(declared[key], key, span)) for key, span in spans.items()}
    whole = root.span if root is not None else spans[added[0]]
    return {**files, INDICATORS: MappingNode({**there, **entries}, (INDICATORS,), whole)}


def _has_blanks(commune: Commune) -> bool:
    """Return whether a commune of a draft has a blank that counts over all communes need."""
    return is_left_blank(
        commune.name,
        commune.level,
        commune.figures,
        commune.criteria_met_number,
        *commune.criteria_met,
    )


def _sets_to_name(reading: Reading) -> Bilingual:
    listed = ", ".join(sorted({*known_sets(), *reading.own_sets}))
    return Bilingual(
        f"thêm dòng “criteria_set: …” với một trong các bộ tiêu chí: {listed}",
        f"add a line `criteria_set: …` with one of the sets: {listed}",
    )


def whole_year(models: Mapping[str, Model], needed: Iterable[str]) -> YearData | None:
    """Return the year of `models`, None where one of the `needed` files is missing."""
    if not {REPORT, *needed} <= models.keys():
        return None
    offices = {name: models[name] for name in OFFICE_MODELS if name in models}
    return YearData(offices, communes_of(models))
