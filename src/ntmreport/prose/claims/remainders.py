"""What is left of a whole: `28/32 xã đạt chuẩn, còn 4 xã chưa đạt`, `đã chi 4.275 …, còn lại …`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict, shown
from ntmreport.prose.claims.fraction_shares import fractions_in
from ntmreport.prose.finished_report import Stretch
from ntmreport.prose.prose_number import AMOUNTS, NumberKind, ProseNumber

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.prose.finished_report import FinishedReport, Sentence

_LEFT = lazy_pattern(
    r"[,;] ?(?:hiện |chỉ |vẫn )?còn(?P<rest> lại| thiếu)?(?: là| có|:)? $", re.IGNORECASE
)
_NOT_YET = lazy_pattern(r"[^.;,0-9]{0,20}(?:chưa|không|đang)\b", re.IGNORECASE)
_ENDS = lazy_pattern(r" [^\W\d_]+(?: [^\W\d_]+)? *(?:[.;]|$)")
_SPENT = lazy_pattern(
    r"(?:đã|thực hiện|thanh toán|giải ngân|hoàn thành|sử dụng)(?: [^\W\d_]+){0,4} $", re.IGNORECASE
)
_FEWEST = 3
_FARTHEST = 120
_NEAR = 20
_PERCENTS = frozenset({NumberKind.SHARE, NumberKind.POINTS})


def remainders(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each number of what is left that the whole and the other part precede."""
    for sentence in report.sentences():
        if len(sentence.numbers) >= _FEWEST:
            yield from _remainders(sentence)


def _remainders(sentence: Sentence) -> Iterator[Claim]:
    text = sentence.block.text
    numbers = [each for each in sentence.numbers if each.kind not in _PERCENTS]
    fractions = {each.part.start: each.whole for each in fractions_in(sentence)}
    for index in range(2, len(numbers)):
        part, rest = numbers[index - 1], numbers[index]
        first = numbers[index - 2]
        whole = fractions.get(first.start)
        is_fraction = whole is part
        if is_fraction:
            first, part = part, first
        if not (first.is_exact and part.is_exact and rest.is_exact and rest.unit):
            continue
        if first.kind is not rest.kind or rest.kind not in AMOUNTS or first.unit != rest.unit:
            continue
        left = _LEFT.search(text, max(part.end, first.end), rest.start)
        if left is None or rest.start - max(part.end, first.end) > _FARTHEST:
            continue
        if sentence.block.text[part.end : rest.start].count(")") > sentence.block.text[
            part.end : rest.start
        ].count("("):
            continue  # what is said in brackets is no part of what is left
        if _is_left(
            sentence, first, part, rest, is_fraction=is_fraction, is_rest=bool(left["rest"])
        ):
            yield _claim(sentence, first, part, rest)


def _is_left(
    sentence: Sentence,
    whole: ProseNumber,
    part: ProseNumber,
    rest: ProseNumber,
    *,
    is_fraction: bool,
    is_rest: bool,
) -> bool:
    """Return whether the words say that a number is what a part leaves of the whole."""
    text = sentence.block.text
    if any(_is_left_too(text, rest, each) for each in sentence.numbers):
        return False
    is_not_yet = _NOT_YET.match(text, rest.unit_end) is not None
    if is_fraction:
        return is_rest or is_not_yet or _ENDS.match(text, rest.end) is not None
    said = text[whole.end : rest.start]
    is_one_clause = ";" not in said or said.rfind(";") == said.find(";") > len(said) - _NEAR
    if part.unit != rest.unit or part.base > whole.base or not is_one_clause:
        return False
    if rest.kind is not NumberKind.COUNT or ";" in said:
        return (is_rest or is_not_yet) and _SPENT.search(text, whole.end, part.start) is not None
    return is_rest or is_not_yet


def _is_left_too(text: str, rest: ProseNumber, other: ProseNumber) -> bool:
    """Return whether another number goes on with what is left: `còn lại 109 xã … và 14 xã`."""
    return (
        other.start > rest.end
        and other.kind is rest.kind
        and other.unit == rest.unit
        and ";" not in text[rest.end : other.start]
    )


def _claim(sentence: Sentence, whole: ProseNumber, part: ProseNumber, rest: ProseNumber) -> Claim:
    if part.kind is not whole.kind:  # 12/18 triệu đồng
        part = replace(part, kind=whole.kind, scale=whole.scale, unit=whole.unit)
    exact = (whole.base - part.base) / rest.scale
    decimals = max(each.decimals for each in (whole, part, rest))
    computed = f"{whole.text} - {part.text} = {shown(exact, decimals)}"
    room = whole.half + part.half + rest.half if whole.decimals or part.decimals else 0
    is_right = abs(exact - rest.value) * rest.scale <= room
    return Claim(
        catalogue.PROSE_PARTS,
        Verdict.CONFIRMED if is_right else Verdict.SUSPICIOUS,
        Stretch(sentence.block, rest.start, rest.end),
        rest.text,
        computed,
        tuple(Stretch(sentence.block, each.start, each.end) for each in (part, whole)),
        Bilingual(
            f"số còn lại: {computed}; văn bản ghi {rest.text}",
            f"what is left: {computed}; the text has {rest.text}",
        ),
    )
