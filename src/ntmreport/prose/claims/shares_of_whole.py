"""Shares of a whole that stands before: `1.200 hộ, trong đó 300 hộ …, chiếm 25%`.

Where several numbers could be the whole, one that gives the share confirms it; none is blamed
unless a single digit was mistyped.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict, fixed, one_digit_apart
from ntmreport.prose.claims.fraction_shares import fractions_in, judged_share
from ntmreport.prose.claims.parts_and_shares import (
    LEVELS,
    PartAndShare,
    is_share_slip,
    part_and_share,
    part_of,
    share_claim,
    whole_that_gives,
)
from ntmreport.prose.counted_units import TIMES, count_alike, unit_class
from ntmreport.prose.finished_report import Stretch
from ntmreport.prose.prose_number import DESIGNATIONS, NumberKind, ProseNumber

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.prose.finished_report import FinishedReport, Sentence

_ENDS = lazy_pattern(
    r" *(?:[.;,)]|$|và |trong đó"
    r"|(?:tổng )?(?:số|diện tích|vốn|kinh phí|nguồn vốn|giá trị|sản lượng)"
    r"(?: [^\W\d_]+)?(?: toàn (?:xã|huyện))? *(?:[.;,)]|$)|tổng(?: [^\W\d_]+){1,6} *(?:[.;,)]|$))",
    re.IGNORECASE,
)
_OTHER_WHOLE = lazy_pattern(
    r"[^.;,]{0,40}(?:cả nước|toàn tỉnh|của tỉnh|cả tỉnh|toàn vùng|năm trước|cùng kỳ|kế hoạch"
    r"|chỉ tiêu|dự toán)",
    re.IGNORECASE,
)
_WITHIN = lazy_pattern(r"trong đó|trong số|gồm|trong tổng số", re.IGNORECASE)
_PLAN = lazy_pattern(
    r"(?:kế hoạch|\bKH\b|dự toán|chỉ tiêu|được giao|bố trí|tổng mức|phân bổ)(?![^,;]*\bđạt)"
    r"[^;)]*$",
    re.IGNORECASE,
)
_DONE = lazy_pattern(r"(?:đã|thực hiện|giải ngân|đã chi|đạt|hoàn thành)", re.IGNORECASE)
_JOINS_BACK = lazy_pattern(r" ?\((?:tương ứng|tương đương|tức|là|với)(?: với| là)? ", re.IGNORECASE)
_AMONG = lazy_pattern(r"trong (?:(?:tổng )?số (?:[^\W\d_]+ ){0,2})?$", re.IGNORECASE)
_PLANNED = lazy_pattern(r" (?:so với )?(?:kế hoạch|KH|dự toán|chỉ tiêu)", re.IGNORECASE)
_ITSELF_OF_PLAN = lazy_pattern(
    r"[^.;]{0,20}?(?:bằng|đạt) [\d.,]+% (?:so với )?(?:kế hoạch|KH|dự toán|chỉ tiêu|cùng kỳ)",
    re.IGNORECASE,
)
_OF_MEASURE = lazy_pattern(r"(?:bằng|đạt|hoàn thành)[^,;]{0,12}$", re.IGNORECASE)

_FARTHEST = 140
_NEAR = 60
_FEWEST = 3
_MOST_WHOLES = 3
_ALL = 100


def shares_of_whole(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each part whose share and whole stand in the same sentence.

    A whole that gives one share of a sentence is the whole of its other shares too.
    """
    for sentence in report.sentences():
        if len(sentence.numbers) < _FEWEST:
            continue
        left: list[PartAndShare] = []
        given = Counter(_given_by_fractions(sentence))
        for each in (*_shares(sentence), *_shares_before(sentence)):
            whole = whole_that_gives(each)
            if whole is None:
                left.append(each)
            else:
                given[whole.start] += 1
                yield _told(sentence, each, whole, Verdict.CONFIRMED)
        for each in left:
            yield _claim(sentence, each, given)


def _given_by_fractions(sentence: Sentence) -> Iterator[int]:
    """Yield the wholes of the fractions whose share stands behind them, by their places."""
    for pair in fractions_in(sentence):
        behind = next((each for each in sentence.numbers if each.start > pair.whole.start), None)
        if (
            behind is not None
            and behind.kind is NumberKind.SHARE
            and pair.whole.base
            and judged_share(pair.part, pair.whole, behind)[1] is Verdict.CONFIRMED
        ):
            yield pair.whole.start


def _shares(sentence: Sentence) -> Iterator[PartAndShare]:
    text, numbers = sentence.block.text, sentence.numbers
    in_fractions = {
        each.start
        for pair in fractions_in(sentence)
        if pair.whole.unit not in LEVELS
        for each in (pair.part, pair.whole)
    }
    for position in range(1, len(numbers)):
        share = numbers[position]
        part = part_of(sentence, position)
        if part is None or part.start in in_fractions or part.unit in TIMES:
            continue
        if not part.unit and "(" not in text[part.end : share.start]:
            continue
        named = _NAMED_UNIT.match(text, share.unit_end)
        unit = unit_class(named["unit"].casefold()) if named else ""
        part = _sum_of_list(sentence, position, part)
        wholes = tuple(
            number
            for number in numbers[:position]
            if number.start < part.start
            and number.is_exact
            and (_counts_the_same(number, part) or _is_of_unit(number, part, unit))
            and part.base > 0
            and (
                number.base >= part.base
                or (share.value > _ALL and _is_plan(text, sentence.start, number))
            )
        )
        at_end = _whole_at_end(sentence, part, share)
        if at_end is not None:
            wholes = (*wholes, at_end)
        if wholes:
            yield PartAndShare(part, share, wholes)


