"""The walk over models and nodes: each field of a file with what is written there, if anything.

Data that is not whole has no validated models. The count of missing values, the blank files of a
new unit, the data of the next year and the totals over communes all go through it by this walk.
"""

from __future__ import annotations

import types
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.figure import LABEL_SEPARATOR
from ntmreport.model.base_model import Model
from ntmreport.model.figure_fields import measure_of
from ntmreport.model.key_diagnostics import own_name
from ntmreport.model.named_sources import SOURCE_KEYS, takes_source
from ntmreport.model.reading_context import is_blank
from ntmreport.model.table_record import Record
from ntmreport.model.user_keyed_model import UserKeyedModel
from ntmreport.source import Entry, MappingNode, Node, SequenceNode
from ntmreport.span import Path, Span, general

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ntmreport.model.field_types import Measure


class FieldKind(Struct, frozen=True):
    """The kind of a key: values of `type`, one or a list, and whether it must be there.

    `measure` is unit and bounds where it takes a figure.
    """

    type: type[Any]
    is_list: bool
    is_required: bool
    title: str
    measure: Measure | None


class Group(Struct, frozen=True):
    """A group of keys: its model, and its node where it is written.

    `own_keys` are the labels that the form has for keys which users choose, by path.
    """

    model: type[Model]
    node: MappingNode | None
    path: Path
    label: str
    own_keys: Mapping[Path, str] = MappingProxyType({})

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The keys that are written, with their values."""
        return self.node.entries if self.node is not None else {}

    def fields(self) -> Iterator[Field]:
        """Yield the group's fields in the order of the model; of chosen keys, those written."""
        for key, kind in _kinds_in(self.model, self.node).items():
            entry = self.entries.get(key)
            path = (*self.path, key)
            # What its entry does not call by a label of its own, the form may.
            own = None
            if kind.title == key:
                own = self.own_keys.get(path) or self.own_keys.get(general(path))
            yield Field(
                self,
                kind,
                path,
                f"{self.label}{LABEL_SEPARATOR}{own or kind.title}",
                entry.value if entry is not None else None,
                entry.key if entry is not None else None,
            )


class Field(Struct, frozen=True):
    """A key of `parent`, or an entry of a list: what it takes, and what is written there.

    `node` and `span` are None where nothing is; `span` is that of the key, or of the entry.
    """

    parent: Group
    kind: FieldKind
    path: Path
    label: str
    node: Node | None
    span: Span | None

    @property
    def key(self) -> str | int:
        """The last step of the path: an int for an entry of a list."""
        return self.path[-1]

    @property
    def is_blank(self) -> bool:
        """True if there is no value."""
        return self.node is None or is_blank(self.node)

    @property
    def is_group(self) -> bool:
        """True if it takes a group of keys, or a list of groups."""
        return issubclass(self.kind.type, Model)

    def entries(self) -> Iterator[Field]:
        """Yield the entries of the list that is written there, each called by its own name."""
        items = self.node.items if isinstance(self.node, SequenceNode) else ()
        kind = replace(self.kind, is_list=False)
        for position, item in enumerate(items, start=1):
            label = f"{self.label}{LABEL_SEPARATOR}{own_name(item) or position}"
            yield Field(self.parent, kind, item.path, label, item, item.span)

    def group(self) -> Group | None:
        """Return the group that is written there or would be; of a list without entries, the first.

        None where it takes no group, or has entries.
        """
        if not self.is_group or isinstance(self.node, SequenceNode):
            return None
        node = self.node if isinstance(self.node, MappingNode) else None
        path = (*self.path, 0) if self.kind.is_list and node is None else self.path
        return Group(self.kind.type, node, path, self.label, self.parent.own_keys)


def walk(
    group: Group,
    visit: Callable[[Field], bool],
    leave: Callable[[Group], None] | None = None,
) -> None:
    """Go through the fields of `group`, depth first: below those for which `visit` returns True.

    `leave` is called for each group behind its fields.
    """
    for each in group.fields():
        _walk_field(each, visit, leave)
    if leave is not None:
        leave(group)


def _walk_field(
    each: Field, visit: Callable[[Field], bool], leave: Callable[[Group], None] | None
) -> None:
    if not visit(each):
        return
    for entry in each.entries():
        _walk_field(entry, visit, leave)
    below = each.group()
    if below is not None:
        walk(below, visit, leave)


@cache
def kinds_of(model: type[Model]) -> Mapping[str, FieldKind]:
    """Return the kind of each key of the model, by the key as it stands in YAML."""
    kinds: dict[str, FieldKind] = {}
    for key, info in model.keys().items():
        annotation = _only(info.annotation)
        is_list = get_origin(annotation) is tuple
        kind = _only(get_args(annotation)[0]) if is_list else annotation
        # Where users choose the keys, a mapping is taken, whose values the data shows.
        kind = kind if isinstance(kind, type) else get_origin(kind)
        measure = measure_of([*info.metadata, *_metadata(info.annotation)])
        kinds[key] = FieldKind(kind, is_list, info.is_required(), info.title or key, measure)
    return kinds


def _metadata(annotation: Any) -> Iterator[object]:
    """Yield what is said beside the types of an annotation that allows None."""
    if get_origin(annotation) is Annotated:
        yield from get_args(annotation)[1:]
    elif get_origin(annotation) in {Union, types.UnionType}:
        for each in get_args(annotation):
            yield from _metadata(each)


def _kinds_in(model: type[Model], node: MappingNode | None) -> Mapping[str, FieldKind]:
    """Return the kind of each key of the model; where users choose the keys, of those written."""
    if not issubclass(model, UserKeyedModel) or node is None:
        return kinds_of(model)
    if issubclass(model, Record):
        # Which columns can stay blank, the declaration says: those that are written must not.
        return {
            key: FieldKind(model.type_at(each.value), False, True, key, None)
            for key, each in node.entries.items()
        }
    _, entry = get_args(model.model_fields["entries"].annotation)
    return {
        key: FieldKind(
            _only(entry), False, not model.may_be_blank, model.title_of(key, each.value), None
        )
        for key, each in node.entries.items()
        if key not in SOURCE_KEYS or not takes_source(node.path)
    }


def _only(annotation: Any) -> Any:
    """Return the one type of an annotation that allows None or says how a value is read."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in {Union, types.UnionType}:
            annotation = next(each for each in get_args(annotation) if each is not type(None))
        else:
            return annotation
