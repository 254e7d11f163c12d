"""Counts of the communes of a unit by level, by criterion, and by number of criteria met."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

from pydantic import ConfigDict, PrivateAttr

from ntmreport.figure import LABEL_SEPARATOR, PERCENT, Figure, count, percent, total
from ntmreport.figure.blank_value import LEFT_BLANK, is_left_blank
from ntmreport.model.base_model import Model
from ntmreport.model.commune import (
    ADVANCED,
    COMMUNES,
    CRITERION,
    MODEL,
    RECOGNISED,
    Commune,
)
from ntmreport.model.commune_totals import over_files, reached, totals_over
from ntmreport.model.criteria import CriteriaSet, criteria_set
from ntmreport.model.indicator import indicator
from ntmreport.model.offices.report import Report
from ntmreport.model.shapes import COMMUNE
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.model.criteria import Band
    from ntmreport.model.reading_context import CommuneTotals, Criterion


class CommuneGroup(Model):
    """A group of communes, counted by the spans that put each of them in it."""

    name: str

    _places: tuple[Span, ...] = PrivateAttr(default=())
    _all: Figure | None = PrivateAttr(default=None)

    @indicator("Số xã", COMMUNE, whole=True)
    def communes(self) -> Figure | None:
        """Return how many communes they are."""
        return over_files(self._places, self.span, self._all.unit) if self._all else None

    @indicator("Tỷ lệ số xã", PERCENT, largest=100)
    def share(self) -> Figure | None:
        """Return their share of all communes."""
        return percent(self.communes, self._all)


class CriterionGroup(CommuneGroup):
    """The communes that meet one criterion."""

    number: str
    short: str


class Communes(Model):
    """All communes of the unit, once each of them has a file."""

    model_config = ConfigDict(title="Tổng hợp các xã")

    derived = ("by_criterion", "bands")
    made = ("by_criterion", "bands")

    criteria_set: CriteriaSet
    each: tuple[Commune, ...]

    _unit: str = PrivateAttr(default=COMMUNE)

    @property
    def totals(self) -> CommuneTotals:
        """The totals over the communes, by the paths of the unit's figures."""
        return totals_over(self.each, self._unit, are_all=True)

    @indicator("Số xã", COMMUNE, whole=True)
    def number(self) -> Figure | None:
        """Return how many communes there are."""
        return count([commune.name.span for commune in self.each], self.span, self._unit)

    @indicator("Số xã đạt chuẩn trở lên", COMMUNE, whole=True)
    def recognised_communes(self) -> Figure | None:
        """Return how many communes are recognised, whatever they have reached beyond."""
        return reached(self.each, RECOGNISED, self._unit)

    @indicator("Số xã đạt chuẩn nâng cao trở lên", COMMUNE, whole=True)
    def advanced_communes(self) -> Figure | None:
        """Return how many communes are advanced or models."""
        return reached(self.each, ADVANCED, self._unit)

    @indicator("Số xã kiểu mẫu", COMMUNE, whole=True)
    def model_communes(self) -> Figure | None:
        """Return how many communes are models."""
        return reached(self.each, MODEL, self._unit)

    @indicator("Số xã chưa đạt chuẩn", COMMUNE, whole=True)
    def not_yet_communes(self) -> Figure | None:
        """Return how many communes are not recognised yet."""
        levels = [each.level for each in self.each]
        places = [level.span for level in levels if is_left_blank(level) or level.rank < RECOGNISED]
        return over_files(places, self.span, self._unit)

    @indicator("Tỷ lệ số xã đạt chuẩn trở lên", PERCENT, largest=100)
    def recognised_share(self) -> Figure | None:
        """Return the share of the recognised communes."""
        return percent(self.recognised_communes, self.number)

    @indicator("Tỷ lệ số xã đạt chuẩn nâng cao trở lên", PERCENT, largest=100)
    def advanced_share(self) -> Figure | None:
        """Return the share of the advanced communes."""
        return percent(self.advanced_communes, self.number)

    @indicator("Tỷ lệ số xã kiểu mẫu", PERCENT, largest=100)
    def model_share(self) -> Figure | None:
        """Return the share of the model communes."""
        return percent(self.model_communes, self.number)

    @cached_property
    def by_criterion(self) -> tuple[CriterionGroup, ...]:
        """For each criterion, the communes that meet it."""
        return tuple(self._meeting(criterion) for criterion in self.criteria_set.listed)

    @cached_property
    def bands(self) -> tuple[CommuneGroup, ...]:
        """The communes by how many criteria they meet, the best first."""
        return tuple(self._between(band) for band in self.criteria_set.bands)

    def _meeting(self, criterion: Criterion) -> CriterionGroup:
        group = CriterionGroup.built(
            (*self.path, f"criterion_{criterion.number}"),
            f"{self.label}{LABEL_SEPARATOR}Tiêu chí {criterion.number} ({criterion.name})",
            self.span,
            number=str(criterion.number),
            name=criterion.name,
            short=criterion.short,
        )
        met = (number for commune in self.each for number in commune.criteria_met)
        places = [
            number.span
            for number in met
            if is_left_blank(number) or int(number) == criterion.number
        ]
        group._all, group._places = self.number, tuple(places)
        return group

    def _between(self, band: Band) -> CommuneGroup:
        lowest, highest, name = int(band.lowest), int(band.highest), band.name.value
        label = f"{self.label}{LABEL_SEPARATOR}{name}"
        group = CommuneGroup.built(
            (*self.path, f"band_{lowest}_{highest}"), label, self.span, name=name
        )
        communes = (
            each
            for each in self.each
            if is_left_blank(*each.criteria_met) or lowest <= len(each.criteria_met) <= highest
        )
        group._all, group._places = self.number, tuple(_met_place(each) for each in communes)
        return group

    @indicator("Tổng số tiêu chí đạt", CRITERION, whole=True)
    def criteria_total(self) -> Figure | None:
        """Return how many criteria all communes meet together."""
        return total(commune.number_met for commune in self.each)

    @indicator("Số tiêu chí đạt bình quân một xã", f"{CRITERION}/{COMMUNE}")
    def average(self) -> Figure | None:
        """Return how many criteria a commune meets on average."""
        met, number = self.criteria_total, self.number
        return met / number if met is not None and number is not None else None


def communes_of(models: Mapping[str, Model]) -> Communes | None:
    """Return the communes of the year that `models` are the files of.

    None where there are none, or where one has no file: counts over some of them are no result.
    """
    report = models.get("report")
    if not isinstance(report, Report) or report.criteria_set is None:
        return None
    if is_left_blank(report.criteria_set):
        return None
    listed = report.unit.communes
    if listed is None:
        return None
    files = [each for each in models.values() if isinstance(each, Commune)]
    known = {each.name.value: each for each in files}
    names = dict.fromkeys(name.value for name in listed.names)
    if not names or known.keys() != names.keys() or len(files) != len(names):
        return None
    each = tuple(known[name] for name in names)
    chosen = criteria_set(report.criteria_set.value)
    path, span = (COMMUNES,), listed.span
    title = str(Communes.model_config["title"])
    communes = Communes.built(path, title, span, criteria_set=chosen, each=each)
    if not is_left_blank(listed.level):
        communes._unit = listed.level.value
    return communes


def _met_place(commune: Commune) -> Span:
    """Return the span of the criteria that the commune meets; of its name where it meets none."""
    met = commune.criteria_met
    if not met:
        return commune.name.span
    if is_left_blank(*met):
        return cast("Span", LEFT_BLANK)
    last = met[-1].span
    return replace(met[0].span, end_line=last.end_line, end_column=last.end_column)
