"""Text of encodings older than Unicode: TCVN3, VNI, and UTF-8 that was taken for Windows-1252."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.checks.form_prose import ProsePattern
from ntmreport.checks.prose import Ranges, prose_of
from ntmreport.checks.violation import check
from ntmreport.checks.wording.syllables import is_possible, with_tone_in_place
from ntmreport.checks.wording.tables import code_table
from ntmreport.known_by_text import known_by_text
from ntmreport.language import Bilingual, to_write
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.checks.prose import Prose
    from ntmreport.checks.violation import Subject, Violation


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
    return table, lazy_pattern("|".join(longest_first) + "|.", re.DOTALL)


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


# Words as such text shows them: some of their letters are signs, such as « for ô.
_WORD = lazy_pattern(r"(?:[^\W\d_]|[\xa1-\xff])+")
_SUSPECT = lazy_pattern(
    r"(?<![^\W\d_])(?<![\xa1-\xff])[A-Za-z]*+[\xa1-\xff][A-Za-z\xa1-\xff]*+(?![^\W\d_])"
)
_SIGN = lazy_pattern("[^a-zA-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý]")

# One or two characters behind a first one, as UTF-8 of Vietnamese letters shows in Windows-1252.
_FOLLOWING = "[\xa0-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_TWICE = ProsePattern(f"[ÃÄÅÆ]{_FOLLOWING}|á[º»]{_FOLLOWING}", ("Ã", "Ä", "Å", "Æ", "áº", "á»"))
_NOT_SPACE = lazy_pattern(r"[^ \n]+")

# Units and formulas that could be read as words: µm, m×n.
_NO_WORD = lazy_pattern(r"µ[a-z]|[A-Za-z]×[A-Za-z]")

_ENOUGH = 3
"""The weight that the words of a text must have together.

