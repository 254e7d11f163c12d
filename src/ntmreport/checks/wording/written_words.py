"""Words that are said twice in a row, and words whose syllables are right while they are wrong."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.prose import prose_of
from ntmreport.checks.subject import check
from ntmreport.checks.wording.tables import table_lines
from ntmreport.language import Bilingual, Hint, to_write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.checks.prose import Prose
    from ntmreport.checks.subject import Finding, Subject

# Others may be said twice: xanh xanh, năm năm, từ từ, dần dần.
_DOUBLED = re.compile(
    r"(?<!\w)(các|của|và|được|trong|với|để|cho|tại|do|những|đã|đang|sẽ|có|theo|về|như|khi|bị|trên|"
    r"này|việc|tốt|đạt|không|một) \1(?!\w)",
    re.IGNORECASE,
)
_DOUBLED_PAIR = re.compile(r"(?<!\w)([^\W\d_]{2,} [^\W\d_]{2,}) \1(?!\w)")
_DAY = re.compile(
    r"(?<![\w/.,-])([0-9]{1,2})([/.-])([0-9]{1,2})\2([12][0-9]{3})(?![\w/-]|[.,][0-9])"
    r"|(?i:ngày) ([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([12][0-9]{3})(?![0-9])"
)
_MONTH = re.compile(r"(?<!\w)[Tt]háng (1[3-9]|[2-9][0-9]|0?0)(?: năm|/)(?!\w)")


_CITED = re.compile(r"[0-9][a-z]?(?:/[0-9]{4})?[-/][A-ZĐ][\w/-]*,? ngày $")
_LONGEST_CITATION = 40


@cache
def _misspelt() -> Mapping[str, str]:
    pairs = (line.partition("=") for line in table_lines("misspelt_words"))
    return {wrong.strip(): right.strip() for wrong, _, right in pairs}


@cache
def _misspelt_words() -> re.Pattern[str]:
    words = "|".join(re.escape(each) for each in sorted(_misspelt(), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


@check(catalogue.DOUBLED_WORD)
def doubled_word(subject: Subject) -> Iterator[Finding]:
    """Find words that stand twice in a row and mean nothing so."""
    prose = prose_of(subject)
    for pattern in (_DOUBLED, _DOUBLED_PAIR):
        for match in pattern.finditer(prose.text):
            yield prose.finding(
                *match.span(),
                Bilingual(f"lặp chữ: “{match[0]}”", f"said twice: `{match[0]}`"),
                to_write(match[1]),
            )


@check(catalogue.MISSPELT_WORD)
def misspelt_word(subject: Subject) -> Iterator[Finding]:
    """Find words that are often misspelt, by a table of them."""
    prose = prose_of(subject)
    # Of letters, this one alone is not as long in small.
    small = prose.text.replace("İ", "I").lower()
    for match in _misspelt_words().finditer(small):
        start, end = match.span()
        written, right = prose.text[start:end], _misspelt()[match[0]]
        if written[0].isupper():
            right = right.upper() if written.isupper() else right.capitalize()
        yield prose.finding(
            start,
            end,
            Bilingual(f"“{written}” là lỗi chính tả", f"`{written}` is misspelt"),
            to_write(right),
        )


@check(catalogue.NO_SUCH_DAY)
def no_such_day(subject: Subject) -> Iterator[Finding]:
    """Find days in a text that no calendar has, and such as are not written as 30/9/2021."""
    prose = prose_of(subject)
    for match in _DAY.finditer(prose.text):
        if _CITED.search(prose.text, max(0, match.start() - _LONGEST_CITATION), match.start()):
            continue  # the day of a document is held against the document
        day, month, year = (match[1], match[3], match[4]) if match[1] else match.group(5, 6, 7)
        try:
            datetime.date(int(year), int(month), int(day))
        except ValueError:
            yield _no_day(prose, match)
            continue
        if match[2] in {".", "-"}:
            right = f"{day}/{month}/{year}"
            yield prose.finding(
                *match.span(),
                Bilingual(
                    f"ngày viết “{match[0]}”, báo cáo viết ngày với dấu gạch chéo",
                    f"`{match[0]}`: a report writes days with slashes",
                ),
                Hint(f"viết: {right}", f"write: {right}", (right,)),
            )
    for match in _MONTH.finditer(prose.text):
        yield _no_day(prose, match)


def _no_day(prose: Prose, match: re.Match[str]) -> Finding:
    return prose.finding(
        *match.span(),
        Bilingual(f"không có “{match[0]}”", f"there is no `{match[0]}`"),
        Bilingual("kiểm tra lại ngày, tháng", "check the day and the month"),
    )
