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
def _tcvn3() -> Mapping[str, str]:
    return code_table("tcvn3")


@cache
def _vni() -> tuple[Mapping[str, str], re.Pattern[str]]:
    table = code_table("vni")
    longest_first = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(longest_first) + "|.", re.DOTALL)


def decoded(text: str, encoding: Encoding) -> str | None:
    """Return what `text` meant in `encoding`; None where it cannot have been written in it."""
    if encoding is Encoding.UTF8_TWICE:
        return _decoded_twice(text)
    if encoding is Encoding.TCVN3:
        table, pieces = _tcvn3(), list(text)
    else:
        table, pattern = _vni()
        pieces = pattern.findall(text)
    if any(piece not in table and not piece.isascii() for piece in pieces):
        return None
    return "".join(table.get(piece, piece) for piece in pieces)


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