Two typing errors in a row that look like a legacy encoding are rare, and signs inside of words are
no typing errors.
"""

_ENCODINGS = (Encoding.TCVN3, Encoding.VNI)


class LegacyText(Struct, frozen=True):
    """The range text[start:end] of the prose, its `encoding`, and its text in Unicode."""

    start: int
    end: int
    encoding: Encoding
    meant: str


class _Word(Struct, frozen=True):
    start: int
    written: str
    meant: str
    weight: int

    @property
    def end(self) -> int:
        return self.start + len(self.written)


@lru_cache(maxsize=4)
def legacy_stretches(prose: Prose, words: frozenset[str]) -> tuple[LegacyText, ...]:
    """Return the texts of `prose` in a legacy encoding; the `words` are known to be Unicode."""
    found = list(_twice_encoded(prose))
    of_form = prose.form.once("suspects", lambda: _suspects(prose.form.text))
    own = prose.own_text.split("\n")
    suspects = (*dict.fromkeys(chain.from_iterable(map(_suspects, own))), *of_form)
    if any(_weight(word, encoding, words) for word in suspects for encoding in _ENCODINGS):
        used = Counter(_WORD.findall(prose.text.lower()))
        start = 0
        for line in prose.text.split("\n"):
            if not line.isascii():
                found += _in_line(line, start, words, used)
            start += len(line) + 1
    return tuple(sorted(found, key=lambda stretch: stretch.start))


@known_by_text
def _suspects(text: str) -> tuple[str, ...]:
    """Return the words of `text` that may be of a legacy encoding: good syllables are not."""
    words = dict.fromkeys(_SUSPECT.findall(text))
    return tuple(word for word in words if not is_possible(word.lower()))


@lru_cache(maxsize=4)
def _ranges(prose: Prose, words: frozenset[str]) -> Ranges:
    return Ranges((stretch.start, stretch.end) for stretch in legacy_stretches(prose, words))


def in_legacy_stretch(prose: Prose, words: frozenset[str], offset: int) -> bool:
    """Return whether the character at `offset` is in a stretch of a legacy encoding."""
    return _ranges(prose, words).cover(offset)


@lru_cache(maxsize=8192)
def _meaning(word: str, encoding: Encoding) -> str | None:
    """Return the syllable that `word` is in `encoding`; None where it is none."""
    meant = decoded(word, encoding)
    if meant is None or meant not in {meant.lower(), meant.capitalize(), meant.upper()}:
        return None
    return meant if is_possible(meant.lower()) else None


def _weight(word: str, encoding: Encoding, words: frozenset[str]) -> int:
    """Return how much `word` speaks for `encoding`; 0 where it is good Unicode."""
    small = word.lower()
    if len(word) < 2 or word.isascii() or _NO_WORD.fullmatch(word):
        return 0
    if is_possible(small) or small in words or not _meaning(word, encoding):
        return 0
    if _SIGN.search(word):
        return _ENOUGH
    # In VNI a mark stands behind its letter. Behind another vowel it may be misplaced: taù for tàu.
    is_vni = encoding is Encoding.VNI and with_tone_in_place(small) is None
    return _ENOUGH if is_vni else 1


def _in_line(line: str, start: int, words: frozenset[str], used: Counter[str]) -> list[LegacyText]:
    """Return the texts of a line in the encoding that most of its words speak for."""
    best: list[LegacyText] = []
    most = 0
    for encoding in _ENCODINGS:
        runs = [_trimmed(run, used) for run in _runs(line, encoding, words)]
        runs = [run for run in runs if sum(word.weight for word in run) >= _ENOUGH]
        weight = sum(word.weight for run in runs for word in run)
        if weight > most:
            most = weight
            best = [_stretch(line, start, run, encoding) for run in runs]
    return best


def _runs(line: str, encoding: Encoding, words: frozenset[str]) -> Iterator[list[_Word]]:
    """Yield runs of words in `encoding`, plain words between them included."""
    run: list[_Word] = []
    for match in _WORD.finditer(line):
        word = match[0]
        meant = word if word.isascii() else _meaning(word, encoding)
        if meant is None:
            yield run
            run = []
            continue
        run.append(_Word(match.start(), word, meant, _weight(word, encoding, words)))
    yield run


def _trimmed(run: list[_Word], used: Counter[str]) -> list[_Word]:
    """Return the run without words at its ends that are more likely good Unicode."""

    def is_part(word: _Word) -> bool:
        if word.weight or word.written.isascii():
            return word.weight > 0
        return used[word.meant.lower()] >= used[word.written.lower()]

    first, last = 0, len(run)
    while first < last and not is_part(run[first]):
        first += 1
    while first < last and not is_part(run[last - 1]):
        last -= 1
    return run[first:last]


def _stretch(line: str, start: int, run: list[_Word], encoding: Encoding) -> LegacyText:
    meant: list[str] = []
    position = run[0].start
    for word in run:
        meant += [line[position : word.start], word.meant]
        position = word.end
    return LegacyText(start + run[0].start, start + run[-1].end, encoding, "".join(meant))


def _twice_encoded(prose: Prose) -> Iterator[LegacyText]:
    """Yield texts of UTF-8 that was taken for Windows-1252: `nÃ´ng` for `nông`."""
    if not any(prose.matches(_TWICE)):
        return
    start = 0
    for line in prose.text.split("\n"):
        run: list[tuple[int, int]] = []
        for match in _NOT_SPACE.finditer(line):
            if _TWICE.compiled.search(match[0]) and _decodes(match[0]):
                run.append(match.span())
            elif run and not match[0].isascii():
                yield _twice(line, start, run)
                run = []
        if run:
            yield _twice(line, start, run)
        start += len(line) + 1


def _decodes(word: str) -> bool:
    return decoded(word, Encoding.UTF8_TWICE) is not None


def _twice(line: str, start: int, run: list[tuple[int, int]]) -> LegacyText:
    first, last = run[0][0], run[-1][1]
    meant = decoded(line[first:last], Encoding.UTF8_TWICE) or ""
    return LegacyText(start + first, start + last, Encoding.UTF8_TWICE, meant)


_MOST_SHOWN = 120


@check(catalogue.LEGACY_ENCODING)
def legacy_encoding(subject: Subject) -> Iterator[Violation]:
    """Find text in TCVN3, VNI or twice encoded UTF-8, and show it in Unicode."""
    prose = prose_of(subject)
    for stretch in legacy_stretches(prose, subject.words):
        meant = stretch.meant
        if len(meant) > _MOST_SHOWN:
            meant = f"{meant[:_MOST_SHOWN].rpartition(' ')[0]} …"
        yield prose.violation(
            stretch.start,
            stretch.end,
            Bilingual(
                f"chữ ở bảng mã {stretch.encoding.value}, không phải Unicode",
                f"this is text in the encoding {stretch.encoding.value}, not Unicode",
            ),
            to_write(meant, is_certain=True),
        )
