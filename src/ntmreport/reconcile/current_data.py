"""The data as it is now, or as it would be with other texts: values by path, and what it prints."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.lineage.report_lineage import figures_of
from ntmreport.pipeline import Compiler
from ntmreport.reconcile.recorded_report import record_of
from ntmreport.source import SourceTexts, scalars_in
from ntmreport.validation import validate

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping, Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.document import Document
    from ntmreport.figure import Figure
    from ntmreport.pipeline import Compiled
    from ntmreport.reconcile.recorded_report import RecordedReport
    from ntmreport.source import Scalar
    from ntmreport.span import Path


class CurrentData(Struct, frozen=True):
    """A period compiled with one form.

    `scalars` are the values of the data by their paths, `figures` all figures that have one.
    """

    compiled: Compiled
    document: Document
    record: RecordedReport
    scalars: Mapping[Path, Scalar]
    figures: Mapping[Path, Figure]
    diagnostics: tuple[Diagnostic, ...]


class ReportSource(Struct, frozen=True):
    """The folder, form and communes that a report is made from."""

    data: pathlib.Path
    form: str
    templates: pathlib.Path | None
    communes: Sequence[pathlib.Path]

    def compiled(self, instead: Mapping[str, str]) -> Compiled:
        """Return the data compiled, with `instead` by the names of files."""
        texts = SourceTexts(instead)
        return Compiler(self.templates, self.communes, texts).compile(self.data, self.form)

    def diagnostics(self, compiled: Compiled) -> tuple[Diagnostic, ...]:
        """Return all that is wrong with a period."""
        return validate(compiled, self.data, datetime.date.today()).diagnostics

    def now(self, instead: Mapping[str, str]) -> CurrentData | None:
        """Return the data with `instead`; None where it makes no report."""
        compiled = self.compiled(instead)
        return state_of(compiled, self.diagnostics(compiled))


def state_of(compiled: Compiled, diagnostics: tuple[Diagnostic, ...]) -> CurrentData | None:
    """Return a compiled period with its values by path; None where it makes no report."""
    if compiled.document is None or compiled.year is None:
        return None
    scalars = {
        scalar.path: scalar for root in compiled.files.values() for scalar in scalars_in(root)
    }
    figures = {figure.path: figure for figure in figures_of(compiled.year) if figure.path}
    record = record_of(compiled.document)
    return CurrentData(compiled, compiled.document, record, scalars, figures, diagnostics)
