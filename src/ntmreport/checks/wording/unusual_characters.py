"""Invisible characters, and letters of other scripts that look like Latin ones."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.form_prose import ProsePattern
from ntmreport.checks.prose import prose_of
from ntmreport.checks.violation import check
from ntmreport.checks.wording.legacy_encodings import in_legacy_stretch
from ntmreport.checks.wording.tables import table_lines
from ntmreport.language import Bilingual, Hint
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.checks.violation import Subject, Violation

INVISIBLE = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
"""Invisible characters, as a class of a pattern; a no-break space between words is right."""

_SPACES = "\u1680\u2000-\u200a\u202f\u205f\u3000"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
ORDINARY = frozenset(
    "\n\xa0\xb2\xb3\xb0\xd7–—…“”‘’\ufdd0\ufdd1"
    "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ"
    "ÁÀẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬĐÉÈẺẼẸÊẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÚÙỦŨỤƯỨỪỬỮỰÝỲỶỸỴ"
).union(map(chr, range(0x20, 0x7F)))
"""The characters that reports are written with: a text that has no others is not searched."""


@lru_cache(maxsize=4)
def _has_others(text: str) -> bool:
    """Return whether a text has characters that few reports have."""
    return not ORDINARY.issuperset(text)


_FOUND = ProsePattern(
    f"(?P<invisible>[{INVISIBLE}]+)|(?P<space>[{_SPACES}]+)|(?P<private>[{_PRIVATE}]+)",
    _has_others,
)
_NAMES = {
    "\xad": Bilingual("dấu ngắt từ ẩn", "soft hyphen"),
    "\u200b": Bilingual("dấu cách rộng bằng không", "zero-width space"),
    "\u200c": Bilingual("dấu tách chữ ẩn", "zero-width non-joiner"),
    "\u200d": Bilingual("dấu nối chữ ẩn", "zero-width joiner"),
    "\u2060": Bilingual("dấu dính từ ẩn", "word joiner"),
    "\ufeff": Bilingual("dấu BOM", "byte order mark"),
}
_DIRECTION = lazy_pattern("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@check(catalogue.INVISIBLE_CHARACTER)
def invisible_character(subject: Subject) -> Iterator[Violation]:
    """Find invisible characters, unusual spaces and characters of one font's own."""
    prose = prose_of(subject)
    for match in prose.matches(_FOUND):
        if in_legacy_stretch(prose, subject.words, match.start()):
            continue
        code = f"U+{ord(match[0][0]):04X}"
        if match["space"]:
            message = Bilingual(
                f"dấu cách khác thường ({code})", f"this is an unusual space ({code})"
            )
            hint = Hint(
                "thay bằng dấu cách thường", "use an ordinary space", (" ",), is_certain=True
            )
        elif match["private"]:
            message = Bilingual(
                f"ký tự riêng của một phông chữ ({code}), máy khác không in được",
                f"this character belongs to one font ({code}) and prints nowhere else",
            )
            hint = Hint("gõ lại ký tự cần dùng", "type the character that is meant")
        else:
            name = _name(match[0][0])
            message = Bilingual(
                f"ký tự ẩn: {name.vi} ({code})", f"invisible character: {name.en} ({code})"
            )
            hint = Hint("xóa ký tự này", "delete it", ("",), is_certain=True)
        yield prose.violation(match.start(), match.end(), message, hint)


def _name(character: str) -> Bilingual:
    if _DIRECTION.match(character):
        return Bilingual("dấu đổi chiều viết", "mark of the writing direction")
    return _NAMES.get(character, Bilingual("không có hình", "nothing to see"))


# Full-width letters, digits and signs are known by their block.
_FULL_WIDTH = "\uff01-\uff5e"
_MOST_SHOWN = 40
_LATIN = lazy_pattern("[A-Za-z\xc0-\u024f\u1e00-\u1eff]")
_WORD = lazy_pattern(rf"[^\W_]+|[{_FULL_WIDTH}]+")


