"""Ctrl-C and SIGTERM: what is unfinished is taken back, and the program ends as the signal says.

A handler acts at once, whatever runs: an exception could be raised where nothing lets it through,
as in the midst of an import or of a library's callback.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_EXIT_CODE_OF_SIGNAL = 128

_unfinished: dict[object, Callable[[], None]] = {}


@contextmanager
def undone_when_stopped(undo: Callable[[], None]) -> Iterator[None]:
    """Have `undo` called where a signal ends the program before what is inside is done."""
    key = object()
    _unfinished[key] = undo
    try:
        yield
    finally:
        del _unfinished[key]


def end_at_signals() -> None:
    """End the program without a word at the signals that ask for it, and leave nothing behind."""
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        # What is ignored, as under nohup, stays so.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def _end(number: int, _frame: object) -> None:
    signal.signal(number, signal.SIG_IGN)
    for undo in reversed(tuple(_unfinished.values())):
        with suppress(Exception):
            undo()
    if sys.platform == "win32":
        os._exit(_EXIT_CODE_OF_SIGNAL + number)
    # A shell that runs the program in a loop ends the loop only where the signal ended it.
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
