"""From a year's files to the values that they have and lack, by file, label and line.

A draft has one note for each file, `ntmreport status` a line for each value.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.compose import FormRequirement
from ntmreport.diagnostic import Diagnostic
from ntmreport.figure import LABEL_SEPARATOR
from ntmreport.language import Bilingual
from ntmreport.model import (
    OFFICE_MODELS,
    STATED,
    CommuneFigures,
    Model,
    UserKeyedModel,
    is_commune,
    models_of,
)
from ntmreport.model.commune import Commune
from ntmreport.model.declared_indicators import (
    INDICATORS,
    file_of,
    is_required,
    not_given,
    offices_of,
)
from ntmreport.model.declared_values import by_file
from ntmreport.model.field_walk import Group, walk
from ntmreport.model.offices.indicators import Indicators
from ntmreport.model.reading_context import is_blank
from ntmreport.model.year_data import NO_KEYS
from ntmreport.source import MappingNode, SequenceNode
from ntmreport.span import Span, general, written_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ntmreport.model.field_walk import Field
    from ntmreport.span import Path

_VALUE = "value"
NO_REQUIREMENTS: Mapping[Path, FormRequirement] = {}
NO_DECLARED: Mapping[str, MappingNode] = {}


class MissingValue(Struct, frozen=True):
    """A missing value: its path, its Vietnamese label, and the span of its key or entry if any."""

    at: Path
    label: str
    span: Span | None

    @property
    def line(self) -> int | None:
        """The line of the span."""
        return self.span.line if self.span is not None else None

    @property
    def path(self) -> str:
        """The path as users write it."""
        return written_path(self.at)


class FileCompleteness(Struct, eq=False):
    """The completeness of a file. `optional` are keys left blank that need no value.

    What is `from_communes` is not missing where it is not written; what is in `needs` is, where the
    file could do without it but the form cannot. `own_keys` are the labels of the form's keys, and
    `lacking_in` keeps for each group the keys that it needs beside what it has.
    """

    name: str
    is_there: bool
    is_read: bool
    filled: int = 0
    missing: list[MissingValue] = []
    optional: list[MissingValue] = []
    from_communes: Collection[Path] = ()
    needs: Mapping[Path, FormRequirement] = {}
    own_keys: Mapping[Path, str] = {}
    root: MappingNode | None = None
    lacking_in: dict[Path, Collection[str]] = {}

    def needs_at(self, path: Path) -> bool:
        """Return whether the form prints the value at `path`, and nothing is stated
        in its place.
        """
        need = self.needs.get(general(path))
        return need is not None and not need.is_met_instead(self.root, path)

    @property
    def wanted(self) -> int:
        """The number of values that the file should have: those there, and those missing."""
        return self.filled + len(self.missing)


def files_of(
    folder: str,
    files: Mapping[str, MappingNode],
    texts: Mapping[str, str],
    needed: Collection[str],
    from_communes: Collection[Path] = (),
    needs: Mapping[Path, FormRequirement] = NO_REQUIREMENTS,
    own_keys: Mapping[Path, str] = NO_KEYS,
    declared: Mapping[str, MappingNode] = NO_DECLARED,
) -> tuple[FileCompleteness, ...]:
    """Return how far each file of the year in `folder` is filled in.

    `needed` are the files that must be there, by name; `from_communes` are the paths of figures
    that need not be written, since the communes give them; `needs` are the paths of values that the
    form prints whatever the models say of them. There the first entry of a list stands for all.
    `own_keys` are the keys that the form has where users choose them, with their labels, `declared`
    the indicators that it declares: each counts in the file of its office.
    """
    files = by_file(files, declared)
    needs = {**_required_of(not_given(declared, from_communes)), **needs}
    offices = offices_of(declared)
    there = [file.removeprefix(f"{folder}/").removesuffix(".yaml") for file in texts]
    names = (name for name in OFFICE_MODELS if name in needed or name in there)
    models: dict[str, type[Model]] = {
        **{name: OFFICE_MODELS[name] for name in names},
        **dict.fromkeys(offices, Indicators),
        # In a folder of its own, a commune has a file for each office.
        **{name: Commune for name in there if is_commune(name) and name.count("/") == 1},
    }
    return tuple(
        _count(
            FileCompleteness(
                name,
                is_there=name in there,
                is_read=files.get(name) is not None,
                from_communes=from_communes,
                needs=_needs_in(name, needs, declared) if model is Indicators else needs,
                own_keys=own_keys,
                root=files.get(name),
            ),
            model,
        )
        for name, model in models.items()
        if name in needed or name in there
    )


def _required_of(declared: Mapping[str, MappingNode]) -> Mapping[Path, FormRequirement]:
    """Return what a form declares to be required, by its path."""
    title = Indicators.model_config["title"] or INDICATORS
    return {
        (INDICATORS, key): FormRequirement(
            (INDICATORS, key), f"{title}{LABEL_SEPARATOR}{node.text('label')}"
        )
        for key, node in declared.items()
        if is_required(node)
    }


def _needs_in(
    name: str, needs: Mapping[Path, FormRequirement], declared: Mapping[str, MappingNode]
) -> Mapping[Path, FormRequirement]:
    """Return which of the needs an office's file is asked for, that has indicators."""
    return {
        path: need
        for path, need in needs.items()
        if path[0] != INDICATORS
        or name == (file_of(declared[str(path[1])]) if path[1] in declared else INDICATORS)
    }


