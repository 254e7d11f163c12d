"""What the machine does to a command: closed streams, full disks, signals, a program that hangs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ntmreport.render import pdf
from ntmreport.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and signals of POSIX")

COMMAND = f"{sys.executable} -m ntmreport"
HUNG = """#!/bin/sh
sleep 1000 &
echo $! > {folder}/child.new
mv {folder}/child.new {folder}/child
wait
"""


def shell(project: Path, line: str) -> tuple[int, str, str]:
    done = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", line.replace("ntmreport", COMMAND, 1)],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LC_ALL": "C"},
    )
    return done.returncode, done.stdout, done.stderr


def is_left_running(number: int, seconds: float = 10) -> bool:
    """Say whether a process goes on, after the time that the system takes to end one."""
    deadline = time.monotonic() + seconds
    while is_running(number) and time.monotonic() < deadline:
        time.sleep(0.05)
    return is_running(number)


def is_running(number: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{number}/status").read_text("utf-8")
    except FileNotFoundError:
        return False


def wait_for_the_program(number: int) -> None:
    """Wait until Python has started and the program, in its first line, leaves Ctrl-C alone."""
    bit = 1 << (signal.SIGINT - 1)
    caught = False
    while is_running(number):
        status = Path(f"/proc/{number}/status").read_text("utf-8")
        mask = int(status.partition("SigCgt:")[2].split()[0], 16)
        if caught and not mask & bit:
            return
        caught = caught or bool(mask & bit)
        time.sleep(0.001)


def hung_libreoffice(folder: Path) -> Mapping[str, str]:
    """Put a LibreOffice on the search path whose own child hangs, as soffice.bin may."""
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(HUNG.format(folder=folder), "utf-8")
    program.chmod(0o755)
    return os.environ | {"PATH": f"{folder}:{os.environ['PATH']}", "TMPDIR": str(folder)}


def child_of(folder: Path, seconds: float = 20) -> int:
    deadline = time.monotonic() + seconds
    while not (folder / "child").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return int((folder / "child").read_text("utf-8"))


@pytest.mark.parametrize(
    "command",
    [
        "figures data/2021",
        "figures data/2021 --format json",
        "rule",
        "validate data/2021 --format sarif",
        "diff data/2021 data/2021",
    ],
)
def test_a_reader_that_has_seen_enough_is_left_in_silence(project: Path, command: str) -> None:
    code, _, said = shell(project, f"ntmreport {command} | true")
    assert (code in {0, 3}, said) == (True, "")


@pytest.mark.parametrize(
    ("command", "code", "lines"),
    [
        ("build data/2021", 0, 0),
        ("validate data/2021", 0, 0),
        ("build data/2021 -o -", 3, 1),
        ("figures data/2021", 3, 1),
    ],
)
def test_standard_output_that_is_closed(project: Path, command: str, code: int, lines: int) -> None:
    answer = shell(project, f"ntmreport {command} >&-")
    assert (answer[0], len(answer[2].splitlines())) == (code, lines), answer


def test_all_streams_closed(project: Path) -> None:
    assert shell(project, "ntmreport build data/2021 <&- >&- 2>&-")[0] == 0
    assert (project / "build/2021/bao-cao-2021.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("command", ["figures data/2021", "build data/2021 -o -", "--version"])
def test_a_full_disk_behind_standard_output_is_one_line(project: Path, command: str) -> None:
    code, _, said = shell(project, f"ntmreport {command} > /dev/full")
    assert code == 3
    assert len(said.splitlines()) == 1
    assert "Traceback" not in said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("delay", [0, 0.05, 0.1, 0.2, 0.4, 0.8])
def test_a_signal_ends_in_silence(project: Path, number: signal.Signals, delay: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "ntmreport", "build", "data/2021"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    wait_for_the_program(process.pid)
    time.sleep(delay)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert said == b""
    assert process.returncode in {-number, 0}
    assert not list(project.rglob("*.new"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_libreoffice_too(
    project: Path, tmp_path: Path, number: signal.Signals
) -> None:
    folder = tmp_path / "programs"
    environment = hung_libreoffice(folder)
    process = subprocess.Popen(
        [sys.executable, "-m", "ntmreport", "build", "data/2021", "-o", "r.pdf"],
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    child = child_of(folder)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (-number, b"")
    assert not is_left_running(child)
    assert not list(folder.glob("ntmreport-*"))


def test_a_libreoffice_that_hangs_is_ended_with_its_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "programs"
    for name, value in hung_libreoffice(folder).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(pdf, "SECONDS_ALLOWED", 1)
    with pytest.raises(Trouble) as caught:
        pdf.convert_to_pdf(b"")
    assert "giây" in caught.value.message.vi
    assert not is_left_running(child_of(folder))


def test_a_temporary_folder_that_cannot_be_written_is_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hung_libreoffice(tmp_path / "programs")
    monkeypatch.setenv("PATH", str(tmp_path / "programs"), prepend=os.pathsep)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(Trouble):
        pdf.convert_to_pdf(b"")
