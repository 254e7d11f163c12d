"""Indicators: figures that a model computes by a formula, unless the office states them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, Self, TypeVar, cast, overload

from msgspec.structs import replace

from ntmreport.figure import PERCENTAGE_POINT, Figure, Stated, joined_label
from ntmreport.figure.blank_value import is_left_blank, left_blank_in
from ntmreport.model.figure_fields import figure_schema, read_figure
from ntmreport.model.reading_context import Reading
from ntmreport.span import Path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.json_schema import JsonSchemaValue

    from ntmreport.source import Node


class HasIndicators(Protocol):
    """The parts of a model that an indicator needs: path and label, and what is stated."""

    carries_estimates: ClassVar[bool]
    _stated: Mapping[str, Figure]
    _units: Mapping[str, str]

    @property
    def path(self) -> Path:
        """The model's path in the data."""

    @property
    def label(self) -> str:
        """The model's Vietnamese name, from the file's title down."""


Owner = TypeVar("Owner", bound=HasIndicators)

Unit = str | Callable[[Reading, Path], str]
"""The unit of an indicator, or a function that finds it where the data declares it."""


class Indicator(Generic[Owner]):
    """A figure that a model computes; a `stated` value of its name takes its place in print."""

    def __init__(
        self,
        label: str,
        unit: Unit,
        largest: int | None,
        whole: bool,
        signed: bool,
        formula: Callable[[Owner], Figure | None],
    ) -> None:
        self.label = label
        self.unit = unit
        self.largest = largest
        self.whole = whole
        self.signed = signed
        self._formula = formula
        self._name = ""
        self.__doc__ = formula.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, model: None, owner: type) -> Self: ...
    @overload
    def __get__(self, model: Owner, owner: type) -> Figure | None: ...
    def __get__(self, model: Owner | None, owner: type) -> Self | Figure | None:
        if model is None:
            return self
        figure = self._figure(model)
        vars(model)[self._name] = figure  # which is found there the next time
        return figure

    def read_stated(self, node: Node, reading: Reading, path: Path) -> Figure:
        """Return the stated value that `node` writes for the indicator of the model at `path`."""
        return read_figure(
            node,
            self.unit_at(path, reading),
            "",
            whole=self.whole,
            largest=self.largest,
            signed=self.signed,
        )

    def schema(self) -> JsonSchemaValue:
        """Return the schema of a stated value."""
        unit = self.unit if isinstance(self.unit, str) else ""
        return figure_schema(unit, whole=self.whole, largest=self.largest, signed=self.signed)

    def unit_at(self, path: Path, reading: Reading) -> str:
        """Return the unit of the indicator of the model at `path`."""
        return self.unit if isinstance(self.unit, str) else self.unit(reading, path)

    def blank(self, model: Owner) -> Any:
        """Return the blank for the model's figure."""
        unit = self.unit if isinstance(self.unit, str) else model._units.get(self._name, "")
        return left_blank_in(unit, is_change=self.signed or unit == PERCENTAGE_POINT)

    def _figure(self, model: Owner) -> Figure | None:
        computed = self._formula(model)
        stated = model._stated.get(self._name)
        if computed is None and stated is None:
            return None
        path = (*model.path, self._name)
        label = joined_label(model.label, self.label)
        if is_left_blank(computed):
            if stated is None:
                return cast("Figure", self.blank(model))
            computed = None
        if computed is not None:
            computed = computed.named(label, path)
            if computed.qualifier and not model.carries_estimates:
                computed = replace(computed, qualifier="")
        if stated is None:
            return computed
        return Figure(
            stated.value,
            stated.unit,
            label,
            Stated(cast("Any", stated.origin).span, computed),
            path,
            stated.decimals,
            stated.qualifier,
            stated.provenance,
        )


def indicator(
    label: str,
    unit: Unit,
    *,
    largest: int | None = None,
    whole: bool = False,
    signed: bool = False,
) -> Callable[[Callable[[Owner], Figure | None]], Indicator[Owner]]:
    """Make a model's method an indicator with a Vietnamese label and a unit.

    A stated value can be `largest` at the most, 100 for a percentage of a whole, is a `whole`
    number where the indicator counts, and can be below zero where it is `signed`.
    """

    def wrap(formula: Callable[[Owner], Figure | None]) -> Indicator[Owner]:
        return Indicator(label, unit, largest, whole, signed, formula)

    return wrap
