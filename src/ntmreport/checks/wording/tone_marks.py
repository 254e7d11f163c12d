"""Two placements of the tone mark in one report: hòa beside hoà, thủy beside thuỷ."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.checks.form_prose import ProsePattern
from ntmreport.checks.prose import prose_of
from ntmreport.checks.violation import check
from ntmreport.checks.wording.syllables import TONES, is_possible
from ntmreport.language import Bilingual, to_write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ntmreport.checks.violation import Subject, Violation


def _spellings() -> tuple[dict[str, str], dict[str, str]]:
    """Return the open rhymes oa, oe, uy with the mark on their first letter, and on their second.

    Each is given with its counterpart in the other placement.
    """
    first: dict[str, str] = {}
    second: dict[str, str] = {}
    for rhyme in ("oa", "oe", "uy"):
        for mark in TONES.values():
            one = unicodedata.normalize("NFC", rhyme[0] + mark + rhyme[1])
            other = unicodedata.normalize("NFC", rhyme + mark)
            for spelling in (str.lower, str.upper, str.capitalize):
                first[spelling(one)] = spelling(other)
                second[spelling(other)] = spelling(one)
    return first, second


_ON_FIRST, _ON_SECOND = _spellings()
# Anything near to them. Behind q, u belongs to the consonant: quý has one placement only.
_TONED = "".join(
    sorted({letter for rhyme in [*_ON_FIRST, *_ON_SECOND] for letter in rhyme} - set("oOuUaAeEyY"))
)
_RHYME = ProsePattern(rf"(?<![qQ])(?:[oOuU][{_TONED}]|[{_TONED}][aAeEyY])(?![^\W\d_])")


class _Word(Struct, frozen=True):
    """A word of the report; its last two letters are a rhyme that has two spellings."""

    start: int
    end: int


def _ends(words: Iterable[str]) -> set[str]:
    """Return the last two letters of the words, but for those behind a q."""
    return {word[-2:] for word in words if word[-3:-2] not in {"q", "Q"}}


@check(catalogue.TONE_MARK_PLACEMENT)
def tone_mark_placement(subject: Subject) -> Iterator[Violation]:
    """Find words whose tone mark is placed otherwise than in most words of the report."""
    prose = prose_of(subject)
    of_form = prose.form.once("ends of words", lambda: sorted(_ends(prose.words_of_form)))
    ends = _ends(prose.own_words).union(of_form)
    if ends.isdisjoint(_ON_FIRST) or ends.isdisjoint(_ON_SECOND):
        return
    text = prose.text

    @cache
    def is_judged(word: str) -> bool:
        return word not in subject.words and is_possible(word)

    on_first: list[_Word] = []
    on_second: list[_Word] = []
    for _, start, end in prose.spans(_RHYME):
        rhyme = text[start:end]
        if rhyme not in _ON_FIRST and rhyme not in _ON_SECOND:
            continue
        first = text.rfind(" ", 0, start) + 1
        if text[first:start].isalpha():
            start = first
        else:
            while start > 0 and text[start - 1].isalpha():
                start -= 1
        if is_judged(text[start:end].lower()):
            (on_first if rhyme in _ON_FIRST else on_second).append(_Word(start, end))
    few, many = sorted((on_second, on_first), key=len)
    if not few:
        return
    usually: dict[str, _Word] = {}
    for word in many:
        usually.setdefault(text[word.start : word.end].lower(), word)
    for word in few:
        written = text[word.start : word.end]
        rhyme = written[-2:]
        other = written[:-2] + (_ON_FIRST.get(rhyme) or _ON_SECOND[rhyme])
        usual = usually.get(other.lower(), many[0])
        as_usual = text[usual.start : usual.end]
        yield prose.violation(
            word.start,
            word.end,
            Bilingual(
                f"dấu thanh của “{written}” đặt khác phần lớn báo cáo (như “{as_usual}”)",
                f"the tone mark of “{written}” is not where most of the report has it "
                f"(as in “{as_usual}”)",
            ),
            to_write(other, is_certain=True),
            (
                (
                    prose.span(usual.start, usual.end),
                    Bilingual("cách đặt dấu thường dùng", "the usual placement"),
                ),
            ),
        )
