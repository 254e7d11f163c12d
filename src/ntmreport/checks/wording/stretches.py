"""Where the prose holds text of a legacy encoding: words that make sense in it only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ntmreport.checks.wording.encodings import Encoding, decoded
from ntmreport.checks.wording.syllables import is_possible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.prose import Prose

# Words as such text shows them: some of their letters are signs, such as « for ô.
_WORD = re.compile(r"(?:[^\W\d_]|[\xa1-\xff])+")
_SUSPECT = re.compile(r"(?<![^\W\d_])[A-Za-z]*[\xa1-\xff][A-Za-z\xa1-\xff]*(?![^\W\d_])")
_SIGN = re.compile("[^a-zA-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý]")

# One or two characters behind a first one, as UTF-8 of Vietnamese letters shows in Windows-1252.
_FOLLOWING = "[\xa0-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_TWICE = re.compile(f"[ÃÄÅÆ]{_FOLLOWING}|á[º»]{_FOLLOWING}")
_NOT_SPACE = re.compile(r"[^ \n]+")

# So many letters of one word are a name of units, not a word in a legacy encoding.
_UNITS = frozenset({"µm", "µg", "µl", "µs"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """text[start:end] of the prose was written in `encoding` and means `meant`."""

    start: int
    end: int
    encoding: Encoding
    meant: str


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    meant: str
    is_ascii: bool
    is_certain: bool
    has_sign: bool


@lru_cache(maxsize=4)
def legacy_stretches(prose: Prose, words: frozenset[str]) -> tuple[Stretch, ...]:
    """Return the stretches of `prose` in a legacy encoding; `words` are known to be none."""
    found = list(_twice_encoded(prose))
    suspects = set(_SUSPECT.findall(prose.text))
    if any(_is_certain(word, encoding, words) for word in suspects for encoding in _ENCODINGS):
        start = 0
        for line in prose.text.split("\n"):
            if not line.isascii():
                found += _in_line(line, start, words)
            start += len(line) + 1
    return tuple(found)


def in_legacy_stretch(prose: Prose, words: frozenset[str], offset: int) -> bool:
    """Whether the character at `offset` is part of a stretch that is reported as one mistake."""
    return any(each.start <= offset < each.end for each in legacy_stretches(prose, words))


_ENCODINGS = (Encoding.TCVN3, Encoding.VNI)


@lru_cache(maxsize=8192)
def _meaning(word: str, encoding: Encoding) -> str | None:
    """Return the syllable that `word` is in `encoding`, if it is one."""
    if len(word) < 2 or word in _UNITS:
        return None
    meant = decoded(word, encoding)
    if meant is None or meant not in {meant.lower(), meant.capitalize(), meant.upper()}:
        return None
    return meant if is_possible(meant.lower()) else None


def _is_certain(word: str, encoding: Encoding, words: frozenset[str]) -> bool:
    small = word.lower()
    if is_possible(small) or small in words:
        return False
    return _meaning(word, encoding) is not None


def _in_line(line: str, start: int, words: frozenset[str]) -> list[Stretch]:
    """Return the stretches of a line in the encoding that most of its words speak for."""
    best: list[Stretch] = []
    most = 0
    for encoding in _ENCODINGS:
        runs = list(_runs(line, encoding, words))
        certain = sum(word.is_certain for run in runs for word in run)
        if certain > most:
            most = certain
            best = [_stretch(line, start, run, encoding) for run in runs]
    return best


def _runs(line: str, encoding: Encoding, words: frozenset[str]) -> Iterator[list[_Word]]:
    """Yield the words in `encoding` that follow each other, with plain ones between them."""
    run: list[_Word] = []
    for match in _WORD.finditer(line):
        word = match[0]
        meant = word if word.isascii() else _meaning(word, encoding)
        if meant is None:
            yield from _trimmed(run)
            run = []
            continue
        is_certain = not word.isascii() and _is_certain(word, encoding, words)
        has_sign = _SIGN.search(word) is not None
        run.append(_Word(match.start(), match.end(), meant, word.isascii(), is_certain, has_sign))
    yield from _trimmed(run)


def _trimmed(run: list[_Word]) -> Iterator[list[_Word]]:
    """Yield the run without plain words at its ends, if there is no doubt of it."""
    while run and run[0].is_ascii:
        run = run[1:]
    while run and run[-1].is_ascii:
        run = run[:-1]
    certain = [word for word in run if word.is_certain]
    # One word of letters that Vietnamese has too may be a slip of the hand.
    if len(certain) > 1 or any(word.has_sign for word in certain):
        yield run


def _stretch(line: str, start: int, run: list[_Word], encoding: Encoding) -> Stretch:
    meant: list[str] = []
    position = run[0].start
    for word in run:
        meant += [line[position : word.start], word.meant]
        position = word.end
    return Stretch(start + run[0].start, start + run[-1].end, encoding, "".join(meant))


def _twice_encoded(prose: Prose) -> Iterator[Stretch]:
    """Yield what was stored as UTF-8 and then taken for Windows-1252: `nÃ´ng` for `nông`."""
    if not _TWICE.search(prose.text):
        return
    start = 0
    for line in prose.text.split("\n"):
        run: list[tuple[int, int]] = []
        for match in _NOT_SPACE.finditer(line):
            if _TWICE.search(match[0]) and _decodes(match[0]):
                run.append(match.span())
            elif run and not match[0].isascii():
                yield _twice(line, start, run)
                run = []
        if run:
            yield _twice(line, start, run)
        start += len(line) + 1


def _decodes(word: str) -> bool:
    return decoded(word, Encoding.UTF8_TWICE) is not None


def _twice(line: str, start: int, run: list[tuple[int, int]]) -> Stretch:
    first, last = run[0][0], run[-1][1]
    meant = decoded(line[first:last], Encoding.UTF8_TWICE) or ""
    return Stretch(start + first, start + last, Encoding.UTF8_TWICE, meant)
