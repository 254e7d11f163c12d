"""Comments stand at their figures, and the report under them is the one without comments."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ntmreport.document import Block, BlockKind, Document, Run
from ntmreport.lineage.embedded_copy import IDENTITY, lineage_xml
from ntmreport.lineage.margin_comments import comments_on
from ntmreport.lineage.report_lineage import lineage_of
from ntmreport.pipeline import Compiler, rendered
from ntmreport.render import comments as render_comments
from ntmreport.render.word_document import Additions, render_docx
from ntmreport.validation import Validation
from tests.libreoffice import convert

from .samples import (
    DOCUMENT_PART,
    FIXTURES,
    NAME,
    PLACE,
    REPORT,
    STYLES_PART,
    W,
    built,
    edited,
    layout,
    members,
    root,
    texts,
    with_body,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from .samples import Element

    Comments = Mapping[tuple[int, int], tuple[str, ...]]

REPORT_WITH_FIGURES = with_body(
    Block(BlockKind.PART, "I.", (Run("Kết quả"),), PLACE),
    Block(
        BlockKind.ITEM,
        "-",
        (Run("Có "), Run("168.271"), Run("/"), Run("180.086"), Run(" người.", italic=True)),
        PLACE,
    ),
    Block(BlockKind.POINT, "a)", (Run("32", bold=True), Run("/"), Run("32"), Run(" xã")), PLACE),
    Block(BlockKind.PARAGRAPH, "", (Run("93,44%"), Run("36,73")), PLACE),
)
COMMENTS: Comments = {
    (1, 1): ("168.271 người: data/2021/health.yaml, dòng 9",),
    (1, 3): ("180.086 người", "Tổng số người", "Đường dẫn: a.b[0].c"),
    (2, 0): ("<\"Số xã\"> & 'xã'",),
    (2, 2): ("32 xã",),
    (3, 0): ("93,44%: 168.271 / 180.086 × 100 = 93,439246… → 93,44%",),
    (3, 1): ("36,73",),
}


def annotated(
    comments: Comments = COMMENTS,
    document: Document = REPORT_WITH_FIGURES,
    content: bytes | None = None,
) -> bytes:
    content = layout() if content is None else content
    docx, diagnostics = render_docx(document, content, NAME, Additions(comments))
    assert not diagnostics
    assert docx is not None
    return docx


def without_comments(body: Element) -> bytes:
    """The body with the marks of comments taken away and runs of one look joined."""
    body = deepcopy(body)
    for reference in list(body.iter(f"{W}commentReference")):
        run = reference.getparent()
        run.getparent().remove(run)
    for mark in list(body.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd")):
        mark.getparent().remove(mark)
    for run in list(body.iter(f"{W}r")):
        before = run.getprevious()
        if before is not None and before.tag == f"{W}r" and _look(before) == _look(run):
            text = before.find(f"{W}t").text + run.find(f"{W}t").text
            run.find(f"{W}t").text = text
            before.getparent().remove(before)
    return bytes(etree.tostring(body))


def _look(run: Element) -> tuple[bytes, list[str]]:
    properties = run.find(f"{W}rPr")
    tags = [child.tag for child in run if child.tag != f"{W}rPr"]
    return b"" if properties is None else etree.tostring(properties), tags


def commented_texts(docx: bytes) -> dict[str, str]:
    """The text between the marks of each comment, by its id."""
    inside: dict[str, str] = {}
    is_open: set[str] = set()
    for element in root(docx).iter():
        if element.tag == f"{W}commentRangeStart":
            is_open.add(element.get(f"{W}id"))
        elif element.tag == f"{W}commentRangeEnd":
            is_open.remove(element.get(f"{W}id"))
        elif element.tag == f"{W}t":
            for identity in is_open:
                inside[identity] = inside.get(identity, "") + element.text
    assert not is_open
    return inside


def test_each_comment_is_on_its_run_and_nothing_else() -> None:
    assert list(commented_texts(annotated()).values()) == [
        REPORT_WITH_FIGURES.blocks[block].runs[run].text for block, run in sorted(COMMENTS)
    ]


def test_a_comment_has_all_its_paragraphs_and_no_date() -> None:
    document = python_docx.Document(io.BytesIO(annotated()))
    found = list(document.comments)
    assert [tuple(p.text for p in comment.paragraphs) for comment in found] == [
        COMMENTS[place] for place in sorted(COMMENTS)
    ]
    for comment in found:
        assert (comment.author, comment.initials, comment.timestamp) == ("ntmreport", "ntm", None)
        assert {p.style.name for p in comment.paragraphs} == {"annotation text"}
    languages = root(annotated(), "word/comments.xml").iter(f"{W}lang")
    assert {language.get(f"{W}val") for language in languages} == {"vi-VN"}


def test_without_its_comments_the_report_is_the_plain_one() -> None:
    plain = built(REPORT_WITH_FIGURES)
    assert texts(annotated()) == texts(plain)
    assert without_comments(root(annotated())) == etree.tostring(root(plain))
    others = set(members(plain)) - {
        DOCUMENT_PART,
        STYLES_PART,
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
        "docProps/custom.xml",  # with the digest over all the others
    }
    for name in others:
        assert members(annotated())[name] == members(plain)[name]
    before = etree.tostring(root(plain, STYLES_PART)).removesuffix(b"</w:styles>")
    assert etree.tostring(root(annotated(), STYLES_PART)).startswith(before)


def test_no_additions_is_the_plain_build() -> None:
    docx, _ = render_docx(REPORT_WITH_FIGURES, layout(), NAME, Additions())
    assert docx == built(REPORT_WITH_FIGURES)


def test_same_bytes_twice_whatever_the_order_of_comments() -> None:
    backwards = dict(sorted(COMMENTS.items(), reverse=True))
    assert annotated() == annotated(backwards)


def test_no_comment_at_all_is_a_valid_file(validated: Callable[[bytes], list[Any]]) -> None:
    assert validated(annotated({})) == []


def test_what_is_not_in_the_body_has_no_comment() -> None:
    docx = annotated({(1, 1): ("A",), (1, 99): ("B",), (99, 0): ("C",)})
    assert len(list(python_docx.Document(io.BytesIO(docx)).comments)) == 1


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 4), st.integers(0, 5)), st.lists(st.text(), max_size=3).map(tuple)
    )
)
@settings(max_examples=50)
def test_any_text_can_stand_in_a_comment(comments: Comments) -> None:
    docx = annotated(comments)
    assert without_comments(root(docx)) == etree.tostring(root(built(REPORT_WITH_FIGURES)))
    there = [
        (block, run)
        for block, run in sorted(comments)
        if block < len(REPORT_WITH_FIGURES.blocks)
        and run < len(REPORT_WITH_FIGURES.blocks[block].runs)
    ]
    found = root(docx, "word/comments.xml").findall(f"{W}comment")
    assert len(found) == len(there)
    for comment, place in zip(found, there, strict=True):
        assert len(comment.findall(f"{W}p")) == max(len(comments[place]), 1)


def with_style(xml: str) -> bytes:
    return edited(STYLES_PART, lambda styles: styles.replace("</w:styles>", f"{xml}</w:styles>"))


def test_styles_that_word_made_in_another_language_are_used() -> None:
    content = with_style(
        '<w:style w:type="character" w:styleId="ThamchiuChuthich">'
        '<w:name w:val="annotation reference"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="VnbanChuthich">'
        '<w:name w:val="annotation text"/></w:style>'
    )
    docx = annotated(content=content)
    assert members(docx)[STYLES_PART] == members(built(content=content))[STYLES_PART]
    body, margin = members(docx)[DOCUMENT_PART], members(docx)["word/comments.xml"]
    assert b'<w:rStyle w:val="ThamchiuChuthich"/>' in body
    assert b'<w:pStyle w:val="VnbanChuthich"/>' in margin


def test_an_id_that_is_taken_is_left_alone() -> None:
    content = with_style(
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="CommentReference">'
        '<w:name w:val="Của riêng"/></w:style>'
    )
    styles = root(annotated(content=content), STYLES_PART)
    ids = [style.get(f"{W}styleId") for style in styles.iter(f"{W}style")]
    assert len(ids) == len(set(ids))


def test_comments_of_the_layout_are_not_those_of_the_report() -> None:
    document = python_docx.Document(io.BytesIO(layout()))
    run = next(run for p in document.paragraphs for run in p.runs if run.text)
    document.add_comment(run, text="sửa mẫu này", author="Ai đó")
    buffer = io.BytesIO()
    document.save(buffer)
    docx = annotated(content=buffer.getvalue())
    assert "sửa mẫu này".encode() not in b"".join(members(docx).values())
    assert len(commented_texts(docx)) == len(COMMENTS)


def test_headers_keep_their_text_and_lose_the_marks() -> None:
    parts = members(built(REPORT_WITH_FIGURES))
    margin = render_comments.margin({(0, 0): ("A",)}, parts)
    before, after = margin.marks()[0, 0]
    header = parts["word/header1.xml"].decode()
    written = re.sub("(<w:r>.*?</w:r>)", rf"{before}\1{after}", header, count=1)
    assert written != header
    parts["word/header1.xml"] = written.encode()
    margin.attach(parts)
    assert parts["word/header1.xml"].decode() == header
    assert b"<w:comment " not in parts["word/comments.xml"]


@pytest.mark.parametrize("document", [REPORT_WITH_FIGURES, REPORT])
def test_valid(document: Document, validated: Callable[[bytes], list[Any]]) -> None:
    comments = {
        (number, run): ("một", "hai & ba")
        for number, block in enumerate(document.blocks)
        for run in range(len(block.runs))
    }
    additions = Additions(comments, b'<a xmlns="urn:x"/>', "{6B0F2C1E-8D1B-4B0B-9C55-2A3F6E0D7A42}")
    docx, _ = render_docx(document, layout(), NAME, additions)
    assert docx is not None
    assert validated(docx) == []


def test_the_whole_report_with_all_that_it_can_carry_is_valid(
    validated: Callable[[bytes], list[Any]],
) -> None:
    compiled = Compiler().compile(FIXTURES / "data/2021")
    assert compiled.year is not None
    assert compiled.document is not None
    entries = lineage_of(compiled.year, compiled.document)
    comments = comments_on(entries, Validation((), (), {}))
    additions = Additions(comments, lineage_xml(entries), IDENTITY)
    docx, _ = rendered(compiled, additions)
    assert docx is not None
    assert validated(docx) == []


def test_libreoffice_shows_every_comment(soffice: str, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(annotated())
    convert(soffice, "odt", [tmp_path / "report.docx"], tmp_path)
    with zipfile.ZipFile(tmp_path / "report.odt") as archive:
        content = etree.fromstring(archive.read("content.xml"))
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    found = [
        tuple("".join(p.itertext()) for p in note.iter(f"{text}p"))
        for note in content.iter(f"{office}annotation")
    ]
    assert found == [COMMENTS[place] for place in sorted(COMMENTS)]
