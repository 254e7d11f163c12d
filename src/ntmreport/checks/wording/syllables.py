"""The spelling of Vietnamese syllables: onset, rhyme and tone."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.checks.wording.tables import sections

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVEL = ""
TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
"""The marks of the five marked tones, by the key that types them in Telex."""

VOWELS = "aăâeêioôơuưy"
_LONGEST = len("nghiêng")
_MOST_KEYS = len("nghie6ng2") + 1
_CONSONANTS = "bcdđghklmnpqrstvx"
_FRONT = "eêiy"
_STOPS = ("c", "ch", "p", "t")
_EVERY_TONE = frozenset({LEVEL, *TONES})
_TONES_OF_STOPS = frozenset({"s", "j"})
_TELEX = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}

_TONED: Mapping[str, tuple[str, str]] = {
    unicodedata.normalize("NFC", vowel + mark): (vowel, key)
    for vowel in VOWELS
    for key, mark in TONES.items()
}


class Rhyme(Struct, frozen=True):
    """A rhyme without its tone, and which of its letters can carry the tone mark."""

    letters: str
    carriers: tuple[int, ...]

    @property
    def tones(self) -> frozenset[str]:
        """The tones that can stand on it: before a stop the rising and the low one only."""
        return _TONES_OF_STOPS if self.letters.endswith(_STOPS) else _EVERY_TONE


class Syllable(Struct, frozen=True):
    """A spelling without its tone: an onset and a rhyme that can follow it."""

    onset: str
    rhyme: Rhyme

    def spelled(self, tone: str, carrier: int) -> str:
        """Return the syllable with the mark of `tone` on the rhyme's letter `carrier`."""
        letters = self.rhyme.letters
        mark = TONES.get(tone, "")
        marked = unicodedata.normalize("NFC", letters[carrier] + mark)
        return self.onset + letters[:carrier] + marked + letters[carrier + 1 :]


def syllable_of(spelling: str) -> Syllable | None:
    """Return the syllable that is spelt so without a tone; None where there is none."""
    consonants = len(spelling) - len(spelling.lstrip(_CONSONANTS))
    for length in (consonants, consonants + 1):  # the onsets gi and qu end in a vowel
        onset = spelling[:length]
        rhymes = rhymes_by_onset().get(onset)
        rhyme = rhymes.get(spelling[length:]) if rhymes is not None else None
        if rhyme is not None:
            return Syllable(onset, rhyme)
    return None


@cache
def rhymes_by_onset() -> Mapping[str, Mapping[str, Rhyme]]:
    """Return the rhymes that can follow each onset, by their letters."""
    table = sections("syllables")

    def below(heading: str) -> dict[str, Rhyme]:
        return {rhyme.letters: rhyme for rhyme in map(_rhyme, table[heading])}

    rhymes, gliding = below("rhymes"), below("rhymes-with-glide")
    usual = rhymes | below("with-onset")
    found = {"": rhymes | gliding | below("without-onset")}
    for onset in table["onsets"]:
        allowed = dict(usual) if onset in table["lips"] else usual | gliding
        if onset in table["before-front-vowels"]:
            allowed = {each: allowed[each] for each in allowed if each[0] in _FRONT}
        if onset in table["not-before-front-vowels"]:
            allowed = {each: allowed[each] for each in allowed if each[0] not in _FRONT}
        if onset not in table["before-y"]:
            allowed.pop("y", None)
        found[onset] = allowed
    for word in table["lips-with-glide"]:
        onset = next(lip for lip in sorted(table["lips"], key=len)[::-1] if word.startswith(lip))
        rhyme = word.removeprefix(onset)
        found[onset][rhyme] = gliding[rhyme]
    found["qu"] = below("after-qu")
    found["g"] |= below("after-g-for-gi")
    back = {each: rhyme for each, rhyme in (rhymes | gliding).items() if each[0] not in "êiy"}
    found["gi"] = below("after-gi") | back
    return found


def _rhyme(written: str) -> Rhyme:
    carriers = tuple(i for i, letter in enumerate(written) if letter.isupper())
    return Rhyme(written.lower(), carriers)


def without_tone(word: str) -> tuple[str, list[tuple[int, str]]]:
    """Return `word` without marks of tone, and the offset and tone of each mark."""
    plain = list(word)
    marks: list[tuple[int, str]] = []
    for position, letter in enumerate(word):
        toned = _TONED.get(letter)
        if toned is not None:
            plain[position] = toned[0]
            marks.append((position, toned[1]))
    return "".join(plain), marks


