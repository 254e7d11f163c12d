"""Counts of communes or villages: they add up to those there are, and none is above them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.subject import CHECK_OR_ACKNOWLEDGE, Finding, check
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.figure.number_format import printed, printed_with_unit
from ntmreport.language import Bilingual
from ntmreport.model import written_figures_of
from ntmreport.model.offices.environment import FoodSafety
from ntmreport.model.offices.indicators import DeclaredIndicator
from ntmreport.model.offices.report import Report
from ntmreport.model.shapes import COMMUNE
from ntmreport.model.walk import models_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from ntmreport.checks.subject import Subject
    from ntmreport.figure import Figure
    from ntmreport.model.offices.report import Subordinates


@check(catalogue.COUNTS_DISAGREE)
def counts_disagree(subject: Subject) -> Iterator[Finding]:
    """Find communes counted by state whose counts do not add up to all communes.

    Found as well is a whole that differs by one slip of the hand from what others say. A count
    that is above all communes by itself is named as that.
    """
    yield from _wholes_of_one_thing(subject)
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


def _wholes_of_one_thing(subject: Subject) -> Iterator[Finding]:
    """Yield findings about a denominator that two others of its unit have but for one slip."""
    office = subject.models.get("indicators")
    wholes: dict[str, list[Figure]] = {}
    for model in models_of(office) if office is not None else ():
        whole = model.denominator if isinstance(model, DeclaredIndicator) else None
        if whole is not None and not is_left_blank(whole):
            wholes.setdefault(whole.unit, []).append(whole)
    for same in wholes.values():
        times = Counter(each.value for each in same)
        usual, most = times.most_common(1)[0]
        for each in same:
            if most > 1 and times[each.value] == 1 and _is_one_slip(each.value, usual):
                other = next(known for known in same if known.value == usual)
                yield Finding(
                    each,
                    Bilingual(
                        f"tổng số {each.unit} là {printed(each)}, chỗ khác ghi {printed(other)}",
                        f"the whole is {printed(each)} {each.unit}, elsewhere {printed(other)}",
                    ),
                    CHECK_OR_ACKNOWLEDGE,
                    ((other, Bilingual("số ở chỗ khác", "the number elsewhere")),),
                )


def _is_one_slip(value: Fraction, usual: Fraction) -> bool:
    """Return whether two numbers have the same digits in another order, or one digit differs."""
    one, other = f"{float(value):g}", f"{float(usual):g}"
    differing = sum(a != b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) > 2 and (sorted(one) == sorted(other) or differing == 1)


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
