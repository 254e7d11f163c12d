"""Records of what was built, in a folder beside it: by them an edited file is known as such.

A record is named by the digest of the file that was built, and tells what that was composed of; of
a Word file there is a copy beside it, with which one that comes back edited is compared. The folder
is nothing that git keeps.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.output.atomic_write import write_atomically
from ntmreport.plain_file import NotPlainError, TooLargeError, read_plain

RECORDS_FOLDER = ".ntmreport"

_MOST_RECORDS = 5000
"""Records of a folder: all communes of the country can be built into one."""

_ENDING = ".json"
_COPY = ".docx"
_RECORD = lazy_pattern(r"[0-9a-f]{64}\.json")
_DIGEST = lazy_pattern(r"[0-9a-f]{64}")
_GIT_IGNORES_ALL = b"*\n"
_MOST_BYTES = 64 * 1024 * 1024
"""No record and no copy is larger: what is, was not built."""


class KeptBuild(Struct, frozen=True):
    """A built Word file as it was kept: the record of its composition, and its bytes."""

    record: bytes
    word_file: bytes


class BuildRecords:
    """The records of what was built into one folder."""

    def __init__(self, folder: Path) -> None:
        """Read and write the records of what is built into `folder`."""
        self._folder = Path(folder, RECORDS_FOLDER)

    def has(self, digest: str) -> bool:
        """Say whether a file of that digest was built."""
        return self._is_plain() and self._path(digest).is_file()

    def kept(self, digest: str) -> KeptBuild | None:
        """Return what was kept of the Word file of that digest, or None where that is not whole."""
        if not self._is_plain() or not _DIGEST.fullmatch(digest):
            return None
        try:
            return KeptBuild(
                read_plain(self._path(digest), _MOST_BYTES, self._folder),
                read_plain(self._path(digest, _COPY), _MOST_BYTES, self._folder),
            )
        except (OSError, NotPlainError, TooLargeError):
            return None

    def keep(self, digest: str, record: bytes, word_file: bytes | None = None) -> None:
        """Keep the record of a file that is to be built, with a copy of one for Word.

        Old records give way: one build of sixteen looks for them, since a look takes longer the
        more there are, as of all communes of the country. Raises Trouble.
        """
        if self._folder.is_symlink():  # it would lead to where nobody asked to write
            return
        ignored = self._folder / ".gitignore"
        if not ignored.is_file():
            write_atomically(ignored, _GIT_IGNORES_ALL, is_lasting=False)
        # Without its record, a file is taken for one that was edited, and kept.
        write_atomically(self._path(digest), record, is_lasting=False)
        if word_file is not None:
            write_atomically(self._path(digest, _COPY), word_file, is_lasting=False)
        if digest.startswith("0"):
            self._drop_oldest()

    def _path(self, digest: str, ending: str = _ENDING) -> Path:
        return self._folder / f"{digest}{ending}"

    def _is_plain(self) -> bool:
        return self._folder.is_dir() and not self._folder.is_symlink()

    def _drop_oldest(self) -> None:
        with os.scandir(self._folder) as listing:
            names = [entry.name for entry in listing if entry.name.endswith(_ENDING)]
        if len(names) <= _MOST_RECORDS:
            return
        records = [self._folder / name for name in names if _RECORD.fullmatch(name)]
        with suppress(OSError):  # another run may drop the same
            records.sort(key=lambda path: path.stat().st_mtime_ns)
            for path in records[: max(len(records) - _MOST_RECORDS, 0)]:
                path.unlink(missing_ok=True)
                path.with_suffix(_COPY).unlink(missing_ok=True)
