"""What a command costs at n, 2n and 4n of each thing that grows: nothing is worse than linear."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bench.growing_data import COMMUNES, DATA, OTHER, REPORTING, WORKBOOKS, begin, write_grown
from bench.measuring import FailedError, run
from bench.own_commands import TREE, own_command
from bench.sections import Table, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from bench.measuring import Cost

MOST_RATIO = 2.2
"""The goal: twice as much costs at most so many times as much."""

MOST_SECONDS = 100
"""CPU seconds after which a command is stopped."""

_ENOUGH_SECONDS, _MOST_RUNS = 6, 3
"""A cell is the least of runs that come to so many CPU seconds, or of so many runs."""

TREE_OF_COMMUNES = 10_000
MOST_SECONDS_OF_TREE, MOST_MB_OF_TREE = 12, 350
"""The goal for `validate` of a tree of so many communes."""

SIZES: Mapping[str, int] = {
    COMMUNES: 1250,
    REPORTING: 320,
    WORKBOOKS: 40,
    "documents": 300,
    "paragraphs of narrative": 1000,
    "indicators": 300,
    "rows of an annex": 400,
    "template lines": 1000,
}
"""The least of three sizes of each thing that grows."""

_SHEETS = "build/sheets"
COMMANDS: Mapping[str, Sequence[str]] = {
    "validate": ("validate", DATA),
    "build": ("build", DATA),
    "build --annotate --embed-lineage": (
        "build",
        DATA,
        "--annotate",
        "--embed-lineage",
        "-o",
        "build/all.docx",
    ),
    "explain of a Word file": ("explain", "build/all.docx", "62,5"),
    "explain": ("explain", DATA, "62,5"),
    "figures": ("figures", DATA),
    "review": ("review", DATA),
    "diff": ("diff", DATA, OTHER),
    "diff --docx": ("diff", DATA, OTHER, "--docx", "build/changes.docx"),
    "reconcile": ("reconcile", "build/changes.docx", DATA),
    "status": ("status", DATA),
    "upgrade": ("upgrade", DATA),
    "sheets --for indicators": ("sheets", DATA, "--for", "indicators", "-o", _SHEETS),
    "collect": ("collect", _SHEETS),
}
"""The commands in the order in which they are called: some read what others have written."""

_REPORTING = ("data/2026-6t", "--communes", "../xa/*/data/2026-6t")
COMMANDS_OF: Mapping[str, Mapping[str, Sequence[str]]] = {
    REPORTING: {
        f"{name} --communes": (name, *_REPORTING)
        for name in ("validate", "build", "status", "gather")
    },
    WORKBOOKS: {
        "sheets": ("sheets", DATA, "-o", _SHEETS),
        "collect": ("collect", _SHEETS),
    },
}
"""Those for what has its own: gather is last, since communes may not give a figure twice."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What a command costs at three sizes; a size at which it failed has the reason instead."""

    growing: str
    command: str
    least: int
    costs: Sequence[Cost | str]

    @property
    def ratios(self) -> list[float]:
        """Each size's CPU time as a multiple of the one's before it."""
        seconds = [None if isinstance(each, str) else each.cpu_seconds for each in self.costs]
        return [after / before for before, after in pairwise(seconds) if before and after]

    @property
    def meets_goal(self) -> bool:
        """Whether all sizes could be measured, and none costs too much."""
        is_whole = len(self.ratios) == len(self.costs) - 1
        return is_whole and all(ratio <= MOST_RATIO for ratio in self.ratios)


def grown(
    folder: Path,
    sizes: Mapping[str, int] = SIZES,
    commands: Mapping[str, Sequence[str]] | None = None,
) -> list[Growth]:
    """Return what each command costs at once, twice and four times each of `sizes`.

    As many things grow at once as there are cores.
    """
    begin(folder / "begun")

    def rows_of(growing: str) -> list[Growth]:
        own = commands or COMMANDS_OF.get(growing, COMMANDS)
        return [*_rows(folder, growing, sizes[growing], own)]

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return [row for rows in threads.map(rows_of, sizes) for row in rows]


def _rows(
    folder: Path, growing: str, least: int, commands: Mapping[str, Sequence[str]]
) -> Iterator[Growth]:
    place = folder / growing.replace(" ", "-")
    place.mkdir()
    standing = [
        write_grown(folder / "begun", place / str(number), growing, number)
        for number in (least, 2 * least, 4 * least)
    ]
    for name, arguments in commands.items():
        costs = [_cost(place / "cache", each, arguments) for each in standing]
        yield Growth(growing, name, least, costs)


def tree_of_communes(folder: Path) -> Cost | str:
    """Return what `validate` costs of a tree of communes as large as there may be."""
    repository = folder / "tree"
    write_grown(folder / "begun", repository, COMMUNES, TREE_OF_COMMUNES)
    return _cost(folder / "cache-of-tree", repository, COMMANDS["validate"])


def _cost(cache: Path, repository: Path, arguments: Sequence[str]) -> Cost | str:
    """Return the least cost of a few runs, or how the command failed; `*` is as for a shell."""
    expanded: list[str | Path] = [
        each
        for argument in arguments
        for each in (repository.glob(argument) if "*" in argument else [argument])
    ]
    command = replace(own_command(TREE, cache, *expanded), cwd=repository)
    costs: list[Cost] = []
    while sum(each.cpu_seconds for each in costs) < _ENOUGH_SECONDS and len(costs) < _MOST_RUNS:
        try:
            costs.append(run(command, MOST_SECONDS)[0])
        except FailedError as error:
            return error.reason(MOST_SECONDS)
    return min(costs, key=lambda cost: cost.cpu_seconds)


def table_of(rows: Sequence[Growth], tree: Cost | str) -> Table:
    """Return a table of seconds at three sizes, and of their ratios."""
    head = ("grows", "command", "n", "s at n", "at 2n", "at 4n", "2n : n", "4n : 2n", "MB at 4n")
    said = tree
    if not isinstance(tree, str):
        megabytes = tree.memory_bytes / 1e6
        is_met = tree.cpu_seconds <= MOST_SECONDS_OF_TREE and megabytes <= MOST_MB_OF_TREE
        said = f"{tree.cpu_seconds:.1f} s and {megabytes:.0f} MB{'' if is_met else ', **missed**'}"
    note = (
        "CPU seconds of new processes, start and imports included: the least of up to"
        f" {_MOST_RUNS} runs. `diff` is of two states whose figures all differ. `validate` of"
        f" {TREE_OF_COMMUNES} communes: {said} (goal {MOST_SECONDS_OF_TREE} s and"
        f" {MOST_MB_OF_TREE} MB)."
    )
    return Table((*head, "goal"), [_row(each) for each in rows], note, names=2)


def _row(row: Growth) -> tuple[str, ...]:
    seconds = [each if isinstance(each, str) else f"{each.cpu_seconds:.2f}" for each in row.costs]
    ratios = [f"{ratio:.2f}" for ratio in row.ratios]
    ratios += [""] * (len(row.costs) - 1 - len(ratios))
    last = row.costs[-1]
    memory = "" if isinstance(last, str) else f"{last.memory_bytes / 1e6:.0f}"
    return (
        row.growing,
        row.command,
        str(row.least),
        *seconds,
        *ratios,
        memory,
        verdict(row.meets_goal, MOST_RATIO),
    )
