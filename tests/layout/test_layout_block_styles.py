"""What an official formats in Word shows in the report, however Word writes it down."""

from __future__ import annotations

import io
import re

import docx as python_docx
import pytest

from ntmreport.document import BlockKind, Run
from ntmreport.layout.block_styles import (
    BLOCK_STYLES,
    BODY_TEXT_STYLE,
    FURTHER_STYLES,
    TABLE_STYLE,
)
from tests.render.samples import (
    BODY_KINDS,
    DOCUMENT_PART,
    REPORT,
    STYLES_PART,
    Look,
    W,
    built,
    edited,
    edited_body,
    layout,
    line,
    mistakes,
    paragraph_with,
    root,
    style_id,
    texts,
    with_frame,
)
from tests.render.tables import FIRST, with_tables

FRAME_RUN = '<w:r><w:t xml:space="preserve">{{ frame.kind }}</w:t></w:r>'


def with_style(kind: BlockKind, old: str, new: str) -> bytes:
    """The layout with the style of a kind changed."""

    def edit(xml: str) -> str:
        start = xml.index(f'<w:name w:val="{BLOCK_STYLES[kind].name}"/>')
        end = xml.index("</w:style>", start)
        assert old in xml[start:end]
        return xml[:start] + xml[start:end].replace(old, new) + xml[end:]

    return edited(STYLES_PART, edit)


def test_every_style_has_a_name_of_its_own_and_a_sample_in_the_layout() -> None:
    styles = (*BLOCK_STYLES.values(), *FURTHER_STYLES, BODY_TEXT_STYLE)
    names = [style.name for style in styles]
    assert len(set(names)) == len(names)
    document = python_docx.Document(io.BytesIO(layout()))
    known = {style.name: style.style_id for style in document.styles}
    assert {*names, TABLE_STYLE} <= known.keys()
    worn = {style_id(paragraph) for paragraph in root(layout()).iter(f"{W}p")}
    shown = {known[name] for name in names} - {known[BODY_TEXT_STYLE.name]}
    assert shown <= worn


def test_no_sample_of_the_layout_is_printed() -> None:
    printed = texts(built(with_tables(FIRST)))
    for style in (*BLOCK_STYLES.values(), *FURTHER_STYLES):
        assert not style.sample or style.sample not in printed


@pytest.mark.parametrize("kind", BODY_KINDS)
def test_size_set_in_the_style_of_a_kind(kind: BlockKind) -> None:
    name = f'<w:name w:val="{BLOCK_STYLES[kind].name}"/>'
    thirteen = '<w:rPr><w:b/><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr>'

    def edit(xml: str) -> str:
        start = xml.index(name)
        end = xml.index("</w:style>", start)
        style = re.sub(r"<w:rPr>.*?</w:rPr>", "", xml[start:end])
        return f"{xml[:start]}{style}{thirteen}{xml[end:]}"

    docx = built(REPORT, edited(STYLES_PART, edit))
    for block in REPORT.blocks:
        paragraph = paragraph_with(docx, block.text)
        assert not list(paragraph.iter(f"{W}sz"))
        assert Look(docx, paragraph).points == (13 if block.kind is kind else 14)


def test_size_set_in_the_style() -> None:
    def smaller(xml: str) -> str:
        start = xml.index('w:styleId="Body"')
        return xml[:start] + xml[start:].replace('w:val="28"', 'w:val="26"', 2)

    docx = built(REPORT, edited(STYLES_PART, smaller))
    for block in REPORT.blocks:
        assert Look(docx, paragraph_with(docx, block.text)).points == 13
    assert Look(docx, paragraph_with(docx, "Lê Phú Quốc")).points == 14


def test_styles_are_known_by_their_names_whatever_their_identities() -> None:
    """LibreOffice writes identities of its own."""

    def renamed(xml: str) -> str:
        return re.sub(r'"(Item|Paragraph|TableText)"', r'"NTM\1"', xml)

    content = edited(DOCUMENT_PART, renamed, edited(STYLES_PART, renamed))
    docx = built(REPORT, content)
    assert texts(docx) == texts(built())
    assert style_id(paragraph_with(docx, "Tổng vốn")) == "NTMItem"


def test_bold_and_italic_join_the_formatting_of_a_tag_in_the_schemas_order() -> None:
    properties = (
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:i w:val="0"/><w:color w:val="FF0000"/>'
        '<w:sz w:val="26"/><w:lang w:val="en-US"/>'
    )
    content = edited_body(
        (FRAME_RUN, FRAME_RUN.replace("<w:r>", f"<w:r><w:rPr>{properties}</w:rPr>"))
    )
    runs = (Run("a"), Run("b", bold=True), Run("c", italic=True), Run("d", bold=True, italic=True))
    docx = built(with_frame(kind=(runs,)), content)
    found = [
        [child.tag.removeprefix(W) for child in run.find(f"{W}rPr")]
        for run in paragraph_with(docx, "abcd").iter(f"{W}r")
    ]
    assert found == [
        ["rFonts", "i", "color", "sz"],
        ["rFonts", "b", "i", "color", "sz"],
        ["rFonts", "i", "color", "sz"],
        ["rFonts", "b", "i", "color", "sz"],
    ]


