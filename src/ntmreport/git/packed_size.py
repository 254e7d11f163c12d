"""From a packed object to the size that its pack declares, before it is unpacked."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from dulwich.pack import Pack

_OFFSET_DELTA, _REFERENCE_DELTA = 6, 7
_MOST_DELTAS = 1000
_HEAD_BYTES = 64
_BYTES_OF_A_NAME = 20


def largest_declared(pack: Pack, identity: bytes) -> int:
    """Return the most bytes that any step of unpacking an object takes, as the pack declares.

    A delta declares the sizes of its base and its result; the base is an object of the pack again.
    Raises KeyError where the pack lacks the object, ValueError or zlib.error where it is damaged.
    """
    offset = pack.index.object_offset(identity)  # type: ignore[arg-type] # takes both kinds of name
    largest = 0
    with open(pack.data.path, "rb") as stream:  # noqa: PTH123 - the library's own kind of path
        for _ in range(_MOST_DELTAS):
            kind, size, head = _entry(stream, offset)
            largest = max(largest, size)
            if kind not in {_OFFSET_DELTA, _REFERENCE_DELTA}:
                return largest
            if kind == _OFFSET_DELTA:
                back, rest = _back(head)
                compressed = offset + (_HEAD_BYTES - len(rest))
                offset -= back
            else:
                rest = head[_BYTES_OF_A_NAME:]
                compressed = offset + (_HEAD_BYTES - len(rest))
                name = head[:_BYTES_OF_A_NAME]
                offset = pack.index.object_offset(name)  # type: ignore[arg-type] # as above
            largest = max(largest, *_declared_by_delta(stream, compressed))
    raise ValueError("deltas without end")


def _entry(stream: BinaryIO, offset: int) -> tuple[int, int, bytes]:
    """Return the kind and the size that the entry at `offset` declares, and what follows them."""
    if offset < 0:
        raise ValueError(offset)
    stream.seek(offset)
    head = stream.read(_HEAD_BYTES).ljust(_HEAD_BYTES, b"\0")
    byte = head[0]
    kind, size, shift, position = byte >> 4 & 7, byte & 15, 4, 1
    while byte & 0x80:
        byte = head[position]
        size |= (byte & 0x7F) << shift
        shift += 7
        position += 1
    return kind, size, head[position:]


def _back(head: bytes) -> tuple[int, bytes]:
    """Return how far before a delta its base stands, and what follows."""
    byte, position = head[0], 1
    back = byte & 0x7F
    while byte & 0x80:
        byte = head[position]
        back = (back + 1) << 7 | byte & 0x7F
        position += 1
    return back, head[position:]


def _declared_by_delta(stream: BinaryIO, offset: int) -> tuple[int, int]:
    """Return the sizes of base and result that the delta compressed at `offset` begins with."""
    stream.seek(offset)
    head = zlib.decompressobj().decompress(stream.read(256), 32)
    sizes, position = [], 0
    for _ in range(2):
        size = shift = 0
        while True:
            byte = head[position]
            position += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        sizes.append(size)
    return sizes[0], sizes[1]
