"""Instructions of this tree's commands beside those of a commit: `make bench BASE=<commit>`."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from bench.measuring import VALGRIND, environment, instructions_of, python_command, run
from bench.own_commands import TREE, own_commands
from bench.sections import Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MOST_GROWTH = 1.05
"""How many times the instructions of the commit are too many."""


def compare(commit: str, folder: Path) -> tuple[Table, bool]:
    """Return a table of both trees' instructions, and whether none has grown by too much.

    The commit is checked out into `folder`, and both run in this environment.
    """
    if VALGRIND is None:
        raise SystemExit("valgrind is not installed: instructions cannot be counted")
    tree = folder / "base"
    _git("worktree", "add", "--quiet", "--detach", str(tree), commit)
    try:
        now, before = (
            _counted(each, folder / name) for each, name in ((TREE, "new"), (tree, "old"))
        )
    finally:
        _git("worktree", "remove", "--force", str(tree))
    return table_of(now, before, commit)


def table_of(now: Mapping[str, int], before: Mapping[str, int], commit: str) -> tuple[Table, bool]:
    """Return the table of instructions by command, and whether none has grown by too much."""
    grown = {name: now[name] / count for name, count in before.items() if name in now}
    rows = [
        (
            name,
            f"{before[name] / 1e6:.0f}",
            f"{now[name] / 1e6:.0f}",
            f"{ratio:.3f}",
            "" if ratio <= MOST_GROWTH else f"above {MOST_GROWTH}",
        )
        for name, ratio in grown.items()
    ]
    head = ("command", f"{commit}, million instructions", "this tree", "ratio", "")
    return Table(head, rows), all(ratio <= MOST_GROWTH for ratio in grown.values())


def _counted(tree: Path, folder: Path) -> dict[str, int]:
    """Return the instructions of each command of the program in `tree`."""
    folder.mkdir()
    _, file = run(
        python_command(
            environment(folder / "cache", PYTHONPATH=str(tree / "src")),
            "-c",
            "import ntmreport; print(ntmreport.__file__)",
        )
    )
    if not file.startswith(str(tree)):
        raise ValueError(f"{tree} is not what Python imports, but {file}")
    commands = list(own_commands(tree, folder).values())
    for each in commands:
        each.cost(lambda command: run(command)[0].cpu_seconds)  # fills caches
    return instructions_of(commands)


def _git(*arguments: str) -> None:
    line: tuple[str, ...] = ("git", "-C", str(TREE), *arguments)
    subprocess.run(line, check=True)
