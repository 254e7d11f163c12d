"""Products: `3.100 ha, năng suất 60 tạ/ha, sản lượng 18.600 tấn`; `25 hộ, mỗi hộ 40 triệu đồng`.

And averages: `487 tiêu chí của 28 xã, bình quân 17,39 tiêu chí/xã`, `mật độ 399 người/km2`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.figure.number_format import rounded
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import (
    Claim,
    Verdict,
    differs,
    fixed,
    is_moved_digit,
    one_digit_apart,
    shown,
)
from ntmreport.prose.counted_units import unit_class
from ntmreport.prose.finished_report import Stretch
from ntmreport.prose.prose_number import NumberKind, bounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from ntmreport.prose.finished_report import FinishedReport, Sentence
    from ntmreport.prose.prose_number import ProseNumber

_YIELDS = frozenset({"kg/ha", "kg/ha/vụ", "kg/ha/năm"})
_OUTPUTS = frozenset({"kg", "kg/năm"})
_FOR_EACH = lazy_pattern(
    r"mỗi (?P<unit>[^\W\d_]+(?: [^\W\d_]+)??)(?: được| là| hỗ trợ| nhận| hiến| cải tạo)* $",
    re.IGNORECASE,
)
_TOTAL = lazy_pattern(
    r"tổng (?:số tiền|kinh phí|giá trị|cộng|trị giá|số|diện tích|chiều dài)[^.;,]{0,30}$",
    re.IGNORECASE,
)
_AVERAGE = lazy_pattern(
    r"(?:bình quân|mật độ)(?:(?!cả nước|toàn|của tỉnh|chung)[^.;,(]){0,30}$", re.IGNORECASE
)
_SQUARE_METRES = 10_000
_NEAR = 2
"""An output that is more than so many times what area and yield give is of something else."""


def area_products(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim where one yield and one output stand in a clause with the area."""
    for sentence in report.sentences():
        if "năng suất" in sentence.text.casefold():
            claims = [_area_product(sentence, numbers) for numbers in _clauses(sentence)]
            if not any(claims):
                # Khoai: diện tích 320 ha; năng suất 84 tạ/ha; sản lượng 2.688 tấn
                claims = [_area_product(sentence, sentence.numbers)]
            yield from (claim for claim in claims if claim is not None)


def _clauses(sentence: Sentence) -> Iterator[list[ProseNumber]]:
    """Yield the numbers of each clause that a semicolon ends."""
    text = sentence.block.text
    numbers: list[ProseNumber] = []
    for number in sentence.numbers:
        if numbers and ";" in text[numbers[-1].end : number.start]:
            yield numbers
            numbers = []
        if number.is_quantity:
            numbers.append(number)
    yield numbers


def _area_product(sentence: Sentence, numbers: Sequence[ProseNumber]) -> Claim | None:
    """Return the claim of a clause; of several areas the one before the yield, or harvested."""
    text = sentence.block.text
    areas = [each for each in numbers if each.kind is NumberKind.AREA]
    yields = [each for each in numbers if each.unit in _YIELDS]
    outputs = [each for each in numbers if each.unit in _OUTPUTS]
    if not areas or len(yields) != 1 or len(outputs) != 1:
        return None
    harvested = [
        each
        for each in areas
        if _HARVESTED.search(text, max(sentence.start, each.start - 50), each.start)
    ]
    nearest = [each for each in harvested or areas if each.start < yields[0].start]
    if not nearest or (len(areas) > 1 and not harvested):
        return None
    return _claim(sentence, nearest[-1], yields[0], outputs[0])


_HARVESTED = lazy_pattern(
    r"(?:thu hoạch|cho sản phẩm|kinh doanh|cho quả)(?: [^\W\d_]+){0,3} $", re.IGNORECASE
)


