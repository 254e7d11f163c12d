"""Communes, counts of them and funds, which several files tell and which must agree."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, cast

from ntmreport import catalogue
from ntmreport.checks.intervals import agrees, interval
from ntmreport.checks.located import value_span
from ntmreport.checks.violation import CHECK_OR_ACKNOWLEDGE, MOST_RELATED, Violation, check
from ntmreport.figure import Computed, Counted, Stated, Written
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.figure.day_format import printed_day
from ntmreport.figure.number_format import printed, printed_with_unit
from ntmreport.language import Bilingual
from ntmreport.model import communes_of, written_figures_of
from ntmreport.model.commune_membership import communes_in
from ntmreport.model.declared_indicators import INDICATORS
from ntmreport.model.offices.report import Report
from ntmreport.model.shapes import COMMUNE
from ntmreport.model.year_data import OWN_CRITERIA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from ntmreport.checks.located import Located
    from ntmreport.checks.violation import Subject
    from ntmreport.figure import Figure
    from ntmreport.model.administrative_unit import Subordinates, UnitsOfKind
    from ntmreport.model.commune import CommuneStanding
    from ntmreport.model.commune_counts import Communes
    from ntmreport.model.offices.assessment import Assessment
    from ntmreport.model.offices.environment import Environment, FoodSafety
    from ntmreport.model.offices.funds import Funds
    from ntmreport.model.offices.own_criteria import OwnCriteria
    from ntmreport.model.offices.resources import Resources
    from ntmreport.model.shapes import CommuneCoverage


@check(catalogue.DIFFERS_FROM_COMMUNES)
def differs_from_communes(subject: Subject) -> Iterator[Violation]:
    """Find figures of the unit that differ from those of its communes taken together."""
    communes = communes_of(subject.models)
    if communes is None:
        return
    sums = communes.totals.sums
    for model in subject.models.values():
        for figure in written_figures_of(model):
            given = sums.get(figure.path)
            if given is None or not isinstance(figure.origin, Written):
                continue
            if not agrees(figure, interval(given)):
                yield _differs(figure, given)
    assessment = cast("Assessment | None", subject.models.get("assessment"))
    if assessment is not None:
        yield from _recognised(assessment.results.communes, communes, subject)


def _recognised(
    coverage: CommuneCoverage, communes: Communes, subject: Subject
) -> Iterator[Violation]:
    """Yield the violation where the recognised communes are not those of the communes' files."""
    said, given = coverage.numerator, communes.recognised_communes
    if said is None or given is None:
        return
    if isinstance(said.origin, Stated):
        if said.value != given.value:
            yield _differs(said, given)
        return
    not_yet = {name.value for name in coverage.not_yet}
    wrong = [
        commune
        for commune in communes.each
        if (commune.name.value in not_yet) == commune.level.is_recognised
    ]
    if not wrong:
        return
    path = (*coverage.path, "not_yet")
    names = ", ".join(commune.name.value for commune in wrong[:MOST_RELATED])
    yield Violation(
        value_span(path, subject.files),
        Bilingual(
            f"{printed_with_unit(said)} đã đạt, nhưng theo tệp của các {given.unit} là "
            f"{printed_with_unit(given)}; khác nhau: {names}",
            f"{printed_with_unit(said)} are there, but by the communes' files "
            f"{printed_with_unit(given)}; they differ in: {names}",
        ),
        Bilingual(
            "sửa danh sách ở đây, hoặc mức đạt chuẩn trong tệp của đơn vị",
            "mend the list here, or the level in the commune's file",
        ),
        tuple((commune.level, _LEVEL_OF_COMMUNE) for commune in wrong[:MOST_RELATED]),
        path,
    )


