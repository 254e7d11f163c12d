"""What an office sees in its editor while it types: our words, at the right place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ..conftest import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path

    from .server import LanguageServer

YEAR = FIXTURES / "data" / "2021"
FILES = sorted(YEAR.glob("*.yaml"))

NUMBER = "Viết số bằng chữ số, không có dấu chấm hàng nghìn, ví dụ "
GROUNDS = "sân vận động\n    number: 32"
DAY = "Viết ngày theo dạng năm-tháng-ngày, ví dụ 2021-10-14."


def seeded(name: str, old: str, new: str) -> str:
    text = (YEAR / name).read_text("utf-8")
    assert text.count(old) == 1, (name, old)
    return text.replace(old, new)


def marked(text: str, place: dict[str, dict[str, int]]) -> str:
    """What the editor underlines: columns of the protocol count UTF-16, and these lines have none
    of the letters that need two of its units.
    """
    start, end = place["start"], place["end"]
    assert start["line"] == end["line"]
    line = text.splitlines()[start["line"]]
    assert max(line, default=" ") < "\U00010000"
    return line[start["character"] : end["character"]]


def place_of(text: str, words: str) -> tuple[int, int]:
    """The line and column, from 0, of the first character of `words`."""
    before = text[: text.index(words)]
    return before.count("\n"), len(before.rpartition("\n")[2])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_data_as_it_is_has_no_mistakes(editor: LanguageServer, path: Path) -> None:
    assert editor.diagnostics(path.name, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "underlined", "message"),
    [
        ("resources.yaml", "686750", '"686750"', '"686750"', f"{NUMBER}96.29"),
        ("resources.yaml", "686750", "686,750", "686,750", f"{NUMBER}96.29"),
        ("culture.yaml", GROUNDS, f"{GROUNDS}.5", "32.5", f"{NUMBER}190113"),
        ("culture.yaml", GROUNDS, GROUNDS.replace("32", "hai trăm"), "hai trăm", f"{NUMBER}190113"),
        (
            "culture.yaml",
            GROUNDS,
            GROUNDS.replace("32", "{value: 32, qualifier: chừng}"),
            "chừng",
            "Dùng một trong các từ: khoảng, ước, hơn, trên, ít nhất, gần, dưới, không quá.",
        ),
        ("health.yaml", "2021-09-30", "30/09/2021", "30/09/2021", DAY),
        ("health.yaml", "2021-09-30", "2021-9-30", "2021-9-30", DAY),
        ("report.yaml", "year: 2021", 'year: "2021"', '"2021"', "Viết năm bằng bốn chữ số"),
        (
            "health.yaml",
            "  as_of: 2021-09-30\n",
            "",
            "insurance",
            "Bắt buộc có: as_of, whole, rural.",
        ),
        (
            "health.yaml",
            "  as_of:",
            "  until: 2021\n  as_of:",
            "until",
            "Bắt buộc có: as_of, whole, rural.",
        ),
        (
            "acknowledged.yaml",
            "acknowledged:\n",
            "acknowledged: không\nkhác:\n",
            "không",
            "Ở đây cần một danh sách",
        ),
    ],
)
def test_mistake_is_told_in_our_words_at_its_place(
    editor: LanguageServer, name: str, old: str, new: str, underlined: str, message: str
) -> None:
    text = seeded(name, old, new)
    found = editor.diagnostics(name, text)
    assert message in found[0]["message"]
    assert marked(text, found[0]["range"]) == underlined
    line, character = place_of(text, underlined)
    assert found[0]["range"]["start"] == {"line": line, "character": character}


def test_misspelled_key_is_underlined(editor: LanguageServer) -> None:
    text = seeded("resources.yaml", "cash_million_vnd", "cash_milion_vnd")
    found = editor.diagnostics("resources.yaml", text)
    assert "cash_milion_vnd" in [marked(text, each["range"]) for each in found]
    assert {each["message"] for each in found} == {
        "Bắt buộc có: text, cash_million_vnd, labour_million_vnd."
    }


MODELINE = "# yaml-language-server: $schema=../../schemas/health.json\n"


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        (
            MODELINE,
            {
                "insurance": "Bảo hiểm y tế.",
                "child_malnutrition": "Trẻ em dưới 5 tuổi suy dinh dưỡng.",
            },
        ),
        (
            f"{MODELINE}insurance:\n  ",
            {
                "as_of": "Tính đến ngày. Ngày, viết theo dạng năm-tháng-ngày.",
                "whole": "Toàn đơn vị.",
                "rural": "Khu vực nông thôn.",
            },
        ),
        (
            f"{MODELINE}insurance:\n  whole:\n    ",
            {"numerator": "Số người có. Số nguyên, đơn vị: người."},
        ),
    ],
)
def test_keys_are_offered_with_their_vietnamese_names(
    editor: LanguageServer, text: str, offered: dict[str, str]
) -> None:
    lines = text.split("\n")
    items = editor.completions("health.yaml", text, len(lines) - 1, len(lines[-1]))
    for key, words in offered.items():
        assert str(items[key]["documentation"]).startswith(words)
        assert items[key]["insertText"].startswith(f"{key}:")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("insurance", "Bảo hiểm y tế"),
        ("as_of", "Tính đến ngày"),
        ("underweight_percent", "Suy dinh dưỡng thể nhẹ cân (%)"),
    ],
)
def test_a_key_is_explained_under_the_mouse(editor: LanguageServer, key: str, words: str) -> None:
    text = (YEAR / "health.yaml").read_text("utf-8")
    line, character = place_of(text, f"{key}:")
    shown = editor.hover("health.yaml", text, line, character + 1)
    assert words in shown.replace("\\", "").replace("&nbsp;", " ")


def test_no_mistake_is_told_twice(editor: LanguageServer, silent_editor: LanguageServer) -> None:
    """With the settings that `init` writes, the schemas complete and explain, and say no more."""
    text = seeded("health.yaml", "2021-09-30", "30/09/2021").replace("as_of", "asof")
    assert editor.diagnostics("health.yaml", text)
    assert silent_editor.diagnostics("health.yaml", text) == []
    assert silent_editor.diagnostics("health.yaml", text + "\t{") == []
    for server in (editor, silent_editor):
        assert "insurance" in server.completions("health.yaml", MODELINE, 1, 0)
        line, character = place_of(text, "underweight_percent")
        assert "Suy dinh" in server.hover("health.yaml", text, line, character + 1)
