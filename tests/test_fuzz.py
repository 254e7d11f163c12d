"""A slice of the generated inputs; `make fuzz` tries as many as wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz.tally import ALL, OF_DATA, Tally
from fuzz.workers import answers

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SEED, RUNS = 2, 150


def test_generated_inputs_neither_fail_nor_lose_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NTMREPORT_CACHE", "")  # which the inputs set for themselves
    tally = Tally()
    for outcome in answers(SEED, range(1, RUNS + 1), tmp_path):
        tally.add(outcome)
    assert not tally.wrong, tally.table()
    assert tally.count(ALL, "tried") == RUNS
    assert tally.count(OF_DATA, "compared") >= tally.count(OF_DATA, "tried") / 2
