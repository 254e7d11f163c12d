"""Where the time of a cold command goes: what it imports, by package, and what it does."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from bench.measuring import run
from bench.own_commands import BUILD, EXPLAIN, TREE, VALIDATE, own_commands
from bench.sections import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bench.measuring import Command

COMMANDS = (VALIDATE, BUILD, EXPLAIN)
SHOWN = 14

_IMPORT = re.compile(r"import time: +([0-9]+) \| +[0-9]+ \| +(\S+)")
_REPORTING = ("sh", "-c", 'exec "$@" 2>&1 >/dev/null', "sh")
_OURS, _PYTHON, _WORK = "ntmreport", "Python's library", "start of Python, and the work itself"


def shares(folder: Path, runs: int) -> Mapping[str, Mapping[str, float]]:
    """Return what each part takes of a command, in percent: medians of `runs` after a first one."""
    place = folder / "start"
    place.mkdir()
    own = own_commands(TREE, place)
    return {name: _shares(own[name].commands[0], runs) for name in COMMANDS}


def _shares(command: Command, runs: int) -> dict[str, float]:
    told = replace(
        command,
        arguments=(*_REPORTING, *command.arguments),
        environment={**command.environment, "PYTHONPROFILEIMPORTTIME": "1"},
    )
    taken = []
    for _ in range(runs + 1):
        cost, log = run(told)
        taken.append({part: 0.1 * ms / cost.wall_seconds for part, ms in parts_of(log).items()})
    found = {part: median(each.get(part, 0) for each in taken[1:]) for part in taken[-1]}
    return {**found, _WORK: 100 - sum(found.values())}


def parts_of(log: str) -> dict[str, float]:
    """Return milliseconds by package from what Python says of its imports: ours by subpackage."""
    found: dict[str, float] = {}
    for microseconds, module in _IMPORT.findall(log):
        package, _, rest = module.partition(".")
        if package == _OURS:
            part = f"{package}.{rest.partition('.')[0]}".rstrip(".")
        else:
            part = _PYTHON if package in sys.stdlib_module_names else package.lstrip("_")
        found[part] = found.get(part, 0) + int(microseconds) / 1000
    return found


def table_of(commands: Mapping[str, Mapping[str, float]]) -> Table:
    """Return a table of the dearest parts, the first command's first."""
    every = {part for parts in commands.values() for part in parts} - {_WORK}
    dearest = sorted(every, key=lambda part: -max(each.get(part, 0) for each in commands.values()))
    rows: list[Sequence[str]] = [
        (part, *(f"{each[part]:.0f}" if part in each else "" for each in commands.values()))
        for part in (*dearest[:SHOWN], _WORK)
    ]
    note = (
        "Percent of the time of a new process: imports as Python tells them (`-X importtime`), each"
        " without those in it, and the rest."
    )
    return Table(("part", *commands), rows, note)
