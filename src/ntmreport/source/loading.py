"""From a file on disk to its text, or the reasons why it has none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual
from ntmreport.plain_file import NotPlainError, TooLargeError, read_plain
from ntmreport.source.file_kinds import foreign_file, foreign_kind
from ntmreport.span import Span
from ntmreport.trouble import Trouble, reason

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 1 << 20

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS_UTF8 = Bilingual(
    "lưu lại tệp với bảng mã UTF-8 (trong Notepad: Save As, Encoding: UTF-8)",
    "save the file as UTF-8 (in Notepad: Save As, Encoding: UTF-8)",
)


@dataclass(frozen=True, slots=True)
class LoadedText:
    """The text of a file with `\\n` at the end of every line; None where it cannot be read."""

    text: str | None
    diagnostics: tuple[Diagnostic, ...] = ()


def load_text(path: Path, file: str, within: Path) -> LoadedText:
    """Read the file at `path`, which spans call `file`; no link leads out of `within`."""
    try:
        return decode(read_plain(path, MOST_BYTES, within), file)
    except TooLargeError:
        return _unread(_too_large(file))
    except NotPlainError as error:
        return _unread(unfit(file, error.kind))
    except OSError as error:
        why = reason(error)
        message = Bilingual(f"không đọc được {file}: {why.vi}", f"cannot read {file}: {why.en}")
        raise Trouble(message) from error


def unfit(file: str, kind: Bilingual) -> Diagnostic:
    """Refuse what is no plain file but `kind`."""
    name = PurePosixPath(file).name
    return Diagnostic(
        catalogue.FILE_NOT_REGULAR,
        Span(file, 1, 1, 1, 1),
        Bilingual(
            f"{name} không phải là tệp thường mà là {kind.vi}",
            f"{name} is not an ordinary file but {kind.en}",
        ),
        hint=Bilingual("thay bằng chính tệp đó", "put the file itself in its place"),
    )


def decode(content: bytes, file: str) -> LoadedText:
    """Return the text that `content` holds in UTF-8, with or without a byte order mark."""
    start = Span(file, 1, 1, 1, 1)
    kind = foreign_kind(content)
    if kind is not None:
        return _unread(foreign_file(start, kind))
    if len(content) > MOST_BYTES:
        return _unread(_too_large(file))
    if content.startswith(_UTF16_MARKS):
        message = Bilingual(
            "tệp được lưu với bảng mã UTF-16, không phải UTF-8",
            "the file is saved as UTF-16, not as UTF-8",
        )
        return _unread(Diagnostic(catalogue.NOT_UTF8, start, message, hint=_SAVE_AS_UTF8))
    content = content.removeprefix(_UTF8_MARK)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _unread(_not_utf8(content, error.start, file))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return LoadedText(text)


def _too_large(file: str) -> Diagnostic:
    return Diagnostic(
        catalogue.FILE_TOO_LARGE,
        Span(file, 1, 1, 1, 1),
        Bilingual("tệp lớn hơn 1 MB", "the file is larger than 1 MB"),
        hint=Bilingual(
            "tệp dữ liệu chỉ chứa số liệu và câu chữ của một năm",
            "a data file holds nothing but one year's figures and texts",
        ),
    )


def _not_utf8(content: bytes, offset: int, file: str) -> Diagnostic:
    before = re.split(r"\r\n|\r|\n", content[:offset].decode("utf-8"))
    line, column = len(before), len(before[-1]) + 1
    byte = f"0x{content[offset]:02X}"
    message = Bilingual(
        f"tệp không phải là UTF-8: byte {byte} không thuộc bảng mã này",
        f"the file is not UTF-8: the byte {byte} does not belong there",
    )
    span = Span(file, line, column, line, column + 1)
    return Diagnostic(catalogue.NOT_UTF8, span, message, hint=_SAVE_AS_UTF8)


def _unread(diagnostic: Diagnostic) -> LoadedText:
    return LoadedText(None, (diagnostic,))
