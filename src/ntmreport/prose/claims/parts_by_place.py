"""Parts whose place says that they are all: in brackets, of two opposite kinds, region by region.

`8.675 ngày công (thôn Hạ 2.140 ngày, …)`, `nam 55.918 người, nữ 56.722 người`, `Trong 36 xã, vùng
núi có 14 xã, vùng …`, and parts that leave their unit to the last one.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Verdict
from ntmreport.prose.claims.fraction_shares import fractions_in
from ntmreport.prose.claims.stated_parts import Parts, can_be_total, parts_claim
from ntmreport.prose.counted_units import TIMES, unit_class
from ntmreport.prose.prose_number import AMOUNTS, DESIGNATIONS, NumberKind, ProseNumber

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.claim import Claim
    from ntmreport.prose.finished_report import FinishedReport, Sentence

_BRACKETS = lazy_pattern(r"\((?P<inner>[^()]{8,400})\)")
_NO_PARTS = lazy_pattern(
    r"trong đó|riêng|tiêu biểu|chủ yếu|điển hình|nhất là|tăng|giảm|so với|kế hoạch"
    r"|bình quân|mỗi|%|…|\.\.\.|năm trước|cùng kỳ|^có \d|^đạt |^từ ",
    re.IGNORECASE,
)
_SEPARATED = lazy_pattern(r"[,;]| và ")
_OPPOSITES = (
    ("nam", "nữ"),
    ("thành thị", "nông thôn"),
    ("kinh", "dân tộc thiểu số"),
    ("nông nghiệp", "phi nông nghiệp"),
    ("biên chế", "hợp đồng"),
    ("công lập", "ngoài công lập"),
    ("công lập", "tư thục"),
    ("trong ngân sách", "ngoài ngân sách"),
    ("thường xuyên", "đột xuất"),
    ("trong hạn", "quá hạn"),
    ("đúng hạn", "quá hạn"),
    ("cấp huyện", "cấp xã"),
    ("trong tỉnh", "ngoài tỉnh"),
)
"""Two kinds that are all there are."""

_AMONG = lazy_pattern(r"trong (?:tổng số )?$", re.IGNORECASE)
_FIRST_WORD = lazy_pattern(r"[,;:]?\s*(?:và )?(?:có )?(?P<word>[^\W\d_]+)")
_LEAD = lazy_pattern(
    r"[^.;:(0-9]{0,60}(?:: ?|,? ?(?:trong đó|bao gồm|gồm)(?: có)?:? )", re.IGNORECASE
)
_ALL_OF = lazy_pattern(r"tổng(?: số)? [^.;:0-9]{0,60}?:? ?(?:là |có )?$", re.IGNORECASE)
_WIDEST = 90
_NEAR = 40
_FEWEST = 3
_PAIR = 2


def parts_by_place(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each total whose parts stand in brackets, as a pair, or by region."""
    for sentence in report.sentences():
        if len(sentence.numbers) < _FEWEST:
            continue
        for found in _in_brackets(sentence):
            claim = parts_claim(found)
            yield (
                replace(claim, verdict=Verdict.SUSPICIOUS)
                if _are_surely_all(found, claim)
                else claim
            )
        for found in (
            *_of_fractions(sentence),
            *_region_by_region(sentence),
            *_without_units(sentence),
        ):
            yield parts_claim(found)
        for found in _opposites(sentence):
            # A total can be divided in several ways: each is told at its own last part.
            claim = parts_claim(found)
            last = claim.others[-1]
            yield replace(claim, at=last, others=(*claim.others[:-1], claim.at))


def _parts(
    sentence: Sentence, total: ProseNumber, parts: Sequence[ProseNumber], *, are_all: bool = True
) -> Parts:
    block = sentence.block
    return Parts(block, total, tuple((block, each) for each in parts), are_all)


def _in_brackets(sentence: Sentence) -> Iterator[Parts]:
    text = sentence.block.text
    if "(" not in sentence.text:
        return
    taken = {each.start for pair in fractions_in(sentence) for each in (pair.part, pair.whole)}
    for match in _BRACKETS.finditer(text, sentence.start, sentence.end):
        if _NO_PARTS.search(match["inner"]):
            continue
        inner = [each for each in sentence.numbers if match.start() < each.start < match.end()]
        before = [each for each in sentence.numbers if each.end <= match.start()]
        if not before or len(inner) < _PAIR:
            continue
        total = before[-1]
        gap = text[total.unit_end : match.start()]
        if total.start in taken or not can_be_total(total) or len(gap) > _WIDEST:
            continue
        if re.search(r"[;:.]", gap):
            continue
        parts = _bracketed(total, inner, gap)
        if len(parts) >= _PAIR and _are_separated(text, parts):
            yield _parts(sentence, total, parts)


