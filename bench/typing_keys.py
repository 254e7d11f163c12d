"""From a keystroke to the diagnostics of `ntmreport lsp`, and from its start to the first answer.

An editor strikes keys in a file of data/2021 and in a commune's file of an invented tỉnh; what is
measured is the server's process.
"""

from __future__ import annotations

import random
import shutil
import statistics
import time
from typing import TYPE_CHECKING, NamedTuple

from tests.language_server.editor_client import EditorClient

from bench.growing_data import COMMUNES, DATA, begin, write_grown
from bench.own_commands import TREE
from bench.sections import Table, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

KEYS = 120
_COMMUNES = 320
_MOST_SECONDS = {"data/2021": 0.15, f"{_COMMUNES} communes": 0.5}
_MOST_START = 1.0
_TYPED = ("1", "a", " ", "\n", ":", "-", "ệ")


class Typed(NamedTuple):
    """The seconds of CPU of each keystroke and of the start to the first diagnostics.

    `answer` and `clock` are seconds of the clock: to the first answer, which is that to
    `initialize`, and to the first diagnostics.
    """

    name: str
    keys: Sequence[float]
    start: float
    answer: float
    clock: float
    megabytes: float


def typed_in(folder: Path) -> list[Typed]:
    """Strike keys in the report of 2021 and in a tỉnh of many communes."""
    own = folder / "typing-2021"
    for name in ("data", "templates"):
        shutil.copytree(TREE / name, own / name)
    begun = folder / "typing-begun"
    begin(begun)
    grown = write_grown(begun, folder / "typing-communes", COMMUNES, _COMMUNES)
    commune = min((grown / DATA / "communes").glob("*.yaml")).relative_to(grown).as_posix()
    return [
        _typed("data/2021", own, "data/2021/health.yaml"),
        _typed(f"{_COMMUNES} communes", grown, commune),
    ]


def _typed(title: str, repository: Path, name: str) -> Typed:
    chance = random.Random(1)  # noqa: S311 - the same keys each time
    begun = time.monotonic()
    with EditorClient(repository) as editor:
        answer = time.monotonic() - begun
        text = editor.open(name)
        editor.diagnostics(name)
        clock, start = time.monotonic() - begun, editor.cpu()
        keys = []
        for number in range(KEYS):
            at = chance.randrange(len(text))
            struck = f"{text[:at]}{chance.choice(_TYPED)}{text[at:]}"
            before = editor.cpu()
            editor.write(name, struck if number % 2 == 0 else text)
            editor.diagnostics(name)
            keys.append(editor.cpu() - before)
        return Typed(title, sorted(keys), start, answer, clock, editor.megabytes())


def table_of(found: Sequence[Typed]) -> Table:
    """Return the keystrokes as a table."""
    rows = []
    for each in found:
        high = each.keys[int(len(each.keys) * 0.95)]
        most = _MOST_SECONDS[each.name]
        rows.append(
            (
                each.name,
                f"{statistics.median(each.keys) * 1000:.0f}",
                f"{high * 1000:.0f}",
                verdict(high <= most, round(most * 1000)),
                f"{each.answer:.2f}",
                verdict(each.answer <= _MOST_START, _MOST_START),
                f"{each.clock:.2f}",
                f"{each.start:.2f}",
                f"{each.megabytes:.0f}",
            )
        )
    head = (
        *("data", "a key, ms CPU", "95% of keys, ms", "goal", "start to first answer, s", "goal"),
        *("to first diagnostics, s", "s CPU", "MB"),
    )
    note = (
        f"{KEYS} keys in one file, half of them taken back; each until the diagnostics of its text"
        " are told."
    )
    return Table(head, rows, note)
