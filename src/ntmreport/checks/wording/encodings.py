"""Vietnamese as it was stored before Unicode, and as it shows where such text is taken for Latin-1.

TCVN3 (the .Vn… fonts) has one byte for each letter, VNI a letter and a mark behind it. A third way
to the same harm is UTF-8 that a program took for Windows-1252.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from ntmreport.checks.wording.tables import code_table

if TYPE_CHECKING:
    from collections.abc import Mapping


class Encoding(StrEnum):
    """An encoding in which Vietnamese text may have been stored, by the name people know."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"
    UTF8_TWICE = "UTF-8"


@cache
def _tcvn3() -> Mapping[int, str]:
    return {ord(seen): letter for seen, letter in code_table("tcvn3").items()}


@cache
def _vni() -> tuple[Mapping[str, str], re.Pattern[str]]:
    table = code_table("vni")
    longest_first = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(longest_first) + "|.", re.DOTALL)


def decoded(text: str, encoding: Encoding) -> str | None:
    """Return what `text` meant in `encoding`; None where it cannot have been written in it."""
    match encoding:
        case Encoding.TCVN3:
            read = text.translate(_tcvn3())
            left = (a for a, b in zip(text, read, strict=True) if a == b)
        case Encoding.VNI:
            table, pattern = _vni()
            pieces = pattern.findall(text)
            read = "".join(table.get(piece, piece) for piece in pieces)
            left = (piece for piece in pieces if piece not in table)
        case Encoding.UTF8_TWICE:
            return _decoded_twice(text)
    return None if any("\x80" <= character for character in left) else read


def _decoded_twice(text: str) -> str | None:
    stored = bytearray()
    for character in text:
        try:
            stored += character.encode("cp1252")
        except UnicodeEncodeError:
            if character > "\xff":
                return None
            stored.append(ord(character))
    try:
        return stored.decode("utf-8")
    except UnicodeDecodeError:
        return None
