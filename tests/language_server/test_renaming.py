"""Rename of an indicator: every place that names it, and nothing else."""

from __future__ import annotations

import datetime
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from ntmreport.pipeline import Compiler
from ntmreport.validation import merged, validate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .editor_client import EditorClient, Message

RENAME = "textDocument/rename"
INDICATORS, NARRATIVE = "data/2021/indicators.yaml", "data/2021/narrative.yaml"
FORM, RESULTS, MACROS = (
    f"templates/annual-commune/{name}" for name in ("form.yaml", "20-results.j2", "_macros.j2")
)


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


def _with(root: Path, edited: dict[str, str]) -> Path:
    """Return a copy of a repository with other texts of some files."""
    copy = root.parent / f"{root.name}-{len(list(root.parent.iterdir()))}"
    shutil.copytree(root, copy)
    for name, text in edited.items():
        (copy / name).write_text(text, encoding="utf-8")
    return copy


def test_every_place_that_names_an_indicator_is_edited(commune_editor: EditorClient) -> None:
    root = commune_editor.folder
    before = _state(root)
    assert any("12/40 ha" in line for line in before[1])
    edited = renamed(commune_editor, RESULTS, "indicators.forest.denominator", 13, "rung_moi")
    for name, text in edited.items():
        assert text.replace("rung_moi", "forest") == (root / name).read_text(encoding="utf-8")
    assert {name: text.count("rung_moi") for name, text in edited.items()} == {
        FORM: 2,
        RESULTS: 4,
        **dict.fromkeys((f"data/{year}/farming.yaml" for year in (2020, 2021)), 1),
        **dict.fromkeys((f"data/{year}/narrative.yaml" for year in (2020, 2021)), 1),
    }
    assert _state(_with(root, edited)) == before
    for key in ("trees", "poverty"):
        edited = renamed(commune_editor, INDICATORS, f"\n{key}:", 2, "ten_moi")
        assert "\nten_moi:" in edited[INDICATORS]
        copy = _with(root, edited)
        assert _state(copy) == before
        assert not re.search(rf"indicators\.{key}\b|: {key}\b", "".join(_texts(copy)))


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


def test_what_cannot_be_renamed_is_refused_with_a_reason(commune_editor: EditorClient) -> None:
    editor = commune_editor
    for name, words, within, new, why in REFUSALS:
        if name not in editor.texts:
            editor.open(name)
        told = editor.refused(RENAME, **editor.at(name, words, within), newName=new)
        assert why in told, (words, new)
    place = {**editor.at(INDICATORS, "poverty:", 2), "newName": "ngheo"}
    text = editor.open(MACROS)
    editor.write(MACROS, text + "{% for k in ['forest'] %}{{ indicators[k].label }}{% endfor %}\n")
    assert "không biết hết những chỗ dùng" in editor.refused(RENAME, **place)
    editor.write(MACROS, text)
    editor.write(NARRATIVE, editor.texts[NARRATIVE] + "x: [\n")
    assert "chưa đọc được" in editor.refused(RENAME, **place)
