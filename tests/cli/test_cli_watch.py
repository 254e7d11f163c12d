"""`--watch`: what is saved is built, checked and shown again, whatever state a file is in."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.edits import edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.conftest import Run

SECONDS = 60
WAITING = "Ctrl-C"


class Watching:
    """A command that watches, and what it has printed so far."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.printed = ""

    def until(self, is_said: Callable[[str], object]) -> str:
        """Return what is printed from now on, as soon as it says what is waited for."""
        assert self._process.stdout is not None
        said = ""
        deadline = time.monotonic() + SECONDS
        while not is_said(said) and time.monotonic() < deadline:
            read = self._process.stdout.read(65536)
            said += (read or b"").decode()
            time.sleep(0.01)
        self.printed += said
        assert is_said(said), said
        return said


@contextmanager
def watching(project: Path, *arguments: str) -> Iterator[Watching]:
    with subprocess.Popen(
        [sys.executable, "-m", "ntmreport", *arguments, "--watch", "--lang", "en"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | {"COLUMNS": "80"},
    ) as process:
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        try:
            yield Watching(process)
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(SECONDS) in {-signal.SIGINT, 130}


@pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of POSIX")
def test_a_report_follows_what_is_saved(project: Path) -> None:
    health = project / "data/2021/health.yaml"
    report = project / "build/2021/bao-cao-2021.docx"
    with watching(project, "build", "data/2021") as command:
        command.until(lambda said: WAITING in said)
        before = report.read_bytes()
        edit(health, "190113", "190.113")
        assert "NTM120" in command.until(lambda said: WAITING in said)
        assert report.read_bytes() == before, "the last good report stays"
        edit(health, "190.113", "190123")
        assert "bao-cao-2021.docx" in command.until(lambda said: WAITING in said)
        assert report.read_bytes() != before
        health.rename(health.with_name("away"))
        assert "NTM101" in command.until(lambda said: WAITING in said)
        health.with_name("away").rename(health)
        command.until(lambda said: WAITING in said)
        edit(health, "190123", "190113")
        command.until(lambda said: WAITING in said)
        assert report.read_bytes() == before, "undone, it is the same file again"
        assert "Traceback" not in command.printed


@pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of POSIX")
def test_a_page_is_served_and_follows(project: Path) -> None:
    with watching(project, "review", "data/2021") as command:
        said = command.until(lambda said: WAITING in said)
        address = re.findall(r"http://127\.0\.0\.1:\d+/\S+/", said)[0]
        edit(project / "data/2021/health.yaml", "190113", "190123")
        command.until(lambda said: WAITING in said)
        url = urllib.request.Request(f"{address}page")  # noqa: S310 - http, as matched above
        with urllib.request.urlopen(url, timeout=SECONDS) as answer:  # noqa: S310 - as above
            assert "190.123" in answer.read().decode()


def test_fixing_and_watching_exclude_each_other(ntmreport: Run) -> None:
    answer = ntmreport("validate", "data/2021", "--fix", "--watch", "--lang", "en")
    assert (answer.code, "exclude each other" in answer.err) == (2, True)
