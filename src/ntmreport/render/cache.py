"""A folder of the user's own for what is slow to compute and can always be computed again.

Nothing depends on it: an entry that is missing, damaged or not readable is computed anew, and a
folder that cannot be written is done without.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path

FOLDER_VARIABLE = "NTMREPORT_CACHE"

_ENTRIES_KEPT = 16
_DIGEST_SIZE = hashlib.sha256().digest_size
_WRITABLE_BY_OTHERS = 0o022


def cache_folder() -> Path | None:
    """Return where entries are kept, or None where the user has no such folder."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local, "ntmreport", "cache") if local else None
    shared = os.environ.get("XDG_CACHE_HOME")
    if shared and Path(shared).is_absolute():
        return Path(shared, "ntmreport")
    try:
        return Path.home() / ".cache" / "ntmreport"
    except RuntimeError:
        return None


def recall(name: str) -> bytes | None:
    """Return the entry `name` as it was kept, or None."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        if not _is_private(folder):
            return None
        entry = (folder / name).read_bytes()
    except OSError:
        return None
    digest, content = entry[:_DIGEST_SIZE], entry[_DIGEST_SIZE:]
    return content if hashlib.sha256(content).digest() == digest else None


def keep(name: str, content: bytes) -> None:
    """Keep `content` as the entry `name`, if the folder allows; old entries give way."""
    folder = cache_folder()
    if folder is None:
        return
    beside = folder / f"{name}.{os.getpid()}.new"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_private(folder):
            return
        beside.write_bytes(hashlib.sha256(content).digest() + content)
        beside.replace(folder / name)
        _drop_oldest(folder)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _is_private(folder: Path) -> bool:
    """Whether only the user can write there: entries are code, like Python's own bytecode."""
    if sys.platform == "win32":
        return True
    status = folder.stat()
    return status.st_uid == os.getuid() and not status.st_mode & _WRITABLE_BY_OTHERS


def _drop_oldest(folder: Path) -> None:
    entries = sorted(folder.glob("layout-*"), key=lambda entry: entry.stat().st_mtime_ns)
    for entry in entries[:-_ENTRIES_KEPT]:
        entry.unlink(missing_ok=True)
