"""Files made to keep a program busy, each read by a new process: the slowest of them.

Files of data are validated, Word files audited.
"""

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
    """What reading one such file costs; `failed` says how it ended otherwise."""

    name: str
    cost: Cost | None
    failed: str = ""


def measured_files(folder: Path, names: Sequence[str] = ()) -> list[Hostile]:
    """Return what each file costs, or each of `names`, the slowest first."""
    repository = folder / "hostile"
    shutil.copytree(TREE / DATA, repository / DATA)

    def cost(name: str, *arguments: str) -> Hostile:
        own = own_command(TREE, folder / "cache-hostile", *arguments, "--lang", "en")
        command = replace(own, cwd=repository, codes=_DONE_OR_MISTAKES)
        try:
            return Hostile(name, run(command, MOST_SECONDS)[0])
        except FailedError as error:
            return Hostile(name, None, error.reason(MOST_SECONDS))

    # By a process of their own: what is measured has at least this one's memory.
    with ProcessPoolExecutor(1) as pool:
        written = pool.submit(_written, folder, names).result()
    found = []
    for name, file in written:
        if file.suffix == ".docx":
            found.append(cost(f"{name} (.docx)", "audit", str(file)))
            continue
        path = repository / DATA / file.name
        before = path.read_bytes() if path.exists() else None
        shutil.copy(file, path)
        found.append(cost(name, "validate", str(DATA)))
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
    return sorted(found, key=lambda each: -each.cost.cpu_seconds if each.cost else -MOST_SECONDS)


def _written(folder: Path, names: Sequence[str]) -> list[tuple[str, Path]]:
    """Write hostile files, each in a folder of its own, and return them by name."""
    from tests.hostile import HOSTILE, content, stem_of
    from tests.hostile_word import HOSTILE_WORD

    found = []
    for number, name in enumerate(names or [*HOSTILE, *HOSTILE_WORD]):
        place = folder / f"hostile-{number}"
        place.mkdir()
        if name in HOSTILE:
            text = content(name)
            file = place / f"{stem_of(text)}.yaml"
            file.write_text(text, encoding="utf-8", newline="\n")
        else:
            file = place / "report.docx"
            file.write_bytes(HOSTILE_WORD[name]())
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
        "`validate` of data/2021 with one file replaced, `audit` of a Word file; start and imports"
        f" included: the slowest {len(rows)} of {len(files)} (tests/hostile.py,"
        " tests/hostile_word.py)."
    )
    return Table(("file", "CPU, s", "MB"), rows, note)
