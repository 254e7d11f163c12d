"""Reports that differ, made by one process: what each costs once the program has started.

Run as a program, this module is the command line with the arguments that it gets, and prints the
CPU milliseconds between the lines that the command prints, one for each report.
"""

from __future__ import annotations

import io
import shutil
import sys
import time
from statistics import median, quantiles
from typing import TYPE_CHECKING, NamedTuple

from bench.cold_commands import (
    DOCXTEMPLATER,
    DOCXTPL,
    docxtemplater_commands,
    docxtpl_commands,
)
from bench.measuring import Command, Comparison, Contender, python_command, run
from bench.own_commands import TREE, own_command
from bench.varied_data import DATA

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.rivals import RivalFiles

FEW = 5
"""Reports of the process that a process of many is held against."""

MOST_PAUSE = 1.3
"""The goal for the 95th percentile of one report repeated, as a multiple of the median."""

LEAST_SPEED_UP = 1.8
"""The goal for two processes: how many times as quick they are, on two cores."""

OURS = "ntmreport build, all checks"


def comparison(folder: Path, rivals: RivalFiles, reports: Sequence[Path]) -> Comparison:
    """Return the comparison of reports that differ: each beyond the first few."""
    number = len(reports)
    loops = {
        OURS: [[_build(folder, data, 1)] for data in (reports, reports[:FEW])],
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


class Repeated(NamedTuple):
    """CPU milliseconds of one report repeated, and seconds of all by one process and by two."""

    median: float
    high: float
    one_process: float
    two_processes: float

    @property
    def pause(self) -> float:
        """Return the 95th percentile as a multiple of the median."""
        return self.high / self.median

    @property
    def speed_up(self) -> float:
        """Return how many times as quick two processes are."""
        return self.one_process / self.two_processes


def repeated(folder: Path, report: Path, times: int, runs: int) -> Repeated:
    """Measure so many copies of the data in `report`, built by one process and by two."""
    repository = report.parent.parent
    copies = [folder / "same" / f"{number:04d}" for number in range(times)]
    for copy in copies:
        shutil.copytree(repository, copy)
    data = [copy / DATA for copy in copies]
    taken = [float(line) for line in run(_clocked(_build(folder, data, 1)))[1].splitlines()]
    walls = [
        [run(_build(folder, data, jobs))[0].wall_seconds for jobs in (1, 2)] for _ in range(runs)
    ]
    high = quantiles(taken[1:], n=20, method="inclusive")[-1]
    return Repeated(median(taken[1:]), high, *(median(each) for each in zip(*walls, strict=True)))


def _build(folder: Path, reports: Sequence[Path], jobs: int) -> Command:
    output = folder / "many"
    output.mkdir(exist_ok=True)
    arguments = ("--jobs", str(jobs), "-o", output)
    return own_command(TREE, folder / "cache-many", "build", *reports, *arguments)


def _clocked(command: Command) -> Command:
    """Return the same call of the command line by this module."""
    _, _, _, *arguments = command.arguments
    return python_command(command.environment, "-m", "bench.many_reports", *arguments)


class _Clock(io.StringIO):
    """Standard output that notes the CPU time at which each line was written."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = [time.process_time()]

    def write(self, text: str) -> int:
        """Note the time of a line."""
        if text.endswith("\n"):
            self.seconds.append(time.process_time())
        return super().write(text)


def main() -> None:
    """Run the command line, and print how long after the line before each of its lines came."""
    from ntmreport.cli import run_alone

    shown, sys.stdout = sys.stdout, _Clock()
    clock = sys.stdout
    try:
        code = run_alone(sys.argv[1:])
    finally:
        sys.stdout = shown
        pairs = zip(clock.seconds[1:], clock.seconds, strict=False)
        print(*((after - before) * 1000 for after, before in pairs), sep="\n")  # noqa: T201
    sys.exit(code)


if __name__ == "__main__":
    main()
