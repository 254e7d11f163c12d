"""Opening the files that come from a repository: plain ones, inside of it, of bounded size.

A repository may come from a stranger. A link could lead to any file of the user's own, a pipe or a
device keeps whoever opens it waiting, and a file may be larger than memory. Every file of data,
wording, layout and of git itself is opened here.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_KINDS: tuple[tuple[Callable[[int], bool], Bilingual], ...] = (
    (stat.S_ISLNK, Bilingual("liên kết", "a link")),
    (stat.S_ISDIR, Bilingual("thư mục", "a folder")),
    (stat.S_ISFIFO, Bilingual("ống dẫn", "a pipe")),
    (stat.S_ISSOCK, Bilingual("cổng kết nối", "a socket")),
    (stat.S_ISCHR, Bilingual("thiết bị", "a device")),
    (stat.S_ISBLK, Bilingual("thiết bị", "a device")),
)
_UNKNOWN_KIND = Bilingual("đối tượng khác", "something else")
LINK_OUT = Bilingual("liên kết dẫn ra ngoài kho", "a link out of the repository")

# A pipe is not waited for, and a link put there in the meantime is not followed.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
)


class NotPlainError(Exception):
    """A file is none that may be read; `kind` says what it is."""

    def __init__(self, kind: Bilingual) -> None:
        super().__init__(kind.en)
        self.kind = kind


class TooLargeError(Exception):
    """A file holds more bytes than are read."""


def read_plain(path: Path, most_bytes: int, within: Path | None) -> bytes:
    """Return the content of the plain file at `path`.

    Links are followed as long as they stay in the folder `within`; None trusts them, for a file
    that the user names. Raises NotPlainError, TooLargeError where there are more than `most_bytes`,
    and OSError.
    """
    folder = None if within is None else _real_folder(within)
    real = _real_path(path, within, folder)
    if within is not None and folder is not None and not _is_inside(real, folder, within):
        raise NotPlainError(LINK_OUT if os.path.lexists(path) else _UNKNOWN_KIND)
    status = os.lstat(real)
    # Asked before it is opened too, since to open some devices does something.
    _refuse_special(status)
    handle = os.open(real, _FLAGS)
    with os.fdopen(handle, "rb") as stream:
        opened = os.fstat(handle)
        _refuse_special(opened)
        if opened.st_size > most_bytes:
            raise TooLargeError
        content = stream.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise TooLargeError
    if _real_path(path, within, folder) != real or not os.path.samestat(opened, status):
        raise NotPlainError(LINK_OUT)  # somebody moved it in the meantime
    return content


_FOLLOWS_ONLY_LINKS = os.name == "posix"
"""True if what is no link is where its name says: Windows has other names for a file."""

_HERE = os.path.join(os.curdir, "")  # noqa: PTH118 - a part of a name

_MOST_FOLDERS = 64
_FOLDERS: dict[tuple[str, str], tuple[int, int, str]] = {}
"""Where folders are, by the folder the program stands in and their name, as long as they stay."""


def _real_folder(folder: Path) -> str:
    """Return where `folder` is, its links followed; many files are read in the same one."""
    name = os.fspath(folder)
    place = ("" if os.path.isabs(name) else os.getcwd(), name)  # noqa: PTH109, PTH117 - called often
    try:
        status = os.stat(name)  # noqa: PTH116 - likewise
    except OSError:
        return os.path.realpath(name)
    known = _FOLDERS.get(place)
    if known is not None and known[:2] == (status.st_dev, status.st_ino):
        return known[2]
    if len(_FOLDERS) >= _MOST_FOLDERS:
        _FOLDERS.clear()
    real = os.path.realpath(name)
    _FOLDERS[place] = (status.st_dev, status.st_ino, real)
    return real


def _real_path(path: Path, within: Path | None, folder: str | None) -> str:
    """Return where `path` is, its links followed; `folder` is where the folder `within` is.

    Where nothing below the folder is a link, as with nearly all files, only that much is looked at.
    """
    name = os.fspath(path)
    if within is None or folder is None or not _FOLLOWS_ONLY_LINKS:
        return os.path.realpath(name)
    begin = os.path.join(os.fspath(within), "")  # noqa: PTH118 - called for thousands of files
    if begin == _HERE and not name.startswith(os.sep):
        begin = ""
    if not name.startswith(begin):
        return os.path.realpath(name)
    found = folder
    for step in name[len(begin) :].split(os.sep):  # noqa: PTH206 - likewise
        found = os.path.join(found, step)  # noqa: PTH118 - likewise
        try:
            is_link = stat.S_ISLNK(os.lstat(found).st_mode)
        except OSError:
            is_link = True
        if is_link or step in {"", ".", ".."}:
            return os.path.realpath(name)
    return found


def is_inside(path: Path, folder: Path) -> bool:
    """Return whether `path`, its links followed, is in `folder`."""
    return _is_below(os.path.realpath(path), os.path.realpath(folder))


def kind_of(path: Path) -> Bilingual:
    """Return what stands at `path` where that is no plain file."""
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return _UNKNOWN_KIND
    return _kind(mode)


def _kind(mode: int) -> Bilingual:
    return next((kind for is_one, kind in _KINDS if is_one(mode)), _UNKNOWN_KIND)


def _refuse_special(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotPlainError(_kind(status.st_mode))


def _is_inside(real: str, folder: str, within: Path) -> bool:
    """Return whether `real` is in the `folder` that `within` was known to be, or is by now."""
    return real.startswith(f"{folder}{os.sep}") or _is_below(real, os.path.realpath(within))


def _is_below(real: str, folder: str) -> bool:
    try:
        return os.path.commonpath((real, folder)) == folder
    except ValueError:  # on another drive
        return False
