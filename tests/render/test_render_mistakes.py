"""A mistake in the layout is named with part, paragraph and tag, and never loses text."""

from __future__ import annotations

import io
import zipfile

import pytest

from ntmreport.diagnostic import Severity
from ntmreport.document import Block, BlockKind
from ntmreport.render import package

from .samples import (
    BODY,
    BODY_KINDS,
    DOCUMENT_PART,
    NAME,
    PLACE,
    REPORT,
    W,
    built,
    edited,
    edited_body,
    layout,
    line,
    lines,
    members,
    mistakes,
    packed,
    root,
    text_of,
    with_body,
    with_frame,
)


def paragraph_number(content: bytes, text: str) -> int:
    paragraphs = list(root(content).iter(f"{W}p"))
    return next(number for number, found in enumerate(paragraphs, 1) if text in text_of(found))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("{{r frame.number }}", "{{r frme.number }}", "“frme”"),
        ("{{r frame.number }}", "{{r frame.number }", "thiếu dấu"),
        ("{{r frame.number }}", "{{r frame.number", "thiếu dấu"),
        ("{{r frame.number }}", "frame.number }}", "thiếu dấu"),
        ("{{r frame.number }}", "{{r frame. }}", "cú pháp"),
        ("{{r frame.number }}", "{{r frame.number|upper }}", "“upper”"),
        ("{{r frame.number }}", "{{r frame.number * 9 }}", "không được dùng"),
        ("{{r frame.number }}", "{{r frame.number.pop() }}", "không được dùng"),
        ("{{r frame.number }}", "{{r range(9) }}", "không được dùng"),
        ("{{r frame.number }}", "{{r 5 }}", "không chạy được"),
        ("{{r frame.number }}", "{{r looks }}", "dành riêng"),
        ("{{r frame.number }}", "{{r frame.number|in_look(9) }}", "dành riêng"),
        ("{{r frame.number }}", "{{r frame.number.__class__ }}", "“__class__”"),
        ("{{r frame.number }}", "{{r frame.__class__ }}", "không chạy được"),
        ("{{r frame.number }}", "{{p frame.number }}", "không có thẻ"),
        ("{{r frame.number }}", "{% set x = 1 %}", "không có thẻ"),
        ("{{r frame.number }}", "{% include 'x' %}", "không có thẻ"),
        ("{{r frame.number }}", "{%tr if frame.number %}", "chỉ đặt được trong bảng"),
        ('{%p if block.kind == "part" %}', '{%p if blok.kind == "part" %}', "“blok”"),
        ('{%p if block.kind == "part" %}', '{%p if block.knd == "part" %}', "“knd”"),
        ('{%p if block.kind == "part" %}', '{%p if block.kind = "part" %}', "cú pháp"),
        ('{%p if block.kind == "part" %}', '{%p iff block.kind == "part" %}', "không có thẻ"),
        ('{%p if block.kind == "part" %}', '{%p if block.kind == "part" %} x', "một mình"),
        ("{%p for block in body %}", "{%p for block in bdy %}", "“bdy”"),
        ("{%p for block in body %}", "{%p for a, b in body %}", "vòng lặp"),
        ("{%p for block in body %}", "{%p for block in 5 %}", "không chạy được"),
        ("{%p for block in body %}", "{%p  endif %}", "thẻ mở"),
    ],
)
def test_broken_tag_is_named_at_its_paragraph(old: str, new: str, reason: str) -> None:
    # {%tr … %} is right in the letterhead's table, so the last sample stands outside of one.
    if "tr if" in new:
        old = "{{r frame.kind }}"
    content = edited_body((old, new))
    found = mistakes(content)
    assert {diagnostic.rule.code for diagnostic in found} == {"NTM602"}
    first = found[0]
    assert first.rule.severity is Severity.ERROR
    assert reason in first.message.vi
    assert "thân văn bản" in first.message.vi
    assert first.span.file == NAME
    assert first.span.line == paragraph_number(content, new)
    assert first.span.column >= 1
    assert first.span.end_column > first.span.column


