"""Communes: what they are together is what the unit says, and each agrees with itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.intervals import agrees, interval
from ntmreport.checks.subject import CHECK_OR_ACKNOWLEDGE, MOST_RELATED, Finding, check, value_span
from ntmreport.figure import Computed, Counted, Stated, Written
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.figure.number_format import printed_with_unit
from ntmreport.language import Bilingual
from ntmreport.model import Commune, communes_of, written_figures_of
from ntmreport.model.commune import RECOGNISED
from ntmreport.model.offices.assessment import Assessment
from ntmreport.model.offices.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.compared import Where
    from ntmreport.checks.subject import Subject
    from ntmreport.figure import Figure
    from ntmreport.model import Communes
    from ntmreport.model.shapes import CommuneCoverage


@check(catalogue.DIFFERS_FROM_COMMUNES)
def differs_from_communes(subject: Subject) -> Iterator[Finding]:
    """Find figures that the unit writes and that its communes together do not give."""
    communes = communes_of(subject.models)
    if communes is None:
        return
    sums = communes.given.sums
    for model in subject.models.values():
        for figure in written_figures_of(model):
            given = sums.get(figure.path)
            if given is None or not isinstance(figure.origin, Written):
                continue
            if not agrees(figure, interval(given)):
                yield _differs(figure, figure, given)
    assessment = subject.office(Assessment)
    if assessment is not None:
        yield from _recognised(assessment.results.communes, communes, subject)


def _recognised(
    coverage: CommuneCoverage, communes: Communes, subject: Subject
) -> Iterator[Finding]:
    """Yield the finding for recognised communes that are not those of the communes' files."""
    said, given = coverage.numerator, communes.recognised_communes
    if said is None or given is None:
        return
    if isinstance(said.origin, Stated):
        if said.value != given.value:
            yield _differs(said, said, given)
        return
    not_yet = {name.value for name in coverage.not_yet}
    wrong = [
        commune
        for commune in communes.each
        if (commune.name.value in not_yet) != (commune.level.rank < RECOGNISED)
    ]
    if not wrong:
        return
    path = (*coverage.path, "not_yet")
    names = ", ".join(commune.name.value for commune in wrong[:MOST_RELATED])
    yield Finding(
        value_span(path, subject),
        Bilingual(
            f"{printed_with_unit(said)} đã đạt, nhưng theo tệp của các xã là "
            f"{printed_with_unit(given)}; khác nhau: {names}",
            f"{printed_with_unit(said)} are there, but by the communes' files "
            f"{printed_with_unit(given)}; they differ in: {names}",
        ),
        Bilingual(
            "sửa danh sách ở đây, hoặc mức đạt chuẩn trong tệp của xã",
            "mend the list here, or the level in the commune's file",
        ),
        tuple(
            (commune.level, Bilingual("mức của xã", "the commune's level"))
            for commune in wrong[:MOST_RELATED]
        ),
        path,
    )


def _differs(where: Where, figure: Figure, given: Figure) -> Finding:
    said, together = printed_with_unit(figure), printed_with_unit(given)
    return Finding(
        where,
        Bilingual(
            f"ở đây là {said}, nhưng tổng hợp từ các xã là {together}",
            f"{said} here, but the communes together give {together}",
        ),
        Bilingual(
            "bỏ số ở đây để dùng số tổng hợp, hoặc sửa số sai; nếu cả hai đúng thì chấp "
            "nhận bằng lệnh ntmreport acknowledge",
            "leave the figure out to use that of the communes, or mend what is wrong; if both are "
            "right, accept it with ntmreport acknowledge",
        ),
        tuple((place, Bilingual("số của xã", "a commune")) for place in _places(given)),
    )


def _places(given: Figure) -> tuple[Where, ...]:
    match given.origin:
        case Computed(inputs=inputs):
            return inputs[:MOST_RELATED]
        case Counted(items=items):
            return items[:MOST_RELATED]
    raise AssertionError(given)


@check(catalogue.LEVEL_DIFFERS)
def level_differs_from_criteria(subject: Subject) -> Iterator[Finding]:
    """Find communes that are recognised without all criteria, or have all and are not.

    One that lists a criterion twice may lack the one that it was meant to be: a mistake by itself.
    """
    for commune in _communes(subject):
        if is_left_blank(commune.level, *commune.criteria_met):
            continue
        met, wanted = {int(number) for number in commune.criteria_met}, len(commune.criteria)
        if not wanted or len(met) < len(commune.criteria_met):
            continue
        if (commune.level.rank >= RECOGNISED) != (len(met) == wanted):
            yield Finding(
                commune.level,
                Bilingual(
                    f"xã “{commune.name}” ghi “{commune.level}” nhưng đạt {len(met)}/{wanted} "
                    "tiêu chí",
                    f"`{commune.name}` is `{commune.level}` but meets {len(met)} of {wanted} "
                    "criteria",
                ),
                CHECK_OR_ACKNOWLEDGE,
            )


@check(catalogue.RECOGNITION_DIFFERS)
def recognition_differs_from_level(subject: Subject) -> Iterator[Finding]:
    """Find years of recognition that are still to come, or do not go with the commune's level."""
    report = subject.office(Report)
    for commune in _communes(subject):
        is_recognised = commune.level.rank >= RECOGNISED
        path = (*commune.path, "recognised")
        if commune.recognised is None:
            if is_recognised:
                yield Finding(
                    commune.level,
                    Bilingual(
                        f"xã “{commune.name}” ghi “{commune.level}” mà không có năm được công nhận",
                        f"`{commune.name}` is `{commune.level}` without a year of recognition",
                    ),
                    Bilingual("thêm dòng “recognised: …”", "add a line `recognised: …`"),
                )
        elif not is_recognised:
            yield Finding(
                value_span(path, subject),
                Bilingual(
                    f"xã “{commune.name}” được công nhận năm {commune.recognised} mà ghi "
                    f"“{commune.level}”",
                    f"`{commune.name}` was recognised in {commune.recognised} but is "
                    f"`{commune.level}`",
                ),
                CHECK_OR_ACKNOWLEDGE,
                ((commune.level, Bilingual("mức của xã", "the commune's level")),),
                path,
            )
        elif report is not None and commune.recognised > report.year:
            yield Finding(
                value_span(path, subject),
                Bilingual(
                    f"xã “{commune.name}” được công nhận năm {commune.recognised}, sau năm báo cáo "
                    f"{report.year}",
                    f"`{commune.name}` is recognised in {commune.recognised}, after the report's "
                    f"year {report.year}",
                ),
                Bilingual("sửa năm", "mend the year"),
                path=path,
            )


def _communes(subject: Subject) -> Iterator[Commune]:
    return (model for model in subject.models.values() if isinstance(model, Commune))
