"""Word files made of a few lines of XML, as Word and other programs write them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from ntmreport.word_reader import View, WordBlock, WordParagraph, paragraphs_of, read_word_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": W,
        "r": OFFICE,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    }.items()
)
BY_AN = 'w:id="1" w:author="An" w:date="2026-11-20T08:00:00Z"'
BY_BINH = 'w:id="2" w:author="Bình" w:date="2026-11-21T09:30:00Z"'


def p(*content: str, properties: str = "") -> str:
    """Return a paragraph of runs; a text without markup is a run of its own."""
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{''.join(map(r, content))}</w:p>"


def r(content: str, properties: str = "") -> str:
    if content.startswith("<"):
        return content
    return (
        f"<w:r>{properties and f'<w:rPr>{properties}</w:rPr>'}"
        f'<w:t xml:space="preserve">{content}</w:t></w:r>'
    )


def ins(content: str, by: str = BY_AN) -> str:
    return f"<w:ins {by}>{r(content)}</w:ins>"


def deleted(text: str, by: str = BY_AN) -> str:
    return f'<w:del {by}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def mark(kind: str, by: str = BY_AN) -> str:
    """Return the properties of a paragraph whose mark was inserted or deleted."""
    return f"<w:rPr><w:{kind} {by}/></w:rPr>"


def story(name: str, content: str) -> str:
    return f"<w:{name} {_NAMES}>{content}</w:{name}>"


def docx(body: str, parts: Mapping[str, str] | None = None, kind: str = "document") -> bytes:
    """Return a Word file; `parts` are XML by the kind of their relationship: `styles`."""
    members = {"word/document.xml": story("document", f"<w:body>{body}</w:body>")}
    relations, types = [], []
    for name, content in (parts or {}).items():
        members[f"word/{name}.xml"] = content
        kind_of_part = name.rstrip("0123456789")
        relations.append(
            f'<Relationship Id="{name}" Type="{OFFICE}/{kind_of_part}" Target="{name}.xml"/>'
        )
        types.append(
            f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}{kind_of_part}+xml"/>'
        )
    package = "http://schemas.openxmlformats.org/package/2006"
    members["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{package}/relationships">{"".join(relations)}</Relationships>'
    )
    members["_rels/.rels"] = (
        f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    members["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}{kind}.main+xml"/>'
        f"{''.join(types)}</Types>"
    )
    return zipped({name: content.encode() for name, content in members.items()})


def zipped(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(body: str, view: View = View.ACCEPTED, **parts: str) -> list[WordParagraph]:
    return list(read_word_file(docx(body, parts), view).paragraphs())


def texts(blocks: Iterable[WordBlock]) -> list[str]:
    return [paragraph.labelled_text for paragraph in paragraphs_of(blocks)]
