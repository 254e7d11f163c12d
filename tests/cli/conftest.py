"""The command line as a user meets it: a process, its output and its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Answer:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def ntmreport(project: Path) -> Callable[..., Answer]:
    """Run the command in a project folder, 80 columns wide, its output decoded as UTF-8."""

    def run(*arguments: str, **environment: str) -> Answer:
        neutral = {"LC_ALL": "C", "COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1"}
        process = subprocess.run(
            [sys.executable, "-m", "ntmreport", *arguments],
            cwd=project,
            env=os.environ | neutral | environment,
            capture_output=True,
            check=False,
        )
        return Answer(
            process.returncode, process.stdout.decode("utf-8"), process.stderr.decode("utf-8")
        )

    return run
