"""`python -m bench`: measure, print the tables, and write them into docs/performance.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bench import (
    cold_commands,
    cold_start,
    growth,
    hostile_files,
    many_reports,
    typing_keys,
)
from bench.against_commit import compare
from bench.measuring import measured
from bench.sections import (
    PAGE,
    Table,
    comparison_table,
    machine,
    present_commit,
    put,
    verdict,
)
from bench.varied_data import DATA, write_varied

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bench.rivals import RivalFiles


@dataclass(frozen=True)
class Setting:
    """Where files are made, turns, reports, and whether instructions are counted."""

    folder: Path
    runs: int
    reports: int
    instructions: bool

    @cached_property
    def varied(self) -> Sequence[Path]:
        """Folders of data that differ."""
        return write_varied(self.folder / "varied", self.reports)

    @cached_property
    def rivals(self) -> RivalFiles:
        """The same reports for other programs, data/2021 first.

        They are written by a process of their own: what is measured has at least this one's memory.
        """
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(_rivals, self.folder, [DATA, *self.varied]).result()


def _rivals(folder: Path, reports: Sequence[Path]) -> RivalFiles:
    from bench.rival_files import write_rival_files

    return write_rival_files(folder, reports)


def _cold(setting: Setting) -> Table:
    comparisons = cold_commands.comparisons(setting.folder, setting.rivals)
    results = [
        (each.title, measured(each, setting.runs, instructions=setting.instructions))
        for each in comparisons
    ]
    note = (
        f"data/2021: {len(setting.rivals.lines)} paragraphs, {setting.rivals.number_of_values}"
        f" printed figures. CPU time of new processes, user and system: medians of {setting.runs}"
        " turns after one that is not counted; ratios are of the same turn."
    )
    return comparison_table(results, note)


def _start(setting: Setting) -> Table:
    return cold_start.table_of(cold_start.shares(setting.folder, setting.runs))


def _many(setting: Setting) -> Table:
    comparison = many_reports.comparison(setting.folder, setting.rivals, setting.varied)
    results = measured(comparison, setting.runs, instructions=setting.instructions)
    times = 8 * setting.reports
    same = many_reports.repeated(setting.folder, setting.varied[0], times, min(3, setting.runs))
    pause = verdict(same.pause <= many_reports.MOST_PAUSE, many_reports.MOST_PAUSE)
    speed = verdict(same.speed_up >= many_reports.LEAST_SPEED_UP, many_reports.LEAST_SPEED_UP)
    note = (
        f"A process of {setting.reports} reports that differ less one of {many_reports.FEW}, for"
        f" each report between. One report {times} times: median {same.median:.1f} ms CPU, 95th"
        f" percentile {same.high:.1f} ms, {same.pause:.2f} times the median (goal {pause}); in"
        f" {same.one_process:.1f} s by one process and {same.two_processes:.1f} s by two, which"
        f" are {same.speed_up:.2f} times as quick (goal {speed})."
    )
    return comparison_table([(comparison.title, results)], note)


def _growth(setting: Setting) -> Table:
    rows = growth.grown(setting.folder)
    return growth.table_of(rows, growth.tree_of_communes(setting.folder))


def _hostile(setting: Setting) -> Table:
    return hostile_files.table_of(hostile_files.measured_files(setting.folder))


def _typing(setting: Setting) -> Table:
    return typing_keys.table_of(typing_keys.typed_in(setting.folder))


SECTIONS: Mapping[str, Callable[[Setting], Table]] = {
    "cold": _cold,
    "start": _start,
    "many": _many,
    "growth": _growth,
    "hostile": _hostile,
    "typing": _typing,
}


def main() -> int:
    """Measure the sections that are asked for, or this tree against a commit."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=SECTIONS, action="append", help="only this section")
    parser.add_argument("--runs", type=int, default=15, help="turns that are counted")
    parser.add_argument("--reports", type=int, default=25, help="reports that differ")
    parser.add_argument("--no-instructions", action="store_true", help="do not call valgrind")
    parser.add_argument("--base", metavar="COMMIT", help="compare instructions, write no page")
    parser.add_argument("--page", type=Path, default=PAGE, help="where the tables go")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ntmreport-bench-") as temporary:
        folder = Path(temporary)
        if options.base:
            table, is_fine = compare(options.base, folder)
            sys.stdout.write(table.text())
            return 0 if is_fine else 1
        setting = Setting(folder, options.runs, options.reports, not options.no_instructions)
        commit = present_commit()  # before the page is changed
        for name in options.only or SECTIONS:
            section = f"{SECTIONS[name](setting).text()}\n{machine(commit)}\n"
            sys.stdout.write(f"{section}\n")
            page = put(options.page.read_text(encoding="utf-8"), name, section)
            options.page.write_text(page, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
