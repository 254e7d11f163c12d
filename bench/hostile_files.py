"""Files made to keep a program busy, validated by a new process each: the slowest of them."""

from __future__ import annotations

import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bench.measuring import FailedError, run
from bench.own_commands import TREE, own_command
from bench.sections import Table
from bench.varied_data import DATA

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.measuring import Cost

SHOWN = 10
MOST_SECONDS = 30
_DONE_OR_MISTAKES = (0, 1)


@dataclass(frozen=True, slots=True)
class Hostile:
    """What validating a year with one such file costs; `failed` says how it ended otherwise."""

    name: str
    cost: Cost | None
    failed: str = ""


def measured_files(folder: Path, names: Sequence[str] = ()) -> list[Hostile]:
    """Return what each file costs, or each of `names`, the slowest first."""
    repository = folder / "hostile"
    shutil.copytree(TREE / DATA, repository / DATA)
    command = replace(
        own_command(TREE, folder / "cache-hostile", "validate", DATA, "--lang", "en"),
        cwd=repository,
        codes=_DONE_OR_MISTAKES,
    )
    # By a process of their own: what is measured has at least this one's memory.
    with ProcessPoolExecutor(1) as pool:
        written = pool.submit(_written, folder, names).result()
    found = []
    for name, file in written:
        path = repository / DATA / file.name
        before = path.read_bytes() if path.exists() else None
        shutil.copy(file, path)
        try:
            found.append(Hostile(name, run(command, MOST_SECONDS)[0]))
        except FailedError as error:
            found.append(Hostile(name, None, error.reason(MOST_SECONDS)))
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
    return sorted(found, key=lambda each: -each.cost.cpu_seconds if each.cost else -MOST_SECONDS)


def _written(folder: Path, names: Sequence[str]) -> list[tuple[str, Path]]:
    """Write hostile files, each in a folder of its own, and return them by name."""
    from tests.hostile import HOSTILE, content, stem_of

    found = []
    for number, name in enumerate(names or HOSTILE):
        text = content(name)
        place = folder / f"hostile-{number}"
        place.mkdir()
        file = place / f"{stem_of(text)}.yaml"
        file.write_text(text, encoding="utf-8", newline="\n")
        found.append((name, file))
    return found


def table_of(files: Sequence[Hostile]) -> Table:
    """Return the slowest files as a table."""
    rows = [
        (
            each.name,
            f"{each.cost.cpu_seconds:.2f}" if each.cost else each.failed,
            f"{each.cost.memory_bytes / 1e6:.0f}" if each.cost else "",
        )
        for each in files[:SHOWN]
    ]
    note = (
        f"`validate` of data/2021 with one file replaced, start and imports included: the slowest"
        f" {len(rows)} of {len(files)} (tests/hostile.py)."
    )
    return Table(("file", "CPU, s", "MB"), rows, note)
