"""Percentages that no whole numbers give: `08 sản phẩm, bằng 130% chỉ tiêu`.

The GRIM test (Brown and Heathers, 2017), where one of the two numbers is in sight.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.figure.number_format import rounded
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict, shown, written
from ntmreport.prose.claims.fraction_shares import numbers_in_fractions
from ntmreport.prose.claims.parts_and_shares import part_and_share
from ntmreport.prose.finished_report import Stretch
from ntmreport.prose.prose_number import NumberKind, ProseNumber

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.prose.finished_report import FinishedReport, ReportBlock, Sentence

_OF_TARGET = lazy_pattern(
    r" (?:so với |của )?(?:chỉ tiêu|kế hoạch|KH\b|mục tiêu)(?:[.,;)]|$| (?:năm|cả năm"
    r"|đề ra|được giao|giao|của|Nghị quyết|nghị quyết|tỉnh|huyện)\b)(?! trước)",
    re.IGNORECASE,
)
_JOINS = lazy_pattern(r"(?:đạt|bằng|hoàn thành|vượt mức)(?: (?:tỷ lệ|được))* $", re.IGNORECASE)
_OF_ALL = lazy_pattern(
    r" (?:tổng )?(?:số )?(?P<unit>xã|thôn|trường|hợp tác xã|sản phẩm|bản|xóm)\b", re.IGNORECASE
)
_RATE_OF = lazy_pattern(
    r"(?:tỷ lệ|tỉ lệ) (?:số )?(?P<unit>xã|thôn|trường|hợp tác xã|bản|xóm|chợ|trạm y tế|chi bộ"
    r"|chi hội) (?!\d)[^.;,0-9%]{0,70}?(?:đạt|là|chiếm)(?: tỷ lệ| tỉ lệ| là)?:? $",
    re.IGNORECASE,
)
_TARGET_IN_SIGHT = lazy_pattern(r"(?:kế hoạch|chỉ tiêu|KH|mục tiêu)[^.;,]{0,40}$", re.IGNORECASE)
_MOST_COUNTED = 300
_COUNTED = frozenset(
    (
        *("xã", "thôn", "trường", "lớp", "trạm", "chợ", "điểm", "tuyến", "vùng", "chuỗi", "bản"),
        *("sản phẩm", "mô hình", "nhà máy", "nhà văn", "công trình", "hợp tác", "dự án", "xóm"),
        *("doanh nghiệp", "trang trại", "tổ hợp", "làng nghề"),
    )
)
_FARTHEST = 150
_OTHERS_BETWEEN = frozenset({NumberKind.COUNT, NumberKind.MONEY, NumberKind.AREA, NumberKind.SHARE})


def whole_number_shares(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each percentage of a target, or of a number, that is a whole number."""
    for sentence in report.sentences():
        if len(sentence.numbers) > 1:
            yield from _of_targets(sentence)
            yield from _of_known_wholes(sentence)
    for block in report.blocks:
        yield from _of_rates(block)


def _of_targets(sentence: Sentence) -> Iterator[Claim]:
    text, numbers = sentence.block.text, sentence.numbers
    in_fractions = numbers_in_fractions(sentence)
    for index, share in enumerate(numbers):
        if share.kind is not NumberKind.SHARE or not share.is_exact or share.value in {0, 100}:
            continue
        if not _OF_TARGET.match(text, share.unit_end):
            continue
        if not _JOINS.search(text, sentence.lead(share.start), share.start):
            continue
        counted = [
            (position, each)
            for position, each in enumerate(numbers[:index])
            if each.kind in _OTHERS_BETWEEN and not _is_mark(each)
        ]
        if len(counted) != 1:
            continue
        position, part = counted[0]
        if position in in_fractions or not _is_counted(part) or share.start - part.end > _FARTHEST:
            continue
        if (
            _TARGET_IN_SIGHT.search(text, sentence.lead(part.start), part.start)
            or ";" in text[part.end : share.start]
        ):
            continue
        yield _target_claim(sentence, part, share)


def _is_mark(number: ProseNumber) -> bool:
    """Return whether a number only says of what rank something is: đạt 3 sao."""
    return number.unit in {"sao"}


def _is_counted(number: ProseNumber) -> bool:
    return (
        number.is_exact
        and number.kind is NumberKind.COUNT
        and not number.decimals
        and 0 < number.value <= _MOST_COUNTED
        and number.unit in _COUNTED
    )


