"""Counts of zero and empty lists: the forms leave out what they would assert of nothing."""

from __future__ import annotations

import copy
import datetime
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from ntmreport.pipeline import Compiler
from ntmreport.validation import validate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ntmreport.document import Passage

COMPILER = Compiler()

ASSERTS_NOTHING = re.compile(
    r"(?<![\d.,/-])0{1,2}\s[^\W\d_]"  # 0 lớp
    r"|(?<!\.)\.\.(?!\.|/)|[,;:]\s*[.;,]|\(\s*\)|\(\s*[;,]|[;,]\s*\)|\s[.,;:]|\s\s"
)
"""A count of nothing, a colon or comma with nothing behind it, brackets with nothing in them."""

YEARS = frozenset({"year", "from", "to", "since", "schema_version"})
DATA = ("data/2021", "commune/2021")


def zeroes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield each number of the data with 0 for it, and each list with [] for it."""
    if isinstance(value, list):
        yield path, []
    if isinstance(value, int | float) and path[-1] not in YEARS:
        yield path, 0
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from zeroes(value[key], (*path, key))


def words_of_the_form(passage: Passage) -> str:
    """The passage with letters for what the data says in its own words."""
    text = passage.text
    for each in passage.stretches:
        text = text[: each.start] + "x" * (each.end - each.start) + text[each.end :]
    return text


def with_nothing(value: Any, path: tuple[Any, ...], nothing: Any) -> Any:
    changed = copy.deepcopy(value)
    owner = changed
    for step in path[:-1]:
        owner = owner[step]
    owner[path[-1]] = nothing
    return changed


@pytest.mark.parametrize("data", DATA)
def test_nothing_is_not_asserted(fixtures: Path, tmp_path: Path, data: str) -> None:
    shutil.copytree(fixtures, tmp_path / "f")
    folder = tmp_path / "f" / data
    shutil.rmtree(folder / "communes", ignore_errors=True)
    found: list[str] = []
    for file in sorted(folder.glob("*.yaml")):
        if file.stem == "acknowledged":
            continue
        text = file.read_text("utf-8")
        content = yaml.safe_load(text)
        for path, nothing in zeroes(content):
            changed = with_nothing(content, path, nothing)
            file.write_text(yaml.safe_dump(changed, allow_unicode=True, sort_keys=False), "utf-8")
            compiled = COMPILER.compile(folder)
            if compiled.document is None:
                assert compiled.diagnostics, (file.name, path)
                continue
            lines = [words_of_the_form(passage) for passage in compiled.document.passages]
            wrong = [line for line in lines if ASSERTS_NOTHING.search(line)]
            lone = [line for line in lines if line.rstrip() in {"-", "+"}]
            if wrong or lone:
                told = validate(compiled, folder, datetime.date(2022, 1, 5)).diagnostics
                if "NTM526" not in {each.rule.code for each in told}:
                    found += [f"{file.name} {path}: {line}" for line in (*wrong, *lone)]
        file.write_text(text, "utf-8")
    assert found == []