@pytest.mark.parametrize(
    "pieces",
    [
        ["{", "{ frame.kind }}"],
        ["{{", " frame.kind }", "}"],
        ["{{r", " ", "frame.kind", " }}"],
        ["{{r\u00a0frame.kind }}"],
        list("{{ frame.kind }}"),
    ],
)
def test_tag_that_word_split_over_runs(pieces: list[str]) -> None:
    runs = '<w:proofErr w:type="spellStart"/>'.join(
        '<w:r w:rsidRPr="00AB"><w:rPr><w:sz w:val="26"/></w:rPr>'
        f'<w:t xml:space="preserve">{piece}</w:t></w:r>'
        for piece in pieces
    )
    docx = built(REPORT, edited_body((FRAME_RUN, runs)))
    paragraph = paragraph_with(docx, "BÁO CÁO")
    assert {size.get(f"{W}val") for size in paragraph.iter(f"{W}sz")} == {"26"}
    assert texts(docx) == texts(built())


def test_curled_quotes_and_bookmarks_in_tags() -> None:
    content = edited_body(
        ("frame.addressee|length == 1", "frame.addressee|length == 1 or “a” == “a”"),
        (
            FRAME_RUN,
            '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>' + FRAME_RUN,
        ),
    )
    assert built(with_frame(addressee=(line("UBND tỉnh."),)), content) == built(
        with_frame(addressee=(line("UBND tỉnh."),))
    )


def test_words_around_a_tag_keep_their_own_look() -> None:
    content = edited_body(
        (
            FRAME_RUN,
            "<w:r><w:rPr><w:i/></w:rPr><w:t>Ý: </w:t><w:tab/><w:t>{{r frame.kind }} (hết)</w:t>"
            "</w:r>",
        )
    )
    docx = built(with_frame(kind=(line("một"),)), content)
    paragraph = paragraph_with(docx, "Ý: một (hết)")
    runs = list(paragraph.iter(f"{W}r"))
    assert [[child.tag.removeprefix(W) for child in run] for run in runs] == [
        ["rPr", "t", "tab", "t"]
    ]
    assert all(run.find(f"{W}rPr/{W}i") is not None for run in runs)


def test_text_of_a_tag_is_escaped() -> None:
    document = with_frame(kind=((Run("BÁO & "), Run("<CÁO>", bold=True)),))
    docx = built(document)
    assert "BÁO & <CÁO>" in texts(docx)
    bold = [
        run.find(f"{W}rPr/{W}b") is not None for run in paragraph_with(docx, "BÁO &").iter(f"{W}r")
    ]
    assert bold == [False, True]


def test_tag_with_an_alternative() -> None:
    content = edited_body(("{{ frame.signer }}", "{{r frame.deputy or frame.signer }}"))
    assert built(REPORT, content) == built()


def test_several_lines_in_one_tag_stand_on_lines_of_their_own() -> None:
    content = edited_body(
        ("{%p for line in frame.capacity %}", "{# tags of a remark print nothing #}"),
        (
            '<w:pStyle w:val="SignerCapacity"/></w:pPr><w:r><w:t xml:space="preserve">{{ line }}'
            '</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Tag"/><w:keepNext/></w:pPr><w:r>'
            '<w:t xml:space="preserve">{%p endfor %}',
            '<w:pStyle w:val="SignerCapacity"/></w:pPr><w:r><w:t xml:space="preserve">'
            "{{r frame.capacity }}",
        ),
    )
    paragraph = paragraph_with(built(REPORT, content), "KT. CHỦ TỊCH")
    inside = [child.tag.removeprefix(W) for run in paragraph.iter(f"{W}r") for child in run]
    assert inside == ["t", "br", "t"]


def test_table_row_in_a_loop() -> None:
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="9"/>'
        "</w:tblGrid>"
        + "".join(
            f'<w:tr><w:tc><w:tcPr><w:tcW w:w="9" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{text}</w:t>'
            "</w:r></w:p></w:tc></w:tr>"
            for text in (
                "{%tr for line in frame.note %}",
                "{{ line }}",
                "{%tr endfor %}",
            )
        )
        + "</w:tbl><w:sectPr>"
    )
    content = edited_body(("<w:sectPr>", table))
    docx = built(with_frame(note=(line("một"), line("hai"))), content)
    assert texts(docx)[-2:] == ["một", "hai"]


def test_frame_without_a_place_is_named() -> None:
    (found,) = mistakes(edited_body(("{{ frame.number }}", " ")))
    assert found.rule.code == "NTM603"
    assert "“number”" in found.message.vi
    assert "Số: ....../BC-UBND" in found.message.vi
