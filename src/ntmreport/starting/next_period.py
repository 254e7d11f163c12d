"""From a period's files to the next one's: the same without its own figures and days."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.figure import Figure
from ntmreport.model import (
    OFFICE_MODELS,
    CommuneFigures,
    DocumentReference,
    LegalDocument,
    Model,
    is_commune,
)
from ntmreport.model.commune import Commune, StandingThen
from ntmreport.model.criteria import known_sets
from ntmreport.model.criteria_set import criteria_set
from ntmreport.model.field_walk import Group, kinds_of, walk
from ntmreport.model.kept_workbooks import WORKBOOKS
from ntmreport.model.named_sources import SOURCE_KEYS, takes_source
from ntmreport.model.offices.assessment import EarlierResults, Results
from ntmreport.model.offices.cited_documents import CitedDocuments
from ntmreport.model.offices.environment import WaterWorks
from ntmreport.model.offices.indicators import (
    DeclaredBaseline,
    DeclaredIndicator,
    Indicators,
)
from ntmreport.model.offices.own_criteria import OwnCriteria
from ntmreport.model.offices.plan import Targets
from ntmreport.model.offices.production import Ocop
from ntmreport.model.offices.report import Issue, Report
from ntmreport.model.report_period import WHOLE_YEAR
from ntmreport.model.shapes import Baseline, Citation, CommuneCoverage
from ntmreport.model.stage import DRAFT, STAGE_KEY
from ntmreport.source import Entry, MappingNode, Scalar, SequenceNode, read_text
from ntmreport.span import general
from ntmreport.starting.yaml_edits import IF_THERE_IS, TO_FILL_IN, TO_LOOK_AT, Edits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ntmreport.model import ReportPeriod
    from ntmreport.model.field_walk import Field
    from ntmreport.source import Node
    from ntmreport.span import Path

_KEPT: tuple[type[Model], ...] = (
    Baseline,
    CitedDocuments,
    DeclaredBaseline,
    DocumentReference,
)
"""Models that stay as they are: baselines, and documents that are still in force."""

_RENEWED = (
    (CommuneCoverage, "not_yet"),
    (Citation, "number"),
    (Commune, "level"),
    (Commune, "criteria_met"),
    (OwnCriteria, "level"),
    (OwnCriteria, "criteria_met"),
    (StandingThen, "level"),
    (StandingThen, "criteria_met"),
)
"""Names and numbers that must be looked at anew each year, though they are no figures."""

_COUNTED = ((Ocop, "products"), (WaterWorks, "names"))
"""Lists of names whose number the report prints as the year's: they are kept, to be looked at."""

_PERIOD_KEYS = ("year", "months", "from", "to")
_ISSUED = ("number", "place", "day")
_STAGES = "dự thảo; điền đủ rồi thì ghi final"
_STATED, _TARGETS, _PREVIOUS = "stated", "targets", "previous"
_INDENT = "  "
_MOST_OF_A_LIST = 60


class NextPeriod(Struct, frozen=True):
    """The texts of the new period's files, by name."""

    period: ReportPeriod
    texts: Mapping[str, str]


def next_period(
    files: Mapping[str, MappingNode],
    texts: Mapping[str, str],
    then: ReportPeriod,
    period: ReportPeriod,
    folder: str,
    needs: Collection[Path] = (),
    offices: Collection[str] = (),
    form: str | None = None,
) -> NextPeriod:
    """Return the data to start `period` with, from that of `then` in `files` with `texts` by name.

    `folder` is what remarks call the folder of that period, such as "data/2021"; `needs` are the
    paths of what the form prints whatever the models say, `offices` the files of indicators that it
    declares, `form` the name of another form that the new period takes.
    """
    blanking = _Blanking(files, then, period, folder, needs, form)
    models: dict[str, type[Model]] = {
        **OFFICE_MODELS,
        **dict.fromkeys(filter(is_commune, files), Commune),
        **dict.fromkeys(offices, Indicators),
    }
    started = {
        name: blanking.file(name, texts[name], model)
        for name, model in models.items()
        if name in files
    }
    started |= {name: texts[name] for name in (WORKBOOKS,) if name in files}
    return NextPeriod(period, started)


