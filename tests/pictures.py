"""Pictures made by hand: small ones, damaged ones, ones that say too much."""

from __future__ import annotations

import zlib

PNG_START = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


def png(width: int = 2, height: int = 1, more: bytes = b"", behind: bytes = b"") -> bytes:
    """A grey picture, with chunks before its pixels and bytes behind its end."""
    head = width.to_bytes(4) + height.to_bytes(4) + bytes((8, 0, 0, 0, 0))
    rows = (b"\0" + bytes((200,)) * width) * min(height, 1000)
    pixels = chunk(b"IDAT", zlib.compress(rows, 9))
    return PNG_START + chunk(b"IHDR", head) + more + pixels + chunk(b"IEND", b"") + behind


def segment(kind: int, data: bytes) -> bytes:
    return bytes((0xFF, kind)) + (len(data) + 2).to_bytes(2) + data


def jpeg(width: int = 4, height: int = 3, more: bytes = b"", behind: bytes = b"") -> bytes:
    """The segments of a JPEG, with others before its frame; no pixels of any sense."""
    frame = bytes((8,)) + height.to_bytes(2) + width.to_bytes(2) + bytes((1, 1, 0x11, 0))
    start = b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
    scan = segment(0xDA, bytes((1, 1, 0, 0, 63, 0))) + b"\x12\x34"
    return start + more + segment(0xC0, frame) + scan + b"\xff\xd9" + behind


def exif(orientation: int) -> bytes:
    entry = b"\x01\x12\0\3" + (1).to_bytes(4) + orientation.to_bytes(2) + b"\0\0"
    return segment(0xE1, b"Exif\0\0MM\0*" + (8).to_bytes(4) + b"\0\1" + entry)
