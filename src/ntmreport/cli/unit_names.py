"""Names and levels of units as people type them, and as the data has them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ntmreport.cli.exit_codes import WrongCallError
from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_BODIES = ("ủy ban nhân dân", "uỷ ban nhân dân", "ubnd")
_BETWEEN_NAMES = re.compile(r"[,\n]|\svà\s")
_BULLET = re.compile(r"^(?:[-+*•–—]\s*|\d{1,2}[.)]\s+)")
_COUNT = re.compile(r"^\d+\s+|^(?:các|gồm)\s+", re.IGNORECASE)
_NUMBER = re.compile(r"(?:số\s+)?\d", re.IGNORECASE)
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
        own = rest.strip()
        if _NUMBER.match(own):
            return f"{level[:1].upper()}{level[1:]} {own.lower() if own.isupper() else own}"
        name = own
    return _in_name_case(name)


def names_by_level(typed: str, levels: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the names in a list of units by their level, whatever stands between.

    Without its level, a unit is of the first of `levels`, or of the one that stands before with a
    colon, as in "xã: An Hòa; phường: Đông Hải, Tân Lập". Raises WrongCallError where no one can
    tell, or a name comes twice.
    """
    found: dict[str, list[str]] = {level: [] for level in levels}
    of_all = levels[0]
    for section in typed.split(";"):
        head, colon, rest = section.partition(":")
        headed = _level_of(_COUNT.sub("", head.strip()), levels) if colon else None
        if headed is not None:
            of_all = headed
        last = of_all
        for each in _BETWEEN_NAMES.split(rest if headed is not None else section):
            bare = _BULLET.sub("", each.strip())
            said = next((one for one in levels if bare.casefold().startswith(f"{one} ")), None)
            name = own_name(each, said or of_all)
            if not name:
                continue
            if said is None and last != of_all:
                raise WrongCallError(
                    Bilingual(
                        f"--below: “{name}” là {last} hay {of_all}? Viết mỗi loại một lần, ví dụ "
                        f"“{of_all}: …; {last}: …”",
                        f"--below: is “{name}” a {last} or a {of_all}? Write each kind once, as "
                        f"in `{of_all}: …; {last}: …`",
                    )
                )
            last = said or of_all
            found[last].append(name)
    every = [name for names in found.values() for name in names]
    repeated = sorted({name for name in every if every.count(name) > 1})
    if repeated or not every:
        raise WrongCallError(
            Bilingual(
                f"--below: cần các tên khác nhau; trùng: {', '.join(repeated) or '(không có tên)'}",
                f"--below: different names are needed; twice: {', '.join(repeated) or '(none)'}",
            )
        )
    return {level: tuple(names) for level, names in found.items() if names}


def _level_of(words: str, levels: Sequence[str]) -> str | None:
    level = level_named(words, levels)
    return level if level in levels else None


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
