"""How indicators developed: since their baselines, and over the years that stand side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntmreport.figure import Computed, Figure, Operation, Stated, absolute, difference
from ntmreport.figure.number_format import printed, printed_with_unit
from ntmreport.language import Bilingual
from ntmreport.lineage.earlier_years import earlier_years
from ntmreport.lineage.report_lineage import figures_of
from ntmreport.model import indicators_of, models_of
from ntmreport.model.shapes import Baseline

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping, Sequence

    from ntmreport.model import YearData
    from ntmreport.span import Path

MOST_YEARS = 10
"""How many years before the report's are looked for."""


@dataclass(frozen=True, slots=True)
class Point:
    """An indicator in one year."""

    year: int
    figure: Figure
    is_baseline: bool = False

    @property
    def text(self) -> str:
        """The value as the report prints it."""
        return printed(self.figure)


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator in two years or more, the report's year last. `change` is since the first."""

    figure: Figure
    points: tuple[Point, ...]
    change: Figure

    def sentence(self) -> Bilingual:
        """Say by how much the indicator has changed since the first year."""
        first = self.points[0].year
        if self.change.value == 0:
            return Bilingual(f"không đổi so với năm {first}", f"unchanged since {first}")
        much = printed_with_unit(absolute(self.change))
        if self.change.value > 0:
            return Bilingual(f"tăng {much} so với năm {first}", f"up {much} since {first}")
        return Bilingual(f"giảm {much} so với năm {first}", f"down {much} since {first}")


def series_of(year: YearData, printed_paths: Sequence[Path], data: pathlib.Path) -> list[Series]:
    """Return the printed indicators that have a baseline or stand in earlier years too."""
    this = int(year.report.year)
    earlier = earlier_years(this, data, MOST_YEARS)
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
        points = [Point(each, before[each]) for each in sorted(before)]
        baseline = baselines.get(path)
        if baseline is not None:
            points = [point for point in points if point.year != baseline.year] + [baseline]
        points = [point for point in points if point.year < this]
        points = [*sorted(points, key=lambda point: point.year), Point(this, figure)]
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
                        points[now.path] = Point(int(years[base.path]), base, is_baseline=True)
                case _:
                    pass
    return points


def _computed(figure: Figure) -> object:
    origin = figure.origin
    return origin.computed.origin if isinstance(origin, Stated) and origin.computed else origin