def test_column_is_where_the_tag_starts() -> None:
    content = edited_body(("{{r frame.number }}", "Số {{r frme.number }}"))
    span = mistakes(content)[0].span
    assert (span.column, span.end_column) == (4, 4 + len("{{r frme.number }}"))


def test_all_mistakes_are_named_at_once() -> None:
    found = mistakes(
        edited_body(
            ("{{r frame.number }}", "{{r frme.number }}"),
            ("{{r frame.kind }}", "{{r farme.kind }}"),
        )
    )
    assert [diagnostic.message.vi.split(":")[0] for diagnostic in found] == [
        "{{r frme.number }}",
        "{{r farme.kind }}",
    ]


def test_unclosed_loop_is_named_where_it_opens() -> None:
    content = edited_body(
        (
            '<w:p><w:pPr><w:pStyle w:val="Tag"/></w:pPr><w:r><w:t xml:space="preserve">'
            "{%p endif %}</w:t></w:r></w:p>"
            '<w:p><w:pPr><w:pStyle w:val="Tag"/></w:pPr><w:r><w:t xml:space="preserve">'
            "{%p endfor %}</w:t></w:r></w:p>",
            "",
        )
    )
    found = mistakes(content)
    # The first tag that does not fit is told; which end was deleted only its author knows.
    assert found[0].rule.code == "NTM602"


def test_block_that_ends_in_another_cell() -> None:
    content = edited_body(
        ("{%p for line in frame.capacity %}", "một"),
        ("{%p for line in frame.recipient %}", "{%p if frame.recipient %}"),
    )
    assert {diagnostic.rule.code for diagnostic in mistakes(content)} == {"NTM602"}


def test_mistake_in_the_header_names_the_header() -> None:
    content = edited(
        "word/header1.xml",
        lambda xml: xml.replace("</w:p>", "<w:r><w:t>{{ title }}</w:t></w:r></w:p>"),
    )
    (found,) = mistakes(content)
    assert "đầu trang" in found.message.vi
    assert "header" in found.message.en


def test_tags_work_in_the_header() -> None:
    content = edited(
        "word/header1.xml",
        lambda xml: xml.replace("</w:p>", "<w:r><w:t>{{r frame.kind }}</w:t></w:r></w:p>"),
    )
    assert text_of(root(built(REPORT, content), "word/header1.xml")) == "2BÁO CÁO"


def test_tag_where_nothing_fills_it_in() -> None:
    content = edited_body(('w:val="Phần đầu văn bản"', 'w:val="{{ title }}"'))
    (found,) = mistakes(content)
    assert "không được điền" in found.message.vi


@pytest.mark.parametrize("kind", BODY_KINDS)
def test_kind_without_a_sample(kind: BlockKind) -> None:
    content = edited_body((f'block.kind == "{kind}"', 'block.kind == "none"'))
    (found,) = mistakes(content)
    assert found.rule.code == "NTM603"
    assert f"“{kind}”" in found.message.vi
    first = next(block for block in BODY if block.kind is kind)
    assert first.text in found.message.vi
    assert found.span.line == paragraph_number(content, "for block in body")
    others = [block for block in BODY if block.kind is not kind]
    assert built(with_body(*others), content)


def test_name_of_the_frame_without_a_place() -> None:
    (found,) = mistakes(layout(), with_frame(witness=lines("Ông A", "Bà B")))
    assert found.rule.code == "NTM603"
    assert "“witness”" in found.message.vi
    assert "frame.witness" in (found.hint.vi if found.hint else "")


def test_line_of_the_frame_without_a_place() -> None:
    content = edited_body(("{{r frame.kind }}", "{{r frame.kind[0] }}"))
    assert built(REPORT, content)
    (found,) = mistakes(content, with_frame(kind=lines("BÁO CÁO", "TÓM TẮT")))
    assert "TÓM TẮT" in found.message.vi


