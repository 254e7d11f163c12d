"""Shares beside their numbers: `168.271/180.086 người, đạt 93,44%`."""

from __future__ import annotations

import re
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from msgspec import Struct
from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.figure.number_format import rounded
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict, differs, is_moved_digit, is_slip, shown, written
from ntmreport.prose.counted_units import TIMES, count_alike
from ntmreport.prose.finished_report import Stretch
from ntmreport.prose.prose_number import DESIGNATIONS, NumberKind, ProseNumber, bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.prose.finished_report import FinishedReport, ReportBlock, Sentence

_BETWEEN = lazy_pattern(
    r"(?: (?:[^\W\d_]+ ?){1,4}?)??"
    r"(?: ?/ ?(?:TS |nhu cầu |(?:tổng số|tổng|dự toán|kế hoạch|KH|chỉ tiêu|mục tiêu)"
    r" (?:[^\W\d_]+ ){0,3}?)?"
    r"| (?:trên|trong|so với) (?:tổng số|tổng cộng|tổng|số) (?:[^\W\d_]+ ){0,2}?"
    r"|(?<!và)(?<!,) trên | trong )"
    r"|(?: [^\W\d_]+){1,8}? (?:trên|trong|/|so với) tổng(?: số| cộng)? (?:[^\W\d_]+ ){0,5}?",
)
_JOINS = lazy_pattern(
    r"(?:\b(?:đạt|chiếm|bằng|tương đương|tương ứng|tỷ lệ|tỉ lệ|là|tức|ứng với|hay|được|hoàn thành"
    r"|thực hiện)"
    r"(?: (?:với|tỷ lệ|tỉ lệ|là|khoảng|gần|hơn|trên|được|tới|bao phủ|chung))*[ :]*|[(=:,–-] *)$",
    re.IGNORECASE,
)
_JOINS_BACK = lazy_pattern(
    r" *(?:\(|[–-] |,? ?(?:tương ứng|tương đương|tức|ứng với|với|là|hay|=)(?: với| là)?) *"
    r"(?:tương ứng |tức |đạt |bằng |là |với |gồm |có |= ?)?$"
    r"|,? (?:tương ứng|tương đương)(?: với| là)?(?: [^\W\d_]+){1,5} $"
    r"|(?: (?!so\b|cùng\b|năm\b|kế\b|KH\b|và\b|mỗi\b)[^\W\d_]+){1,6} ?\("
    r"(?:tương ứng |đạt |bằng |là |với |có |= ?)?$",
    re.IGNORECASE,
)
_CHANGED = lazy_pattern(r"(?:tăng|giảm|vượt)(?: [^\W\d_]+){0,2} $", re.IGNORECASE)
_OF_ALL = lazy_pattern(
    r" *(?:so với |trên |của )?(?:tổng số|tổng)(?: [^\W\d_]+){1,3}", re.IGNORECASE
)
_FIFTH = 5
_ALL = 100
_SCALE = Fraction(200)
"""Plans and maps are drawn to 1/500, 1/2.000."""
_PLANNED = lazy_pattern(
    r" *(?:so với |của |trên )?(?:kế hoạch|KH|chỉ tiêu|mục tiêu|nghị quyết|NQ|dự toán|vốn"
    r"|nhu cầu)",
    re.IGNORECASE,
)
_OTHER_WHOLE = lazy_pattern(
    r" *(?:so với|cùng kỳ)|[^.;,]{0,40}(?:cả nước|toàn tỉnh|của tỉnh|cả tỉnh|toàn vùng)",
    re.IGNORECASE,
)
_PLAN_BESIDE = lazy_pattern(r"kế hoạch|\bKH\b|chỉ tiêu|dự toán|giải ngân|mục tiêu", re.IGNORECASE)
_LOOSE = frozenset((",", ":", "-", "–"))
_OF_OTHERS = lazy_pattern(
    r" (?!kế hoạch|chỉ tiêu|mục tiêu|so với|tổng|dự toán)[^\W\d_]", re.IGNORECASE
)
_MEMBER = lazy_pattern(r" ?trong \d")
_COUNTED_REACH = lazy_pattern(
    r"\d (?:xã|thôn|phường|bản|khu|đơn vị)[^\d,.;:]{0,30}đạt (?:chuẩn )?$"
)
_CRITERION = "tiêu chí"
_IN_ORDER = "lần lượt"
_FARTHEST = 160
_WIDEST = 80
_NEAR_PLAN = 5
_TWO_CODES = 2


