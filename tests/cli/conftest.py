"""The command line as a user meets it: a process, its output and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .command_server import Call

    Run = Callable[..., "Answer"]


REPOSITORY = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Answer:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def command_server() -> Iterator[subprocess.Popen[str]]:
    """A process that runs the command in processes of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.cli.command_server"],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def ntmreport(
    project: Path, command_server: subprocess.Popen[str], tmp_path_factory: pytest.TempPathFactory
) -> Run:
    """Run the command in a project folder, 80 columns wide, its output decoded as UTF-8."""
    printed = tmp_path_factory.mktemp("printed")
    out, err = printed / "out", printed / "err"

    def run(*arguments: str, **environment: str) -> Answer:
        neutral = {"LC_ALL": "C", "COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1"}
        call: Call = {
            "arguments": arguments,
            "folder": str(project),
            "environment": os.environ | neutral | environment,
            "out": str(out),
            "err": str(err),
        }
        out.write_bytes(b"")
        err.write_bytes(b"")
        assert command_server.stdin is not None
        assert command_server.stdout is not None
        command_server.stdin.write(f"{json.dumps(call)}\n")
        command_server.stdin.flush()
        code = int(command_server.stdout.readline())
        return Answer(code, _printed(out), _printed(err))

    return run


def _printed(file: Path) -> str:
    """What went into a file, with the ends of lines that the system has as they are in tests."""
    return file.read_bytes().decode().replace(os.linesep, "\n")


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
