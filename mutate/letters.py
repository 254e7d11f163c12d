"""Vietnamese letters taken apart and put together: tones, keys of typing, old encodings."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from ntmreport.checks.wording.tables import code_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
"""The marks of tones and the keys by which Telex types them."""

_TELEX = {"ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw"}
_VNI = {"ă": "a8", "â": "a6", "đ": "d9", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7"}
_VNI_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_SYLLABLE = re.compile(r"[^\W\d_]+")


def other_tones(name: str) -> Iterator[str]:
    """Yield `name` with each tone mark, one at a time, taken away or made another."""
    for at, letter in enumerate(name):
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in TONES), None)
        if tone is None:
            continue
        for other in ("", *TONES):
            if other != tone:
                written = unicodedata.normalize("NFC", parts.replace(tone, other))
                yield name[:at] + written + name[at + 1 :]


def without_marks(text: str) -> str:
    """Return `text` as it is typed without a Vietnamese keyboard."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def syllables(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of a text."""
    return _SYLLABLE.finditer(text)


def _typed(syllable: str, letters: Mapping[str, str], tones: Mapping[str, str]) -> str:
    keys, tone = "", ""
    for letter in syllable:
        parts = unicodedata.normalize("NFD", letter)
        tone += "".join(tones[mark] for mark in parts if mark in tones)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
        key = letters.get(bare.lower(), bare)
        keys += key.capitalize() if bare.isupper() and len(key) > 1 else key
    return keys + tone


def telex(syllable: str) -> str:
    """Return the keys that Telex types `syllable` with."""
    return _typed(syllable, _TELEX, TONES)


def vni_keys(syllable: str) -> str:
    """Return the keys that the VNI method types `syllable` with."""
    return _typed(syllable, _VNI, _VNI_TONES)


@cache
def _codes(encoding: str) -> Mapping[str, str]:
    codes: dict[str, str] = {}
    for seen, letter in code_table(encoding).items():
        codes.setdefault(letter, seen)
    return codes


def in_old_encoding(text: str, encoding: str) -> str | None:
    """Return `text` as a paste from a document in `encoding`, "tcvn3" or "vni", shows it."""
    codes = _codes(encoding)
    shown = [letter if letter.isascii() else codes.get(letter) for letter in text]
    if None in shown:
        return None
    return "".join(letter for letter in shown if letter)


def encoded_twice(text: str) -> str:
    """Return `text` as UTF-8 that a program took for Windows-1252."""
    shown = ""
    for byte in text.encode():
        one = bytes([byte])
        shown += one.decode("cp1252", "ignore") or one.decode("latin-1")
    return shown
