"""The figures of the period before, kept for as long as its files stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ntmreport.model import indicators_of, written_figures_of
from ntmreport.model.offices.report import Report
from ntmreport.model.other_period import read_other_period
from ntmreport.model.period_folders import folder_beside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.figure import Figure
    from ntmreport.live.kept_periods import PeriodState
    from ntmreport.model import ReportPeriod
    from ntmreport.source import MappingNode, SourceTexts
    from ntmreport.span import Path


class FiguresBefore(NamedTuple):
    """The figures of the period before, by their paths."""

    period: ReportPeriod
    figures: Mapping[Path, Figure]

    def at(self, path: Path) -> Figure | None:
        """Return the figure of a path; None of entries of lists, which may have moved."""
        if any(isinstance(step, int) for step in path):
            return None
        return self.figures.get(path)


class _Kept(NamedTuple):
    texts: Mapping[str, str]
    declared: Mapping[str, MappingNode]
    before: FiguresBefore


_MOST_KEPT = 8


class PeriodsBefore:
    """The figures of the periods before those that are open."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def before(self, state: PeriodState, texts: SourceTexts) -> FiguresBefore | None:
        """Return the figures of the period before; None where it has no folder."""
        report = next(
            (
                found
                for _, compiled in state.forms
                if isinstance(found := compiled.models.get("report"), Report)
            ),
            None,
        )
        if report is None:
            return None
        this = report.period
        folder = folder_beside(state.data, this, this.previous)
        if folder is None:
            return None
        begin = f"{folder.as_posix()}/"
        read = {
            name: text for name, text in state.validation.texts.items() if name.startswith(begin)
        }
        declared = state.forms[0][1].declared
        known = self._kept.get(begin)
        if known is not None and known.texts == read and known.declared == declared:
            return known.before
        models, _ = read_other_period(folder, declared, texts)
        figures = {
            figure.path: figure
            for model in models.values()
            for figure in (*written_figures_of(model), *indicators_of(model))
        }
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        before = FiguresBefore(this.previous, figures)
        self._kept[begin] = _Kept(read, declared, before)
        return before