def _are_surely_all(found: Parts, claim: Claim) -> bool:
    """Return whether three and more parts in brackets miss their total by so little."""
    parts = [part for _, part in found.parts]
    away = abs(sum((each.base for each in parts), -found.total.base))
    is_missed = claim.verdict is Verdict.NOT_CHECKABLE and len(parts) >= _FEWEST
    is_exact = found.total.is_exact and all(each.is_exact and not each.half for each in parts)
    return is_missed and is_exact and away <= found.total.base * _SURELY_NEAR


def _of_fractions(sentence: Sentence) -> Iterator[Parts]:
    """Yield the parts of `72/81 trường, cụ thể: mầm non 24/28; tiểu học 26/28; … 22/25`.

    Where the wholes make up the whole, the parts have to make up the part.
    """
    text, pairs = sentence.block.text, fractions_in(sentence)
    for index, pair in enumerate(pairs):
        parts = pairs[index + 1 :]
        if len(parts) < _PAIR or not _LIST_OF_ALL.search(text, pair.whole.end, parts[0].part.start):
            continue
        for count in range(_PAIR, len(parts) + 1):
            wholes = sum(each.whole.base for each in parts[:count])
            if wholes == pair.whole.base:
                total = replace(pair.part, unit=pair.whole.unit)
                yield _parts(sentence, total, [each.part for each in parts[:count]])
                break


_LIST_OF_ALL = lazy_pattern(r"trong đó|gồm|cụ thể|chia ra|:", re.IGNORECASE)
_SURELY_NEAR = Fraction(1, 4)


def _bracketed(total: ProseNumber, inner: Sequence[ProseNumber], gap: str) -> list[ProseNumber]:
    """Return the numbers of a bracket that can be parts: of the total's unit, or of none."""
    own = unit_class(total.unit)
    numbers = [
        each
        for each in inner
        if each.kind not in DESIGNATIONS
        if each.unit not in TIMES or unit_class(each.unit) == own
    ]
    if not all(each.is_quantity for each in numbers):
        return []
    alike = [
        each
        for each in numbers
        if each.kind is total.kind and unit_class(each.unit) == unit_class(total.unit)
    ]
    if len(alike) >= _PAIR:
        return alike
    if total.kind is not NumberKind.COUNT or any(
        each.kind is not NumberKind.COUNT for each in numbers
    ):
        return []
    if not any(each.unit for each in numbers):
        return [replace(each, unit=total.unit) for each in numbers]
    counted = f"{total.unit} {gap}"
    if len(numbers) >= _FEWEST and len({each.unit for each in numbers}) == 1 and numbers[0].unit:
        return [replace(each, unit=total.unit) for each in numbers]
    if all(each.unit and each.unit.partition(" ")[0] in counted.split() for each in numbers):
        return [replace(each, unit=total.unit) for each in numbers]
    return []


def _are_separated(text: str, parts: Sequence[ProseNumber]) -> bool:
    return all(_SEPARATED.search(text, a.end, b.start) for a, b in pairwise(parts))


def _opposites(sentence: Sentence) -> Iterator[Parts]:
    text = sentence.block.text
    numbers = [each for each in sentence.numbers if each.kind not in DESIGNATIONS]
    for index in range(1, len(numbers) - 1):
        first, second = numbers[index], numbers[index + 1]
        if not (_can_be_part(first) and second.is_quantity and _are_alike(first, second)):
            continue
        one = _called(text, numbers[index - 1].end, first)
        if not one or _called(text, first.end, second) not in _OPPOSITE[one]:
            continue
        totals = [
            each
            for each in numbers[:index]
            if can_be_total(each) and _are_alike(each, first) and each.base > first.base
            if each.base > second.base
        ]
        exact = [each for each in totals if each.base == first.base + second.base]
        largest = max(totals, key=lambda each: each.base, default=None)
        if not exact and _goes_on(text, second, numbers[index + 2 :]):
            continue
        if largest is not None:
            yield _parts(sentence, (exact or [largest])[0], (first, second))


def _goes_on(text: str, last: ProseNumber, behind: Sequence[ProseNumber]) -> bool:
    """Return whether a third part follows: `trong tỉnh …, ngoài tỉnh …, xuất khẩu lao động …`."""
    following = behind[0] if behind else None
    return (
        following is not None
        and _are_alike(last, following)
        and not re.search(r"[;.(]", text[last.unit_end : following.start])
    )


def _called(text: str, start: int, number: ProseNumber) -> str:
    """Return the name of an opposite that the words right before a number end with."""
    words = _CALLED.search(text, max(start, number.start - _NEAR), number.start)
    return words["name"].casefold() if words is not None else ""


