"""Text made safe for each kind of output."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING

import pytest

from ntmreport.escapes import (
    csv_text,
    editor_markdown,
    github_message,
    github_property,
    html_script_json,
    html_text,
    json_text,
    markdown_code,
    markdown_line,
    markdown_text,
    printable,
    printable_cells,
    printable_lines,
    without_build_command,
    word_remark,
    xml_attribute,
    xml_characters,
    xml_quoted,
    xml_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

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


@pytest.mark.parametrize(
    ("escape", "text", "escaped"),
    [
        (printable_cells, "a\t\u00a0\u200bế", "a  \ufffdế"),
        (without_build_command, " ::error ::x", " : :error ::x"),
        (without_build_command, "## Mục: a::b", "## Mục: a::b"),
        (github_message, "5%\r\n: a,b \ud800", "5%25%0D%0A: a,b ?"),
        (github_property, "5%: a,b", "5%25%3A a%2Cb"),
        (html_text, '<a href="x">\'&', "&lt;a href=&quot;x&quot;&gt;&#x27;&amp;"),
        (html_script_json, "</script>\u2028&", '"\\u003c/script\\u003e\\u2028\\u0026"'),
        (
            markdown_text,
            "*a* [b](c) <d> `e` | f_g ~",
            "\\*a\\* \\[b\\](c) &lt;d&gt; \\`e\\` \\| f\\_g \\~",
        ),
        (
            markdown_text,
            "@ai #1 http://x www.y",
            "@<!-- -->ai #<!-- -->1 http:<!-- -->//x www<!-- -->.y",
        ),
        (editor_markdown, "a_b *c* _d_", "a_b \\*c\\* \\_d\\_"),
        (
            editor_markdown,
            "[a](command:b) <b> `c` &amp;",
            "\\[a\\](command:b) \\<b\\> \\`c\\` \\&amp;",
        ),
        (editor_markdown, "http://a www.b c@d #1", "http\\://a www\\.b c\\@d \\#1"),
        (editor_markdown, "a\nb\x1b", "a b\ufffd"),
        (partial(editor_markdown, begins_line=True), "- a", "\\- a"),
        (partial(editor_markdown, begins_line=True), "1. a 2.", "1\\. a 2."),
        (markdown_line, "- a", "\\- a"),
        (markdown_line, "1. a", "1\\. a"),
        (markdown_code, "a`b|c", "`` a`b\\|c ``"),
        (xml_text, 'a\u00a0<&>"', 'a\u00a0&lt;&amp;&gt;"'),
        (word_remark, "a\n\x00b\ufffe", "a \ufffdb\ufffd"),
        (xml_attribute, 'a"<&>\n', "a&quot;&lt;&amp;&gt;&#10;"),
        (xml_quoted, "a<&>\n\t", '"a&lt;&amp;&gt;&#10;&#9;"'),
        (xml_quoted, 'a"', "'a\"'"),
        (xml_quoted, "a\"'", '"a&quot;\'"'),
        (xml_characters, "a\x00\t\ud800\uffff", "a\ufffd\t\ufffd\ufffd"),
        (csv_text, "=1+1", "'=1+1"),
        (csv_text, " \u00a0@SUM(a)", "' \u00a0@SUM(a)"),
        (csv_text, "-1.234,5%", "-1.234,5%"),
    ],
)
def test_each_output_has_its_escape(escape: Callable[[str], str], text: str, escaped: str) -> None:
    assert escape(text) == escaped


@pytest.mark.parametrize("character", ["\t", "\n", "\x00", "\x85", "\ud800", "\uffff"])
def test_what_has_no_place_in_a_word_file_is_refused(character: str) -> None:
    with pytest.raises(ValueError, match=f"U\\+{ord(character):04X} at position 2"):
        xml_text(f"a {character}")
