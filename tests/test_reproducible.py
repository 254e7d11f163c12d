"""Same input, same bytes: whenever, wherever and by whomever a report is built."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def _built(project: Path, name: str, **environment: str) -> bytes:
    output = project / name
    subprocess.run(
        [sys.executable, "-m", "ntmreport", "build", "data/2021", "-o", str(output)],
        cwd=project,
        env=os.environ | environment,
        check=True,
        capture_output=True,
    )
    return output.read_bytes()


def test_same_bytes_everywhere(project: Path) -> None:
    first = _built(project, "a.docx", TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1")
    for path in (project / "data").rglob("*.yaml"):
        os.utime(path, (1, 1))
    fresh = str(project / "fresh-cache")
    second = _built(
        project,
        "b.docx",
        TZ="Asia/Ho_Chi_Minh",
        LC_ALL="vi_VN.UTF-8",
        PYTHONHASHSEED="2",
        NTMREPORT_CACHE=fresh,
    )
    assert first == second


def test_same_text_everywhere(project: Path) -> None:
    first = _built(project, "a.txt", LC_ALL="C", PYTHONUTF8="0")
    assert first == _built(project, "b.txt", LC_ALL="en_US.UTF-8", PYTHONHASHSEED="3")
