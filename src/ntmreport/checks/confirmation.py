"""Figures that nobody stands by yet, in a final report whose form asks for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.violation import Violation, check
from ntmreport.figure import LABEL_SEPARATOR, Written
from ntmreport.language import Bilingual
from ntmreport.model import written_figures_of
from ntmreport.model.named_sources import takes_source
from ntmreport.model.offices.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.violation import Subject
    from ntmreport.figure import Figure

_MOST_NAMED = 3


@check(catalogue.NOT_CONFIRMED)
def not_confirmed(subject: Subject) -> Iterator[Violation]:
    """Find the figures of each file that are not confirmed, where the form asks for it."""
    report = subject.office(Report)
    if subject.form is None or not subject.form.confirmation or report is None or report.is_draft:
        return
    for figures in _unconfirmed(subject).values():
        first, more = figures[0], len(figures) - _MOST_NAMED
        names = ", ".join(
            LABEL_SEPARATOR.join(each.label.split(LABEL_SEPARATOR)[-2:])
            for each in figures[:_MOST_NAMED]
        )
        yield Violation(
            first,
            Bilingual(
                f"{len(figures)} số liệu của tệp này chưa được xác nhận: {names}"
                f"{f' và {more} số liệu khác' if more > 0 else ''}",
                f"{len(figures)} figures of the file are not confirmed: {names}"
                f"{f' and {more} more' if more > 0 else ''}",
            ),
            Bilingual(
                "đơn vị phụ trách kiểm tra rồi ghi confirmed: true ở chỉ tiêu, ở nhóm, hoặc ở "
                "đầu tệp",
                "when the office has checked them, write confirmed: true at the indicator, the "
                "group or the top of the file",
            ),
        )


def _unconfirmed(subject: Subject) -> dict[str, list[Figure]]:
    """Return the written figures that are not confirmed, by the file that they stand in."""
    found: dict[str, list[Figure]] = {}
    for office in subject.models.values():
        for figure in written_figures_of(office):
            if not isinstance(figure.origin, Written) or not takes_source(figure.path):
                continue
            if figure.provenance is None or not figure.provenance.is_confirmed:
                found.setdefault(figure.origin.span.file, []).append(figure)
    return found