def _whole_at_end(sentence: Sentence, part: ProseNumber, share: ProseNumber) -> ProseNumber | None:
    """Return the whole that a sentence ends with: `…, 1.120 hộ (18,7%) trong tổng số 6.000 hộ`."""
    quantities = [each for each in sentence.numbers if each.is_exact]
    last = quantities[-1] if quantities else None
    if last is None or last.start <= part.start or not count_alike(last, part):
        return None
    text = sentence.block.text
    is_all = _OUT_OF.search(text, sentence.lead(last.start), last.start) is not None
    is_all = is_all or _is_named_alike(text, share.unit_end, last)
    return last if is_all and last.base >= part.base else None


_OUT_OF = lazy_pattern(r"(?:trong|trên) tổng số (?:[^\W\d_]+ ){0,3}$", re.IGNORECASE)


def _sum_of_list(sentence: Sentence, position: int, part: ProseNumber) -> ProseNumber:
    """Return the total of a list that a number ends, if it ends one: `37,15 km, gồm …, 6,10 km`."""
    numbers = sentence.numbers[:position]
    start = next(index for index, each in enumerate(numbers) if each is part)
    summed = part.base
    for number in reversed(numbers[:start]):
        if number.kind in DESIGNATIONS or not number.is_exact:
            continue
        if not count_alike(number, part):
            break
        if number.base == summed > part.base:
            return number
        summed += number.base
    return part


_NAMED_UNIT = lazy_pattern(
    r" (?:so với |trên |của |trong )?tổng số (?P<unit>[^\W\d_]+(?: [^\W\d_]+)?)", re.IGNORECASE
)


def _is_of_unit(number: ProseNumber, part: ProseNumber, unit: str) -> bool:
    """Return whether a number counts what a share is said to be of: `59% tổng số cá nhân`."""
    is_counted = part.kind is number.kind is NumberKind.COUNT and bool(number.unit)
    return is_counted and unit.startswith(unit_class(number.unit))


def _is_plan(text: str, start: int, number: ProseNumber) -> bool:
    return _PLAN.search(text, max(start, number.start - _NEAR), number.start) is not None


def _shares_before(sentence: Sentence) -> Iterator[PartAndShare]:
    """Yield the shares that stand before their parts: `8,2% (tương đương 130 lao động)`."""
    numbers = sentence.numbers
    for index in range(1, len(numbers) - 1):
        share, part = numbers[index], numbers[index + 1]
        if share.kind is not NumberKind.SHARE or not (share.is_exact and part.is_exact):
            continue
        if not _JOINS_BACK.fullmatch(sentence.block.text, share.unit_end, part.start):
            continue
        wholes = tuple(
            number
            for number in numbers[:index]
            if number.is_exact and _counts_the_same(number, part) and number.base >= part.base > 0
        )
        largest = max(wholes, key=lambda each: each.base, default=None)
        if largest is not None and _AMONG.search(
            sentence.block.text, sentence.lead(largest.start), largest.start
        ):
            yield PartAndShare(part, share, (largest,))


def _counts_the_same(whole: ProseNumber, part: ProseNumber) -> bool:
    if whole.kind is not part.kind:
        return False
    # 33.733/50.596 hộ: the unit stands behind the second
    if count_alike(whole, part):
        return bool(part.unit) or part.kind is not NumberKind.COUNT
    # trong đó: tốt 19 (33,9%), khá 24 (42,9%)
    is_counted = whole.kind is NumberKind.COUNT and not whole.decimals
    return is_counted and not (whole.unit and part.unit)