class _Fraction(Struct, frozen=True):
    part: ProseNumber
    whole: ProseNumber
    first: int
    last: int


def fraction_shares(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each percentage that stands with the two numbers that give it."""
    for sentence in report.sentences():
        if len(sentence.numbers) > _TWO_CODES:
            yield from _in_sentence(sentence)


_fractions: WeakKeyDictionary[ReportBlock, dict[int, list[_Fraction]]] = WeakKeyDictionary()


def fractions_in(sentence: Sentence) -> list[_Fraction]:
    """Return the pairs `a/b`, or `a trên tổng số b`, of a sentence, sought once."""
    of_block = _fractions.setdefault(sentence.block, {})
    if sentence.start not in of_block:
        of_block[sentence.start] = _found_in(sentence)
    return of_block[sentence.start]


def numbers_in_fractions(sentence: Sentence) -> set[int]:
    """Return the numbers of a sentence that are part or whole of a fraction, by their order."""
    return {number for each in fractions_in(sentence) for number in (each.first, each.last)}


def _found_in(sentence: Sentence) -> list[_Fraction]:
    text = sentence.block.text
    found: list[_Fraction] = []
    numbers = sentence.numbers
    for index in range(len(numbers) - 1):
        part, whole = numbers[index], numbers[index + 1]
        if found and found[-1].last == index:
            continue
        if not (part.is_quantity and whole.is_quantity) or NumberKind.SHARE in {
            part.kind,
            whole.kind,
        }:
            continue
        if whole.start - part.end > _WIDEST or _is_no_fraction(part, whole):
            continue
        if whole.qualifier == "trên" and text[: whole.start].endswith(" trên "):
            whole = replace(whole, qualifier="")  # 20 trên 28 xã
        start = part.unit_end if part.kind is not NumberKind.COUNT else part.end
        if _BETWEEN.fullmatch(text, start, whole.start) and (
            _are_alike(part, whole) or _is_out_of_all(text, part, whole)
        ):
            found.append(_Fraction(part, whole, index, index + 1))
    return found


def _is_no_fraction(part: ProseNumber, whole: ProseNumber) -> bool:
    """Return whether two numbers are a time, `8 tháng`, or the scale of a plan, `1/500`."""
    is_scale = part.text == "1" and whole.value >= _SCALE and not whole.unit
    is_day = whole.text.startswith("0") and part.value > whole.value  # 13/02
    is_fifth = not whole.unit and whole.value <= _FIFTH and part.value < whole.value  # 1/3
    return is_scale or is_day or is_fifth or bool(TIMES & {part.unit, whole.unit})


def _are_alike(part: ProseNumber, whole: ProseNumber) -> bool:
    """Return whether both count the same; what has no unit takes the other's."""
    if part.kind is whole.kind:
        return not part.unit or not whole.unit or count_alike(part, whole)
    return part.kind is NumberKind.COUNT and not part.unit


def _is_out_of_all(text: str, part: ProseNumber, whole: ProseNumber) -> bool:
    """Return whether counts of two names are part and whole: `12 giấy trong tổng số 14 thửa`."""
    is_counted = part.kind is whole.kind is NumberKind.COUNT and part.value <= whole.value
    return is_counted and "tổng số" in text[part.end : whole.start]


def _is_a_level(text: str, fraction: _Fraction) -> bool:
    """Return whether a fraction says what counted units have reached: `06 xã đạt 19/19 tiêu chí`.

    A share behind it is that of the units.
    """
    is_of_criteria = fraction.whole.unit == _CRITERION
    return is_of_criteria and _COUNTED_REACH.search(text, 0, fraction.part.start) is not None


def _in_sentence(sentence: Sentence) -> Iterator[Claim]:
    text, numbers = sentence.block.text, sentence.numbers
    found = fractions_in(sentence)
    if not found:
        return
    bound: set[int] = set()
    shares = [index for index, each in enumerate(numbers) if each.kind is NumberKind.SHARE]
    if _IN_ORDER in sentence.text and len(found) > 1:
        if len(shares) == len(found) and found[-1].last < shares[0]:
            for each, index in zip(found, shares, strict=True):
                yield _claim(sentence, each, numbers[index])
        return
    for number, each in enumerate(found):
        if _is_a_level(text, each):
            continue
        following = number + 1
        while following < len(found) and _is_a_level(text, found[following]):
            following += 1  # 16/23 xã đạt 19/19 tiêu chí, chiếm 69,6%
        end = found[following].first if following < len(found) else len(numbers)
        behind = _share_behind(text, numbers[:end], each)
        if behind is not None and behind not in bound:
            bound.add(behind)
            yield _claim(sentence, each, numbers[behind])
    for each in found:
        before = each.first - 1
        if before < 0 or before in bound or numbers[before].kind is not NumberKind.SHARE:
            continue
        share = numbers[before]
        found_back = _JOINS_BACK.fullmatch(text, share.unit_end, each.part.start)
        if (
            found_back
            and ("(" in found_back[0] or not (_MEMBER.match(text, each.part.unit_end)))
            and not _CHANGED.search(text, sentence.lead(share.start), share.start)
        ):
            bound.add(before)
            yield _claim(sentence, each, share)


def _share_behind(text: str, numbers: tuple[ProseNumber, ...], pair: _Fraction) -> int | None:
    """Return the number of the percentage that the two numbers are followed by."""
    for index in range(pair.last + 1, len(numbers)):
        number = numbers[index]
        if number.start - pair.whole.end > _FARTHEST:
            return None
        if (
            number.kind in DESIGNATIONS
            or number.unit == _CRITERION
            or (text[number.end : number.end + 1] == "/" and number.kind is NumberKind.COUNT)
        ):
            continue
        if number.kind is not NumberKind.SHARE or not number.is_quantity:
            return None
        between = text[
            pair.whole.end : number.start - len(number.qualifier and f"{number.qualifier} ")
        ]
        joins = _JOINS.search(between)
        if ";" in between or "trong đó" in between or joins is None:
            return None
        if joins[0].strip(" ") in _LOOSE and _OF_OTHERS.match(text, number.unit_end):
            return None  # `32/32 xã, 100% thôn`: a share of something else
        return index
    return None


def _claim(sentence: Sentence, pair: _Fraction, share: ProseNumber) -> Claim:
    block = sentence.block
    part, whole = pair.part, pair.whole
    is_bare = not part.unit and part.scale != whole.scale
    if part.kind is not whole.kind or is_bare:  # 8.450/10.200 triệu đồng
        part = replace(part, kind=whole.kind, scale=whole.scale, unit=whole.unit)
    computed, verdict, is_cut = judged_share(part, whole, share)
    behind = block.text[share.unit_end : share.unit_end + 60]
    if verdict is Verdict.SUSPICIOUS and not is_cut:
        right = shown(100 * part.base / whole.base, share.decimals) if whole.base else ""
        exact = 100 * part.base / whole.base if whole.base else Fraction()
        is_other = _OTHER_WHOLE.match(behind) or (
            _OF_ALL.match(behind) and not is_slip(share.text, right) and exact > share.value
        )
        if is_other:
            verdict = Verdict.NOT_CHECKABLE
        elif _PLANNED.match(behind):
            is_of_plan = whole.kind is not NumberKind.COUNT or _PLAN_BESIDE.search(
                block.text, max(sentence.start, part.start - 60), share.start
            )
            is_near = (
                bool(whole.base) and abs(100 * part.base / whole.base - share.value) <= _NEAR_PLAN
            )
            if not (is_of_plan or is_near or is_slip(share.text, right)):
                verdict = Verdict.NOT_CHECKABLE
    elif verdict is Verdict.CONFIRMED and _differs_as_measured(block.text, part, whole, share):
        verdict = Verdict.SUSPICIOUS
    rule = catalogue.PROSE_SHARE_CUT if is_cut else catalogue.PROSE_SHARE
    return Claim(
        rule,
        verdict,
        Stretch(block, share.start, share.end),
        written(share),
        computed,
        (Stretch(block, part.start, part.end), Stretch(block, whole.start, whole.end)),
        share_message(computed, share, is_cut=is_cut),
    )


def _differs_as_measured(
    text: str, part: ProseNumber, whole: ProseNumber, share: ProseNumber
) -> bool:
    """Return whether two lengths or areas, as they stand, give another share: `301,9/318,4 km`.

    They are measured to the digit that is written; amounts of money are rounded for the text.
    """
    if not {part.kind, whole.kind} <= _MEASURED or part.decimals != whole.decimals:
        return False
    if part.qualifier or whole.qualifier or share.qualifier or not share.decimals:
        return False
    exact = 100 * part.base / whole.base
    return "/" in text[part.end : whole.start] and rounded(exact, share.decimals) != share.value


_MEASURED = frozenset({NumberKind.AREA, NumberKind.MEASURE})


def share_message(computed: str, share: ProseNumber, *, is_cut: bool) -> Bilingual:
    """Return what is wrong with a share."""
    said = written(share)
    if is_cut:
        return Bilingual(
            f"{computed}; văn bản ghi {said}: phần lẻ bị cắt bỏ, không được làm tròn",
            f"{computed}; the text has {said}: the decimals are cut, not rounded",
        )
    return differs(computed, said)


def judged_share(
    part: ProseNumber, whole: ProseNumber, share: ProseNumber
) -> tuple[str, Verdict, bool]:
    """Return the arithmetic of a share, the verdict, and whether it was cut instead of rounded."""
    if not whole.base:
        return f"{part.text} / {whole.text}", Verdict.NOT_CHECKABLE, False
    exact = 100 * part.base / whole.base
    numbers = f"{part.text} / {whole.text}"
    if part.scale != whole.scale:
        numbers = f"{part.with_unit} / {whole.with_unit}"
    computed = f"{numbers} = {shown(exact, max(share.decimals, 2))}%"
    is_exact = not (part.qualifier or whole.qualifier or share.qualifier)
    is_counted = not (part.half or whole.half)
    if is_exact and is_counted:
        is_all_but = share.value == _ALL and part.base < whole.base  # 213/214 is not 100%
        is_same = rounded(exact, share.decimals) == rounded(share.value, share.decimals)
        if is_same and not is_all_but:
            return computed, Verdict.CONFIRMED, False
        factor = 10**share.decimals
        is_cut = Fraction(floor(exact * factor), factor) == share.value and share.decimals > 0
        return computed, Verdict.SUSPICIOUS, is_cut
    lowest, highest = _quotient_bounds(part, whole)
    least, most = bounds(share)
    is_possible = lowest <= most and least <= highest
    if is_exact and is_possible and rounded(exact, share.decimals) != share.value:
        # Rounding does not exchange digits.
        is_possible = not is_moved_digit(share.text, shown(exact, share.decimals))
    return computed, Verdict.CONFIRMED if is_possible else Verdict.SUSPICIOUS, False


def _quotient_bounds(part: ProseNumber, whole: ProseNumber) -> tuple[Fraction, Fraction]:
    (low, high), (least, most) = bounds(part), bounds(whole)
    if least <= 0 or most <= 0:
        return Fraction(), Fraction(10**9)
    return 100 * low / most, 100 * high / least