@cache
def look_alikes() -> Mapping[str, str]:
    """Return the Latin letters that letters of other scripts look like."""
    pairs = (line.split() for line in table_lines("lookalikes"))
    return {chr(int(code, 16)): letter for code, letter in pairs}


@cache
def _suspect() -> ProsePattern:
    # Any letter of the scripts around, so that a word that mixes scripts is found at any of them.
    letters = f"{''.join(look_alikes())}{_FULL_WIDTH}\u0370-\u03ff\u0400-\u052f"
    return ProsePattern(f"[{letters}]", _has_others)


@check(catalogue.LOOK_ALIKE_LETTER)
def look_alike_letter(subject: Subject) -> Iterator[Violation]:
    """Find letters of other scripts inside words of Latin letters."""
    prose = prose_of(subject)
    suspects = _suspect().compiled
    done = 0
    for suspect in prose.matches(_suspect()):
        if suspect.start() < done:
            continue
        start, end = _word_around(prose.text, suspect.start())
        done = end
        word = prose.text[start:end]
        foreign = [i for i, letter in enumerate(word) if suspects.match(letter)]
        if (
            not _is_mistaken(word, foreign)
            or word.lower() in subject.words
            or in_legacy_stretch(prose, subject.words, start)
        ):
            continue
        letter = word[foreign[0]]
        code = f"U+{ord(letter):04X}"
        script = _script(letter)
        written = "".join(_meant(letter) for letter in word)
        hint = None
        if len(word) <= _MOST_SHOWN and not suspects.search(written):
            part = "".join(_meant(letter) for letter in word[foreign[0] : foreign[-1] + 1])
            hint = Hint(f"gõ lại “{written}”", f"type “{written}” again", (part,), is_certain=True)
        yield prose.violation(
            start + foreign[0],
            start + foreign[-1] + 1,
            Bilingual(
                f"“{letter}” ({code}) là {script.vi}, chỉ trông giống “{_meant(letter)}”"
                if hint
                else f"“{letter}” ({code}) là {script.vi}, đứng giữa chữ Latinh",
                f"“{letter}” ({code}) is {script.en}; it only looks like “{_meant(letter)}”"
                if hint
                else f"“{letter}” ({code}) is {script.en} among Latin letters",
            ),
            hint,
        )


def _word_around(text: str, offset: int) -> tuple[int, int]:
    start = offset
    while start > 0 and _WORD.fullmatch(text[start - 1]):
        start -= 1
    end = offset + 1
    while end < len(text) and _WORD.fullmatch(text[end]):
        end += 1
    return start, end


def _is_mistaken(word: str, foreign: list[int]) -> bool:
    """Return whether the letters at `foreign` stand for Latin ones in a word."""
    if len(foreign) == 1 and "\xb5" in unicodedata.normalize("NFKC", word):
        return False
    if any(_LATIN.match(word[i]) or _is_full_width(word[i]) for i in foreign):
        return True
    if any(_LATIN.match(letter) for letter in word):
        return word[:1] not in {"μ", "Ω"}  # units: μm
    return len(word) > 1 and all(letter in look_alikes() or letter.isdigit() for letter in word)


def _meant(letter: str) -> str:
    if _is_full_width(letter):
        return unicodedata.normalize("NFKC", letter)
    return look_alikes().get(letter, letter)


def _is_full_width(letter: str) -> bool:
    return "\uff01" <= letter <= "\uff5e"


def _script(letter: str) -> Bilingual:
    if _is_full_width(letter):
        return Bilingual("ký tự rộng gấp đôi", "a full-width character")
    script = unicodedata.name(letter, "").partition(" ")[0].capitalize()
    if script == "Latin":
        return Bilingual("chữ của tiếng khác", "a letter of another language")
    return Bilingual(f"chữ {script}", f"a letter of the {script} script")
