"""Which git revision a folder's files are of."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_DESCRIBE = ("describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")
_SECONDS_ALLOWED = 10


class Revision:
    """The commit that a folder stands at: git is asked at once, and waited for when needed."""

    def __init__(self, folder: Path) -> None:
        """Ask git about `folder`."""
        self._known: str | None = None
        try:
            self._git: subprocess.Popen[bytes] | None = subprocess.Popen(  # noqa: S603 - fixed words
                ["git", "-C", str(folder), *_DESCRIBE],  # noqa: S607 - the user's own git
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            self._git = None

    def __str__(self) -> str:
        """Return the commit, with `-dirty` where files differ from it.

        Empty outside a checkout, before the first commit and where there is no git.
        """
        if self._known is None:
            self._known = self._answer()
        return self._known

    def _answer(self) -> str:
        if self._git is None:
            return ""
        with self._git as git:
            try:
                answer, _ = git.communicate(timeout=_SECONDS_ALLOWED)
            except subprocess.TimeoutExpired:
                git.kill()
                return ""
        return answer.decode("utf-8", "replace").strip() if git.returncode == 0 else ""
