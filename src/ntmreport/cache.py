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
from typing import TYPE_CHECKING

import ntmreport

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER_VARIABLE = "NTMREPORT_CACHE"

_MOST_OF_A_KIND = 200
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


def maker_digest(modules: Iterable[Path], *versions: str) -> str:
    """Name what makes entries: the program, Python, `versions` and the code of `modules`."""
    digest = hashlib.sha256()
    for version in (ntmreport.__version__, sys.implementation.cache_tag, *versions):
        digest.update(f"\0{version}".encode())
    for module in modules:
        try:
            status = module.stat()
        except OSError:  # a frozen program: its version says enough
            continue
        digest.update(f"\0{module.name} {status.st_size} {status.st_mtime_ns}".encode())
    return digest.hexdigest()


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
    """Keep `content` as the entry `name`, if the folder allows; old entries give way.

    A name is a kind, a hyphen and a digest of all that the content depends on.
    """
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
        _drop_oldest(folder, name.partition("-")[0])
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _is_private(folder: Path) -> bool:
    """Whether only the user can write there: entries are code, like Python's own bytecode."""
    if sys.platform == "win32":
        return True
    status = folder.stat()
    return status.st_uid == os.getuid() and not status.st_mode & _WRITABLE_BY_OTHERS


def _drop_oldest(folder: Path, kind: str) -> None:
    """Drop the older half of a kind once there are too many, so that it happens rarely."""
    entries = list(folder.glob(f"{kind}-*"))
    if len(entries) > _MOST_OF_A_KIND:
        entries.sort(key=lambda entry: entry.stat().st_mtime_ns)
        for entry in entries[: len(entries) // 2]:
            entry.unlink(missing_ok=True)
