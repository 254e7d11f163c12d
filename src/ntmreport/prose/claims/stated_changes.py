"""Changes beside what has changed: `tăng từ 35 lên 46,5 triệu đồng, tăng 11,5 triệu đồng`.

And "tăng 26,85%" between two percentages, whose difference is percentage points.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claims.fraction_shares import fractions_in
from ntmreport.prose.claims.value_change import Change, change_claim, have_one_unit
from ntmreport.prose.prose_number import DESIGNATIONS, NumberKind, ProseNumber

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.claim import Claim
    from ntmreport.prose.finished_report import FinishedReport, Sentence

_FROM = lazy_pattern(r"\btừ (?:mức |chỗ |tỷ lệ |khoảng |hơn |gần |trên )*$", re.IGNORECASE)
_TO = lazy_pattern(
    r"(?:đến nay (?:đã )?(?:có|là|đạt)|hiện (?:có|nay là)|lên|xuống|còn|đến|đạt|thành)"
    r"(?: (?:mức|đến|còn|tới|đạt|khoảng|hơn|gần|trên|là))* $",
    re.IGNORECASE,
)
_CHANGE = lazy_pattern(
    r"[^.;]{0,60}?(?:,|\(| và| tức| là)? ?(?:đã |tức |là |bằng |tương đương )?"
    r"(?P<way>tăng|giảm|vượt|cao hơn|thấp hơn|nhiều hơn|ít hơn)"
    r"(?: (?:thêm|được|khoảng|gần|hơn|trên|là))*"
    r"(?: (?:so với )?(?:năm \d{4}|năm trước|cùng kỳ|đầu năm)(?: là)?)? $",
    re.IGNORECASE,
)
_OF_OTHERS = lazy_pattern(
    r"bình quân|trung bình|mỗi năm|hằng năm|hàng năm|trong đó|riêng|năm \d{4} (?:tăng|giảm)",
    re.IGNORECASE,
)
_OTHER_BASE = lazy_pattern(
    r"[^.;,]{0,40}(?:kế hoạch|chỉ tiêu|bình quân|mỗi năm|/năm|hằng năm|toàn tỉnh|cả nước"
    r"|nghị quyết|một năm)",
    re.IGNORECASE,
)
_AS_OF = r"(?:năm \d{4}|năm trước|cùng kỳ(?: năm \d{4}| năm trước)?|đầu năm|đầu kỳ|đầu nhiệm kỳ)"
_BEFORE_BEHIND = lazy_pattern(
    r"[^.;()]{0,20}(?:so với|hơn)(?:(?!tăng|giảm|vượt)[^.;()]){0,50}"
    r"\((?:[^()]{0,40}?(?:là|đạt|có|còn|chiếm|:) )?$"
    r"|[^.;(),]{0,20}(?:so với|hơn)(?:(?!tăng|giảm|vượt)[^.;(),]){0,50}(?:là|đạt) $"
    rf"|[^.;()]{{0,12}}\((?:so với )?{_AS_OF}(?: là| đạt| có|:)* $",
    re.IGNORECASE,
)
_ITSELF_A_CHANGE = lazy_pattern(
    r"(?:tăng|giảm|vượt|cao hơn|thấp hơn|hơn)(?: (?:thêm|được|khoảng|gần|trên|là))* $",
    re.IGNORECASE,
)
_UP_TO = lazy_pattern(
    r"(?: [^\W\d_]+)?,? (?:lên|xuống|còn)(?: (?:mức|còn|đến|là))* $", re.IGNORECASE
)
_AGAINST = lazy_pattern(r"[^.;()]{0,40} so với(?: (?:mức|con số))? $", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:]\s")
_IS_CHANGE = lazy_pattern(
    r"tăng|giảm|nâng|hạ|rút|\blên\b|xuống|còn|đến nay|hiện|năm \d{4}|so với|đạt", re.IGNORECASE
)
_NAMES_TIME = lazy_pattern(r"(?:năm \d{4}|năm trước|cùng kỳ)(?: là)? $", re.IGNORECASE)
_ADDED = lazy_pattern(r"(?:thêm|mới|tăng|giảm)(?: được)? $", re.IGNORECASE)
_BRINGS = lazy_pattern(
    r"[^.;()]{0,60}, (?:nâng|đưa|từ)[^.;(),]{0,50}?(?:từ |(?<=, từ ))$", re.IGNORECASE
)
_EARLIER = lazy_pattern(
    r"[^.;()]{0,30}\((?:so với )?(?:năm \d{4}|năm trước"
    r"|cùng kỳ(?: năm \d{4}| năm trước)?|đầu năm|đầu kỳ)"
    r"(?: là| đạt|:| có| chiếm)? ",
    re.IGNORECASE,
)
_CHANGE_BEHIND = lazy_pattern(
    r" ?[^.;()]{0,12}\)[^.;()]{0,20}(?P<way>tăng|giảm)(?: (?:thêm|được|là))* $", re.IGNORECASE
)
_FROM_IN_BRACKETS = lazy_pattern(r"[^.;()]{0,60}\((?:tăng |giảm )?từ ", re.IGNORECASE)
_TIMES = lazy_pattern(r" lần\b", re.IGNORECASE)
_LEVELS = frozenset(
    {NumberKind.COUNT, NumberKind.SHARE, NumberKind.MONEY, NumberKind.AREA, NumberKind.MEASURE}
)


def stated_changes(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each change that stands with both values."""
    for sentence in report.sentences():
        if len(sentence.numbers) > 2:
            for change in (
                *_changes(sentence),
                *_over_years(sentence),
                *_growth_over_years(sentence),
                *_over_a_year(sentence),
            ):
                claim = change_claim(sentence, change)
                if claim is not None:
                    yield claim


