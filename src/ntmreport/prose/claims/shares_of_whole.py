"""Shares of a whole that stands before: `1.200 hộ, trong đó 300 hộ …, chiếm 25%`.

Where several numbers could be the whole, one that gives the share confirms it; none is blamed
unless a single digit was mistyped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ntmreport import catalogue
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict, is_slip, shown, written
from ntmreport.prose.claims.fraction_shares import fractions_in, judged_share, share_message
from ntmreport.prose.finished_report import Stretch
from ntmreport.prose.prose_number import NumberKind, ProseNumber

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.finished_report import FinishedReport, Sentence

_JOINS = lazy_pattern(
    r"[^.;]*?(?:chiếm|bằng|đạt|tương đương|tỷ lệ|tỉ lệ|tương ứng)(?: (?:với|tỷ lệ|tỉ lệ"
    r"|là))*[ :]*"
    r"|[^.;,()]{0,60}\( *(?:chiếm |đạt |bằng |tỷ lệ |tỉ lệ )?",
    2,
)
_ENDS = lazy_pattern(
    r" *(?:[.;,)]|$|và |trong đó|tổng (?:số|diện|vốn|kinh|nguồn|giá|sản|nhu)|số )", 2
)
_OTHER_WHOLE = lazy_pattern(
    r"[^.;,]{0,40}(?:cả nước|toàn tỉnh|của tỉnh|cả tỉnh|toàn vùng|năm trước|cùng kỳ|kế hoạch"
    r"|chỉ tiêu)",
    2,
)
_WITHIN = lazy_pattern(r"trong đó|trong số|gồm|trong tổng số", 2)
_PLAN = lazy_pattern(
    r"(?:kế hoạch|\bKH\b|dự toán|chỉ tiêu|được giao|tổng mức|phân bổ)(?![^,;]*\bđạt)", 2
)
_DONE = lazy_pattern(r"(?:thực hiện|giải ngân|đã chi|đạt|hoàn thành)", 2)
_FARTHEST = 140


class _Share(NamedTuple):
    part: ProseNumber
    share: ProseNumber
    wholes: tuple[ProseNumber, ...]


def shares_of_whole(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each part whose share follows it and whose whole stands before it."""
    for sentence in report.sentences():
        if len(sentence.numbers) < 3:
            continue
        for each in _shares(sentence):
            claim = _claim(sentence, each)
            if claim is not None:
                yield claim


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
            if number.is_exact and _counts_the_same(number, part) and number.base >= part.base
        )
        if wholes:
            yield _Share(part, share, wholes)


def _counts_the_same(whole: ProseNumber, part: ProseNumber) -> bool:
    if whole.kind is not part.kind:
        return False
    if whole.unit == part.unit:
        return True
    # 33.733/50.596 hộ: the unit stands behind the second
    return whole.kind is NumberKind.COUNT and not whole.unit


def _claim(sentence: Sentence, each: _Share) -> Claim | None:
    block, (part, share, wholes) = sentence.block, each
    for whole in reversed(wholes):
        computed, verdict, is_cut = judged_share(part, whole, share)
        if verdict is Verdict.CONFIRMED:
            return _told(sentence, each, whole, computed, verdict)
    whole = wholes[-1]
    computed, verdict, is_cut = judged_share(part, whole, share)
    is_within = _WITHIN.search(block.text, whole.end, part.start) is not None
    is_done = bool(
        _PLAN.search(block.text, max(sentence.start, whole.start - 60), whole.start)
        and _DONE.search(block.text, whole.end, part.start)
    )
    behind = share.unit_end
    is_only = len(wholes) == 1 and (is_within or is_done) and _ENDS.match(block.text, behind)
    if is_done and len(wholes) == 1:
        is_only = is_only or _PLANNED.match(block.text, behind)
    right = shown(100 * part.base / whole.base, share.decimals)
    is_other = not is_done and _OTHER_WHOLE.match(block.text, behind) is not None
    if not is_other and (is_only or is_cut or is_slip(share.text, right)):
        return _told(sentence, each, whole, computed, Verdict.SUSPICIOUS, is_cut=is_cut)
    return _told(sentence, each, whole, "", Verdict.NOT_CHECKABLE)


_PLANNED = lazy_pattern(r" (?:so với )?(?:kế hoạch|KH|dự toán|chỉ tiêu)", 2)


def _told(
    sentence: Sentence,
    each: _Share,
    whole: ProseNumber,
    computed: str,
    verdict: Verdict,
    *,
    is_cut: bool = False,
) -> Claim:
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
