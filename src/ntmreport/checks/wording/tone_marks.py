"""Two placements of the tone mark in one report: hòa beside hoà, thủy beside thuỷ."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from ntmreport import catalogue
from ntmreport.checks.prose import prose_of
from ntmreport.checks.subject import check
from ntmreport.checks.wording.syllables import TONES, is_possible
from ntmreport.language import Bilingual, to_write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.subject import Finding, Subject


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
    {letter for rhyme in [*_ON_FIRST, *_ON_SECOND] for letter in rhyme} - set("oOuUaAeEyY")
)
_RHYME = re.compile(rf"(?<![qQ])(?:[oOuU][{_TONED}]|[{_TONED}][aAeEyY])(?![^\W\d_])")


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    other: str


@check(catalogue.TONE_MARK_PLACEMENT)
def tone_mark_placement(subject: Subject) -> Iterator[Finding]:
    """Find words whose tone mark stands where most words of the report do not have it."""
    prose = prose_of(subject)
    on_first: list[_Word] = []
    on_second: list[_Word] = []
    for match in _RHYME.finditer(prose.text):
        if match[0] not in _ON_FIRST and match[0] not in _ON_SECOND:
            continue
        start, end = match.span()
        while start > 0 and prose.text[start - 1].isalpha():
            start -= 1
        onset = prose.text[start : match.start()]
        text = onset + match[0]
        if text.lower() in subject.words or not is_possible(text.lower()):
            continue
        if match[0] in _ON_FIRST:
            on_first.append(_Word(start, end, text, onset + _ON_FIRST[match[0]]))
        else:
            on_second.append(_Word(start, end, text, onset + _ON_SECOND[match[0]]))
    few, many = sorted((on_second, on_first), key=len)
    usually: dict[str, _Word] = {}
    for word in many:
        usually.setdefault(word.text.lower(), word)
    for word in few:
        usual = usually.get(word.other.lower(), many[0])
        yield prose.finding(
            word.start,
            word.end,
            Bilingual(
                f"dấu thanh của “{word.text}” đặt khác phần lớn báo cáo (như “{usual.text}”)",
                f"the tone mark of “{word.text}” is not where most of the report has it "
                f"(as in “{usual.text}”)",
            ),
            to_write(word.other, is_certain=True),
            (
                (
                    prose.span(usual.start, usual.end),
                    Bilingual("cách đặt dấu thường dùng", "the usual placement"),
                ),
            ),
        )