class _Blanking:
    """The walk over the files of a period that blanks what is the period's own."""

    def __init__(
        self,
        files: Mapping[str, MappingNode],
        then: ReportPeriod,
        period: ReportPeriod,
        folder: str,
        needs: Collection[Path],
        form: str | None,
    ) -> None:
        self._files = files
        self._needs = needs
        self._form = form
        self._period = period
        self._folder = folder
        self._then = then

    def file(self, name: str, text: str, model: type[Model]) -> str:
        root = self._files[name]
        edits = Edits(text, root)
        if model is Report:
            self._begin_draft(edits, root)
            self._write_period(edits, root)
            if self._form is not None:
                edits.replace(root.entries["form"].value.span, self._form)
        if not issubclass(model, _KEPT):
            group = Group(model, root, (name,), "")
            walk(group, partial(self._field, edits), partial(self._group, edits))
        return without_sources(edits.text(), name) if takes_source((name,)) else edits.text()

    def _begin_draft(self, edits: Edits, root: MappingNode) -> None:
        """Say that the year is a draft, in the place of another stage or above the year."""
        stage = root.entries.get(STAGE_KEY)
        if stage is None:
            first = min(root.entries[key].key.line for key in _PERIOD_KEYS if key in root.entries)
            edits.insert_above(first, [f"{STAGE_KEY}: {DRAFT} # {_STAGES}"])
        elif isinstance(stage.value, Scalar) and stage.value.is_blank:
            edits.fill(stage, DRAFT)
        else:
            edits.replace(stage.value.span, DRAFT)

    def _write_period(self, edits: Edits, root: MappingNode) -> None:
        """Write the new period in the place of the old one, in the keys that it needs."""
        keys = {"year": str(self._period.last)}
        if self._period.first != self._period.last:
            keys = {"from": str(self._period.first), "to": str(self._period.last)}
        elif self._period.months != WHOLE_YEAR:
            keys["months"] = str(self._period.months)
        written = [key for key in _PERIOD_KEYS if key in root.entries]
        first = min(root.entries[key].key.line for key in written)
        if "year" in written and "months" in keys:
            first = root.entries["year"].key.line + 1
        edits.insert_above(
            first, [f"{key}: {text}" for key, text in keys.items() if key not in written]
        )
        for key in written:
            entry = root.entries[key]
            if key not in keys:
                edits.remove(root, key)
            elif isinstance(entry.value, Scalar) and entry.value.is_blank:
                edits.fill(entry, keys[key])
            else:
                edits.replace(entry.value.span, keys[key])

    def _field(self, edits: Edits, field: Field) -> bool:
        """Edit a field; return whether what is below it is gone through."""
        value, key, model, kind = field.node, field.key, field.parent.model, field.kind
        if value is None or field.span is None or key in model.retold:
            return False
        if value.span.file != edits.file:
            return False  # which the form says, not the data
        entry = Entry(field.span, value)
        if model is Report and key in _PERIOD_KEYS:
            return False
        if model is Issue and key in _ISSUED:
            edits.blank(entry)
        elif kind.is_list and issubclass(kind.type, LegalDocument):
            self._blank(edits, field, entry, f"{len(_items(value))} văn bản", is_needed=False)
        elif kind.type in {Figure, datetime.date} or (model, key) in _RENEWED:
            entry = _number(entry) if kind.type is Figure else entry
            is_needed = general(field.path) in self._needs
            self._blank(edits, field, entry, _written(entry.value), is_needed=is_needed)
        elif (model, key) in _COUNTED and _items(value):
            edits.remark(entry.key, f"{TO_LOOK_AT}; danh sách của {self._then}")
        elif kind.type is CommuneFigures and isinstance(value, MappingNode):
            for below in map(_number, value.entries.values()):
                self._take_away(edits, below, _written(below.value), is_wanted=False)
        else:
            return field.is_group and not issubclass(kind.type, _KEPT)
        return False

    def _group(self, edits: Edits, group: Group) -> None:
        """Take away what is stated of a group, and ask for what it could be computed from."""
        node, model = group.node, group.model
        if node is None:
            return
        if _STATED in node.entries and model.indicators():
            edits.remove(node, _STATED)
            if not issubclass(model, DeclaredIndicator):  # which has all its inputs
                self._ask_for_inputs(edits, group, node)
        if model is Results and not edits.is_flow(node):
            self._retell(edits, node)

    def _blank(
        self, edits: Edits, field: Field, entry: Entry, then: str, *, is_needed: bool
    ) -> None:
        """Blank the value of a field, which the form needs or the model may."""
        group = field.parent
        is_wanted = is_needed or field.key in group.model.lacking((), group.entries.keys())
        self._take_away(edits, entry, then, is_wanted=is_wanted)

    def _take_away(self, edits: Edits, entry: Entry, then: str, *, is_wanted: bool) -> None:
        """Blank a value and say what it was; one that is blank already is not asked for."""
        if isinstance(entry.value, Scalar) and entry.value.is_blank:
            return
        edits.blank(entry, f"{_asked(is_wanted=is_wanted)}; {self._then}: {then}")

    def _ask_for_inputs(self, edits: Edits, group: Group, node: MappingNode) -> None:
        """Ask for the figures that a value which was merely stated could be computed from."""
        lacking = [
            field.path
            for field in group.fields()
            if field.kind.type is Figure and not field.kind.is_required and field.node is None
        ]
        if edits.is_flow(node) or not lacking:
            return
        first = next(iter(node.entries.values())).key
        if not edits.is_first_on_line(first):
            return
        asked = {path[-1]: _asked(is_wanted=general(path) in self._needs) for path in lacking}
        indent = " " * (first.column - 1)
        edits.insert_above(
            first.line, [f"{indent}{key}: # {words}" for key, words in asked.items()]
        )

    def _retell(self, edits: Edits, results: MappingNode) -> None:
        """Put last year's promises and results before the results that are to be filled in."""
        for key in (_TARGETS, _PREVIOUS):
            if key in results.entries:
                edits.remove(results, key)
        if not self._then.is_year or self._then.last + 1 != self._period.last:
            return
        first = next(iter(results.entries.values())).key
        indent = " " * (first.column - 1)
        targets = _at(self._files["plan"], "targets") if "plan" in self._files else None
        blocks = (
            (_TARGETS, Targets, targets, f"{self._then} đề ra, theo {self._folder}/plan.yaml"),
            (
                _PREVIOUS,
                EarlierResults,
                results,
                f"kết quả {self._then}, theo {self._folder}/assessment.yaml",
            ),
        )
        counted = _counted_by_level(self._files)
        for key, model, node, remark in blocks:
            known = _figures(node, kinds_of(model))
            if model is EarlierResults:
                known = {**counted, **known}
            lines = [f"{indent}{_INDENT}{name}: {text}" for name, text in known.items()]
            if lines:
                edits.insert_above(first.line, [f"{indent}{key}: # {remark}", *lines])
        # What is promised or was reached needs a place to say what has become of it.
        there = results.entries.keys() | counted.keys()
        kinds = kinds_of(Results)
        asked = {
            key: _asked(is_wanted=kinds[key].is_required)
            for key in kinds_of(EarlierResults)
            if key not in there
        }
        edits.insert_above(
            first.line, [f"{indent}{key}: # {words}" for key, words in asked.items()]
        )


