"""This year beside the year before: plans, cumulative figures, jumps, and text not renewed."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

from ntmreport import catalogue
from ntmreport.checks.located import value_span
from ntmreport.checks.share_sizes import is_far
from ntmreport.checks.violation import CHECK_OR_ACKNOWLEDGE, Violation, check
from ntmreport.figure import PERCENT, Computed, Counted, Figure, Stated, Written
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.figure.day_format import printed_day
from ntmreport.figure.number_format import printed_with_unit
from ntmreport.language import Bilingual, Hint
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model import (
    OPTIONAL_MODELS,
    REPORT,
    DocumentReference,
    Model,
    Text,
    indicators_of,
    models_of,
    texts_of,
    written_figures_of,
)
from ntmreport.model.declared_indicators import declared_in
from ntmreport.model.offices.report import Report
from ntmreport.model.shapes import Baseline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from ntmreport.checks.violation import Subject
    from ntmreport.model import ReportPeriod
    from ntmreport.model.offices.assessment import Assessment
    from ntmreport.model.offices.plan import Plan
    from ntmreport.span import Path, Span

_YEAR = lazy_pattern(r"[0-9]{4}(?![0-9])")

MOVED_TIMES = 3
"""A figure that grows or shrinks more than so many times within a year is asked about."""

FEWEST_FIGURES = 3
"""A file with fewer figures than these may well be the same in two years."""

_REPORTED = ("advanced_communes", "model_communes", "model_villages")
"""Targets of a plan, by the names of their results in the next year's assessment."""


@check(catalogue.YEAR_DIFFERS)
def year_differs_from_folder(subject: Subject) -> Iterator[Violation]:
    """Find a period that is not of the year that its folder's name begins with: a copied folder."""
    report = subject.office(Report)
    if report is None:
        return
    period = report.period
    key = "year" if report.year is not None else "to"
    span = subject.files["report"].entries[key].value.span
    folder = span.file.rpartition("/")[0].rpartition("/")[2]
    named = _YEAR.match(folder)
    if named is not None and int(named[0]) not in {period.first, period.last}:
        yield Violation(
            span,
            Bilingual(
                f"kỳ báo cáo là {period.words.vi}, nhưng thư mục {folder} là của năm {named[0]}",
                f"the report is about {period.words.en}, but the folder {folder} is that of "
                f"{named[0]}",
            ),
            Hint(
                f"viết {named[0]}, hoặc đổi tên thư mục",
                f"write {named[0]}, or rename the folder",
                (named[0],),
            ),
            path=("report", key),
        )


_FITTING = (
    ("as_of", 0, 0, Bilingual("ngày tính số liệu", "the day of the figures")),
    ("by", 0, 5, Bilingual("ngày phấn đấu", "the day striven for")),
    ("since", -100, 0, Bilingual("năm bắt đầu", "the first year")),
)
"""Days and years by their key: from how many years after the report's year, to how many."""

_BASELINE = Bilingual("năm gốc", "the baseline's year")


@check(catalogue.OUT_OF_THE_YEAR)
def out_of_the_year(subject: Subject) -> Iterator[Violation]:
    """Find days and years that do not fit the period of the report."""
    report = subject.office(Report)
    if report is None:
        return
    years, period = report.programme_period, report.period
    if not is_left_blank(years, years.first, years.last) and not (
        years.first <= period.first and period.last <= years.last
    ):
        yield Violation(
            value_span(("report", "programme_period"), subject.files),
            Bilingual(
                f"giai đoạn {years.first}-{years.last} không có {period.words.vi}",
                f"the period {years.first}-{years.last} does not hold the report's, "
                f"{period.words.en}",
            ),
            CHECK_OR_ACKNOWLEDGE,
            path=("report", "programme_period"),
        )
    day = report.document.day
    first_day, last_day = period.days_of_issue
    if (
        isinstance(day, datetime.date)
        and 0 <= day.year - period.last <= 1  # another year is a violation of its own
        and not first_day <= day <= last_day
    ):
        yield Violation(
            value_span(("report", "document", "day"), subject.files),
            Bilingual(
                f"báo cáo {period.words.vi} ghi ngày {printed_day(day)}",
                f"the report of {period.words.en} is dated {day}",
            ),
            CHECK_OR_ACKNOWLEDGE,
            path=("report", "document", "day"),
        )
    for name, office in subject.models.items():
        if name in OPTIONAL_MODELS:
            continue
        baselines = {own.baseline.path for own in declared_in(office).values() if own.baseline}
        for model in models_of(office):
            dated = [
                (key, first, last, said)
                for key, first, last, said in _FITTING
                if key in type(model).model_fields
            ]
            if isinstance(model, Baseline) or model.path in baselines:
                dated.append(("year", -100, -1, _BASELINE))
            for key, first, last, said in dated:
                value = getattr(model, key)
                if key == "as_of" and isinstance(value, datetime.date) and value > subject.today:
                    continue  # a day that has not come is a violation of its own
                year = value.year if isinstance(value, datetime.date) else value
                if not isinstance(year, int):
                    continue
                if first <= year - period.last <= last and not _is_after(key, value, period):
                    continue
                when = Bilingual(f"năm {year}", f"in {year}")
                if year == period.last and isinstance(value, datetime.date):
                    when = Bilingual(f"ngày {printed_day(value)}", f"on {value}")
                path = (*model.path, key)
                yield Violation(
                    value_span(path, subject.files),
                    Bilingual(
                        f"{said.vi} là {when.vi}, không hợp với báo cáo {period.words.vi}",
                        f"{said.en} is {when.en}, which does not fit a report of {period.words.en}",
                    ),
                    CHECK_OR_ACKNOWLEDGE,
                    path=path,
                )


