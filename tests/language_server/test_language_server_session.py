"""Diagnostics while one types: those of `validate`, of unsaved texts too, each in its file."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from ntmreport.pipeline import Compiler
from ntmreport.validation import merged, validate

from .editor_client import EditorClient

HEALTH, REPORT = "data/2021/health.yaml", "data/2021/report.yaml"
RESULTS = "templates/annual-district/20-results.j2"


def told(client: EditorClient) -> dict[str, list[tuple[str, int]]]:
    """Return the codes and lines that the editor shows, by file."""
    return {
        name: sorted((each["code"], each["range"]["start"]["line"] + 1) for each in found)
        for name, found in client.settled().items()
    }


def validated(repository: Path) -> dict[str, list[tuple[str, int]]]:
    """Return the codes and lines that a fresh run of `validate` finds, by file."""
    before = Path.cwd()
    os.chdir(repository)
    try:
        data = Path("data/2021")
        compiled = Compiler().compile_each(data)
        found = merged([validate(each, data, datetime.date.today()) for _, each in compiled])
    finally:
        os.chdir(before)
    result: dict[str, list[tuple[str, int]]] = {}
    for each in found.diagnostics:
        result.setdefault(each.span.file, []).append((each.rule.code, each.span.line))
    return {name: sorted(each) for name, each in result.items()}


def test_what_is_typed_is_told_at_once_and_gone_when_mended(editor: EditorClient) -> None:
    editor.open(HEALTH)
    assert editor.codes(HEALTH) == []
    editor.replace(HEALTH, "numerator: 190113", "numerator: 190.113")
    assert editor.codes(HEALTH) == ["6 NTM120"]
    editor.replace(HEALTH, "numerator: 190.113", "numerator: 290113")
    assert editor.codes(HEALTH) == ["6 NTM306"]
    editor.replace(HEALTH, "numerator: 290113", "numerator: 190113")
    assert editor.codes(HEALTH) == []


def test_diagnostics_are_those_of_validate(repository: Path) -> None:
    with EditorClient(repository) as editor:
        _edit_and_compare(editor, repository)


def _edit_and_compare(editor: EditorClient, repository: Path) -> None:
    for name in (HEALTH, RESULTS):
        editor.open(name)
    for name, old, new in (
        (HEALTH, "numerator: 168271", "numerator: 268271"),
        (RESULTS, "nông thôn", "nông thon"),
        (HEALTH, "as_of: 2021-09-30", "as_of: [30/9/2021"),
    ):
        editor.write(name, editor.texts[name].replace(old, new, 1))
        editor.save(name)
        assert told(editor) == validated(repository)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_places_are_counted_in_the_editors_units(repository: Path, encoding: str) -> None:
    with EditorClient(repository, encoding=encoding) as editor:
        text = editor.open(HEALTH)
        # An emoji, a combining mark and Vietnamese letters stand before the mistake.
        editor.write(HEALTH, text + "ghi_chu_🌾_e\u0302: {a: “Triệu Sơn 🌾🌾”, b: 1}\n")
        (found,) = [
            each
            for each in editor.diagnostics(HEALTH)
            if "🌾" in editor.text_at(HEALTH, each["range"])
        ][:1]
        assert editor.text_at(HEALTH, found["range"]).startswith("ghi_chu")


def test_a_file_that_nobody_has_saved_yet_is_read(repository: Path) -> None:
    text = (repository / HEALTH).read_text(encoding="utf-8")
    (repository / HEALTH).unlink()
    with EditorClient(repository) as editor:
        editor.open(REPORT)
        editor.diagnostics(REPORT)
        assert any(each["code"] == "NTM101" for each in editor.published[REPORT])
        editor.open(HEALTH, text)
        assert editor.codes(HEALTH) == []
        assert editor.codes(REPORT) == []


def test_what_is_saved_elsewhere_is_seen(repository: Path) -> None:
    with EditorClient(repository) as editor:
        _save_elsewhere(editor, repository)


def _save_elsewhere(editor: EditorClient, repository: Path) -> None:
    editor.open(REPORT)
    assert editor.codes(REPORT) == []
    path = repository / HEALTH
    path.write_text(path.read_text(encoding="utf-8").replace("168271", "268271"), encoding="utf-8")
    editor.tell("workspace/didChangeWatchedFiles", changes=[{"uri": path.as_uri(), "type": 2}])
    editor.write(REPORT, editor.texts[REPORT] + "\n")
    editor.diagnostics(REPORT)
    assert [each["code"] for each in editor.published[HEALTH]] == ["NTM306"]


@pytest.mark.parametrize(
    ("locale", "arguments", "word"),
    [
        ("vi-VN", (), "lớn hơn"),
        ("en-US", (), "above its whole"),
        ("en", ("--lang", "vi"), "lớn hơn"),
    ],
)
def test_the_language_is_the_editors(
    repository: Path, locale: str, arguments: tuple[str, ...], word: str
) -> None:
    with EditorClient(repository, locale=locale, arguments=arguments) as editor:
        editor.open(HEALTH)
        editor.replace(HEALTH, "numerator: 168271", "numerator: 268271")
        (found,) = editor.diagnostics(HEALTH)
        assert word in found["message"]


def test_a_file_of_no_period_has_nothing_to_tell(editor: EditorClient) -> None:
    editor.open("notes.yaml", "a: [1\n")
    assert editor.codes("notes.yaml") == []
    editor.close("notes.yaml")


@pytest.mark.parametrize("opened", ["data", "data/2021", "templates/annual-district"])
def test_a_part_of_a_repository_is_enough(repository: Path, opened: str) -> None:
    with EditorClient(repository / opened) as editor:
        editor.folder = repository  # from where the files below are named
        editor.open(RESULTS)
        editor.replace(RESULTS, "{{ insurance.whole.share }}", "{{ insurance.whole.shares }}")
        assert editor.codes(RESULTS) == ["97 NTM502"]


def test_what_a_form_begins_with_is_no_period(editor: EditorClient) -> None:
    for name in ("report", "indicators"):
        file = f"templates/annual-commune/start/{name}.yaml"
        editor.open(file)
        assert editor.codes(file) == []
