"""Counts of communes: they add up to the communes there are, and none is above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.subject import Finding, check
from ntmreport.compose.printing import printed
from ntmreport.language import Bilingual
from ntmreport.model import written_figures_of
from ntmreport.model.offices.environment import FoodSafety
from ntmreport.model.offices.report import Report
from ntmreport.model.shapes import COMMUNE
from ntmreport.model.walk import models_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.subject import Subject
    from ntmreport.figure import Figure


@check(catalogue.COUNTS_DISAGREE)
def counts_disagree(subject: Subject) -> Iterator[Finding]:
    """Find communes counted by state whose counts do not add up to all communes.

    A count that is above all communes by itself is named as that.
    """
    communes = _communes(subject)
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
                        Bilingual("kiểm tra lại hai số", "check both numbers"),
                        ((model.appraised, Bilingual("số còn lại", "the other number")),),
                    )


@check(catalogue.MORE_THAN_ALL_COMMUNES)
def more_than_all_communes(subject: Subject) -> Iterator[Finding]:
    """Find counts of communes above the number of communes that the unit has."""
    communes = _communes(subject)
    if communes is None:
        return
    for office in subject.models.values():
        for figure in written_figures_of(office):
            if figure.unit in {COMMUNE, communes.unit} and figure.value > communes.value:
                yield Finding(
                    figure,
                    Bilingual(
                        f"{printed(figure)} xã, nhưng đơn vị chỉ có {printed(communes)} xã",
                        f"{printed(figure)} communes, but the unit has {printed(communes)}",
                    ),
                )


def _communes(subject: Subject) -> Figure | None:
    """Return how many communes the unit has, if that is known.

    It is not where the list names one twice or is counted otherwise: mistakes of their own.
    """
    report = subject.office(Report)
    if report is None:
        return None
    communes = report.unit.communes
    number = communes.number
    if number is None or number.value != len({name.value for name in communes.names}):
        return None
    return number
