"""Standard input, output and error: open, in UTF-8, and without a traceback where they end."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

_MODES = {"stdin": "r", "stdout": "w", "stderr": "w"}

_closed: set[str] = set()


def prepare_streams() -> None:
    """Make the streams ready for Vietnamese, whatever code page a console or a bare server has.

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
    """Say whether the caller has closed the stream of that name."""
    return name in _closed


def end_streams() -> None:
    """Write nothing more, also at the exit: who read it is gone, or the disk is full."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            handle = os.open(os.devnull, os.O_WRONLY)
            os.dup2(handle, stream.fileno())
            os.close(handle)