def test_block_that_would_be_printed_twice() -> None:
    content = edited_body(("{{r block }}", "{{r block }}{{r block }}"))
    document = with_body(Block(BlockKind.ITEM, "-", line("một"), PLACE))
    (found,) = mistakes(content, document)
    assert found.rule.code == "NTM602"
    assert "nhiều lần" in found.message.vi


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 no zip",
        packed({"a.txt": b"a"}),
        packed({**members(layout()), DOCUMENT_PART: b"<w:document"}),
        packed({**members(layout()), DOCUMENT_PART: b"<document/>"}),
        packed({**members(layout()), "../evil": b""}),
        packed({**members(layout()), "C:\\evil": b""}),
        packed({name: data for name, data in members(layout()).items() if "styles" not in name}),
        edited("[Content_Types].xml", lambda xml: xml.replace("document.main", "template.main")),
        edited(
            DOCUMENT_PART,
            lambda xml: xml.replace(
                "<w:document", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hosts">]><w:document'
            ).replace("Nơi nhận:", "&e;"),
        ),
        layout()[:-200],
    ],
)
def test_unreadable_layout(content: bytes) -> None:
    (found,) = mistakes(content)
    assert found.rule.code == "NTM601"
    assert found.span.file == NAME


def test_zip_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed({**members(layout()), "word/media/bomb.png": bytes(2**20)})
    assert built(REPORT, bomb)
    monkeypatch.setattr(package, "MOST_BYTES", 2**19)
    (found,) = mistakes(bomb + b"\0")
    assert "quá lớn" in found.message.vi


def test_member_that_stands_twice() -> None:
    buffer = io.BytesIO(layout())
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(DOCUMENT_PART, b"<w:document/>")
    assert mistakes(buffer.getvalue())[0].rule.code == "NTM601"


def relationship(kind: str, target: str, mode: str = "External") -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return edited(
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace(
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{office}/{kind}" Target="{target}"'
            f' TargetMode="{mode}"/></Relationships>',
        ),
    )


@pytest.mark.parametrize(
    "content",
    [
        relationship("image", "http://example.com/track.png"),
        relationship("hyperlink", "file://server/share"),
        relationship("oleObject", "styles.xml", "Internal"),
        relationship("vbaProject", "styles.xml", "Internal"),
        relationship("aFChunk", "styles.xml", "Internal"),
        edited("word/header1.xml", lambda xml: xml.replace(" PAGE ", ' DDEAUTO cmd "/c calc" ')),
        edited_body(
            (
                '<w:r><w:t xml:space="preserve">Nơi nhận:</w:t></w:r>',
                '<w:ins w:id="1" w:author="A"><w:r><w:t>Nơi nhận:</w:t></w:r></w:ins>',
            )
        ),
    ],
)
def test_content_that_no_report_may_carry(content: bytes) -> None:
    (found,) = mistakes(content)
    assert found.rule.code == "NTM604"


def test_ordinary_links_stay_and_the_editors_template_goes() -> None:
    assert built(REPORT, relationship("hyperlink", "https://example.com/"))
    docx = built(REPORT, relationship("attachedTemplate", "file:///C:/Users/A/Normal.dotm"))
    assert b"Normal.dotm" not in b"".join(members(docx).values())


def test_loop_at_the_end_of_a_cell_leaves_a_valid_cell() -> None:
    content = edited_body(
        (
            '<w:p><w:pPr><w:pStyle w:val="SignerName"/></w:pPr><w:r><w:t xml:space="preserve">'
            "{{r frame.signer }}</w:t></w:r></w:p>",
            "",
        ),
        ("for line in frame.capacity", "for line in frame.signer"),
    )
    document = with_frame(capacity=(), signer=())
    cells = list(root(built(document, content)).iter(f"{W}tc"))
    assert all(cell[-1].tag == f"{W}p" for cell in cells)
