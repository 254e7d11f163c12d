"""From a file on disk to its text, or the reasons why it has none."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import refusal_messages as refusals
from ntmreport.limits import MOST_BYTES
from ntmreport.plain_file import NotPlainError, TooLargeError, read_plain
from ntmreport.span import Span, start_of
from ntmreport.trouble import unreadable

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.language import Bilingual

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
_ANY_BEGINNING = tuple(begun.lower() for begun, _ in _BEGINNINGS)


def foreign_kind(content: bytes) -> str | None:
    """Return what kind of file of another program `content` is, if it is one."""
    if content.startswith(_ZIP):
        return next((kind for inside, kind in _INSIDE_ZIP if inside in content), "ZIP")
    start = content[:16].lstrip().lower()
    if not start.startswith(_ANY_BEGINNING):
        return None
    return next(kind for begun, kind in _BEGINNINGS if start.startswith(begun.lower()))


_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class LoadedText(Struct, frozen=True):
    """The text of a file with `\\n` at the end of every line; None where it cannot be read."""

    text: str | None
    diagnostics: tuple[Diagnostic, ...] = ()


def load_text(path: Path, file: str, within: Path) -> LoadedText:
    """Read the file at `path`, which spans call `file`; no link leads out of `within`."""
    try:
        return decode(read_plain(path, MOST_BYTES, within), file)
    except TooLargeError:
        return _unread(refusals.FILE_TOO_LARGE.at(start_of(file)))
    except NotPlainError as error:
        return _unread(not_a_plain_file(file, error.kind))
    except OSError as error:
        raise unreadable(file, error) from error


def not_a_plain_file(file: str, kind: Bilingual) -> Diagnostic:
    """Return the diagnostic for what is not a plain file but `kind`."""
    return refusals.NOT_A_PLAIN_FILE.of(name=PurePosixPath(file).name, kind=kind).at(start_of(file))


def decode(content: bytes, file: str) -> LoadedText:
    """Return the text that `content` holds in UTF-8, with or without a byte order mark."""
    kind = foreign_kind(content)
    if kind is not None:
        return _unread(refusals.FILE_OF_ANOTHER_PROGRAM.of(kind=kind).at(start_of(file)))
    if len(content) > MOST_BYTES:
        return _unread(refusals.FILE_TOO_LARGE.at(start_of(file)))
    if content.startswith(_UTF16_MARKS):
        return _unread(refusals.UTF16.at(start_of(file)))
    content = content.removeprefix(_UTF8_MARK)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _unread(_not_utf8(content, error.start, file))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return LoadedText(text)


def _not_utf8(content: bytes, offset: int, file: str) -> Diagnostic:
    before = re.split(r"\r\n|\r|\n", content[:offset].decode("utf-8"))
    line, column = len(before), len(before[-1]) + 1
    span = Span(file, line, column, line, column + 1)
    return refusals.NOT_UTF8.of(byte=f"0x{content[offset]:02X}").at(span)


def _unread(diagnostic: Diagnostic) -> LoadedText:
    return LoadedText(None, (diagnostic,))
