"""The counts of a run by kind of input and way of change, and each kind of fault once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fuzz.trial import KINDS_OF_DATA

if TYPE_CHECKING:
    from fuzz.trial import Outcome

OF_DATA, ALL = "of data", "all"


class Tally:
    """What is counted of the outcomes of a run."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._counts: dict[str, Counter[str]] = {}
        self._slowest: dict[str, tuple[float, int]] = {}
        self._faults: dict[tuple[str, str], list[Outcome]] = {}

    def count(self, row: str, column: str) -> int:
        """Return a count: how many of the inputs in `row` were tried, built, compared, wrong."""
        return self._counts.get(row, Counter())[column]

    @property
    def tried(self) -> int:
        """How many inputs were tried."""
        return self.count(ALL, "tried")

    @property
    def wrong(self) -> int:
        """How many went wrong."""
        return sum(map(len, self._faults.values()))

    def add(self, outcome: Outcome) -> bool:
        """Count an outcome, and return whether it is a fault of a new kind."""
        rows = [outcome.kind, f"by {outcome.change}", ALL]
        rows += [OF_DATA] * (outcome.kind in KINDS_OF_DATA)
        for row in rows:
            counts = self._counts.setdefault(row, Counter())
            counts["tried"] += 1
            counts["built"] += outcome.is_built
            counts["compared"] += outcome.compared > 0
            counts["wrong"] += bool(outcome.wrong)
            slowest = (outcome.seconds, outcome.number)
            self._slowest[row] = max(slowest, self._slowest.get(row, slowest))
        if not outcome.wrong:
            return False
        faults = self._faults.setdefault((outcome.kind, _sort(outcome.wrong)), [])
        faults.append(outcome)
        return len(faults) == 1

    def table(self) -> str:
        """Return the counts as a table, and below it the faults, each kind once."""
        lines = [
            f"{'input':<22}{'tried':>8}{'built':>8}{'compared':>10}{'wrong':>7}"
            f"{'slowest':>9}{'its number':>12}"
        ]
        for row in sorted(self._counts, key=lambda row: (row in {ALL, OF_DATA}, row)):
            counts, (seconds, number) = self._counts[row], self._slowest[row]
            columns = "".join(f"{counts[each]:>{width}}" for each, width in _COLUMNS)
            lines.append(f"{row:<22}{columns}{seconds:>7.1f} s{number:>12}")
        for (kind, _), faults in self._faults.items():
            numbers = ", ".join(str(fault.number) for fault in faults[:5])
            lines.append(f"\n{kind}, {len(faults)} times (inputs {numbers}):\n{faults[0].wrong}")
        return "\n".join(lines) + "\n"


_COLUMNS = (("tried", 8), ("built", 8), ("compared", 10), ("wrong", 7))


def _sort(wrong: str) -> str:
    """Return what faults of one kind have in common: where they were raised, or what is lost."""
    places = [line for line in wrong.split("\n") if line.startswith("  File ")]
    return places[-1] if places else wrong.partition(" is lost")[0]
