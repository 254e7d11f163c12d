"""The keys and values of a file of data, each with its label and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.language_server.positions import is_within
from ntmreport.language_server.template_names import EACH, ROWS
from ntmreport.model import FILE_MODELS, STATED, is_commune
from ntmreport.model.commune import Commune
from ntmreport.model.declared_indicators import INDICATORS, offices_of
from ntmreport.model.declared_values import by_file
from ntmreport.model.field_walk import Group, walk
from ntmreport.model.offices.indicators import Indicators
from ntmreport.source import MappingNode, Scalar, SequenceNode, scalars_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.model import Model
    from ntmreport.model.field_walk import Field
    from ntmreport.pipeline import Compiled
    from ntmreport.source import Node
    from ntmreport.span import Span


def fields_in(compiled: Compiled, file: str) -> list[Field]:
    """Return the fields of a file that are written there, each above what is below it."""
    found: list[Field] = []

    def visit(field: Field) -> bool:
        if field.span is not None and field.span.file == file:
            found.append(field)
        return True

    offices = {*offices_of(compiled.declared)}
    for name, root in by_file(compiled.files, compiled.declared).items():
        if root.span.file == file:
            model, stem = _model_of(name, offices), INDICATORS if name in offices else name
            title = model.model_config.get("title") or stem if model is not None else stem
            if model is not None:
                walk(Group(model, root, (stem,), title, compiled.own_keys), visit)
    return found


def _model_of(name: str, offices: set[str]) -> type[Model] | None:
    if name in offices:
        return Indicators
    if is_commune(name):
        return Commune if name.count("/") == 1 else None
    return FILE_MODELS.get(name)


def field_at(fields: list[Field], line: int, column: int) -> Field | None:
    """Return the innermost field whose key, or whose value that is no group, is at a place."""
    found: Field | None = None
    for field in fields:
        spans = [field.span] if isinstance(field.key, str) else []
        spans += [field.node.span] if isinstance(field.node, Scalar) else []
        if any(span is not None and is_within(span, line, column) for span in spans):
            found = field
    return found


def scalar_at(node: Node, line: int, column: int) -> Scalar | None:
    """Return the value at a place, at or below a node."""
    known = (each for each in scalars_in(node) if is_within(each.span, line, column))
    return next(known, None)


class DataPlace(Struct, frozen=True):
    """A value and where it is called by its name: at its key, or where an entry of a list is."""

    span: Span
    node: Node


def places_at(files: Mapping[str, MappingNode], path: Sequence[str | int]) -> list[DataPlace]:
    """Return the values at `path`; of what is computed from a group, the group, but no whole file.

    The step `*` is every entry of a list.
    """
    root = files.get(str(path[0]))
    if root is None:
        return []
    found = [DataPlace(root.span, root)]
    for step in path[1:]:
        below = [each for place in found for each in _below(place.node, step)]
        if not below:
            break
        found = below
    return [each for each in found if each.node is not root]


def _below(node: Node, step: str | int) -> Iterator[DataPlace]:
    match node:
        case MappingNode(entries=entries) if step in entries:
            entry = entries[str(step)]
            yield DataPlace(entry.key, entry.value)
        case MappingNode(entries=entries) if STATED in entries and step != EACH:
            yield from _below(entries[STATED].value, step)
        case MappingNode(entries=entries) if step == EACH:
            for name in ROWS:
                if name in entries:
                    yield from _below(entries[name].value, step)
        case SequenceNode(items=items) if step == EACH:
            yield from (DataPlace(each.span, each) for each in items)
        case SequenceNode(items=items) if isinstance(step, int) and step in range(
            -len(items), len(items)
        ):
            yield DataPlace(items[step].span, items[step])
        case _:
            pass
