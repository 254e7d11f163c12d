"""Parts against their total: `106 chuỗi, gồm: 32 chuỗi …; 29 chuỗi …`, in a sentence or below it.

What "trong đó" introduces is often not the whole: there only a near miss is blamed.
"""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claims.fraction_shares import numbers_in_fractions
from ntmreport.prose.claims.stated_parts import (
    OPEN_LIST,
    Parts,
    are_exact,
    can_be_total,
    parts_claim,
)
from ntmreport.prose.counted_units import TIMES, unit_class
from ntmreport.prose.finished_report import ITEM, PARAGRAPH, POINT, ReportBlock, ReportPart
from ntmreport.prose.prose_number import NumberKind, ProseNumber

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.claim import Claim
    from ntmreport.prose.finished_report import FinishedReport, Sentence

_ALL = lazy_pattern(
    r"(?:bao gồm|gồm(?: có)?|chia ra|chia thành|cụ thể(?: như sau| là)?|trong đó gồm|như sau"
    r"|được phân bổ"
    r"|(?:phân|chia) theo [^:;.]{0,30}|theo cơ cấu) ?:?",
    re.IGNORECASE,
)
_SAID = lazy_pattern(r"[^\W\d_]")
_COLON = lazy_pattern(r":(?= )")
_MERELY = lazy_pattern(r"có ?:?", re.IGNORECASE)
_SOME = lazy_pattern(r"(?:trong đó|trong số đó|có) ?:?", re.IGNORECASE)
_COLON_AT_END = lazy_pattern(r"(?:[:,]|như sau:?|gồm:?|trong đó:?)\s*$", re.IGNORECASE)
_OF_NO_SUM = lazy_pattern(
    r"bình quân|(?<!, )(?<!loại )(?<!sống )(?<!hộ )trung bình|tỷ lệ|tỉ lệ|mỗi|tăng(?! thu)"
    r"|giảm|so với|trước đó|còn thiếu|kế hoạch|chỉ tiêu|mục tiêu"
    r"|(?<!trở )lên|(?<!tuổi )(?<!sao )(?<!m )trở lên|đến năm|lũy kế|luỹ kế|trong \d+ ",
    re.IGNORECASE,
)
_PAIR = 2
_LONGEST_LEAD = 160


