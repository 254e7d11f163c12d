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

    Run = Callable[..., "Answer"]


@dataclass(frozen=True)
class Answer:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def ntmreport(project: Path) -> Run:
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


_LISTING = """
import sys
from ntmreport.cli import run
code = run(sys.argv[1:])
print(code, *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def packages_loaded(folder: Path, *arguments: str) -> tuple[Answer, set[str]]:
    """Run a command in `folder`, with a cache of its own there, and name what it has imported."""
    process = subprocess.run(
        [sys.executable, "-c", _LISTING, *arguments],
        cwd=folder,
        env=os.environ | {"LC_ALL": "C", "NTMREPORT_CACHE": str(folder / "cache")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    *lines, listed = process.stderr.splitlines()
    code, *packages = listed.split()
    return Answer(int(code), process.stdout, "\n".join(lines)), set(packages)
