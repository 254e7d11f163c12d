"""Layouts from elsewhere: what reaches out of the file, what Word could not read, other kinds."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from tests.render.samples import (
    REPORT,
    built,
    edited,
    edited_body,
    layout,
    members,
    mistakes,
    packed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

V = "urn:schemas-microsoft-com:vml"
O = "urn:schemas-microsoft-com:office:office"  # noqa: E741 - as Word calls it
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_body(xml: str) -> bytes:
    """The layout with `xml` in the paragraph of “Nơi nhận:”."""
    return edited_body(('<w:t xml:space="preserve">Nơi nhận:</w:t>', xml))


def run(xml: str) -> str:
    return f"<w:t>Nơi nhận:</w:t></w:r>{xml}<w:r>"


def field(*pieces: str) -> bytes:
    """The layout with a field whose instruction stands in so many runs."""
    inside = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return with_body(run(begin + inside + end))


def simple(instruction: str) -> bytes:
    return with_body(run(f'<w:fldSimple w:instr="{instruction}"/>'))


def picture(attributes: str, name: str = "imagedata") -> bytes:
    return with_body(
        f'<w:t>Nơi nhận:</w:t></w:r><w:r><w:pict xmlns:v="{V}" xmlns:o="{O}" xmlns:r="{R}">'
        f"<v:shape><v:{name} {attributes}/></v:shape></w:pict>"
    )


def settings(xml: str) -> bytes:
    return edited(
        "word/settings.xml", lambda text: text.replace("</w:settings>", f"{xml}</w:settings>")
    )


FOREIGN = {
    "RD": field(' RD "C:\\secret.docx" '),
    "INCLUDETEXT": field(' INCLUDETEXT "C:\\secret.docx" '),
    "INCLUDETEXT split over runs": field(" INCLUDE", "TEXT ", '"x" '),
    "INCLUDEPICTURE": simple("INCLUDEPICTURE &quot;http://x/y.png&quot;"),
    "LINK": field(" LINK Excel.Sheet x "),
    "DATABASE": field(" DATABASE \\d x "),
    "DDEAUTO split": field(" DDE", "AUTO cmd"),
    "MACROBUTTON": field(" MACROBUTTON x y "),
    "IMPORT": simple("IMPORT x"),
    "MERGEFIELD": simple("MERGEFIELD x"),
    "ASK": simple("ASK x y"),
    "FILLIN": simple("FILLIN x"),
    "PRINT": simple("PRINT 27"),
    "GOTOBUTTON": simple("GOTOBUTTON x y"),
    "AUTOTEXT": simple("AUTOTEXT x"),
    "ADDIN": simple("ADDIN x"),
    "a field without a name": field(" "),
    "a field that is not closed": with_body(run('<w:r><w:fldChar w:fldCharType="begin"/></w:r>')),
    "an instruction outside of a field": with_body(
        run("<w:r><w:instrText>DDE x</w:instrText></w:r>")
    ),
    "HYPERLINK javascript": field(' HYPERLINK "javascript:alert(1)" '),
    "HYPERLINK split": field(" HYPER", 'LINK "java', 'script:x" '),
    "HYPERLINK file": simple("HYPERLINK &quot;file:///c:/x&quot;"),
    "HYPERLINK UNC": field(' HYPERLINK "\\\\\\\\server\\\\share" '),
    "HYPERLINK UNC bare": field(" HYPERLINK \\\\server\\share "),
    "HYPERLINK a path": field(' HYPERLINK "C:\\\\x.exe" '),
    "HYPERLINK behind switches": field(' HYPERLINK \\o "tip" \\n "ms-word:ofe|u|x" '),
    "VML http": picture('src="http://x/y.png"'),
    "VML file": picture('src="file:///c:/x.png"'),
    "VML UNC": picture('src="\\\\server\\x.png"'),
    "VML o:href": picture('o:href="http://x/y.png" o:althref="x"'),
    "VML fill": picture('src="http://x/y.png"', "fill"),
    "VML stroke": picture('src="http://x/y.png"', "stroke"),
    "VML style": picture('style="behavior:url(http://x)"', "rect"),
    "a link of a shape": picture('href="javascript:x"', "rect"),
    "a page that a shape names": picture('href="https://example.com/"', "rect"),
    "an OLE object": with_body(f'<w:object xmlns:o="{O}"><o:OLEObject Type="Link"/></w:object>'),
    "a control": with_body(f'<w:object><w:control xmlns:r="{R}" r:id="rId1"/></w:object>'),
    "altChunk": edited(
        "word/document.xml",
        lambda xml: xml.replace(
            "<w:sectPr", f'<w:altChunk xmlns:r="{R}" r:id="rId1"/><w:sectPr', 1
        ),
    ),
    "a subdocument": edited(
        "word/document.xml",
        lambda xml: xml.replace("<w:sectPr", f'<w:subDoc xmlns:r="{R}" r:id="rId1"/><w:sectPr', 1),
    ),
    "mail merge": settings('<w:mailMerge><w:query w:val="SELECT"/></w:mailMerge>'),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_reaches_out_is_refused(name: str) -> None:
    assert {each.rule.code for each in mistakes(FOREIGN[name])} == {"NTM604"}


HARMLESS = {
    "PAGE": field(" PAGE "),
    "NUMPAGES in small letters": simple("numpages"),
    "PAGE split over runs": field(" PA", "GE "),
    "a date": field(' DATE \\@ "dd/MM/yyyy" '),
    "a formula": field(" =1+1 "),
    "a link": field(' HYPERLINK "https://example.com/?a=1" \\o "tip" '),
    "a mailbox": field(' HYPERLINK "mailto:a@example.com" '),
    "a bookmark": field(' HYPERLINK \\l "_Toc1" '),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_stays_in_the_file_is_not(name: str) -> None:
    assert built(REPORT, HARMLESS[name])


def malformed() -> Iterator[tuple[str, bytes]]:
    names = [name for name in members(layout()) if name.endswith((".xml", ".rels"))]
    for name in names:
        yield name, edited(name, lambda xml: xml[:-3])
        yield (
            f"{name} with a DOCTYPE",
            edited(name, lambda xml: xml.replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1)),
        )
        yield f"{name} of no XML", packed({**members(layout()), name: b"\xff\xfe\0"})
        yield f"{name} that is empty", packed({**members(layout()), name: b""})


MALFORMED = dict(malformed())
# A warning behind the error, and lxml passes over both.
MALFORMED["a name of three parts"] = with_body(
    run('<w:t xml:s:space="preserve">x</w:t>') + run('<w:t xml:space="pressrve">x</w:t>')
)


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_part_is_refused(name: str) -> None:
    assert {each.rule.code for each in mistakes(MALFORMED[name])} == {"NTM601"}


def compound(name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + name.encode("utf-16-le") + bytes(500)


def of_type(kind: str) -> bytes:
    return edited(
        "[Content_Types].xml",
        lambda xml: xml.replace(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", kind
        ),
    )


def open_document() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>")
    return buffer.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
OTHERS = {
    "a password": (compound("EncryptedPackage"), "mật khẩu"),
    ".doc": (compound("WordDocument"), ".doc"),
    ".dotx": (of_type(f"{WORD}template.main+xml"), ".dotx"),
    ".docm": (of_type("application/vnd.ms-word.document.macroEnabled.main+xml"), ".docm"),
    ".dotm": (of_type("application/vnd.ms-word.template.macroEnabledTemplate.main+xml"), ".dotm"),
    "Strict": (
        edited(
            "_rels/.rels",
            lambda xml: xml.replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
                "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
            ),
        ),
        "Strict Open XML",
    ),
    ".rtf": (b"{\\rtf1 x}", ".rtf"),
    ".odt": (open_document(), ".odt"),
    ".pdf": (b"%PDF-1.7\n", ".pdf"),
    ".html": (b"<html></html>", ".html"),
    "nothing": (b"", "rỗng"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_of_another_kind_is_named(name: str) -> None:
    content, word = OTHERS[name]
    (found,) = mistakes(content)
    assert found.rule.code == "NTM601"
    assert word in found.message.vi
    assert found.hint is not None
    assert "Word Document (.docx)" in found.message.vi + found.hint.vi


def test_content_types_are_made_for_what_is_packed() -> None:
    """LibreOffice 4.2 to 6.0 names the relationships by their part."""

    def as_libreoffice(xml: str) -> str:
        kind = "application/vnd.openxmlformats-package.relationships+xml"
        return xml.replace(
            f'<Default Extension="rels" ContentType="{kind}"/>',
            f'<Override PartName="/_rels/.rels" ContentType="{kind}"/>',
        )

    changed = edited("[Content_Types].xml", as_libreoffice)
    assert changed != layout()
    docx = built(REPORT, changed)
    assert docx == built()
    types = etree.fromstring(members(docx)["[Content_Types].xml"])
    defaults = {each.get("Extension") for each in types if each.get("Extension")}
    named = {each.get("PartName", "") for each in types} - {""}
    for name in members(docx):
        assert (
            name == "[Content_Types].xml"
            or f"/{name}" in named
            or (name.rpartition(".")[2] in defaults)
        )
    assert not any(name.endswith(".rels") for name in named)


def repeated(xml: str, times: int) -> bytes:
    def change(text: str) -> str:
        end = text.rindex("<w:sectPr")
        return text[:end] + xml * times + text[end:]

    return edited("word/document.xml", change)


TOO_MUCH = {
    "paragraphs": repeated("<w:p/>", 700_000),
    "fewer paragraphs": repeated("<w:p/>", 3_000),
    "openings of tags": repeated(f"<w:p><w:r><w:t>{'{{ ' * 100_000}</w:t></w:r></w:p>", 1),
    "tags": repeated("<w:p><w:r><w:t>{{ frame.kind }}</w:t></w:r></w:p>", 1_100),
    "a large main part": repeated("<w:p><w:r><w:t>chữ nghĩa</w:t></w:r></w:p>", 250_000),
    "a long remark": repeated(f"<!--{' ' * 5_000_000}-->", 1),
    "tables in tables": repeated(
        "<w:tbl><w:tr><w:tc>" * 2_000 + "</w:tc></w:tr></w:tbl>" * 2_000, 1
    ),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_bounds_of_a_layout(name: str) -> None:
    found = mistakes(TOO_MUCH[name])
    assert len(found) == 1
    assert found[0].rule.code in {"NTM601", "NTM602"}
