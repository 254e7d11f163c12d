"""The terminal: standard streams, and all that the commands print there, made safe to show."""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ntmreport.escapes import printable, printable_lines, without_build_command
from ntmreport.interruption import undone_when_stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ntmreport.language import Bilingual, Language

_MODES = {"stdin": "r", "stdout": "w", "stderr": "w"}

_closed: set[str] = set()

_COLOUR = re.compile("\x1b\\[[0-9;]{1,8}m")
_COLOURS = re.compile(f"({_COLOUR.pattern})")


def prepare_streams() -> None:
    """Make the standard streams write UTF-8, whatever code page a console or a bare server has.

    One that the caller has closed leads nowhere from now on, so that no file gets its number.
    """
    for name, mode in _MODES.items():
        stream = getattr(sys, name)
        if stream is None:
            _closed.add(name)
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - till the end
            setattr(sys, name, nowhere)
        elif mode == "w" and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def is_closed(name: str) -> bool:
    """Return whether the caller has closed the stream of that name."""
    return name in _closed


def end_streams() -> None:
    """Write nothing more, also at the exit: who read it is gone, or the disk is full."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            handle = os.open(os.devnull, os.O_WRONLY)
            os.dup2(handle, stream.fileno())
            os.close(handle)


def is_coloured() -> bool:
    """Return whether a person at a terminal reads the output and wants colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def terminal_width() -> int:
    """Return how many columns the terminal has."""
    return shutil.get_terminal_size().columns


def reader_width() -> int | None:
    """Return how many columns whoever reads the output has; None where it goes into a file."""
    return terminal_width() if sys.stdout.isatty() else None


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
        _print(without_build_command(_painted(line, printable)) + "\n", file)


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
