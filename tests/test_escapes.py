"""Text made safe for each kind of output."""

from __future__ import annotations

import json
import re

import pytest

from ntmreport.escapes import json_text, printable, printable_lines

COMMANDING = {
    "escape": "\x1b[2J\x1b]0;owned\x07",
    "bell": "\x07",
    "carriage return": "a\rb",
    "line end": "a\n::error ::owned",
    "C1": "\x9b31mowned\x85",
    "bidi override": "\u202eowned\u2066",
    "line separator": "a\u2028b",
    "half a character": "\udcff",
    "zero width": "a\u200bb",
    "tags": "\U000e0041",
}
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("text", COMMANDING.values(), ids=COMMANDING.keys())
def test_one_line_stays_one_and_commands_nothing(text: str) -> None:
    shown = printable(text)
    assert len(shown.splitlines()) == 1
    assert not FORBIDDEN.search(shown)
    assert len(shown) == len(text)
    assert not FORBIDDEN.search(printable_lines(text))
    assert json.loads(json_text({text: text})) == {text: text}
    assert not FORBIDDEN.search(json_text(text))
