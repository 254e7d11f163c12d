"""Words that cannot be Vietnamese syllables, and the project's own list of words that pass."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.form_prose import ProsePattern
from ntmreport.checks.prose import WORD, Ranges, address_ranges, prose_of
from ntmreport.checks.spelt_fields import spelt_fields
from ntmreport.checks.template_prose import EXPRESSION
from ntmreport.checks.violation import check
from ntmreport.checks.wording.leftover_marks import leftover_ranges
from ntmreport.checks.wording.legacy_encodings import in_legacy_stretch
from ntmreport.checks.wording.syllables import (
    is_possible,
    respelled,
    typed,
    viqr_meaning,
    vni_meaning,
)
from ntmreport.checks.wording.tables import lines_without_comments, table_lines
from ntmreport.checks.wording.typed_numbers import units
from ntmreport.checks.wording.unusual_characters import INVISIBLE
from ntmreport.language import Bilingual, to_write
from ntmreport.lazy_pattern import lazy_pattern, one_of
from ntmreport.source import SourceTexts

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ntmreport.checks.prose import Prose
    from ntmreport.checks.template_prose import Piece
    from ntmreport.checks.violation import Subject, Violation
    from ntmreport.diagnostic import Diagnostic


def read_words(
    path: Path, texts: SourceTexts | None = None
) -> tuple[frozenset[str], tuple[Diagnostic, ...]]:
    """Return the words listed in the file at `path` in small letters, and what is wrong with it.

    One word a line, # begins a comment. There are none where there is no such file.
    """
    texts = texts or SourceTexts()
    if not texts.has(path):
        return frozenset(), ()
    loaded = texts.load(path, path.as_posix(), path.parent)
    lines = lines_without_comments(loaded.text or "")
    return frozenset(word.lower() for line in lines for word in line.split()), loaded.diagnostics


# A word that touches a digit, a mask or something invisible is a part of something else.
_TOUCHING = lazy_pattern(rf"[\w{EXPRESSION}{INVISIBLE}]")
_LATIN = one_of("A-Za-z\xc0-\xcf\xd1-\xd6\xd8-\xef\xf1-\xf6\xf8-\xff", "\u0100-\u024f\u1e00-\u1eff")
_LATIN_WORD = lazy_pattern(f"{_LATIN}+")
# Numbers of documents (12/TTr-UBND), and names with a number (Covid-19).
_NO_WORDS = ProsePattern(r"(?<!\w)(?:\d++[a-z]?(?:/\d{4})?[-/][\w/-]++|\w++-\d+)")
_KEY_BEHIND_A_LETTER = lazy_pattern("[1-9](?<=[a-zA-Z].)")
# Keys of the VNI method that made no letters, as in tuye6n; A1 and H5N1 have no small letter.
_VNI_KEYS = ProsePattern(
    rf"(?<![\w{EXPRESSION}{INVISIBLE}])(?=[a-zA-Z]?[1-9]*[a-z])[a-zA-Z][a-z1-9]*[1-9][a-z1-9]*"
    rf"(?![\w{EXPRESSION}{INVISIBLE}]|\.\w)",
    lambda text: _KEY_BEHIND_A_LETTER.search(text) is not None,
)
_SIGN_IN_A_WORD = lazy_pattern("[.'`?~^+*(](?<=[a-zA-Z].)[.'`?~^+*(]*[a-z]")
# Signs of the VIQR method that made no letters, as in sa.ch and no^ng.
_VIQR_KEYS = ProsePattern(
    rf"(?<![\w{EXPRESSION}{INVISIBLE}])[a-zA-Z]+(?:[.'`?~^+*(]+[a-z]+)+(?![\w{EXPRESSION}{INVISIBLE}])",
    lambda text: _SIGN_IN_A_WORD.search(text) is not None,
)
_ONE_LETTER = frozenset({"ý", "ô"})
"""Syllables of one letter and one key. Others, such as a1, are rather the number of something."""

_ADD_TO_LIST = Bilingual(
    "tên riêng hay chữ nước ngoài thì ghi vào data/words.txt",
    "if it is a name or foreign, add it to data/words.txt",
)

_CLIPPED = {
    **{"cty": "công ty", "hđ": "hoạt động", "nxb": "nhà xuất bản", "đc": "đồng chí"},
    **{"ko": "không", "đg": "đường", "tp": "thành phố", "tx": "thị xã"},
    **{"hs": "học sinh", "gđ": "gia đình", "nd": "nhân dân", "cbcc": "cán bộ, công chức"},
    **{"ng": "người", "bv": "bệnh viện", "vd": "ví dụ", "sx": "sản xuất"},
}
"""Words that are clipped in notes, and are written in full in a report."""

_LONG = 6
"""A word of so many keys may have two of them struck wrongly, a shorter one only one."""

_MOST_MEANT = 100
"""For so many words the nearest syllable is looked up; with more, this is another language."""

_MOST_SHOWN = 40
_LONGEST_KEYS = 16


@cache
def loanwords() -> frozenset[str]:
    """Return the foreign words and units that every report may use."""
    return frozenset(word for line in table_lines("loanwords") for word in line.split())


@check(catalogue.IMPOSSIBLE_SYLLABLE)
def impossible_syllable(subject: Subject) -> Iterator[Violation]:
    """Find words that are spelt like no Vietnamese syllable and are not in the word list."""
    prose = prose_of(subject)
    known = subject.words | loanwords()
    of_form = prose.form.once("doubtful words", lambda: _doubtful(prose.words_of_form))
    doubtful = (*_doubtful(prose.own_words), *of_form)
    wrong = {word for word in doubtful if word.lower() not in known}
    yield from _vni_keys(prose, known)
    viqr = list(_viqr_words(prose))
    for match, meant in viqr:
        yield _keys_left(prose, match, meant, "VIQR")
    if not wrong:
        return
    of_viqr = Ranges(match.span() for match, _ in viqr)
    used = prose.words
    possible: Counter[str] = Counter()
    for word, times in used.items():
        if is_possible(word.lower()):
            possible[word.lower()] += times
    codes = {span for span, field in spelt_fields(subject).items() if not field.has_words}
    no_words = _no_words(prose)
    meanings: dict[str, str | None] = {}
    for match in WORD.finditer(prose.text):
        word = match[0]
        start, end = match.span()
        if word not in wrong or _is_part(prose.text, match) or of_viqr.cover(start):
            continue
        if prose.piece_at(start).span in codes or no_words.cover(start):
            continue
        if address_ranges(prose).cover(start) or leftover_ranges(prose).cover(start):
            continue
        if in_legacy_stretch(prose, subject.words, start):
            continue
        if word not in meanings and word.lower() not in _CLIPPED and len(meanings) < _MOST_MEANT:
            meanings[word] = _meant(word, possible, used)
        near = meanings.get(word) or _as_capitals(word, _CLIPPED.get(word.lower()))
        if word[0].isupper() and is_proper_name(prose.piece_at(start)):
            # Names of the peoples and of companies are spelt as they like: Kđoh, Xiêr, Milk.
            near = respelled(word.lower())
            if near is None:
                continue
            near = near.capitalize()
        shown = word if len(word) <= _MOST_SHOWN else f"{word[:_MOST_SHOWN]}…"
        yield prose.violation(
            start,
            end,
            Bilingual(
                f"“{shown}” không phải là một tiếng của tiếng Việt",
                f"“{shown}” cannot be a Vietnamese syllable",
            ),
            to_write(near) if near else _ADD_TO_LIST,
        )


def _as_capitals(word: str, meant: str | None) -> str | None:
    return meant[0].upper() + meant[1:] if meant and word[0].isupper() else meant


def _vni_keys(prose: Prose, known: frozenset[str]) -> Iterator[Violation]:
    """Yield violations for words typed in the VNI method whose keys made no letters."""
    for match in prose.matches(_VNI_KEYS):
        keys = match[0].lower()
        meant = vni_meaning(keys)
        if meant is None or keys in known | units() or _is_named(keys, meant, known):
            continue
        if _no_words(prose).cover(match.start()) or address_ranges(prose).cover(match.start()):
            continue
        yield _keys_left(prose, match, meant, "VNI")


def _viqr_words(prose: Prose) -> Iterator[tuple[re.Match[str], str]]:
    """Yield words typed in VIQR whose signs made no letters, and their right spelling."""
    for match in prose.matches(_VIQR_KEYS):
        meant = viqr_meaning(match[0].lower()) if len(match[0]) <= _LONGEST_KEYS else None
        if meant is not None and not address_ranges(prose).cover(match.start()):
            yield match, meant


def _keys_left(prose: Prose, match: re.Match[str], meant: str, method: str) -> Violation:
    if match[0][0].isupper():
        meant = meant.capitalize()
    return prose.violation(
        match.start(),
        match.end(),
        Bilingual(
            f"“{match[0]}” là phím gõ {method} chưa thành chữ",
            f"“{match[0]}” are keys of the {method} method that made no letters",
        ),
        to_write(meant, is_certain=True),
    )


def _is_named(keys: str, meant: str, known: frozenset[str]) -> bool:
    """Return whether the digit numbers a thing named by the letters: a1, gen2."""
    letters = keys[:-1]
    if not letters.isalpha():
        return False
    return meant not in _ONE_LETTER if len(letters) == 1 else len(letters) > 2 and letters in known


_PLACES_AND_PERSONS = lazy_pattern(
    r"report(?:\.unit(?:\.parent)?(?:\.(?:communes|villages|towns))?\.names?|\.(?:second_)?signature\.name)"
)


def is_proper_name(piece: Piece) -> bool:
    """Return whether a text is nothing but the name of a place, a person, a company, a product."""
    keys = ".".join(step for step in piece.path if isinstance(step, str))
    if _PLACES_AND_PERSONS.fullmatch(keys) or piece.key == "products":
        return True
    return piece.key == "name" and "companies" in piece.path


@lru_cache(maxsize=1)
def _no_words(prose: Prose) -> Ranges:
    return Ranges((start, end) for _, start, end in prose.spans(_NO_WORDS))


def _is_part(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    touching = text[start - 1 : start] if start else "", text[end : end + 1]
    return any(_TOUCHING.match(character) for character in touching)


def _doubtful(words: Iterable[str]) -> list[str]:
    """Return the `words` of Latin letters that are spelt like no syllable and no abbreviation."""
    return [
        word
        for word in words
        if not is_possible(word.lower())
        and len(word) > 1
        and not word.isupper()
        and _LATIN_WORD.fullmatch(word)
    ]


def _meant(word: str, possible: Mapping[str, int], used: Mapping[str, int]) -> str | None:
    """Return the report's syllable nearest to `word` on the keyboard.

    For a capitalised word it is one that is `used` with a capital too: names have any spelling.
    """
    small = word.lower()
    if word[0].isupper():
        possible = {each: n for each, n in possible.items() if each.capitalize() in used}
    meant = respelled(small)
    if meant is None:
        keys = typed(small)
        most = 2 if len(keys) >= _LONG else 1
        near = {
            other: distance
            for other in possible
            if abs(len(typed(other)) - len(keys)) <= most
            and len(set(typed(other)).difference(keys)) <= most
            and (distance := _distance(keys, typed(other))) <= most
        }
        if not near:
            return None
        meant = min(near, key=lambda other: (near[other], -possible[other], other))
    return meant.capitalize() if word[0].isupper() else meant


def _distance(left: str, right: str) -> int:
    """Return the number of wrong keys: struck wrongly, too often, too rarely or exchanged."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, key in enumerate(left, start=1):
        above, before = before, row
        row = [i]
        for j, other in enumerate(right, start=1):
            best = min(before[j] + 1, row[-1] + 1, before[j - 1] + (key != other))
            if i > 1 and j > 1 and key == right[j - 2] and left[i - 2] == other:
                best = min(best, above[j - 2] + 1)
            row.append(best)
    return row[-1]
