"""Ranges beside their lowest and highest: `từ 1,2% đến 3,8% (thấp nhất 1,2%; cao nhất 4,1%)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict, written
from ntmreport.prose.finished_report import Stretch
from ntmreport.prose.prose_number import DESIGNATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.prose.finished_report import FinishedReport, Sentence
    from ntmreport.prose.prose_number import ProseNumber

_FROM = lazy_pattern(r"\btừ $", re.IGNORECASE)
_TO = lazy_pattern(r"[^\d.;()]{0,24}\b(?:đến|tới) $", re.IGNORECASE)
_LOWEST = lazy_pattern(r"thấp nhất[^.;()\d]{0,40}$", re.IGNORECASE)
_HIGHEST = lazy_pattern(r"cao nhất[^.;()\d]{0,40}$", re.IGNORECASE)
_FEWEST = 4


def ends_of_ranges(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each range whose lowest and highest a bracket behind it names."""
    for sentence in report.sentences():
        yield from _reversed(sentence)
        if len(sentence.numbers) >= _FEWEST:
            yield from _ends(sentence)


def _reversed(sentence: Sentence) -> Iterator[Claim]:
    """Yield a claim for each range that begins with its highest: `từ 220 - 180 triệu đồng`."""
    for each in sentence.numbers:
        if each.second is None or each.second >= each.value or not each.unit:
            continue
        if each.kind in DESIGNATIONS or not _FROM.search(
            sentence.block.text, sentence.lead(each.start), each.start
        ):
            continue
        first, _, last = (part.strip() for part in re.split(r"([-–])", each.text, maxsplit=1))
        yield Claim(
            catalogue.PROSE_RANGE,
            Verdict.SUSPICIOUS,
            Stretch(sentence.block, each.start, each.end),
            each.with_unit,
            f"{first} > {last}",
            (),
            Bilingual(
                f"khoảng viết từ số lớn ({first}) đến số nhỏ ({last})",
                f"the range goes from the larger number ({first}) to the smaller one ({last})",
            ),
        )


def _ends(sentence: Sentence) -> Iterator[Claim]:
    text = sentence.block.text
    numbers = [each for each in sentence.numbers if each.kind not in DESIGNATIONS]
    for index in range(len(numbers) - _FEWEST + 1):
        low, high = numbers[index], numbers[index + 1]
        if not _FROM.search(text, sentence.lead(low.start), low.start):
            continue
        if not _TO.fullmatch(text, low.end, high.start) or not (low.is_exact and high.is_exact):
            continue
        start = text.find("(", high.unit_end, min(sentence.end, high.unit_end + 60))
        stop = text.find(")", start, sentence.end) if start >= 0 else -1
        if stop < 0 or re.search(r"[;.]\s", text[high.unit_end : start]):
            continue
        inner = [each for each in numbers[index + 2 :] if start < each.start < stop]
        for end, pattern in ((low, _LOWEST), (high, _HIGHEST)):
            named = [
                each
                for each in inner
                if each.is_exact and pattern.search(text, start, each.start)
                if each.decimals == high.decimals and each.kind in {low.kind, high.kind}
            ]
            named = [each for each in named if _is_first(inner, each, text, pattern)]
            if len(named) == 1:
                yield _claim(sentence, end, named[0])


def _is_first(
    inner: list[ProseNumber], number: ProseNumber, text: str, pattern: re.Pattern[str]
) -> bool:
    """Return whether no other number stands between the word and this one."""
    found = pattern.search(text, 0, number.start)
    return found is not None and not any(
        found.start() < each.start < number.start for each in inner
    )


def _claim(sentence: Sentence, end: ProseNumber, named: ProseNumber) -> Claim:
    block = sentence.block
    is_same = end.value == named.value
    said, other = written(end), written(named)
    return Claim(
        catalogue.PROSE_RANGE,
        Verdict.CONFIRMED if is_same else Verdict.SUSPICIOUS,
        Stretch(block, end.start, end.end),
        said,
        other,
        (Stretch(block, named.start, named.end),),
        Bilingual(
            f"khoảng ghi {said}, trong ngoặc ghi {other}",
            f"the range has {said}, and its bracket {other}",
        ),
    )
