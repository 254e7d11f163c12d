"""The cache: a folder of the user's own for what is slow to compute and can be computed again.

Nothing depends on it: an entry that is missing, damaged or not readable is computed anew, and a
folder that cannot be written is done without.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import ntmreport
from ntmreport.plain_file import NotPlainError, TooLargeError, read_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Kept = TypeVar("Kept")

FOLDER_VARIABLE = "NTMREPORT_CACHE"

_MOST_OF_A_KIND = 200
_USED_ANEW = 24 * 60 * 60
"""Seconds after which an entry that is used is marked as used again."""

_MOST_BYTES = 64 * 1024 * 1024
_DIGEST_SIZE = hashlib.sha256().digest_size
_WRITABLE_BY_OTHERS = 0o022


_MEMORY: ContextVar[dict[str, bytes] | None] = ContextVar("memory", default=None)


@contextmanager
def in_memory(entries: dict[str, bytes]) -> Iterator[None]:
    """Keep what is computed in `entries` and not on disk: texts that are typed change each second.

    What is on disk already is used.
    """
    before = _MEMORY.set(entries)
    try:
        yield
    finally:
        _MEMORY.reset(before)


def cache_folder() -> Path | None:
    """Return where entries are kept, or None where the user has no such folder."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    import platformdirs

    try:
        folder = platformdirs.user_cache_path("ntmreport", appauthor=False)
    except (OSError, RuntimeError):
        return None
    return folder if folder.is_absolute() else None  # a user without a home has none


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


def recall(name: str, read: Callable[[bytes], Kept]) -> Kept | None:
    """Return what `read` makes of the entry `name` as it was kept; None where it cannot be used."""
    memory = _MEMORY.get()
    if memory is not None and name in memory:
        return read(memory[name])
    folder = cache_folder()
    if folder is None:
        return None
    try:
        status = (folder / name).stat()
        if not _is_private(folder.stat()) or not _is_private(status):
            return None
        entry = read_plain(folder / name, _MOST_BYTES, folder)
    except (OSError, NotPlainError, TooLargeError):
        return None
    digest, content = entry[:_DIGEST_SIZE], entry[_DIGEST_SIZE:]
    if _digest(name, content) != digest:
        return None
    try:
        kept = read(content)
    except Exception:  # whatever was kept there, it is none of what this program keeps
        return None
    if time.time() - status.st_mtime > _USED_ANEW:
        with suppress(OSError):
            os.utime(folder / name)
    return kept


def keep(name: str, content: bytes) -> None:
    """Keep `content` as the entry `name`, if the folder allows; old entries give way.

    A name is a kind, a hyphen and a digest of all that the content depends on.
    """
    memory = _MEMORY.get()
    if memory is not None:
        if len(memory) >= _MOST_OF_A_KIND:
            del memory[next(iter(memory))]
        memory[name] = content
        return
    folder = cache_folder()
    if folder is None:
        return
    beside = folder / f"{name}.{os.getpid()}.new"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_private(folder.stat()):
            return
        beside.write_bytes(_digest(name, content) + content)
        beside.replace(folder / name)
        _drop_oldest(folder, name.partition("-")[0])
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _digest(name: str, content: bytes) -> bytes:
    """Return what an entry begins with: no entry can take another's place."""
    return hashlib.sha256(f"{name}\0".encode() + content).digest()


def _is_private(status: os.stat_result) -> bool:
    """Return whether only the user can write there: entries are code, like Python's
    own bytecode.
    """
    if sys.platform == "win32":
        return True
    return status.st_uid == os.getuid() and not status.st_mode & _WRITABLE_BY_OTHERS


def _drop_oldest(folder: Path, kind: str) -> None:
    """Drop the half of a kind that was not used for longest once there are too many of it."""
    entries = list(folder.glob(f"{kind}-*"))
    if len(entries) > _MOST_OF_A_KIND:
        entries.sort(key=lambda entry: entry.stat().st_mtime_ns)
        for entry in entries[: len(entries) // 2]:
            entry.unlink(missing_ok=True)
