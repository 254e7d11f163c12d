"""Counts of communes or villages: they add up to those there are, and none is above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.subject import CHECK_OR_ACKNOWLEDGE, Finding, check
from ntmreport.compose.printing import printed, printed_with_unit
from ntmreport.language import Bilingual
from ntmreport.model import written_figures_of
from ntmreport.model.offices.environment import FoodSafety
from ntmreport.model.offices.report import Report
from ntmreport.model.shapes import COMMUNE
from ntmreport.model.walk import models_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.checks.subject import Subject
    from ntmreport.figure import Figure
    from ntmreport.model.offices.report import Subordinates


@check(catalogue.COUNTS_DISAGREE)
def counts_disagree(subject: Subject) -> Iterator[Finding]:
    """Find communes counted by state whose counts do not add up to all communes.

    A count that is above all communes by itself is named as that.
    """
    report = subject.office(Report)
    communes = _number(report.unit.communes) if report is not None else None
    if communes is None:
        return
    for office in subject.models.values():
        for model in models_of(office):
            if isinstance(model, FoodSafety):
                added = model.recognised + model.appraised
                above = max(model.recognised.value, model.appraised.value)
                if above <= communes.value != added.value:
                    yield Finding(
                        model.recognised,
                        Bilingual(
                            f"{printed(model.recognised)} + {printed(model.appraised)} = "
                            f"{printed(added)} xã, nhưng đơn vị có {printed(communes)} xã",
                            f"{printed(model.recognised)} + {printed(model.appraised)} = "
                            f"{printed(added)} communes, but the unit has {printed(communes)}",
                        ),
                        CHECK_OR_ACKNOWLEDGE,
                        ((model.appraised, Bilingual("số còn lại", "the other number")),),
                    )


@check(catalogue.MORE_THAN_ALL_COMMUNES)
def more_than_all_communes(subject: Subject) -> Iterator[Finding]:
    """Find counts of communes or villages above the number of them that the unit has."""
    limits = _limits(subject)
    for office in subject.models.values():
        for figure in written_figures_of(office):
            limit = limits.get(figure.unit)
            if limit is not None and figure.value > limit.value:
                said = printed_with_unit(figure)
                yield Finding(
                    figure,
                    Bilingual(
                        f"{said}, nhưng đơn vị chỉ có {printed_with_unit(limit)}",
                        f"{said}, but the unit has {printed(limit)}",
                    ),
                )


def _limits(subject: Subject) -> Mapping[str, Figure]:
    """Return how many communes and villages the unit has, as far as known, by their units."""
    report = subject.office(Report)
    if report is None:
        return {}
    communes, villages = _number(report.unit.communes), _number(report.unit.villages)
    limits = {number.unit: number for number in (villages, communes) if number is not None}
    if communes is not None:
        # In the files of offices, what is counted below a district is called a commune.
        limits[COMMUNE] = communes
    return limits


def _number(units: Subordinates | None) -> Figure | None:
    """Return how many units are listed, if that is known.

    It is not where the list names one twice or is counted otherwise: mistakes of their own.
    """
    number = units.number if units is not None else None
    if units is None or number is None:
        return None
    return number if number.value == len({name.value for name in units.names}) else None
