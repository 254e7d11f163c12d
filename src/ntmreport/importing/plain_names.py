"""Names in small letters without marks, as keys and files have them, from Vietnamese words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_MOST_LETTERS = 40
_MOST_LABEL = 120
_OTHERS = re.compile(r"[^a-z0-9]+")
_RESERVED = frozenset(
    (
        *("source", "confirmed", "communes", "and", "or", "not", "in", "is", "if", "else", "for"),
        *("true", "false", "none", "set", "name", "label", "unit", "number", "items", "keys"),
        *("values", "get", "read", "lines", "totals", "yes", "no", "on", "off", "null", "y", "n"),
    )
)


def plain_name(words: str, between: str = "_", most: int = _MOST_LETTERS) -> str:
    """Return words as a name: small letters a to z, digits, `between` the words."""
    letters = unicodedata.normalize("NFD", words.casefold().replace("đ", "d"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    name = _OTHERS.sub(between, plain).strip(between)
    if len(name) > most:
        name = name[: most + 1].rpartition(between)[0] or name[:most]
    return name


def free_name(words: str, taken: Collection[str], most: int = _MOST_LETTERS) -> str:
    """Return a key for words that no other thing has."""
    name = plain_name(words, most=most) or "so"
    if not name[0].isalpha() or name in _RESERVED:
        name = f"so_{name}"
    if name not in taken:
        return name
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"


def quoted_in_braces(text: str) -> str:
    """Return a label as it stands between braces in YAML."""
    text = text[:_MOST_LABEL].strip() or "-"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
