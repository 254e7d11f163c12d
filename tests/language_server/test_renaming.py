"""Rename of an indicator: every place that names it, and nothing else."""

from __future__ import annotations

import datetime
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ntmreport.pipeline import Compiler
from ntmreport.validation import merged, validate

from ..conftest import FIXTURES
from .editor_client import EditorClient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .editor_client import Message

INDICATORS, NARRATIVE = "data/2021/indicators.yaml", "data/2021/narrative.yaml"
FORM, RESULTS, MACROS = (
    f"templates/annual-commune/{name}" for name in ("form.yaml", "20-results.j2", "_macros.j2")
)

_DECLARED = """
indicators:
  forest: {label: Rừng trồng mới, unit: ha, office: farming, shape: share}
  planted: {label: Cây trồng, unit: cây, shape: parts, adds_up_to: trees}
  trees: {label: Cây, unit: cây}
moved: {indicators.woods: farming.forest}
"""
_PRINTED = """
{% set all = indicators %}{% set its = all.forest %}
- Rừng {{ indicators["forest"].numerator }}/{{ indicators.forest.denominator | with_unit }}, bằng
  {{ its.share }} 🌾 {{ all.forest }}; rừng “forest” {{ "forest" }}.
- {{ indicators.trees.label }}: {{ indicators.trees | with_unit }}.
"""


@pytest.fixture
def communes_repository(tmp_path: Path) -> Path:
    """The commune's report for two years, with indicators that its form declares."""
    shutil.copytree(FIXTURES / "templates", tmp_path / "templates")
    for year in ("2020", "2021"):
        data = tmp_path / "data" / year
        shutil.copytree(FIXTURES / "commune/2021", data)
        _edit(data / "report.yaml", "year: 2021", f"year: {year}")
        (data / "farming.yaml").write_text("forest: {numerator: 12, denominator: 40}\n", "utf-8")
        _edit(
            data / "indicators.yaml", "\nfunds:", "\ntrees: 30\nplanted: {lim: 10, keo: 20}\nfunds:"
        )
        _edit(data / "indicators.yaml", "planted: {lim: 10, keo: 20}", _PARTS)
    with (tmp_path / FORM).open("a", encoding="utf-8") as form:
        form.write(_DECLARED)
    with (tmp_path / RESULTS).open("a", encoding="utf-8") as template:
        template.write(_PRINTED)
    words = "đạt {{ indicators.forest.share }}, forest"
    for year in ("2020", "2021"):
        narrative = tmp_path / "data" / year / "narrative.yaml"
        _edit(
            narrative, "{{ indicators.poverty.share }}", words + " {{ indicators.poverty.share }}"
        )
    return tmp_path


_PARTS = "planted:\n  - {name: lim, value: 10}\n  - {name: keo, value: 20}"


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def renamed(editor: EditorClient, name: str, words: str, within: int, new: str) -> dict[str, str]:
    """Return the texts of files that a rename at `words` changes."""
    if name not in editor.texts:
        editor.open(name)
    place = editor.at(name, words, within)
    prepared = editor.ask("textDocument/prepareRename", **place)
    assert editor.text_at(name, prepared["range"]) == prepared["placeholder"]
    edit: Message = editor.ask("textDocument/rename", **place, newName=new)
    assert "changes" not in edit
    return editor.applied(edit)


def _state(repository: Path) -> tuple[list[tuple[str, str, int]], list[str]]:
    """Return what `validate` tells of 2021, and the lines of its report."""
    before = Path.cwd()
    os.chdir(repository)
    try:
        data = Path("data/2021")
        compiled = Compiler().compile_each(data)
        found = merged([validate(each, data, datetime.date.today()) for _, each in compiled])
    finally:
        os.chdir(before)
    told = [(each.rule.code, each.span.file, each.span.line) for each in found.diagnostics]
    lines = [block.text for _, each in compiled if each.document for block in each.document.blocks]
    return told, lines


