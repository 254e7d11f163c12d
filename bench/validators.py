"""One year validated by new processes: what a merge request waits for.

check-jsonschema takes one schema a call, so the year's files are as many calls; yamllint knows no
schema and reads the whole folder at once.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.report import DATA
from bench.timing import Comparison, Contender, child_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bench.report import Rivals

TITLE = "One year validated, new process"
SCHEMAS = Path("schemas")


def comparison(folder: Path, rivals: Rivals) -> Comparison:
    """Return the comparison; each contender has read the files once."""
    del rivals
    environment = child_environment(folder / "cache")
    python = sys.executable
    pairs = [(SCHEMAS / f"{path.stem}.json", path) for path in sorted(DATA.glob("*.yaml"))]
    by_schema = [
        (python, "-m", "check_jsonschema", "--schemafile", schema, path)
        for schema, path in pairs
        if schema.is_file()
    ]
    contenders = (
        Contender(
            "ntmreport validate",
            _seconds_of([(python, "-m", "ntmreport", "validate", DATA)], environment),
        ),
        Contender(
            f"check-jsonschema, a process for each of {len(by_schema)} schemas",
            _seconds_of(by_schema, environment),
        ),
        Contender(
            "check-jsonschema, one of these processes", _seconds_of(by_schema[:1], environment)
        ),
        Contender("yamllint", _seconds_of([(python, "-m", "yamllint", DATA)], environment, {0, 1})),
    )
    for contender in contenders:
        if contender.measure is not None:
            contender.measure()
    return Comparison(TITLE, contenders)


def _seconds_of(
    commands: Sequence[Sequence[str | Path]],
    environment: Mapping[str, str],
    codes: frozenset[int] | set[int] = frozenset({0}),
) -> Callable[[], float]:
    """Return a measure of processes that end with one of `codes`: yamllint finds long lines."""

    def measure() -> float:
        start = time.perf_counter()
        for command in commands:
            done = subprocess.run(command, env=environment, check=False, capture_output=True)
            if done.returncode not in codes:
                raise subprocess.CalledProcessError(
                    done.returncode, command, done.stdout, done.stderr
                )
        return time.perf_counter() - start

    return measure
