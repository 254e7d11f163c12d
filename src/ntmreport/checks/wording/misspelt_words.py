"""Words that stand twice in a row, misspelt words of possible syllables, and impossible days."""

from __future__ import annotations

import datetime
import re
from functools import cache
from itertools import accumulate
from operator import eq
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.form_prose import ProsePattern
from ntmreport.checks.prose import prose_of
from ntmreport.checks.violation import check
from ntmreport.checks.wording.tables import table_lines
from ntmreport.language import Bilingual, Hint, to_write
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.checks.prose import Prose
    from ntmreport.checks.violation import Subject, Violation

_NEVER_TWICE = frozenset(
    (
        *("các", "của", "và", "được", "trong", "với", "để", "cho", "tại", "do", "những", "đã"),
        *("đang", "sẽ", "có", "theo", "về", "như", "khi", "bị", "trên", "này", "việc", "tốt"),
        *("đạt", "không", "một"),
    )
)
"""Words that stand once. Others may be said twice: xanh xanh, năm năm, từ từ, dần dần."""

# What stands before a number is looked at last: there are few that look like days.
_DAY = ProsePattern(
    r"[0-9](?<![\w/.,-][0-9])[0-9]?([/.-])([0-9]{1,2})\1([12][0-9]{3})(?![\w/-]|[.,][0-9])"
)
_DAY_IN_WORDS = ProsePattern(
    r"gày ([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([12][0-9]{3})(?![0-9])", (" tháng ",)
)
_MONTH = ProsePattern(r"háng (?:1[3-9]|[2-9][0-9]|0?0)(?: năm|/)(?!\w)", ("háng ",))
_CITED = lazy_pattern(r"[0-9][a-z]?(?:/[0-9]{4})?[-/][A-ZĐ][\w/-]*,? ngày $")
_LONGEST_CITATION = 40


@cache
def _misspelt() -> Mapping[str, str]:
    pairs = (line.partition("=") for line in table_lines("misspelt_words"))
    return {wrong.strip(): right.strip() for wrong, _, right in pairs}


@cache
def _misspelt_words() -> ProsePattern:
    words = "|".join(re.escape(each) for each in sorted(_misspelt(), key=len, reverse=True))
    return ProsePattern(rf"(?:{words})(?!\w)", tuple(_misspelt()), is_of_small_letters=True)


@check(catalogue.DOUBLED_WORD)
def doubled_word(subject: Subject) -> Iterator[Violation]:
    """Find words that stand twice in a row by mistake."""
    prose = prose_of(subject)
    for start, length in _doubled_in(prose):
        end = start + 2 * length + 1
        written = prose.text[start:end]
        yield prose.violation(
            start,
            end,
            Bilingual(f"lặp chữ: “{written}”", f"said twice: `{written}`"),
            to_write(written[:length]),
        )


def _doubled_in(prose: Prose) -> Iterator[tuple[int, int]]:
    """Yield offset and length of words that stand twice, in their order."""

    def of_form() -> list[tuple[int, int]]:
        return [(start - 1, length) for start, length in _doubled(f"\n{prose.form.small}")]

    yield from _doubled(prose.small[: prose.start_of_form])
    for start, length in prose.form.once("doubled words", of_form):
        yield prose.start_of_form + start, length


def _doubled(small: str) -> list[tuple[int, int]]:
    return sorted((*_single(small), *_pairs(small)))


def _single(small: str) -> Iterator[tuple[int, int]]:
    """Yield offset and length of doubled words that never stand twice."""
    for word in _NEVER_TWICE:
        twice = f"{word} {word}"
        start = small.find(twice)
        while start >= 0:
            end = start + len(twice)
            if not small[start - 1 : start].isalnum() and not small[end : end + 1].isalnum():
                yield start, len(word)
            start = small.find(twice, end)


def _pairs(small: str) -> Iterator[tuple[int, int]]:
    """Yield offset and length of two words that stand twice: nhân rộng nhân rộng."""
    words = small.split(" ")
    found = [n for n, is_same in enumerate(map(eq, words, words[2:])) if is_same]
    starts = [0, *accumulate(len(word) + 1 for word in words)] if found else []
    for number in found:
        if _is_pair(words[number : number + 4]):
            yield starts[number], len(words[number]) + 1 + len(words[number + 1])


def _is_pair(words: list[str]) -> bool:
    """Return whether four words are two words twice: nhân rộng nhân rộng."""
    if len(words) < 4 or words[0] == words[1]:
        return False
    last = re.match(r"\w*", words[3])
    return words[0].isalpha() and words[1].isalpha() and last is not None and last[0] == words[1]


@check(catalogue.MISSPELT_WORD)
def misspelt_word(subject: Subject) -> Iterator[Violation]:
    """Find words that are often misspelt, by a table of them."""
    prose = prose_of(subject)
    for match in prose.matches(_misspelt_words()):
        start, end = match.span()
        if start and prose.text[start - 1].isalnum():
            continue
        written, right = prose.text[start:end], _misspelt()[match[0]]
        if written[0].isupper():
            right = right.upper() if written.isupper() else right.capitalize()
        yield prose.violation(
            start,
            end,
            Bilingual(f"“{written}” là lỗi chính tả", f"`{written}` is misspelt"),
            to_write(right),
        )


@check(catalogue.NO_SUCH_DAY)
def no_such_day(subject: Subject) -> Iterator[Violation]:
    """Find days that no calendar has, and days that are not written as 30/9/2021."""
    prose = prose_of(subject)
    for match in prose.matches(_DAY):
        start, end = match.span()
        if _CITED.search(prose.text, max(0, start - _LONGEST_CITATION), start):
            continue  # the day of a document is held against the document
        day = match[0].partition(match[1])[0]
        if not _is_day(day, match[2], match[3]):
            yield _no_day(prose, start, end)
        elif match[1] != "/":
            right = f"{day}/{match[2]}/{match[3]}"
            yield prose.violation(
                start,
                end,
                Bilingual(
                    f"ngày viết “{match[0]}”, báo cáo viết ngày với dấu gạch chéo",
                    f"`{match[0]}`: a report writes days with slashes",
                ),
                Hint(f"viết: {right}", f"write: {right}", (right,)),
            )
    for match in prose.matches(_DAY_IN_WORDS):
        if not _is_day(match[1], match[2], match[3]):
            yield _no_day(prose, max(0, match.start() - 1), match.end())
    for match in prose.matches(_MONTH):
        yield _no_day(prose, max(0, match.start() - 1), match.end())


def _is_day(day: str, month: str, year: str) -> bool:
    try:
        datetime.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _no_day(prose: Prose, start: int, end: int) -> Violation:
    written = prose.text[start:end]
    return prose.violation(
        start,
        end,
        Bilingual(f"không có “{written}”", f"there is no `{written}`"),
        Bilingual("kiểm tra lại ngày, tháng", "check the day and the month"),
    )
