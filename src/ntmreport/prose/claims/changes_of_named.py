"""Changes of what an earlier number says: `đàn bò 7.815 con, …; đàn bò tăng 215 con so với năm 2020
(7.600 con)`.

The last word of what rises or falls, bò, stands beside the number that it has come to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claims.stated_changes import change_in_percent
from ntmreport.prose.claims.value_change import Change, change_claim
from ntmreport.prose.counted_units import unit_class
from ntmreport.prose.prose_number import AMOUNTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.prose.claim import Claim
    from ntmreport.prose.finished_report import FinishedReport, ReportBlock, Sentence
    from ntmreport.prose.prose_number import ProseNumber

_WAY = lazy_pattern(
    r"(?P<subject>[^\W\d_]+(?: [^\W\d_]+){0,2}) (?:đã |cũng |tiếp tục )?(?P<way>tăng|giảm)"
    r"(?: (?:thêm|được))* $",
    re.IGNORECASE,
)
_YEAR_WAY = lazy_pattern(
    r"năm (?P<year>(?:19|20)\d\d) (?P<way>tăng|giảm)(?: (?:thêm|được))* $", re.IGNORECASE
)
_BASE = lazy_pattern(
    r"[^.;()]{0,12}(?: so với [^.;(),]{0,40}?)? ?"
    r"\((?:(?:so với )?(?:năm \d{4}|năm trước|cùng kỳ|đầu năm)(?: là| đạt| có|:)* )?$",
    re.IGNORECASE,
)
_SAYS = lazy_pattern(r"(?P<word>[^\W\d_]+)(?: (?:đạt|có|là|hiện|còn|gồm|ước|được|:))*:? $")
_COUNTED = lazy_pattern(r" [^\W\d_]+ (?P<word>[^\W\d_]+)")


def changes_of_named(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each change whose value now stands with its name earlier in a paragraph."""
    for block in report.blocks:
        for sentence in block.sentences:
            for index, stated in enumerate(sentence.numbers):
                change = _change(block, sentence, index, stated)
                if change is not None:
                    for each in (change, *change_in_percent(sentence, change)):
                        claim = change_claim(sentence, each)
                        if claim is not None:
                            yield claim


def _change(
    block: ReportBlock, sentence: Sentence, index: int, stated: ProseNumber
) -> Change | None:
    text = block.text
    if stated.kind not in AMOUNTS or not stated.is_exact or not stated.unit:
        return None
    begin = max(sentence.start, stated.start - 60)
    of_year = _YEAR_WAY.search(text, begin, stated.start)
    way = of_year or _WAY.search(text, begin, stated.start)
    if way is None:
        return None
    before = next(
        (
            each
            for each in sentence.numbers[index + 1 : index + 4]
            if each.kind is stated.kind and each.is_exact
            if each.unit.partition("/")[0] == stated.unit.partition("/")[0]
        ),
        None,
    )
    if before is None or not _BASE.fullmatch(text, stated.unit_end, before.start):
        return None
    word = "" if of_year else way["subject"].rpartition(" ")[2].casefold()
    year = of_year["year"] if of_year else ""
    named = [
        each
        for each in block.numbers
        if each.end < way.start()
        and each.kind is stated.kind
        and unit_class(each.unit).partition("/")[0] == unit_class(stated.unit).partition("/")[0]
        and each.is_exact
        and (_is_of_year(text, each, year) if year else word in _words_beside(text, each))
    ]
    if len(named) != 1:
        return None
    return Change(before, named[0], stated, way["way"].casefold(), is_times=False)


def _is_of_year(text: str, number: ProseNumber, year: str) -> bool:
    """Return whether a number is said of a year: `so với năm 2022 (52,3 triệu đồng)`."""
    return (
        re.search(
            rf"năm {year} ?(?:\(|là |đạt |có )$", text[max(0, number.start - 24) : number.start]
        )
        is not None
    )


def _words_beside(text: str, number: ProseNumber) -> set[str]:
    """Return the word before a number, and the one behind its unit."""
    says = _SAYS.search(text, max(0, number.start - 30), number.start)
    counted = _COUNTED.match(text, number.end)
    return {found["word"].casefold() for found in (says, counted) if found is not None}