def _changes(sentence: Sentence) -> Iterator[Change]:
    """Yield the changes of three numbers in a row, shares in brackets between left out."""
    fractions = {each.whole.start: each for each in fractions_in(sentence)}
    parts = {each.part.start: each.whole for each in fractions.values()}
    numbers = [
        # 18/24 xã: what has changed is 18 xã
        replace(each, unit=parts[each.start].unit, unit_end=parts[each.start].unit_end)
        if each.start in parts and not each.unit
        else each
        for each in sentence.numbers
        if each.kind not in DESIGNATIONS and each.start not in fractions
    ]
    without_shares = [each for each in numbers if each.kind is not NumberKind.SHARE]
    found = [*_changes_among(sentence, numbers)]
    if _PAIR < len(without_shares) < len(numbers):
        found += _changes_among(sentence, without_shares)
    for change in dict.fromkeys(found):
        yield change
        yield from change_in_percent(sentence, change)


def change_in_percent(sentence: Sentence, change: Change) -> Iterator[Change]:
    """Yield the same change in percent, where it follows: `…, tương ứng tăng 12,0%`."""
    text = sentence.block.text
    ends = [
        each for each in (change.before, change.after, change.stated) if each in sentence.numbers
    ]
    last = max((each.unit_end for each in ends), default=0)
    following = next((each for each in sentence.numbers if each.start >= last), None)
    if (
        following is not None
        and following.kind is NumberKind.SHARE
        and change.stated.kind is not NumberKind.SHARE
        and following.is_exact
        and _THAT_IS.fullmatch(text, last, following.start)
    ):
        yield replace(change, stated=following, is_times=False)


_THAT_IS = lazy_pattern(
    r"[^.;(),]{0,24}\)?,? ?\(?(?:tương ứng|tương đương|tức|hay|bằng)(?: với| là)?"
    r"(?: tăng| giảm)? $",
    re.IGNORECASE,
)


