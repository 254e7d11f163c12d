"""Placing launchers into a folder: what stands there and is another's, or edited, stays."""

from __future__ import annotations

import unicodedata
from itertools import count
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.desk.launcher import TASKS, System, is_own
from ntmreport.desk.posix_launcher import linux_files, macos_files
from ntmreport.desk.windows_launcher import windows_files
from ntmreport.output import write_all
from ntmreport.plain_file import NotPlainError, TooLargeError, read_plain
from ntmreport.trouble import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ntmreport.desk.launcher import LauncherFile, Target, Task

_MOST_BYTES = 64 * 1024
"""No launcher is larger."""

_LONGEST_LABEL = 60  # in a name, which can be no longer than 255 bytes
_PROGRAM = 0o755


class PlacedLaunchers(Struct, frozen=True):
    """The files to double-click.

    Those `replaced` were there with another content; `others` stay, being none of this data's.
    """

    files: tuple[Path, ...]
    replaced: tuple[Path, ...]
    others: tuple[Path, ...]


def place_launchers(folder: Path, target: Target, system: System) -> PlacedLaunchers:
    """Write the launchers for `target` into `folder`, all or none; raises Trouble.

    Earlier ones for the same data are replaced. Where a name is taken by anything else, such as
    launchers of another unit's data or some that were edited, the next one is tried.
    """
    others: list[Path] = []
    for label in _labels(target, system):
        launchers = [_files(task, target, label, folder, system) for task in TASKS]
        files = [file for launcher in launchers for file in launcher]
        before = {folder / file.name: _content(folder / file.name) for file in files}
        taken = [
            path
            for path, old in before.items()
            if old is not None and not is_own(old, target.shown)
        ]
        if taken:
            others += taken
            continue
        after = {folder / file.name: file.content for file in files}
        write_all(before, {path: new for path, new in after.items() if before[path] != new})
        for file in files:
            if file.is_program:
                (folder / file.name).chmod(_PROGRAM)
        return PlacedLaunchers(
            tuple(folder / first.name for first, *_ in launchers),
            tuple(
                folder / launcher[0].name
                for launcher in launchers
                if any(before[folder / file.name] not in {None, file.content} for file in launcher)
            ),
            tuple(path for path in others if not path.name.startswith(".")),
        )
    raise AssertionError


def _labels(target: Target, system: System) -> Iterator[str]:
    """Yield what tells the data's launchers from others: its folder, that above, a number."""
    kind = PureWindowsPath if system is System.WINDOWS else PurePosixPath
    name, above = (
        unicodedata.normalize("NFC", kind(path).name)[:_LONGEST_LABEL].strip()
        for path in (target.shown, target.root)
    )
    both = f"{name} ({above})" if above else name
    yield name
    if both != name:
        yield both
    yield from (f"{both} {number}" for number in count(2))


def _files(
    task: Task, target: Target, label: str, folder: Path, system: System
) -> tuple[LauncherFile, ...]:
    match system:
        case System.WINDOWS:
            return windows_files(task, target, label)
        case System.MACOS:
            return macos_files(task, target, label)
        case System.LINUX:
            return linux_files(task, target, label, str(folder))


def _content(path: Path) -> bytes | None:
    """Return the content of the launcher at `path`, b"" of what can be none; None for nothing."""
    try:
        return b"" if path.is_symlink() else read_plain(path, _MOST_BYTES, None)
    except FileNotFoundError:
        return None
    except (NotPlainError, TooLargeError):
        return b""
    except OSError as error:
        raise unreadable(str(path), error) from error