def _differs(figure: Figure, given: Figure) -> Violation:
    said, together = printed_with_unit(figure), printed_with_unit(given)
    return Violation(
        figure,
        Bilingual(
            f"ở đây là {said}, nhưng tổng hợp từ cấp xã là {together}",
            f"{said} here, but the communes together give {together}",
        ),
        Bilingual(
            "bỏ số ở đây để dùng số tổng hợp, hoặc sửa số sai; nếu cả hai đúng thì chấp "
            "nhận bằng lệnh ntmreport acknowledge",
            "leave the figure out to use that of the communes, or mend what is wrong; if both are "
            "right, accept it with ntmreport acknowledge",
        ),
        tuple((part, Bilingual("số của đơn vị cấp xã", "a commune")) for part in _parts(given)),
    )


def _parts(given: Figure) -> tuple[Located, ...]:
    match given.origin:
        case Computed(inputs=inputs):
            return inputs[:MOST_RELATED]
        case Counted(items=items):
            return items[:MOST_RELATED]
    raise AssertionError(given)


@check(catalogue.LEVEL_DIFFERS)
def level_differs_from_criteria(subject: Subject) -> Iterator[Violation]:
    """Find communes that are recognised without all criteria, or have all and are not.

    A commune that lists a criterion twice is skipped: that is a violation of its own.
    """
    for unit, commune in _communes(subject):
        number, listed = commune.criteria_met_number, commune.criteria_met
        if is_left_blank(commune.level, number, *listed):
            continue
        met, wanted = {int(each) for each in listed}, commune.number_of_criteria
        if not wanted or len(met) < len(listed):
            continue
        reached = len(met) if number is None else int(number.value)
        if commune.level.is_recognised != (reached == wanted):
            yield Violation(
                commune.level,
                Bilingual(
                    f"{unit.vi} ghi “{commune.level}” nhưng đạt {reached}/{wanted} tiêu chí",
                    f"{unit.en} is `{commune.level}` but meets {reached} of {wanted} criteria",
                ),
                CHECK_OR_ACKNOWLEDGE,
            )


@check(catalogue.RECOGNITION_DIFFERS)
def recognition_differs_from_level(subject: Subject) -> Iterator[Violation]:
    """Find years of recognition that are still to come, or do not go with the commune's level."""
    report = subject.office(Report)
    for unit, commune in _communes(subject):
        if not commune.number_of_criteria:
            continue  # what is wrong with the set of criteria, or with report.yaml, is told already
        is_recognised = commune.level.is_recognised
        path = (*commune.path, "recognised")
        if commune.recognised is None:
            if is_recognised:
                yield Violation(
                    commune.level,
                    Bilingual(
                        f"{unit.vi} ghi “{commune.level}” mà không có năm được công nhận",
                        f"{unit.en} is `{commune.level}` without a year of recognition",
                    ),
                    Bilingual("thêm dòng “recognised: …”", "add a line `recognised: …`"),
                )
        elif not is_recognised:
            yield Violation(
                value_span(path, subject.files),
                Bilingual(
                    f"{unit.vi} được công nhận năm {commune.recognised} mà ghi “{commune.level}”",
                    f"{unit.en} was recognised in {commune.recognised} but is `{commune.level}`",
                ),
                CHECK_OR_ACKNOWLEDGE,
                ((commune.level, _LEVEL_OF_COMMUNE),),
                path,
            )
        elif report is not None and commune.recognised > report.period.last:
            yield Violation(
                value_span(path, subject.files),
                Bilingual(
                    f"{unit.vi} được công nhận năm {commune.recognised}, sau năm báo cáo "
                    f"{report.period.last}",
                    f"{unit.en} is recognised in {commune.recognised}, after the report's "
                    f"year {report.period.last}",
                ),
                Bilingual("sửa năm", "mend the year"),
                path=path,
            )


