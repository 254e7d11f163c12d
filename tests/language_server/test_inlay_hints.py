"""Inlay hints and code lenses: what follows from values, and where groups are printed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from bench.growing_data import COMMUNES, begin, write_grown

from .editor_client import EditorClient

if TYPE_CHECKING:
    from pathlib import Path

HEALTH, EDUCATION = "data/2021/health.yaml", "data/2021/education.yaml"
ENVIRONMENT, INDICATORS = "data/2021/environment.yaml", "data/2021/indicators.yaml"


def with_hints(editor: EditorClient, name: str, first: int = 0, last: int = 10_000) -> list[str]:
    """Return the lines of a file that have hints, each with its hints where the editor shows them.

    Lines are counted from 0.
    """
    if name not in editor.texts:
        editor.open(name)
    lines = editor.texts[name].split("\n")
    asked = {
        "start": {"line": first, "character": 0},
        "end": {"line": min(last, len(lines)), "character": 0},
    }
    document = {"uri": editor.uri(name)}
    found: dict[int, str] = {}
    for each in editor.ask("textDocument/inlayHint", textDocument=document, range=asked):
        line = each["position"]["line"]
        end = {"line": line, "character": 0}, each["position"]
        before = editor.text_at(name, {"start": end[0], "end": end[1]})
        behind = found.get(line, lines[line])[len(before) :]
        found[line] = f"{before}⟦{each['label']}⟧{behind}"
    return [found[line].strip() for line in sorted(found)]


def lenses(editor: EditorClient, name: str) -> dict[str, str]:
    """Return the words above the lines of a file, by what stands there."""
    if name not in editor.texts:
        editor.open(name)
    document = {"uri": editor.uri(name)}
    return {
        editor.text_at(name, each["range"]).partition("\n")[0]: each["command"]["title"]
        for each in editor.ask("textDocument/codeLens", textDocument=document)
    }


def test_what_follows_is_shown_behind_what_it_follows_from(editor: EditorClient) -> None:
    assert with_hints(editor, HEALTH) == [
        "denominator: 204379⟦= 93,02%⟧",
        "rural:⟦Tăng so với năm gốc = 36,73 điểm phần trăm⟧",
        "denominator: 180086⟦= 93,44%⟧",
    ]
    assert with_hints(editor, HEALTH, 0, 7) == ["denominator: 204379⟦= 93,02%⟧"]
    assert with_hints(editor, ENVIRONMENT)[0].startswith("number: 2⟦dữ liệu cho 3 nhà máy⟧ #")
    rural, levels, *shares = with_hints(editor, EDUCATION)[1:]
    assert rural == "rural:⟦Tỷ lệ = 100%; Tăng so với năm gốc = 75,23 điểm phần trăm⟧"
    assert levels.startswith(
        "levels:⟦Số trường đạt chuẩn quốc gia = 90 trường; Tổng số trường = 90 trường⟧"
    )
    assert shares[0] == "denominator: 32⟦= 100%⟧"


def test_hints_follow_what_is_typed(editor: EditorClient) -> None:
    assert with_hints(editor, HEALTH)
    editor.replace(HEALTH, "numerator: 190113", "numerator: 204379 # 🌾 Ắ")
    assert "denominator: 204379⟦= 100%⟧" in with_hints(editor, HEALTH)
    # While the file cannot be read, what is known stays on the lines that are as they were.
    editor.replace(HEALTH, "child_malnutrition:", "\n[\nchild_malnutrition:")
    assert "denominator: 180086⟦= 93,44%⟧" in with_hints(editor, HEALTH)
    editor.replace(HEALTH, "denominator: 180086", "denominator: 18008")
    assert "denominator: 18008⟦= 93,44%⟧" not in with_hints(editor, HEALTH)


def test_a_blank_shows_the_period_before(repository: Path) -> None:
    before = repository / "data/2020"
    shutil.copytree(repository / "data/2021", before)
    report = (before / "report.yaml").read_text(encoding="utf-8")
    (before / "report.yaml").write_text(report.replace("year: 2021", "year: 2020"), "utf-8")
    with EditorClient(repository) as editor:
        editor.open(HEALTH)
        editor.replace(HEALTH, "numerator: 190113", "numerator:")
        assert "numerator:⟦năm 2020: 190.113 người⟧" in with_hints(editor, HEALTH)
        said = editor.ask("textDocument/hover", **editor.at(HEALTH, "numerator:", 2))
        assert "Năm 2020: 190.113 người" in said["contents"]["value"]
        # What follows from a file that is saved elsewhere is asked for again.
        path = repository / EDUCATION
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        editor.tell("workspace/didChangeWatchedFiles", changes=[{"uri": path.as_uri(), "type": 2}])
        editor.wait_until_asked("workspace/inlayHint/refresh")
        editor.wait_until_asked("workspace/codeLens/refresh")


def test_groups_say_where_they_are_printed(editor: EditorClient) -> None:
    assert lenses(editor, HEALTH) == {
        "insurance": "in ở I.2.d",
        "child_malnutrition": "in ở I.2.d",
        "text": "in ở I.2.d",
    }
    plan = lenses(editor, "data/2021/plan.yaml")
    assert plan["targets"] == "in ở II.1"
    assert lenses(editor, "data/2021/report.yaml") == {}


def test_indicators_of_ones_own_are_summed_up(commune_editor: EditorClient) -> None:
    shown = with_hints(commune_editor, INDICATORS)
    for each in (
        "poverty:⟦Giảm so với năm gốc = 1,13 điểm phần trăm⟧",
        "parts:⟦= 14.620 triệu đồng⟧",
        "- {name: Ngân sách tỉnh, value: 2450⟦= 16,76%⟧}",
        "denominator: 19⟦= 89,47%⟧",
    ):
        assert each in shown
    assert lenses(commune_editor, INDICATORS)["poverty"] == "in ở I.1, II.2.b, III.1"


def test_communes_have_all_of_it(tmp_path: Path) -> None:
    begin(tmp_path / "begun")
    write_grown(tmp_path / "begun", tmp_path / "tinh", COMMUNES, 32)
    shutil.rmtree(tmp_path / "tinh/data/other")
    commune, report = "data/2026/communes/01.yaml", "data/2026/report.yaml"
    with EditorClient(tmp_path / "tinh") as editor:
        assert (
            "criteria_met:⟦Số tiêu chí đạt = 10 tiêu chí⟧ [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]"
            in with_hints(editor, commune)
        )
        assert lenses(editor, commune)["planned"] == "không in; dùng để tính số in ở IV.1"
        answer = editor.ask("textDocument/hover", **editor.at(commune, "An Bình", 1))
        assert "**32 xã** Tổng hợp các xã › Số xã" in answer["contents"]["value"]
        indicators = "data/2026/indicators.yaml"
        assert "ocop:⟦= 62 sản phẩm⟧" in with_hints(editor, indicators)
        assert lenses(editor, indicators)["growth"] == "in ở II.2"
        editor.open(report)
        (found,) = editor.ask("textDocument/definition", **editor.at(report, "An Bình", 1))
        assert editor.name(found["uri"]) == commune
        assert editor.text_at(commune, found["range"]) == "An Bình"
        place = editor.at(indicators, "growth", 1)
        edited = editor.applied(editor.ask("textDocument/rename", **place, newName="rise"))
        assert len(edited) == 4
        assert "\nrise: " in edited[indicators]
