"""The benchmark runs and names all that it compares; what is fast is for people to read."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

ROWS = (
    ("One report, new process", "ntmreport build"),
    ("One report, new process", "docxtpl script"),
    ("One report, new process", "pandoc, variables and docx"),
    ("Many reports, one process", "ntmreport: Compiler, render_docx"),
    ("Many reports, one process", "docxtpl script's function"),
)


def test_bench(tmp_path: Path) -> None:
    output = tmp_path / "build" / "bench.md"
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--runs", "1", "--output", str(output)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    table = output.read_text(encoding="utf-8")
    assert done.stdout == table
    for work, program in ROWS:
        row = next(line for line in table.splitlines() if f"| {work} | {program} |" in line)
        is_skipped = "skipped" in row
        assert is_skipped == (program.startswith("pandoc") and shutil.which("pandoc") is None)
    assert f"Python {sys.version_info.major}.{sys.version_info.minor}" in table
    assert "Medians of 1 " in table
