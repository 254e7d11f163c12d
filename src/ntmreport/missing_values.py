"""The values that a year's files lack, as people count them: by file, label and line.

A draft tells of them in one note a file, `ntmreport status` of each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.compose import general
from ntmreport.diagnostic import Diagnostic
from ntmreport.figure import LABEL_SEPARATOR
from ntmreport.language import Bilingual
from ntmreport.model import (
    OFFICE_MODELS,
    Chosen,
    Commune,
    GivenFigures,
    Model,
    Need,
    is_commune,
    models_of,
)
from ntmreport.model.field_walk import kinds_in
from ntmreport.model.key_diagnostics import own_name
from ntmreport.model.year_data import NO_KEYS
from ntmreport.source import MappingNode, Scalar, SequenceNode
from ntmreport.span import Span, written_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ntmreport.model.field_walk import Kind
    from ntmreport.source import Node
    from ntmreport.span import Path

_VALUE = "value"
NO_NEEDS: Mapping[Path, Need] = {}


@dataclass(frozen=True, slots=True)
class Gap:
    """A value that is not there: its path, its Vietnamese name, and its place where there is one.

    That is the place of its key, or of its entry in a list.
    """

    at: Path
    label: str
    place: Span | None

    @property
    def line(self) -> int | None:
        """The line of the place."""
        return self.place.line if self.place is not None else None

    @property
    def path(self) -> str:
        """The path as users write it."""
        return written_path(self.at)


@dataclass(slots=True)
class FileStatus:
    """How much of a file is filled in. `optional` are keys left blank that need no value.

    What is `given` elsewhere is not missing where it is not written; what is in `needs` is, where
    the file could do without it but the form cannot. `own_keys` are the labels of the form's keys.
    """

    name: str
    is_there: bool
    is_read: bool
    filled: int = 0
    missing: list[Gap] = field(default_factory=list)
    optional: list[Gap] = field(default_factory=list)
    given: Collection[Path] = ()
    needs: Mapping[Path, Need] = field(default_factory=dict)
    own_keys: Mapping[Path, str] = field(default_factory=dict)
    root: MappingNode | None = None

    def needs_at(self, path: Path) -> bool:
        """Return whether the form prints the value at `path`, and nothing is stated
        in its place.
        """
        need = self.needs.get(general(path))
        return need is not None and not need.is_met_instead(self.root, path)

    @property
    def wanted(self) -> int:
        """How many values the file should have: those there, and those missing."""
        return self.filled + len(self.missing)


def files_of(
    folder: str,
    files: Mapping[str, MappingNode],
    texts: Mapping[str, str],
    needed: Collection[str],
    given: Collection[Path] = (),
    needs: Mapping[Path, Need] = NO_NEEDS,
    own_keys: Mapping[Path, str] = NO_KEYS,
) -> tuple[FileStatus, ...]:
    """Return how far each file of the year in `folder` is filled in.

    `needed` are the files that must be there, by name; `given` are the paths of figures that need
    not be written, since the communes give them; `needs` are the paths of values that the form
    prints whatever the models say of them. There the first entry of a list stands for all.
    `own_keys` are the keys that the form has where users choose them, with their labels.
    """
    there = [file.removeprefix(f"{folder}/").removesuffix(".yaml") for file in texts]
    models: dict[str, type[Model]] = {
        **OFFICE_MODELS,
        **dict.fromkeys(filter(is_commune, there), Commune),
    }
    return tuple(
        _file(
            FileStatus(
                name,
                is_there=name in there,
                is_read=files.get(name) is not None,
                given=given,
                needs=needs,
                own_keys=own_keys,
                root=files.get(name),
            ),
            model,
        )
        for name, model in models.items()
        if name in needed or name in there
    )


def gaps_behind(files: Sequence[FileStatus], models: Iterable[Model], path: str) -> tuple[Gap, ...]:
    """Return what is left blank at `path`, or in the group of `models` that computes what it is."""
    group, _, name = path.rpartition(".")
    is_computed = any(
        name in type(each).indicators() and written_path(each.path) == group
        for model in models
        for each in models_of(model)
    )
    above = group if is_computed else path
    return tuple(
        gap
        for file in files
        for gap in (*file.missing, *file.optional)
        if f"{gap.path}.".startswith((f"{above}.", f"{above}["))
    )


def left_blank(files: Sequence[FileStatus], folder: str) -> Iterator[Diagnostic]:
    """Yield a note for each file of a draft that lacks values."""
    for file in files:
        gap = next(iter(file.missing), None)
        if gap is None or not file.is_read:
            continue
        number = len(file.missing)
        yield Diagnostic(
            catalogue.LEFT_BLANK,
            gap.place or Span(f"{folder}/{file.name}.yaml", 1, 1, 1, 1),
            Bilingual(
                f"còn {number} giá trị chưa điền; bản dự thảo in “……” ở các chỗ đó",
                f"{number} value{'s' * (number != 1)} left blank; the draft prints …… there",
            ),
            (file.name,),
            Bilingual(f"xem: ntmreport status {folder}", f"see: ntmreport status {folder}"),
        )


def _file(status: FileStatus, model: type[Model]) -> FileStatus:
    # Of a file that is there and cannot be read, nobody knows what it holds.
    if status.is_read or not status.is_there:
        title = model.model_config["title"] or status.name
        _mapping(status, status.root, model, (status.name,), title)
    return status


def _mapping(
    status: FileStatus, node: MappingNode | None, model: type[Model], path: Path, label: str
) -> None:
    entries = node.entries if node is not None else {}
    given = [
        key
        for key in (*entries, *model.keys())
        if (*path, key) in status.given or (key in entries and not _is_blank(entries[key].value))
    ]
    lacking = model.lacking(given, entries.keys())
    for key, kind in kinds_in(model, node).items():
        entry = entries.get(key)
        # What its entry does not call by a label of its own, the form may.
        own = status.own_keys.get((*path, key)) if kind.title == key else None
        name = f"{label}{LABEL_SEPARATOR}{own or kind.title}"
        if entry is None or _is_blank(entry.value):
            if (*path, key) in status.given:
                continue
            place = entry.key if entry is not None else None
            is_required = kind.is_required or key in lacking or status.needs_at((*path, key))
            _absent(status, kind, is_required, (*path, key), name, place)
        else:
            _value(status, entry.value, kind, name, entry.key)
    if issubclass(model, Chosen):
        for needed in status.needs.values():
            if needed.path[:-1] == path and needed.path[-1] not in entries:
                status.missing.append(Gap(needed.path, needed.label, None))
    if node is not None and model.indicators():
        stated = entries.get("stated")
        if stated is not None and isinstance(stated.value, MappingNode):
            status.filled += sum(
                not _is_blank(each.value) for each in stated.value.entries.values()
            )


def _absent(
    status: FileStatus, kind: Kind, is_required: bool, path: Path, label: str, place: Span | None
) -> None:
    if not is_required:
        if place is not None:
            status.optional.append(Gap(path, label, place))
    elif issubclass(kind.type, Model) and not kind.is_list:
        _mapping(status, None, kind.type, path, label)
    else:
        status.missing.append(Gap(path, label, place))


def _value(status: FileStatus, node: Node, kind: Kind, label: str, key: Span) -> None:
    if isinstance(node, SequenceNode):
        if not node.items:
            status.filled += 1
        for position, item in enumerate(node.items, start=1):
            own = f"{label}{LABEL_SEPARATOR}{own_name(item) or position}"
            if _is_blank(item):
                status.missing.append(Gap(item.path, own, item.span))
            else:
                _value(status, item, kind, own, item.span)
    elif not isinstance(node, MappingNode):
        status.filled += 1
    elif issubclass(kind.type, Model):
        _mapping(status, node, kind.type, node.path, label)
    elif kind.type is GivenFigures:
        _given(status, node, label)
    else:
        # A figure with a qualifier.
        entry = node.entries.get(_VALUE)
        if entry is None or _is_blank(entry.value):
            status.missing.append(Gap(node.path, label, entry.key if entry is not None else key))
        else:
            status.filled += 1


def _given(status: FileStatus, node: MappingNode, label: str) -> None:
    """Count what a commune gives of the unit's figures; it need not give any of them."""
    for key, entry in node.entries.items():
        if _is_blank(entry.value):
            own = f"{label}{LABEL_SEPARATOR}{key}"
            status.optional.append(Gap(entry.value.path, own, entry.key))
        else:
            status.filled += 1


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_blank
