"""What an official formats in Word shows in the report, however Word writes it down."""

from __future__ import annotations

import pytest

from ntmreport.document import Block, BlockKind, Run

from .samples import (
    BODY_KINDS,
    BODY_STYLES,
    PLACE,
    REPORT,
    STYLES_PART,
    Look,
    W,
    built,
    edited,
    edited_body,
    line,
    mistakes,
    paragraph_with,
    texts,
    with_body,
    with_frame,
)

BLOCK_RUN = '<w:r><w:t xml:space="preserve">{{r block }}</w:t></w:r>'


def sample(kind: BlockKind) -> str:
    return f'<w:pStyle w:val="{BODY_STYLES[kind]}"/></w:pPr>{BLOCK_RUN}'


@pytest.mark.parametrize("kind", BODY_KINDS)
def test_size_set_on_the_sample(kind: BlockKind) -> None:
    thirteen = '<w:rPr><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr>'
    layout = edited_body(
        (
            sample(kind),
            f'<w:pStyle w:val="{BODY_STYLES[kind]}"/>{thirteen}</w:pPr>'
            + BLOCK_RUN.replace("<w:r>", f"<w:r>{thirteen}"),
        )
    )
    docx = built(REPORT, layout)
    for block in REPORT.blocks:
        paragraph = paragraph_with(docx, block.text)
        sizes = {size.get(f"{W}val") for size in paragraph.iter(f"{W}sz")}
        assert sizes == ({"26"} if block.kind is kind else set())
        assert Look(docx, paragraph).points == (13 if block.kind is kind else 14)


def test_size_set_in_the_style() -> None:
    def smaller(xml: str) -> str:
        start = xml.index('w:styleId="Body"')
        return xml[:start] + xml[start:].replace('w:val="28"', 'w:val="26"', 2)

    docx = built(REPORT, edited(STYLES_PART, smaller))
    for block in REPORT.blocks:
        assert Look(docx, paragraph_with(docx, block.text)).points == 13
    assert Look(docx, paragraph_with(docx, "Lê Phú Quốc")).points == 14


def test_bold_and_italic_join_the_samples_formatting_in_the_schemas_order() -> None:
    properties = (
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:i w:val="0"/><w:color w:val="FF0000"/>'
        '<w:sz w:val="26"/><w:lang w:val="en-US"/>'
    )
    layout = edited_body(
        (
            sample(BlockKind.PARAGRAPH),
            sample(BlockKind.PARAGRAPH).replace("<w:r>", f"<w:r><w:rPr>{properties}</w:rPr>"),
        )
    )
    runs = (Run("a"), Run("b", bold=True), Run("c", italic=True), Run("d", bold=True, italic=True))
    docx = built(with_body(Block(BlockKind.PARAGRAPH, "", runs, PLACE)), layout)
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
        ["{", "{r block }}"],
        ["{{", "r block }", "}"],
        ["{{r", " ", "block", " }}"],
        ["{{r\u00a0block }}"],
        list("{{r block }}"),
    ],
)
def test_tag_that_word_split_over_runs(pieces: list[str]) -> None:
    runs = '<w:proofErr w:type="spellStart"/>'.join(
        '<w:r w:rsidRPr="00AB"><w:rPr><w:sz w:val="26"/></w:rPr>'
        f'<w:t xml:space="preserve">{piece}</w:t></w:r>'
        for piece in pieces
    )
    layout = edited_body((sample(BlockKind.ITEM), sample(BlockKind.ITEM).replace(BLOCK_RUN, runs)))
    docx = built(REPORT, layout)
    paragraph = paragraph_with(docx, "Tổng vốn")
    assert [size.get(f"{W}val") for size in paragraph.iter(f"{W}sz")] == ["26"] * 6
    assert texts(docx) == texts(built())


def test_curled_quotes_and_bookmarks_in_tags() -> None:
    layout = edited_body(
        ('block.kind == "part"', "block.kind == “part”"),
        (
            sample(BlockKind.PART),
            sample(BlockKind.PART).replace(
                "<w:r>",
                '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/><w:r>',
            ),
        ),
    )
    assert built(REPORT, layout) == built()


def test_words_around_a_tag_keep_their_own_look() -> None:
    layout = edited_body(
        (
            sample(BlockKind.ITEM),
            f'<w:pStyle w:val="{BODY_STYLES[BlockKind.ITEM]}"/></w:pPr>'
            "<w:r><w:rPr><w:i/></w:rPr><w:t>Ý: </w:t><w:tab/><w:t>{{r block }} (hết)</w:t></w:r>",
        )
    )
    block = Block(BlockKind.ITEM, "-", line("một"), PLACE)
    docx = built(with_body(block), layout)
    paragraph = paragraph_with(docx, "Ý: - một (hết)")
    runs = list(paragraph.iter(f"{W}r"))
    assert [run.findtext(f"{W}t") for run in runs] == ["Ý: ", "- một", " (hết)"]
    assert all(run.find(f"{W}rPr/{W}i") is not None for run in runs)


def test_bare_tag_prints_the_text_alone() -> None:
    layout = edited_body(("{{r frame.kind }}", "{{ frame.kind[0] }}"))
    document = with_frame(kind=((Run("BÁO & "), Run("<CÁO>", bold=True)),))
    assert "BÁO & <CÁO>" in texts(built(document, layout))


def test_tag_with_an_alternative() -> None:
    layout = edited_body(("{{r frame.signer }}", "{{r frame.deputy or frame.signer }}"))
    assert built(REPORT, layout) == built()


def test_several_lines_in_one_tag_stand_on_lines_of_their_own() -> None:
    layout = edited_body(
        ("{%p for line in frame.capacity %}", "{# tags of a remark print nothing #}"),
        (
            '<w:pStyle w:val="SignerCapacity"/></w:pPr><w:r><w:t xml:space="preserve">{{r line }}'
            '</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Tag"/><w:keepNext/></w:pPr><w:r>'
            '<w:t xml:space="preserve">{%p endfor %}',
            '<w:pStyle w:val="SignerCapacity"/></w:pPr><w:r><w:t xml:space="preserve">'
            "{{r frame.capacity }}",
        ),
    )
    paragraph = paragraph_with(built(REPORT, layout), "KT. CHỦ TỊCH")
    assert [child[-1].tag.removeprefix(W) for child in paragraph.iter(f"{W}r")] == ["t", "br", "t"]


def test_table_row_in_a_loop() -> None:
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="9"/>'
        "</w:tblGrid>"
        + "".join(
            f'<w:tr><w:tc><w:tcPr><w:tcW w:w="9" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{text}</w:t>'
            "</w:r></w:p></w:tc></w:tr>"
            for text in (
                "{%tr for line in frame.note %}",
                "{{r line }}",
                "{%tr endfor %}",
            )
        )
        + "</w:tbl><w:sectPr>"
    )
    layout = edited_body(("<w:sectPr>", table))
    docx = built(with_frame(note=(line("một"), line("hai"))), layout)
    assert texts(docx)[-2:] == ["một", "hai"]


def test_frame_without_a_place_is_named() -> None:
    (found,) = mistakes(edited_body(("{{r frame.number }}", " ")))
    assert found.rule.code == "NTM603"
    assert "“number”" in found.message.vi
    assert "Số: ....../BC-UBND" in found.message.vi
