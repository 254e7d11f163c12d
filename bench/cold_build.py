"""One report by a new process: what someone waits for after changing a figure."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from bench.report import DATA, check_text
from bench.timing import Comparison, Contender, child_environment, run, seconds_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.report import Rivals

TITLE = "One report, new process"


def comparison(folder: Path, rivals: Rivals) -> Comparison:
    """Return the comparison; each contender has written its report into `folder` once."""
    environment = child_environment(folder / "cache")

    def contender(name: str, output: Path, *commands: Sequence[str | Path]) -> Contender:
        for command in commands:
            run(command, environment)
        check_text(output, rivals)
        return Contender(name, seconds_of(commands, environment))

    ours, docxtpl, pandoc = (folder / f"{name}.docx" for name in ("ours", "docxtpl", "pandoc"))
    python = sys.executable
    contenders = [
        contender("ntmreport build", ours, (python, "-m", "ntmreport", "build", DATA, "-o", ours)),
        contender(
            "docxtpl script",
            docxtpl,
            (python, rivals.script, rivals.template, rivals.values, docxtpl),
        ),
    ]
    name = "pandoc, variables and docx"
    program = shutil.which("pandoc")
    if program is None:
        return Comparison(TITLE, (*contenders, Contender(name, None, "pandoc is not installed")))
    filled = folder / "filled.md"
    empty = folder / "empty.md"
    empty.touch()
    fill = (program, "-t", "markdown", "--wrap=none", "--template", rivals.markdown)
    values = ("--metadata-file", rivals.values, "-o", filled, empty)
    convert = (program, "-f", "markdown-smart", "-o", pandoc, filled)
    return Comparison(TITLE, (*contenders, contender(name, pandoc, (*fill, *values), convert)))
