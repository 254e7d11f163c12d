"""A comparison as text, Markdown, JSON and HTML."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from ntmreport.diff import ChangeKind
from ntmreport.diff.comparison_html import render_html
from ntmreport.diff.comparison_markdown import render_markdown
from ntmreport.diff.comparison_text import render_json, render_text
from ntmreport.diff.passage_changes import Passage, PassageChange, Piece
from ntmreport.language import Language

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntmreport.diff import Changes

    Compared = Callable[..., Changes]

VI, EN = Language.VIETNAMESE, Language.ENGLISH
FEWER = ("health.yaml", "numerator: 190113", "numerator: 190000")
# Data that means something to Markdown, to HTML and to a terminal.
HOSTILE = (
    "production.yaml",
    "  - name: thủy sản",
    r"  - name: '<b>|`x`\ *a* _b_ [c](http://x.y) @admin #12 !3 www.a.vn &lt; <!-- ~~d~~'",
)


def shown(markdown_text: str) -> str:
    """What a reader sees of Markdown in which nothing but del, ins and strong is meant."""
    seen = re.sub(r"</?(?:del|ins)>|<!-- -->|(?<!\\)\*\*", "", markdown_text)
    seen = re.sub(r"\\([\\`*_\[\]|~#+=.)-])", r"\1", seen)
    return seen.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def test_text(compared: Compared) -> None:
    lines = render_text(compared(FEWER), VI).splitlines()
    assert lines[1:4] == [
        "",
        "Số liệu đã sửa trong dữ liệu (1):",
        "  Y tế › Bảo hiểm y tế › Toàn đơn vị › Số người có",
    ]
    assert lines[4].startswith("    sửa: 190.113 người → 190.000 người (-113 người, -0,06%)  ")
    assert lines[6] == "Số liệu thay đổi theo (1):"
    assert lines[10:12] == ["Câu chữ thay đổi trong báo cáo (1):", "  I.2.d)"]
    assert "[-93,02%-]{+92,96%+}" in lines[12]


def test_text_in_colour_does_without_signs(compared: Compared) -> None:
    coloured = render_text(compared(FEWER), VI, colour=True)
    assert "\x1b[9;31m93,02%\x1b[0m\x1b[4;32m92,96%\x1b[0m" in coloured
    assert "[-" not in coloured


@pytest.mark.parametrize("language", [VI, EN])
def test_nothing_has_changed(compared: Compared, language: Language) -> None:
    found = compared()
    nothing = {VI: "Không có gì thay đổi.", EN: "Nothing has changed."}[language]
    for render in (render_text, render_markdown, render_html):
        assert nothing in render(found, language)
    assert json.loads(render_json(found))["figures"] == []


def test_markdown(compared: Compared) -> None:
    lines = render_markdown(compared(FEWER), VI).splitlines()
    assert lines[0].startswith("### So sánh ")
    table = [line for line in lines if line.startswith("|")]
    assert {line.count("|") for line in table} == {7}
    assert table[2].startswith(
        "| Y tế › Bảo hiểm y tế › Toàn đơn vị › Số người có | 190.113 người | 190.000 người"
        " | -113 người | -0,06% | `"
    )
    assert lines[-1].startswith("- **I.2.d)** + Tính đến")
    assert "<del>93,02%</del><ins>92,96%</ins>" in lines[-1]


def test_markdown_takes_nothing_of_the_data_for_its_own(compared: Compared) -> None:
    found = compared(HOSTILE)
    written = render_markdown(found, VI)
    assert {
        len(re.findall(r"(?<!\\)\|", line)) for line in written.splitlines() if "›" in line
    } == {7}
    assert "<b>" not in written
    assert "@admin" not in written
    assert "#12" not in written
    assert "!3" not in written
    assert "://" not in written
    assert "www.a" not in written
    label = next(each.figure.label for each in found.figures if "@admin" in each.figure.label)
    assert label in shown(written)


def test_markdown_does_not_begin_another_list(compared: Compared) -> None:
    found = compared()
    for start in ("- một", "+ hai", "1. ba", "2) bốn", "# năm", "> sáu", "= bảy", "I. tám"):
        passage = Passage("", "", "item", "", start)
        change = PassageChange(ChangeKind.ADDED, None, passage, (Piece(ChangeKind.SAME, start),))
        one = type(found)(found.old, found.new, (), (), (change,))
        line = render_markdown(one, VI).splitlines()[-1]
        assert not re.match(r"- (?:[-+*#>=]|\d+[.)]) ", line)
        assert shown(line) == f"- {start}"


def test_markdown_fits_into_a_comment(compared: Compared, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ntmreport.diff.comparison_markdown.MOST_CHARACTERS", 600)
    found = compared(
        ("00-frame.j2", "@kind BÁO CÁO", "@kind BÁO CÁO\n" + "@subject Một dòng nữa\n" * 40)
    )
    written = render_markdown(found, VI)
    assert len(written) < 900
    left = re.search(r"… và (\d+) mục nữa", written)
    assert left
    assert int(left[1]) + written.count("\n- ") == len(found.passages)


def test_json(compared: Compared) -> None:
    found = json.loads(render_json(compared(FEWER)))
    typed, following = found["figures"]
    place = typed.pop("place")
    assert place.endswith("new/data/2021/health.yaml:6")
    assert typed == {
        "path": "health.insurance.whole.numerator",
        "old_path": "health.insurance.whole.numerator",
        "label": "Y tế › Bảo hiểm y tế › Toàn đơn vị › Số người có",
        "unit": "người",
        "change": "changed",
        "typed": True,
        "old": "190113",
        "new": "190000",
        "difference": "-113",
        "percent": "-0.06",
    }
    assert (following["typed"], following["place"], following["percent"]) == (False, None, None)
    assert following["difference"] == "-0.055289"
    (sentence,) = found["sentences"]
    assert (sentence["change"], sentence["section"], sentence["frame"]) == (
        "changed",
        "I.2.d)",
        None,
    )
    for side, other in (("old", "added"), ("new", "removed")):
        kept = (each["text"] for each in sentence["pieces"] if each["change"] != other)
        assert "".join(kept) == sentence[side]


class _Nesting(HTMLParser):
    """Checks that every element is closed, in order; collects what reaches out of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not {"src", "href", "onload"} & {name for name, _ in attrs}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("language", [VI, EN])
def test_html(compared: Compared, language: Language) -> None:
    page = render_html(compared(FEWER, HOSTILE), language)
    parser = _Nesting()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    assert not {"script", "link", "img", "iframe", "b"} & parser.tags
    assert f'<html lang="{language}">' in page
    assert "default-src 'none'" in page
    assert "<del>93,02%</del><ins>92,96%</ins>" in page
    assert "<b>|`x`" in parser.text


def test_same_comparison_same_text(compared: Compared) -> None:
    found = compared(FEWER)
    again = compared()
    assert render_markdown(found, VI) == render_markdown(again, VI)
    assert render_html(found, VI) == render_html(again, VI)
    assert render_json(found) == render_json(again)
