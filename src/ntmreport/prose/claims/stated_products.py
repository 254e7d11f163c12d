"""Products: `3.100 ha, năng suất 60 tạ/ha, sản lượng 18.600 tấn`; `25 hộ, mỗi hộ 40 triệu đồng`.

And an average of criteria: `487 tiêu chí của 28 xã, bình quân 17,39 tiêu chí/xã`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.figure.number_format import rounded
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict, shown
from ntmreport.prose.finished_report import Stretch
from ntmreport.prose.prose_number import NumberKind, bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.prose.finished_report import FinishedReport, Sentence
    from ntmreport.prose.prose_number import ProseNumber

_YIELDS = frozenset({"kg/ha", "kg/ha/vụ", "kg/ha/năm"})
_OUTPUTS = frozenset({"kg", "kg/năm"})
_FOR_EACH = lazy_pattern(
    r"mỗi (?P<unit>[^\W\d_]+(?: [^\W\d_]+)??)(?: được| là| hỗ trợ| nhận)* $", re.IGNORECASE
)
_TOTAL = lazy_pattern(
    r"tổng (?:số tiền|kinh phí|giá trị|cộng|trị giá|số)[^.;,]{0,20}$", re.IGNORECASE
)
_AVERAGE = lazy_pattern(r"bình quân(?! cả nước| toàn tỉnh| của tỉnh)[^.;,(]{0,30}$", re.IGNORECASE)
_SQUARE_METRES = 10_000
_NEAR = 2
"""An output that is more than so many times what area and yield give is of something else."""


def area_products(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim where one area, one yield and one output stand in a sentence."""
    for sentence in report.sentences():
        numbers = [each for each in sentence.numbers if each.is_quantity]
        areas = [each for each in numbers if each.kind is NumberKind.AREA]
        yields = [each for each in numbers if each.unit in _YIELDS]
        outputs = [each for each in numbers if each.unit in _OUTPUTS]
        if (
            len(areas) == len(yields) == len(outputs) == 1
            and "năng suất" in sentence.text.casefold()
        ):
            yield _claim(sentence, areas[0], yields[0], outputs[0])


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
            if not amount.kind is total.kind is NumberKind.MONEY:
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
    is_right = abs(exact - total.base) <= total.half + count.value * amount.half
    return Claim(
        catalogue.PROSE_PRODUCT,
        Verdict.CONFIRMED if is_right else Verdict.SUSPICIOUS,
        Stretch(sentence.block, total.start, total.end),
        total.with_unit,
        computed,
        tuple(Stretch(sentence.block, each.start, each.end) for each in (count, amount)),
        Bilingual(
            f"{computed}; văn bản ghi {total.with_unit}",
            f"{computed}; the text has {total.with_unit}",
        ),
    )


def averages_of_criteria(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim where a sentence has all criteria, the communes, and the average."""
    for sentence in report.sentences():
        text = sentence.block.text
        if "bình quân" not in sentence.text.casefold():
            continue
        numbers = [each for each in sentence.numbers if each.is_exact]
        totals = [each for each in numbers if each.unit == "tiêu chí" and not each.decimals]
        communes = [each for each in numbers if each.unit == "xã" and not each.decimals]
        averages = [
            each
            for each in numbers
            if each.unit == "tiêu chí"
            and each.decimals
            and _AVERAGE.search(text, sentence.start, each.start)
        ]
        if len(totals) == len(communes) == len(averages) == 1 and communes[0].value > 1:
            exact = totals[0].value / communes[0].value
            if exact <= averages[0].value * _NEAR and averages[0].value <= exact * _NEAR:
                yield _average_claim(sentence, totals[0], communes[0], averages[0])


def _average_claim(
    sentence: Sentence, total: ProseNumber, count: ProseNumber, average: ProseNumber
) -> Claim:
    exact = total.value / count.value
    computed = f"{total.text} / {count.text} = {shown(exact, max(average.decimals, 2))}"
    is_right = rounded(exact, average.decimals) == rounded(average.value, average.decimals)
    said = f"{average.text} {average.unit}/xã"
    return Claim(
        catalogue.PROSE_PRODUCT,
        Verdict.CONFIRMED if is_right else Verdict.SUSPICIOUS,
        Stretch(sentence.block, average.start, average.end),
        said,
        computed,
        tuple(Stretch(sentence.block, each.start, each.end) for each in (total, count)),
        Bilingual(f"{computed}; văn bản ghi {said}", f"{computed}; the text has {said}"),
    )


def _claim(sentence: Sentence, area: ProseNumber, rate: ProseNumber, output: ProseNumber) -> Claim:
    exact = area.base * rate.base / _SQUARE_METRES
    (low, high), (least, most) = bounds(area), bounds(rate)
    lowest, highest = low * least / _SQUARE_METRES, high * most / _SQUARE_METRES
    bottom, top = bounds(output)
    is_right = lowest <= top and bottom <= highest
    right = shown(exact / output.scale, max(output.decimals, 1))
    is_near = exact < _NEAR * output.base and output.base < _NEAR * exact
    computed = f"{area.with_unit} × {rate.with_unit} = {right}{output.unit_text}"
    verdict = Verdict.SUSPICIOUS if is_near and not output.qualifier else Verdict.NOT_CHECKABLE
    return Claim(
        catalogue.PROSE_PRODUCT,
        Verdict.CONFIRMED if is_right else verdict,
        Stretch(sentence.block, output.start, output.end),
        output.with_unit,
        computed,
        tuple(Stretch(sentence.block, each.start, each.end) for each in (area, rate)),
        Bilingual(
            f"{computed}; văn bản ghi {output.with_unit}",
            f"{computed}; the text has {output.with_unit}",
        ),
    )
