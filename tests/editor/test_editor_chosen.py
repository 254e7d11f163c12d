"""What an office sees where it chooses the keys itself: indicators.yaml and narrative.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.communes import COMMUNE

from .test_editor import NUMBER, marked, place_of

if TYPE_CHECKING:
    from pathlib import Path

    from .server import LanguageServer

FILES = sorted((COMMUNE / "2021").glob("*.yaml"))
HEAD = "# yaml-language-server: $schema=../../schemas/{}.json\n"
INDICATORS, NARRATIVE = HEAD.format("indicators"), HEAD.format("narrative")
ENTRY = "income:\n  label: Thu nhập\n  unit: ha\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_commune_has_no_mistakes(editor: LanguageServer, path: Path) -> None:
    text = path.read_text("utf-8").replace("../../../schemas", "../../schemas")
    assert editor.diagnostics(path.name, text) == []


@pytest.mark.parametrize(
    ("text", "underlined", "message"),
    [
        (f"{INDICATORS}{ENTRY}  value: 5,2\n", "5,2", f"{NUMBER}96.29"),
        (f"{INDICATORS}{ENTRY}  value: 5\n  qualifier: chừng\n", "chừng", "Dùng một trong các từ"),
        (f"{INDICATORS}{ENTRY}  parts: 5\n", "5", "Ở đây cần một danh sách"),
        (f"{INDICATORS}income:\n  unit: ha\n", "income", "Bắt buộc có: label."),
        (f"{INDICATORS}Thu nhập: 5\n", "Thu nhập", "mỗi tên do đơn vị đặt"),
        (f"{NARRATIVE}summary: {{a: 1}}\n", "{a: 1}", "một đoạn chữ, hoặc một danh sách"),
        (f"{NARRATIVE}tasks: [{{a: 1}}]\n", "{a: 1}", "Ở đây cần một đoạn chữ."),
    ],
)
def test_mistakes_in_our_words(
    editor: LanguageServer, text: str, underlined: str, message: str
) -> None:
    found = editor.diagnostics("indicators.yaml", text)
    assert message in found[0]["message"]
    assert marked(text, found[0]["range"]) == underlined


def test_the_keys_of_an_indicator_are_offered(editor: LanguageServer) -> None:
    text = f"{INDICATORS}{ENTRY}  "
    lines = text.split("\n")
    items = editor.completions("indicators.yaml", text, len(lines) - 1, len(lines[-1]))
    expected = {
        "value": "Giá trị.",
        "numerator": "Tử số.",
        "parts": "Các phần cộng thành tổng.",
        "baseline": "Năm gốc để so sánh.",
        "target": "Chỉ tiêu được giao.",
        "stated": "Số liệu công bố.",
    }
    for key, words in expected.items():
        assert str(items[key]["documentation"]).startswith(words)


def test_a_key_of_an_indicator_is_explained(editor: LanguageServer) -> None:
    text = f"{INDICATORS}{ENTRY}  target: 5\n"
    line, character = place_of(text, "target:")
    shown = editor.hover("indicators.yaml", text, line, character + 1)
    assert "Chỉ tiêu được giao" in shown.replace("\\", "").replace("&nbsp;", " ")
