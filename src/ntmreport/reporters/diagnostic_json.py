"""The program's own machine format: a JSON list with one object for each diagnostic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.escapes import json_text
from ntmreport.language import Hint
from ntmreport.span import written_path

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.language import Language
    from ntmreport.reporters.result import Result
    from ntmreport.span import Span


def report(result: Result, language: Language) -> str:
    """Return the diagnostics that nobody acknowledged, in their order."""
    return json_text([record(diagnostic, language) for diagnostic in result.diagnostics])


def record(diagnostic: Diagnostic, language: Language) -> dict[str, object]:
    """Return one diagnostic as an object of JSON."""
    return {
        "code": diagnostic.rule.code,
        "severity": diagnostic.rule.severity.value,
        "message": diagnostic.message.text(language),
        "path": written_path(diagnostic.path),
        **_place(diagnostic.span),
        "hint": None if diagnostic.hint is None else diagnostic.hint.text(language),
        "instead": list(hint.instead) if isinstance(hint := diagnostic.hint, Hint) else [],
        "related": [
            {"message": related.message.text(language), **_place(related.span)}
            for related in diagnostic.related
        ],
    }


def _place(span: Span) -> dict[str, object]:
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
