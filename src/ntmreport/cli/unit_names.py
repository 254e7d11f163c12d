"""Names and levels of units as people type them, and as the data has them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

LEVELS_ABOVE = ("tỉnh", "thành phố", "huyện", "thị xã", "quận")
"""Levels of a unit above the reporting one."""

TOWN_LEVELS = ("thị trấn", "phường")
"""Levels below a unit, beside its communes, that take no part in the Programme."""

_BODIES = ("ủy ban nhân dân", "uỷ ban nhân dân", "ubnd")
_BULLET = re.compile(r"^(?:[-+*•–—]\s*|\d{1,2}[.)]\s+)")
_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"[IVX]+")
_VOWELS = frozenset("aeiouy")


def level_named(typed: str, known: Collection[str]) -> str:
    """Return the known level that `typed` is, with its marks or without, or else `typed`.

    The word for the body, as in "UBND xã", is no part of it, nor is a name behind it.
    """
    from ntmreport.model.key_diagnostics import without_marks

    level = _without_body(" ".join(typed.lower().split()))
    plain = f"{without_marks(level)} "
    longest_first = sorted(known, key=len, reverse=True)
    return next(
        (each for each in longest_first if plain.startswith(f"{without_marks(each)} ")), level
    )


def own_name(typed: str, level: str) -> str:
    """Return a unit's name without body, level and unit above, which have places of their own.

    A number is no name: "Thôn 1" is called so.
    """
    name, _, _ = _BULLET.sub("", typed.strip()).partition(",")
    name = _without_body(name.rstrip(" .;"))
    begun, rest = name[: len(level)], name[len(level) :]
    if level and begun.casefold() == level and (not rest or rest[0].isspace()):
        name = name if rest.strip()[:1].isdigit() else rest.strip()
    return _in_name_case(name)


def _without_body(name: str) -> str:
    for body in _BODIES:
        if name.casefold().startswith(f"{body} "):
            return name[len(body) :].strip()
    return name


def _in_name_case(name: str) -> str:
    """Return a name that is all in capitals, or all in small letters, with a capital a word.

    Roman numbers and words without a vowel, which are short for others, stay as they are.
    """
    if not (name.isupper() or name.islower()):
        return name

    def capitalised(word: re.Match[str]) -> str:
        text = word[0]
        is_short = text.isupper() and (_ROMAN.fullmatch(text) or not _is_syllable(text))
        return text if is_short else text.capitalize()

    return _WORD.sub(capitalised, name)


def _is_syllable(word: str) -> bool:
    return not _VOWELS.isdisjoint(unicodedata.normalize("NFD", word.casefold()))
