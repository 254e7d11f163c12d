"""A slice of the generated inputs; `make fuzz` tries as many as wanted."""

from __future__ import annotations

import sys

import pytest
from fuzz.__main__ import answers, table
from fuzz.trial import COMMUNE, DATA, TEXT

RUNS = 50


@pytest.mark.skipif(sys.platform == "win32", reason="inputs that hang are stopped by a signal")
@pytest.mark.parametrize("start", [0, 1_500])
def test_generated_inputs_neither_fail_nor_hang_nor_lose_text(
    start: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NTMREPORT_CACHE", "")
    outcomes = answers(2, start, start + RUNS)
    assert not any(outcome.wrong for outcome in outcomes), table(outcomes)
    of_data = [outcome for outcome in outcomes if outcome.kind in {TEXT, DATA, COMMUNE}]
    assert sum(outcome.compared > 0 for outcome in of_data) >= len(of_data) / 2
