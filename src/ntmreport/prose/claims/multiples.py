"""Multiples, `từ 1.240 tỷ đồng lên 2.108 tỷ đồng, gấp 1,7 lần`, and what a change is each year."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.figure.number_format import rounded
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict, differs, shown
from ntmreport.prose.counted_units import TIMES
from ntmreport.prose.finished_report import Stretch
from ntmreport.prose.prose_number import DESIGNATIONS, NumberKind, ProseNumber

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.prose.finished_report import FinishedReport, Sentence

_TIMES = "lần"
_BY_TIMES = lazy_pattern(r"\b(?:gấp|bằng)(?: (?:tới|đến|được))* $", re.IGNORECASE)
_CHANGED = lazy_pattern(r"(?:tăng|giảm)(?: thêm| được)? $", re.IGNORECASE)
_FROM = lazy_pattern(r"\btừ (?:mức |chỗ )?$", re.IGNORECASE)
_TO = lazy_pattern(r"[^.;]{0,50}\b(?:lên|đến|còn|xuống|đạt)(?: [^\W\d_]+){0,2} $", re.IGNORECASE)
_HIGHER = lazy_pattern(r", cao gấp(?: (?:tới|đến))* $", re.IGNORECASE)
_UP_TO_TIMES = lazy_pattern(r"[^.;]{0,60}[,(]? ?(?:tăng )?gấp(?: (?:tới|đến))* $", re.IGNORECASE)
_BASE = lazy_pattern(
    r" lần(?: (?!tăng|giảm)(?:[^\W\d_]+|\d{4}|[-–])){1,9} ?\((?:là |đạt |có )?$",
    re.IGNORECASE,
)
_EACH_YEAR = lazy_pattern(
    r"[^.;]{0,30}?(?:bình quân|trung bình)?,? ?(?:mỗi năm|hằng năm|hàng năm|bình quân)"
    r"(?: mỗi năm)? (?P<way>tăng|giảm) $",
    re.IGNORECASE,
)
_YEARS = lazy_pattern(r"(?:sau|trong|qua) (?P<years>\d{1,2}) năm", re.IGNORECASE)
_LEVELS = frozenset(
    {NumberKind.COUNT, NumberKind.SHARE, NumberKind.MONEY, NumberKind.AREA, NumberKind.MEASURE}
)
_LONGEST = 20


def multiples(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each multiple, and each yearly change, that stands with both values."""
    for sentence in report.sentences():
        if len(sentence.numbers) > 2:
            yield from _multiples(sentence)
            yield from _of_each_year(sentence)


def _multiples(sentence: Sentence) -> Iterator[Claim]:
    text, numbers = sentence.block.text, sentence.numbers
    for index, times in enumerate(numbers):
        if times.unit != _TIMES or not times.is_exact or not times.value:
            continue
        if not _BY_TIMES.search(text, max(sentence.start, times.start - 24), times.start):
            continue
        levels = [
            each
            for each in numbers[:index]
            if _is_level(each)
            and not _in_brackets(text, each, times)
            and not _CHANGED.search(text, sentence.lead(each.start), each.start)
        ]
        behind = next(
            (each for each in numbers[index + 1 :] if each.kind not in DESIGNATIONS), None
        )
        if (
            levels
            and behind is not None
            and _is_level(behind)
            and _BASE.fullmatch(text, times.end, behind.start)
            and behind.kind is levels[-1].kind
        ):
            yield from _told(sentence, behind, levels[-1], times)
        elif (
            len(levels) > 1
            and _UP_TO_TIMES.fullmatch(text, levels[-1].unit_end, times.start)
            and _FROM.search(text, sentence.lead(levels[-2].start), levels[-2].start)
            and _TO.fullmatch(text, levels[-2].end, levels[-1].start)
        ) or (
            len(levels) > 1
            and levels[-2].unit == levels[-1].unit
            and _HIGHER.fullmatch(text, levels[-1].unit_end, times.start)
        ):
            yield from _told(sentence, levels[-2], levels[-1], times)


