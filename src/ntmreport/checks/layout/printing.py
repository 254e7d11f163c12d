"""Checks of the layout for printing: diagnostics of its preparation and of a trial build."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.violation import Check, Violation, once_for_each_subject
from ntmreport.compose import LAYOUT
from ntmreport.layout.layout_diagnostics import for_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.violation import Subject
    from ntmreport.diagnostic import Diagnostic, Rule


def _violations(rule: Rule, subject: Subject) -> Iterator[Violation]:
    """Yield the diagnostics of the layout that are of `rule`, as violations."""
    for found in _found(subject):
        if found.rule is rule:
            path = found.path or (LAYOUT,)
            yield Violation(found.span, found.message, found.hint, path=path)


@once_for_each_subject
def _found(subject: Subject) -> tuple[Diagnostic, ...]:
    if subject.form is None:
        return ()
    from ntmreport.render.layout_filling import layout_diagnostics

    name = f"{subject.form.folder}/{LAYOUT}"
    report = subject.files.get("report")
    folder = report.span.file.rpartition("/")[0] if report is not None else ""
    found = layout_diagnostics(subject.document, subject.form.layout, name)
    return tuple(for_year(each, folder) for each in found)


PRINTING_CHECKS = tuple(
    Check(rule, partial(_violations, rule))
    for rule in (
        catalogue.LAYOUT_UNREADABLE,
        catalogue.LAYOUT_TAG,
        catalogue.LAYOUT_LACKS_BLOCK,
        catalogue.LAYOUT_FOREIGN,
        catalogue.LAYOUT_OUTDATED,
        catalogue.LAYOUT_WITHOUT_EFFECT,
        catalogue.TABLE_TOO_WIDE,
        catalogue.CHART,
    )
)
"""A check for each rule that the diagnostics of a layout are of."""
