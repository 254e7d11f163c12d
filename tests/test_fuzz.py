"""A slice of the generated inputs; `make fuzz` tries as many as wanted."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

from fuzz import workers
from fuzz.tally import ALL, OF_DATA, Tally
from fuzz.trial import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path

    import pytest

SEED, RUNS = 2, 60
HANGS, DIES = 2, 4


def test_generated_inputs_neither_fail_nor_lose_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NTMREPORT_CACHE", "")  # which the inputs set for themselves
    tally = Tally()
    for outcome in workers.answers(SEED, range(1, RUNS + 1), tmp_path):
        tally.add(outcome)
    assert not tally.wrong, tally.table()
    assert tally.count(ALL, "tried") == RUNS
    assert tally.count(OF_DATA, "compared") >= tally.count(OF_DATA, "tried") / 2


def test_an_input_that_hangs_or_ends_its_process_is_told_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "MOST_SECONDS", 1)
    monkeypatch.setattr(workers, "_work", some_hang)
    worker = workers.Worker(SEED, range(1, 6))
    told: dict[int, str] = {}
    while not worker.is_done:
        time.sleep(0.1)
        told |= {outcome.number: outcome.wrong for outcome in worker.outcomes()}
    assert told == {1: "", HANGS: "takes more than 1 s", 3: "", DIES: "ends its process", 5: ""}


def some_hang(_seed: int, numbers: Sequence[int], at: Any, answered: Connection) -> None:
    for number in numbers:
        at.value = number
        if number == HANGS:
            time.sleep(600)
        if number == DIES:
            os._exit(1)
        answered.send([Outcome(number, "", "")])
