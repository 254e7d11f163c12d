"""Sums and lists of declared indicators beside the number that they should come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.intervals import interval
from ntmreport.checks.violation import CHECK_OR_ACKNOWLEDGE, Violation, check
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.figure.number_format import printed_with_unit
from ntmreport.figure.unit_conversion import factor_between, in_unit_of
from ntmreport.language import Bilingual
from ntmreport.model.indicator_shapes import ALL_UNITS
from ntmreport.model.offices.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.checks.violation import Subject
    from ntmreport.figure import Figure
    from ntmreport.model.offices.indicators import DeclaredIndicator

_BANDS = "tiêu chí"
_FEWEST_BANDS = 2


@check(catalogue.WHOLE_DIFFERS)
def differs_from_whole(subject: Subject) -> Iterator[Violation]:
    """Find parts and lists that do not come to the number that their indicator says.

    Numbers of communes by the criteria that they meet are of all communes, said or not.
    """
    indicators = subject.declared_indicators
    for key, own in indicators.items():
        whole = _whole_of(own, indicators, subject)
        figure = _own_figure(own)
        if whole is None or figure is None or is_left_blank(whole, figure):
            continue
        is_of_units = own.adds_up_to is None or own.adds_up_to.value == ALL_UNITS
        is_alike = is_of_units or factor_between(figure.unit, whole.unit) is not None
        if own.listed is None and not is_alike:
            continue
        counted = in_unit_of(figure, whole)
        if interval(counted).meets(interval(whole)):
            continue
        yield _violation(key, own, figure, whole)


def _own_figure(own: DeclaredIndicator) -> Figure | None:
    return own.number if own.listed is not None else own.main


def _whole_of(
    own: DeclaredIndicator, indicators: Mapping[str, DeclaredIndicator], subject: Subject
) -> Figure | None:
    if is_left_blank(own.adds_up_to):
        return None
    name = own.adds_up_to.value if own.adds_up_to is not None else ""
    if name and name != ALL_UNITS:
        other = indicators.get(name)
        return _own_figure(other) if other is not None else None
    report = subject.office(Report)
    below = report.unit.subordinates if report is not None else None
    if below is None or is_left_blank(below.number):
        return None
    unit = own.unit.value if own.unit is not None else ""
    # Of units of several kinds side by side, those of the kind that is counted.
    kind = next((each.number for each in below.kinds if each.level.value == unit), None)
    if name:
        return kind or below.number
    named = [part for part in own.parts if not is_left_blank(part.name)]
    bands = [part for part in named if _BANDS in part.name.value.casefold()]
    return kind if len(bands) >= _FEWEST_BANDS else None


def _violation(key: str, own: DeclaredIndicator, figure: Figure, whole: Figure) -> Violation:
    said, wanted = printed_with_unit(figure), printed_with_unit(whole)
    label = own.title.value
    message = Bilingual(
        f"{label}: các phần cộng lại là {said}, không phải {wanted}",
        f"`{key}`: the parts add up to {said}, not {wanted}",
    )
    if own.listed is not None:
        number = len(own.listed)
        message = Bilingual(
            f"{label}: danh sách có {number} mục, không phải {wanted}",
            f"`{key}`: the list has {number} entries, not {wanted}",
        )
    elif not own.parts:
        message = Bilingual(
            f"{label} là {said}, không phải {wanted}", f"`{key}` is {said}, not {wanted}"
        )
    return Violation(
        own.span,
        message,
        CHECK_OR_ACKNOWLEDGE,
        ((whole, Bilingual("số phải bằng", "what it should come to")),),
        own.path,
        (figure, whole),
    )
