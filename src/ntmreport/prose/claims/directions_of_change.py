"""Words of rise and fall beside two values: `tăng từ 46,8 triệu đồng năm 2020 lên 45,9`."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict, written
from ntmreport.prose.claims.value_change import have_one_unit
from ntmreport.prose.finished_report import Stretch
from ntmreport.prose.prose_number import DESIGNATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.prose.finished_report import FinishedReport, Sentence
    from ntmreport.prose.prose_number import ProseNumber

_FROM = lazy_pattern(r"\b(?P<way>tăng|giảm) từ $", re.IGNORECASE)
_TO = lazy_pattern(
    r"(?: [^\W\d_]+){0,4}(?: ?\(?(?:năm|tháng)? ?[\d/]+\)?)? (?P<way>lên|xuống|còn)"
    r"(?: còn| mức| tới| đến)? $",
    re.IGNORECASE,
)
_RISES = frozenset({"tăng", "lên"})


def directions_of_change(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each two values of which the second is said to be higher and is lower,
    or the other way round. The size of a change is the subject of `stated_changes`.
    """
    for sentence in report.sentences():
        numbers = [each for each in sentence.numbers if each.kind not in DESIGNATIONS]
        for before, after in pairwise(numbers):
            claim = _claim(sentence, before, after)
            if claim is not None:
                yield claim


def _claim(sentence: Sentence, before: ProseNumber, after: ProseNumber) -> Claim | None:
    block = sentence.block
    first = _FROM.search(block.text, sentence.lead(before.start), before.start)
    if first is None or not (before.is_exact and after.is_exact):
        return None
    second = _TO.fullmatch(block.text, before.unit_end, after.start)
    if second is None or not have_one_unit(before, after):
        return None
    ways = {each["way"].casefold() in _RISES for each in (first, second)}
    scale = after.scale if not before.unit else before.scale
    is_up = before.value * scale < after.base
    if before.value * scale == after.base or ways != {not is_up}:
        return None
    said = f"{written(before)} → {written(after)}"
    rises = Bilingual("tăng", "rises") if is_up else Bilingual("giảm", "falls")
    return Claim(
        catalogue.PROSE_CHANGE,
        Verdict.SUSPICIOUS,
        Stretch(block, after.start, after.end),
        written(after),
        said,
        (Stretch(block, before.start, before.end),),
        Bilingual(
            f"từ {written(before)} đến {written(after)} là {rises.vi}, văn bản ghi"
            f" {first['way'].casefold()}",
            f"from {written(before)} to {written(after)} it {rises.en}, and the text says the"
            " other",
        ),
    )
