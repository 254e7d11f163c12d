"""Workflow commands of GitHub Actions: annotations on the lines of a pull request.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.diagnostic import Severity
from ntmreport.escapes import github_message, github_property
from ntmreport.reporters.fingerprint import relative_path
from ntmreport.reporters.result import whole_message

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.language import Language
    from ntmreport.reporters.result import Result

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def report(result: Result, language: Language) -> str:
    """Return one command for each diagnostic that nobody acknowledged; no more than a line end."""
    commands = [_command(diagnostic, language) for diagnostic in result.diagnostics]
    return "\n".join(commands) + "\n"


def _command(diagnostic: Diagnostic, language: Language) -> str:
    span, rule = diagnostic.span, diagnostic.rule
    properties: dict[str, object] = {
        "file": relative_path(span.file),
        "line": span.line,
        "endLine": span.end_line,
    }
    if span.line == span.end_line:  # GitHub takes columns within one line only
        properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = f"{rule.code} {rule.name}"
    written = ",".join(
        f"{name}={github_property(str(value))}" for name, value in properties.items()
    )
    message = github_message(whole_message(diagnostic, language))
    return f"::{_COMMANDS[rule.severity]} {written}::{message}"
