"""Writing a result: the old file or the new one, never half of one."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from ntmreport.language import Bilingual
from ntmreport.trouble import Trouble

_BINARY = getattr(os, "O_BINARY", 0)


def write_atomically(path: Path, content: bytes) -> None:
    """Write `content` to `path` through a temporary file beside it, or raise Trouble.

    The folder is created where it is missing. Nothing is left behind when writing fails.
    """
    path = Path(path)
    beside = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError
        _write_through(beside, content)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise Trouble(_explanation(path, error)) from error
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    _settle(path.parent)


def _write_through(path: Path, content: bytes) -> None:
    """Write a new file with the permissions that any new file gets, down to the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
    with os.fdopen(os.open(path, flags, 0o666), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


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
    reason = error.strerror or type(error).__name__
    return Bilingual(
        f"không ghi được {path}: {reason}; hãy kiểm tra ổ đĩa và thư mục rồi chạy lại",
        f"cannot write {path}: {reason}; check the disk and the folder, then run again",
    )
