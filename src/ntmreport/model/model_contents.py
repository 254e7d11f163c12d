"""The models, texts and figures of validated data, in the order of the files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeGuard, TypeVar, cast

from ntmreport.figure import Figure
from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Term, Text
from ntmreport.model.figure_fields import CommuneFigures
from ntmreport.model.user_keyed_model import UserKeyedModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ntmreport.model.table_record import Record

Kind = TypeVar("Kind")


def values_of(model: Model) -> Iterator[object]:
    """Yield all that stands in `model` and below it: models, texts, figures and other values."""
    return _once(model, _values_below)


def models_of(model: Model) -> Iterator[Model]:
    """Yield `model` and every model below it."""
    return _once(model, _models)


def texts_of(model: Model) -> Iterator[Text]:
    """Yield every text of `model` and below it, but for terms from a list of the program."""
    return _once(model, _texts)


def lists_of(model: Model) -> Iterator[tuple[object, ...]]:
    """Yield every list of `model` and below it, also those at keys that users choose."""
    return _once(model, _lists)


def written_figures_of(model: Model) -> Iterator[Figure]:
    """Yield every figure that a key of the data has, without indicators.

    It is written there, or is a total over communes.
    """
    return _once(model, _figures)


def indicators_of(model: Model) -> Iterator[Figure]:
    """Yield every figure that `model` and the models below it compute or state."""
    return _once(model, _indicators)


def _once(model: Model, walk: Callable[[Model], Iterable[Kind]]) -> Iterator[Kind]:
    """Yield what `walk` yields for `model`, kept from the first time: models do not change."""
    if walk not in model._walked:
        model._walked[walk] = tuple(walk(model))
    return iter(cast("tuple[Kind, ...]", model._walked[walk]))


def _values_below(model: Model) -> Iterable[object]:
    found: list[object] = []
    _add_values(model, found)
    return found


def _add_values(value: object, found: list[object]) -> None:
    """Add `value` and all below it; what is kept of a model, is not kept of those below it too."""
    if isinstance(value, Model):
        found.append(value)
        for name in _names_of(type(value)):
            _add_values(getattr(value, name), found)
    elif isinstance(value, tuple | CommuneFigures):
        for item in value:
            _add_values(item, found)
    elif isinstance(value, Mapping):
        for item in value.values():
            _add_values(item, found)
    else:
        found.append(value)


@cache
def _names_of(kind: type[Model]) -> Sequence[str]:
    """Return the attributes with what stands in a model: its fields, and the models it builds."""
    return (*_fields_of(kind), *kind.made)


def _models(model: Model) -> Iterator[Model]:
    return (value for value in values_of(model) if isinstance(value, Model))


def _texts(model: Model) -> Iterator[Text]:
    texts = (value for value in values_of(model) if isinstance(value, Text))
    return (text for text in texts if not isinstance(text, Term))


def _lists(model: Model) -> Iterator[tuple[object, ...]]:
    for inner in models_of(model):
        values = vars(inner)
        for name in _fields_of(type(inner)):
            value = values[name]
            if isinstance(value, tuple):
                yield value
            elif isinstance(value, Mapping):
                yield from (each for each in value.values() if isinstance(each, tuple))


@cache
def _fields_of(kind: type[Model]) -> Sequence[str]:
    return tuple(kind.model_fields)


def _figures(model: Model) -> Iterator[Figure]:
    return (value for value in values_of(model) if isinstance(value, Figure))


def _indicators(model: Model) -> Iterator[Figure]:
    figures = (
        getattr(inner, name) for inner in models_of(model) for name in type(inner).indicators()
    )
    return (figure for figure in figures if isinstance(figure, Figure))


def is_record(value: object) -> TypeGuard[Record]:
    """Return whether a value is a row of a table; its model is loaded where there are tables."""
    return isinstance(value, UserKeyedModel) and value.is_row_of_table
