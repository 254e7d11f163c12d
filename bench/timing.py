"""Contenders measured in turns: A B C A B C …, so that a busy moment meets all of them alike."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to do the work; `measure` does it once and returns the seconds that it took.

    Without `measure` there is only a row that says why, such as a program that is missing.
    """

    name: str
    measure: Callable[[], float] | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Contenders that do the same work; the first is ours."""

    title: str
    contenders: tuple[Contender, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A contender's median, and ours as a share of it: the median over pairs of the same turn."""

    contender: Contender
    seconds: float | None
    ours_to_it: float | None


def measured(comparison: Comparison, runs: int) -> tuple[Measured, ...]:
    """Run all contenders `runs` times in turns, after one turn that only warms up."""
    taken: dict[str, list[float]] = {contender.name: [] for contender in comparison.contenders}
    for turn in range(runs + 1):
        for contender in comparison.contenders:
            if contender.measure is not None:
                seconds = contender.measure()
                if turn:
                    taken[contender.name].append(seconds)
    ours = taken[comparison.contenders[0].name]
    return tuple(
        _summary(contender, taken[contender.name], ours) for contender in comparison.contenders
    )


def _summary(contender: Contender, taken: Sequence[float], ours: Sequence[float]) -> Measured:
    if not taken:
        return Measured(contender, None, None)
    ratios = [our / its for our, its in zip(ours, taken, strict=True)]
    return Measured(contender, median(taken), median(ratios))


def child_environment(cache: Path) -> Mapping[str, str]:
    """Return the environment for children: a cache of their own, and bytecode that is kept.

    With PYTHONDONTWRITEBYTECODE a checkout would be compiled anew at each start.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "NTMREPORT_CACHE": str(cache)}


def run(command: Sequence[str | Path], environment: Mapping[str, str]) -> str:
    """Run `command`, which must succeed, and return what it prints."""
    done = subprocess.run(
        command, env=environment, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout


def seconds_of(
    commands: Sequence[Sequence[str | Path]], environment: Mapping[str, str]
) -> Callable[[], float]:
    """Return a measure of new processes that run one after the other."""

    def measure() -> float:
        start = time.perf_counter()
        for command in commands:
            run(command, environment)
        return time.perf_counter() - start

    return measure
