"""Levels of the administration that there are in the report's period: no huyện since July 2025."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.violation import CHECK_OR_ACKNOWLEDGE, Violation, check
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.language import Bilingual
from ntmreport.model.administrative_levels import LEVELS, levels_above
from ntmreport.model.offices.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.violation import Subject
    from ntmreport.model import ReportPeriod, Text


@check(catalogue.LEVEL_NOT_IN_FORCE)
def level_not_in_force(subject: Subject) -> Iterator[Violation]:
    """Find levels of units and recipients that there are not in the report's period."""
    report = subject.office(Report)
    if report is None:
        return
    unit, period = report.unit, report.period
    gone = _gone_in(period)
    if not is_left_blank(unit.level) and unit.level.value in gone:
        yield _violation(unit.level, unit.level.value, period)
    above = None if is_left_blank(unit.parent) or unit.parent is None else unit.parent.level
    if above is not None and not is_left_blank(above, unit.level):
        known = levels_above(unit.level.value, period)
        if above.value in gone or (known and above.value not in known):
            listed = ", ".join(known)
            yield Violation(
                above,
                Bilingual(
                    f"{period}, cấp trên của {unit.level} không phải là {above}",
                    f"in {period.words.en}, a {unit.level} is not below a {above}",
                ),
                Bilingual(f"là một trong: {listed}", f"one of: {listed}")
                if known
                else CHECK_OR_ACKNOWLEDGE,
            )
    for text in (*report.recipients.copies, *report.recipients.addressees):
        if not is_left_blank(text):
            found = next(iter(_named(text.value, gone)), None)
            if found is not None:
                yield _violation(text, found, period)


def _gone_in(period: ReportPeriod) -> tuple[str, ...]:
    """Return the levels that there were before and are no longer in the period."""
    there = {each.name for each in LEVELS if each.is_there_in(period)}
    before = (each.name for each in LEVELS if each.last < period.first_day)
    return tuple(dict.fromkeys(name for name in before if name not in there))


def _named(text: str, levels: tuple[str, ...]) -> Iterator[str]:
    """Yield the levels that a text names."""
    for level in levels:
        if re.search(rf"(?<!\w){re.escape(level)}(?!\w)", text.casefold()):
            yield level


def _violation(text: Text, level: str, period: ReportPeriod) -> Violation:
    return Violation(
        text,
        Bilingual(
            f"“{text}”: {period} không còn cấp {level}",
            f"`{text}`: there is no {level} any more in {period.words.en}",
        ),
        CHECK_OR_ACKNOWLEDGE,
    )
