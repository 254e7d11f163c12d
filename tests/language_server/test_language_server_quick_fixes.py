"""Quick fixes: obeyed, a mistake is gone; a warning is accepted once the reason is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .editor_client import EditorClient
from .test_language_server_session import HEALTH

if TYPE_CHECKING:
    from pathlib import Path

ACKNOWLEDGED = "data/2021/acknowledged.yaml"
PRODUCTION = "data/2021/production.yaml"
ACCEPT = "Chấp nhận NTM"


def test_a_hint_that_is_obeyed_is_gone(editor: EditorClient) -> None:
    text = editor.open(HEALTH)
    editor.replace(HEALTH, "numerator: 190113", "numerator: 190.113")
    offered = editor.actions(HEALTH, "190.113", "quickfix")
    assert list(offered) == ["Viết “190113”"]
    action = offered["Viết “190113”"]
    assert action["isPreferred"]
    assert [each["code"] for each in action["diagnostics"]] == ["NTM120"]
    assert editor.applied(action["edit"]) == {HEALTH: text}


def test_all_that_is_certain_at_once(editor: EditorClient) -> None:
    text = editor.open(HEALTH)
    editor.replace(HEALTH, "numerator: 190113", "numerator: 190.113")
    editor.replace(HEALTH, "denominator: 204379", "denominator: 204.379")
    offered = editor.actions(HEALTH, "insurance", "source.fixAll")
    (action,) = offered.values()
    assert "2" in action["title"]
    assert editor.applied(action["edit"]) == {HEALTH: text}


def test_nothing_is_offered_elsewhere(editor: EditorClient) -> None:
    editor.open(HEALTH)
    editor.replace(HEALTH, "numerator: 190113", "numerator: 190.113")
    assert editor.actions(HEALTH, "numerator: 168271", "quickfix") == {}


@pytest.mark.parametrize("is_there", [True, False])
def test_a_warning_is_accepted_for_a_reason(repository: Path, is_there: bool) -> None:
    path = repository / ACKNOWLEDGED
    if not is_there:
        path.unlink()
    elif not path.exists():
        path.write_text("acknowledged: []\n", encoding="utf-8")
    options = {"commands": ["ntmreport.showPlace"]}
    with EditorClient(repository, options=options) as editor:
        editor.open(HEALTH)
        editor.write(HEALTH, editor.texts[HEALTH].replace("168271", "16827", 1))
        (warning, *_) = [each for each in editor.diagnostics(HEALTH) if each["severity"] == 2]
        words = editor.text_at(HEALTH, warning["range"])
        offered = editor.actions(HEALTH, words, "quickfix")
        (action, *_) = [each for title, each in offered.items() if title.startswith("Chấp nhận")]
        ((file, text),) = editor.applied(action["edit"]).items()
        assert file == ACKNOWLEDGED
        uri, span = action["command"]["arguments"]
        assert uri == editor.uri(ACKNOWLEDGED)
        line = text.split("\n")[span["start"]["line"]]
        at = span["start"]["character"]
        assert line[:at].endswith('reason: "')
        editor.open(ACKNOWLEDGED, text)
        assert editor.diagnostics(ACKNOWLEDGED), "the reason is missing"
        lines = text.split("\n")
        lines[span["start"]["line"]] = f"{line[:at]}Số đã kiểm tra lại{line[at:]}"
        editor.write(ACKNOWLEDGED, "\n".join(lines))
        code = warning["code"]
        assert editor.diagnostics(ACKNOWLEDGED) == []
        assert code not in [each["code"] for each in editor.settled().get(HEALTH, [])]
