"""Processes that try inputs; one that hangs or dies is ended, and another goes on after it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fuzz.trial import Outcome, Trial

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

MOST_SECONDS = 30
"""How long an input may take, also where the machine does other work and a year is set up."""

_STARTING = -1
_AT_ONCE = 50
_EVERY_SECONDS = 0.5
_SPAWN = multiprocessing.get_context("spawn")


def answers(seed: int, numbers: Sequence[int], folder: Path) -> Iterator[Outcome]:
    """Yield how the inputs with these numbers fared, all in this process, below `folder`."""
    # What one input made is not kept for another: no folder can be made in a file.
    no_folder = folder / "file"
    no_folder.touch()
    os.environ["NTMREPORT_CACHE"] = str(no_folder / "cache")
    trial = Trial(folder)
    for number in numbers:
        yield trial.answer(seed, number)


class Worker:
    """A process that answers its numbers one after the other, and is replaced if it does not."""

    def __init__(self, seed: int, numbers: Sequence[int]) -> None:
        """Start on `numbers`."""
        self._seed = seed
        self._left = list(numbers)
        self._at: Any = None
        self._seen, self._since = _STARTING, 0.0
        self._process, self._answers = self._started()

    @property
    def is_done(self) -> bool:
        """Return whether all its numbers are answered."""
        return not self._left

    def outcomes(self) -> list[Outcome]:
        """Return what was answered since the last call; one that hangs or dies is an outcome."""
        found: list[Outcome] = []
        is_alive = self._process.is_alive()
        try:
            while self._answers.poll():
                found += self._answers.recv()
        except EOFError:
            is_alive = False
        answered = {outcome.number for outcome in found}
        self._left = [number for number in self._left if number not in answered]
        now, at = time.monotonic(), self._at.value
        if at != self._seen:
            self._seen, self._since = at, now
        is_stuck = at != _STARTING and now - self._since > MOST_SECONDS
        if self._left and (is_stuck or not is_alive):
            self._process.kill()
            self._process.join()
            what = f"takes more than {MOST_SECONDS} s" if is_alive else "ends its process"
            found.append(Outcome(at, "?", "", wrong=what))
            self._left = [number for number in self._left if number != at]
            self._process, self._answers = self._started()
        if not self._left:
            self._process.join(MOST_SECONDS)
        return found

    def _started(self) -> tuple[BaseProcess, Connection]:
        self._at = _SPAWN.Value("q", _STARTING)
        self._seen, self._since = _STARTING, time.monotonic()
        received, sender = _SPAWN.Pipe(duplex=False)
        arguments = (self._seed, self._left, self._at, sender)
        process = _SPAWN.Process(target=_work, args=arguments, daemon=True)
        process.start()
        sender.close()
        return process, received


def _work(seed: int, numbers: Sequence[int], at: Any, answered: Connection) -> None:
    with tempfile.TemporaryDirectory(prefix="ntmreport-fuzz-") as folder:
        gc.disable()  # all that an input makes is left together
        ready: list[Outcome] = []
        at.value = numbers[0]
        for following, outcome in zip(
            [*numbers[1:], -1], answers(seed, numbers, Path(folder)), strict=True
        ):
            at.value = following
            ready.append(outcome)
            if len(ready) == _AT_ONCE or following == -1:
                answered.send(ready)
                ready = []
                gc.collect()
                # What stays, years and forms, need not be looked through again and again.
                gc.freeze()


def tried(seed: int, runs: int) -> Iterator[Outcome]:
    """Yield how `runs` inputs fared, in as many processes as there are cores."""
    number = os.cpu_count() or 1
    workers = [
        Worker(seed, numbers) for start in range(number) if (numbers := range(start, runs, number))
    ]
    while workers:
        time.sleep(_EVERY_SECONDS)
        for worker in workers:
            yield from worker.outcomes()
        workers = [worker for worker in workers if not worker.is_done]