def _target_claim(sentence: Sentence, part: ProseNumber, share: ProseNumber) -> Claim:
    half = share.half
    count = int(part.value)
    low, high = 100 * count / (share.value + half), 100 * count / (share.value - half)
    wholes = [
        whole for whole in range(max(1, floor(low)), ceil(high) + 1) if _gives(count, whole, share)
    ]
    unit = part.unit
    if wholes:
        right = shown(Fraction(100 * count, wholes[0]), max(share.decimals, 2))
        computed = f"{count} / {wholes[0]} = {right}%"
        verdict = Verdict.CONFIRMED
    else:
        near = [whole for whole in (floor(low), floor(low) + 1) if whole > 0]
        computed = "; ".join(
            f"{count}/{whole} = {shown(Fraction(100 * count, whole))}%" for whole in near
        )
        verdict = Verdict.SUSPICIOUS
    said = written(share)
    return Claim(
        catalogue.PROSE_WHOLE_NUMBERS,
        verdict,
        Stretch(sentence.block, share.start, share.end),
        said,
        computed,
        (Stretch(sentence.block, part.start, part.end),),
        Bilingual(
            f"không có chỉ tiêu nguyên nào mà {part.text} {unit} là {said}: {computed}",
            f"there is no whole target of which {part.text} is {said}: {computed}",
        ),
    )


def _gives(part: int, whole: int, share: ProseNumber) -> bool:
    exact = Fraction(100 * part, whole)
    return rounded(exact, share.decimals) == rounded(share.value, share.decimals)


def _of_rates(block: ReportBlock) -> Iterator[Claim]:
    """Yield the claims of `Xã có 12 thôn. Tỷ lệ thôn … đạt 78%`: the paragraph has one whole."""
    text = block.text
    for sentence in block.sentences:
        for share in sentence.numbers:
            if share.kind is not NumberKind.SHARE or not share.is_exact or share.value in {0, 100}:
                continue
            rate = _RATE_OF.search(text, sentence.lead(share.start), share.start)
            if rate is None or _OTHER_TIME.match(text, share.unit_end):
                continue
            unit = rate["unit"].casefold()
            wholes = {
                int(each.value)
                for each in block.numbers
                if each.start < rate.start()
                and each.is_exact
                and not each.decimals
                and unit.startswith(each.unit or "-")
            }
            if len(wholes) == 1 and 1 < max(wholes) <= _FEW_WHOLES:
                yield _known_claim(sentence, share, wholes.pop(), rate["unit"])


_OTHER_TIME = lazy_pattern(r"[^.;,]{0,30}(?:kế hoạch|chỉ tiêu|cùng kỳ|năm trước)", re.IGNORECASE)
_FEW_WHOLES = 60


def _of_known_wholes(sentence: Sentence) -> Iterator[Claim]:
    """Yield the claims of `32 xã … 87,4% số xã`."""
    text, numbers = sentence.block.text, sentence.numbers
    pairs = (part_and_share(sentence, index) for index in range(len(numbers)))
    parts = {pair[0].start for pair in pairs if pair is not None}
    for share in numbers:
        if share.kind is not NumberKind.SHARE or not share.is_exact or not share.decimals:
            continue
        of_all = _OF_ALL.match(text, share.unit_end)
        if of_all is None:
            continue
        wholes = {
            int(each.value)
            for each in numbers
            if each.start < share.start
            and each.start not in parts
            and _is_counted(each)
            and each.unit == of_all["unit"].casefold()
        }
        if len(wholes) != 1:
            continue
        yield _known_claim(sentence, share, wholes.pop(), of_all["unit"])


def _known_claim(sentence: Sentence, share: ProseNumber, whole: int, unit: str) -> Claim:
    """Return the claim that a whole number of so many units is a share."""
    part = floor(share.value * whole / 100 + Fraction(1, 2))
    is_possible = any(
        _gives(each, whole, share) for each in (part - 1, part, part + 1) if each >= 0
    )
    computed = f"{part} / {whole} = {shown(Fraction(100 * part, whole), max(2, share.decimals))}%"
    said = written(share)
    return Claim(
        catalogue.PROSE_WHOLE_NUMBERS,
        Verdict.CONFIRMED if is_possible else Verdict.SUSPICIOUS,
        Stretch(sentence.block, share.start, share.end),
        said,
        computed,
        (),
        Bilingual(
            f"không có số nguyên nào trong {whole} {unit} cho ra {said}; gần nhất là {computed}",
            f"no whole number of {whole} gives {said}; the nearest is {computed}",
        ),
    )
