"""Reports that differ, made by one process: what each costs once the program has started.

Run as a program, this module is such a process of ours: it does what `build` does for each folder
of data, all checks and the writing included, and prints the CPU milliseconds of each.
"""

from __future__ import annotations

import datetime
import gc
import sys
import time
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from bench.cold_commands import DOCXTEMPLATER, DOCXTPL, docxtemplater_commands, docxtpl_commands
from bench.measuring import (
    Command,
    Comparison,
    Contender,
    environment,
    python_command,
    run,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.rival_files import RivalFiles

FEW = 5
"""Reports of the process that a process of many is held against."""

OURS = "ntmreport, all checks"
MOST_PAUSE = 1.3
"""The goal for the 95th percentile of one report repeated, as a multiple of the median."""


def comparison(folder: Path, rivals: RivalFiles, reports: Sequence[Path]) -> Comparison:
    """Return the comparison of reports that differ: each beyond the first few."""
    number = len(reports)
    loops = {
        OURS: [[_loop(folder, data)] for data in (reports, reports[:FEW])],
        DOCXTPL: [docxtpl_commands(rivals, folder, many) for many in (number, FEW)],
        DOCXTEMPLATER: [docxtemplater_commands(rivals, folder, many) for many in (number, FEW)],
    }
    contenders = [
        Contender(
            name,
            many,
            "not installed: `make tools`",
            few,
            number - FEW,
            countable=name != DOCXTEMPLATER,
        )
        for name, (many, few) in loops.items()
    ]
    return Comparison("a report of many", contenders, {DOCXTPL: 0.6})


def repeated(folder: Path, report: Path, times: int) -> tuple[float, float]:
    """Return the median of CPU milliseconds of one report repeated, and the 95th percentile."""
    _, printed = run(_loop(folder, [report] * (FEW + times)))
    taken = [float(line) for line in printed.splitlines()[-times:]]
    return median(taken), quantiles(taken, n=20, method="inclusive")[-1]


def _loop(folder: Path, reports: Sequence[Path]) -> Command:
    arguments: tuple[str | Path, ...] = ("-m", "bench.many_reports", folder, *reports)
    return python_command(environment(folder / "cache-many"), *arguments)


def main(folder: Path, reports: Sequence[Path]) -> None:
    """Build `reports` into `folder`, each under its repository's name."""
    from ntmreport.checks import REPORT_CHECKS
    from ntmreport.cli.output_path import OutputPath
    from ntmreport.cli.output_writing import write_output
    from ntmreport.language import Language
    from ntmreport.lineage.composition_record import composition
    from ntmreport.pipeline import Compiler, rendered
    from ntmreport.validation import validate

    gc.set_threshold(200_000)  # as the command line does
    compiler, taken = Compiler(), []
    for data in reports:
        start = time.process_time()
        for _, compiled in compiler.compile_each(data):
            found = validate(compiled, data, datetime.date.today(), REPORT_CHECKS)
            content, _ = rendered(compiled)
            if content is None or compiled.document is None or found.diagnostics is None:
                raise ValueError(f"{data} has mistakes")
            file = folder / f"{data.parent.parent.name}.docx"
            record = composition(compiled.document)
            write_output(content, OutputPath(file, file), ".docx", Language.ENGLISH, record)
        taken.append(time.process_time() - start)
    sys.stdout.write("".join(f"{seconds * 1000}\n" for seconds in taken))


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]])
