"""The layout is checked for what keeps a report from being printed, and against the decree."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ntmreport.checks.layout import LAYOUT_CHECKS
from ntmreport.checks.violation import Subject
from ntmreport.compose import Form
from ntmreport.diagnostic import Severity, in_file_order
from ntmreport.document import BlockKind
from ntmreport.layout.block_styles import BLOCK_STYLES
from ntmreport.render.word_document import render_docx
from ntmreport.span import written_path
from tests.layout.old_layout import old_layout

from ..render.samples import (
    BODY_KINDS,
    DOCUMENT_PART,
    NAME,
    REPORT,
    STYLES_PART,
    edited,
    edited_body,
    layout,
    lines,
    members,
    packed,
    paragraphs,
    with_frame,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.document import Document

LINES = 'w:line="276" w:lineRule="auto"'
CENTRED = "<w:ind w:firstLine='0'/><w:jc w:val='center'/>"


def exactly(points: int) -> str:
    return f'w:line="{points * 20}" w:lineRule="exact"'


def found(content: bytes, document: Document | None = REPORT) -> list[Diagnostic]:
    subject = Subject(
        models={},
        previous={},
        files={},
        texts={},
        form=Form(NAME.rpartition("/")[0], {}, content),
        document=document,
        today=datetime.date(2022, 1, 5),
    )
    return in_file_order(each for check in LAYOUT_CHECKS for each in check.run(subject))


def edited_styles(*replacements: tuple[str, str]) -> bytes:
    """The layout with other styles: each replacement behind the identity of a style."""

    def edit(xml: str) -> str:
        for style, replacement in replacements:
            start = xml.index(f'w:styleId="{style}"')
            end = xml.index("</w:style>", start)
            old, new = replacement.split(" -> ")
            assert old in xml[start:end], (style, old)
            xml = xml[:start] + xml[start:end].replace(old, new) + xml[end:]
        return xml

    return edited(STYLES_PART, edit)


def with_defaults(old: str, new: str) -> bytes:
    return edited(STYLES_PART, lambda xml: xml.replace(old, new, 1))


def with_section(old: str, new: str) -> bytes:
    return edited(DOCUMENT_PART, lambda xml: xml.replace(old, new, 1))


def with_annexes(old: str, new: str) -> bytes:
    """The layout with another section for annexes, which is the last one."""

    def edit(xml: str) -> str:
        before, found, after = xml.rpartition(old)
        assert found
        return before + new + after

    return edited(DOCUMENT_PART, edit)


def with_header(old: str, new: str) -> bytes:
    return edited("word/header1.xml", lambda xml: xml.replace(old, new))


def test_layout_of_the_repository_is_as_the_decree_asks() -> None:
    assert found(layout()) == []
    assert found(layout(), None) == []


@pytest.mark.parametrize(
    ("content", "code", "path", "words"),
    [
        (with_section('w:w="11906"', 'w:w="12240"'), "NTM611", "paper", "215,9 × 297 mm"),
        (
            with_section('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"'),
            "NTM611",
            "paper",
            "A4 dọc",
        ),
        (with_section('w:left="1701"', 'w:left="1440"'), "NTM612", "left", "lề trái 25,4 mm"),
        (with_section('w:right="1134"', 'w:right="567"'), "NTM612", "right", "cần 15-20 mm"),
        (with_section('w:top="1134"', 'w:top="-1440"'), "NTM612", "top", "25,4 mm"),
        (with_section('w:bottom="1134"', 'w:bottom="850"'), "NTM612", "bottom", "15 mm"),
        (with_section('w:gutter="0"', 'w:gutter="567"'), "NTM612", "left", "40 mm"),
        (
            with_defaults('w:hAnsi="Times New Roman"', 'w:hAnsi="Arial"'),
            "NTM613",
            "the font is Arial",
            "phông chữ Arial",
        ),
        (
            with_defaults("<w:rFonts ", '<w:color w:val="FF0000"/><w:rFonts '),
            "NTM613",
            "the colour is #FF0000",
            "màu chữ #FF0000",
        ),
        (
            edited_styles(("Motto", '<w:sz w:val="26"/> -> <w:sz w:val="24"/>')),
            "NTM614",
            "motto",
            "Tiêu ngữ: cỡ chữ 12, cần 13-14",
        ),
        (
            edited_styles(("Recipient", '<w:sz w:val="22"/> -> <w:sz w:val="24"/>')),
            "NTM614",
            "recipient",
            "cần 11",
        ),
        (
            edited_styles(("RecipientsTitle", '<w:sz w:val="24"/> -> <w:sz w:val="27"/>')),
            "NTM614",
            "recipients",
            "cỡ chữ 13,5, cần 12",
        ),
        (
            edited_styles(("Body", '<w:sz w:val="28"/> -> <w:sz w:val="24"/>')),
            "NTM614",
            "part",
            "và 5 loại khác: cỡ chữ 12",
        ),
        (
            edited_styles(("Item", "<w:qFormat/> -> <w:pPr><w:ind w:firstLine='0'/></w:pPr>")),
            "NTM615",
            "item",
            "lùi vào 0 mm",
        ),
        (
            edited_styles(("Body", 'w:firstLine="720" -> w:hanging="284"')),
            "NTM615",
            "part",
            "-5 mm",
        ),
        (
            edited_styles(("Body", 'w:after="120" -> w:after="60"')),
            "NTM616",
            "part",
            "3 pt, cần ít nhất 6 pt",
        ),
        (
            edited_styles(("Body", "<w:widowControl/> -> <w:contextualSpacing/>")),
            "NTM616",
            "part",
            "0 pt",
        ),
        (
            edited_styles(("Body", 'w:line="276" -> w:line="400"')),
            "NTM616",
            "part",
            "1,67 dòng",
        ),
        (
            edited_styles(("Body", f"{LINES} -> {exactly(12)}")),
            "NTM616",
            "part",
            "0,75 dòng",
        ),
        (with_header(" PAGE ", " DATE "), "NTM617", "page_number", "không có số trang"),
        (with_section("<w:titlePg/>", ""), "NTM617", "page_number", "trang thứ nhất"),
        (
            with_section('<w:pgNumType w:start="1"/>', '<w:pgNumType w:fmt="lowerRoman"/>'),
            "NTM617",
            "page_number",
            "Ả Rập",
        ),
        (
            edited_styles(("PageNumber", 'w:val="center" -> w:val="right"')),
            "NTM617",
            "page_number",
            "không canh giữa",
        ),
        (
            edited_styles(("PageNumber", '<w:sz w:val="28"/> -> <w:i/><w:sz w:val="28"/>')),
            "NTM617",
            "page_number",
            "in nghiêng",
        ),
        (
            edited_styles(("PageNumber", '<w:sz w:val="28"/> -> <w:sz w:val="22"/>')),
            "NTM617",
            "page_number",
            "cỡ chữ 11",
        ),
        (
            edited_styles(("DocumentKind", "<w:b/> -> ")),
            "NTM618",
            "kind",
            "đứng, không đậm, cần đứng, đậm",
        ),
        (
            edited_styles(("PlaceAndDay", "<w:i/> -> <w:i w:val='0'/>")),
            "NTM618",
            "place_and_day",
            "cần nghiêng",
        ),
        (
            edited_styles(("Paragraph", "<w:basedOn -> <w:rPr><w:i/></w:rPr><w:basedOn")),
            "NTM618",
            "paragraph",
            "kiểu chữ nghiêng, cần đứng",
        ),
        (
            edited_styles(("Subject", 'w:val="center" -> w:val="left"')),
            "NTM619",
            "subject",
            "canh trái, cần canh giữa",
        ),
        (
            edited_styles(("Body", 'w:val="both" -> w:val="left"')),
            "NTM619",
            "section",
            "cần canh đều hai lề",
        ),
    ],
)  # fmt: skip
def test_departure_from_the_decree_is_a_warning(
    content: bytes, code: str, path: str, words: str
) -> None:
    (mistake,) = found(content)
    assert mistake.rule.code == code
    assert mistake.rule.severity is Severity.WARNING
    assert words in mistake.message.vi
    assert written_path(mistake.path) == f"layout.docx.{path}"
    assert mistake.span.file == NAME
    assert mistake.hint is not None
    assert "Nghị định 30/2020/NĐ-CP" in mistake.hint.vi
    assert "  " not in mistake.message.vi + mistake.message.en


def test_a_departure_is_told_at_its_paragraph_with_the_others_beside_it() -> None:
    content = edited_styles(("Body", '<w:sz w:val="28"/> -> <w:sz w:val="24"/>'))
    (mistake,) = found(content)
    kinds = (*BODY_KINDS, BlockKind.BASIS)
    assert len(mistake.related) == len(kinds) - 1
    samples = {BLOCK_STYLES[kind].sample for kind in kinds}
    places = (mistake.span, *(each.span for each in mistake.related))
    assert {_paragraphs(content)[place.line - 1] for place in places} == samples
    assert "NTM Mục I" in (mistake.hint.vi if mistake.hint else "")


def _paragraphs(content: bytes) -> list[str]:
    return ["".join(t.text or "" for t in p.iter("{*}t")) for p in paragraphs(content)]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (edited_styles(("Annex", '<w:sz w:val="28"/> -> <w:sz w:val="26"/>')), "NTM614",
         "số phụ lục: cỡ chữ 13, cần 14"),
        (edited_styles(("AnnexTitle", "<w:b/> -> ")), "NTM618",
         "tên phụ lục: kiểu chữ đứng, không đậm, cần đứng, đậm"),
        (edited_styles(("AnnexReference", '<w:jc w:val="center"/> -> ')), "NTM619",
         "chỉ dẫn kèm theo: canh trái, cần canh giữa"),
        (edited_styles(("TableText", "<w:rPr> -> <w:rPr><w:color w:val='FF0000'/>")), "NTM613",
         "“Ô chữ”: màu chữ #FF0000"),
        (with_annexes('<w:pgNumType w:start="1"/>', ""), "NTM617",
         "số trang của phụ lục không đánh riêng từ 1"),
        (with_annexes('w:left="1701"', 'w:left="1134"'), "NTM612", "lề trái 20 mm"),
    ],
)  # fmt: skip
def test_annexes_and_tables_are_held_to_the_decree_too(
    content: bytes, code: str, words: str
) -> None:
    (mistake,) = found(content)
    assert mistake.rule.code == code
    assert words in mistake.message.vi


def test_paper_of_annexes_may_lie_and_stand() -> None:
    lying = 'w:w="16838" w:h="11906" w:orient="landscape"'
    upright = with_annexes(lying, 'w:w="11906" w:h="16838"')
    assert found(upright) == found(layout()) == []


@pytest.mark.parametrize(
    "content",
    [
        # What Word writes of the decree's own numbers.
        with_section('w:w="11906" w:h="16838"', 'w:w="11907" w:h="16840"'),
        with_section('w:top="1134"', 'w:top="1418"'),
        with_section('w:right="1134"', 'w:right="851"'),
        edited_styles(("Body", 'w:firstLine="720" -> w:firstLine="567"')),
        edited_styles(("Body", 'w:firstLine="720" -> w:firstLine="709"')),
        edited_styles(("Body", 'w:before="0" w:after="120" -> w:before="60" w:after="60"')),
        edited_styles(("Body", 'w:line="276" -> w:line="360"')),
        edited_styles(("Body", f"{LINES} -> {exactly(18)}")),
        # The page number in a frame, as Word's own gallery puts it.
        with_header(
            '<w:pStyle w:val="PageNumber"/>',
            '<w:pStyle w:val="PageNumber"/><w:framePr w:xAlign="center"/><w:jc w:val="left"/>',
        ),
        # Tags, remarks and hidden letters do not print.
        edited_styles(("Tag", '<w:sz w:val="18"/> -> <w:i/><w:sz w:val="10"/>')),
        # A part in the middle is a matter of the form.
        edited_styles(("Part", f"<w:keepNext/> -> <w:keepNext/>{CENTRED}")),
    ],
)  # fmt: skip
def test_what_the_decree_allows(content: bytes) -> None:
    assert found(content) == []


def test_direct_formatting_counts_and_is_named() -> None:
    content = edited_body(
        (
            '<w:r><w:t xml:space="preserve">{{ frame.number }}</w:t></w:r>',
            '<w:r><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:b/><w:sz w:val="30"/>'
            '</w:rPr><w:t xml:space="preserve">{{ frame.number }}</w:t></w:r>',
        )
    )
    assert [mistake.rule.code for mistake in found(content)] == ["NTM613", "NTM614", "NTM618"]


def test_font_of_the_theme() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements>'
        '<a:fontScheme name="x"><a:majorFont><a:latin typeface="Cambria"/></a:majorFont>'
        '<a:minorFont><a:latin typeface="Aptos"/></a:minorFont></a:fontScheme></a:themeElements>'
        "</a:theme>"
    )
    parts = members(
        with_defaults(
            'w:ascii="Times New Roman" w:hAnsi="Times New Roman"',
            'w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"',
        )
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts["word/theme/theme1.xml"] = theme.encode()
    relationships = "word/_rels/document.xml.rels"
    parts[relationships] = parts[relationships].replace(
        b"</Relationships>",
        f'<Relationship Id="rId77" Type="{office}/theme" Target="theme/theme1.xml"/>'
        "</Relationships>".encode(),
    )
    (mistake,) = found(packed(parts))
    assert "Aptos" in mistake.message.vi


def test_lines_are_known_by_what_they_print_whatever_the_conditions() -> None:
    # Two names in one paragraph, and the number without a style of its own.
    content = edited_body(
        ("{{ frame.kind }}", "{{ frame.title or frame.kind }}"),
        ('<w:pStyle w:val="DocumentNumber"/>', '<w:pStyle w:val="IssuingBody"/>'),
    )
    assert [each.message.vi for each in found(content)] == [
        "số, ký hiệu: cỡ chữ 12, cần 13",
        "số, ký hiệu: kiểu chữ đứng, đậm, cần đứng, không đậm",
    ]


def test_a_body_without_samples_is_told_at_its_tag() -> None:
    def bare(xml: str) -> str:
        start = xml.index("{%p if false %}")
        end = xml.index("{%p endif %}", start)
        between = xml[start:end]
        first = between.index("<w:p>")
        last = between.rindex("<w:p>")
        return xml[:start] + between[:first] + between[last:] + xml[end:]

    content = edited(
        DOCUMENT_PART,
        bare,
        edited_styles(("Item", "<w:qFormat/> -> <w:pPr><w:ind w:firstLine='0'/></w:pPr>")),
    )
    (mistake,) = found(content)
    assert mistake.rule.code == "NTM615"
    assert _paragraphs(content)[mistake.span.line - 1] == "{{p body }}"


@pytest.mark.parametrize(
    ("content", "document"),
    [
        (edited_body(("{{ frame.number }}", "{{ frme.number }}")), REPORT),
        (edited_body(("{{ frame.number }}", "{{ frame.number }")), REPORT),
        (edited_body(("{{ frame.number }}", "{{ frame or 5 }}")), REPORT),
        (edited(STYLES_PART, lambda xml: xml.replace("NTM Gạch đầu dòng", "Khác")), REPORT),
        (edited_body(("{{p body }}", "x")), REPORT),
        (old_layout(), REPORT),
        (layout(), with_frame(witness=lines("Ông A"))),
        (with_header(" PAGE ", ' DDEAUTO cmd "/c calc" '), REPORT),
        (b"PK no zip", REPORT),
    ],
)
def test_validate_says_of_a_layout_what_build_says(content: bytes, document: Document) -> None:
    _, by_build = render_docx(document, content, NAME)
    errors = [each for each in found(content, document) if each.is_error]
    assert [(each.rule, each.span, each.message) for each in errors] == [
        (each.rule, each.span, each.message) for each in in_file_order(by_build)
    ]
    assert errors


def test_tags_are_checked_without_a_document() -> None:
    content = edited_body(
        ("{{ frame.number }}", "{{ farme.number }}"),
        ("{{ frame.kind }}", "{{ frame.kind }"),
        ("{{ frame.signer }}", "{{ frame. }}"),
        ("{%p if frame.addressee|length == 1 %}", "{%p if bdy %}"),
    )
    mistakes = found(content, None)
    assert {each.rule.code for each in mistakes} == {"NTM602"}
    assert {_paragraphs(content)[each.span.line - 1] for each in mistakes} == {
        "{{ farme.number }}",
        "{{ frame.kind }",
        "{{ frame. }}",
        "{%p if bdy %}",
    }
    hints = [each.hint.vi for each in mistakes if each.hint]
    assert hints == ["viết “frame”", "viết “body”"]


def test_parts_that_fail_are_told_at_once() -> None:
    content = edited(
        "word/header1.xml",
        lambda xml: xml.replace("</w:p>", "<w:r><w:t>{{ frame or 6 }}</w:t></w:r></w:p>"),
        edited_body(("{{ frame.number }}", "{{ frame or 5 }}")),
    )
    assert {each.message.vi[:16] for each in found(content)} == {
        "{{ frame or 5 }}",
        "{{ frame or 6 }}",
    }


def test_misspelled_name_of_the_frame_is_told_where_it_stands() -> None:
    content = edited_body(("{{ frame.number }}", "{{ frame.numbr }}"))
    (mistake,) = found(content)
    assert mistake.rule.code == "NTM603"
    assert _paragraphs(content)[mistake.span.line - 1] == "{{ frame.numbr }}"
    assert mistake.hint is not None
    assert mistake.hint.vi == "sửa thẻ “frame.numbr” thành “frame.number”"


@pytest.mark.parametrize(
    "tag",
    [
        f"{{{{r {'(' * 90}frame.number{')' * 90} }}}}",
        f"{{{{r {'(' * 900}frame.number{')' * 900} }}}}",
        f"{{{{r {'frame.a or ' * 15}frame.number }}}}",
        f"{{{{r {'not ' * 45}frame.number }}}}",
        "{{ frame.number }}{{ '\\n99\\tframe.kind' }}{{ '\\n²\\tframe.kind' }}",
        "{%r if 1 %}" * 300 + "{{ frame.number }}" + "{%r endif %}" * 300,
    ],
)
def test_what_nobody_would_write_is_no_traceback(tag: str) -> None:
    for mistake in found(edited_body(("{{ frame.number }}", tag))):
        assert mistake.rule.code in {"NTM602", "NTM603"}
        assert len(mistake.message.vi) < 500


@pytest.mark.parametrize(
    "damage",
    [
        lambda xml: xml.replace('w:val="', 'w:val="-'),
        lambda xml: xml.replace('w:line="276"', 'w:line="١"'),
        lambda xml: xml.replace('w:after="120"', 'w:after="9999999999999999999999"'),
        lambda xml: xml.replace('<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Body"/>'),
        lambda xml: xml.replace("w:docDefaults", "w:none"),
        lambda _: '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
    ],
)  # fmt: skip
def test_damaged_styles_are_no_traceback(damage: Callable[[str], str]) -> None:
    for mistake in found(edited(STYLES_PART, damage)):
        # Where their names are damaged, the styles are not there.
        assert mistake.rule.severity is Severity.WARNING or mistake.rule.code == "NTM603"


LOADED = """
import sys
from ntmreport.cli import run
code = run(["validate", "data/2021"])
print([name for name in ("docx", "docxtpl", "lxml") if name in sys.modules])
sys.exit(code)
"""


def test_validate_with_a_known_layout_loads_no_word_library(project: Path) -> None:
    def loaded() -> str:
        done = subprocess.run(
            [sys.executable, "-c", LOADED],
            cwd=project,
            env=os.environ | {"NTMREPORT_CACHE": str(project / "cache")},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()[-1]

    assert loaded() == "['docx', 'docxtpl', 'lxml']"
    assert loaded() == "[]"


def test_a_layout_of_the_old_form_names_the_upgrade_of_the_year(project: Path) -> None:
    (project / NAME).write_bytes(old_layout())
    for command in ("validate", "build"):
        done = subprocess.run(
            [sys.executable, "-m", "ntmreport", "--lang", "vi", command, "data/2021"],
            cwd=project,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 1
        said = done.stdout + done.stderr
        assert f"{NAME}:1:1: NTM605" in said
        assert "ntmreport upgrade data/2021" in said


def test_validate_names_a_mistake_in_the_layout(project: Path) -> None:
    (project / NAME).write_bytes(edited_body(("{{ frame.number }}", "{{ farme.number }}")))
    done = subprocess.run(
        [sys.executable, "-m", "ntmreport", "--lang", "vi", "validate", "data/2021"],
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert f"{NAME}:11:1: NTM602 {{{{ farme.number }}}}: không có tên “farme”" in done.stdout
    assert "(thân văn bản, dưới “Độc lập - Tự do - Hạnh phúc”, đoạn 11)" in done.stdout
    assert "1 lỗi" in done.stdout.splitlines()[-1]