@check(catalogue.CRITERIA_SET_NOT_IN_FORCE)
def criteria_set_not_in_force(subject: Subject) -> Iterator[Violation]:
    """Find reports by a set of criteria that was not yet in force at their day, or was replaced.

    Without a day, the report is of the last day of its period.
    """
    report = subject.office(Report)
    chosen = report.criteria_set if report is not None else None
    if report is None or chosen is None or is_left_blank(chosen, report.document):
        return
    day = report.document.day
    if day is None or is_left_blank(day):
        day = report.period.last_day
    if chosen.laid_down is None or chosen.laid_down.holds_on(day):
        return
    first, last = chosen.laid_down.in_force.first, chosen.laid_down.in_force.last
    if day < first or last is None:
        told = Bilingual(
            f"bộ tiêu chí {chosen} có hiệu lực từ ngày {printed_day(first)}, sau ngày của báo cáo "
            f"({printed_day(day)})",
            f"the set {chosen} is in force from {first}, after the report's day ({day})",
        )
    else:
        told = Bilingual(
            f"bộ tiêu chí {chosen} đã được thay thế sau ngày {printed_day(last)}, trước ngày của "
            f"báo cáo ({printed_day(day)})",
            f"the set {chosen} was replaced after {last}, before the report's day ({day})",
        )
    yield Violation(chosen, told, CHECK_OR_ACKNOWLEDGE)


_LEVEL_OF_COMMUNE = Bilingual("mức của đơn vị", "the commune's level")


def _communes(subject: Subject) -> Iterator[tuple[Bilingual, CommuneStanding]]:
    """Yield the communes below the unit, or the reporting commune itself, by level and name."""
    report = subject.office(Report)
    own = subject.models.get(OWN_CRITERIA)
    if own is not None and report is not None:
        unit = report.unit
        yield Bilingual(f"{unit.level} “{unit.name}”", f"`{unit.name}`"), cast("OwnCriteria", own)
    for model in communes_in(subject.models):
        kind = COMMUNE if model.kind is None or is_left_blank(model.kind) else model.kind.value
        yield Bilingual(f"{kind} “{model.name}”", f"`{model.name}`"), model


@check(catalogue.COUNTS_DISAGREE)
def counts_disagree(subject: Subject) -> Iterator[Violation]:
    """Find communes counted by state whose counts do not add up to all communes.

    Denominators of one unit are compared too: one that differs from the others by a typing error is
    a violation. A single count above all communes belongs to another check.
    """
    yield from _wholes_of_one_thing(subject)
    report = subject.office(Report)
    communes = _number(report.unit.communes) if report is not None else None
    if communes is None:
        return
    environment = cast("Environment | None", subject.models.get("environment"))
    if environment is not None and not is_left_blank(environment.food_safety):
        yield from _states_of_all(environment.food_safety, communes)


def _states_of_all(model: FoodSafety, communes: Figure) -> Iterator[Violation]:
    """Yield the violation where the communes of both states are not all communes."""
    added = model.recognised + model.appraised
    above = max(model.recognised.value, model.appraised.value)
    if above <= communes.value != added.value:
        yield Violation(
            model.recognised,
            Bilingual(
                f"{printed(model.recognised)} + {printed(model.appraised)} = "
                f"{printed_with_unit(added)}, nhưng đơn vị có "
                f"{printed_with_unit(communes)}",
                f"{printed(model.recognised)} + {printed(model.appraised)} = "
                f"{printed(added)} communes, but the unit has {printed(communes)}",
            ),
            CHECK_OR_ACKNOWLEDGE,
            ((model.appraised, Bilingual("số còn lại", "the other number")),),
        )


def _wholes_of_one_thing(subject: Subject) -> Iterator[Violation]:
    """Yield violations about a denominator that differs from two others by a typing error."""
    wholes: dict[str, list[Figure]] = {}
    for own in subject.declared_indicators.values():
        whole = own.denominator
        if whole is not None and not is_left_blank(whole):
            wholes.setdefault(whole.unit, []).append(whole)
    for same in wholes.values():
        times = Counter(each.value for each in same)
        usual, most = times.most_common(1)[0]
        for each in same:
            if most > 1 and times[each.value] == 1 and _is_one_slip(each.value, usual):
                other = next(known for known in same if known.value == usual)
                yield Violation(
                    each,
                    Bilingual(
                        f"tổng số {each.unit} là {printed(each)}, chỗ khác ghi {printed(other)}",
                        f"the whole is {printed(each)} {each.unit}, elsewhere {printed(other)}",
                    ),
                    CHECK_OR_ACKNOWLEDGE,
                    ((other, Bilingual("số ở chỗ khác", "the number elsewhere")),),
                )


