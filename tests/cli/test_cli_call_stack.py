"""Room for frames: no loop takes a piece of memory anew for each of its calls."""

from __future__ import annotations

import sys

import pytest

from ntmreport.cli.call_stack import with_room

DEEPEST = 300
"""Calls below each other, whose frames are more than one piece of 16 KB."""

CALLS = 200


def _leaf() -> None:
    pass


def _loop_at(depth: int) -> None:
    if depth:
        _loop_at(depth - 1)
        return
    for _ in range(CALLS):
        _leaf()


@pytest.mark.skipif(sys.platform == "win32", reason="counts of POSIX")
def test_no_loop_takes_memory_for_each_call() -> None:
    from resource import RUSAGE_SELF, getrusage

    def most_taken() -> int:
        _loop_at(DEEPEST)  # memory that is touched for the first time is not counted
        most = 0
        for depth in range(DEEPEST):
            before = getrusage(RUSAGE_SELF).ru_minflt
            _loop_at(depth)
            most = max(most, getrusage(RUSAGE_SELF).ru_minflt - before)
        return most

    assert with_room(most_taken)() < CALLS / 2


def test_arguments_and_results_pass() -> None:
    def divided(value: int, *, by: int) -> float:
        return value / by

    assert with_room(divided)(3, by=2) == 1.5
    with pytest.raises(ZeroDivisionError):
        with_room(divided)(1, by=0)
