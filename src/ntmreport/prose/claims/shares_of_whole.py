"""Shares of a whole that stands before: `1.200 hộ, trong đó 300 hộ …, chiếm 25%`.

Where several numbers could be the whole, one that gives the share confirms it; none is blamed
unless a single digit was mistyped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ntmreport import catalogue
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict, fixed, is_slip, written
from ntmreport.prose.claims.fraction_shares import fractions_in, judged_share, share_message
from ntmreport.prose.finished_report import Stretch
from ntmreport.prose.prose_number import NumberKind, ProseNumber

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.prose.finished_report import FinishedReport, Sentence

_JOINS = lazy_pattern(
    r"[^.;]*?(?:chiếm|bằng|đạt|tương đương|tỷ lệ|tỉ lệ|tương ứng)(?: (?:với|tỷ lệ|tỉ lệ"
    r"|là))*[ :]*"
    r"|[^.;,()]{0,60}\( *(?:chiếm |đạt |bằng |tỷ lệ |tỉ lệ )?",
    re.IGNORECASE,
)
_ENDS = lazy_pattern(
    r" *(?:[.;,)]|$|và |trong đó"
    r"|(?:tổng )?(?:số|diện tích|vốn|kinh phí|nguồn vốn|giá trị|sản lượng)"
    r"(?: [^\W\d_]+)?(?: toàn (?:xã|huyện))? *(?:[.;,)]|$))",
    re.IGNORECASE,
)
_OTHER_WHOLE = lazy_pattern(
    r"[^.;,]{0,40}(?:cả nước|toàn tỉnh|của tỉnh|cả tỉnh|toàn vùng|năm trước|cùng kỳ|kế hoạch"
    r"|chỉ tiêu)",
    re.IGNORECASE,
)
_WITHIN = lazy_pattern(r"trong đó|trong số|gồm|trong tổng số", re.IGNORECASE)
_PLAN = lazy_pattern(
    r"(?:kế hoạch|\bKH\b|dự toán|chỉ tiêu|được giao|tổng mức|phân bổ)(?![^,;]*\bđạt)", re.IGNORECASE
)
_DONE = lazy_pattern(r"(?:thực hiện|giải ngân|đã chi|đạt|hoàn thành)", re.IGNORECASE)
_JOINS_BACK = lazy_pattern(r" ?\((?:tương ứng|tương đương|tức|là|với)(?: với| là)? ", re.IGNORECASE)
_AMONG = lazy_pattern(r"trong (?:tổng )?số (?:[^\W\d_]+ ){0,2}$", re.IGNORECASE)
_PLANNED = lazy_pattern(r" (?:so với )?(?:kế hoạch|KH|dự toán|chỉ tiêu)", re.IGNORECASE)
_PLAN_IN_BRACKETS = lazy_pattern(
    r" (?:so với |của )?(?:kế hoạch|KH|dự toán|chỉ tiêu|mục tiêu)[^.;(]{0,30}\("
    r"(?:kế hoạch |dự toán |chỉ tiêu |giao |là |KH )?",
    re.IGNORECASE,
)
_FARTHEST = 140
_NEAR = 60
_FEWEST = 3
_MOST_WHOLES = 3


class _Share(NamedTuple):
    part: ProseNumber
    share: ProseNumber
    wholes: tuple[ProseNumber, ...]


def shares_of_whole(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each part whose share and whole stand in the same sentence.

    A whole that gives one share of a sentence is the whole of its other shares too.
    """
    for sentence in report.sentences():
        if len(sentence.numbers) < _FEWEST:
            continue
        left: list[_Share] = []
        given: dict[int, ProseNumber] = {}
        of_plans = {each.share.start: each for each in _shares_of_plan(sentence)}
        shares = [
            each
            for each in (*_shares(sentence), *_shares_before(sentence))
            if each.share.start not in of_plans
        ]
        for each in (*of_plans.values(), *shares):
            whole = _whole_that_gives(each)
            if whole is None:
                left.append(each)
            else:
                given[whole.start] = whole
                yield _told(sentence, each, whole, Verdict.CONFIRMED)
        for each in left:
            yield _claim(sentence, each, given)


def _whole_that_gives(each: _Share) -> ProseNumber | None:
    """Return the whole nearest to a part that gives its share."""
    for whole in reversed(each.wholes):
        if judged_share(each.part, whole, each.share)[1] is Verdict.CONFIRMED:
            return whole
    return None


