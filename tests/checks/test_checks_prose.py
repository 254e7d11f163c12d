"""A character of a text is found in its file, however the text is written there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ntmreport.checks import run
from ntmreport.checks.form_prose import ProsePattern, form_prose
from ntmreport.checks.prose import prose_of
from ntmreport.checks.template_prose import template_pieces
from ntmreport.checks.wording import WORDING_CHECKS, unusual_characters
from ntmreport.checks.wording.unusual_characters import ORDINARY

from .wording.wording_subject import RESOURCES, TEMPLATE, codes, found, marked, year

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

WORDS = ("xã", "Nhân", "dân", "đường", "nông", "thôn", "mới", "được", "O'Brien", "“quý”", "100")

words = st.lists(st.sampled_from(WORDS), min_size=2, max_size=12)


def broken(pieces: list[str], breaks: list[bool], indent: str) -> str:
    """The words, with a line break for some of the spaces."""
    text = pieces[0]
    for piece, is_break in zip(pieces[1:], breaks, strict=False):
        text += f"\n{indent}{piece}" if is_break else f" {piece}"
    return text


STYLES: dict[str, Callable[[str], str]] = {
    "plain": lambda text: f"text: {text}",
    "below": lambda text: f"text:\n  {text}",
    "single": lambda text: "text: '" + text.replace("'", "''") + "'",
    "double": lambda text: f'text: "{text}"',
    "folded": lambda text: f"text: >-\n  {text}",
    "clipped": lambda text: f"text: >\n  {text}",
}


@pytest.mark.parametrize("style", STYLES)
@given(pieces=words, breaks=st.lists(st.booleans(), min_size=11, max_size=11))
def test_every_word_is_found(style: str, pieces: list[str], breaks: list[bool]) -> None:
    pieces = [f"a{piece}" for piece in pieces]
    written = STYLES[style](broken(pieces, breaks, "  "))
    subject = year(yaml=written)
    prose = prose_of(subject)
    lines = subject.texts[RESOURCES].split("\n")
    start = 0
    for piece in pieces:
        span = prose.span(start, start + len(piece))
        assert (span.file, span.line) == (RESOURCES, span.end_line)
        shown = lines[span.line - 1][span.column - 1 : span.end_column - 1]
        assert shown == (piece.replace("'", "''") if style == "single" else piece)
        start += len(piece) + 1


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1))
def test_escapes(text: str) -> None:
    text = f"a{text}b"
    subject = year(yaml=f"text: {json.dumps(text)}")
    prose = prose_of(subject)
    if prose.pieces[0].text != text:
        return  # composed by the reader
    line = subject.texts[RESOURCES].split("\n")[0]
    shown = ""
    for offset in range(len(text)):
        span = prose.span(offset, offset + 1)
        shown += line[span.column - 1 : span.end_column - 1]
    assert f'"{shown}"' == json.dumps(text) or "\\ud" in shown


def test_what_cannot_be_matched_is_marked_as_a_whole() -> None:
    subject = year(yaml='text: "no\\u0302ng , tho\\u0302n"')
    [diagnostic] = [each for each in found(subject) if each.rule.code == "NTM516"]
    assert diagnostic.span.column == 7


def test_break_inside_double_quotes_can_be_taken_away() -> None:
    subject = year(yaml='text: "Nhân dân \\\n    các  thôn"')
    [diagnostic] = found(subject)
    assert (diagnostic.span.line, marked(subject, diagnostic)) == (2, "  ")


def test_what_is_broken_is_marked_in_its_first_line() -> None:
    subject = year(yaml="text: >-\n  Nhân dân n«ng\n  th«n míi")
    [diagnostic] = found(subject)
    assert (str(diagnostic.span), marked(subject, diagnostic)) == (f"{RESOURCES}:2:12", "n«ng")


def test_tags_are_no_prose() -> None:
    subject = year(
        text='Nhân dân {{ "tuyis ," }} góp',
        template='{# tuyis , #}{% if "tuyis ," %}\n{{ resources.text\n | d("tuyis ,") }} góp\n',
    )
    assert found(subject) == []


def test_line_of_template_goes_on() -> None:
    template = "{% if true %}\n- Nhân dân (\n  góp) năm\n  2021 và\n  , tuyis\n@kind tuyis\n"
    pieces = list(template_pieces(template, TEMPLATE))
    assert [piece.text.strip("\ufdd1") for piece in pieces] == [
        "- Nhân dân (góp) năm 2021 và , tuyis",
        "tuyis",
    ]
    assert [piece.frame for piece in pieces] == ["", "kind"]
    subject = year(template=template)
    assert [(each.rule.code, str(each.span)) for each in found(subject)] == [
        ("NTM516", f"{TEMPLATE}:5:2"),
        ("NTM517", f"{TEMPLATE}:5:5"),
        ("NTM517", f"{TEMPLATE}:6:7"),
    ]


def test_pieces_are_placed_again_when_others_came_between() -> None:
    subject = year(text="tuyis", template="".join(f"xã {i}\n" for i in range(9)))
    prose = prose_of(subject)
    starts = [prose.text.index(piece.text) for piece in prose.pieces]
    spans = [prose.span(start, start + 1) for start in starts]
    assert [prose.span(start, start + 1) for start in starts] == spans
    assert len(set(spans)) == len(starts)


def test_paths() -> None:
    [diagnostic] = found(year(text="tuyis"))
    assert diagnostic.path == ("resources", "text")
    [diagnostic] = found(year(template="tuyis"))
    assert diagnostic.path == ("templates", "10-sample.j2: tuyis")


def test_a_form_is_searched_once_for_many_reports() -> None:
    searched: list[str] = []

    class Counted(ProsePattern):
        def found_in(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
            searched.append(text[start:end])
            return super().found_in(text, start, end)

    pattern = Counted("x\\w")
    for text in ("xã Một", "xã Hai"):
        prose = prose_of(year(text=text, template="các xóm\n"))
        assert [match[0] for match in prose.matches(pattern)] == ["xã", "xó"]
    assert searched == ["xã Một\n", "các xóm", "xã Hai\n"]


def test_what_was_found_in_a_form_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    subject = year(text="các xã", template="- tuyis  xã ,xóm\n\n@kind “Nhân dân\n")
    first = [*run(subject, WORDING_CHECKS)]
    assert first
    form_prose.cache_clear()
    # From here on, nothing that a form is made of is looked at.
    monkeypatch.setattr("ntmreport.checks.form_prose.template_pieces", None)
    assert [
        *run(
            replace(
                subject,
            ),
            WORDING_CHECKS,
        )
    ] == first


def test_ordinary_characters_are_none_that_are_looked_for() -> None:
    for pattern in (unusual_characters._FOUND, unusual_characters._suspect()):
        assert not [each for each in ORDINARY if pattern.compiled.match(each)]


def test_tag_without_end_is_prose() -> None:
    pieces = list(template_pieces("{{ xã {% if x %}\nthôn {{\n", TEMPLATE))
    assert [piece.text.strip("\ufdd1") for piece in pieces] == ["{{ xã ", "thôn {{"]


@pytest.mark.parametrize("part", ["xã , ", "1 ", "a.", "AB ", "“", "«", "nx« ", "оa ", "a@", "{{"])
def test_long_text_is_checked_like_any_other(part: str) -> None:
    text = part * (9_000 // len(part)) + "xã"
    codes(year(text=text, template=text))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_checked(text: str, template: str) -> None:
    try:
        subject = year(text=f"a{text}", template=template)
    except (AssertionError, UnicodeError):
        return  # what the reader refuses
    codes(subject)
