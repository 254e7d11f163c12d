"""Every example of the rule book is made: right before the edit, found after it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual
from ntmreport.pipeline import Compiler, rendered
from ntmreport.prose.audit_findings import diagnostics_of
from ntmreport.prose.report_audit import audit_of
from ntmreport.prose.report_file import report_of_file
from ntmreport.rulebook import page, rules
from ntmreport.rulebook.rule_pages import PageError
from ntmreport.sheets.collecting import opened_each
from ntmreport.sheets.collection import collection_of
from ntmreport.sheets.sheet_comparison import Resolution
from ntmreport.span import start_of
from ntmreport.validation import validate
from ntmreport.zip_package import PackageError

from .edits import HANDED_OUT, hand_out, make

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.diagnostic import Rule
    from ntmreport.rulebook import Example

NOTHING = Bilingual("", "")

FOUND_BEFORE: dict[tuple[object, ...], set[Rule]] = {}
"""The rules of what is found before an example is made, by what it takes for granted."""


def with_page(rule: Rule) -> bool:
    try:
        page(rule)
    except PageError:
        return False
    return True


def diagnostics(example: Example) -> Iterator[Diagnostic]:
    """What a user gets to see of the data in the working directory."""
    data = Path("data/2021")
    if example.edit.file.startswith("build/bao-cao."):
        path = Path(example.edit.file)
        if not path.exists():
            return
        try:
            audit = audit_of(report_of_file(path.as_posix(), path.read_bytes()))
        except PackageError:
            yield Diagnostic(catalogue.PROSE_UNREADABLE, start_of(path.as_posix()), NOTHING)
            return
        yield from diagnostics_of(audit)
        return
    if any(edit.file.startswith("build/") for edit in (example.edit, *example.given)):
        files = sorted(HANDED_OUT.glob("*.xlsx"))
        workbooks = opened_each({path.as_posix(): path.read_bytes() for path in files})
        collection = collection_of(workbooks, data, None, Resolution(), datetime.date(2022, 1, 5))
        assert collection is not None
        for one in collection.workbooks:
            yield from one.diagnostics
        return
    compiled = Compiler(communes=[*map(Path, example.communes)]).compile(data)
    yield from validate(compiled, data, datetime.date(2022, 1, 5)).diagnostics
    _, found = rendered(compiled)
    yield from found


def test_every_rule_has_a_page() -> None:
    lacking = [f"{rule.code} {rule.name}" for rule in rules() if not with_page(rule)]
    assert not lacking, f"rules without a page in src/ntmreport/rulebook/: {', '.join(lacking)}"


@pytest.mark.parametrize("rule", [*filter(with_page, rules())], ids=lambda rule: rule.code)
def test_the_example_breaks_its_rule(
    rule: Rule, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    example = page(rule).example
    if example.edit.file.startswith(HANDED_OUT.as_posix()):
        hand_out(project)
    for edit in example.given:
        make(edit, project)
    made = example.edit.file if example.edit.file.startswith("build/") else ""
    taken = (example.given, example.communes, made)
    if taken not in FOUND_BEFORE:
        FOUND_BEFORE[taken] = {found.rule for found in diagnostics(example)}
    assert rule not in FOUND_BEFORE[taken]
    make(example.edit, project)
    places = [found.span.file for found in diagnostics(example) if found.rule == rule]
    assert example.edit.file in places