def is_possible(word: str) -> bool:
    """Return whether `word`, in small letters, can be a Vietnamese syllable."""
    return len(word) <= _LONGEST and _is_possible(word)


@lru_cache(maxsize=8192)
def _is_possible(word: str) -> bool:
    plain, marks = without_tone(word)
    syllable = syllable_of(plain)
    if syllable is None or len(marks) > 1:
        return False
    if not marks:
        return LEVEL in syllable.rhyme.tones
    position, tone = marks[0]
    carrier = position - len(syllable.onset)
    return tone in syllable.rhyme.tones and carrier in syllable.rhyme.carriers


def with_tone_in_place(word: str) -> str | None:
    """Return `word` with its tone mark on the right letter; None where it is no syllable.

    Where two letters can carry it, it is the first.
    """
    plain, marks = without_tone(word)
    syllable = syllable_of(plain)
    if syllable is None or len({tone for _, tone in marks}) != 1:
        return None
    tone = marks[0][1]
    if tone not in syllable.rhyme.tones:
        return None
    return syllable.spelled(tone, syllable.rhyme.carriers[0])


_SOUND_ALIKE = (("ngh", "ng"), ("ng", "ngh"), ("gh", "g"), ("g", "gh"), ("k", "c"), ("c", "k"))
"""Spellings of one consonant, of which the vowel behind it decides."""


def respelled(word: str) -> str | None:
    """Return the syllable that sounds as `word` is written; None where there is none."""
    in_place = with_tone_in_place(word)
    if in_place is not None:
        return in_place
    plain, marks = without_tone(word)
    with_horns = re.sub("ưo|uơ", "ươ", plain)
    if with_horns != plain and (syllable := syllable_of(with_horns)) and len(marks) < 2:
        tone = marks[0][1] if marks else LEVEL
        if tone in syllable.rhyme.tones:
            return syllable.spelled(tone, syllable.rhyme.carriers[0])
    others = (
        right + word.removeprefix(written)
        for written, right in _SOUND_ALIKE
        if word.startswith(written)
    )
    return next((other for other in others if is_possible(other)), None)


@lru_cache(maxsize=2048)
def typed(word: str) -> str:
    """Return the keys that type `word`, in small letters, with the Telex method."""
    plain, marks = without_tone(word)
    keys = "".join(_TELEX.get(letter, letter) for letter in plain)
    return keys + "".join(tone for _, tone in marks)


_VNI_TONES = {"1": "s", "2": "f", "3": "r", "4": "x", "5": "j"}
_VNI_LETTERS = {"6": {"a": "â", "e": "ê", "o": "ô"}, "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"}}


_VIQR_AS_VNI = str.maketrans(
    {"'": "1", "`": "2", "?": "3", "~": "4", ".": "5", "^": "6", "+": "7", "*": "7", "(": "8"}
)


def viqr_meaning(keys: str) -> str | None:
    """Return the syllable that the VIQR method makes of `keys`, small letters and signs."""
    return vni_meaning(keys.replace("dd", "d9").translate(_VIQR_AS_VNI))


@lru_cache(maxsize=2048)
def vni_meaning(keys: str) -> str | None:
    """Return the syllable that the VNI method makes of `keys`, small letters and digits."""
    if len(keys) > _MOST_KEYS:
        return None
    plain, tone = "", LEVEL
    for key in keys:
        if key in _VNI_TONES:
            if tone or not plain.strip(_CONSONANTS):
                return None
            tone = _VNI_TONES[key]
        elif key == "9" and plain.startswith("d"):
            plain = f"đ{plain[1:]}"
        elif key in _VNI_LETTERS:
            # The key changes the last letter that it can: also behind the word, as in tuyen6.
            letters = _VNI_LETTERS[key]
            at = next((i for i in reversed(range(len(plain))) if plain[i] in letters), None)
            if at is None:
                return None
            plain = plain[:at] + letters[plain[at]] + plain[at + 1 :]
        elif key.isdigit():
            return None
        else:
            plain += key
    # One key may make ươ of uo, and what it changes in ua and uu is the first letter.
    others = (plain, plain.replace("uơ", "ươ"), plain.replace("uư", "ưu"))
    for other in others:
        syllable = syllable_of(other)
        if syllable is not None and tone in syllable.rhyme.tones:
            return syllable.spelled(tone, syllable.rhyme.carriers[0])
    return None
