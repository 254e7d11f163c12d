"""Files that are no Word document, or were made to keep a reader busy; and Word's other formats."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from ntmreport.word_reader import View, read_word_file
from ntmreport.zip_package import PackageError

from .test_word_reader_labels import listed
from .word_files import BY_AN, docx, ins, mark, p, r, story, zipped

if TYPE_CHECKING:
    from collections.abc import Callable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PLAIN = p("Kết quả")
_UTF_7 = '<?xml version="1.0" encoding="UTF-7"?>'
_ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def edited(edit: Callable[[dict[str, bytes]], object]) -> bytes:
    parts = members(docx(_PLAIN))
    edit(parts)
    return zipped(parts)


def replaced(part: str, old: str, new: str) -> bytes:
    def edit(parts: dict[str, bytes]) -> None:
        before = parts[part]
        parts[part] = before.replace(old.encode(), new.encode())
        assert parts[part] != before

    return edited(edit)


def encrypted() -> bytes:
    content = bytearray(docx(_PLAIN))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def macros(kind: str) -> bytes:
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return replaced("[Content_Types].xml", types, f"application/vnd.ms-word.{kind}.main+xml")


REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "text": ("Kết quả".encode(), "not a readable .docx"),
    "Word 97": (_OLE + bytes(600), "Word 97-2003 document (.doc)"),
    "password": (_OLE + "EncryptedPackage".encode("utf-16-le"), "remove the password"),
    "password of the zip": (encrypted(), "remove the password"),
    "what Word keeps while a file is open": (
        b"\x08Thu Lan " + b" " * 45 + bytes(108),
        "take the document itself",
    ),
    "rich text": (b"{\\rtf1 a}", ".rtf"),
    "PDF": (b"%PDF-1.7", ".pdf"),
    "web page": (b"<html><body>a", ".html"),
    "Word 2003 XML": (b'<?xml version="1.0"?><w:wordDocument/>', ".xml"),
    "macros": (macros("document.macroEnabled"), "with macros (.docm)"),
    "template": (docx(_PLAIN, kind="template"), "template (.dotx)"),
    "template with macros": (macros("template.macroEnabledTemplate"), "macros (.dotm)"),
    "OpenDocument": (
        zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}),
        ".odt",
    ),
    "a zip of something else": (zipped({"a.txt": b"a"}), "no file of Word's"),
    "half a file": (docx(_PLAIN * 300)[:900], "not a readable .docx"),
    "no main part": (edited(lambda parts: parts.pop("word/document.xml")), "is missing"),
    "no relationships": (edited(lambda parts: parts.pop("_rels/.rels")), "is missing"),
    "no body": (replaced("word/document.xml", "w:body", "w:bodies"), "has no text"),
    "another root": (replaced("word/document.xml", "w:document", "w:hdr"), "has no text"),
    "broken XML": (replaced("word/document.xml", "</w:p>", ""), "XML inside is broken"),
    "another encoding": (
        replaced("word/document.xml", "<w:document", f"{_UTF_7}<w:document"),
        "not UTF-8",
    ),
    "an encoding that hides tags": (
        edited(
            lambda parts: parts.update(
                {"word/document.xml": parts["word/document.xml"].decode().encode("utf-16")}
            )
        ),
        "not UTF-8",
    ),
    "a part that is no XML": (
        edited(lambda parts: parts.update({"word/document.xml": b"L\x6f\xa7\x94\x93"})),
        "not UTF-8",
    ),
    "entities": (replaced("word/document.xml", "<w:document", f"{_ENTITY}<w:document"), "DOCTYPE"),
    "entities in a part that is hardly read": (
        docx(_PLAIN, {"styles": _ENTITY + story("styles", "&b;")}),
        "DOCTYPE",
    ),
    "a link out": (edited(lambda parts: parts.update({"../a.xml": b"<a/>"})), "not valid"),
    "a bomb": (edited(lambda parts: parts.update({"word/a.xml": b" " * (40 << 20)})), "too large"),
    "a million paragraphs": (docx("<w:p/>" * 1_000_000), "far longer than a report"),
    "a million paragraphs of another prefix": (
        docx('<w-ä.p:p xmlns:w-ä.p="urn:x"/>' * 100_000),
        "far longer than a report",
    ),
    "a million cells": (
        docx(f"<w:tbl>{'<w:tr>' + '<w:tc><w:p/></w:tc>' * 1000 + '</w:tr>'}</w:tbl>" * 1000),
        "far longer than a report",
    ),
    "a million properties": (
        docx(f"<w:p><w:r><w:rPr>{'<w:b/>' * 1_000_000}</w:rPr></w:r></w:p>"),
        "far longer than a report",
    ),
    "elements in one another": (docx("<w:sdt>" * 1000 + "</w:sdt>" * 1000), "XML inside is broken"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_reason(name: str) -> None:
    content, reason = REFUSED[name]
    with pytest.raises(PackageError) as caught:
        read_word_file(content, View.ACCEPTED)
    assert reason in caught.value.message.en
    assert "\n" not in caught.value.message.vi


def within(levels: int, inner: str, *tags: str) -> str:
    """Return `inner` in elements, which stand `levels` times in one another."""
    opened = "".join(f"<{tag}>" for tag in tags)
    closed = "".join(f"</{tag.split()[0]}>" for tag in reversed(tags))
    return opened * levels + inner + closed * levels


_BOX = ("w:p", "w:r", "w:pict", "w:txbxContent")
READ = {
    "controls in one another": within(100, _PLAIN, "w:sdt", "w:sdtContent"),
    "changes in one another": f"<w:p>{within(240, r('Kết quả'), f'w:ins {BY_AN}')}</w:p>",
    "tables in one another": within(80, _PLAIN, "w:tbl", "w:tr", "w:tc"),
    "branches in one another": within(100, _PLAIN, "mc:AlternateContent", "mc:Choice"),
    "text boxes in one another": within(60, _PLAIN, *_BOX) + _PLAIN,
    "fields in one another": p(
        *['<w:r><w:fldChar w:fldCharType="begin"/></w:r>'] * 3000, "Kết quả"
    ),
    "paragraphs that all go on": p("x", properties=mark("del")) * 3000 + _PLAIN,
    "remarks that all begin and none ends": p(
        *(f'<w:commentRangeStart w:id="{number}"/>' for number in range(3000)), "Kết quả"
    ),
    "numbers out of all bounds": (
        "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='99999999999'/></w:trPr><w:tc><w:tcPr>"
        f"<w:gridSpan w:val='-5'/></w:tcPr>{p('Kết quả', properties=listed(1, 99999))}"
        "</w:tc></w:tr></w:tbl>"
    ),
    "elements where none belong": (
        f"<w:tr/><w:tc/><w:r/>{ins('x')}<w:tbl><w:p/><w:tr><w:p/></w:tr></w:tbl>"
        f"<w:p><w:p/><w:tbl/><w:tc/><w:body/>{r('Kết quả')}</w:p>"
    ),
}


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("view", View)
def test_read_whatever_stands_where(name: str, view: View) -> None:
    file = read_word_file(docx(READ[name]), view)
    said = [paragraph.text for paragraph in file.paragraphs()]
    assert view is View.REJECTED or any("Kết quả" in text for text in said)


def test_a_file_saved_as_strict_open_xml_is_read() -> None:
    body = p("đạt ", ins("93,44%")) + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    plain = docx(body, {"styles": story("styles", ""), "footnotes": story("footnotes", "")})
    name, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    parts = {
        part: content.replace(
            name + b"wordprocessingml/2006", strict + b"wordprocessingml"
        ).replace(name + b"officeDocument/2006", strict + b"officeDocument")
        for part, content in members(plain).items()
    }
    assert parts != members(plain)
    assert read_word_file(zipped(parts), View.ACCEPTED) == read_word_file(plain, View.ACCEPTED)


def test_pictures_and_copies_of_data_are_not_unzipped() -> None:
    parts = members(docx(_PLAIN))
    parts["customXml/item1.xml"] = b"<!DOCTYPE a>" + b" " * (33 << 20)
    parts["word/media/image1.png"] = b" " * (33 << 20)
    parts["word/charts/chart1.xml"] = b"<a/>" * 600_000
    assert [each.text for each in read_word_file(zipped(parts), View.ACCEPTED).paragraphs()] == [
        "Kết quả"
    ]
