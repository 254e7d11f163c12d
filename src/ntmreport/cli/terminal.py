"""What the commands print, and how wide and in which colours."""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from ntmreport.cli.outcome import MISTAKES
from ntmreport.escapes import printable, printable_lines
from ntmreport.interruption import undone_when_stopped
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.pipeline import Compiled

_COLOUR = re.compile("\x1b\\[[0-9;]{1,8}m")
_COLOURS = re.compile(f"({_COLOUR.pattern})")
# `::error …` of GitHub, `##[error]` and `##vso[…]` of Azure.
_BUILD_SERVER_COMMAND = re.compile(r"\s*(?::(?=:)|#(?=#(?:\[|vso)))")


def print_mistakes(
    compiled: Compiled, diagnostics: Sequence[Diagnostic], language: Language
) -> None:
    """Print what is wrong with a year, and that no report was built."""
    from ntmreport.reporters.diagnostic_text import report_lines, summary

    lines = report_lines(diagnostics, compiled.texts, language, width=terminal_width())
    stopped = Bilingual("chưa lập được báo cáo", "no report was built")
    ending = f"{summary(diagnostics).text(language)}; {stopped.text(language)}"
    print_lines(*lines, ending, file=sys.stderr)


def compiled_year(data: Path, templates: Path | None, language: Language) -> Compiled | None:
    """Return the year in `data`, compiled, or print what is wrong with it."""
    from ntmreport.pipeline import Compiler

    compiled = Compiler(templates).compile(data)
    if compiled.document is None:
        print_mistakes(compiled, compiled.diagnostics, language)
        return None
    return compiled


def refuse(message: Bilingual, language: Language) -> int:
    """Say why the command does nothing, and return its exit code."""
    print_lines(message.text(language), file=sys.stderr)
    return MISTAKES


def is_coloured() -> bool:
    """Return whether a person at a terminal reads the output and wants colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def terminal_width() -> int:
    """Return how many columns the terminal has."""
    return shutil.get_terminal_size().columns


@contextmanager
def progress(message: Bilingual, language: Language) -> Iterator[None]:
    """Show what takes its time to a person at a terminal, until it is done; to nobody else."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    shown = printable(message.text(language))[: terminal_width() - 1]

    def clear() -> None:
        _print(f"\r{' ' * len(shown)}\r", sys.stderr, flush=True)

    with undone_when_stopped(clear):
        _print(shown, sys.stderr, flush=True)
        try:
            yield
        finally:
            clear()


def print_lines(*lines: str, file: TextIO | None = None) -> None:
    """Print `lines`, to standard output or to `file`: what is in one stays in its line."""
    for line in lines:
        _print(_without_command(_painted(line, printable)) + "\n", file)


def print_text(text: str, file: TextIO | None = None) -> None:
    """Print a text of several lines as it stands, to standard output or to `file`."""
    _print(_painted(text, printable_lines), file)


def print_bytes(content: bytes) -> None:
    """Print a file that is no text to standard output, which leads to no terminal."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.flush()


def _print(text: str, file: TextIO | None, *, flush: bool = False) -> None:
    """Print what is safe by now; nothing else in the program prints."""
    print(text, end="", file=file or sys.stdout, flush=flush)


def _painted(text: str, safe: Callable[[str], str]) -> str:
    """Return `text` made `safe`, with the colours that a person at a terminal wants."""
    if not is_coloured():
        return safe(text)
    return "".join(
        piece if _COLOUR.fullmatch(piece) else safe(piece) for piece in _COLOURS.split(text)
    )


def _without_command(line: str) -> str:
    """Return `line` so that a build server does not take it for one of its commands."""
    begins = _BUILD_SERVER_COMMAND.match(line)
    return f"{begins[0]} {line[begins.end() :]}" if begins else line
