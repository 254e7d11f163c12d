"""The outline of a file: labels of the data, headings of the wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .test_language_server_session import HEALTH, RESULTS

if TYPE_CHECKING:
    from .editor_client import EditorClient, Message


def outline(editor: EditorClient, name: str) -> list[Message]:
    found: list[Message] = editor.ask(
        "textDocument/documentSymbol", textDocument={"uri": editor.uri(name)}
    )
    return found


def named(symbols: list[Message], depth: int) -> list[object]:
    """Return the names of symbols, those below them in lists behind them."""
    result: list[object] = []
    for each in symbols:
        result.append(each["name"])
        if depth > 1 and each.get("children"):
            result.append(named(each["children"], depth - 1))
    return result


def test_data_by_its_labels(editor: EditorClient) -> None:
    editor.open(HEALTH)
    first, *_ = outline(editor, HEALTH)
    assert named([first], 2) == [
        "Bảo hiểm y tế",
        ["Tính đến ngày", "Toàn đơn vị", "Khu vực nông thôn"],
    ]
    assert first["detail"] == "insurance"
    assert first["children"][1]["children"][0]["detail"] == "numerator: 190113"
    assert editor.text_at(HEALTH, first["selectionRange"]) == "insurance"


def test_a_file_that_cannot_be_read_for_a_moment_keeps_its_outline(editor: EditorClient) -> None:
    editor.open(HEALTH)
    before = named(outline(editor, HEALTH), 3)
    editor.replace(HEALTH, "as_of: 2021-09-30", "as_of: [2021")
    assert named(outline(editor, HEALTH), 3) == before


def test_wording_by_its_headings(editor: EditorClient) -> None:
    editor.open(RESULTS)
    (section,) = outline(editor, RESULTS)
    assert section["name"].startswith("2. Kết quả thực hiện")
    markers = [each["name"][:2] for each in section["children"]]
    assert markers == ["a)", "b)", "c)", "d)", "e)", "f)", "g)"]
