"""Pages of the rule book: what they hold, and how they read."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from ntmreport import catalogue
from ntmreport.diagnostic import Rule, Severity
from ntmreport.language import Language
from ntmreport.rulebook import page, render_book, render_list, render_page, rule_pages, rules
from ntmreport.rulebook.rule_pages import PageError

if TYPE_CHECKING:
    from pathlib import Path

RULE = Rule("NTM999", "some-rule", Severity.WARNING)
PAGE = """
title: {vi: Tên, en: Name}
explanation: {vi: Vì sao., en: Why.}
example:
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(rule_pages, "_FOLDER", tmp_path)
    return tmp_path


def written() -> list[Rule]:
    return [rule for rule in rules() if (rule_pages._FOLDER / f"{rule.code}.yaml").is_file()]


def test_rules_are_the_catalogue_in_order() -> None:
    codes = [rule.code for rule in rules()]
    assert codes == sorted(set(codes))
    assert catalogue.NUMBER_SPELLING in rules()


def test_there_is_no_page_without_a_rule() -> None:
    codes = {rule.code for rule in rules()}
    assert {path.stem for path in rule_pages._FOLDER.glob("*.yaml")} <= codes


@pytest.mark.parametrize("rule", written(), ids=lambda rule: rule.code)
def test_a_page_says_in_both_languages_what_is_wrong_and_what_to_do(rule: Rule) -> None:
    about = page(rule)
    for text in (*about.title.both, *about.explanation.both):
        assert text
        assert unicodedata.is_normalized("NFC", text)
        assert "  " not in text
    assert about.title.vi != about.title.en
    for title in about.title.both:
        assert not title.endswith(".")
        assert len(title) <= 72
    for explanation in about.explanation.both:
        assert explanation.endswith(".")
        assert len(explanation) >= 120


@pytest.mark.parametrize("rule", written(), ids=lambda rule: rule.code)
@pytest.mark.parametrize("language", Language)
def test_a_page_fits_80_columns(rule: Rule, language: Language) -> None:
    about = page(rule)
    text = render_page(about, language)
    assert text.endswith("\n")
    assert text.startswith(f"{rule.code} {rule.name} (")
    assert about.title.text(language) in text
    prose = [line for line in text.splitlines() if not line.startswith("    ")]
    assert max(map(len, prose)) <= 80
    assert text.replace("\n", "").isprintable()


def test_a_page_shows_wrong_and_right() -> None:
    text = render_page(page(catalogue.NUMBER_SPELLING), Language.VIETNAMESE)
    wrong, right = text.split("Sai, trong data/2021/health.yaml:\n")[1].split("Đúng:\n")
    assert wrong.strip() == "numerator: 190.113"
    assert right.strip() == "numerator: 190113"


def test_the_list_and_the_book_have_every_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    known = tuple(written())
    monkeypatch.setattr("ntmreport.rulebook.page_text.rules", lambda: known)
    for language in Language:
        lines = render_list(language).splitlines()
        assert [line[:6] for line in lines] == [rule.code for rule in known]
    whole = render_book()
    for rule in known:
        assert f'<a id="{rule.code.lower()}"></a>\n\n### {rule.code} {rule.name}\n' in whole
        vi, en = page(rule).title.both
        assert 0 < whole.index(f"**{vi}**") < whole.index(f"**{en}**")
    assert whole == render_book()
    assert whole.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("example", "why"),
    [
        ("  file: a\n", "no edit"),
        ("  file: a\n  good: x\n", "no edit"),
        ("  file: a\n  delete: 'no'\n", "no edit"),
        ("  file: a\n  delete: true\n  create: x\n", "no edit"),
        ("  delete: true\n", "file: missing"),
        ("  file: a\n  remove: true\n", "remove: unknown"),
        ("  - file: a\n", "an edit"),
        ("  file: a\n  good: [x]\n  bad: y\n", "a text"),
        ("  given: x\n  file: a\n  delete: true\n", "a list"),
        ("  file: a\n  file: b\n", "written twice"),
        ("  file: a: b\n", "colon"),
    ],
)
def test_a_mistake_in_a_page_is_named(folder: Path, example: str, why: str) -> None:
    (folder / "NTM999.yaml").write_text(PAGE + example, "utf-8")
    with pytest.raises(PageError, match=why) as raised:
        page(RULE)
    assert str(raised.value).startswith("NTM999.yaml:")


def test_a_rule_without_a_page_is_named(folder: Path) -> None:
    with pytest.raises(PageError, match="NTM999 has no page"):
        page(RULE)
    (folder / "NTM999.yaml").write_text("title: {vi: a, en: b}\n", "utf-8")
    with pytest.raises(PageError, match="example, explanation: missing"):
        page(RULE)


def test_examples_can_build_on_other_edits(folder: Path) -> None:
    example = (
        "  given:\n    - {file: data/2020, copy: data/2021}\n"
        "    - {file: data/2020/report.yaml, good: 'year: 2021', bad: 'year: 2020'}\n"
        "  file: data/2021/x.yaml\n  bytes: 'ff fe'\n  times: 3\n"
    )
    (folder / "NTM999.yaml").write_text(PAGE + example, "utf-8")
    about = page(RULE).example
    assert [type(edit).__name__ for edit in about.given] == ["Copy", "Replace"]
    assert "ff fe × 3" in render_page(page(RULE), Language.ENGLISH)
