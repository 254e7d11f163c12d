"""A Code Quality report of GitLab: what a merge request adds and mends.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.diagnostic import Severity
from ntmreport.escapes import json_text
from ntmreport.reporters.fingerprint import fingerprints, relative_path
from ntmreport.reporters.result import HELP

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.language import Language
    from ntmreport.reporters.result import Result

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def report(result: Result, language: Language) -> str:
    """Return the diagnostics that nobody acknowledged, in their order."""
    identified = zip(result.diagnostics, fingerprints(result.diagnostics), strict=True)
    return json_text(
        [_issue(diagnostic, known_by, language) for diagnostic, known_by in identified]
    )


def _issue(diagnostic: Diagnostic, fingerprint: str, language: Language) -> dict[str, object]:
    description = f"{diagnostic.rule.code} {diagnostic.message.text(language)}"
    if diagnostic.hint is not None:
        description += f"; {HELP.text(language)}: {diagnostic.hint.text(language)}"
    return {
        "description": description,
        "check_name": diagnostic.rule.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[diagnostic.rule.severity],
        "location": {
            "path": relative_path(diagnostic.span.file),
            "lines": {"begin": diagnostic.span.line, "end": diagnostic.span.end_line},
        },
    }
