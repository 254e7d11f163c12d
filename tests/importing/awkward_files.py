"""Reports as other people write them: labels that Word counts, styles of their own."""

from __future__ import annotations

import io
import re
import zipfile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)")
_LEVELS = (
    (re.compile(r"([IVX]+)\. "), "upperRoman", "%1."),
    (re.compile(r"(\d+)\. "), "decimal", "%2."),
    (re.compile(r"- "), "bullet", "-"),
    (re.compile(r"\+ "), "bullet", "+"),
)
_TYPE = (
    '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.numbering+xml"/>'
)
_RELATION = (
    '<Relationship Id="rIdNumbering" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/numbering" Target="numbering.xml"/>'
)


def with_automatic_numbering(content: bytes) -> bytes:
    """Return a report whose parts, sections, items and sub-items Word numbers by itself."""
    parts = _parts(content)
    document = parts["word/document.xml"].decode()
    if "word/numbering.xml" in parts:
        raise AssertionError("the report has lists already")
    parts["word/document.xml"] = _PARAGRAPH.sub(_numbered, document).encode()
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (_, form, text) in enumerate(_LEVELS)
    )
    parts["word/numbering.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:numbering {_W}><w:abstractNum '
        f'w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ).encode()
    types = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = types.replace("</Types>", f"{_TYPE}</Types>").encode()
    name = "word/_rels/document.xml.rels"
    relations = parts[name].decode()
    parts[name] = relations.replace("</Relationships>", f"{_RELATION}</Relationships>").encode()
    return _packed(parts)


def _numbered(paragraph: re.Match[str]) -> str:
    xml = paragraph[0]
    text = _TEXT.search(xml)
    if text is None or "NTM" not in xml or "<w:pStyle" not in xml:
        return xml
    for level, (label, _, _) in enumerate(_LEVELS):
        found = label.match(text[2])
        if found is None:
            continue
        start = text.start(2)
        xml = xml[:start] + xml[start + found.end() :]
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        return re.sub(r"(<w:pStyle [^>]*/>)", rf"\1{number}", xml, count=1)
    return xml


def with_other_styles(content: bytes) -> bytes:
    """Return a report whose styles are named as in no decree, each look set on its paragraphs."""
    parts = _parts(content)
    for name in ("word/document.xml", "word/styles.xml"):
        text = parts[name].decode()
        text = re.sub(r'(<w:name w:val=")NTM [^"]*(")', _other_name, text)
        parts[name] = text.encode()
    return _packed(parts)


def _other_name(found: re.Match[str]) -> str:
    return f"{found[1]}Kieu {found.start()}{found[2]}"


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, each in parts.items():
            package.writestr(name, each)
    return buffer.getvalue()