def _is_one_slip(value: Fraction, usual: Fraction) -> bool:
    """Return whether two numbers differ in the order of their digits, or in one digit."""
    one, other = f"{float(value):g}", f"{float(usual):g}"
    differing = sum(a != b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) > 2 and (sorted(one) == sorted(other) or differing == 1)


@check(catalogue.MORE_THAN_ALL_COMMUNES)
def more_than_all_communes(subject: Subject) -> Iterator[Violation]:
    """Find counts of communes or villages above the number of them that the unit has."""
    limits = _limits(subject)
    for office in subject.models.values():
        for figure in written_figures_of(office):
            limit = limits.get(figure.unit)
            # A commune can be in several rows of a table, and so be counted more than once.
            is_total = figure.path[:1] == (INDICATORS,) and isinstance(figure.origin, Computed)
            if limit is not None and figure.value > limit.value and not is_total:
                said = printed_with_unit(figure)
                yield Violation(
                    figure,
                    Bilingual(
                        f"{said}, nhưng đơn vị chỉ có {printed_with_unit(limit)}",
                        f"{said}, but the unit has {printed(limit)}",
                    ),
                )


def _limits(subject: Subject) -> Mapping[str, Figure]:
    """Return the numbers of communes and villages that the unit has, by unit, where known."""
    report = subject.office(Report)
    if report is None:
        return {}
    communes, villages = _number(report.unit.communes), _number(report.unit.villages)
    limits = {number.unit: number for number in (villages, communes) if number is not None}
    # Of several kinds, each has its own number.
    for units in (report.unit.villages, report.unit.communes):
        for kind in units.kinds if units is not None else ():
            if (number := _number(kind)) is not None:
                limits[number.unit] = number
    if communes is not None:
        # In the files of offices, what is counted below a district is called a commune.
        limits[COMMUNE] = communes
    return limits


def _number(units: Subordinates | UnitsOfKind | None) -> Figure | None:
    """Return the number of listed units, or None where it is not known.

    It is not known where the list names a unit twice or differs from the stated count, which other
    checks find.
    """
    number = units.number if units is not None else None
    if units is None or number is None:
        return None
    return number if number.value == len({name.value for name in units.names}) else None


@check(catalogue.CONTRIBUTIONS_DISAGREE)
def contributions_disagree(subject: Subject) -> Iterator[Violation]:
    """Find money and working days of the people that two files give differently."""
    funds = cast("Funds | None", subject.models.get("funds"))
    resources = cast("Resources | None", subject.models.get("resources"))
    if funds is None or resources is None:
        return
    for given, other in (
        (funds.community.cash.done_million_vnd, resources.cash_million_vnd),
        (funds.community.working_days.done_million_vnd, resources.labour_million_vnd),
    ):
        if is_left_blank(given, other):
            continue
        if not interval(given).meets(interval(other)):
            yield Violation(
                given,
                Bilingual(
                    f"ở đây là {printed_with_unit(given)}, nhưng resources.yaml ghi "
                    f"{printed_with_unit(other)}",
                    f"{printed_with_unit(given)} here, but {printed_with_unit(other)} in "
                    "resources.yaml",
                ),
                Bilingual(
                    "sửa số sai; nếu hai số tính khác nhau thì chấp nhận bằng lệnh "
                    "ntmreport acknowledge",
                    "mend the one that is wrong; if they count differently, accept it with "
                    "ntmreport acknowledge",
                ),
                ((other, Bilingual("số ở resources.yaml", "the figure in resources.yaml")),),
            )
