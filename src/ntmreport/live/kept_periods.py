"""The compiler that stays: the periods of a repository, brought up to date after each change.

What is read, compiled and checked is kept where nothing has changed that it follows from; the
rest is done as a fresh run does it, so that both give the same.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport import cache
from ntmreport.lineage.report_lineage import lineage_of_each
from ntmreport.pipeline import Compiler
from ntmreport.source import SourceTexts
from ntmreport.validation import merged, validate

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from pathlib import Path

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.lineage import Entry
    from ntmreport.pipeline import Compiled
    from ntmreport.validation import Validation


class PeriodState(Struct, frozen=True, eq=False, dict=True, weakref=True):
    """A period as it stands: compiled with each form that it names, and all that is wrong with it.

    `forms` are what was compiled, by the form's name. Where they make no report, `earlier` is the
    state that last had one.
    """

    data: Path
    forms: tuple[tuple[str, Compiled], ...]
    validation: Validation
    earlier: PeriodState | None = None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is wrong with the period, as `validate` tells it."""
        return self.validation.diagnostics

    @property
    def has_report(self) -> bool:
        """Return whether each of the forms makes a report."""
        return all(each.document is not None and each.year is not None for _, each in self.forms)

    @property
    def last_report(self) -> PeriodState | None:
        """The state that last had a report; None where none had."""
        return self if self.has_report else self.earlier

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every figure of the reports with the places that print it; none without a report."""
        return lineage_of_each(
            [
                (name, each.year, each.document)
                for name, each in self.forms
                if each.year is not None and each.document is not None
            ]
        )


class KeptPeriods:
    """The periods of one repository or several, kept between changes.

    `texts` are what files are read through: the texts that an editor has not saved yet stand there.
    """

    def __init__(self, templates: Path | None = None, communes: Sequence[Path] = ()) -> None:
        """Take forms and communes as `Compiler` does."""
        self.texts = SourceTexts()
        self._compiler = Compiler(templates, communes, self.texts)
        self._states: dict[Path, PeriodState] = {}
        self._entries: dict[str, bytes] = {}

    def state(self, data: Path, today: datetime.date) -> PeriodState:
        """Return the period in the folder `data` as its files are now."""
        # What is typed at this moment is nothing to keep on disk.
        with cache.in_memory(self._entries):
            forms = tuple(self._compiler.compile_each(data))
            validation = merged(
                [validate(each, data, today, source=self.texts) for _, each in forms]
            )
        state = PeriodState(data, forms, validation)
        before = self._states.get(data)
        if before is not None and not state.has_report:
            state = replace(state, earlier=before.last_report)
        self._states[data] = state
        return state

    def forget(self, data: Path) -> None:
        """Keep the period in the folder `data` no longer."""
        self._states.pop(data, None)
