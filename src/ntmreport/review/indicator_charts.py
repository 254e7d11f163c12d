"""From a period and those before it to charts of how indicators developed, in inline SVG."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.escapes import html_text
from ntmreport.figure import PERCENT, Computed, Figure, Operation, Stated, absolute, difference
from ntmreport.figure.number_format import printed, printed_with_unit, rounded
from ntmreport.language import Bilingual
from ntmreport.lineage.earlier_periods import earlier_periods
from ntmreport.lineage.report_lineage import figures_of
from ntmreport.model import ReportPeriod, indicators_of, models_of
from ntmreport.model.shapes import Baseline
from ntmreport.review.page_labels import WORDS

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.language import Language
    from ntmreport.model import YearData
    from ntmreport.source import MappingNode
    from ntmreport.span import Path

MOST_PERIODS = 10
"""Periods before the report's that are read."""


class Point(Struct, frozen=True):
    """An indicator in one period."""

    period: ReportPeriod
    figure: Figure
    is_baseline: bool = False

    @property
    def text(self) -> str:
        """The value as the report prints it."""
        return printed(self.figure)


class Series(Struct, frozen=True):
    """An indicator in two periods or more, the report's last. `change` is since the first."""

    figure: Figure
    points: tuple[Point, ...]
    change: Figure

    def sentence(self) -> Bilingual:
        """Say by how much the indicator has changed since the first period."""
        first = self.points[0].period.words
        if self.change.value == 0:
            return Bilingual(f"không đổi so với {first.vi}", f"unchanged since {first.en}")
        much = printed_with_unit(absolute(self.change))
        if self.change.value > 0:
            return Bilingual(f"tăng {much} so với {first.vi}", f"up {much} since {first.en}")
        return Bilingual(f"giảm {much} so với {first.vi}", f"down {much} since {first.en}")


def series_of(
    year: YearData,
    printed_paths: Sequence[Path],
    data: pathlib.Path,
    declared: Mapping[str, MappingNode],
) -> list[Series]:
    """Return the printed indicators that have a baseline or stand in earlier periods too."""
    this = year.report.period
    earlier = earlier_periods(this, data, MOST_PERIODS, declared)
    baselines = _baselines(year)
    known = {figure.path: figure for figure in figures_of(year)}
    wanted = dict.fromkeys(printed_paths)
    found = []
    for path, figure in known.items():
        before = {
            each: figures[path]
            for each, figures in earlier.items()
            if path in wanted and _is_same_thing(figures.get(path), figure)
        }
        points = [Point(each, before[each]) for each in before]
        baseline = baselines.get(path)
        if baseline is not None:
            points = [point for point in points if point.period != baseline.period] + [baseline]
        points = [point for point in points if point.period.last_day < this.last_day]
        points = [
            *sorted(points, key=lambda point: point.period.last_day),
            Point(this, figure),
        ]
        has_moved = baseline is not None or len({point.figure.value for point in points}) > 1
        change = difference(figure, points[0].figure)
        if len(points) > 1 and has_moved and change is not None:
            found.append(Series(figure, tuple(points), change))
    return found


def _is_same_thing(before: Figure | None, now: Figure) -> bool:
    """Return whether two years' figures can be compared. The entries of a list may have moved."""
    return (
        before is not None
        and before.unit == now.unit
        and before.label == now.label
        and all(isinstance(step, str) for step in now.path)
    )


def _baselines(year: YearData) -> Mapping[Path, Point]:
    """Return the baseline of each indicator, by its path: what a change is measured from."""
    offices = tuple(year.offices.values())
    years = {
        model.share_percent.path: model.year
        for office in offices
        for model in models_of(office)
        if isinstance(model, Baseline)
    }
    points: dict[Path, Point] = {}
    for office in offices:
        for figure in indicators_of(office):
            match _computed(figure):
                case Computed(operation=Operation.DIFFERENCE, inputs=(now, base)):
                    if base.path in years and now.path:
                        base_year = int(years[base.path])
                        period = ReportPeriod(base_year, base_year)
                        points[now.path] = Point(period, base, is_baseline=True)
                case _:
                    pass
    return points


def _computed(figure: Figure) -> object:
    origin = figure.origin
    return origin.computed.origin if isinstance(origin, Stated) and origin.computed else origin


_WIDTH = 340
_ROW = 28
_BAR = 16
_LEFT = 46  # where bars begin, right of the years
_LETTERS_OF_A_YEAR, _LETTER = 4, 9  # what the name of another period needs more
_RIGHT = 88  # what the numbers need behind the longest bar
_GAP = 6


def chart(series: Series, name: str, number: int, language: Language) -> str:
    """Return the chart as an SVG element; `number` tells its identifiers from other charts'."""
    height = _ROW * len(series.points)
    lowest = min(Fraction(0), *(point.figure.value for point in series.points))
    highest = max(Fraction(0), *(point.figure.value for point in series.points))
    if series.figure.unit == PERCENT and highest <= 100:
        highest = Fraction(100)
    span = highest - lowest or Fraction(1)
    letters = max(len(point.period.short) for point in series.points)
    left = _LEFT + _LETTER * max(0, letters - _LETTERS_OF_A_YEAR)
    scale = (_WIDTH - left - _RIGHT) / span
    zero = left - lowest * scale
    rows = (
        row
        for index, point in enumerate(series.points)
        for row in _row(point, left, zero, scale, index, index == len(series.points) - 1, language)
    )
    description = f"{_listed(series, language)}; {series.sentence().text(language)}"
    return (
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {height}" role="img"'
        f' aria-labelledby="chart-{number}-title chart-{number}-text">'
        f'<title id="chart-{number}-title">{html_text(name)}</title>'
        f'<desc id="chart-{number}-text">{html_text(description)}</desc>'
        f"{''.join(rows)}"
        f'<line class="axis" x1="{_short(zero)}" x2="{_short(zero)}" y1="0" y2="{height}"/></svg>'
    )


def _row(
    point: Point,
    left: int,
    zero: Fraction,
    scale: Fraction,
    index: int,
    is_last: bool,
    language: Language,
) -> Iterator[str]:
    top = _ROW * index
    start, end = sorted((zero, zero + point.figure.value * scale))
    middle = top + _ROW // 2 + 5
    kind = "bar now" if is_last else "bar"
    note = ""
    if point.is_baseline:
        note = f'<tspan class="note" dx="4">{html_text(WORDS["baseline"].text(language))}</tspan>'
    yield f'<text class="year" x="{left - _GAP}" y="{middle}" text-anchor="end">'
    yield f'{point.period.short}</text><rect class="{kind}" x="{_short(start)}"'
    yield f' y="{top + (_ROW - _BAR) // 2}" width="{_short(end - start)}" height="{_BAR}"/>'
    yield f'<text class="value" x="{_short(end + _GAP)}" y="{middle}">'
    yield f"{html_text(point.text)}{note}</text>"


def _listed(series: Series, language: Language) -> str:
    baseline = WORDS["baseline"].text(language)
    return ", ".join(
        f"{point.period.short}{f' ({baseline})' if point.is_baseline else ''}: {point.text}"
        for point in series.points
    )


def _short(value: Fraction) -> str:
    """Return a length with one decimal: exact arithmetic, so that every machine draws the same."""
    return str(rounded(value, 1))
