"""The terminal: standard streams, and all that the commands print there, made safe to show."""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from ntmreport.escapes import printable, printable_lines, without_build_command
from ntmreport.interruption import undone_when_stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ntmreport.language import Bilingual, Language


class Printed(NamedTuple):
    """A text that was to be printed, to standard error or to standard output."""

    text: str
    is_of_error: bool


_MODES = {"stdin": "r", "stdout": "w", "stderr": "w"}

_closed: set[str] = set()

_recording: ContextVar[list[Printed] | None] = ContextVar("_recording", default=None)

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
    if not _is_watched():
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


@contextmanager
def progress_bar(
    message: Bilingual, total: int, language: Language
) -> Iterator[Callable[[Sequence[Printed]], None]]:
    """Show a person at a terminal how much is done of `total` pieces of work.

    Yield the function to call when one is done, with what it has printed, which is printed then.
    """
    if not _is_watched():
        yield print_again
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(file=sys.stderr),
        auto_refresh=False,  # which takes a thread
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    shown = bar.add_task(printable(message.text(language)), total=total)

    def advance(printed: Sequence[Printed]) -> None:
        is_in_the_way = sys.stdout.isatty() or any(each.is_of_error for each in printed)
        if printed and is_in_the_way:
            bar.stop()
        print_again(printed)
        if printed and is_in_the_way:
            sys.stdout.flush()
            bar.start()
        bar.update(shown, advance=1, refresh=True)

    with undone_when_stopped(bar.stop), bar:
        yield advance


@contextmanager
def recorded() -> Iterator[list[Printed]]:
    """Keep what is printed inside, for another process to print, and print nothing."""
    kept: list[Printed] = []
    token = _recording.set(kept)
    try:
        yield kept
    finally:
        _recording.reset(token)


def print_again(printed: Sequence[Printed]) -> None:
    """Print what was recorded, each where it was to go."""
    for each in printed:
        _print(each.text, sys.stderr if each.is_of_error else None)


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
    kept = _recording.get()
    if kept is not None:
        kept.append(Printed(text, is_of_error=file is sys.stderr))
        return
    print(text, end="", file=file or sys.stdout, flush=flush)


def _is_watched() -> bool:
    """Return whether a person at a terminal sees what goes on."""
    is_terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    return is_terminal and _recording.get() is None


def _painted(text: str, safe: Callable[[str], str]) -> str:
    """Return `text` made `safe`, with the colours that a person at a terminal wants."""
    if not is_coloured():
        return safe(text)
    return "".join(
        piece if _COLOUR.fullmatch(piece) else safe(piece) for piece in _COLOURS.split(text)
    )