def _claim(sentence: Sentence, each: PartAndShare, given: Mapping[int, int]) -> Claim:
    """Return the claim of a share that no whole gives."""
    block, part, share, wholes = sentence.block, each.part, each.share, each.wholes
    text = block.text
    behind = max(share.unit_end, part.unit_end)
    known = [
        whole
        for whole in wholes
        if _is_named_alike(text, behind, whole)
        or (
            given.get(whole.start)
            and (
                ";" not in text[whole.end : part.start]
                or _WITHIN.search(text, whole.end, part.start)
                or _is_one_digit_of(part, whole, share)
                or (
                    (given[whole.start] > 1 or _leads(sentence, whole))
                    and _is_of_that_size(part, whole, share)
                )
            )
        )
    ]
    outside = [each for each in wholes if not _is_in_brackets(text, each, part)]
    whole = (known or outside or wholes)[-1]
    in_fractions = {
        pair.whole.start
        for pair in fractions_in(sentence)
        if pair.part.start < part.start < pair.whole.start + _FARTHEST
    }
    is_within = (
        share.start < part.start
        or _WITHIN.search(text, whole.end, part.start) is not None
        or (
            whole.start not in in_fractions
            and _AMONG.search(text, sentence.lead(whole.start), whole.start) is not None
        )
    )
    is_done = (
        _is_plan(text, sentence.start, whole)
        and _DONE.search(text, whole.end, part.start) is not None
    )
    # `Đường ngõ, xóm: 395,2 km, đã cứng hóa 352,9 km`; `Toàn xã có 14 thôn, đã có 9 thôn …`
    is_reached = whole is _first_quantity(sentence) and (
        _REACHED.match(text, whole.unit_end, part.start) is not None
        and _OTHERS_SHARE.search(text, whole.unit_end, share.start) is None
    )
    is_other = not is_done and (
        _OTHER_WHOLE.match(text, behind) is not None
        or _are_of_one(sentence, each, whole)
        or (
            _ITSELF_OF_PLAN.match(text, whole.end) is not None
            and _OF_MEASURE.search(text, part.end, share.start) is not None
        )
    )
    if not is_other:
        ends = _ENDS.match(text, behind) or (is_done and _PLANNED.match(text, behind))
        is_possible = share.value <= _ALL or whole.base < part.base
        is_alone = len(outside or wholes) == 1 and whole.start == (outside or wholes)[0].start
        is_sure = known or is_done or (is_alone and (is_within or is_reached))
        if is_sure and ends and is_possible:
            return _told(sentence, each, whole, Verdict.SUSPICIOUS)
        for other in reversed(wholes[-_MOST_WHOLES:]):
            right = fixed(100 * part.base / other.base, share.decimals)
            if judged_share(part, other, share)[2] or is_share_slip(share, right):
                return _told(sentence, each, other, Verdict.SUSPICIOUS)
    return _told(sentence, each, whole, Verdict.NOT_CHECKABLE)


def _is_one_digit_of(part: ProseNumber, whole: ProseNumber, share: ProseNumber) -> bool:
    right = fixed(100 * part.base / whole.base, share.decimals)
    return len(right) == len(share.text) and one_digit_apart(right, share.text)


_REACHED = lazy_pattern(
    r"(?: [^\W\d_]+){0,4}, ?(?:trong đó |đến nay |hiện |hiện nay |nay )?(?:đã|có|hiện có)\b"
    r"[^.;:]{0,40}$",
    re.IGNORECASE,
)
_OTHERS_SHARE = lazy_pattern(r"tỷ lệ|tỉ lệ|bình quân|mức|tăng|giảm", re.IGNORECASE)


def _first_quantity(sentence: Sentence) -> ProseNumber | None:
    return next((each for each in sentence.numbers if each.is_quantity), None)


def _leads(sentence: Sentence, whole: ProseNumber) -> bool:
    """Return whether a sentence begins with its whole: `Tính riêng 28 xã miền núi, có …`."""
    said = sentence.block.text[sentence.start : whole.start]
    return _first_quantity(sentence) is whole and _LEADS.search(said) is not None


_LEADS = lazy_pattern(r"(?:trong|tính riêng|toàn (?:xã|huyện|tỉnh) có|tổng)", re.IGNORECASE)


def _is_in_brackets(text: str, number: ProseNumber, part: ProseNumber) -> bool:
    between = text[number.end : part.start]
    return between.count(")") > between.count("(")


def _is_named_alike(text: str, behind: int, whole: ProseNumber) -> bool:
    """Return whether a share is of what stands before a whole: `19% tổng nguồn lực`."""
    name = _NAME.match(text, behind)
    said = text[max(0, whole.start - _NEAR) : whole.start].casefold().rstrip(" :(")
    return name is not None and said.endswith(name["name"].casefold())


_NAME = lazy_pattern(
    r" (?:so với |trong |của |trên )?"
    r"(?P<name>(?:tổng|số|dân số|diện tích|vốn|sản lượng|kinh phí)(?: [^\W\d_]+){1,5}?)"
    r" *(?:[.;,)]|$)",
    re.IGNORECASE,
)


def _is_of_that_size(part: ProseNumber, whole: ProseNumber, share: ProseNumber) -> bool:
    exact = 100 * part.base / whole.base
    return exact < 2 * share.value and share.value < 2 * exact


def _are_of_one(sentence: Sentence, each: PartAndShare, whole: ProseNumber) -> bool:
    """Return whether whole and part are shares of a third that is not named.

    `425 đại biểu tham gia (85,86%), trong đó 422 tán thành (85,25%)`.
    """
    for index, number in enumerate(sentence.numbers):
        if number is whole:
            found = part_and_share(sentence, index)
            if found is None or found[1].value in {0, _ALL}:
                return False
            of_third = found[1].value * each.part.base / whole.base
            return abs(of_third - each.share.value) <= each.share.half + found[1].half
    return False


def _told(sentence: Sentence, each: PartAndShare, whole: ProseNumber, verdict: Verdict) -> Claim:
    return share_claim(
        sentence,
        each.part,
        each.share,
        Stretch(sentence.block, whole.start, whole.end),
        whole,
        verdict,
    )
