"""Writing a file: the old one or the new one, never half of one, and nothing left beside it."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from ntmreport.interruption import undone_when_stopped
from ntmreport.language import Bilingual
from ntmreport.output.leftovers import lock, remove_leftovers, unfinished
from ntmreport.trouble import Trouble, reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)


def write_atomically(path: Path, content: bytes) -> None:
    """Write `content` to `path` in the place of what is there, or raise Trouble.

    The folder is created where it is missing. Nothing is left behind when writing fails.
    """
    with written_beside(path, content) as new:
        new.replace(path)


@contextmanager
def written_beside(path: Path, content: bytes) -> Iterator[Path]:
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
            remove_leftovers(path.parent)
            with _locked_file(beside) as handle:
                _write_through(handle, content)
                if sys.platform != "win32":  # there, an open file cannot be moved
                    yield beside
            if sys.platform == "win32":
                yield beside
        except OSError as error:
            raise Trouble(_explanation(path, error)) from error
        finally:
            remove()
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


def _write_through(handle: int, content: bytes) -> None:
    """Write down to the disk."""
    with os.fdopen(handle, "wb", closefd=False) as stream:
        stream.write(content)
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
