"""`python -m fuzz`: give generated inputs to the program and count how they fared."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from fuzz.trial import Outcome, Trial

_AT_ONCE = 500


def main() -> None:
    """Run the inputs in as many processes as there are cores; exit with 1 where one went wrong."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=2_000)
    options = parser.parse_args()
    starts = range(0, options.runs, _AT_ONCE)
    with ProcessPoolExecutor() as pool:
        portions = [
            pool.submit(answers, options.seed, start, min(start + _AT_ONCE, options.runs))
            for start in starts
        ]
        outcomes = [outcome for portion in portions for outcome in portion.result()]
    sys.stdout.write(table(outcomes))
    sys.exit(1 if any(outcome.wrong for outcome in outcomes) else 0)


def answers(seed: int, start: int, end: int) -> list[Outcome]:
    """Return how the inputs from `start` to `end` fared."""
    with tempfile.TemporaryDirectory(prefix="ntmreport-fuzz-") as folder:
        os.environ["NTMREPORT_CACHE"] = str(Path(folder, "cache"))
        # Some with communes and funds, which take longer.
        trial = Trial(Path(folder, "year"), has_communes=start // _AT_ONCE % 4 == 3)
        return [trial.answer(seed, number) for number in range(start, end)]


def table(outcomes: list[Outcome]) -> str:
    """Return the counts by kind of input, and what went wrong."""
    lines = [f"{'input':<22}{'tried':>8}{'built':>8}{'compared':>10}{'wrong':>7}"]
    for kind in dict.fromkeys(outcome.kind for outcome in outcomes):
        found = [outcome for outcome in outcomes if outcome.kind == kind]
        counts = Counter(
            built=sum(outcome.is_built for outcome in found),
            compared=sum(outcome.compared > 0 for outcome in found),
            wrong=sum(bool(outcome.wrong) for outcome in found),
        )
        lines.append(
            f"{kind:<22}{len(found):>8}{counts['built']:>8}{counts['compared']:>10}"
            f"{counts['wrong']:>7}"
        )
    lines += [f"\n{outcome.kind}: {outcome.wrong}" for outcome in outcomes if outcome.wrong][:20]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
