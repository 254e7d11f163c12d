"""Writing folders of files: all of it or nothing, and never over what is there."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from ntmreport.interruption import undone_when_stopped
from ntmreport.language import Bilingual
from ntmreport.output import is_unfinished, lock, remove_leftovers, unfinished
from ntmreport.trouble import Trouble, reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_GIT = ".git"


class FolderThereError(Exception):
    """Something has the folder's name already."""


def place_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files`, by their path within it, into a new folder.

    They are written beside it and moved into place. Raises FolderThereError where something has its
    name, and Trouble where it cannot be written.
    """
    if os.path.lexists(folder):
        raise FolderThereError(str(folder))
    remove_leftovers(folder.parent)
    beside = unfinished(folder)
    with _cleared_away(folder, beside), _written(beside, files):
        try:
            beside.rename(folder)
        except OSError as error:
            if os.path.lexists(folder):
                raise FolderThereError(str(folder)) from error
            raise


def is_free(folder: Path) -> bool:
    """Return whether a folder is new, or holds nothing but what git keeps."""
    if not os.path.lexists(folder):
        return True
    return folder.is_dir() and all(
        path.name == _GIT or is_unfinished(path.name) for path in folder.iterdir()
    )


def fill_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` into a folder that is new, or holds nothing but what git keeps.

    Raises FolderThereError where it holds anything else, and Trouble where it cannot be written.
    """
    if not os.path.lexists(folder):
        place_folder(folder, files)
        return
    remove_leftovers(folder)
    if not is_free(folder):
        raise FolderThereError(str(folder))
    inside = unfinished(folder / "start")
    moved: list[Path] = []
    with _cleared_away(folder, inside, moved), _written(inside, files):
        for path in sorted(inside.iterdir()):
            path.rename(folder / path.name)
            moved.append(folder / path.name)
        inside.rmdir()


@contextmanager
def _written(folder: Path, files: Mapping[str, bytes]) -> Iterator[None]:
    """Write a new folder, which other runs know meanwhile as one that is being written."""
    folder.mkdir(parents=True)
    with ExitStack() as stack:
        if sys.platform != "win32":  # where no folder can be opened
            handle = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, handle)
            lock(handle, wait=True)
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield


@contextmanager
def _cleared_away(folder: Path, unfinished: Path, moved: Sequence[Path] = ()) -> Iterator[None]:
    """Remove what was written where the body fails, and raise an OSError as Trouble."""

    def clear() -> None:
        for path in (unfinished, *moved):
            shutil.rmtree(path, ignore_errors=True)
            if path.is_file():
                path.unlink(missing_ok=True)

    try:
        with undone_when_stopped(clear):
            yield
    except BaseException as error:
        clear()
        if isinstance(error, OSError):
            why = reason(error)
            raise Trouble(
                Bilingual(
                    f"không tạo được thư mục {folder}: {why.vi}",
                    f"cannot make the folder {folder}: {why.en}",
                )
            ) from error
        raise
