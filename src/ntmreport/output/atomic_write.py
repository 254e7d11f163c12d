"""Writing a file: the old one or the new one, never half of one, and nothing left beside it.

What a run that was killed left unfinished is known by its name, and by nobody holding its lock.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from ntmreport.interruption import undone_when_stopped
from ntmreport.language import Bilingual
from ntmreport.trouble import Trouble, reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)
_UNFINISHED = re.compile(r"\..+\.[0-9a-f]{8}\.new")
_MOST_OF_THE_NAME = 40  # a name can be no longer than 255 bytes, with what is added


_tidied: set[Path] = set()
"""Folders in which nothing of killed runs is left: looked at once, however much is written."""


def write_atomically(path: Path, content: bytes, *, is_lasting: bool = True) -> None:
    """Write `content` to `path` in the place of what is there, or raise Trouble.

    The folder is created where it is missing. Nothing is left behind when writing fails. What
    `is_lasting` is down on the disk then, whatever becomes of the power.
    """
    with written_beside(path, content, is_lasting=is_lasting) as new:
        new.replace(path)


def write_all(before: Mapping[Path, bytes | None], after: Mapping[Path, bytes | None]) -> None:
    """Write all files of `after`, or raise Trouble with none of them changed.

    `before` are their contents as they are, None for a file that is not there yet. One whose
    content is to be None is taken away.
    """
    written: list[Path] = []

    def put_back() -> None:
        for path in reversed(written):
            content = before[path]
            with suppress(OSError, Trouble):
                if content is None:
                    path.unlink(missing_ok=True)
                else:
                    write_atomically(path, content)

    with undone_when_stopped(put_back):
        try:
            for path, content in after.items():
                written.append(path)
                if content is None:
                    _take_away(path)
                else:
                    write_atomically(path, content)
        except BaseException:
            put_back()
            raise


def _take_away(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise Trouble(_explanation(path, error)) from error


@contextmanager
def written_beside(path: Path, content: bytes, *, is_lasting: bool = True) -> Iterator[Path]:
    """Write `content` to a new file beside `path`, to be moved to its place inside.

    It is gone at the end where it was not moved. What a killed run left in the folder goes first.
    Trouble is raised for whatever the system refuses, inside as well.
    """
    beside = unfinished(path)

    def remove() -> None:
        with suppress(OSError):
            beside.unlink(missing_ok=True)

    with undone_when_stopped(remove):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError
            if path.parent not in _tidied:
                remove_leftovers(path.parent)
                _tidied.add(path.parent)
            with _locked_file(beside) as handle:
                _write(handle, content, is_lasting=is_lasting)
                if sys.platform != "win32":  # there, an open file cannot be moved
                    yield beside
            if sys.platform == "win32":
                yield beside
        except OSError as error:
            raise Trouble(_explanation(path, error)) from error
        finally:
            remove()
    if is_lasting:
        _settle(path.parent)


@contextmanager
def _locked_file(path: Path) -> Iterator[int]:
    """Make a new file with the permissions that any new file gets, locked while it is open.

    By the lock another run knows that this one still writes it.
    """
    while True:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
        try:
            lock(handle, wait=True)
            # Before it was locked, another run may have taken it for one that was left behind.
            if path.exists():
                yield handle
                return
        finally:
            os.close(handle)


def _write(handle: int, content: bytes, *, is_lasting: bool) -> None:
    """Write a file, down to the disk where it `is_lasting`."""
    with os.fdopen(handle, "wb", closefd=False) as stream:
        stream.write(content)
    if is_lasting:
        os.fsync(handle)


def _settle(folder: Path) -> None:
    """Have the new name on the disk too, where a folder can be synchronised."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def unfinished(path: Path) -> Path:
    """Return where the file or folder `path` is written until it can take its place."""
    return path.with_name(f".{path.name[:_MOST_OF_THE_NAME]}.{os.urandom(4).hex()}.new")


def is_unfinished(name: str) -> bool:
    """Say whether a file or folder of that name is one that is written, or was left so."""
    return _UNFINISHED.fullmatch(name) is not None


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


def _explanation(path: Path, error: OSError) -> Bilingual:
    if isinstance(error, IsADirectoryError):
        return Bilingual(
            f"không ghi được {path}: đó là một thư mục; hãy chọn tên tệp khác",
            f"cannot write {path}: it is a folder; choose another file name",
        )
    if isinstance(error, PermissionError):
        return Bilingual(
            f"không ghi được {path}: tệp đang mở hoặc không có quyền ghi;"
            " hãy đóng tệp trong Word rồi chạy lại",
            f"cannot write {path}: the file is open or you may not write there;"
            " close it in Word and run again",
        )
    if isinstance(error, FileExistsError | NotADirectoryError):
        # A file stands where the folder should be.
        above = next((each for each in path.parents if each.is_file()), path.parent)
        return Bilingual(
            f"không ghi được {path}: {above} là tệp, không phải thư mục; hãy đổi tên tệp đó",
            f"cannot write {path}: {above} is a file and no folder; rename that file",
        )
    why = reason(error)
    return Bilingual(
        f"không ghi được {path}: {why.vi}; hãy kiểm tra ổ đĩa và thư mục rồi chạy lại",
        f"cannot write {path}: {why.en}; check the disk and the folder, then run again",
    )