def parts_of_total(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each total whose parts stand behind it or in the items below it."""
    for number, part in enumerate(report.parts):
        if isinstance(part, ReportBlock) and part.level >= POINT:
            yield from _above_items(part, report.children.get(number, ()))
            if part.level == PARAGRAPH:
                yield from _above_points(part, report.parts[number + 1 : number + 1 + _MOST_POINTS])
    for sentence in report.sentences():
        if len(sentence.numbers) > 2:
            for found in (*_in_sentence(sentence), *_total_behind(sentence)):
                yield parts_claim(found)


def _in_sentence(sentence: Sentence) -> Iterator[Parts]:
    text, numbers = sentence.block.text, sentence.numbers
    taken = numbers_in_fractions(sentence)
    for index, nearest in enumerate(numbers[:-2]):
        lead = text[nearest.unit_end : numbers[index + 1].start]
        found = _ALL.search(lead) or _SOME.search(lead) or _COLON.search(lead)
        if found is None or len(lead) > _LONGEST_LEAD:
            continue
        opening = nearest.unit_end + found.start()
        said = text[sentence.start : opening].rstrip("; ")
        if ";" in said[nearest.unit_end - sentence.start :]:
            continue
        if OPEN_LIST.search(text, nearest.end, sentence.end):
            continue
        candidates = [
            each
            for position, each in enumerate(numbers[: index + 1])
            if index - position < _MOST_TOTALS and can_be_total(each) and position not in taken
            if ";" not in said[each.end - sentence.start :]
        ]
        found_parts = [
            Parts(sentence.block, total, tuple((sentence.block, each) for each in parts), are_all)
            for total in candidates
            if (parts := _parts_behind(sentence, total, index, taken))
            for are_all in (
                _ALL.search(lead) is not None
                or _are_opposite(text, parts)
                or _ends_with_rest(text, parts)
                or _are_enumerated(text, found[0], parts, sentence.end),
            )
        ]
        is_merely = _MERELY.fullmatch(found[0]) or not _SAID.search(found[0])
        if is_merely:
            # 61 dự án có 25 dự án …, 37 dự án …: those can be the same
            found_parts = [each for each in found_parts if each.are_all or are_exact(each)]
        # What is said in brackets is not what the parts are of, unless they make it up.
        plain = [each for each in found_parts if ")" not in text[each.total.unit_end : opening]]
        units = {unit_class(each.total.unit) for each in found_parts}
        if len(units) > 1 and any(map(are_exact, found_parts)):
            # 14 vùng, 2.460 ha, gồm: 6 vùng lúa 1.350 ha, …: each unit has its own sum
            for unit in units:
                of_unit = [each for each in found_parts if unit_class(each.total.unit) == unit]
                own = [each for each in plain if each in of_unit]
                yield from _likeliest(of_unit, own[-1:])
        else:
            yield from _likeliest(found_parts, plain[-1:])


def _are_opposite(text: str, parts: Sequence[ProseNumber]) -> bool:
    """Return whether two parts are what is so and what is not: `8 đạt, 2 chưa đạt`."""
    return len(parts) == _PAIR and _NOT_YET.match(text, parts[1].unit_end) is not None


def _are_enumerated(text: str, lead: str, parts: Sequence[ProseNumber], end: int) -> bool:
    """Return whether parts behind a colon end with `và` and the clause: `: a, b và c.`"""
    if len(parts) <= _PAIR or lead != ":":
        return False
    stop = _CLAUSE_ENDS.match(text, parts[-1].end, end)
    return " và " in text[parts[-2].end : parts[-1].start] and stop is not None


_CLAUSE_ENDS = lazy_pattern(r"(?: [^\W\d_]+,?){0,8} *(?:[.;]|$)")


def _ends_with_rest(text: str, parts: Sequence[ProseNumber]) -> bool:
    """Return whether the last part is what is left: `…, trung bình 9 HTX, yếu 3 HTX`."""
    return (
        len(parts) > _PAIR and _REST.search(text, parts[-2].unit_end, parts[-1].start) is not None
    )


_REST = lazy_pattern(
    r"(?:yếu|kém|khác|còn lại|chưa [^\W\d_]+|không [^\W\d_]+)(?: [^\W\d_]+)?:? (?:là |có )?$",
    re.IGNORECASE,
)


def _likeliest(found: Sequence[Parts], otherwise: Sequence[Parts]) -> Sequence[Parts]:
    """Return the total that its parts make up exactly, if there is one, or else `otherwise`."""
    exact = [each for each in found if are_exact(each)]
    return exact[:1] or otherwise


def _parts_behind(
    sentence: Sentence, total: ProseNumber, index: int, taken: set[int]
) -> list[ProseNumber]:
    """Return the numbers behind that at `index` that can be parts of `total`; one alone is none."""
    text, numbers = sentence.block.text, sentence.numbers
    parts: list[ProseNumber] = []
    for position in range(index + 1, len(numbers)):
        number = numbers[position]
        if not _is_part(total, number) or position in taken:
            continue
        between = text[(parts[-1].end if parts else numbers[index].unit_end) : number.start]
        if parts and (_SOME_WITHIN.search(between) or _ALL.search(between)):
            break
        if _OF_NO_SUM.search(_words_before(between)):
            if len(parts) > 1:
                break  # …, tăng 9 xã so với năm trước
            return []
        if parts and (_TOTAL_BEHIND.search(between) or _DONE.search(between)):
            break
        if number.base * _FARTHEST_PART < total.base and number.scale != total.scale:
            return []  # 1.262 tỷ đồng, … 949,73 đồng/cổ phiếu
        parts.append(number)
    return _one_run(text, total, parts) if len(parts) > 1 else []


def _one_run(text: str, total: ProseNumber, parts: list[ProseNumber]) -> list[ProseNumber]:
    """Return the parts up to where they make up the total, or up to what a semicolon begins."""
    summed = parts[0].base
    for number, part in enumerate(parts[1:], start=1):
        summed += part.base
        if summed == total.base:
            return parts[: number + 1]
    gaps = [";" in text[a.unit_end : b.start] for a, b in pairwise(parts)]
    if True in gaps[1:] and not gaps[0]:
        return parts[: gaps.index(True) + 1]
    return parts


def _words_before(between: str) -> str:
    """Return the words right before a number, behind the percentage of the part before it."""
    behind = _LAST_PERCENT.search(between)
    return (between[behind.end() :] if behind else between)[-40:]


_LAST_PERCENT = lazy_pattern(r".*\d ?%", re.DOTALL)


def _total_behind(sentence: Sentence) -> Iterator[Parts]:
    """Yield the parts that a total follows: `… 7.000 triệu đồng, … tổng cộng 12.500 triệu đồng`."""
    text, numbers = sentence.block.text, sentence.numbers
    taken = numbers_in_fractions(sentence)
    for index, total in enumerate(numbers):
        first = index - 1
        while first > 0 and numbers[first].unit in TIMES:
            first -= 1
        before = text[numbers[first].unit_end : total.start] if index else ""
        if not can_be_total(total) or index in taken or not _TOTAL_BEHIND.search(before):
            continue
        parts: list[ProseNumber] = []
        for position in range(index - 1, -1, -1):
            number = numbers[position]
            if parts and _is_listed(text, number, parts[0]):
                number = replace(number, unit=parts[0].unit)  # 3, 4, 5 và 6 xã
            if not number.is_quantity or not number.unit or number.unit in TIMES:
                continue  # cụm 1, năm 2022, 10 năm
            if number.kind is NumberKind.SHARE and _STATED.search(
                text, max(0, number.start - _NEAR_VERB), number.start
            ):
                continue  # 46.280 triệu đồng, chiếm 61,2%; …; tổng cộng …
            if position in taken or not _is_part(total, number):
                break
            parts.insert(0, number)
        spoken = text[parts[0].start : total.start] if parts else ""
        if len(parts) > 1 and not _OF_NO_SUM.search(spoken) and "trong đó" not in spoken:
            yield Parts(
                sentence.block, total, tuple((sentence.block, each) for each in parts), are_all=True
            )


def _is_listed(text: str, number: ProseNumber, following: ProseNumber) -> bool:
    """Return whether a count has its unit behind the last of a list of counts."""
    is_bare = number.kind is following.kind is NumberKind.COUNT and not number.unit
    return is_bare and text[number.end : following.start].strip() in {",", "và"}


_TOTAL_BEHIND = lazy_pattern(
    r"(?:tổng cộng(?: \d+ năm)?(?: [^\W\d_]+){0,3}|tổng số|cộng"
    r"|[,;:] ?tổng(?: [^\W\d_]+){0,2})(?: là| có|:)? $",
    re.IGNORECASE,
)
_STATED = lazy_pattern(r"(?:chiếm|bằng|\()(?: tỷ lệ| tỉ lệ)? ?$", re.IGNORECASE)
_NEAR_VERB = 20
_MOST_TOTALS = 8
_FARTHEST_PART = 10_000
_DONE = lazy_pattern(
    r"giải ngân|đã chi|đã thực hiện|đã giải quyết|đã xử lý|đến nay|lũy kế", re.IGNORECASE
)
_SOME_WITHIN = lazy_pattern(
    r"trong đó|trong số|riêng|ngoài ra|đồng thời|(?<![.\d])\.\s", re.IGNORECASE
)


_NOT_YET = lazy_pattern(r"[^.;,0-9]{0,12}(?:chưa|không)\b", re.IGNORECASE)


def _above_items(block: ReportBlock, items: Sequence[ReportBlock]) -> Iterator[Claim]:
    """Yield the claims of a paragraph whose parts stand in the items below it."""
    if len(items) < 2 or items[0].level < ITEM or not block.sentences:
        return
    sentence = block.sentences[-1]
    if sentence.end < len(block.text.rstrip()) or not _COLON_AT_END.search(block.text):
        return
    are_all = _ALL.search(sentence.text) is not None
    if OPEN_LIST.search(sentence.text):
        return
    taken = numbers_in_fractions(sentence)
    items = _one_list(items)
    found = []
    for index, total in enumerate(sentence.numbers):
        if not can_be_total(total) or index in taken:
            continue
        parts = []
        for item in items:
            own = [each for each in item.numbers if _is_part(total, each)]
            if not own or _OF_NO_SUM.search(item.text[item.start : own[0].start]):
                break
            parts.append((item, own[0]))
        if len(parts) == len(items) > 1:
            found.append(Parts(block, total, tuple(parts), are_all))
    for unit in dict.fromkeys(unit_class(each.total.unit) for each in found):
        alike = [each for each in found if unit_class(each.total.unit) == unit]
        text = block.text
        plain = [each for each in alike if text[each.total.start - 1 : each.total.start] != "("]
        for each in _likeliest(alike, plain[-1:]):
            yield parts_claim(each)


def _above_points(block: ReportBlock, behind: Sequence[ReportPart]) -> Iterator[Claim]:
    """Yield the claim of a paragraph that ends with a total, over points such as `a) … 21 …`."""
    points = list(
        takewhile(lambda each: isinstance(each, ReportBlock) and each.level == POINT, behind)
    )
    numbers = block.numbers
    if len(points) < _PAIR or len(numbers) != 1 or not can_be_total(numbers[0]):
        return
    parts = []
    for point in points:
        own = point.numbers if isinstance(point, ReportBlock) else ()
        if not isinstance(point, ReportBlock) or len(own) != 1 or not _is_part(numbers[0], own[0]):
            return
        parts.append((point, own[0]))
    yield parts_claim(Parts(block, numbers[0], tuple(parts), are_all=True))


_MOST_POINTS = 25


def _one_list(items: Sequence[ReportBlock]) -> Sequence[ReportBlock]:
    """Return the items up to the one that ends the list, those before with a semicolon."""
    ends = [item.text.rstrip()[-1:] for item in items]
    if ends[0] == ";":
        for number, end in enumerate(ends):
            if end != ";":
                return items[: number + 1]
    return items


def _is_part(total: ProseNumber, number: ProseNumber) -> bool:
    if not number.is_quantity or number.kind is not total.kind:
        return False
    return unit_class(number.unit) == unit_class(total.unit)
