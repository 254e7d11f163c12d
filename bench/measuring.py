"""What a command costs: CPU time, memory and instructions of its process and those it waits for.

CPU time is taken in turns, A B C A B C …, so that a busy moment meets all alike, and told as ratios
within a turn. Instructions are counted by cachegrind with a fixed hash seed: they are the same on
a busy machine as on a quiet one, and twice the same to a millionth.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median, quantiles
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

VALGRIND = shutil.which("valgrind")

_CACHEGRIND = ("--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
_INSTRUCTIONS = re.compile(r"I +refs: +([0-9,]+)")


class FailedError(Exception):
    """A command that was to be measured ended with a code that it should not."""

    def __init__(self, message: str, code: int = 0) -> None:
        super().__init__(message)
        self.code = code

    def reason(self, most_cpu_seconds: int) -> str:
        """Return how the command ended, where it was run with that bound."""
        return f"code {self.code}" if self.code >= 0 else f"over {most_cpu_seconds} s"


@dataclass(frozen=True, slots=True)
class Command:
    """A command line in the folder `cwd`; it must end with one of `codes`."""

    arguments: Sequence[str | Path]
    environment: Mapping[str, str]
    cwd: Path | None = None
    codes: Collection[int] = (0,)


def python_command(environment: Mapping[str, str], *arguments: str | Path) -> Command:
    """Return the command of this Python with `arguments`."""
    return Command((sys.executable, *arguments), environment)


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds in user and system mode, the most memory of one process, and seconds passed."""

    cpu_seconds: float
    memory_bytes: int
    wall_seconds: float


@dataclass(frozen=True, slots=True)
class Contender:
    """A way to do the work; without `commands` only a row that says why.

    What it costs is what `commands` cost above `less`, for each of `units`: so many reports more
    in the same process. `before` is called before each run, to empty a cache. Instructions are
    `countable` where valgrind can run the commands.
    """

    name: str
    commands: Sequence[Command] = ()
    note: str = ""
    less: Sequence[Command] = ()
    units: int = 1
    before: Callable[[], None] | None = None
    countable: bool = True

    def cost(self, of: Callable[[Command], float]) -> float:
        """Return what the contender costs, where a command costs what `of` says."""
        parts = []
        for commands in (self.commands, self.less):
            if self.before is not None:
                self.before()
            parts.append(sum(of(command) for command in commands))
        return (parts[0] - parts[1]) / self.units


@dataclass(frozen=True, slots=True)
class Comparison:
    """Contenders that do the same work, the first of them ours.

    `goals` are by the contender's name: ours is to cost at most so many times its cost.
    """

    title: str
    contenders: Sequence[Contender]
    goals: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ratio:
    """The median of ratios, and their quartiles."""

    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What a contender costs, and ours as a share of it."""

    contender: Contender
    cpu_seconds: float | None
    instructions: int | None
    ours_to_it: Ratio | None
    our_instructions_to_its: float | None
    goal: float | None

    @property
    def meets_goal(self) -> bool:
        """Whether ours keeps to the goal, which is one of CPU time."""
        ratio = self.ours_to_it
        return ratio is not None and self.goal is not None and ratio.median <= self.goal


def environment(cache: Path, **more: str) -> Mapping[str, str]:
    """Return the environment of what is measured: a cache of its own, bytecode that is kept.

    With PYTHONDONTWRITEBYTECODE a checkout would be compiled anew at each start.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "NTMREPORT_CACHE": str(cache), "PYTHONHASHSEED": "0", **more}


def measured(comparison: Comparison, runs: int, *, instructions: bool) -> list[Measured]:
    """Run all contenders `runs` times in turns, after one turn that only warms up."""
    there = [each for each in comparison.contenders if each.commands]
    taken: dict[str, list[float]] = {each.name: [] for each in there}
    for turn in range(runs + 1):
        for each in there:
            seconds = each.cost(lambda command: run(command)[0].cpu_seconds)
            if turn:
                taken[each.name].append(seconds)
    counted = instructions_of(there) if instructions else {}
    ours = comparison.contenders[0].name
    return [
        Measured(
            each,
            median(taken[each.name]) if each.commands else None,
            counted.get(each.name),
            _ratio(taken[ours], taken[each.name]) if each.commands else None,
            counted[ours] / counted[each.name] if each.name in counted else None,
            comparison.goals.get(each.name),
        )
        for each in comparison.contenders
    ]


def _ratio(ours: Sequence[float], its: Sequence[float]) -> Ratio:
    ratios = [our / other for our, other in zip(ours, its, strict=True)]
    if len(ratios) == 1:
        return Ratio(ratios[0], ratios[0], ratios[0])
    low, middle, high = quantiles(ratios, n=4, method="inclusive")
    return Ratio(middle, low, high)


def run(command: Command, most_cpu_seconds: int | None = None) -> tuple[Cost, str]:
    """Run `command` and return what it cost and what it printed.

    It is killed by the system above `most_cpu_seconds`. Raises FailedError where it does not end
    as it should.
    """
    line: list[str] = []
    if most_cpu_seconds is not None:
        line = ["sh", "-c", f'ulimit -t {most_cpu_seconds}; exec "$@"', "sh"]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            [*line, *command.arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            env=command.environment,
            cwd=command.cwd,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        printed, said = _content(output), _content(errors)
    if process.returncode not in command.codes:
        words = " ".join(map(str, command.arguments))
        raise FailedError(
            f"{words} ends with {process.returncode}:\n{printed}{said}", process.returncode
        )
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, wall), printed


def _content(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode(errors="replace")


def instructions_of(contenders: Sequence[Contender]) -> dict[str, int]:
    """Return the instructions of each contender where they can be counted, by name.

    There are none without valgrind. Caches and bytecode must be in place. As many are counted at
    once as there are cores, since instructions do not become more.
    """
    if VALGRIND is None:
        return {}
    there = [each for each in contenders if each.commands and each.countable]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        counts = threads.map(lambda each: round(each.cost(_instructions)), there)
        return {each.name: count for each, count in zip(there, counts, strict=True)}


def _instructions(command: Command) -> int:
    with tempfile.NamedTemporaryFile() as log:
        told = f"--log-file={log.name}"
        run(replace(command, arguments=(VALGRIND or "", *_CACHEGRIND, told, *command.arguments)))
        found = _INSTRUCTIONS.search(Path(log.name).read_text(encoding="utf-8"))
    if found is None:
        raise FailedError("valgrind counts no instructions")
    return int(found[1].replace(",", ""))
