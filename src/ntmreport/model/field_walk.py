"""What kind of value each key of a model takes, for those who go through data that is not whole."""

from __future__ import annotations

import types
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from ntmreport.model.figure_fields import measure_of
from ntmreport.model.user_keyed_model import Chosen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.model.base_model import Model
    from ntmreport.model.field_types import Measure
    from ntmreport.source import MappingNode


@dataclass(frozen=True, slots=True)
class Kind:
    """What a key takes: values of `type`, one or a list of them, and whether it must be there.

    `measure` says in which unit, where it takes a figure.
    """

    type: type[Any]
    is_list: bool
    is_required: bool
    title: str
    measure: Measure | None


@cache
def kinds_of(model: type[Model]) -> Mapping[str, Kind]:
    """Return the kind of each key of the model, by the key as it stands in YAML."""
    kinds: dict[str, Kind] = {}
    for key, info in model.keys().items():
        annotation = _only(info.annotation)
        is_list = get_origin(annotation) is tuple
        kind = _only(get_args(annotation)[0]) if is_list else annotation
        measure = measure_of([*info.metadata, *_metadata(info.annotation)])
        kinds[key] = Kind(kind, is_list, info.is_required(), info.title or key, measure)
    return kinds


def _metadata(annotation: Any) -> Iterator[object]:
    """Yield what is said beside the types of an annotation that allows None."""
    if get_origin(annotation) is Annotated:
        yield from get_args(annotation)[1:]
    elif get_origin(annotation) in {Union, types.UnionType}:
        for each in get_args(annotation):
            yield from _metadata(each)


def kinds_in(model: type[Model], node: MappingNode | None) -> Mapping[str, Kind]:
    """Return the kind of each key that the model has where it stands as `node`.

    Where users choose the keys, they are those that are written.
    """
    if not issubclass(model, Chosen):
        return kinds_of(model)
    _, entry = get_args(model.model_fields["entries"].annotation)
    entries = node.entries if node is not None else {}
    return {
        key: Kind(
            _only(entry), False, not model.may_be_blank, model.title_of(key, each.value), None
        )
        for key, each in entries.items()
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
