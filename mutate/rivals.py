"""The same broken files given to check-jsonschema, with our schemas, and to yamllint."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from mutate.kinds import KINDS
from mutate.places import sample
from mutate.trial import REPOSITORY, Outcome, Trial, make, original_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from mutate.places import Place

MOST_OF_A_KIND = 3
_YAMLLINT = re.compile(r"(?P<file>.+):(?P<line>\d+):\d+: \[\w+\] .*\((?P<rule>[\w-]+)\)")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]|\['([^']*)'\]")


@dataclass(frozen=True, slots=True)
class Row:
    """What each program says of the few files of one kind."""

    name: str
    ntmreport: Counter[Outcome]
    check_jsonschema: Counter[Outcome]
    yamllint: Counter[Outcome]


def compared(folder: Path) -> list[Row]:
    """Write a few broken files of each kind into `folder`, and ask all three about them."""
    files = original_files()
    samples = [(kind.name, sample(kind, files, MOST_OF_A_KIND).places) for kind in KINDS]
    own = folder / "year"
    own.mkdir()
    trial = Trial(own)
    ours = {name: [trial.answer(place).outcome for place in places] for name, places in samples}
    broken: list[tuple[str, Place, Path]] = []
    for number, (name, place) in enumerate((n, p) for n, places in samples for p in places):
        year = folder / f"{number}"
        year.mkdir()
        for stem, text in files.items():
            if stem == place.stem:
                (year / f"{stem}.yaml").write_text(text, "utf-8", newline="\n")
        make(place, year)
        broken.append((name, place, year))
    schemas, lint = _check_jsonschema(broken), _yamllint(broken, files)
    rows = []
    for name, _ in samples:
        mine = [i for i, (other, _, _) in enumerate(broken) if other == name]
        rows.append(
            Row(
                name,
                Counter(ours[name]),
                Counter(schemas[i] for i in mine),
                Counter(lint[i] for i in mine),
            )
        )
    return rows


def _run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", program, *arguments],
        cwd=REPOSITORY,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


def _check_jsonschema(broken: Sequence[tuple[str, Place, Path]]) -> list[Outcome]:
    """Ask check-jsonschema; a year is given to it file by file, each with its schema."""
    by_stem: dict[str, list[str]] = {}
    for _, place, year in broken:
        if (REPOSITORY / "schemas" / f"{place.stem}.json").is_file():
            by_stem.setdefault(place.stem, []).extend(map(str, sorted(year.glob("*.yaml"))))
    errors: dict[str, list[Mapping[str, Any]]] = {}
    unread: set[str] = set()
    for stem, paths in by_stem.items():
        schema = f"schemas/{stem}.json"
        done = _run("check_jsonschema", "-o", "json", "--schemafile", schema, *paths)
        report = json.loads(done.stdout)
        for error in report.get("errors", ()):
            errors.setdefault(error["filename"], []).append(error)
        unread |= {error["filename"] for error in report.get("parse_errors", ())}
    return [_schema_outcome(place, year, errors, unread) for _, place, year in broken]


def _schema_outcome(
    place: Place, year: Path, errors: Mapping[str, Sequence[Mapping[str, Any]]], unread: set[str]
) -> Outcome:
    outcome = Outcome.MISSED
    for path in sorted(year.glob("*.yaml")):
        if str(path) in unread:
            outcome = Outcome.ELSEWHERE  # that the file cannot be read, and not where
        for error in errors.get(str(path), ()):
            outcome = Outcome.ELSEWHERE
            paths = [error["path"], error.get("best_deep_match", error)["path"]]
            if any(_names(place, written, path) for written in paths):
                return Outcome.AT_LINE
    return outcome


def _names(place: Place, written: str, file: Path) -> bool:
    """Return whether the value at a JSON path stands on the lines of the slip."""
    node = yaml.compose(file.read_text("utf-8"), Loader=yaml.SafeLoader)
    for match in _STEP.finditer(written):
        key = match[1] or match[3]
        if isinstance(node, yaml.MappingNode):
            values = {known.value: value for known, value in node.value}
            if key not in values:
                return False
            node = values[key]
        elif isinstance(node, yaml.SequenceNode) and match[2]:
            node = node.value[int(match[2])]
        else:
            return False
    if node is None:
        return False
    first, last = node.start_mark.line + 1, node.end_mark.line + (node.end_mark.column > 0)
    return first <= place.slip.last and place.slip.first <= max(first, last)


def _yamllint(broken: Sequence[tuple[str, Place, Path]], files: Mapping[str, str]) -> list[Outcome]:
    """Ask yamllint as it is installed; what it says of the unbroken files does not count."""
    originals = [f"data/2021/{stem}.yaml" for stem in files]
    noise = {rule for _, _, rule in _lint(originals)}
    paths = {str(path): i for i, (_, _, year) in enumerate(broken) for path in year.glob("*.yaml")}
    outcomes = [Outcome.MISSED] * len(broken)
    for file, line, rule in _lint(list(paths)):
        i = paths[file]
        if rule in noise or outcomes[i] is Outcome.AT_LINE:
            continue
        slip = broken[i][1].slip
        is_at = slip.first <= line <= slip.last
        outcomes[i] = Outcome.AT_LINE if is_at else Outcome.ELSEWHERE
    return outcomes


def _lint(paths: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    """Yield file, line and rule of what yamllint says; a file that it crashes on has no line."""
    done = _run("yamllint", "-f", "parsable", *paths)
    if "Traceback" in done.stderr:
        if len(paths) == 1:
            yield paths[0], 0, "crash"
        else:
            half = len(paths) // 2
            yield from _lint(paths[:half])
            yield from _lint(paths[half:])
        return
    for line in done.stdout.splitlines():
        if match := _YAMLLINT.fullmatch(line):
            yield match["file"], int(match["line"]), match["rule"]
