"""The zip package of an office file: read with bounds, written the same on every machine."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTENT_TYPES = "[Content_Types].xml"
CORE_PART = "docProps/core.xml"
CUSTOM_PART = "docProps/custom.xml"

MOST_MEMBERS = 500
MOST_BYTES = 32 * 1024 * 1024
"""Bounds of a layout once unzipped: room for a coat of arms, none for a zip bomb."""

MOST_BYTES_IN_PIECES = 192 * 1024 * 1024
"""The bound of what is never in memory as a whole tree: the lineage of ten thousand communes."""

_LEVEL = 6
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_PLAIN_FILE = 0o100644 << 16
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises for a damaged file, offsets that no file can have among it.
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OverflowError,
    ValueError,
)
_ENTRY_OF_DIRECTORY = b"PK\x01\x02"


_OLD_OFFICE_FILE = ("tệp Word 97-2003 (.doc)", "a Word 97-2003 document (.doc)")
_BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE_FILE),
    (b"{\\rtf", ("tệp .rtf", "an .rtf file")),
    (b"%PDF", ("tệp .pdf", "a .pdf file")),
    (b"\x89PNG", ("tệp hình", "a picture")),
    (b"\xff\xd8\xff", ("tệp hình", "a picture")),
    (b"MIME-Version", ("trang web (.mht)", "a web page (.mht)")),
    (b"<!DOCTYPE html", ("trang web (.html)", "a web page (.html)")),
    (b"<html", ("trang web (.html)", "a web page (.html)")),
    (b"<?xml", ("tệp .xml", "an .xml file")),
    (b"\xef\xbb\xbf<?xml", ("tệp .xml", "an .xml file")),
)


_BYTES_OF_OWNER_FILE = 162
_MOST_LETTERS_OF_OWNER = 54
_OWNER_FILE = Bilingual(
    "đây là tệp tạm của Word (tên bắt đầu bằng ~$); hãy chọn chính tệp văn bản",
    "it is a file that Word keeps while a document is open (~$…); take the document itself",
)
_PROTECTED = Bilingual(
    "tệp có mật khẩu; mở tệp, bỏ mật khẩu rồi lưu lại",
    "the file is protected by a password; open it, remove the password and save it again",
)


class PackageError(Exception):
    """The bytes are no Word file that the program can read; `message` says why."""

    def __init__(self, message: Bilingual) -> None:
        """Keep the reason in both languages."""
        super().__init__(message.en)
        self.message = message


def read_package(
    content: bytes, endings: tuple[str, ...] = ("",), roomy: str = "", left_out: str = ""
) -> dict[str, bytes]:
    """Return the members of a .docx by name, or raise PackageError.

    The file is untrusted: the number of members and the bytes that come out are bounded, whatever
    the zip directory claims, and names that point out of the package are refused. `endings` are
    those of the members that are wanted, for who has no use for pictures. Members whose names begin
    with `roomy` have bounds of their own, for who reads them piece by piece; those whose names
    begin with `left_out` are not read.
    """
    if other := _other_kind(content):
        raise PackageError(other)
    return _members(content, endings, _unreadable(), roomy, left_out)


def read_zip(content: bytes) -> dict[str, bytes]:
    """Return the members of a zip by name, within the bounds of an office file, or raise
    PackageError.

    A link among them is refused.
    """
    return _members(content, ("",), _NO_ZIP)


_NO_ZIP = Bilingual("không phải là tệp .zip đọc được", "it is not a readable .zip file")


def _members(
    content: bytes,
    endings: tuple[str, ...],
    unreadable: Bilingual,
    roomy: str = "",
    left_out: str = "",
) -> dict[str, bytes]:
    members: dict[str, bytes] = {}
    left = {False: MOST_BYTES, True: MOST_BYTES_IN_PIECES}
    # The directory itself is read whole, before anything can be counted. What looks like an entry
    # of it may be part of a picture, so there is room.
    if content.count(_ENTRY_OF_DIRECTORY) > 10 * MOST_MEMBERS:
        raise PackageError(_too_large())
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_MEMBERS:
                raise PackageError(_too_large())
            for entry in entries:
                name = entry.filename
                if entry.flag_bits & _ENCRYPTED:
                    raise PackageError(_PROTECTED)
                if not _is_inside(name) or name in members:
                    raise PackageError(
                        Bilingual(
                            f"tên thành phần {name!r} không hợp lệ hoặc bị lặp",
                            f"the member name {name!r} is not valid or stands twice",
                        )
                    )
                if stat.S_ISLNK(entry.external_attr >> 16):
                    raise PackageError(Bilingual(f"{name!r} là liên kết", f"{name!r} is a link"))
                if entry.compress_type not in _METHODS:  # no office program writes another
                    raise PackageError(unreadable)
                if not name.endswith(endings) or (left_out and name.startswith(left_out)):
                    continue
                is_roomy = bool(roomy) and name.startswith(roomy)
                with archive.open(entry) as stream:
                    members[name] = stream.read(left[is_roomy] + 1)
                left[is_roomy] -= len(members[name])
                if left[is_roomy] < 0:
                    raise PackageError(_too_large())
    except _ZIP_ERRORS as error:
        raise PackageError(unreadable) from error
    return members


def write_package(members: Mapping[str, bytes]) -> bytes:
    """Zip `members` into a package: same members, same bytes, whatever the clock and the system."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(members, key=lambda name: (name != CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP)
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE
            archive.writestr(entry, members[name], zipfile.ZIP_DEFLATED, _LEVEL)
    return buffer.getvalue()


def _other_kind(content: bytes) -> Bilingual | None:
    """Return what kind of file this is where it begins as one that is no .docx."""
    if not content:
        return Bilingual("tệp rỗng", "the file is empty")
    is_short_name = content[0] <= _MOST_LETTERS_OF_OWNER and 0 in content
    if len(content) == _BYTES_OF_OWNER_FILE and is_short_name:
        return _OWNER_FILE
    kind = next((kind for start, kind in _BEGINNINGS if content.startswith(start)), None)
    if kind is _OLD_OFFICE_FILE and "EncryptedPackage".encode("utf-16-le") in content:
        return _PROTECTED
    return None if kind is None else not_docx(*kind)


def not_docx(vi: str, en: str) -> Bilingual:
    """Say that a file is of another kind, and how to make a .docx of it."""
    return Bilingual(
        f"đây là {vi}; lưu lại dạng Word Document (.docx)",
        f"it is {en}; save it as a Word Document (.docx)",
    )


def _is_inside(name: str) -> bool:
    steps = name.split("/")
    return not (
        "\\" in name
        or ":" in name
        or "\0" in name
        or any(step in {"", ".", ".."} for step in steps)
    )


def _unreadable() -> Bilingual:
    return Bilingual("không phải là tệp .docx đọc được", "it is not a readable .docx file")


def _too_large() -> Bilingual:
    return Bilingual(
        f"tệp quá lớn sau khi giải nén (tối đa {MOST_BYTES // 1024 // 1024} MB)",
        f"the file is too large once unzipped (at most {MOST_BYTES // 1024 // 1024} MB)",
    )
