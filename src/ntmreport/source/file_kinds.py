"""Files of other programs under a name of the data: each is named for what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from ntmreport.span import Span

_ZIP = b"PK\x03\x04"
_INSIDE_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"word/", "Word (.docx)"),
    (b"xl/", "Excel (.xlsx)"),
    (b"ppt/", "PowerPoint (.pptx)"),
    (b"opendocument.text", "Writer (.odt)"),
    (b"opendocument.spreadsheet", "Calc (.ods)"),
)
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word, Excel (.doc, .xls)"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"<!DOCTYPE html", "HTML"),
    (b"<html", "HTML"),
    (b"<?xml", "XML"),
)


def foreign_kind(content: bytes) -> str | None:
    """Return what kind of file of another program `content` is, if it is one."""
    if content.startswith(_ZIP):
        return next((kind for inside, kind in _INSIDE_ZIP if inside in content), "ZIP")
    start = content[:16].lstrip()
    return next(
        (kind for begun, kind in _BEGINNINGS if start.lower().startswith(begun.lower())), None
    )


def foreign_file(span: Span, kind: str) -> Diagnostic:
    """Refuse a file of another program."""
    return Diagnostic(
        catalogue.NOT_UTF8,
        span,
        Bilingual(
            f"đây là tệp {kind}, không phải tệp chữ dạng YAML",
            f"this is a file of the kind {kind}, not text in YAML",
        ),
        hint=Bilingual(
            "mở bằng chương trình của nó, chép số liệu và câu chữ vào một tệp chữ rồi lưu với bảng "
            "mã UTF-8; đổi đuôi tệp thì nội dung không đổi",
            "open it in its own program, copy figures and texts into a text file and save that as "
            "UTF-8; another ending does not change what a file holds",
        ),
    )
