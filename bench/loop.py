"""Many reports by one process: each reads its YAML, fills its template and makes a file's bytes.

Run as a program, this module is one such process and prints the seconds for each report.
"""

from __future__ import annotations

import io
import runpy
import sys
import time
from typing import TYPE_CHECKING

from bench.timing import Comparison, Contender, child_environment, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bench.report import Rivals

TITLE = "Many reports, one process"
OURS, DOCXTPL = "ours", "docxtpl"
REPORTS = {OURS: 10, DOCXTPL: 5}
"""How many reports a process makes in one run: about as long as the other takes."""


def comparison(folder: Path, rivals: Rivals) -> Comparison:
    """Return the comparison; a run is a new process, and only its loop is timed."""
    environment = child_environment(folder / "cache")

    def contender(name: str, which: str) -> Contender:
        files = (rivals.script, rivals.template, rivals.values)
        command = (sys.executable, "-m", "bench.loop", which, *files)
        return Contender(name, lambda: float(run(command, environment)))

    contenders = (
        contender("ntmreport: Compiler, render_docx", OURS),
        contender("docxtpl script's function", DOCXTPL),
    )
    return Comparison(TITLE, contenders)


def main(which: str, script: str, template: str, values: str) -> None:
    """Print how many seconds a report takes `which` way, the first one left out."""
    make = _ours() if which == OURS else _docxtpl(script, template, values)
    make()
    start = time.perf_counter()
    for _ in range(REPORTS[which]):
        make()
    sys.stdout.write(f"{(time.perf_counter() - start) / REPORTS[which]}\n")


def _ours() -> Callable[[], None]:
    from bench.report import DATA
    from ntmreport.pipeline import Compiler, rendered

    compiler = Compiler()

    def make() -> None:
        content, _ = rendered(compiler.compile(DATA))
        assert content  # noqa: S101 - a report without mistakes

    return make


def _docxtpl(script: str, template: str, values: str) -> Callable[[], None]:
    build = runpy.run_path(script)["build"]
    return lambda: build(template, values, io.BytesIO())


if __name__ == "__main__":
    main(*sys.argv[1:])
