"""Every hint that says what to write is obeyed: the mistake is gone, and the report is right."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from ntmreport.fixes import fix, obeyed
from ntmreport.language import Hint
from ntmreport.pipeline import Compiler
from ntmreport.render.plain_text import render_text
from ntmreport.rulebook import page, rules
from ntmreport.validation import validate

from .edits import make

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic, Rule
    from ntmreport.rulebook import Edit

TODAY = datetime.date(2022, 1, 5)
DATA = Path("data/2021")

WITH_TEXTS = {
    *(
        "NTM106",
        "NTM107",
        "NTM114",
        "NTM115",
        "NTM120",
        "NTM121",
        "NTM202",
        "NTM402",
        "NTM403",
        "NTM416",
        "NTM421",
    ),
    *("NTM502", "NTM508", "NTM511", "NTM512", "NTM513", "NTM514", "NTM515", "NTM516", "NTM517"),
    *(
        "NTM561",
        "NTM562",
        "NTM504",
        "NTM518",
        "NTM519",
        "NTM521",
        "NTM531",
        "NTM534",
        "NTM551",
        "NTM552",
        "NTM553",
    ),
}
"""The rules whose example has a hint that says what to write; of others, a person has to know."""


class State(NamedTuple):
    """The report's text, if there is one, and what is found."""

    report: str | None
    found: tuple[Diagnostic, ...]

    def of(self, rule: Rule) -> list[Diagnostic]:
        return [each for each in self.found if each.rule == rule]

    @property
    def codes(self) -> set[str]:
        return {each.rule.code for each in self.found}


OF_DATA = [rule for rule in rules() if rule.code[3] != "8"]
"""The rules that are about data, not about a finished report."""

RIGHT: dict[tuple[Edit, ...], State] = {}
"""The states before an example is made, by the edits that it takes for granted."""

BROKEN: dict[str, State] = {}
"""The states after it, by the code of the rule."""


def state(communes: tuple[str, ...] = ()) -> State:
    compiled = Compiler(communes=[*map(Path, communes)]).compile(DATA)
    report = None if compiled.document is None else render_text(compiled.document)
    return State(report, validate(compiled, DATA, TODAY).diagnostics)


def broken_by_example(rule: Rule, project: Path) -> tuple[State, State]:
    """The states before and after the example of a rule's page."""
    example = page(rule).example
    for edit in example.given:
        make(edit, project)
    if example.given not in RIGHT:
        RIGHT[example.given] = state(example.communes)
    right = RIGHT[example.given]
    make(example.edit, project)
    if rule.code not in BROKEN:
        BROKEN[rule.code] = state(example.communes)
    return right, BROKEN[rule.code]


def texts_of(diagnostic: Diagnostic) -> tuple[str, ...]:
    return diagnostic.hint.instead if isinstance(diagnostic.hint, Hint) else ()


@pytest.mark.parametrize("rule", OF_DATA, ids=lambda rule: rule.code)
def test_a_hint_that_is_obeyed_leads_to_the_right_report(
    rule: Rule, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    right, broken = broken_by_example(rule, project)
    told = broken.of(rule)
    assert any(map(texts_of, told)) == (rule.code in WITH_TEXTS)
    for number in range(max((len(texts_of(each)) for each in told), default=0)):
        original = {each.span.file: Path(each.span.file).read_text("utf-8") for each in told}
        for each in sorted(told, key=lambda each: each.span, reverse=True):
            path = Path(each.span.file)
            text = obeyed(path.read_text("utf-8"), each.span, texts_of(each)[number])
            path.write_text(text, "utf-8", newline="\n")
        mended = state()
        assert mended.of(rule) == []
        assert mended.codes <= right.codes
        # Where the mistake does not show in print, the report stays as it was.
        assert mended.report in {right.report, broken.report}
        for file, text in original.items():
            Path(file).write_text(text, "utf-8", newline="\n")


@pytest.mark.parametrize("rule", OF_DATA, ids=lambda rule: rule.code)
def test_what_is_certain_is_mended_and_nothing_else(
    rule: Rule, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    right, broken = broken_by_example(rule, project)
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    fixed = fix(DATA, None, TODAY)
    after = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    changed = {
        path.relative_to(project).as_posix() for path in before if after[path] != before[path]
    }
    assert changed == set(fixed.after)
    assert after.keys() == before.keys()
    hints = [each.hint for each in broken.of(rule)]
    if any(isinstance(hint, Hint) and hint.is_certain for hint in hints):
        mended = state()
        assert mended.of(rule) == []
        assert mended.report == right.report


def test_line_ends_marks_and_comments_stay(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    path = DATA / "health.yaml"
    text = path.read_text("utf-8")
    wrong = text.replace("2021-09-30", "30/9/2021 # ngày").replace("168271", "168_271")
    path.write_bytes(("\ufeff" + wrong).replace("\n", "\r\n").encode())
    fix(DATA, None, TODAY)
    right = text.replace("2021-09-30", "2021-09-30 # ngày")
    assert path.read_bytes() == ("\ufeff" + right).replace("\n", "\r\n").encode()


def test_files_of_the_program_are_not_written(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    outside = project / "outside"
    (project / "templates").rename(outside)
    template = outside / "annual-district/50-proposals.j2"
    template.write_text(template.read_text("utf-8").replace("kiến nghị", "kiến nghị  x"), "utf-8")
    assert fix(DATA, None, TODAY).after == {}
    assert list(fix(DATA, outside, TODAY).after) == [f"{outside}/annual-district/50-proposals.j2"]


def test_a_round_that_adds_an_error_is_taken_back(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In double quotes “\u200b” is no character of its own, and a quote ends the text."""
    monkeypatch.chdir(project)
    path = DATA / "governance.yaml"
    text = path.read_text("utf-8")
    wrong = text.replace("party: >-\n    Đảng", 'party: "Đảng').replace(
        "trở lên.\n", 'trở lên."\n', 1
    )
    path.write_text(wrong, "utf-8")
    before = state()
    fix(DATA, None, TODAY)
    assert {each.rule.code for each in state().found if each.is_error} <= before.codes