def missing_behind(
    files: Sequence[FileCompleteness], models: Iterable[Model], path: str
) -> tuple[MissingValue, ...]:
    """Return the missing values at `path`, or those in the group whose indicator is at `path`."""
    group, _, name = path.rpartition(".")
    is_computed = any(
        name in type(each).indicators() and written_path(each.path) == group
        for model in models
        for each in models_of(model)
    )
    above = group if is_computed else path
    return tuple(
        value
        for file in files
        for value in (*file.missing, *file.optional)
        if f"{value.path}.".startswith((f"{above}.", f"{above}["))
    )


def left_blank(files: Sequence[FileCompleteness], folder: str) -> Iterator[Diagnostic]:
    """Yield a note for each file of a draft that lacks values."""
    for file in files:
        value = next(iter(file.missing), None)
        if value is None or not file.is_read:
            continue
        number = len(file.missing)
        yield Diagnostic(
            catalogue.LEFT_BLANK,
            value.span or Span(f"{folder}/{file.name}.yaml", 1, 1, 1, 1),
            Bilingual(
                f"còn {number} giá trị chưa điền; bản dự thảo in “……” ở các chỗ đó",
                f"{number} value{'s' * (number != 1)} left blank; the draft prints …… there",
            ),
            (file.name,),
            Bilingual(f"xem: ntmreport status {folder}", f"see: ntmreport status {folder}"),
        )


def _count(status: FileCompleteness, model: type[Model]) -> FileCompleteness:
    """Fill in what `status` counts. Of a file that cannot be read, nobody knows what it holds."""
    if status.is_read or not status.is_there:
        title = model.model_config["title"] or status.name
        name = INDICATORS if model is Indicators else status.name
        group = Group(model, status.root, (name,), title, status.own_keys)
        walk(group, partial(_count_field, status), partial(_count_group, status))
    return status


def _count_field(status: FileCompleteness, field: Field) -> bool:
    """Count a field; return whether what is below it is counted by itself."""
    node = field.node
    if node is not None and node.path != field.path:
        return False  # which the form says, not the data
    if node is None or field.is_blank:
        return _count_blank(status, field)
    if isinstance(node, SequenceNode):
        status.filled += not node.items
        return True
    if not isinstance(node, MappingNode):
        status.filled += 1
        return False
    if field.kind.type is CommuneFigures:
        _count_figures_of_commune(status, node, field.label)
    elif not field.is_group:
        _count_qualified(status, node, field)
    return field.is_group


def _count_blank(status: FileCompleteness, field: Field) -> bool:
    """Count a field without a value; a group that must be there lacks each of its fields."""
    if field.parent.node is None and issubclass(field.parent.model, UserKeyedModel):
        return False  # nobody knows yet which keys are chosen
    value = MissingValue(field.path, field.label, field.span)
    if isinstance(field.key, int):
        status.missing.append(value)
        return False
    if field.path in status.from_communes:
        return False
    if not (field.kind.is_required or _is_lacking(status, field) or status.needs_at(field.path)):
        if field.span is not None:
            status.optional.append(value)
        return False
    if field.is_group and not field.kind.is_list:
        return True
    status.missing.append(value)
    return False


def _is_lacking(status: FileCompleteness, field: Field) -> bool:
    """Return whether the group needs the field beside what it has."""
    group = field.parent
    if group.path not in status.lacking_in:
        known = [
            key
            for key in (*group.entries, *group.model.keys())
            if (*group.path, key) in status.from_communes
            or (key in group.entries and not is_blank(group.entries[key].value))
        ]
        status.lacking_in[group.path] = group.model.lacking(known, group.entries.keys())
    return field.key in status.lacking_in[group.path]


def _count_qualified(status: FileCompleteness, node: MappingNode, field: Field) -> None:
    """Count a figure with a qualifier, whose number stands below the key `value`."""
    entry = node.entries.get(_VALUE)
    if entry is None or is_blank(entry.value):
        span = entry.key if entry is not None else field.span
        status.missing.append(MissingValue(field.path, field.label, span))
    else:
        status.filled += 1


def _count_figures_of_commune(status: FileCompleteness, node: MappingNode, label: str) -> None:
    """Count what a commune gives of the unit's figures; it need not give any of them."""
    for key, entry in node.entries.items():
        if is_blank(entry.value):
            own = f"{label}{LABEL_SEPARATOR}{key}"
            status.optional.append(MissingValue(entry.value.path, own, entry.key))
        else:
            status.filled += 1


def _count_group(status: FileCompleteness, group: Group) -> None:
    """Count what is no field of the group: chosen keys that the form needs, and `stated`."""
    if issubclass(group.model, UserKeyedModel):
        status.missing += [
            MissingValue(each.path, each.label, None)
            for each in status.needs.values()
            if each.path[:-1] == group.path and each.path[-1] not in group.entries
        ]
    stated = group.entries.get(STATED)
    if group.model.indicators() and stated is not None and isinstance(stated.value, MappingNode):
        entries = stated.value.entries.values()
        status.filled += sum(not is_blank(each.value) for each in entries)
