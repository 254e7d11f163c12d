"""How a command ends: its exit code, where its result goes, and a call that makes no sense."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ntmreport.language import Bilingual

MISTAKES, USAGE, TROUBLE = 1, 2, 3
"""Exit codes: mistakes in data or templates, a wrong call, trouble with the machine."""


class UsageMistakeError(Exception):
    """The command is called in a way that makes no sense."""

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message


def result_path(output: Path | None, year: str, name: str) -> Path:
    """Return where a result goes: the file named, `name` in the folder named, or build/YEAR/."""
    path = output or Path("build", year, name)
    return path / name if path.is_dir() else path
