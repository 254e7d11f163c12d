"""The layout measured against Nghị định 30/2020/NĐ-CP, Phụ lục I (reference: layout-nd30)."""

from __future__ import annotations

from functools import cache

import pytest

from ntmreport.document import BlockKind

from .samples import (
    BODY_KINDS,
    BODY_STYLES,
    NAMESPACES,
    REPORT,
    STYLES_PART,
    Look,
    W,
    built,
    lines,
    members,
    paragraph_with,
    paragraphs,
    root,
    style_id,
    text_of,
    with_frame,
)

MM = 1440 / 25.4


@cache
def docx() -> bytes:
    return built()


@cache
def full() -> bytes:
    return built(with_frame(parent=lines("UBND TỈNH THANH HÓA"), addressee=lines("UBND tỉnh.")))


def number(value: str | None) -> int:
    assert value is not None
    return int(value)


def test_paper_is_a4_upright_with_the_margins_of_the_decree() -> None:
    size = root(docx()).find(".//w:sectPr/w:pgSz", NAMESPACES)
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    assert size.get(f"{W}orient") in {None, "portrait"}
    margins = root(docx()).find(".//w:sectPr/w:pgMar", NAMESPACES)
    for side, least, most in (
        ("top", 20, 25),
        ("bottom", 20, 25),
        ("left", 30, 35),
        ("right", 15, 20),
    ):
        measured = int(margins.get(f"{W}{side}")) / MM
        assert least - 0.01 <= measured <= most + 0.01


def test_all_text_is_black_times_new_roman_in_vietnamese() -> None:
    defaults = root(docx(), STYLES_PART).find("w:docDefaults/w:rPrDefault/w:rPr", NAMESPACES)
    fonts = defaults.find("w:rFonts", NAMESPACES)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        assert fonts.get(f"{W}{script}") == "Times New Roman"
    language = defaults.find("w:lang", NAMESPACES)
    assert language.get(f"{W}val") == "vi-VN"
    for part in ("word/document.xml", "word/header1.xml"):
        xml = root(docx(), part)
        assert not list(xml.iter(f"{W}rFonts", f"{W}lang", f"{W}color"))


def test_page_number_is_centred_at_the_top_from_the_second_page() -> None:
    section = root(docx()).find(".//w:sectPr", NAMESPACES)
    assert section.find("w:titlePg", NAMESPACES) is not None
    relationships = {
        entry.get("Id"): entry.get("Target")
        for entry in root(docx(), "word/_rels/document.xml.rels")
    }
    headers = {
        reference.get(f"{W}type"): root(
            docx(),
            "word/"
            + relationships[
                reference.get(
                    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
                )
            ],
        )
        for reference in section.findall("w:headerReference", NAMESPACES)
    }
    assert set(headers) == {"default", "first"}
    assert not list(headers["first"].iter(f"{W}r"))
    instruction = next(headers["default"].iter(f"{W}instrText")).text
    assert instruction.split() == ["PAGE"]
    assert text_of(headers["default"]) == "2"  # the stored result: Word need not ask
    look = Look(docx(), headers["default"].find("w:p", NAMESPACES))
    assert (look.points, look.bold, look.italic, look.centred) == (14, False, False, True)
    start = section.find("w:pgNumType", NAMESPACES)
    assert start is None or start.get(f"{W}start") in {None, "1"}


@pytest.mark.parametrize(
    ("text", "points", "bold", "italic", "centred"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False, True),
        ("Độc lập - Tự do - Hạnh phúc", 13, True, False, True),
        ("UBND TỈNH THANH HÓA", 12, False, False, True),
        ("UBND HUYỆN TRIỆU SƠN", 12, True, False, True),
        ("Số: ....../BC-UBND", 13, False, False, True),
        ("........., ngày", 13, False, True, True),
        ("BÁO CÁO", 14, True, False, True),
        ("Kết quả thực hiện Chương trình", 14, True, False, True),
        ("Kính gửi:", 14, False, False, True),
        ("KT. CHỦ TỊCH", 14, True, False, True),
        ("Lê Phú Quốc", 14, True, False, True),
        ("Nơi nhận:", 12, True, True, False),
        ("- VP Điều phối", 11, False, False, False),
    ],
)
def test_frame(text: str, points: float, bold: bool, italic: bool, centred: bool) -> None:
    look = Look(full(), paragraph_with(full(), text))
    assert (look.points, look.bold, look.italic, look.centred) == (points, bold, italic, centred)


