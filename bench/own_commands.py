"""Commands of ntmreport as users run them: those of one tree, so that two can be compared."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measuring import Command, Contender, environment, python_command, run
from bench.varied_data import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping

TREE = Path(__file__).parent.parent
FIGURE = "93,44%"
"""A figure that data/2021 prints and `explain` is asked about."""

BUILT = "lineage.docx"
"""A report that is built before all else, with its lineage: `explain` reads it."""

BUILD, BUILD_EMPTY = "build", "build, empty cache"
VALIDATE, VALIDATE_EMPTY = "validate", "validate, empty cache"
EXPLAIN = "explain of a Word file"
VERSION = "--version"


def own_command(tree: Path, cache: Path, *arguments: str | Path) -> Command:
    """Return the command of the program in `tree`, called in its folder."""
    surroundings = environment(cache, PYTHONPATH=str(tree / "src"))
    return replace(python_command(surroundings, "-m", "ntmreport", *arguments), cwd=tree)


def own_commands(tree: Path, folder: Path) -> Mapping[str, Contender]:
    """Return what is measured of the program in `tree`, by name; results go into `folder`.

    Each has a cache of its own, which is filled and warm but where it says that it is empty.
    """
    word = folder / BUILT
    run(own_command(tree, folder / "cache", "build", DATA, "--embed-lineage", "-o", word))
    calls: Mapping[str, tuple[str | Path, ...]] = {
        BUILD: ("build", DATA, "-o", folder / "built.docx"),
        BUILD_EMPTY: ("build", DATA, "-o", folder / "built-empty.docx"),
        VALIDATE: ("validate", DATA),
        VALIDATE_EMPTY: ("validate", DATA),
        EXPLAIN: ("explain", word, FIGURE),
        VERSION: (VERSION,),
    }
    contenders = {}
    for number, (name, arguments) in enumerate(calls.items()):
        cache = folder / f"cache-{number}"
        command = own_command(tree, cache, *arguments)
        empty = partial(shutil.rmtree, cache, ignore_errors=True)
        before = empty if name in (BUILD_EMPTY, VALIDATE_EMPTY) else None
        contenders[name] = Contender(f"ntmreport {name}", (command,), before=before)
    return contenders
