"""Numbers that cannot be: ranges that end before they begin, parts above their whole."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict
from ntmreport.prose.claims.fraction_shares import fractions_in, numbers_in_fractions
from ntmreport.prose.finished_report import Stretch
from ntmreport.prose.prose_number import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.prose.finished_report import FinishedReport, Sentence
    from ntmreport.prose.prose_number import ProseNumber

_PLAN = lazy_pattern(
    r"kế hoạch|\bKH\b|chỉ tiêu|mục tiêu|giao|dự toán|vượt|đăng ký|so với|đề ra|nghị quyết",
    re.IGNORECASE,
)
_WITHIN = lazy_pattern(
    r"[^.;0-9]{0,80}?trong đó ?:? ?(?:có |riêng |gồm |số )?(?:[^\W\d_]+ ){0,5}?$",
    re.IGNORECASE,
)
_OTHER_THINGS = lazy_pattern(
    r"cao nhất|thấp nhất|tăng|giảm|lũy kế|luỹ kế|bình quân|kế hoạch|năm \d{4}", re.IGNORECASE
)
_FROM = lazy_pattern(r"từ (?:ngày )?$", re.IGNORECASE)
_TO = lazy_pattern(r" (?:đến|tới)(?: hết)?(?: ngày)? ", re.IGNORECASE)
_FAR = 100
"""Ends farther apart than that have units of their own: 800.000-2 triệu đồng."""

_NEVER_MORE = frozenset(
    {"xã", "thôn", "hộ", "trường", "người", "bản", "xóm", "tiêu chí", "phường", "trẻ"}
    | {"chi bộ", "chi hội", "hợp tác", "HTX", "đơn vị", "đơn", "học sinh", "trạm", "chỉ tiêu"}
)


def bounds_of_numbers(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each range, and for each part of a whole."""
    for sentence in report.sentences():
        yield from _ranges(sentence)
        yield from _days(sentence)
        yield from _parts(sentence)
        yield from _within(sentence)


def _ranges(sentence: Sentence) -> Iterator[Claim]:
    for number in sentence.numbers:
        if number.kind is NumberKind.PERIOD:
            first, second = (int(each) for each in (number.text[:4], number.text[-4:]))
            is_right = first <= second
        elif number.second is not None and number.unit and not number.is_doubtful:
            if number.kind not in {
                NumberKind.MONEY,
                NumberKind.SHARE,
                NumberKind.AREA,
                NumberKind.MEASURE,
            }:
                continue
            is_right = number.value <= number.second or number.value > _FAR * number.second
        else:
            continue
        if not is_right:
            yield Claim(
                catalogue.PROSE_RANGE,
                Verdict.SUSPICIOUS,
                Stretch(sentence.block, number.start, number.end),
                number.text,
                "",
                (),
                Bilingual(
                    f"khoảng {number.text} kết thúc trước khi bắt đầu",
                    f"the range {number.text} ends before it begins",
                ),
            )


def _days(sentence: Sentence) -> Iterator[Claim]:
    text = sentence.block.text
    for first, second in pairwise(sentence.numbers):
        if not first.kind is second.kind is NumberKind.DATE:
            continue
        if not _FROM.search(text, sentence.lead(first.start), first.start) or not _TO.fullmatch(
            text, first.end, second.start
        ):
            continue
        days = _day(first.text), _day(second.text)
        if days[0] is not None and days[1] is not None and days[0] > days[1]:
            said = f"{first.text} - {second.text}"
            yield Claim(
                catalogue.PROSE_RANGE,
                Verdict.SUSPICIOUS,
                Stretch(sentence.block, second.start, second.end),
                second.text,
                said,
                (Stretch(sentence.block, first.start, first.end),),
                Bilingual(
                    f"từ ngày {first.text} đến ngày {second.text}: kết thúc trước khi bắt đầu",
                    f"from {first.text} to {second.text}: it ends before it begins",
                ),
            )


def _day(written: str) -> tuple[int, int, int] | None:
    numbers = [int(each) for each in re.findall(r"\d+", written)]
    return (numbers[2], numbers[1], numbers[0]) if len(numbers) == 3 else None


def _parts(sentence: Sentence) -> Iterator[Claim]:
    for each in fractions_in(sentence):
        part, whole = each.part, each.whole
        unit = whole.unit or part.unit
        if unit not in _NEVER_MORE or part.base <= whole.base:
            continue
        share = next(
            (n for n in sentence.numbers[each.last + 1 :] if n.kind is NumberKind.SHARE), None
        )
        if (share is not None and share.value > 100) or _PLAN.search(sentence.text):
            continue
        yield _above(sentence, part, whole)


def _within(sentence: Sentence) -> Iterator[Claim]:
    text = sentence.block.text
    in_fractions = numbers_in_fractions(sentence)
    for index, (whole, part) in enumerate(
        zip(sentence.numbers, sentence.numbers[1:], strict=False)
    ):
        if not (whole.is_exact and part.is_exact) or {index, index + 1} & in_fractions:
            continue
        if whole.kind is not part.kind or not whole.unit or whole.unit != part.unit:
            continue
        if whole.kind in {NumberKind.SHARE, NumberKind.POINTS} or part.base <= whole.base:
            continue
        between = _WITHIN.fullmatch(text, whole.unit_end, part.start)
        if between and text[whole.unit_end :].lstrip().startswith(")"):
            continue  # what brackets say of it is not the whole
        if between and not _OTHER_THINGS.search(between[0]):
            yield _above(sentence, part, whole)


def _above(sentence: Sentence, part: ProseNumber, whole: ProseNumber) -> Claim:
    block = sentence.block
    unit = f" {whole.unit}" if whole.kind is NumberKind.COUNT else ""
    said, all_of_it = part.with_unit, f"{whole.with_unit}{unit}"
    return Claim(
        catalogue.PROSE_PART_ABOVE_WHOLE,
        Verdict.SUSPICIOUS,
        Stretch(block, part.start, part.end),
        said,
        f"{said} > {whole.with_unit}",
        (Stretch(block, whole.start, whole.end),),
        Bilingual(
            f"phần {said} lớn hơn cả {all_of_it} mà nó thuộc về",
            f"the part {said} is more than all {whole.with_unit} that it belongs to",
        ),
    )