@pytest.mark.parametrize("kind", BODY_KINDS)
def test_body(kind: BlockKind) -> None:
    block = next(block for block in REPORT.blocks if block.kind is kind)
    paragraph = paragraph_with(docx(), block.text)
    assert style_id(paragraph) == BODY_STYLES[kind]
    look = Look(docx(), paragraph)
    assert 13 <= look.points <= 14
    assert look.bold == (kind in {BlockKind.PART, BlockKind.SECTION, BlockKind.SUBSECTION})
    assert not look.italic
    assert look.paragraph("jc") == "both"
    assert number(look.paragraph("ind", "firstLine")) / MM == pytest.approx(12.7, abs=0.01)
    assert number(look.paragraph("spacing", "after")) >= 6 * 20
    assert look.paragraph("spacing", "lineRule") == "auto"
    assert 240 <= number(look.paragraph("spacing", "line")) <= 360
    assert look.paragraph("widowControl") == ""


def test_outline() -> None:
    levels = {
        kind: Look(docx(), paragraph_with(docx(), block.text)).paragraph("outlineLvl")
        for kind in BODY_KINDS
        for block in REPORT.blocks
        if block.kind is kind
    }
    assert levels == {
        BlockKind.PART: "0",
        BlockKind.SECTION: "1",
        BlockKind.SUBSECTION: "2",
        BlockKind.POINT: "2",
        BlockKind.ITEM: None,
        BlockKind.SUBITEM: None,
        BlockKind.PARAGRAPH: None,
    }


def test_no_heading_stands_alone_at_the_end_of_a_page() -> None:
    for block in REPORT.blocks[:-1]:
        look = Look(docx(), paragraph_with(docx(), block.text))
        heading = look.paragraph("outlineLvl") is not None
        assert (look.paragraph("keepNext") == "") == heading


def test_signature_is_whole_and_never_without_text() -> None:
    xml = root(docx())
    last = next(found for found in xml.iter(f"{W}p") if text_of(found) == REPORT.blocks[-1].text)
    assert Look(docx(), last).paragraph("keepNext") == ""
    table = next(table for table in xml.iter(f"{W}tbl") if "Nơi nhận:" in text_of(table))
    rows = list(table.iter(f"{W}tr"))
    assert all(row.find("w:trPr/w:cantSplit", NAMESPACES) is not None for row in rows)
    for paragraph in table.iter(f"{W}p"):
        assert Look(docx(), paragraph).paragraph("keepNext") == ""
    between = last.getnext()
    while between is not table:
        assert Look(docx(), between).paragraph("keepNext") == ""
        between = between.getnext()


def test_there_is_room_for_signature_and_seal() -> None:
    look = Look(docx(), paragraph_with(docx(), "Lê Phú Quốc"))
    assert 4 <= number(look.paragraph("spacing", "before")) / 20 / 16 <= 5


def test_rules_stand_below_issuer_motto_and_subject() -> None:
    rules = [paragraph for paragraph in paragraphs(docx()) if style_id(paragraph) == "Rule"]
    assert len(rules) == 3
    # Text widths in Times New Roman Bold: issuer at 12, motto at 13, subject's first line at 14.
    for rule, width, least, most in zip(
        rules, (53, 55.9, 136), (1 / 3, 0.95, 1 / 3), (1 / 2, 1.05, 1 / 2), strict=True
    ):
        look = Look(docx(), rule)
        assert look.paragraph("pBdr") is not None
        border = root(docx(), STYLES_PART).find(".//w:pBdr/w:bottom", NAMESPACES)
        assert border.get(f"{W}val") == "single"
        cell = rule.getparent().find("w:tcPr/w:tcW", NAMESPACES)
        available = 9071 if cell is None else int(cell.get(f"{W}w"))
        left, right = (number(look.paragraph("ind", side)) for side in ("left", "right"))
        assert abs(left - right) <= 1
        assert least <= (available - left - right) / MM / width <= most


def test_number_and_day_share_a_row() -> None:
    row = next(row for row in root(docx()).iter(f"{W}tr") if "Số: " in text_of(row))
    assert "ngày ...." in text_of(row)


def test_tables_have_no_lines_but_a_grid() -> None:
    for table in root(docx()).iter(f"{W}tbl"):
        assert table.find("w:tblGrid", NAMESPACES) is not None
        assert table.find("w:tblPr/w:tblLook", NAMESPACES) is not None
        assert not list(table.iter(f"{W}tblBorders", f"{W}tcBorders"))


def test_layout_is_slim() -> None:
    assert len(docx()) < 12_000
    assert set(members(docx())) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "docProps/custom.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/header1.xml",
        "word/header2.xml",
        "word/settings.xml",
        "word/styles.xml",
    }