_OPPOSITE = {
    name: {*(b for a, b in _OPPOSITES if a == name), *(a for a, b in _OPPOSITES if b == name)}
    for pair in _OPPOSITES
    for name in pair
}
_CALLED = lazy_pattern(
    rf"(?<![^\W\d_])(?P<name>{'|'.join(sorted(_OPPOSITE, key=len, reverse=True))})"
    r"(?: (?:có|là|đạt|chiếm|khoảng))? ?:? $",
    re.IGNORECASE,
)


def _region_by_region(sentence: Sentence) -> Iterator[Parts]:
    """Yield the parts of `Trong 36 xã, vùng đồng bằng có 12 xã, vùng ven biển có 9 xã, …`."""
    text = sentence.block.text
    for index, total in enumerate(sentence.numbers[:-_FEWEST]):
        if not can_be_total(total) or not _AMONG.search(
            text, sentence.lead(total.start), total.start
        ):
            continue
        stop = text.find(";", total.end, sentence.end)
        end = sentence.end if stop < 0 else stop
        parts = [each for each in sentence.numbers[index + 1 :] if each.start < end]
        if len(parts) < _FEWEST or not all(
            each.is_quantity and _are_alike(total, each) for each in parts
        ):
            continue
        begins = [total.unit_end, *(each.unit_end for each in parts)]
        words = []
        for begin, part in zip(begins, parts, strict=False):
            comma = text.rfind(",", begin, part.start)
            found = _FIRST_WORD.match(text, max(begin, comma), part.start)
            words.append(found["word"].casefold() if found else "")
        if words[0] and len(set(words)) == 1:
            yield _parts(sentence, total, parts)


def _without_units(sentence: Sentence) -> Iterator[Parts]:
    """Yield the parts of `7.140 triệu đồng, gồm đường 3.100, trường 2.450, … 1.590 triệu đồng`.

    And of `Tổng số giáo viên: 164, trong đó mầm non 42, tiểu học 67, …`, where none has a unit.
    """
    text, numbers = sentence.block.text, sentence.numbers
    for index, total in enumerate(numbers[:-_PAIR]):
        lead = _LEAD.match(text, total.unit_end, numbers[index + 1].start)
        if not total.is_exact or lead is None:
            continue
        parts: list[ProseNumber] = []
        for number in numbers[index + 1 :]:
            begin = parts[-1].end if parts else total.end
            if not number.is_quantity or re.search(r"[;.(]", text[begin : number.start]):
                break
            if number.unit and number.kind is not total.kind:
                break
            parts.append(number)
            if number.unit:
                break
        if len(parts) < _FEWEST or any(each.unit for each in parts[:-1]):
            continue
        last = parts[-1]
        if _NO_PARTS.search(text, total.unit_end, last.start) and "trong đó" not in lead[0]:
            continue
        if last.unit and unit_class(last.unit) == unit_class(total.unit):
            alike = [
                replace(each, kind=last.kind, scale=last.scale, unit=last.unit) for each in parts
            ]
            yield _parts(sentence, total, alike)
        elif (
            not last.unit
            and not total.unit
            and total.kind is NumberKind.COUNT
            and _ALL_OF.search(text, sentence.lead(total.start), total.start)
        ):
            yield _parts(sentence, total, parts)
        elif not last.unit:
            of_all = _counted_before(sentence, index)
            if of_all is not None and _ENDS.match(text, last.end):
                own = [replace(each, unit=of_all.unit) for each in parts]
                yield _parts(sentence, of_all, own)


def _counted_before(sentence: Sentence, index: int) -> ProseNumber | None:
    """Return the count that parts without units divide: brackets and changes are left out."""
    text, numbers = sentence.block.text, sentence.numbers
    behind = numbers[index + 1].start
    for number in reversed(numbers[: index + 1]):
        between = text[number.end : behind]
        if between.count(")") > between.count("(") or number.kind is not NumberKind.COUNT:
            continue
        if _CHANGED.search(text, sentence.lead(number.start), number.start):
            continue
        return number if can_be_total(number) and number.is_exact else None
    return None


_CHANGED = lazy_pattern(r"(?:tăng|giảm|thêm)(?: thêm| được)? $", re.IGNORECASE)
_ENDS = lazy_pattern(r" *(?:[.;]|$)")


def _can_be_part(number: ProseNumber) -> bool:
    return number.is_quantity and number.kind in AMOUNTS and number.value > 0


def _are_alike(first: ProseNumber, second: ProseNumber) -> bool:
    return first.kind is second.kind and (
        not second.unit or unit_class(first.unit) == unit_class(second.unit)
    )
