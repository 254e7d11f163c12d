"""Writing a folder of files: all of it or nothing, and never over what is there."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from ntmreport.language import Bilingual
from ntmreport.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class FolderThereError(Exception):
    """Something has the folder's name already."""


def place_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files`, by their path within it, into a new folder.

    They are written beside it and moved into place. Raises FolderThereError where something has its
    name, and Trouble where it cannot be written.
    """
    if os.path.lexists(folder):
        raise FolderThereError(str(folder))
    beside = folder.with_name(f".{folder.name}.{os.urandom(4).hex()}.new")
    try:
        beside.mkdir(parents=True)
        for name, content in files.items():
            path = beside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        beside.rename(folder)
    except BaseException as error:
        shutil.rmtree(beside, ignore_errors=True)
        if isinstance(error, OSError):
            if os.path.lexists(folder):
                raise FolderThereError(str(folder)) from error
            reason = error.strerror or type(error).__name__
            raise Trouble(
                Bilingual(
                    f"không tạo được thư mục {folder}: {reason}",
                    f"cannot make the folder {folder}: {reason}",
                )
            ) from error
        raise
