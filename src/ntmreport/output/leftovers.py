"""What a run that was killed left unfinished: known by its name, and by nobody holding its lock."""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"\..+\.[0-9a-f]{8}\.new")
_MOST_OF_THE_NAME = 40  # a name can be no longer than 255 bytes, with what is added


def unfinished(path: Path) -> Path:
    """Return where the file or folder `path` is written until it can take its place."""
    return path.with_name(f".{path.name[:_MOST_OF_THE_NAME]}.{os.urandom(4).hex()}.new")


def is_unfinished(name: str) -> bool:
    """Say whether a file or folder of that name is one that is written, or was left so."""
    return _NAME.fullmatch(name) is not None


def remove_leftovers(folder: Path) -> None:
    """Remove what killed runs left in `folder`; what another run is writing stays."""
    with suppress(OSError), os.scandir(folder) as listing:
        names = [entry.name for entry in listing if is_unfinished(entry.name)]
        for name in names:
            leftover = folder / name
            if not leftover.is_symlink():
                with suppress(OSError):
                    _remove_unlocked(leftover)


def _remove_unlocked(path: Path) -> None:
    if not path.is_file() and not path.is_dir():
        return
    if sys.platform != "win32":
        handle = os.open(path, os.O_RDONLY)
        try:
            if not lock(handle, wait=False):
                return
            _remove(path)
        finally:
            os.close(handle)
    elif path.is_file():  # which nobody can remove there while it is open
        path.unlink()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def lock(handle: int, *, wait: bool) -> bool:
    """Lock an open file or folder and return whether it is; on Windows, being open is the lock."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:  # locked by another run, or a file system without locks
        return False
    return True
