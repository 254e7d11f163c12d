"""Annexes in Word: each in a section of its own, on lying paper, with pages counted from 1."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from ntmreport.document import Block, BlockKind
from ntmreport.layout.block_styles import BLOCK_STYLES
from ntmreport.layout.layout_cache import prepared_layout
from ntmreport.layout.prepared_layout import PreparedLayout
from ntmreport.render.layout_filling import layout_diagnostics
from tests.libreoffice import convert
from tests.render.samples import (
    BODY,
    DOCUMENT_PART,
    NAME,
    NAMESPACES,
    PLACE,
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
)
from tests.render.tables import BODY_TABLE, EVERYTHING, FIRST, REFERENCE, SECOND, annex, with_tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ntmreport.document import Document
    from tests.render.samples import Element

WORDS_ONLY = annex(
    "Phụ lục III",
    "Danh sách",
    Block(BlockKind.PART, "I.", line("Xã"), PLACE),
    Block(BlockKind.ITEM, "-", line("Xã An Nông"), PLACE),
)
UPRIGHT, LYING = ("11906", "16838"), ("16838", "11906")
BREAK = re.compile(
    r"<w:p>(?:(?!</w:p>).)*(<w:sectPr>(?:(?!</w:sectPr>).)*</w:sectPr>)</w:pPr></w:p>"
)


def sections(docx: bytes) -> list[Element]:
    return list(root(docx).iter(f"{W}sectPr"))


def sizes(docx: bytes) -> list[tuple[str, str]]:
    found = (section.find(f"{W}pgSz") for section in sections(docx))
    return [(size.get(f"{W}w"), size.get(f"{W}h")) for size in found]


def section_of(docx: bytes, text: str) -> int:
    """The number of the section in which the paragraph with `text` stands."""
    paragraph = paragraph_with(docx, text)
    return len(paragraph.xpath("preceding::w:sectPr", namespaces=NAMESPACES))


def one_page() -> bytes:
    """The layout without its upright page for annexes: the one that lies is the last."""
    tag = r"<w:p>(?:(?!</w:p>).)*\{\{p annexes \}\}</w:t></w:r></w:p>"
    both = re.compile(rf"({tag}.*?){BREAK.pattern}{tag}.*<w:sectPr>.*</w:sectPr></w:body>")
    return edited(DOCUMENT_PART, lambda xml: both.sub(r"\1\2</w:body>", xml))


def without_break() -> bytes:
    return edited(DOCUMENT_PART, lambda xml: BREAK.sub("", xml), one_page())


def test_without_annexes_there_is_one_upright_section() -> None:
    docx = built(REPORT)
    assert sizes(docx) == [UPRIGHT]
    assert sections(docx)[0].getparent().tag == f"{W}body"
    body = root(docx).find(f"{W}body")
    # Behind the signature stands the one small paragraph that Word needs there.
    assert [child.tag.removeprefix(W) for child in body[-3:]] == ["tbl", "p", "sectPr"]


@pytest.mark.parametrize("annexes", [(FIRST,), (FIRST, SECOND), (SECOND, WORDS_ONLY, FIRST)])
def test_each_annex_has_a_section_and_counts_its_own_pages(annexes: tuple[Any, ...]) -> None:
    docx = built(with_tables(*annexes))
    assert sizes(docx) == [UPRIGHT, *(LYING for _ in annexes)]
    for section in sections(docx):
        assert section.find(f"{W}pgNumType").get(f"{W}start") == "1"
        assert section.find(f"{W}titlePg") is not None
        kinds = {each.get(f"{W}type") for each in section.iter(f"{W}headerReference")}
        assert kinds == {"default", "first"}
    of_annexes = [section_of(docx, each.name) for each in annexes]
    assert of_annexes == list(range(1, len(annexes) + 1))
    assert section_of(docx, "Lê Phú Quốc") == 0


def test_lines_of_an_annex_come_out_once_and_in_order() -> None:
    found = texts(built(with_tables(FIRST, WORDS_ONLY)))
    at = found.index("Mẫu biểu số 01")
    assert found[at : at + 4] == [
        "Mẫu biểu số 01",
        "Kết quả thực hiện bộ tiêu chí",
        REFERENCE,
        "TT",
    ]
    assert found.index("Lê Phú Quốc") < at
    last = found.index("Phụ lục III")
    assert [text for text in found[last:] if text] == [
        "Phụ lục III",
        "Danh sách",
        REFERENCE,
        "I. Xã",
        "- Xã An Nông",
    ]


def test_annexes_look_as_the_decree_asks() -> None:
    docx = built(with_tables(FIRST))
    name, title, reference = (
        paragraph_with(docx, text)
        for text in ("Mẫu biểu số 01", "Kết quả thực hiện bộ tiêu chí", REFERENCE)
    )
    assert [style_id(each) for each in (name, title, reference)] == [
        "Annex",
        "AnnexTitle",
        "AnnexReference",
    ]
    looks = [Look(docx, each) for each in (name, title, reference)]
    assert [look.points for look in looks] == [14, 14, 14]
    assert [(look.bold, look.italic) for look in looks] == [(True, False)] * 2 + [(False, True)]
    assert all(look.centred for look in looks)
    assert looks[1].run("caps") == ""
    assert looks[0].paragraph("outlineLvl") == "0"


def test_annexes_without_a_section_in_the_layout_are_set_as_the_body() -> None:
    docx = built(with_tables(FIRST, SECOND), without_break())
    # The layout's one section is the annexes', which lies.
    assert sizes(docx) == [LYING] * 3
    assert sizes(built(REPORT, without_break())) == [LYING]


def test_a_section_that_does_not_stand_last_is_put_there() -> None:
    def first(xml: str) -> str:
        at = xml.rindex("<w:sectPr>")
        section, rest = xml[at : xml.rindex("</w:body>")], xml[xml.rindex("</w:body>") :]
        return xml[:at].replace("<w:body>", f"<w:body>{section}{section}") + rest

    content = edited(DOCUMENT_PART, first)
    for document in (REPORT, with_tables(FIRST, SECOND)):
        assert built(document, content) == built(document)


def test_a_break_behind_words_stays_behind_them() -> None:
    words = "<w:r><w:t>Hết báo cáo</w:t></w:r>"
    content = edited(
        DOCUMENT_PART,
        lambda xml: BREAK.sub(lambda m: m[0].replace("</w:p>", f"{words}</w:p>"), xml),
        one_page(),
    )
    docx = built(with_tables(FIRST), content)
    assert sizes(docx) == [UPRIGHT, LYING]
    assert section_of(docx, "Hết báo cáo") == 0
    plain = built(REPORT, content)
    assert sizes(plain) == [UPRIGHT]
    assert "Hết báo cáo" in texts(plain)


def test_what_stands_behind_the_annexes_stays_there() -> None:
    """An author has put a section of his own behind the annexes."""

    def edit(xml: str) -> str:
        lying = xml[xml.rindex("<w:sectPr>") : xml.rindex("</w:body>")]
        closing = f"<w:p><w:pPr>{lying}</w:pPr></w:p><w:p><w:r><w:t>Trang bìa</w:t></w:r></w:p>"
        return xml.replace(f"{lying}</w:body>", f"{closing}{lying}</w:body>")

    content = edited(DOCUMENT_PART, edit, one_page())
    for document in (REPORT, with_tables(FIRST)):
        assert texts(built(document, content)).count("Trang bìa") == 1
    assert sizes(built(REPORT, content)) == [UPRIGHT, LYING]
    assert sizes(built(with_tables(FIRST, SECOND), content)) == [UPRIGHT, LYING, LYING, LYING]


def test_a_layout_without_a_place_for_annexes() -> None:
    content = edited_body(("{{p annexes }}", " "))
    (found,) = mistakes(content, with_tables(FIRST))
    assert found.rule.code == "NTM603"
    assert "Mẫu biểu số 01" in found.message.vi
    assert "{{p annexes }}" in (found.hint.vi if found.hint else "")
    assert built(REPORT, content)


def test_annexes_twice_in_a_section_are_refused() -> None:
    between = "</w:t></w:r></w:p><w:p><w:r><w:t>"
    content = edited(
        DOCUMENT_PART,
        lambda xml: xml.replace("{{p annexes }}", f"{{{{p annexes }}}}{between}{{{{p annexes }}}}"),
        one_page(),
    )
    (found,) = mistakes(content)
    assert found.rule.code == "NTM602"
    assert "trong cùng một phần" in found.message.vi


def test_annexes_in_a_table_are_refused() -> None:
    content = edited_body(("{{ frame.number }}", "{{p annexes }}"))
    (found,) = mistakes(content)
    assert found.rule.code == "NTM602"
    assert "trong bảng hay khung" in found.message.vi


@pytest.mark.parametrize("kind", ["annex", "annex_title", "annex_reference"])
def test_an_annex_kind_without_a_style(kind: str) -> None:
    name = BLOCK_STYLES[kind].name
    content = edited(STYLES_PART, lambda xml: xml.replace(f'"{name}"', '"Khác"'))
    (found,) = mistakes(content, with_tables(FIRST))
    assert found.rule.code == "NTM603"
    assert f"“{name}”" in found.message.vi


def test_a_layout_has_a_lying_and_an_upright_page_for_annexes() -> None:
    prepared = prepared_layout(layout(), NAME)
    assert isinstance(prepared, PreparedLayout)
    assert prepared.annexes is not None
    lying, upright = prepared.annexes.pages
    assert (lying.width, upright.width) == (14003, 9071)
    assert 'w:w="16838" w:h="11906"' in lying.section
    assert 'w:w="11906" w:h="16838"' in upright.section


@pytest.mark.parametrize(
    "document", [EVERYTHING, with_tables(WORDS_ONLY), with_tables(WORDS_ONLY, SECOND, FIRST)]
)
def test_valid(document: Document, validated: Callable[[bytes], list[Any]]) -> None:
    assert validated(built(document)) == []
    assert validated(built(document, without_break())) == []


def test_on_paper(soffice: str, tmp_path: Path) -> None:
    """Pages of annexes lie, are counted from 1 in each, and begin with the table's header."""
    document = with_tables(FIRST, SECOND, body=(*BODY, BODY_TABLE))
    (tmp_path / "report.docx").write_bytes(built(document))
    convert(soffice, "pdf", [tmp_path / "report.docx"], tmp_path)

    def asked(*question: str) -> str:
        done = subprocess.run(question, cwd=tmp_path, check=True, capture_output=True, text=True)
        return done.stdout

    shapes = re.findall(r"size:\s+([\d.]+) x ([\d.]+)", asked("pdfinfo", "-l", "9", "report.pdf"))
    pages = asked("pdftotext", "-layout", "report.pdf", "-").split("\f")[:-1]
    assert len(pages) == len(shapes) == 4
    lies = [float(width) > float(height) for width, height in shapes]
    assert lies == [False, True, True, True]
    report, first, second, third = pages
    assert "Lê Phú Quốc" in report
    assert "Mẫu biểu số 01" in first.splitlines()[0]
    # The second page of the first annex is numbered, no first page is.
    assert second.split()[0] == "2"
    assert "Mẫu biểu số 02" in third.splitlines()[0]
    for page in (first, second):
        assert page.count("Tên xã") == page.count("Kết quả thực hiện các tiêu chí") == 1
    assert "Thọ Ngọc" not in first
    assert "Thọ Ngọc" in second


def test_a_layout_that_libreoffice_saved_keeps_its_pages(soffice: str, tmp_path: Path) -> None:
    """It gives styles other identities and puts the ends of sections into paragraphs with tags."""
    (tmp_path / "layout.docx").write_bytes(layout())
    convert(soffice, "docx", [tmp_path / "layout.docx"], tmp_path / "saved")
    saved = (tmp_path / "saved/layout.docx").read_bytes()
    assert layout_diagnostics(EVERYTHING, saved, NAME) == ()
    before, after = built(EVERYTHING), built(EVERYTHING, saved)
    assert texts(after) == texts(before)
    assert sizes(after) == sizes(before)
    for section in sections(after):
        assert section.find(f"{W}titlePg") is not None
        assert section.find(f"{W}pgNumType").get(f"{W}start") == "1"
