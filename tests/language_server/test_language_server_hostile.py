"""What a strange repository, a strange file or a strange client can do: nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .editor_client import EditorClient
from .test_language_server_session import HEALTH, REPORT

if TYPE_CHECKING:
    from pathlib import Path


def test_a_link_that_leads_to_itself_is_told(repository: Path) -> None:
    with EditorClient(repository) as editor:
        editor.open(REPORT)
        editor.diagnostics(REPORT)
        (repository / HEALTH).unlink()
        (repository / HEALTH).symlink_to("health.yaml")
        for number in range(3):
            editor.write(REPORT, editor.texts[REPORT] + f"# {number}\n")
            assert any("health.yaml" in each["message"] for each in editor.diagnostics(REPORT))


@pytest.mark.parametrize(
    "name", ["data/2021/health.yaml", "templates/annual-district/20-results.j2"]
)
def test_a_link_out_of_the_repository_is_not_followed(repository: Path, name: str) -> None:
    secret = repository.parent / f"secret{repository.name}.yaml"
    secret.write_text("secret: 1\n", encoding="utf-8")
    (repository / name).unlink()
    (repository / name).symlink_to(secret)
    with EditorClient(repository) as editor:
        editor.open(REPORT)
        told = editor.settled()
        assert "secret" not in str(told)
        assert any(each["code"] == "NTM113" for found in told.values() for each in found)


@pytest.mark.parametrize(
    "uri", ["untitled:Untitled-1", "git:/data/2021/health.yaml", "file:///dev/zero", "http://a/b"]
)
def test_files_of_other_kinds_are_left_alone(editor: EditorClient, uri: str) -> None:
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": "a: [\n"}
    editor.tell("textDocument/didOpen", textDocument=document)
    for method in ("textDocument/documentSymbol", "textDocument/codeAction"):
        asked = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
        assert not editor.ask(
            method, textDocument={"uri": uri}, range=asked, context={"diagnostics": []}
        )
    editor.tell("textDocument/didClose", textDocument={"uri": uri})


def test_a_text_without_end_is_refused_as_a_file_is(editor: EditorClient) -> None:
    editor.open(HEALTH, "a: " + "x" * 3_000_000)
    assert [each["code"] for each in editor.diagnostics(HEALTH)] == ["NTM104"]


def test_the_program_writes_nothing(repository: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in repository.rglob("*")}
    with EditorClient(repository) as editor:
        editor.open(HEALTH)
        editor.replace(HEALTH, "numerator: 190113", "numerator: 190.113")
        editor.actions(HEALTH, "190.113")
        editor.completions(HEALTH, editor.texts[HEALTH] + "¦")
    assert {path: path.stat().st_mtime_ns for path in repository.rglob("*")} == before


def test_an_unknown_request_is_refused_without_a_traceback(editor: EditorClient) -> None:
    with pytest.raises(AssertionError) as raised:
        editor.ask("textDocument/nothing", textDocument={"uri": "file:///a"})
    assert "Method Not Found" in str(raised.value)
    assert 'File "' not in str(raised.value)
