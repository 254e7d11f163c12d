"""From figures to their cards: value, computation, spans, and the figures around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.figure import LABEL_SEPARATOR, Computed, Counted, Stated, Written
from ntmreport.figure.number_format import printed, printed_with_unit
from ntmreport.lineage import (
    counted_places,
    exact,
    formula_with_values,
    inputs,
    leaves,
    plain_value,
)
from ntmreport.lineage.answers import counted, short_label, stated
from ntmreport.review.page_labels import WORDS
from ntmreport.span import written_path

if TYPE_CHECKING:
    from ntmreport.figure import Figure
    from ntmreport.language import Language
    from ntmreport.span import Path, Span


class Card(Struct, frozen=True):
    """The card of one figure, in words of the page.

    `steps` are the formula with values, the value before rounding and the printed one; none where
    the figure is not computed. `plain` is the number as data writes it. `inputs`, and `given` of a
    stated figure, are numbers of other cards; `offices` are the files that answer for it, its own
    first.
    """

    value: str
    group: str
    name: str
    short_name: str
    origin: str
    steps: tuple[str, ...]
    source: str
    qualifier: str
    path: str
    plain: str
    offices: tuple[str, ...]
    inputs: tuple[int, ...]
    given: int | None


class Deck:
    """The figures of the page and their inputs, numbered in the order of their first use."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Path, str] | int, int] = {}
        self.figures: list[Figure] = []

    def number(self, figure: Figure) -> int:
        """Return the figure's number: one for a path, whoever prints it."""
        # What a template computes by itself has no path: each such figure is one of its own.
        # A stated figure has the path of the one that its data gives.
        path = figure.path
        key = (path, "stated" if _is_stated(figure) else "") if path else id(figure)
        if key not in self._numbers:
            self._numbers[key] = len(self.figures)
            self.figures.append(figure)
            for inner in _parts(figure):
                self.number(inner)
        return self._numbers[key]

    def cards(self, language: Language) -> tuple[Card, ...]:
        """Return a card for every figure that has a number, by that number."""
        return tuple(self._card(figure, language) for figure in self.figures)

    def _card(self, figure: Figure, language: Language) -> Card:
        *groups, name = figure.label.split(LABEL_SEPARATOR)
        origin = figure.origin
        given = origin.computed if isinstance(origin, Stated) else None
        return Card(
            value=printed_with_unit(figure),
            group=LABEL_SEPARATOR.join(groups),
            name=name or WORDS["unnamed"].text(language),
            short_name=short_label(figure),
            origin=_origin(figure, language),
            steps=_steps(figure),
            source=_source(figure),
            qualifier=figure.qualifier,
            path=written_path(figure.path),
            plain=plain_value(figure),
            offices=offices_of(figure),
            inputs=tuple(self.number(operand) for operand in inputs(figure)),
            given=None if given is None else self.number(given),
        )


def offices_of(figure: Figure) -> tuple[str, ...]:
    """Return the names of the files that the figure belongs to and comes from."""
    own = [str(figure.path[0])] if figure.path else []
    return tuple(dict.fromkeys([*own, *(office_of(span.file) for span in leaves(figure))]))


def office_of(file: str) -> str:
    """Return the name of a data file: `health` for data/2021/health.yaml."""
    name = file.rpartition("/")[2]
    return name.removesuffix(".yaml").removesuffix(".yml")


def line_of(span: Span) -> str:
    """Return a span as people name it: file and line."""
    return f"{span.file}:{span.line}"


def _is_stated(figure: Figure) -> bool:
    return isinstance(figure.origin, Stated)


def _parts(figure: Figure) -> tuple[Figure, ...]:
    match figure.origin:
        case Stated(computed=computed) if computed is not None:
            return (computed,)
        case _:
            return inputs(figure)


def _origin(figure: Figure, language: Language) -> str:
    words = figure.provenance.words.text(language) if figure.provenance is not None else ""
    return f"{_way(figure, language)} ({words})" if words else _way(figure, language)


def _way(figure: Figure, language: Language) -> str:
    match figure.origin:
        case Written():
            return WORDS["written"].text(language)
        case Counted(items=items):
            return counted(len(items)).text(language)
        case Stated(computed=computed):
            return stated(figure, computed).text(language)
        case Computed():
            return WORDS["computed"].text(language)


def _steps(figure: Figure) -> tuple[str, ...]:
    if not isinstance(figure.origin, Computed):
        return ()
    return (formula_with_values(figure), exact(figure), printed(figure))


def _source(figure: Figure) -> str:
    match figure.origin:
        case Written(span=span) | Stated(span=span):
            return line_of(span)
        case Counted(span=span, items=items):
            if not items:
                return line_of(span)
            if len(places := counted_places(items)) > 1:
                return ", ".join(places)
            first, last = items[0], items[-1]
            return line_of(first) + (f"-{last.line}" if last.line != first.line else "")
        case Computed():
            return ""
