"""Reading a file that the user names on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.cli.exit_codes import WrongCallError
from ntmreport.language import Bilingual
from ntmreport.plain_file import NotPlainError, TooLargeError, read_plain
from ntmreport.trouble import unreadable
from ntmreport.zip_package import MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path


def read_named_file(path: Path, within: Path | None = None) -> bytes:
    """Return what a file holds that the user names, or that stands in the folder `within`.

    Raises WrongCallError where it is no plain file, or larger than an office file can be, and
    Trouble where the system cannot read it.
    """
    try:
        return read_plain(path, MOST_BYTES, within)
    except TooLargeError as error:
        most = MOST_BYTES // 1024 // 1024
        raise WrongCallError(
            Bilingual(
                f"{path}: tệp quá lớn (tối đa {most} MB)",
                f"{path}: the file is too large (at most {most} MB)",
            )
        ) from error
    except NotPlainError as error:
        raise WrongCallError(
            Bilingual(
                f"{path}: là {error.kind.vi}, không phải tệp thường",
                f"{path}: {error.kind.en}, no plain file",
            )
        ) from error
    except OSError as error:
        raise unreadable(path.as_posix(), error) from error
