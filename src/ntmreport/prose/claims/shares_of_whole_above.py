"""Shares of a whole that an earlier sentence names, or the paragraph above a list.

`Toàn xã có 2.846 hộ. Số hộ phân loại rác là 2.519 hộ, đạt 88,5%.` A whole that gives a share of
the same paragraph or list is the whole of those beside it; else only a mistyped digit is told.
"""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict, fixed
from ntmreport.prose.claims.fraction_shares import fractions_in, judged_share
from ntmreport.prose.claims.parts_and_shares import is_share_slip, part_of, share_claim
from ntmreport.prose.counted_units import unit_class
from ntmreport.prose.finished_report import PARAGRAPH, ReportBlock, Sentence, Stretch
from ntmreport.prose.prose_number import AMOUNTS, NumberKind, ProseNumber

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.finished_report import FinishedReport

_NAMED = lazy_pattern(
    r"(?:tổng(?: số| diện tích| vốn| kinh phí| nguồn vốn| chiều dài)?|toàn (?:xã|huyện|tỉnh|thôn"
    r"|ngành)|dân số|trên địa bàn|xã|huyện|tỉnh|hiện|có|của|trong|trên)"
    r"(?: [^\W\d_]+){0,8}?:? $",
    re.IGNORECASE,
)
_NEXT_NAMED = lazy_pattern(r"(?: [^\W\d_]+){1,3}(?:,| với| và) ")
_ENDS = lazy_pattern(r" *(?:[.;,)]|$|và |tổng số|số )", re.IGNORECASE)
_ENDS_WITH_NAME = lazy_pattern(r"(?: [^\W\d_]+){1,5} *(?:[.;,)]|$)")
_OTHER_WHOLE = lazy_pattern(
    r"[^.;,]{0,40}(?:cả nước|toàn tỉnh|của tỉnh|cả tỉnh|toàn vùng|năm trước|cùng kỳ|kế hoạch"
    r"|chỉ tiêu|dự toán|so với)",
    re.IGNORECASE,
)
_CHANGED = lazy_pattern(r"(?:tăng|giảm|vượt|hơn)(?: [^\W\d_]+){0,2} $", re.IGNORECASE)
_FEWEST_DIGITS = 2
_TELLING_DIGITS = 3
_MOST_ABOVE = 12
_HUNDRED = 100
_HALF_OF_HUNDRED = 50
_NEAR = Fraction(15, 100)


class _Whole(Struct, frozen=True):
    number: ProseNumber
    at: Stretch
    sentence: Sentence


class _Pair(Struct, frozen=True):
    sentence: Sentence
    part: ProseNumber
    share: ProseNumber
    wholes: tuple[_Whole, ...]