def _is_after(key: str, value: object, period: ReportPeriod) -> bool:
    """Return whether figures are as of a day after the period, in the same year."""
    return key == "as_of" and isinstance(value, datetime.date) and value > period.last_day


@check(catalogue.PLAN_NOT_REACHED)
def plan_not_reached(subject: Subject) -> Iterator[Violation]:
    """Find results that have grown by less than the year before planned for this year.

    Results are cumulative, so those of the year before are needed.
    """
    for planned, result, then in _promises(subject):
        # A result that falls is named as that.
        if then.value <= result.value < then.value + planned.value:
            added, promised = printed_with_unit(result - then), printed_with_unit(planned)
            yield Violation(
                result,
                Bilingual(
                    f"tăng thêm {added}, kế hoạch đề ra năm trước là {promised}",
                    f"{added} more, the plan of the year before was {promised}",
                ),
                CHECK_OR_ACKNOWLEDGE,
                (
                    (planned, Bilingual("kế hoạch", "the plan")),
                    (then, Bilingual("kết quả năm trước", "the result of the year before")),
                ),
            )


@check(catalogue.CUMULATIVE_FALLS)
def cumulative_falls(subject: Subject) -> Iterator[Violation]:
    """Find cumulative figures below those of the period before, or of the whole last year."""
    told: set[Path] = set()
    for earlier in _befores(subject):
        before = _figures(earlier)
        for office in subject.models.values():
            for model in models_of(office):
                for field in type(model).cumulative:
                    now = getattr(model, field)
                    then = before.get(_known_by(now)) if isinstance(now, Figure) else None
                    if then is None or now.value >= then.value or now.path in told:
                        continue
                    told.add(now.path)
                    yield _moved(
                        now,
                        then,
                        "số liệu lũy kế giảm từ {then} xuống {now}",
                        "a cumulative figure falls from {then} to {now}",
                        _said_of(earlier),
                    )


def _befores(subject: Subject) -> Iterator[Mapping[str, Model]]:
    """Yield the periods that this one follows: that of its kind, and the whole last year."""
    yield from filter(None, (subject.previous, subject.year_before))


def _said_of(models: Mapping[str, Model]) -> Bilingual:
    """Return how an earlier period is called: the year before, or by its words."""
    report = models.get(REPORT)
    if not isinstance(report, Report) or report.period.is_year:
        return Bilingual("năm trước", "the year before")
    return report.period.words


@check(catalogue.MOVED_MUCH)
def moved_much(subject: Subject) -> Iterator[Violation]:
    """Find figures that grew or shrank more than MOVED_TIMES within the year, and not by plan."""
    before = _figures(subject.previous)
    planned = {now.path: then.value + more.value for more, now, then in _promises(subject)}
    earlier = _said_of(subject.previous)
    report = subject.office(Report)
    this = Bilingual("năm nay", "now")
    if report is not None and not report.period.is_year:
        this = Bilingual("kỳ này", "now")
    for office in subject.models.values():
        for now in _own_figures(office):
            then = before.get(_known_by(now))
            if then is None or now.unit != then.unit:
                continue
            if now.unit == PERCENT:
                if is_far(now.value, then.value):
                    yield _moved(
                        now,
                        then,
                        f"tỷ lệ thay đổi nhiều: {earlier.vi} {{then}}, {this.vi} {{now}}",
                        f"the share has moved much: {{then}} {earlier.en}, {{now}} {this.en}",
                        earlier,
                    )
                continue
            if _is_far(now.value, then.value) and _is_far(now.value, planned.get(now.path)):
                yield _moved(
                    now,
                    then,
                    f"số liệu thay đổi nhiều: {earlier.vi} {{then}}, {this.vi} {{now}}",
                    f"the figure has moved much: {{then}} {earlier.en}, {{now}} {this.en}",
                    earlier,
                )


