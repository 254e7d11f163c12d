"""From the bytes of a picture to what of them a report carries: their real kind, without metadata.

A form may come from a stranger. What a file's name says is not believed; what is behind the picture
or beside it, such as where and with what it was taken, is left out.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from ntmreport import limits
from ntmreport import refusal_messages as refusals
from ntmreport.document import Picture, PictureKind

if TYPE_CHECKING:
    from ntmreport.refusal_messages import RefusalMessage

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_OTHERS = (
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"<svg", "SVG"),
    (b"<?xml", "SVG"),
    (b"%PDF", "PDF"),
    (b"\x01\0\0\0", "EMF"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
)
# What changes how the picture looks; all else in a PNG is metadata.
_KEPT_CHUNKS = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB", b"iCCP"))
_FRAMES = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), 0xCD, 0xCE, 0xCF))
_JFIF, _EXIF, _ADOBE, _COMMENT, _SCAN, _END = 0xE0, 0xE1, 0xEE, 0xFE, 0xDA, 0xD9
_COLOURS = b"ICC_PROFILE\0"
_UPRIGHT = frozenset((0, 1))


class PictureError(Exception):
    """The bytes are no picture that a report can carry."""

    def __init__(self, message: RefusalMessage) -> None:
        super().__init__(message.message.en)
        self.message = message


def picture_of(content: bytes) -> Picture:
    """Return the picture, or raise PictureError."""
    try:
        if content.startswith(_PNG):
            picture = _png(content)
        elif content.startswith(_JPEG):
            picture = _jpeg(content)
        else:
            raise PictureError(refusals.PICTURE_KIND.of(kind=_kind_of(content)))
    except (IndexError, ValueError) as error:
        raise PictureError(refusals.PICTURE_BROKEN) from error
    if not 0 < picture.width * picture.height <= limits.MOST_PIXELS:
        raise PictureError(refusals.PICTURE_PIXELS.of(most=limits.MOST_PIXELS // 1_000_000))
    return picture


def _kind_of(content: bytes) -> str:
    if content[4:8] == b"ftyp":
        return "HEIC"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WebP"
    found = (kind for start, kind in _OTHERS if content.lstrip().startswith(start))
    return next(found, "?")


def _png(content: bytes) -> Picture:
    kept, size, position = [_PNG], (0, 0), len(_PNG)
    while True:
        length = int.from_bytes(_bytes(content, position, 4))
        kind = _bytes(content, position + 4, 4)
        data = _bytes(content, position + 8, length)
        if zlib.crc32(kind + data) != int.from_bytes(_bytes(content, position + 8 + length, 4)):
            raise ValueError("a chunk is damaged")
        if kind == b"IHDR":
            size = int.from_bytes(data[:4]), int.from_bytes(data[4:8])
        if kind in _KEPT_CHUNKS:
            kept.append(content[position : position + 12 + length])
        elif kind[:1].isupper():
            raise ValueError("a chunk that must be understood is unknown")
        position += 12 + length
        if kind == b"IEND":
            return Picture(PictureKind.PNG, b"".join(kept), *size)


def _jpeg(content: bytes) -> Picture:
    kept, size, position = [content[:2]], (0, 0), 2
    while True:
        if content[position] != 0xFF:
            raise ValueError("a segment is damaged")
        while content[position + 1] == 0xFF:
            position += 1
        kind = content[position + 1]
        length = int.from_bytes(_bytes(content, position + 2, 2))
        segment = _bytes(content, position, length + 2)
        if kind in _FRAMES:
            size = int.from_bytes(segment[7:9]), int.from_bytes(segment[5:7])
        if kind == _EXIF and _orientation(segment[4:]) not in _UPRIGHT:
            raise PictureError(refusals.PICTURE_TURNED)
        is_metadata = _JFIF < kind <= 0xEF and kind != _ADOBE
        is_metadata = is_metadata and not segment[4:].startswith(_COLOURS)
        if not is_metadata and kind != _COMMENT:
            kept.append(segment)
        position += length + 2
        if kind == _SCAN:
            end = content.rindex(bytes((0xFF, _END)), position)
            return Picture(PictureKind.JPEG, b"".join((*kept, content[position : end + 2])), *size)


def _orientation(exif: bytes) -> int:
    """Return how a camera was held by what it wrote down; 1 is upright, 0 where it does not say."""
    if not exif.startswith(b"Exif\0\0"):
        return 0
    tiff = exif[6:]
    is_little = tiff[:2] == b"II"

    def number(start: int, length: int) -> int:
        return int.from_bytes(tiff[start : start + length], "little" if is_little else "big")

    start = number(4, 4)
    for entry in range(number(start, 2)):
        at = start + 2 + 12 * entry
        if number(at, 2) == 0x0112:
            return number(at + 8, 2)
    return 0


def _bytes(content: bytes, start: int, length: int) -> bytes:
    found = content[start : start + length]
    if len(found) != length:
        raise ValueError("the file ends too early")
    return found