def _changes_among(sentence: Sentence, numbers: Sequence[ProseNumber]) -> Iterator[Change]:
    text = sentence.block.text
    for first, second, third in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if not (_is_level(first) and second.is_exact and third.is_quantity):
            continue
        is_change = (
            _ITSELF_A_CHANGE.search(text, sentence.lead(first.start), first.start) is not None
        )
        if (
            _is_level(second)
            and _FROM.search(text, max(sentence.start, first.start - 40), first.start)
            and _TO.search(text, first.end, second.start)
        ):
            found = _CHANGE.fullmatch(text, second.unit_end, third.start)
            is_of_these = found is not None and not _OF_OTHERS.search(found[0])
            said = text[max(sentence.start, first.start - 60) : second.start]
            if not _IS_CHANGE.search(_CLAUSE.split(said)[-1]):
                continue  # từ 10 đến 39 người, giảm 6%
            if found and (_is_of_another(found) or not _counts_alike(third, first, second)):
                continue
            if (
                found
                and is_of_these
                and have_one_unit(first, second)
                and not _OTHER_BASE.match(text, third.unit_end)
            ):
                yield Change(
                    first,
                    second,
                    third,
                    found["way"].casefold(),
                    bool(_TIMES.match(text, third.end)),
                )
            continue
        # đạt 98,85%, tăng 26,85% so với năm 2010 (72%)
        found = _CHANGE.fullmatch(text, first.unit_end, second.start)
        if (
            found
            and not is_change
            and not _is_in_brackets(found[0])
            and _is_level(third)
            and have_one_unit(first, third)
            and (
                _BEFORE_BEHIND.fullmatch(text, second.unit_end, third.start)
                or (
                    _NAMES_TIME.search(found[0])
                    and text[second.unit_end : third.start].strip() == "("
                )
            )
            and not _OTHER_BASE.match(text, third.unit_end)
            and not _TIMES.match(text, second.end)
        ):
            yield Change(third, first, second, found["way"].casefold(), is_times=False)
            continue
        # đạt 64,1% (năm 2020 là 58,3%), tăng 5,8%
        if (
            _is_level(second)
            and have_one_unit(first, second)
            and _EARLIER.fullmatch(text, first.unit_end, second.start)
        ):
            found = _CHANGE_BEHIND.fullmatch(text, second.unit_end, third.start)
            if found and not _OTHER_BASE.match(text, third.unit_end):
                way = found["way"].casefold()
                is_times = bool(_TIMES.match(text, third.end))
                yield Change(second, first, third, way, is_times)
                continue
        # tăng 131,7% lên 6.187 tỷ đồng, so với 2.670 tỷ đồng
        if (
            _is_level(second)
            and _is_level(third)
            and have_one_unit(second, third)
            and _UP_TO.fullmatch(text, first.unit_end, second.start)
            and _AGAINST.fullmatch(text, second.unit_end, third.start)
        ):
            found = _CHANGE.search(text, max(sentence.start, first.start - 40), first.start)
            if found and not _TIMES.match(text, first.end):
                yield Change(third, second, first, found["way"].casefold(), is_times=False)
            continue
        # tăng 12 hộ (từ 40 hộ lên 52 hộ)
        if (
            _is_level(second)
            and _is_level(third)
            and have_one_unit(second, third)
            and _TO.search(text, second.end, third.start)
            and not _TIMES.match(text, first.end)
        ):
            # công nhận thêm 4 xã, nâng tổng số xã đạt chuẩn từ 19 xã lên 23 xã
            if _BRINGS.fullmatch(text, first.unit_end, second.start) and first.unit == second.unit:
                if _ADDED.search(text, sentence.lead(first.start), first.start):
                    yield Change(second, third, first, "tăng", is_times=False)
                continue
            if not _FROM_IN_BRACKETS.fullmatch(text, first.unit_end, second.start):
                continue
            found = _CHANGE.search(text, max(sentence.start, first.start - 40), first.start)
            if found:
                yield Change(second, third, first, found["way"].casefold(), is_times=False)


def _is_of_another(change: re.Match[str]) -> bool:
    """Return whether a change is said of a name of its own: `…, nợ nhóm 5 tăng 45%`."""
    words = change[0][: change.start("way") - change.start()].rpartition(",")
    return bool(words[1]) and len(words[2].split()) > _FEW_WORDS


_FEW_WORDS = 3


def _counts_alike(stated: ProseNumber, *values: ProseNumber) -> bool:
    """Return whether a change counts what its values count: not `từ 125 đơn vị …, giảm 20 sở`."""
    units = {each.unit for each in values if each.unit}
    is_count = stated.kind is NumberKind.COUNT and all(each.kind is stated.kind for each in values)
    return not is_count or not units or not stated.unit or stated.unit in units | {"lần"}


def _is_in_brackets(behind: str) -> bool:
    """Return whether brackets end behind a number: what is said of another, `(2.200 con), …`."""
    return behind.count(")") > behind.count("(")


def _over_years(sentence: Sentence) -> Iterator[Change]:
    """Yield the changes of values that are named with their years.

    `Năm 2021 có 412 hộ nghèo, năm 2022 còn 295 hộ nghèo, giảm 117 hộ`: two years, three numbers.
    """
    years = [each for each in sentence.numbers if each.kind is NumberKind.YEAR]
    values = [each for each in sentence.numbers if each.kind not in DESIGNATIONS]
    for before, after, stated in zip(values, values[1:], values[2:], strict=False):
        if _is_between_years(years, before, after, stated):
            yield from _over_two(sentence, before, after, stated)
        elif _is_between_years(years, before, after, stated, is_reversed=True):
            for change in _over_two(sentence, before, after, stated):
                yield replace(change, before=after, after=before)


