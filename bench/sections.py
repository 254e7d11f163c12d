"""Sections of docs/performance.md that are measured, between comments that name them.

What stands around them is written by hand and stays.
"""

from __future__ import annotations

import datetime
import os
import platform
import re
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measuring import VALGRIND
from bench.own_commands import TREE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.measuring import Measured

PAGE = TREE / "docs/performance.md"

_CPU = re.compile(r"model name\s*: (.*)")
_PACKAGES = ("docxtpl", "check-jsonschema", "yamllint", "typer", "pydantic")


@dataclass(frozen=True, slots=True)
class Table:
    """A table, whose first `names` columns are no numbers, and a line that says how it was made."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""
    names: int = 1

    def text(self) -> str:
        """Return the table in Markdown: names to the left, numbers to the right."""
        rule = [*[":---"] * self.names, *["---:"] * (len(self.head) - self.names)]
        lines = [f"| {' | '.join(row)} |" for row in (self.head, rule, *self.rows)]
        return "\n".join((*lines, *(("", self.note) if self.note else ()), ""))


def comparison_table(results: Sequence[tuple[str, Sequence[Measured]]], note: str) -> Table:
    """Return comparisons as a table, whose goals say whether they are met."""
    head = ("work", "program", "CPU, ms", "million instructions", "CPU, ours : its", "quartiles")
    rows = [_row(title, each) for title, measured in results for each in measured]
    return Table((*head, "instructions, ours : its", "goal"), rows, note, names=2)


def _row(work: str, row: Measured) -> tuple[str, ...]:
    name, ratio, counted = row.contender.name, row.ours_to_it, row.our_instructions_to_its
    if row.cpu_seconds is None or ratio is None:
        return (work, name, row.contender.note, "", "", "", "", "")
    goal = ""
    if row.goal is not None:
        goal = verdict(row.meets_goal, row.goal)
    return (
        work,
        name,
        f"{row.cpu_seconds * 1000:.1f}",
        "" if row.instructions is None else f"{row.instructions / 1e6:.0f}",
        f"{ratio.median:.2f}",
        f"{ratio.low:.2f} to {ratio.high:.2f}",
        "" if counted is None else f"{counted:.2f}",
        goal,
    )


def verdict(is_met: bool, goal: float) -> str:
    """Return a goal with whether it is met: one that is missed must not be overlooked."""
    return f"{goal} {'met' if is_met else '**missed**'}"


def machine(commit: str) -> str:
    """Return a line that names the machine, the versions, the `commit` and the day."""
    versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    valgrind = "" if VALGRIND else "; instructions are not counted, since valgrind is not installed"
    return (
        f"Measured on {_processor()}, {os.cpu_count()} cores, {platform.system()}"
        f" {platform.machine()}, load {os.getloadavg()[0]:.1f}; {python}; {versions}; commit"
        f" {commit}; {datetime.datetime.now(datetime.UTC):%Y-%m-%d}{valgrind}."
    )


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    found = _CPU.search(file.read_text(encoding="utf-8")) if file.is_file() else None
    return found[1] if found else platform.processor() or "an unnamed processor"


def present_commit() -> str:
    """Return the commit of this tree, and whether it has been changed since."""
    line = ("git", "-C", str(TREE), "describe", "--always", "--dirty", "--exclude=*")
    return subprocess.run(line, check=True, capture_output=True, encoding="utf-8").stdout.strip()


def put(page: str, name: str, section: str) -> str:
    """Return `page` with `section` between the comments that name it."""
    begin, end = f"<!-- measured: {name} -->\n", f"<!-- end: {name} -->\n"
    before, has_begin, rest = page.partition(begin)
    _, has_end, after = rest.partition(end)
    if not has_begin or not has_end:
        raise ValueError(f"{PAGE.name} has no place for the section {name}")
    return f"{before}{begin}\n{section}\n{end}{after}"
