"""The figures of the period before, kept for as long as its files stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.lineage.earlier_periods import FiguresBefore, period_before
from ntmreport.model.offices.report import Report
from ntmreport.model.period_folders import folder_beside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.live.kept_periods import PeriodState
    from ntmreport.source import MappingNode, SourceTexts

_MOST_KEPT = 8


class _Kept(Struct, frozen=True):
    texts: Mapping[str, str]
    declared: Mapping[str, MappingNode]
    before: FiguresBefore | None


class PeriodsBefore:
    """The figures of the periods before those that are open."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def before(self, state: PeriodState, texts: SourceTexts) -> FiguresBefore | None:
        """Return the figures of the period before; None where it has no folder."""
        reports = (compiled.models.get("report") for _, compiled in state.forms)
        report = next((each for each in reports if isinstance(each, Report)), None)
        this = report.period if report is not None else None
        folder = folder_beside(state.data, this, this.previous) if this is not None else None
        if this is None or folder is None:
            return None
        begin = f"{folder.as_posix()}/"
        read = {
            name: text for name, text in state.validation.texts.items() if name.startswith(begin)
        }
        declared = state.forms[0][1].declared
        known = self._kept.get(begin)
        if known is not None and known.texts == read and known.declared == declared:
            return known.before
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        before = period_before(this, state.data, declared, texts)
        self._kept[begin] = _Kept(read, declared, before)
        return before
