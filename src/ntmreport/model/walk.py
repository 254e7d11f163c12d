"""Going through a year's data: its models, texts and figures, in the order of the files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ntmreport.figure import Figure
from ntmreport.model.base import Model
from ntmreport.model.quantities import GivenFigures
from ntmreport.model.values import Term, Text

if TYPE_CHECKING:
    from collections.abc import Iterator


def values_of(model: Model) -> Iterator[object]:
    """Yield all that stands in `model` and below it: models, texts, figures and other values."""
    # Models do not change, and every check goes through them: once is enough.
    if model._walked is None:
        model._walked = tuple(_gathered(model))
    return iter(model._walked)


def _gathered(model: Model) -> Iterator[object]:
    yield model
    for name in (*type(model).model_fields, *type(model).made):
        yield from _values(getattr(model, name))


def _values(value: object) -> Iterator[object]:
    if isinstance(value, Model):
        yield from values_of(value)
    elif isinstance(value, tuple | GivenFigures):
        for item in value:
            yield from _values(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _values(item)
    else:
        yield value


def models_of(model: Model) -> Iterator[Model]:
    """Yield `model` and every model below it."""
    return (value for value in values_of(model) if isinstance(value, Model))


def texts_of(model: Model) -> Iterator[Text]:
    """Yield every text of `model` and below it that somebody has worded."""
    return (
        value
        for value in values_of(model)
        if isinstance(value, Text) and not isinstance(value, Term)
    )


def written_figures_of(model: Model) -> Iterator[Figure]:
    """Yield every figure that a key of the data has, without indicators.

    It is written there, or is what the units below give for it.
    """
    return (value for value in values_of(model) if isinstance(value, Figure))


def indicators_of(model: Model) -> Iterator[Figure]:
    """Yield every figure that `model` and the models below it compute or state."""
    if model._walked_indicators is None:
        figures = (
            getattr(inner, name) for inner in models_of(model) for name in type(inner).indicators()
        )
        model._walked_indicators = tuple(each for each in figures if isinstance(each, Figure))
    return iter(model._walked_indicators)
