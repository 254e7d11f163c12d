"""Files in the way of a result: replaced where they are as built, kept where a person edited them.

A file that another program holds open stays as it is; the result gets a numbered name beside it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.output.atomic_write import written_beside

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_EDITED = "sua-tay"
"""Stands in the name of a file that was edited by hand and kept: bao-cao-2021.sua-tay-1.docx."""

_MOST_READ = 64 * 1024 * 1024
"""No report is larger: what is, was not built."""


class Placed(Struct, frozen=True):
    """Where a result went. `kept` is the new name of an edited file that was in the way.

    `is_held` says that the file of the wanted name is open elsewhere, so that `path` is another,
    and `owner` is the file by which an office program says so, if it does.
    """

    path: Path
    kept: Path | None = None
    is_held: bool = False
    owner: Path | None = None


def place(path: Path, content: bytes, is_as_built: Callable[[bytes], bool]) -> Placed:
    """Write `content` to `path`; what is there and is not `is_as_built` is kept beside it.

    At every moment the name has the old file or the new one. Raises Trouble.
    """
    with written_beside(path, content) as new:
        kept = None
        while True:
            seen = _state(path)
            if seen is None:
                if _put(new, path):
                    return Placed(path, kept)
                continue
            found = _content(path)
            if found == content:
                return Placed(path, kept)
            if (owner := _owner(path)) is not None:
                numbered = _put_numbered(new, path, is_as_built)
                return Placed(numbered, is_held=True, owner=owner)
            if found != b"" and (found is None or not is_as_built(found)):
                kept = _keep(path)
            if _state(path) != seen:  # somebody has just saved it: look again
                continue
            try:
                new.replace(path)
            except PermissionError:  # the folder can be written: the file itself is held
                if kept is not None:
                    kept.unlink()
                return Placed(_put_numbered(new, path, is_as_built), is_held=True)
            return Placed(path, kept)


class _State(Struct, frozen=True):
    device: int
    number: int
    size: int
    changed: int


def _state(path: Path) -> _State | None:
    """Return what tells whether a file is another or has another content; None without one."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return _State(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def _content(path: Path) -> bytes | None:
    """Return what the file holds, or None where that is more than a result can be."""
    with path.open("rb") as stream:
        content = stream.read(_MOST_READ + 1)
    return content if len(content) <= _MOST_READ else None


def _owner(path: Path) -> Path | None:
    """Return the file by which an office program says that it has `path` open, if there is one.

    Word calls it "~$" and the name, of which a longer one loses its first letter or two.
    """
    name = path.name
    owners = (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#")
    return next((each for owner in owners if (each := path.with_name(owner)).exists()), None)


def _keep(path: Path) -> Path:
    """Give the edited file at `path` a name of its own, the next that is free, and return it."""
    for number in count(1):
        kept = path.with_name(f"{path.stem}.{_EDITED}-{number}{path.suffix}")
        with suppress(FileNotFoundError):
            if kept.samefile(path):  # a run was killed between this step and the next
                return kept
        if _give_name(path, kept):
            return kept
    raise AssertionError


def _put_numbered(new: Path, path: Path, is_as_built: Callable[[bytes], bool]) -> Path:
    """Move `new` to a name like that of `path` with a number, where nothing edited stands."""
    for number in count(2):
        numbered = path.with_name(f"{path.stem}-{number}{path.suffix}")
        if _put(new, numbered):
            return numbered
        found = _content(numbered)
        if _owner(numbered) is None and found is not None and is_as_built(found):
            with suppress(PermissionError):
                new.replace(numbered)
                return numbered
    raise AssertionError


def _put(new: Path, path: Path) -> bool:
    """Move `new` to `path` and say so, unless there is such a file."""
    if not _give_name(new, path):
        return False
    with suppress(FileNotFoundError):
        new.unlink()
    return True


def _give_name(path: Path, name: Path) -> bool:
    """Have the file at `path` at `name` too, or only there, unless something has that name."""
    try:
        os.link(path, name)
    except FileExistsError:
        return False
    except OSError:  # a file system that gives a file one name only
        try:
            os.close(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return False
        try:
            path.replace(name)
        except OSError:
            name.unlink()
            raise
    return True
