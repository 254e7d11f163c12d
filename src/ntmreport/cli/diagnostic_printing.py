"""Printing to standard error: the diagnostics or the sentence that a command stops with."""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import TYPE_CHECKING

from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.terminal import print_lines, terminal_width
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.document import Document
    from ntmreport.model import YearData
    from ntmreport.pipeline import Compiled, Compiler


@lru_cache(maxsize=1)
def compiler_for(
    templates: Path | None, communes: tuple[Path, ...], *, is_watched: bool = False
) -> Compiler:
    """Return what compiles all folders of a call that this process is given.

    Of folders that are watched, it keeps what it has read.
    """
    from ntmreport.pipeline import Compiler
    from ntmreport.source import SourceTexts

    return Compiler(templates, communes, SourceTexts() if is_watched else None)


def compiled_forms(
    data: Path,
    form: str | None,
    communes: Sequence[Path],
    templates: Path | None,
    language: Language,
    *,
    is_watched: bool = False,
) -> Sequence[tuple[str, Compiled]]:
    """Return the year in `data` compiled with each of its forms, or the named one, by name.

    There is none where one makes no report, which is printed. `communes` are the folders of
    communes that report themselves.
    """
    compiler = compiler_for(templates, tuple(communes), is_watched=is_watched)
    chosen = chosen_forms(compiler.compile_each(data), form)
    for _, compiled in chosen:
        if compiled.document is None or compiled.year is None:
            print_no_report(compiled, compiled.diagnostics, language)
            return ()
    return chosen


def reports_of(chosen: Sequence[tuple[str, Compiled]]) -> list[tuple[str, YearData, Document]]:
    """Return the year and the report of each form, by the form's name."""
    return [
        (name, compiled.year, compiled.document)
        for name, compiled in chosen
        if compiled.year is not None and compiled.document is not None
    ]


def chosen_forms(
    each: Sequence[tuple[str, Compiled]], form: str | None
) -> Sequence[tuple[str, Compiled]]:
    """Return what was compiled with the `form` that is named, or with each of the data's."""
    found = [(name, compiled) for name, compiled in each if form in {None, name}]
    if not found:
        raise _no_such_form(form or "", [name for name, _ in each])
    return found


def names_of_forms(data: Path, form: str | None) -> Sequence[str]:
    """Return the names of the forms that report.yaml of a folder names, or of these only `form`.

    A report.yaml that names none has one form, named "". Raises WrongCallError where `form` is
    none of them.
    """
    from ntmreport.model import REPORT
    from ntmreport.pipeline import forms_named
    from ntmreport.source import read_year

    named = [each.value for each in forms_named(read_year(data, (REPORT,), ()).files)] or [""]
    if form is not None and form not in named:
        raise _no_such_form(form, named)
    return named if form is None else (form,)


def _no_such_form(form: str, named: Sequence[str]) -> WrongCallError:
    """Return the error where `form` is none of those that report.yaml names."""
    names = ", ".join(filter(None, named))
    return WrongCallError(
        Bilingual(
            f"report.yaml không nêu mẫu “{form}”; các mẫu: {names}",
            f"report.yaml does not name the form `{form}`; it names: {names}",
        )
    )


def print_no_report(
    compiled: Compiled, diagnostics: Sequence[Diagnostic], language: Language
) -> int:
    """Print what is wrong with a year, and that no report was built; return the exit code."""
    from ntmreport.reporters.diagnostic_text import summary

    stopped = Bilingual("chưa lập được báo cáo", "no report was built")
    counted = f"{summary(diagnostics).text(language)}; {stopped.text(language)}"
    return print_diagnostics(diagnostics, compiled.texts, language, after=[counted])


def print_unreadable(
    data: Path, templates: Path | None, stopped: Bilingual, language: Language
) -> int:
    """Print why the year in `data` cannot be read, and what was not done; return the exit code."""
    from ntmreport.diagnostic import in_file_order
    from ntmreport.pipeline import Compiler

    read = Compiler(templates).read(data)
    errors = in_file_order(each for each in read.diagnostics if each.is_error)
    return print_diagnostics(errors, read.source.texts, language, after=[stopped.text(language)])


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
