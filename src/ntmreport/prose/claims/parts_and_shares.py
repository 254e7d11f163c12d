"""A number and the percentage that it is said to be: `300 hộ …, chiếm 25%`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict, is_moved_digit, is_slip, written
from ntmreport.prose.claims.fraction_shares import judged_share, share_message
from ntmreport.prose.counted_units import TIMES
from ntmreport.prose.finished_report import Stretch
from ntmreport.prose.prose_number import DESIGNATIONS, NumberKind, ProseNumber

if TYPE_CHECKING:
    from ntmreport.prose.finished_report import Sentence

_JOINS = lazy_pattern(
    r"(?:[^.;()]|\.\d|\([^()]*\))*?(?:chiếm|bằng|đạt|tương đương|tỷ lệ|tỉ lệ|tương ứng)"
    r"(?: (?:với|tỷ lệ|tỉ lệ|là))*[ :]*"
    r"|[^.;,()]{0,60}\( *(?:chiếm |đạt |bằng |tỷ lệ |tỉ lệ |tương ứng |tương đương ){0,2}"
    r"|[^.;()]{0,60}\((?:chiếm|đạt|bằng)(?: tỷ lệ| tỉ lệ)? ",
    re.IGNORECASE,
)
_CHANGED = lazy_pattern(r"(?:tăng|giảm|vượt)(?: thêm| được)? $", re.IGNORECASE)
LEVELS = frozenset({"tiêu chí", "chỉ tiêu", "sao"}) | TIMES
"""Units of numbers that say what the counted have reached: `12 xã đạt từ 15 tiêu chí trở lên`."""

_ESTIMATED = "ước"
_PERCENTS = frozenset({NumberKind.SHARE, NumberKind.POINTS})
_LIMITS = frozenset({"dưới", "trên", "từ", "không quá", "ít nhất"})
_FARTHEST = 140
_MOST_LEVELS = 2
_TELLING = 3


class PartAndShare(Struct, frozen=True):
    """A number, the percentage that it is said to be, and the numbers that can be its whole."""

    part: ProseNumber
    share: ProseNumber
    wholes: tuple[ProseNumber, ...]


def whole_that_gives(each: PartAndShare) -> ProseNumber | None:
    """Return the whole nearest to a part that gives its share."""
    for whole in reversed(each.wholes):
        if judged_share(each.part, whole, each.share)[1] is Verdict.CONFIRMED:
            return whole
    return None


def is_share_slip(share: ProseNumber, right: str) -> bool:
    """Return whether a mistyped digit makes a share of `right`: 0,07 and 0,08 are too short."""
    digits = [
        "".join(each for each in text if each.isdigit()).lstrip("0") for text in (share.text, right)
    ]
    if min(map(len, digits)) < _TELLING:
        return is_moved_digit(share.text, right)
    return is_slip(share.text, right)


def part_and_share(sentence: Sentence, index: int) -> tuple[ProseNumber, ProseNumber] | None:
    """Return a number and the percentage right behind it that it is said to be."""
    numbers = sentence.numbers
    if index + 1 >= len(numbers):
        return None
    part, share = numbers[index], numbers[index + 1]
    if share.kind is not NumberKind.SHARE or not share.is_exact:
        return None
    return (part, share) if _is_said(sentence, part, share) else None


def _is_said(sentence: Sentence, part: ProseNumber, share: ProseNumber) -> bool:
    """Return whether the words between a number and a percentage say that it is one."""
    is_estimate = part.is_quantity and part.qualifier == _ESTIMATED
    if not (part.is_exact or is_estimate) or part.kind in _PERCENTS:
        return False
    if share.start - part.end > _FARTHEST:
        return False
    text = sentence.block.text
    if _CHANGED.search(text, sentence.lead(part.start), part.start):
        return "chiếm" in text[part.end : share.start]  # tăng 3.400 tỷ đồng, tương ứng 5,7%
    return _JOINS.fullmatch(sentence.block.text, part.unit_end, share.start) is not None


def part_of(sentence: Sentence, position: int) -> ProseNumber | None:
    """Return the number that the share at `position` is of, also before a level that it reaches."""
    numbers = sentence.numbers
    share = numbers[position]
    if share.kind is not NumberKind.SHARE or not share.is_exact:
        return None
    text, levels = sentence.block.text, 0
    for before in range(position - 1, -1, -1):
        part = numbers[before]
        if share.start - part.end > _FARTHEST or levels > _MOST_LEVELS:
            return None
        between = text[part.end : share.start]
        if between.count(")") > between.count("("):
            continue  # what is said in brackets of the number before them
        if part.qualifier in _LIMITS and before + 1 == position:
            levels += 1
            continue  # doanh nghiệp có vốn dưới 10 tỷ đồng, chiếm 92,3%
        is_level = part.unit in LEVELS or part.kind in DESIGNATIONS or not part.is_quantity
        if is_level and before and (before + 1 < position or _is_reached(sentence, part)):
            levels += 1
            continue
        if is_level and part.kind in DESIGNATIONS:
            levels += 1
            continue
        if _is_of_other(text, part, share):
            levels += 1
            continue  # 1.412 hộ với số tiền 61.260 triệu đồng, đạt 83,8% số hộ
        return part if _is_said(sentence, part, share) else None
    return None


def _is_of_other(text: str, part: ProseNumber, share: ProseNumber) -> bool:
    """Return whether a share is said to be of what another number counts, and not this amount."""
    named = _NAMED.match(text, share.unit_end)
    is_amount = part.kind is not NumberKind.COUNT
    return named is not None and is_amount and ";" not in text[part.end : share.start]


_NAMED = lazy_pattern(
    r" (?:so với |trên |của |trong )?(?:tổng )?số (?:hộ|người|xã|thôn|bản|dự án|công trình|hồ sơ"
    r"|lao động|học sinh|trường|doanh nghiệp|hợp tác|mô hình|sản phẩm)(?![^\W\d_])",
    re.IGNORECASE,
)


def _is_reached(sentence: Sentence, level: ProseNumber) -> bool:
    """Return whether a number of criteria says what counted units reach."""
    return _REACHES.search(sentence.block.text, sentence.lead(level.start), level.start) is not None


_REACHES = lazy_pattern(
    r"\d (?:xã|thôn|phường|bản|khu|đơn vị|huyện|sản phẩm|hộ|người|trẻ)[^\d,.;:]{0,40}"
    r"(?:đạt|từ|trên|dưới|đủ|hạng)(?: [^\W\d_]+){0,2} (?:\d+/)?$",
    re.IGNORECASE,
)


def share_claim(
    sentence: Sentence,
    part: ProseNumber,
    share: ProseNumber,
    whole_at: Stretch,
    whole: ProseNumber,
    verdict: Verdict,
) -> Claim:
    """Return the claim that a part of a whole, which may stand in another sentence, is a share."""
    computed, _, is_cut = judged_share(part, whole, share)
    is_cut = is_cut and verdict is Verdict.SUSPICIOUS
    if verdict is Verdict.NOT_CHECKABLE:
        computed = ""
    block = sentence.block
    return Claim(
        catalogue.PROSE_SHARE_CUT if is_cut else catalogue.PROSE_SHARE,
        verdict,
        Stretch(block, share.start, share.end),
        written(share),
        computed,
        (Stretch(block, part.start, part.end), whole_at),
        share_message(computed, share, is_cut=is_cut),
    )
