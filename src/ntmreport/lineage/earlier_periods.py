"""The figures of earlier periods, whose folders stand beside that of a period."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from ntmreport.model import indicators_of, texts_of, written_figures_of
from ntmreport.model.other_period import read_other_period
from ntmreport.model.period_folders import folder_beside
from ntmreport.model.report_period import WHOLE_YEAR

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Mapping

    from ntmreport.figure import Figure
    from ntmreport.model import Model, ReportPeriod
    from ntmreport.source import MappingNode, SourceTexts
    from ntmreport.span import Path

FiguresByPeriod: TypeAlias = "dict[ReportPeriod, dict[Path, Figure]]"
"""The figures of each period by their paths."""


def earlier_periods(
    this: ReportPeriod, data: pathlib.Path, most: int, declared: Mapping[str, MappingNode]
) -> FiguresByPeriod:
    """Return the figures of the `most` periods before, as far back as they stand without a gap.

    They are of the same kind; before the first months of a year, the whole last year comes too.
    `declared` are the indicators of the form.
    """
    found: FiguresByPeriod = {}
    wanted = this.previous
    while len(found) < most and (figures := _of(this, wanted, data, declared)) is not None:
        found[wanted] = figures
        wanted = wanted.previous
    if (
        this.months != WHOLE_YEAR
        and (figures := _of(this, this.year_before, data, declared)) is not None
    ):
        found[this.year_before] = figures
    return found


class FiguresBefore(Struct, frozen=True):
    """The figures of the period before, and the texts of its lists' entries, by path."""

    period: ReportPeriod
    figures: Mapping[Path, Figure]
    texts: Mapping[Path, str] = MappingProxyType({})

    def at(self, path: Path) -> Figure | None:
        """Return the figure of a path; None of entries of lists, which may have moved."""
        is_listed = any(isinstance(step, int) for step in path)
        return None if is_listed else self.figures.get(path)


def period_before(
    this: ReportPeriod,
    data: pathlib.Path,
    declared: Mapping[str, MappingNode],
    source: SourceTexts | None = None,
) -> FiguresBefore | None:
    """Return the figures of the period of the same kind before; None where it has no folder.

    Its files are read through `source`.
    """
    models = _models_of(this, this.previous, data, declared, source)
    if models is None:
        return None
    texts = {
        text.path: text.value
        for model in models.values()
        for text in texts_of(model)
        if any(isinstance(step, int) for step in text.path)
    }
    return FiguresBefore(this.previous, _by_path(models), texts)


def _of(
    this: ReportPeriod,
    wanted: ReportPeriod,
    data: pathlib.Path,
    declared: Mapping[str, MappingNode],
) -> dict[Path, Figure] | None:
    models = _models_of(this, wanted, data, declared)
    return None if models is None else _by_path(models)


def _models_of(
    this: ReportPeriod,
    wanted: ReportPeriod,
    data: pathlib.Path,
    declared: Mapping[str, MappingNode],
    source: SourceTexts | None = None,
) -> Mapping[str, Model] | None:
    folder = folder_beside(data, this, wanted)
    if folder is None:
        return None
    models, _ = read_other_period(folder, declared, source)
    return models


def _by_path(models: Mapping[str, Model]) -> dict[Path, Figure]:
    return {figure.path: figure for figure in _figures(models)}


def _figures(models: Mapping[str, Model]) -> Iterator[Figure]:
    for model in models.values():
        yield from written_figures_of(model)
        yield from indicators_of(model)
