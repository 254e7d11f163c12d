"""Layouts with samples become layouts with styles: nothing of their look is lost, or it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ntmreport.diagnostic import Diagnostic
from ntmreport.layout.block_styles import BLOCK_STYLES, FURTHER_STYLES, TABLE_STYLE
from ntmreport.layout.layout_upgrade import upgraded_layout
from tests.layout.old_layout import old_layout
from tests.render.samples import (
    BODY_STYLES,
    DOCUMENT_PART,
    FIXTURES,
    NAME,
    REPORT,
    REPOSITORY,
    STYLES_PART,
    Look,
    W,
    built,
    edited,
    layout,
    members,
    packed,
    paragraph_with,
    root,
    texts,
)
from tests.render.tables import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntmreport.document import BlockKind

BLOCK_RUN = '<w:r><w:t xml:space="preserve">{{r block }}</w:t></w:r>'


def upgraded(content: bytes) -> bytes:
    result = upgraded_layout(content, NAME)
    assert isinstance(result, bytes)
    return result


def changed(old: str, new: str, times: int = -1) -> bytes:
    """The layout of the old form with its body edited."""
    return edited(DOCUMENT_PART, lambda xml: xml.replace(old, new, times), old_layout())


def test_the_layouts_of_both_forms_are_what_the_upgrade_makes() -> None:
    for folder in (REPOSITORY / "templates", FIXTURES / "templates"):
        for form in ("annual-district", "annual-commune"):
            content = (folder / form / "layout.docx").read_bytes()
            assert members(content) == members(upgraded(old_layout()))


def test_an_upgraded_layout_is_left_alone() -> None:
    assert upgraded_layout(layout(), NAME) is None


def test_an_upgrade_has_the_same_bytes_each_time() -> None:
    assert upgraded(old_layout()) == upgraded(old_layout())


def test_every_style_is_there(validated: Callable[[bytes], list[Any]]) -> None:
    content = upgraded(old_layout())
    names = {each.get(f"{W}val") for each in root(content, STYLES_PART).iter(f"{W}name")}
    assert {TABLE_STYLE, *(style.name for style in BLOCK_STYLES.values())} <= names
    assert {style.name for style in FURTHER_STYLES} <= names
    assert validated(content) == []


@pytest.mark.parametrize("kind", BODY_STYLES)
def test_what_formats_a_sample_directly_formats_its_style(kind: BlockKind) -> None:
    start = f'<w:pStyle w:val="{BODY_STYLES[kind]}"/>'
    sample = (
        f'{start}<w:jc w:val="right"/></w:pPr>'
        '<w:r><w:rPr><w:sz w:val="26"/><w:lang w:val="en-US"/></w:rPr>'
        '<w:t xml:space="preserve">{{r block }}</w:t></w:r>'
    )
    docx = built(REPORT, upgraded(changed(f"{start}</w:pPr>{BLOCK_RUN}", sample, 1)))
    for block in REPORT.blocks:
        look = Look(docx, paragraph_with(docx, block.text))
        assert look.points == (13 if block.kind is kind else 14)
        assert (look.paragraph("jc") == "right") == (block.kind is kind)
    assert b"en-US" not in members(docx)[STYLES_PART]


def test_a_sample_for_two_kinds_makes_a_style_for_each() -> None:
    content = changed('block.kind == "item"', 'block.kind in ["item", "subitem"]')
    content = edited(
        DOCUMENT_PART,
        lambda xml: xml.replace('block.kind == "subitem"', 'block.kind == "none"'),
        content,
    )
    docx = built(REPORT, upgraded(content))
    assert texts(docx) == texts(built())


def test_kinds_without_a_sample_get_the_decrees_look() -> None:
    content = upgraded(changed('block.kind == "point"', 'block.kind == "none"'))
    look = Look(docx := built(REPORT, content), paragraph_with(docx, "a) Rà soát"))
    assert (look.points, look.paragraph("jc")) == (14, "both")


def test_borders_and_shades_of_a_sample_table_become_its_style() -> None:
    content = changed(
        '<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableHeader"/>',
        '<w:shd w:val="clear" w:fill="D9E2F3"/><w:vAlign w:val="center"/></w:tcPr>'
        '<w:p><w:pPr><w:pStyle w:val="TableHeader"/>',
    )
    styles = members(upgraded(content))[STYLES_PART].decode()
    style = styles[styles.index(TABLE_STYLE) :]
    assert '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:shd ' in style
    assert style.count("D9E2F3") == 1
    assert "<w:tblBorders>" in style


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (changed("{{r block }}", "Ý: {{r block }}"), "không chỉ có thẻ"),
        (changed('block.kind == "item"', 'block.marker == "-"'), "kiểu không diễn đạt được"),
        (changed("{%p for block in body %}", "x"), "không tìm thấy vòng lặp"),
        (packed({**members(old_layout()), DOCUMENT_PART: b"<w:document"}), "XML bên trong"),
        (b"PK\x03\x04", "không đọc được"),
    ],
)
def test_what_no_program_can_turn_is_told(content: bytes, reason: str) -> None:
    result = upgraded_layout(content, NAME)
    assert isinstance(result, Diagnostic)
    assert result.rule.code in {"NTM605", "NTM601"}
    assert reason in result.message.vi
    assert result.hint is not None


def test_an_upgraded_layout_prints_the_same_words() -> None:
    assert texts(built(EVERYTHING, upgraded(old_layout()))) == texts(built(EVERYTHING))
