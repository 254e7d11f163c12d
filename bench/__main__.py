"""`python -m bench`: measure, print the table, and write it to build/bench.md."""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from bench import cold_build, loop, validators
from bench.report import write_rivals
from bench.timing import measured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.report import Rivals
    from bench.timing import Comparison, Measured

COMPARISONS = (cold_build.comparison, loop.comparison, validators.comparison)


def main() -> None:
    """Run all comparisons and write the table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="timed runs of each contender")
    parser.add_argument("--output", type=Path, default=Path("build/bench.md"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ntmreport-bench-") as temporary:
        folder = Path(temporary)
        rivals = write_rivals(folder)
        comparisons = [prepare(folder, rivals) for prepare in COMPARISONS]
        results = [(each, measured(each, options.runs)) for each in comparisons]
    table = "\n".join(_page(results, rivals, options.runs))
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(table, encoding="utf-8")
    sys.stdout.write(table)


def _page(
    results: list[tuple[Comparison, tuple[Measured, ...]]], rivals: Rivals, runs: int
) -> Iterator[str]:
    yield "# Speed"
    yield ""
    yield "| work | program | median, ms | reports per second | time of ntmreport : its time |"
    yield "|---|---|---:|---:|---:|"
    for comparison, rows in results:
        for row in rows:
            yield _row(comparison.title, row)
    yield ""
    yield (
        f"The same report for all: {len(rivals.lines)} paragraphs, {rivals.number_of_values}"
        f" printed values. Medians of {runs} interleaved runs after a first one that is not"
        " counted; a ratio is the median of the ratios within each turn. Compare ratios, not"
        " figures."
    )
    yield ""
    yield (
        "Bytecode is in place (PYTHONDONTWRITEBYTECODE unset) and ntmreport's cache is warm, as"
        " from a user's second build on. ntmreport also validates the data, asks git for the"
        " revision and writes through to the disk; the others do not."
    )
    yield ""
    versions = ", ".join(f"{name} {version(name)}" for name in ("docxtpl", "PyYAML", "Jinja2"))
    yield (
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores,"
        f" {platform.system()} {platform.machine()}; {versions};"
        f" {datetime.datetime.now(datetime.UTC):%Y-%m-%d}."
    )
    yield ""


def _row(work: str, row: Measured) -> str:
    name = row.contender.name
    if row.seconds is None or row.ours_to_it is None:
        return f"| {work} | {name} | skipped: {row.contender.note} | | |"
    ratio = f"{row.ours_to_it:.2f} : 1"
    if row.ours_to_it < 1:
        ratio = f"1 : {1 / row.ours_to_it:.2f}"
    return f"| {work} | {name} | {row.seconds * 1000:.1f} | {1 / row.seconds:.1f} | {ratio} |"


if __name__ == "__main__":
    main()