def without_sources(text: str, name: str) -> str:
    """Return the text without what its groups say of source and confirmation, in that period."""
    while (found := _first_source(read_text(name, name, text).root)) is not None:
        node, key, root = found
        edits = Edits(text, root)
        edits.remove(node, key)
        text = edits.text()
    return text


def _first_source(root: MappingNode | None) -> tuple[MappingNode, str, MappingNode] | None:
    """Return the first group that names a source or is confirmed, the key, and the whole file."""
    waiting: list[Node] = [root] if root is not None else []
    while waiting and root is not None:
        node = waiting.pop()
        if isinstance(node, SequenceNode):
            waiting += node.items
        elif isinstance(node, MappingNode):
            key = next((key for key in SOURCE_KEYS if key in node.entries), None)
            if key is not None:
                return node, key, root
            waiting += [entry.value for entry in node.entries.values()]
    return None


def _asked(*, is_wanted: bool) -> str:
    """Return the remark on a value to fill in, which the report needs or can do without."""
    return TO_FILL_IN if is_wanted else IF_THERE_IS


def _figures(node: Node | None, keys: Iterable[str]) -> dict[str, str]:
    """Return the figures that `node` has for the keys, as they are written."""
    figures: dict[str, str] = {}
    if not isinstance(node, MappingNode):
        return figures
    for key in keys:
        value = _at(node, key)
        if isinstance(value, MappingNode):
            value = _at(value, "value")
        if isinstance(value, Scalar) and not value.is_blank:
            figures[key] = value.text
    return figures


def _counted_by_level(files: Mapping[str, MappingNode]) -> dict[str, str]:
    """Return the results that communes give by their levels, where there are communes."""
    levels = [_text(_at(files[name], "level")) for name in files if is_commune(name)]
    chosen = files["report"].text("criteria_set") if "report" in files else ""
    if not levels or chosen not in known_sets():
        return {}
    return {
        key: str(sum(level in counted for level in levels))
        for key, counted in criteria_set(chosen).counted_levels.items()
    }


def _number(entry: Entry) -> Entry:
    """Return the entry that holds a figure's number: below one with a qualifier, `value`."""
    return entry.value.entries["value"] if isinstance(entry.value, MappingNode) else entry


def _at(node: MappingNode, key: str) -> Node | None:
    entry = node.entries.get(key)
    return entry.value if entry is not None else None


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, SequenceNode) else ()


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _written(node: Node) -> str:
    """Return the value as a remark gives it: a list by its entries, or their number."""
    if isinstance(node, Scalar):
        return _in_comment(node.text)
    names = [_text(item) for item in _items(node)]
    listed = _in_comment(", ".join(names))
    if len(listed) > _MOST_OF_A_LIST:
        return f"{len(names)} mục"
    return listed or "[]"


def _in_comment(text: str) -> str:
    return " ".join(text.replace("#", " ").split())