def _is_level(number: ProseNumber) -> bool:
    return number.is_exact and number.kind in _LEVELS and number.unit != _TIMES


def _in_brackets(text: str, number: ProseNumber, behind: ProseNumber) -> bool:
    between = text[number.end : behind.start]
    return between.count(")") > between.count("(")


def _told(
    sentence: Sentence, before: ProseNumber, after: ProseNumber, times: ProseNumber
) -> Iterator[Claim]:
    if not before.base or not after.base:
        return
    scale = after.scale if before.kind is not after.kind or not before.unit else before.scale
    least, base = before.value * scale, after.base
    exact = base / least
    room = exact * ((before.half / before.scale * scale) / least + after.half / base)
    computed = f"{after.text} / {before.text} = {shown(exact, max(times.decimals, 2))}"
    is_right = abs(exact - times.value) <= room or (
        rounded(exact, times.decimals) == rounded(times.value, times.decimals)
    )
    # 2,4 lần of 2,37, where a person rounds as far as it goes
    is_far = exact > _LONGEST * times.value or times.value > _LONGEST * exact
    if is_far:
        return
    yield _claim(sentence, times, (before, after), computed, f"{times.text} lần", is_right=is_right)


def _of_each_year(sentence: Sentence) -> Iterator[Claim]:
    """Yield the claims of `từ 12,84% năm 2016 xuống 4,19% năm 2021, bình quân mỗi năm giảm …`."""
    text = sentence.block.text
    values = [
        each
        for each in sentence.numbers
        if each.kind not in DESIGNATIONS and each.unit not in TIMES
    ]
    for before, after, stated in zip(values, values[1:], values[2:], strict=False):
        if not (_is_level(before) and _is_level(after) and stated.is_exact):
            continue
        if not _FROM.search(text, sentence.lead(before.start), before.start):
            continue
        if before.kind is not after.kind or not _TO.fullmatch(text, before.end, after.start):
            continue
        way = _EACH_YEAR.fullmatch(text, after.unit_end, stated.start)
        years = _years(sentence, before, stated)
        is_alike = stated.kind is after.kind or stated.kind is NumberKind.POINTS
        if way is None or years is None or not is_alike:
            continue
        difference = abs(after.base - before.base) / stated.scale
        unit = Fraction(1, 10**stated.decimals)
        gives = [
            number
            for number in (years - 1, years, years + 1)
            if number > 0 and abs(difference / number - stated.value) <= unit
        ]
        sides = (after, before) if after.base > before.base else (before, after)
        each = difference / years
        right = shown(each, max(stated.decimals, 2))
        computed = f"({sides[0].text} - {sides[1].text}) / {years} = {right}"
        yield _claim(
            sentence, stated, (before, after), computed, stated.with_unit, is_right=bool(gives)
        )


def _years(sentence: Sentence, before: ProseNumber, stated: ProseNumber) -> int | None:
    """Return how many years a change took: as it is said, or between the two years that stand."""
    said = _YEARS.search(sentence.block.text, sentence.lead(stated.start), stated.start)
    if said is not None and int(said["years"]):
        return int(said["years"])
    years = [
        int(each.text)
        for each in sentence.numbers
        if each.kind is NumberKind.YEAR and before.start < each.start < stated.start
    ]
    return years[1] - years[0] if len(years) == 2 and years[1] > years[0] else None


def _claim(
    sentence: Sentence,
    stated: ProseNumber,
    others: tuple[ProseNumber, ...],
    computed: str,
    said: str,
    *,
    is_right: bool,
) -> Claim:
    block = sentence.block
    return Claim(
        catalogue.PROSE_CHANGE,
        Verdict.CONFIRMED if is_right else Verdict.SUSPICIOUS,
        Stretch(block, stated.start, stated.end),
        said,
        computed,
        tuple(Stretch(block, each.start, each.end) for each in others),
        differs(computed, said),
    )
