"""`python -m fuzz`: give generated inputs to the program and count how they fared."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from fuzz.tally import Tally
from fuzz.workers import answers, tried

_TOLD_EVERY = 5_000


def main() -> None:
    """Run the inputs in as many processes as there are cores; exit with 1 where one went wrong."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--input", type=int, help="try the input of this number alone")
    options = parser.parse_args()
    tally = Tally()
    start = time.monotonic()
    if options.input is not None:
        with tempfile.TemporaryDirectory(prefix="ntmreport-fuzz-") as folder:
            for outcome in answers(options.seed, [options.input], Path(folder)):
                tally.add(outcome)
    else:
        for outcome in tried(options.seed, options.runs):
            is_new = tally.add(outcome)
            if is_new or tally.tried % _TOLD_EVERY == 0:
                told = (
                    f"{tally.tried} inputs, {tally.wrong} wrong, {time.monotonic() - start:.0f} s"
                )
                sys.stderr.write(f"seed {options.seed}: {told}\n{tally.table()}\n")
    sys.stdout.write(f"seed {options.seed}\n{tally.table()}")
    sys.exit(1 if tally.wrong else 0)


if __name__ == "__main__":
    main()
