"""Hover: value, unit, places, what follows from it, in data, templates and on rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .editor_client import CAPABILITIES, EditorClient

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

HEALTH, REPORT = "data/2021/health.yaml", "data/2021/report.yaml"
ACKNOWLEDGED, STEERING = "data/2021/acknowledged.yaml", "data/2021/steering.yaml"
RESULTS = "templates/annual-district/20-results.j2"

# The file, where the pointer stands, and what is said there.
CASES: tuple[tuple[str, str, *tuple[tuple[str, ...], ...]], ...] = (
    (
        *(HEALTH, "190113"),
        ("Số người có**", "**190.113 người**", "I.2.d)", "toàn huyện có 190.113/204.379 người"),
        ("**93,02%** Toàn đơn vị › Tỷ lệ = 190.113 / 204.379 × 100; in ở I.2.d",),
        ("Đường dẫn: health.insurance.whole.numerator", "20-results.j2#L96>"),
    ),
    (
        *(HEALTH, "56.71"),
        ("**56,71%**", "không in", "**36,73 điểm phần trăm**", "93,44% - 56,71%; in ở I.2.d"),
    ),
    (HEALTH, "numerator: 16", ("Khu vực nông thôn › Số người có", "**168.271 người**")),
    (HEALTH, "whole:", ("Bảo hiểm y tế › Toàn đơn vị**", "- **93,02%**")),
    (HEALTH, "2021-09-30", ("Tính đến ngày", "Tính đến ngày 30/9/2021, toàn huyện có")),
    (HEALTH, "Huyện và các xã", ("Công tác chỉ đạo", "I.2.d) + Huyện và các xã đã chỉ đạo")),
    (REPORT, "Dân Lực", ("Được đếm trong:", "**32 xã** Xã đạt chuẩn NTM", "xã Dân Lực, cho thu")),
    ("data/2021/production.yaml", "number: 6", ("**6 vùng**; in là “06”",)),
    (REPORT, "number:", ("Số văn bản**", "Chưa điền.")),
    (STEERING, "7434/QĐ-UBND", ("Quyết định số 7434/QĐ-UBND ngày 23/9/2020",)),
    (ACKNOWLEDGED, "environment.water_works", ("**2 nhà máy** (số công bố; dữ liệu cho 3)",)),
    (ACKNOWLEDGED, "NTM302", ("**NTM302 Số công bố khác số mục trong danh sách** (cảnh báo)",)),
    (RESULTS, "schools.whole.share", ("**96,29%**", "education.yaml#L6>", "cao hơn 17,6 điểm")),
    (RESULTS, "level.numerator", ("**32 trường** Mầm non", "- **6 trường** Tiểu học và Trung")),
    (RESULTS, "infrastructure.text", ("infrastructure.yaml:12", "các công trình hạ tầng được đầu")),
    (RESULTS, "located(model) }}{{", ("production.yaml",)),
)


def hovered(editor: EditorClient, name: str, words: str, within: int = 1) -> str:
    """Return what the editor shows where `words` stand; nothing where it shows nothing."""
    if name not in editor.texts:
        editor.open(name)
    answer = editor.ask("textDocument/hover", **editor.at(name, words, within))
    return answer["contents"]["value"] if answer else ""


def test_a_place_says_what_is_known_of_it(editor: EditorClient) -> None:
    for name, words, *parts in CASES:
        said = hovered(editor, name, words)
        for part in (each for its in parts for each in its):
            assert part in said, (name, words, part, said)


def test_the_range_is_that_of_the_value_in_the_editors_units(editor: EditorClient) -> None:
    editor.open(HEALTH)
    # The line before and the words in front have an emoji and a combining mark.
    editor.replace(HEALTH, "    numerator: 190113", "    # 🌾 q\u0302\n    numerator: 190113 # 🌾")
    place = editor.at(HEALTH, "190113", 3)
    answer = editor.ask("textDocument/hover", **place)
    assert editor.text_at(HEALTH, answer["range"]) == "190113"


def test_what_is_unreadable_for_a_moment_is_known_from_before(editor: EditorClient) -> None:
    assert "204.379" in hovered(editor, HEALTH, "204379")
    editor.replace(HEALTH, "numerator: 190113", "numerator: [190113")
    assert "NTM" in editor.codes(HEALTH)[0]
    editor.replace(HEALTH, "\ninsurance:", "\n\ninsurance:")
    assert "**7,6%**" in hovered(editor, HEALTH, "7.6")
    assert "người" not in hovered(editor, HEALTH, "[190113")
    assert "Tỷ lệ" in hovered(editor, RESULTS, "schools.whole.share")


def test_text_of_the_data_is_no_markup(editor: EditorClient) -> None:
    editor.open(STEERING)
    link = "[Bấm](command:x) <b>**https://x.vn** @ai `a` #1 www.x.vn"
    editor.replace(STEERING, "issuer: Chủ tịch UBND huyện\n", f'issuer: "{link}"\n')
    said = hovered(editor, STEERING, "7434/QĐ-UBND")
    assert r"\[Bấm\](command:x) \<b\>\*\*https\://x.vn\*\* \@ai \`a\` \#1 www\.x.vn" in said


def test_plain_text_in_english_goes_to_editors_that_ask_for_it(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = {**CAPABILITIES["textDocument"], "hover": {"contentFormat": ["plaintext"]}}
    monkeypatch.setitem(CAPABILITIES, "textDocument", document)
    options = {"commands": ["ntmreport.showReferences"]}
    with EditorClient(repository, locale="en", options=options) as editor:
        said = hovered(editor, HEALTH, "190113")
        assert said.startswith(
            "Y tế › Bảo hiểm y tế › Toàn đơn vị › Số người có\n\n190.113 người\n"
        )
        assert "**" not in said
        for part in ("Printed in the report:", "Used to compute:", "printed in I.2.d"):
            assert part in said
        editor.replace(HEALTH, "numerator: 190113", "numerator: 990113")
        assert "NTM306 A numerator above its denominator (error)" in hovered(
            editor, HEALTH, "990113"
        )
        # A lens leads to the templates where the editor has a command for it.
        editor.replace(HEALTH, "numerator: 990113", "numerator: 190113")
        document = {"uri": editor.uri(HEALTH)}
        first, *_ = editor.ask("textDocument/codeLens", textDocument=document)
        assert first["command"]["title"] == "printed in I.2.d"
        assert first["command"]["command"] == "ntmreport.showReferences"
        uri, place, locations = first["command"]["arguments"]
        assert (uri, place) == (editor.uri(HEALTH), first["range"]["start"])
        for each in locations:
            editor.check_range(editor.name(each["uri"]), each["range"])