@check(catalogue.SPEAKS_OF_LAST_YEAR)
def speaks_of_last_year(subject: Subject) -> Iterator[Violation]:
    """Find texts taken over from an earlier period that name its year."""
    told: set[Path] = set()
    this = subject.office(Report)
    for earlier in _befores(subject):
        report = earlier.get(REPORT)
        if not isinstance(report, Report):
            continue
        year = report.period.last
        own = Bilingual("năm nay", "this year")
        if this is not None and not this.period.is_year:
            own = Bilingual("kỳ này", "this period")
        # The year alone: as the first or the last of a period it may well be named.
        last_year = lazy_pattern(rf"(?<![\d-])(?<!- ){year}(?!\d| ?[-–] ?\d)")
        before = {(text.path[0], text.value) for text in _texts(earlier)}
        for text in _texts(subject.models):
            is_same = (text.path[0], text.value) in before and text.path not in told
            if is_same and last_year.search(text.value):
                told.add(text.path)
                yield Violation(
                    text,
                    Bilingual(
                        f"đoạn chữ giữ nguyên của năm trước và còn nói về năm {year}",
                        f"the text is last year's and still speaks of {year}",
                    ),
                    Bilingual(f"viết lại cho {own.vi}", f"write it for {own.en}"),
                )


@check(catalogue.FILE_UNCHANGED)
def file_unchanged(subject: Subject) -> Iterator[Violation]:
    """Find files whose figures all equal those of the year before."""
    for name, office in subject.models.items():
        then = subject.previous.get(name)
        if then is None:
            continue
        figures = {figure.path: figure.value for figure in _own_figures(office)}
        if len(figures) >= FEWEST_FIGURES and figures == {
            figure.path: figure.value for figure in _own_figures(then)
        }:
            yield Violation(
                next(_own_figures(office)),
                Bilingual(
                    f"mọi số liệu của tệp giống hệt năm trước ({len(figures)} số)",
                    f"all figures of the file equal last year's ({len(figures)} figures)",
                ),
                Bilingual("điền số liệu của năm nay", "fill in this year's figures"),
                path=(name,),
            )


def _promises(subject: Subject) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Yield last year's plan, this year's result, and last year's result."""
    plan = cast("Plan | None", subject.previous.get("plan"))
    before, assessment = (
        cast("Assessment | None", models.get("assessment"))
        for models in (subject.previous, subject.models)
    )
    report = subject.office(Report)
    if plan is None or before is None or assessment is None:
        return
    if report is None or not report.period.is_year:
        return  # what a year has promised, its first months need not have reached
    for name in _REPORTED:
        result: Figure | None = getattr(assessment.results, name)
        then: Figure | None = getattr(before.results, name)
        if result is not None and then is not None:
            yield getattr(plan.targets, name), result, then


def _is_far(now: Fraction, other: Fraction | None) -> bool:
    """Return whether one of two figures is more than MOVED_TIMES the other."""
    if other is None:
        return True
    low, high = sorted((now, other))
    return low > 0 and high > MOVED_TIMES * low and high >= MOVED_TIMES**2


def _known_by(figure: Figure) -> Path | str:
    """Return the key by which a figure is known in another year.

    It is the path, but the label in a list: paths number the entries, and the lists of two years
    differ.
    """
    is_listed = any(isinstance(step, int) for step in figure.path)
    return figure.label if is_listed else figure.path


def _figures(models: Mapping[str, Model]) -> Mapping[Path | str, Figure]:
    """Return the figures of a year by their `_known_by`."""
    return {
        _known_by(figure): figure
        for office in models.values()
        for figures in (written_figures_of, indicators_of)
        for figure in figures(office)
    }


def _own_figures(office: Model) -> Iterator[Figure]:
    """Yield the figures that a file writes of its own year."""
    retold = {(*model.path, key) for model in models_of(office) for key in type(model).retold}
    for figure in written_figures_of(office):
        if not any(figure.path[: len(path)] == path for path in retold):
            yield figure


def _texts(models: Mapping[str, Model]) -> Iterator[Text]:
    """Yield the texts that are written anew each year: not those of documents."""
    for name, office in models.items():
        if name in OPTIONAL_MODELS:
            continue
        documents = {
            model.path for model in models_of(office) if isinstance(model, DocumentReference)
        }
        yield from (text for text in texts_of(office) if text.path[:-1] not in documents)


def _moved(now: Figure, then: Figure, vi: str, en: str, earlier: Bilingual) -> Violation:
    words = {"now": printed_with_unit(now), "then": printed_with_unit(then)}
    return Violation(
        now,
        Bilingual(vi.format(**words), en.format(**words)),
        CHECK_OR_ACKNOWLEDGE,
        ((_then_span(then), earlier),),
    )


def _then_span(then: Figure) -> Figure | Span:
    """Return the span in the year before of `then`: of a count, its list's first entry."""
    for figure in then.lineage():
        match figure.origin:
            case Counted(span=span, items=items):
                return items[0] if items else span
            case Written() | Stated():
                return figure
            case Computed():
                pass
    raise AssertionError(then)
