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
    # What stands in the folder itself, and is no link, needs no search for links on the way to it.
    is_right_within = path.parent == within and not path.is_symlink()
    real = os.fspath(path) if is_right_within else _followed(path, within)
    status = os.lstat(real)
    # Asked before it is opened too, since to open some devices does something.
    _refuse_special(status)
    handle = os.open(real, _FLAGS)
    try:
        opened = os.fstat(handle)
        _refuse_special(opened)
        if opened.st_size > most_bytes:
            raise TooLargeError
        content = b""
        # Room for what the file has, not for all that it could: it is larger only where it grows.
        while piece := os.read(handle, opened.st_size + 1):
            content += piece
            if len(content) > most_bytes:
                raise TooLargeError
    finally:
        os.close(handle)
    # Somebody may have moved it in the meantime.
    is_moved = not is_right_within and os.path.realpath(path) != real
    if is_moved or not os.path.samestat(opened, status):
        raise NotPlainError(LINK_OUT)
    return content


def _followed(path: Path, within: Path | None) -> str:
    """Return where `path` leads over all links, or raise NotPlainError where that is outside."""
    real = os.path.realpath(path)
    if within is not None and not _is_inside(real, os.path.realpath(within)):
        raise NotPlainError(LINK_OUT if os.path.lexists(path) else _UNKNOWN_KIND)
    return real


def is_inside(path: Path, folder: Path) -> bool:
    """Return whether `path`, its links followed, is in `folder`."""
    return _is_inside(os.path.realpath(path), os.path.realpath(folder))


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


def _is_inside(real: str, folder: str) -> bool:
    try:
        return os.path.commonpath((real, folder)) == folder
    except ValueError:  # on another drive
        return False