def shares_of_whole_above(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each share whose whole stands in a sentence before its own."""
    for group in _groups(report):
        yield from _claims(group)


def _groups(report: FinishedReport) -> Iterator[list[_Pair]]:
    """Yield the pairs of each paragraph, and of each list with the paragraph above it."""
    in_list: set[int] = set()
    for number, blocks in report.children.items():
        lead = report.parts[number]
        if isinstance(lead, ReportBlock) and len(blocks) > 1 and lead.level >= PARAGRAPH:
            in_list.update(id(block) for block in blocks)
            yield list(_pairs((lead, *blocks)))
    before: ReportBlock | None = None
    for part in report.parts:
        if not isinstance(part, ReportBlock):
            before = None
            continue
        if id(part) not in in_list and part.numbers:
            above = (before,) if before is not None and before.level == part.level else ()
            yield [pair for pair in _pairs((*above, part)) if pair.sentence.block is part]
        before = part


def _pairs(blocks: Sequence[ReportBlock]) -> Iterator[_Pair]:
    """Yield the shares of blocks that follow each other, with the numbers before their sentence."""
    above: list[_Whole] = []
    for block in blocks:
        for sentence in block.sentences:
            taken = {
                each.start for pair in fractions_in(sentence) for each in (pair.part, pair.whole)
            }
            own = [
                each
                for each in sentence.numbers
                if each.is_exact and each.kind in AMOUNTS and each.base > 0 and each.unit
            ]
            for position, share in enumerate(sentence.numbers):
                pair = _pair(sentence, position, share, taken, above) if above else None
                if pair is not None:
                    yield pair
            above = [*above, *_wholes(sentence, own)][-_MOST_ABOVE:]


def _pair(
    sentence: Sentence, position: int, share: ProseNumber, taken: set[int], above: list[_Whole]
) -> _Pair | None:
    text = sentence.block.text
    if share.kind is not NumberKind.SHARE or not share.is_exact or _digits(share) < _FEWEST_DIGITS:
        return None
    part = part_of(sentence, position)
    if part is None or part.start in taken or not part.unit or not part.base:
        return None
    if _OTHER_WHOLE.match(text, share.unit_end):
        return None
    if _CHANGED.search(text, sentence.lead(share.start), share.start):
        return None
    wholes = tuple(
        each
        for each in above
        if each.number.kind is part.kind
        and unit_class(each.number.unit) == unit_class(part.unit)
        and each.number.base >= part.base
    )
    return _Pair(sentence, part, share, wholes) if wholes else None


def _wholes(sentence: Sentence, numbers: Sequence[ProseNumber]) -> Iterator[_Whole]:
    for number in numbers:
        yield _Whole(number, Stretch(sentence.block, number.start, number.end), sentence)


def _is_named(whole: _Whole) -> bool:
    """Return whether a number is said to be all: `Toàn xã có 2.846 hộ, 11.215 nhân khẩu`."""
    sentence, text = whole.sentence, whole.sentence.block.text
    numbers = [each for each in sentence.numbers if each.start <= whole.number.start]
    for before, number in zip((None, *numbers[:-1])[::-1], numbers[::-1], strict=True):
        if _NAMED.search(text, sentence.lead(number.start), number.start):
            return True
        if before is None or not _NEXT_NAMED.fullmatch(text, before.end, number.start):
            return False
    return False


def _digits(number: ProseNumber) -> int:
    return len("".join(each for each in number.text if each.isdigit()).lstrip("0"))


def _claims(pairs: Sequence[_Pair]) -> Iterator[Claim]:
    given: Counter[Stretch] = Counter()
    left: list[_Pair] = []
    for pair in pairs:
        whole = _that_gives(pair)
        if whole is None:
            left.append(pair)
            continue
        given[whole.at] += 1
        yield _told(pair, whole, Verdict.CONFIRMED)
    for pair in left:
        blamed = _blamed(pair, given)
        if blamed is not None:
            yield _told(pair, blamed, Verdict.SUSPICIOUS)


def _that_gives(pair: _Pair) -> _Whole | None:
    for whole in reversed(pair.wholes):
        if judged_share(pair.part, whole.number, pair.share)[1] is Verdict.CONFIRMED:
            return whole
    return None


def _blamed(pair: _Pair, given: Counter[Stretch]) -> _Whole | None:
    """Return the whole that a share contradicts; None where it can be of something else."""
    text = pair.sentence.block.text
    ends = _ENDS.match(text, pair.share.unit_end) is not None
    if not ends and not _ENDS_WITH_NAME.match(text, pair.share.unit_end):
        return None
    has_own = _has_own_whole(pair)
    for whole in reversed(pair.wholes):
        if has_own and not given[whole.at]:
            continue
        exact = 100 * pair.part.base / whole.number.base
        is_slip = is_share_slip(pair.share, fixed(exact, pair.share.decimals))
        away = abs(exact - pair.share.value)
        if _is_round(pair.part) and away * whole.number.base <= _HUNDRED * _HALF_OF_HUNDRED:
            continue
        is_near = away <= max(exact, pair.share.value) * _NEAR
        if given[whole.at] and (is_slip or is_near):
            return whole
        if given[whole.at] and _one_digit(pair.share, exact):
            return whole
        if ends and is_slip and _is_named(whole) and _digits(pair.share) >= _TELLING_DIGITS:
            return whole
    return None


def _is_round(number: ProseNumber) -> bool:
    """Return whether a count can be rounded to hundreds: 4.100 doanh nghiệp."""
    return number.kind is NumberKind.COUNT and number.text.endswith("00")


def _one_digit(share: ProseNumber, exact: Fraction) -> bool:
    """Return whether one digit, also of a short number, makes the share."""
    right = fixed(exact, share.decimals)
    return len(right) == len(share.text) and (
        sum(a != b for a, b in zip(right, share.text, strict=True)) == 1
    )


def _has_own_whole(pair: _Pair) -> bool:
    """Return whether the sentence itself has a number that can be the whole."""
    return any(
        each.start < pair.part.start
        and each.is_exact
        and each.kind is pair.part.kind
        and unit_class(each.unit) == unit_class(pair.part.unit)
        and each.base > pair.part.base
        for each in pair.sentence.numbers
    )


def _told(pair: _Pair, whole: _Whole, verdict: Verdict) -> Claim:
    return share_claim(pair.sentence, pair.part, pair.share, whole.at, whole.number, verdict)
