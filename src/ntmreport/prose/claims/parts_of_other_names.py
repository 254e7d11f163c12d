"""Parts with names of their own: `12 văn bản: 03 kế hoạch, 05 công văn`; `…, tổng cộng 30 xã`."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claims.fraction_shares import numbers_in_fractions
from ntmreport.prose.claims.stated_parts import OPEN_LIST, Parts, can_be_total, parts_claim
from ntmreport.prose.counted_units import unit_class
from ntmreport.prose.prose_number import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.claim import Claim
    from ntmreport.prose.finished_report import FinishedReport, Sentence
    from ntmreport.prose.prose_number import ProseNumber

_FEWEST = 3


def parts_of_other_names(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each total whose parts are counts of other names."""
    for sentence in report.sentences():
        if len(sentence.numbers) >= _FEWEST:
            yield from _of_other_names(sentence)
            yield from _of_several_kinds(sentence)


_PAIR = 2


def _of_several_kinds(sentence: Sentence) -> Iterator[Claim]:
    """Yield the claims of `7 tổ hợp tác, 18 hợp tác xã, …, tổng cộng 30 đơn vị`."""
    text, numbers = sentence.block.text, sentence.numbers
    taken = numbers_in_fractions(sentence)
    for index, total in enumerate(numbers):
        if index < _PAIR or total.unit not in _GENERAL or not total.is_exact or index in taken:
            continue
        if not _ALTOGETHER.search(text, sentence.lead(total.start), total.start):
            continue
        parts: list[ProseNumber] = []
        for position in range(index - 1, -1, -1):
            number = numbers[position]
            if ";" in text[number.end : (parts[0] if parts else total).start]:
                break
            parts.insert(0, number)
            if position in taken:
                parts = []
                break
        if len(parts) >= _PAIR and all(_begins_a_part(text, each) for each in parts):
            own = tuple((sentence.block, each) for each in parts)
            yield parts_claim(Parts(sentence.block, total, own, are_all=True))


_GENERAL = frozenset(("đơn", "đơn vị", "cơ sở", "tổ chức", "công trình", "loại", "sản phẩm"))
_ALTOGETHER = lazy_pattern(r"(?:tổng cộng|tổng số|cộng)(?: là| có|:)? $", re.IGNORECASE)


def _of_other_names(sentence: Sentence) -> Iterator[Claim]:
    """Yield the claims of parts with names of their own: `12 văn bản: 03 kế hoạch, 05 công văn`.

    Each part begins with its number, nothing else has one, and the list ends the sentence.
    """
    text, numbers = sentence.block.text, sentence.numbers
    taken = numbers_in_fractions(sentence)
    for index, total in enumerate(numbers[:-2]):
        following = _up_to_semicolon(text, numbers[index + 1 :])
        if index in taken or total.kind is not NumberKind.COUNT or not can_be_total(total):
            continue
        if not _LIST_OF_COUNTS.fullmatch(text, total.unit_end, following[0].start):
            continue
        if len(following) < _PAIR or not all(_begins_a_part(text, each) for each in following):
            continue
        gaps = [text[a.unit_end : b.start] for a, b in pairwise(following)]
        if not all(map(_NEXT_COUNT.fullmatch, gaps)) or any(each.decimals for each in following):
            continue
        end = text.find(";", following[-1].unit_end, sentence.end)
        tail = text[following[-1].unit_end : sentence.end if end < 0 else end]
        if len(following) == total.value or OPEN_LIST.search(text, total.end, sentence.end):
            continue  # three things, of which there are so many each
        units = {unit_class(each.unit) for each in following}
        said = text[total.end : following[0].start].replace(",", " ").split()
        are_said = all(each.unit.partition(" ")[0] in said for each in following)
        is_one_thing = len(units) == 1 and units != {""}
        is_other = is_one_thing or unit_class(total.unit) in units
        if (is_other and not are_said) or "," in tail:
            continue
        parts = tuple((sentence.block, each) for each in following)
        yield parts_claim(Parts(sentence.block, total, parts, are_all=True))


def _up_to_semicolon(text: str, numbers: Sequence[ProseNumber]) -> Sequence[ProseNumber]:
    """Return the numbers up to a semicolon, where commas stand between the first ones."""
    for number, (first, second) in enumerate(pairwise(numbers), start=1):
        if ";" in text[first.end : second.start]:
            return numbers if number == 1 else numbers[:number]
    return numbers


def _begins_a_part(text: str, number: ProseNumber) -> bool:
    """Return whether a count is of something that is named behind it: `03 Phó Trưởng ban`."""
    is_named = bool(number.unit) or text[number.end + 1 : number.end + 2].isupper()
    return number.is_exact and number.kind is NumberKind.COUNT and is_named


_LIST_OF_COUNTS = lazy_pattern(
    r"[^.;:(0-9]{0,40}(?:: ?|,? (?:(?:bao )?gồm|trong đó)(?: có)?:? )", re.IGNORECASE
)


_NEXT_COUNT = lazy_pattern(r"[^.;:,(0-9]{0,40}(?:[,;] ?(?:và )?| và )")
