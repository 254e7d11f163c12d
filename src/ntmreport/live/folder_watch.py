"""The changes of files that a command reads, as they are saved.

watchfiles is an extra of the program (`ntmreport[live]`), and is loaded when something is watched.
"""

from __future__ import annotations

import importlib.util
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from threading import Event

_ENDINGS = (".yaml", ".yml", ".j2", ".docx", ".txt", ".png", ".jpg", ".jpeg")
_OF_EDITORS = (".", "~$", "#")
"""The beginnings of names of what editors and Word write beside a file that is open."""

_MILLISECONDS_TOGETHER = 60
_MILLISECONDS_BETWEEN = 15
"""So short a time apart, two savings are one change: some editors write a file in two steps."""

_MILLISECONDS_QUIET = 100
"""After so long without a change it is sure that whatever comes from now on is seen."""


def can_watch() -> bool:
    """Return whether the library that watches is installed."""
    return importlib.util.find_spec("watchfiles") is not None


def changes(folders: Iterable[Path], stop: Event | None = None) -> Iterator[frozenset[str]]:
    """Yield the files below `folders` that were saved, renamed or deleted, until `stop`.

    First comes an empty set: no change is missed from then on. A folder that is not there yet, or
    is there no longer, is seen when it comes back.
    """
    from watchfiles import watch

    wanted = [os.path.realpath(folder) for folder in folders]
    around = {os.path.dirname(folder) for folder in wanted}  # noqa: PTH120 - of real paths
    found = watch(
        *sorted(folder for folder in around if os.path.isdir(folder)),  # noqa: PTH112
        watch_filter=lambda _, file: _is_wanted(file, wanted),
        debounce=_MILLISECONDS_TOGETHER,
        step=_MILLISECONDS_BETWEEN,
        rust_timeout=_MILLISECONDS_QUIET,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=False,
        ignore_permission_denied=True,
    )
    is_begun = False
    for changed in found:
        if changed or not is_begun:
            yield frozenset(file for _, file in changed)
        is_begun = True


def _is_wanted(file: str, folders: Iterable[str]) -> bool:
    """Return whether a file is one that a command reads, and no editor's own."""
    name = os.path.basename(file)  # noqa: PTH119 - called for each event of the system
    if name.startswith(_OF_EDITORS):
        return False
    is_read = name.lower().endswith(_ENDINGS) or file in folders
    return is_read and any(file == folder or file.startswith(folder + os.sep) for folder in folders)