def part_and_share(sentence: Sentence, index: int) -> tuple[ProseNumber, ProseNumber] | None:
    """Return a number and the percentage behind it that it is said to be."""
    numbers = sentence.numbers
    if index + 1 >= len(numbers):
        return None
    part, share = numbers[index], numbers[index + 1]
    if share.kind is not NumberKind.SHARE or not share.is_exact:
        return None
    if not part.is_exact or part.kind in {NumberKind.SHARE, NumberKind.POINTS}:
        return None
    if share.start - part.end > _FARTHEST:
        return None
    if not _JOINS.fullmatch(sentence.block.text, part.unit_end, share.start):
        return None
    return part, share


def _shares(sentence: Sentence) -> Iterator[_Share]:
    in_fractions = {number for each in fractions_in(sentence) for number in (each.first, each.last)}
    numbers = sentence.numbers
    for index in range(1, len(numbers) - 1):
        if index in in_fractions:
            continue
        found = part_and_share(sentence, index)
        if found is None:
            continue
        part, share = found
        wholes = tuple(
            number
            for number in numbers[:index]
            if number.is_exact and _counts_the_same(number, part) and number.base >= part.base > 0
        )
        if wholes:
            yield _Share(part, share, wholes)


def _shares_before(sentence: Sentence) -> Iterator[_Share]:
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
            sentence.block.text, sentence.start, largest.start
        ):
            yield _Share(part, share, (largest,))


def _shares_of_plan(sentence: Sentence) -> Iterator[_Share]:
    """Yield the shares of a plan in brackets: `8.120 triệu đồng, đạt 108,3% dự toán (7.500 …)`."""
    numbers, text = sentence.numbers, sentence.block.text
    for index in range(len(numbers) - 2):
        found = part_and_share(sentence, index)
        whole = numbers[index + 2]
        if found is None or not whole.is_exact:
            continue
        part, share = found
        if (
            whole.kind is part.kind
            and whole.unit == part.unit
            and _PLAN_IN_BRACKETS.fullmatch(text, share.unit_end, whole.start)
        ):
            yield _Share(part, share, (whole,))


def _counts_the_same(whole: ProseNumber, part: ProseNumber) -> bool:
    if whole.kind is not part.kind:
        return False
    if whole.unit == part.unit:
        return True
    # 33.733/50.596 hộ: the unit stands behind the second
    return whole.kind is NumberKind.COUNT and not whole.unit


def _claim(sentence: Sentence, each: _Share, given: Mapping[int, ProseNumber]) -> Claim:
    """Return the claim of a share that no whole gives."""
    block, (part, share, wholes) = sentence.block, each
    behind = max(share.unit_end, part.unit_end)
    known = [
        whole
        for whole in wholes
        if whole.start in given
        and (
            ";" not in block.text[whole.end : part.start]
            or _WITHIN.search(block.text, whole.end, part.start)
        )
    ]
    whole = known[-1] if known else wholes[-1]
    is_within = (
        share.start < part.start
        or _WITHIN.search(block.text, whole.end, part.start) is not None
        or _AMONG.search(block.text, sentence.start, whole.start) is not None
    )
    is_done = (
        _PLAN.search(block.text, max(sentence.start, whole.start - _NEAR), whole.start) is not None
        and _DONE.search(block.text, whole.end, part.start) is not None
    )
    is_other = not is_done and _OTHER_WHOLE.match(block.text, behind) is not None
    if whole.start > share.start:  # the plan in brackets
        return _told(sentence, each, whole, Verdict.SUSPICIOUS)
    if not is_other:
        ends = _ENDS.match(block.text, behind) or (is_done and _PLANNED.match(block.text, behind))
        if (known or (len(wholes) == 1 and (is_within or is_done))) and ends:
            return _told(sentence, each, whole, Verdict.SUSPICIOUS)
        for other in reversed(wholes[-_MOST_WHOLES:]):
            right = fixed(100 * part.base / other.base, share.decimals)
            if judged_share(part, other, share)[2] or is_slip(share.text, right):
                return _told(sentence, each, other, Verdict.SUSPICIOUS)
    return _told(sentence, each, whole, Verdict.NOT_CHECKABLE)


def _told(sentence: Sentence, each: _Share, whole: ProseNumber, verdict: Verdict) -> Claim:
    computed, _, is_cut = judged_share(each.part, whole, each.share)
    is_cut = is_cut and verdict is Verdict.SUSPICIOUS
    if verdict is Verdict.NOT_CHECKABLE:
        computed = ""
    block, share = sentence.block, each.share
    others: Sequence[ProseNumber] = (each.part, whole)
    return Claim(
        catalogue.PROSE_SHARE_CUT if is_cut else catalogue.PROSE_SHARE,
        verdict,
        Stretch(block, share.start, share.end),
        written(share),
        computed,
        tuple(Stretch(block, number.start, number.end) for number in others),
        share_message(computed, share, is_cut=is_cut),
    )