def _growth_over_years(sentence: Sentence) -> Iterator[Change]:
    """Yield the growth of `năm 2021: 44,8 triệu đồng; năm 2022: 49,5 triệu đồng (tăng 10,5%)`."""
    text, numbers = sentence.block.text, sentence.numbers
    years = [each for each in numbers if each.kind is NumberKind.YEAR]
    levels = [
        each
        for each in numbers
        if each.kind not in DESIGNATIONS and each.kind is not NumberKind.SHARE
    ]
    for before, after in pairwise(levels):
        stated = next((each for each in numbers if each.start > after.start), None)
        if stated is None or stated.kind is not NumberKind.SHARE or not stated.is_exact:
            continue
        found = _GROWS.fullmatch(text, after.unit_end, stated.start)
        is_alike = before.kind is after.kind and before.unit == after.unit
        if found is None or not is_alike or not (_is_level(before) and _is_level(after)):
            continue
        if _is_between_years(years, before, after, stated):
            yield Change(before, after, stated, found["way"].casefold(), is_times=False)


_GROWS = lazy_pattern(r"[^.;()]{0,12}\((?P<way>tăng|giảm) $", re.IGNORECASE)


def _is_between_years(
    years: Sequence[ProseNumber],
    before: ProseNumber,
    after: ProseNumber,
    stated: ProseNumber,
    *,
    is_reversed: bool = False,
) -> bool:
    """Return whether an earlier year stands before the first number, a later before the second.

    Or the other way about: `năm 2020 là 4.215 con; năm 2019 là 3.860 con, tăng 355 con`.
    """
    first = [each for each in years if before.start - _NEAR_YEAR < each.start < before.start]
    second = [each for each in years if before.start < each.start < after.start]
    behind = [each for each in years if after.start < each.start < stated.start]
    is_pair = len(second) == 1 and bool(first) and not behind
    return is_pair and (first[-1].text < second[0].text) is not is_reversed


_NEAR_YEAR = 60


def _over_two(
    sentence: Sentence, before: ProseNumber, after: ProseNumber, stated: ProseNumber
) -> Iterator[Change]:
    text = sentence.block.text
    found = _CHANGE.fullmatch(text, after.unit_end, stated.start)
    if (
        found
        and not _is_of_another(found)
        and not _OF_OTHERS.search(found[0])
        and _is_level(before)
        and _is_level(after)
        and stated.is_exact
        and before.unit == after.unit
        and (stated.unit == after.unit or stated.kind is NumberKind.POINTS)
        and before.kind is after.kind
        and not _FROM.search(text, sentence.lead(before.start), before.start)
        and not _OTHER_BASE.match(text, stated.unit_end)
    ):
        yield Change(before, after, stated, found["way"].casefold(), is_times=False)


def _over_a_year(sentence: Sentence) -> Iterator[Change]:
    """Yield the changes of `đầu năm 6.420 triệu đồng, cuối năm còn 4.185 …, giảm 2.235 …`."""
    text = sentence.block.text
    values = [each for each in sentence.numbers if each.kind not in DESIGNATIONS]
    values = [each for each in values if each.kind is not NumberKind.SHARE] or values
    for before, after, stated in zip(values, values[1:], values[2:], strict=False):
        if not (_is_level(before) and _is_level(after) and stated.is_exact):
            continue
        found = _CHANGE.fullmatch(text, after.unit_end, stated.start)
        if (
            found
            and not _OF_OTHERS.search(found[0])
            and before.unit == after.unit == stated.unit
            and before.kind is after.kind is stated.kind
            and _AT_FIRST.search(text, sentence.lead(before.start), before.start)
            and _AT_LAST.fullmatch(text, before.unit_end, after.start)
        ):
            yield Change(before, after, stated, found["way"].casefold(), is_times=False)


_AT_FIRST = lazy_pattern(
    r"(?:đầu năm|đầu kỳ|đầu nhiệm kỳ|năm trước|trước đây|cùng kỳ|chuẩn cũ)(?: [^\W\d_]+){0,3} $",
    re.IGNORECASE,
)
_AT_LAST = lazy_pattern(
    r"[^.;()]{0,40}?(?:cuối năm|cuối kỳ|đến nay|hiện nay|nay|năm nay|chuẩn mới)"
    r"(?: [^\W\d_]+){0,3} $",
    re.IGNORECASE,
)
_PAIR = 2


def _is_level(number: ProseNumber) -> bool:
    return number.is_exact and number.kind in _LEVELS
