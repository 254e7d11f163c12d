"""Diagnostics as an editor shows them, each in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ntmreport.diagnostic import Severity
from ntmreport.span import Span, written_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.language import Language
    from ntmreport.language_server.positions import Positions

SOURCE = "ntmreport"
"""The source of the diagnostics, which editors show beside them."""

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}


def shown(
    diagnostic: Diagnostic,
    name: str,
    positions: Callable[[str], Positions],
    uri: Callable[[str], str],
    language: Language,
) -> types.Diagnostic:
    """Return a diagnostic for the file `name`; what is about no place of it stands at its start."""
    span = diagnostic.span
    if span.file != name:
        span = Span(name, 1, 1, 1, 1)
    message = diagnostic.message.text(language)
    if diagnostic.hint is not None:
        message = f"{message}\n→ {diagnostic.hint.text(language)}"
    return types.Diagnostic(
        range=positions(name).range_of(span),
        message=message,
        severity=_SEVERITIES[diagnostic.rule.severity],
        code=diagnostic.rule.code,
        source=SOURCE,
        related_information=[
            types.DiagnosticRelatedInformation(
                types.Location(uri(each.span.file), positions(each.span.file).range_of(each.span)),
                each.message.text(language),
            )
            for each in diagnostic.related
        ]
        or None,
        data=written_path(diagnostic.path) or None,
    )