def amounts_for_each(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim where a sentence has a count, an amount for each, and the total amount."""
    for sentence in report.sentences():
        numbers = [each for each in sentence.numbers if each.is_quantity]
        for count, amount, total in zip(numbers, numbers[1:], numbers[2:], strict=False):
            text = sentence.block.text
            if not (count.is_exact and amount.is_exact and total.is_exact):
                continue
            if count.kind is not NumberKind.COUNT or not count.unit:
                continue
            if amount.kind is not total.kind or amount.kind not in _ADDED_UP:
                continue
            each = _FOR_EACH.search(text, count.unit_end, amount.start)
            if (
                each is not None
                and each["unit"].casefold() == count.unit
                and _TOTAL.search(text, amount.unit_end, total.start)
                and ";" not in text[count.end : total.start]
            ):
                yield _amount_claim(sentence, count, amount, total)


def _amount_claim(
    sentence: Sentence, count: ProseNumber, amount: ProseNumber, total: ProseNumber
) -> Claim:
    exact = count.value * amount.base
    right = shown(exact / total.scale, max(total.decimals, 1))
    computed = f"{count.text} × {amount.with_unit} = {right}{total.unit_text}"
    room = count.value * amount.half if amount.decimals else 0
    is_right = abs(exact - total.base) <= total.half + room
    return Claim(
        catalogue.PROSE_PRODUCT,
        Verdict.CONFIRMED if is_right else Verdict.SUSPICIOUS,
        Stretch(sentence.block, total.start, total.end),
        total.with_unit,
        computed,
        tuple(Stretch(sentence.block, each.start, each.end) for each in (count, amount)),
        differs(computed, total.with_unit),
    )


def stated_averages(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim where a sentence has a total, what it is spread over, and the average."""
    for sentence in report.sentences():
        for average in sentence.numbers:
            if average.is_exact:
                yield from _average(sentence, average)
                yield from _amount_for_one(sentence, average)


def _average(sentence: Sentence, average: ProseNumber) -> Iterator[Claim]:
    text = sentence.block.text
    if not _AVERAGE.search(text, sentence.lead(average.start), average.start):
        return
    behind = _FOR_ONE.match(text, average.end)
    before = _ONE_BEFORE.search(text, sentence.lead(average.start), average.start)
    if behind is not None:
        what, each = behind["what"], behind["each"]
    elif before is not None and average.unit:
        what, each = average.unit, before["each"]
    else:
        return
    units = unit_class(what), unit_class(each)
    clause = _clause_of(sentence, average)
    found: list[ProseNumber] = []
    for unit in units:
        same = [each for each in clause if _unit(each) == unit]
        if len(same) != 1 or not same[0].is_exact or not same[0].value:
            return
        found.append(same[0])
    total, count = found
    exact = _amount(total) / _amount(count)
    is_near = exact <= average.value * _NEAR and average.value <= exact * _NEAR
    said = fixed(exact, average.decimals)
    is_slip = len(said) == len(average.text) and (
        one_digit_apart(said, average.text) or sorted(said) == sorted(average.text)
    )
    if (is_near or is_slip) and count.value > 1:
        yield _average_claim(sentence, total, count, average, f"{average.text} {what}/{each}")


def _amount_for_one(sentence: Sentence, average: ProseNumber) -> Iterator[Claim]:
    """Yield the claim of `1.240 tấn xi măng làm 6,2 km (bình quân 200 tấn/km)`, and of money."""
    what, slash, each = average.unit.partition("/")
    text = sentence.block.text
    if not slash or "/" in each or each in _NOT_SHARED:
        return
    if not _AVERAGE.search(text, sentence.start, average.start):
        return
    clause = [number for number in _clause_of(sentence, average) if number.start < average.start]
    totals = [number for number in clause if number.unit == what and number.is_exact]
    counts = [
        number
        for number in clause
        if number.is_exact
        and number.value > 0
        and each in {number.unit, unit_class(number.unit), number.unit_text.strip().casefold()}
    ]
    if len(totals) != 1 or len(counts) != 1:
        return
    total, count = totals[0], counts[0]
    exact = total.base / _amount(count) / average.scale
    room = exact * (total.half / total.base + count.half / count.base) if total.base else 0
    away = abs(exact - average.value)
    is_right = away <= room + average.half / average.scale
    if exact > _NEAR * average.value or average.value > _NEAR * exact:
        return
    said = f"{average.with_unit}"
    computed = f"{total.text} / {count.text} = {shown(exact, max(average.decimals, 1))}"
    yield Claim(
        catalogue.PROSE_PRODUCT,
        Verdict.CONFIRMED if is_right else Verdict.SUSPICIOUS,
        Stretch(sentence.block, average.start, average.end),
        said,
        computed,
        tuple(Stretch(sentence.block, one.start, one.end) for one in (total, count)),
        differs(computed, said),
    )


_NOT_SHARED = frozenset(("năm", "tháng", "ngày", "người", "vụ", "quý"))


def _clause_of(sentence: Sentence, average: ProseNumber) -> list[ProseNumber]:
    """Return the numbers of a clause but for the average: of the sentence, where they are alone."""
    others = [each for each in sentence.numbers if each is not average and each.is_quantity]
    for numbers in _clauses(sentence):
        if average in numbers:
            own = [each for each in numbers if each is not average]
            return own if len(own) > 1 else others
    return others


def _amount(number: ProseNumber) -> Fraction:
    """Return how many a count is, and of a measure how much in its unit."""
    return number.base if number.kind is NumberKind.COUNT else number.value


def _unit(number: ProseNumber) -> str:
    return unit_class(_AREA_UNITS.get(number.unit_text.strip().casefold(), number.unit))


_AREA_UNITS = {"km2": "km2", "km²": "km2", "ha": "ha"}
_COUNTED = (
    r"tiêu chí|học viên|học sinh|nhân khẩu|khẩu|người|thành viên|hộ|sản phẩm|hội viên|cán bộ"
    r"|thôn|lao động|trẻ|giáo viên|con"
)
_EACH = (
    r"xã|lớp|hộ|ban|thôn|km2|km²|ha|huyện|trường|chi hội|tổ|đơn vị|chủ thể|HTX|hợp tác|mô hình"
    r"|trang trại"
)
_FOR_ONE = lazy_pattern(
    rf" (?P<what>{_COUNTED})(?: dân)?(?:/| mỗi | một )(?P<each>{_EACH})(?![^\W\d_])"
)
_ONE_BEFORE = lazy_pattern(
    rf"(?:mỗi|một) (?P<each>{_EACH})(?: (?:đạt|có|là|được|gồm))* $", re.IGNORECASE
)


def _average_claim(
    sentence: Sentence, total: ProseNumber, count: ProseNumber, average: ProseNumber, said: str
) -> Claim:
    exact = _amount(total) / _amount(count)
    computed = f"{total.text} / {count.text} = {shown(exact, max(average.decimals, 2))}"
    room = exact * (total.half / total.base + count.half / count.base)
    is_right = rounded(exact, average.decimals) == rounded(average.value, average.decimals)
    is_right = is_right or (bool(room) and abs(exact - average.value) <= room + average.half)
    return Claim(
        catalogue.PROSE_PRODUCT,
        Verdict.CONFIRMED if is_right else Verdict.SUSPICIOUS,
        Stretch(sentence.block, average.start, average.end),
        said,
        computed,
        tuple(Stretch(sentence.block, each.start, each.end) for each in (total, count)),
        differs(computed, said),
    )


_ADDED_UP = frozenset((NumberKind.MONEY, NumberKind.AREA, NumberKind.MEASURE))


def _is_shifted(exact: Fraction, stated: Fraction) -> bool:
    """Return whether a number has the right digits and a wrong size: 27.880 tấn of 2.788."""
    return any(exact == stated * 10**places for places in (-3, -2, -1, 1, 2, 3))


def _claim(sentence: Sentence, area: ProseNumber, rate: ProseNumber, output: ProseNumber) -> Claim:
    exact = area.base * rate.base / _SQUARE_METRES
    (low, high), (least, most) = bounds(area), bounds(rate)
    lowest, highest = low * least / _SQUARE_METRES, high * most / _SQUARE_METRES
    bottom, top = bounds(output)
    right = shown(exact / output.scale, max(output.decimals, 1))
    is_exact = not (area.qualifier or rate.qualifier or output.qualifier)
    # Rounding does not exchange digits.
    is_moved = is_exact and is_moved_digit(
        output.text, fixed(exact / output.scale, output.decimals)
    )
    is_right = lowest <= top and bottom <= highest and not is_moved
    is_near = exact < _NEAR * output.base and output.base < _NEAR * exact
    computed = f"{area.with_unit} × {rate.with_unit} = {right}{output.unit_text}"
    is_told = is_near or (is_exact and _is_shifted(exact, output.base))
    verdict = Verdict.SUSPICIOUS if is_told and not output.qualifier else Verdict.NOT_CHECKABLE
    return Claim(
        catalogue.PROSE_PRODUCT,
        Verdict.CONFIRMED if is_right else verdict,
        Stretch(sentence.block, output.start, output.end),
        output.with_unit,
        computed,
        tuple(Stretch(sentence.block, each.start, each.end) for each in (area, rate)),
        differs(computed, output.with_unit),
    )
