"""The terminal: standard streams, and all that the commands print there, made safe to show."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from msgspec import Struct

from ntmreport.escapes import printable, printable_lines, without_build_command
from ntmreport.interruption import undone_when_stopped
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ntmreport.language import Bilingual, Language


class Printed(Struct, frozen=True):
    """A text that was to be printed, to standard error or to standard output."""

    text: str
    is_of_error: bool


_MODES = {"stdin": "r", "stdout": "w", "stderr": "w"}

_closed: set[str] = set()

_SECONDS_UNSEEN = 1.0
_shown: list[_Waiting] = []
"""The progress that a person sees now: one, or none."""

_recording: ContextVar[list[Printed] | None] = ContextVar("_recording", default=None)

_COLOUR = lazy_pattern("\x1b\\[[0-9;]{1,8}m")
_COLOURS = lazy_pattern(f"({_COLOUR.pattern})")


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
    """Show a person at a terminal what takes more than a second; to nobody else.

    It goes when it is done, or when anything is printed.
    """
    if not _is_watched():
        yield
        return
    end_progress()
    _shown.append(_Waiting(printable(message.text(language))[: terminal_width() - 1]))
    with undone_when_stopped(_shown[-1].clear):
        try:
            yield
        finally:
            end_progress()


def end_progress() -> None:
    """Show no longer what goes on: something is printed now, or asked."""
    while _shown:
        _shown.pop().end()


class _Waiting:
    """A line at the terminal about what goes on, from a second on until it ends."""

    def __init__(self, text: str) -> None:
        import threading

        self._text = text
        self._is_there = False
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = threading.Timer(_SECONDS_UNSEEN, self._show)
        self._timer.daemon = True
        self._timer.start()

    def end(self) -> None:
        """Take the line away, and show none from now on."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = None
            self.clear()

    def clear(self) -> None:
        """Take away the line that is there; nothing waits here, so that a signal can call it."""
        if self._is_there:
            self._is_there = False
            _write(f"\r{' ' * len(self._text)}\r", sys.stderr, flush=True)

    def _show(self) -> None:
        with self._lock:
            if self._timer is not None:
                self._is_there = True
                _write(self._text, sys.stderr, flush=True)


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
    end_progress()  # its thread, too: processes are forked from now on
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


def clear_screen() -> None:
    """Show a person at a terminal nothing of what was printed so far."""
    if _is_watched() and sys.stdout.isatty():
        _write("\x1b[2J\x1b[H", sys.stdout, flush=True)


def print_bytes(content: bytes) -> None:
    """Print a file that is no text to standard output, which leads to no terminal."""
    end_progress()
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.flush()


def _print(text: str, file: TextIO | None, *, flush: bool = False) -> None:
    """Print what is safe by now."""
    kept = _recording.get()
    if kept is not None:
        kept.append(Printed(text, is_of_error=file is sys.stderr))
        return
    end_progress()
    _write(text, file or sys.stdout, flush=flush)


def _write(text: str, file: TextIO, *, flush: bool) -> None:
    """Write to a stream; nothing else in the program does."""
    print(text, end="", file=file, flush=flush)


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