def test_every_place_that_names_an_indicator_is_edited(communes_repository: Path) -> None:
    root = communes_repository
    told, lines = _state(root)
    assert any("12/40 ha" in line for line in lines)
    with EditorClient(root) as editor:
        edited = renamed(editor, RESULTS, "indicators.forest.denominator", 13, "rung_moi")
    for name, text in edited.items():
        original = (root / name).read_text(encoding="utf-8")
        assert text.replace("rung_moi", "forest") == original
        (root / name).write_text(text, encoding="utf-8")
    assert _state(root) == (told, lines)
    places = {name: text.count("rung_moi") for name, text in edited.items()}
    assert places == {
        FORM: 2,
        RESULTS: 4,
        **dict.fromkeys((f"data/{year}/farming.yaml" for year in (2020, 2021)), 1),
        **dict.fromkeys((f"data/{year}/narrative.yaml" for year in (2020, 2021)), 1),
    }


def test_any_indicator_can_be_renamed_and_the_report_stays(communes_repository: Path) -> None:
    root = communes_repository
    told, lines = _state(root)
    text = (root / INDICATORS).read_text(encoding="utf-8")
    with EditorClient(root) as editor:
        for key in ("trees", "planted", "poverty"):
            edited = renamed(editor, INDICATORS, f"\n{key}:", 2, "ten_moi")
            assert "\nten_moi:" in edited[INDICATORS]
            copy = root.parent / f"{root.name}-{key}"
            shutil.copytree(root, copy)
            for name, its in edited.items():
                (copy / name).write_text(its, encoding="utf-8")
            assert _state(copy) == (told, lines)
            assert not re.search(rf"indicators\.{key}\b", "".join(_texts(copy)))
    assert text == (root / INDICATORS).read_text(encoding="utf-8")


def _texts(repository: Path) -> Iterator[str]:
    for path in sorted(repository.rglob("*")):
        if path.suffix in {".yaml", ".j2"} and "district" not in path.as_posix():
            yield path.read_text(encoding="utf-8")


# The file, where one asks, the new name, and what the refusal says.
REFUSALS = (
    (INDICATORS, "poverty:", 2, "Thu nhập", "không dùng làm tên được"),
    (INDICATORS, "poverty:", 2, "1x", "không dùng làm tên được"),
    (INDICATORS, "poverty:", 2, "income", "đã dùng ở"),
    (INDICATORS, "poverty:", 2, "source", "không dùng làm tên được"),
    (INDICATORS, "numerator: 42", 2, "x", "chỉ đổi tên được chỉ tiêu"),
    (INDICATORS, "Hộ nghèo", 2, "x", "chỉ đổi tên được chỉ tiêu"),
    (RESULTS, "indicators.poverty.numerator", 2, "x", "chỉ đổi tên được chỉ tiêu"),
    (NARRATIVE, "situation:", 2, "x", "chỉ đổi tên được chỉ tiêu"),
)


def test_what_cannot_be_renamed_is_refused_with_a_reason(communes_repository: Path) -> None:
    with EditorClient(communes_repository) as editor:
        for name, words, within, new, why in REFUSALS:
            if name not in editor.texts:
                editor.open(name)
            place = editor.at(name, words, within)
            told = editor.refused("textDocument/rename", **place, newName=new)
            assert why in told, (words, new)
        editor.replace(NARRATIVE, "indicators.forest.share", "indicators.poverty.share")
        editor.write(NARRATIVE, editor.texts[NARRATIVE] + "x: [\n")
        told = editor.refused(
            "textDocument/rename", **editor.at(INDICATORS, "poverty:", 2), newName="ngheo"
        )
        assert "chưa đọc được" in told


def test_a_template_that_picks_by_variable_hides_names(communes_repository: Path) -> None:
    text = "{% for k in ['forest'] %}{{ indicators[k].label }}{% endfor %}\n"
    with (communes_repository / MACROS).open("a", encoding="utf-8") as macros:
        macros.write(text)
    with EditorClient(communes_repository, locale="en") as editor:
        editor.open(FORM)
        place = editor.at(FORM, "forest: {", 1)
        assert "not all uses are known" in editor.refused(
            "textDocument/rename", **place, newName="rung"
        )
