"""A report with every kind of block and frame, and ways to look into what is built from it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from lxml import etree
from msgspec.structs import replace

from ntmreport.document import Block, BlockKind, Document, Properties, Run, Table
from ntmreport.no_break_space import NO_BREAK_SPACE
from ntmreport.render.word_document import render_docx
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ntmreport.diagnostic import Diagnostic

Element: TypeAlias = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMESPACES = {"w": W.strip("{}")}
REPOSITORY = Path(__file__).parents[2]
FIXTURES = REPOSITORY / "tests" / "fixtures"
LAYOUT = FIXTURES / "templates" / "annual-district" / "layout.docx"
NAME = "templates/annual-district/layout.docx"
DOCUMENT_PART = "word/document.xml"
STYLES_PART = "word/styles.xml"


def layout() -> bytes:
    return LAYOUT.read_bytes()


def line(text: str) -> tuple[Run, ...]:
    return (Run(text),)


def lines(*texts: str) -> tuple[tuple[Run, ...], ...]:
    return tuple(line(text) for text in texts)


FRAME = {
    "issuer": lines("UBND HUYỆN TRIỆU SƠN"),
    "number": lines("Số: ....../BC-UBND"),
    "place_and_day": lines("........., ngày .... tháng .... năm ....."),
    "kind": lines("BÁO CÁO"),
    "subject": lines("Kết quả thực hiện Chương trình MTQG xây dựng nông thôn mới", "năm 2021"),
    "recipient": lines("- VP Điều phối NTM tỉnh (báo cáo);", "- Lưu: VT, NN."),
    "capacity": lines("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    "signer": lines("Lê Phú Quốc"),
}

PLACE = Span("templates/form/10.j2", 1, 1, 1, 2)
BODY = (
    Block(
        BlockKind.PARAGRAPH, "", line("Thực hiện Chương trình, UBND huyện báo cáo như sau:"), PLACE
    ),
    Block(BlockKind.PART, "I.", line("Tình hình triển khai"), PLACE),
    Block(BlockKind.SECTION, "1.", line("Kết quả"), PLACE),
    Block(BlockKind.SUBSECTION, "1.1.", line("Phát triển sản xuất"), PLACE),
    Block(BlockKind.POINT, "a)", line("Rà soát, điều chỉnh, bổ sung quy hoạch"), PLACE),
    Block(
        BlockKind.ITEM,
        "-",
        (
            Run("Tổng vốn huy động đạt "),
            Run("190.113", bold=True),
            Run(" triệu đồng, "),
            Run("93,02%", italic=True),
            Run(" kế hoạch", bold=True, italic=True),
            Run("."),
        ),
        PLACE,
    ),
    Block(BlockKind.SUBITEM, "+", line("Quyết định 197-QĐ/HU ngày 09/10/2020."), PLACE),
    Block(BlockKind.PARAGRAPH, "", line("Đề nghị các cấp xem xét./."), PLACE),
)

PROPERTIES = Properties(
    title="Báo cáo kết quả <NTM> & OCOP",
    subject="Xây dựng nông thôn mới năm 2021",
    author="UBND huyện Triệu Sơn",
    data_digest="a" * 64,
    form_digest="b" * 64,
    program_version="0.1.0",
    commit="",
)

REPORT = Document(FRAME, BODY, PROPERTIES)


def with_frame(**frame: tuple[tuple[Run, ...], ...]) -> Document:
    return replace(REPORT, frame={**FRAME, **frame})


def with_body(*blocks: Block | Table) -> Document:
    return replace(REPORT, body=blocks)


def long_report(paragraphs: int) -> Document:
    text = "Ban Chỉ đạo các cấp được rà soát, kiện toàn, nâng cao hiệu lực, hiệu quả. " * 4
    more = [Block(BlockKind.PARAGRAPH, "", line(f"{text}{n}."), PLACE) for n in range(paragraphs)]
    return with_body(*BODY, *more)


def built(document: Document = REPORT, content: bytes | None = None) -> bytes:
    docx, diagnostics = render_docx(document, layout() if content is None else content, NAME)
    assert not diagnostics
    assert docx is not None
    return docx


def mistakes(content: bytes, document: Document = REPORT) -> tuple[Diagnostic, ...]:
    docx, diagnostics = render_docx(document, content, NAME)
    assert docx is None
    assert diagnostics
    return diagnostics


def members(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def edited(part: str, edit: Callable[[str], str], content: bytes | None = None) -> bytes:
    """The layout with one part edited; the edit must change something."""
    parts = members(layout() if content is None else content)
    before = parts[part].decode()
    after = edit(before)
    assert after != before
    return packed({**parts, part: after.encode()})


def edited_body(*replacements: tuple[str, str]) -> bytes:
    def edit(xml: str) -> str:
        for old, new in replacements:
            assert old in xml, old
            xml = xml.replace(old, new)
        return xml

    return edited(DOCUMENT_PART, edit)


def root(docx: bytes, part: str = DOCUMENT_PART) -> Element:
    return etree.fromstring(members(docx)[part])


def paragraphs(docx: bytes) -> list[Element]:
    return list(root(docx).iter(f"{W}p"))


def text_of(element: Element) -> str:
    return breakable("".join(text.text or "" for text in element.iter(f"{W}t")))


def breakable(text: str) -> str:
    """The text with its spaces at which no line breaks read as spaces."""
    return text.replace(NO_BREAK_SPACE, " ")


def texts(docx: bytes) -> list[str]:
    return [text_of(paragraph) for paragraph in paragraphs(docx)]


def body_texts(docx: bytes, document: Document) -> list[str]:
    """The texts of as many paragraphs outside of tables as the document has blocks."""
    body = root(docx).find(f"{W}body")
    outside = [child for child in body if child.tag == f"{W}p"]
    start = next(
        number
        for number, paragraph in enumerate(outside)
        if style_id(paragraph) in BODY_STYLES.values()
    )
    return [text_of(paragraph) for paragraph in outside[start : start + len(document.body)]]


BODY_STYLES = {
    BlockKind.PART: "Part",
    BlockKind.SECTION: "Section",
    BlockKind.SUBSECTION: "Subsection",
    BlockKind.POINT: "Point",
    BlockKind.ITEM: "Item",
    BlockKind.SUBITEM: "Subitem",
    BlockKind.PARAGRAPH: "Paragraph",
}


BODY_KINDS = tuple(BODY_STYLES)
"""The kinds of blocks that stand in the body; the others stand in annexes and tables alone."""


def style_id(paragraph: Element) -> str:
    style = paragraph.find("w:pPr/w:pStyle", NAMESPACES)
    return "" if style is None else str(style.get(f"{W}val"))


def paragraph_with(docx: bytes, text: str) -> Element:
    return next(found for found in paragraphs(docx) if text in text_of(found))


class Look:
    """What Word shows of a paragraph: document defaults, styles and direct formatting together."""

    def __init__(self, docx: bytes, paragraph: Element) -> None:
        styles = root(docx, STYLES_PART)
        chain: list[Element] = []
        name = style_id(paragraph)
        while name:
            style = styles.find(f"w:style[@w:styleId='{name}']", NAMESPACES)
            chain.insert(0, style)
            based = style.find("w:basedOn", NAMESPACES)
            name = "" if based is None else based.get(f"{W}val")
        defaults = styles.find("w:docDefaults", NAMESPACES)
        first_run = paragraph.find("w:r", NAMESPACES)
        self._run: list[Element] = [
            *defaults.findall("w:rPrDefault/w:rPr", NAMESPACES),
            *_all(chain, "w:rPr"),
            *_all([] if first_run is None else [first_run], "w:rPr"),
        ]
        self._paragraph: list[Element] = [
            *defaults.findall("w:pPrDefault/w:pPr", NAMESPACES),
            *_all(chain, "w:pPr"),
            *_all([paragraph], "w:pPr"),
        ]

    def run(self, element: str, attribute: str = "val") -> str | None:
        return _last(self._run, element, attribute)

    def paragraph(self, element: str, attribute: str = "val") -> str | None:
        return _last(self._paragraph, element, attribute)

    @property
    def points(self) -> float:
        return int(self.run("sz") or 0) / 2

    @property
    def bold(self) -> bool:
        return self.run("b") == ""

    @property
    def italic(self) -> bool:
        return self.run("i") == ""

    @property
    def centred(self) -> bool:
        return self.paragraph("jc") == "center"


def _all(elements: Iterable[Element], path: str) -> list[Element]:
    return [found for element in elements for found in element.findall(path, NAMESPACES)]


def _last(properties: list[Element], element: str, attribute: str) -> str | None:
    """The attribute where it was set last; empty for an element that stands without it."""
    value: str | None = None
    for found in _all(properties, f"w:{element}"):
        if attribute == "val":
            value = found.get(f"{W}val", "")
        else:
            value = found.get(f"{W}{attribute}", value)
    return value
