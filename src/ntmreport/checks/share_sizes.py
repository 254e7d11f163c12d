"""Shares far from others of their kind, as a misplaced decimal point makes them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.violation import CHECK_OR_ACKNOWLEDGE, Violation, check
from ntmreport.figure import PERCENT, Computed, Figure, Stated
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.figure.number_format import printed
from ntmreport.language import Bilingual
from ntmreport.model import OPTIONAL_MODELS, indicators_of, models_of, written_figures_of
from ntmreport.model.declared_indicators import declared_in
from ntmreport.model.figure_fields import measure_of
from ntmreport.model.offices.report import Report
from ntmreport.model.shapes import Baseline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from ntmreport.checks.violation import Subject
    from ntmreport.model import Model
    from ntmreport.span import Path

FAR_TIMES = 6
"""Shares of a kind seldom differ by a larger factor; a misplaced point makes it ten."""

FAR_POINTS = 3
"""Shares that differ by less, in percentage points, are small ones."""

FAR_TIMES_OF_A_BASELINE = 10
"""Since a baseline, a share can have grown more; it seldom falls."""

USUAL_ACHIEVEMENT = (30, 400)
"""The usual percentages of a target that are reached, lowest and highest."""

USUAL_OF_DECLARED = (12, 800)
"""The same of indicators that an office declares: of some of them less is better."""


def is_far(share: Fraction, other: Fraction, times: int = FAR_TIMES) -> bool:
    """Return whether two shares are as far apart as a misplaced decimal point makes them."""
    low, high = sorted((share, other))
    return high >= FAR_POINTS and high - low >= FAR_POINTS and high > times * low


@check(catalogue.SHARE_UNLIKE_ITS_KIND)
def share_unlike_its_kind(subject: Subject) -> Iterator[Violation]:
    """Find shares far from all others of their kind, and odd percentages of a target."""
    for name, office in subject.models.items():
        if name in OPTIONAL_MODELS:
            continue
        shares = list(_shares(office))
        akin: dict[Path, list[int]] = {}
        for number, share in enumerate(shares):
            for kind in _kinds(share):
                akin.setdefault(kind, []).append(number)
        reported: set[int] = set()
        for number, share in enumerate(shares):
            if isinstance(share.origin, Computed):
                continue
            # A share beside its own numbers is compared with them by other checks.
            if isinstance(share.origin, Stated) and share.origin.computed is not None:
                continue
            if all(
                is_far(share.value, shares[other].value) for other in _akin_to(number, share, akin)
            ):
                others = sorted(_akin_to(number, share, akin))
                # Of two that are far from each other, one is a violation.
                if not reported.issuperset(others):
                    reported.add(number)
                    yield _violation(share, shares[others[0]])
        yield from _of_baselines(office, shares)
        yield from _of_targets(office)
        yield from _of_next_year(office)
    yield from _beyond_all_measure(subject)


_SIZES = {"xã": 0, "phường": 0, "đặc khu": 0, "thị trấn": 0, "tỉnh": 2}
"""Sizes of units by level: the others are between, such as a huyện."""

_MIDDLE, _LARGEST = 1, 2
_MOST = {
    "ha": (100_000, 500_000, 3_000_000),
    "km": (5_000, 20_000, 200_000),
    "tấn/năm": (1_000_000, 5_000_000, 50_000_000),
    "triệu đồng": (5_000_000, 50_000_000, 1_000_000_000),
    "tỷ đồng": (5_000, 50_000, 1_000_000),
    "sao": (5, 5, 5),
}
"""The most that units of the three sizes have: beyond it another unit of measure is meant."""


def _beyond_all_measure(subject: Subject) -> Iterator[Violation]:
    """Yield violations about figures that are too large for their unit: square metres as ha."""
    report = subject.office(Report)
    level = report.unit.level if report is not None else None
    if level is None or is_left_blank(level):
        return
    # A thành phố with no unit above it is as large as a tỉnh.
    above = report.unit.parent if report is not None else None
    known = _SIZES.get(level.value, _LARGEST if above is None else _MIDDLE)
    for name, office in subject.models.items():
        if name in OPTIONAL_MODELS:
            continue
        for figure in written_figures_of(office):
            most = _MOST.get(figure.unit, (0, 0, 0))[known]
            if most and figure.value > most:
                yield Violation(
                    figure,
                    Bilingual(
                        f"{printed(figure)} {figure.unit} là quá lớn: có lẽ số tính bằng đơn vị "
                        "khác",
                        f"{printed(figure)} {figure.unit} is too much: another unit may be meant",
                    ),
                    CHECK_OR_ACKNOWLEDGE,
                )


def _of_next_year(office: Model) -> Iterator[Violation]:
    """Yield violations about goals of next year, `next_income`, far from the result."""
    entries = declared_in(office)
    for key, goal in entries.items():
        reached = entries.get(key.removeprefix("next_")) if key.startswith("next_") else None
        if reached is None:
            continue
        then, now = goal.main, reached.main
        if then is None or now is None or is_left_blank(then, now) or then.unit != now.unit:
            continue
        low, high = sorted((then.value, now.value))
        if high > FAR_TIMES * low:
            yield _violation(then, now)


def _shares(office: Model) -> Iterator[Figure]:
    """Yield the percentages of a whole, written and computed: no changes, none of another year."""
    no_shares = {model.path for model in models_of(office) if isinstance(model, Baseline)}
    no_shares |= {own.path for own in declared_in(office).values() if own.is_change}
    achievements = {figure.path for figure in _achievements(office)}
    seen = set()
    for figure in (*written_figures_of(office), *indicators_of(office)):
        if figure.unit != PERCENT or figure.path in seen or figure.path in achievements:
            continue
        seen.add(figure.path)
        if figure.path[:-1] not in no_shares and figure.path[-1] != "achievement":
            yield figure


def _akin_to(number: int, share: Figure, akin: Mapping[Path, Sequence[int]]) -> Iterator[int]:
    """Yield the numbers of shares in the same group, or with the same key in groups beside it."""
    return (other for kind in _kinds(share) for other in akin[kind] if other != number)


def _kinds(share: Figure) -> tuple[Path, Path]:
    """Return the two kinds of a share: its group, and its key within the groups beside it."""
    return ("group", *share.path[:-1]), ("key", *share.path[:-2], share.path[-1])


def _of_baselines(office: Model, shares: list[Figure]) -> Iterator[Violation]:
    """Yield violations about shares far from their baseline, at the smaller of the two."""
    by_path = {share.path: share for share in shares}
    baselines = [
        ((*model.path[:-1], str(model.path[-1]).replace("baseline", "share")), model.share_percent)
        for model in models_of(office)
        if isinstance(model, Baseline)
    ]
    baselines += [
        ((*own.path, "share"), own.baseline.value)
        for own in declared_in(office).values()
        if own.baseline is not None and not is_left_blank(own.baseline)
    ]
    for path, then in baselines:
        now = by_path.get(path)
        if now is None or now.value > 100 or then.unit != PERCENT:
            continue
        times = FAR_TIMES if now.value < then.value else FAR_TIMES_OF_A_BASELINE
        if is_far(then.value, now.value, times):
            yield (
                _violation(then, now)
                if then.value < now.value
                else _violation(_part(now), then, now)
            )


def _part(share: Figure) -> Figure:
    """Return the numerator of a computed share, or the share itself."""
    return share.origin.inputs[0] if isinstance(share.origin, Computed) else share


def _of_targets(office: Model) -> Iterator[Violation]:
    for figure in _achievements(office):
        is_declared = figure.path[0] == "indicators"
        lowest, highest = USUAL_OF_DECLARED if is_declared else USUAL_ACHIEVEMENT
        if not lowest <= figure.value <= highest:
            yield Violation(
                figure,
                Bilingual(
                    f"mức đạt so với chỉ tiêu là {printed(figure)}, khác thường",
                    f"an unusual percentage of a target: {printed(figure)}",
                ),
                CHECK_OR_ACKNOWLEDGE,
            )


def _achievements(office: Model) -> Iterator[Figure]:
    """Yield the written percentages of a target, which can be above 100%."""
    for model in models_of(office):
        for name in _without_a_limit(type(model)):
            value = getattr(model, name)
            if isinstance(value, Figure) and value.unit == PERCENT:
                yield value
    for figure in indicators_of(office):
        if figure.path[-1] == "achievement" and (
            isinstance(figure.origin, Stated) or figure.path[0] == "indicators"
        ):
            yield figure


@lru_cache(maxsize=512)
def _without_a_limit(model: type[Model]) -> tuple[str, ...]:
    """Return the fields whose figures have no largest value."""
    measures = ((name, measure_of(field.metadata)) for name, field in model.model_fields.items())
    return tuple(
        name for name, measure in measures if measure is not None and measure.largest is None
    )


def _violation(doubted: Figure, other: Figure, share: Figure | None = None) -> Violation:
    share = share or doubted
    return Violation(
        doubted,
        Bilingual(
            f"tỷ lệ {printed(share)} khác xa số liệu cùng loại: {printed(other)}",
            f"the share {printed(share)} is far from one of its kind: {printed(other)}",
        ),
        CHECK_OR_ACKNOWLEDGE,
        ((other, Bilingual("số liệu cùng loại", "a figure of its kind")),),
    )
