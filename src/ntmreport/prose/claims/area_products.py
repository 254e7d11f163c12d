"""Area times yield against output: `3.100 ha, năng suất 60 tạ/ha, sản lượng 18.600 tấn`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.prose.claim import Claim, Verdict, shown
from ntmreport.prose.finished_report import Stretch
from ntmreport.prose.prose_number import NumberKind, bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.prose.finished_report import FinishedReport, Sentence
    from ntmreport.prose.prose_number import ProseNumber

_YIELDS = frozenset({"kg/ha", "kg/ha/vụ", "kg/ha/năm"})
_OUTPUTS = frozenset({"kg", "kg/năm"})
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
