"""The repository that a folder stands in: its top, its branches and tags, and its commit."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.plain_file import NotPlainError, TooLargeError, read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMIT = re.compile(r"[0-9a-f]{40}")
_LONGER_COMMIT = re.compile(r"[0-9a-f]{64}")
_BRANCH_OR_TAG = re.compile(r"refs/[^\x00-\x20\x7f~^:?*\[\\]+")
_MOST_BYTES_OF_A_REF = 4096
_MOST_BYTES_OF_PACKED_REFS = 32 * 1024 * 1024
_MOST_STEPS = 5
"""Names that may stand for one another before a commit."""


class WorkTree(Struct, frozen=True):
    """A folder under git, and the folders where git keeps what belongs to it.

    `own` holds what this work tree has for itself, its HEAD above all; `shared` what all work trees
    have in common: branches, tags and objects.
    """

    top: Path
    own: Path
    shared: Path

    def prefix(self, folder: Path) -> PurePosixPath:
        """Return the path of `folder` from the top."""
        inside = os.path.relpath(os.path.realpath(folder), self.top)
        return PurePosixPath(Path(inside).as_posix())

    def named(self, ref: str) -> str | None:
        """Return the commit or tag of HEAD, or of the full name of a branch or tag."""
        for _ in range(_MOST_STEPS):
            content = self._ref(ref)
            if content is None or not content.startswith("ref:"):
                return content
            ref = content.removeprefix("ref:").strip()
        return None

    def reflog(self, ref: str) -> bytes:
        """Return the journal of `ref`, with its earlier commits."""
        folder = self.own if ref == "HEAD" else self.shared
        return _content(folder / "logs" / ref, _MOST_BYTES_OF_PACKED_REFS) or b""

    @property
    def has_sha256(self) -> bool:
        """Return whether objects have longer names than this program can read."""
        head = self.named("HEAD")
        return head is not None and _LONGER_COMMIT.fullmatch(head) is not None

    @property
    def has_reftable(self) -> bool:
        """Return whether branches and tags stand in a table that this program can't read."""
        return (self.shared / "reftable").is_dir()

    @property
    def is_shallow(self) -> bool:
        """Return whether only the latest revisions were fetched."""
        return (self.shared / "shallow").is_file()

    def _ref(self, ref: str) -> str | None:
        if ref != "HEAD" and (not _BRANCH_OR_TAG.fullmatch(ref) or ".." in ref):
            return None
        folders = (self.own,) if ref == "HEAD" else (self.own, self.shared)
        for folder in folders:
            content = _content(folder / ref, _MOST_BYTES_OF_A_REF)
            if content is not None:
                return content.decode("utf-8", "replace").strip()
        return next((commit for commit, name in self._packed() if name == ref), None)

    def _packed(self) -> Iterator[tuple[str, str]]:
        content = _content(self.shared / "packed-refs", _MOST_BYTES_OF_PACKED_REFS) or b""
        for line in content.decode("utf-8", "replace").splitlines():
            commit, _, name = line.partition(" ")
            if not line.startswith(("#", "^")):
                yield commit, name.strip()


def work_tree_of(folder: Path) -> WorkTree | None:
    """Return the repository that `folder` stands in; None where no parent has a `.git`."""
    real = Path(os.path.realpath(folder))
    for top in (real, *real.parents):
        git = top / ".git"
        if git.is_dir():
            return WorkTree(top, git, _shared(git))
        if os.path.lexists(git):
            own = _led_to(git, "gitdir:", top)
            return None if own is None else WorkTree(top, own, _shared(own))
    return None


def commit_of(folder: Path) -> str:
    """Return the commit that `folder` stands at.

    Empty outside of a repository, before the first commit and where the repository is of a kind
    that can't be read.
    """
    work_tree = work_tree_of(folder)
    commit = None if work_tree is None else work_tree.named("HEAD")
    return commit if commit and COMMIT.fullmatch(commit) else ""


def _shared(own: Path) -> Path:
    return _led_to(own / "commondir", "", own) or own


def _led_to(file: Path, prefix: str, folder: Path) -> Path | None:
    """Return the folder that a file of git names, as it does for work trees and submodules."""
    content = _content(file, _MOST_BYTES_OF_A_REF)
    if content is None or not content.startswith(prefix.encode()):
        return None
    path = os.fsdecode(content.removeprefix(prefix.encode())).strip()
    # A name on the network would have Windows log in there.
    if not path or "\0" in path or path.startswith(("//", "\\\\")):
        return None
    return Path(os.path.normpath(folder / path))


def _content(file: Path, most_bytes: int) -> bytes | None:
    try:
        return read_plain(file, most_bytes, None)
    except (OSError, ValueError, NotPlainError, TooLargeError):
        return None
