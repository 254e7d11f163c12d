"""Printing to standard error: the diagnostics or the sentence that a command stops with."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ntmreport.cli.exit_codes import ExitCode
from ntmreport.cli.terminal import print_lines, terminal_width
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.pipeline import Compiled


def compiled_year(
    data: Path, communes: Sequence[Path], templates: Path | None, language: Language
) -> Compiled | None:
    """Return the year in `data`, compiled; None where it makes no report, which is printed.

    `communes` are the folders of communes that report themselves.
    """
    from ntmreport.pipeline import Compiler

    compiled = Compiler(templates, communes).compile(data)
    if compiled.document is None:
        print_no_report(compiled, compiled.diagnostics, language)
        return None
    return compiled


def print_no_report(
    compiled: Compiled, diagnostics: Sequence[Diagnostic], language: Language
) -> int:
    """Print what is wrong with a year, and that no report was built; return the exit code."""
    from ntmreport.reporters.diagnostic_text import summary

    stopped = Bilingual("chưa lập được báo cáo", "no report was built")
    counted = f"{summary(diagnostics).text(language)}; {stopped.text(language)}"
    return print_diagnostics(diagnostics, compiled.texts, language, after=[counted])


def print_diagnostics(
    diagnostics: Sequence[Diagnostic],
    texts: Mapping[str, str],
    language: Language,
    *,
    before: Sequence[str] = (),
    after: Sequence[str] = (),
) -> int:
    """Print diagnostics with the lines `before` and `after` them, and return the exit code."""
    from ntmreport.reporters.diagnostic_text import report_lines

    lines = report_lines(diagnostics, texts, language, width=terminal_width())
    print_lines(*before, *lines, *after, file=sys.stderr)
    return ExitCode.ERRORS


def refuse(message: Bilingual, language: Language) -> int:
    """Print why the command does nothing, and return the exit code."""
    print_lines(message.text(language), file=sys.stderr)
    return ExitCode.ERRORS
