"""A total and its parts, and whether they make it up.

What "trong đó" introduces is often not the whole: there only a near miss is blamed.
"""

from __future__ import annotations

import re
from fractions import Fraction

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import (
    Claim,
    Verdict,
    fixed,
    is_moved_digit,
    is_rounding,
    is_slip,
    one_digit_apart,
)
from ntmreport.prose.finished_report import ReportBlock, Stretch
from ntmreport.prose.prose_number import AMOUNTS, NumberKind, ProseNumber, bounds

_NEAR = Fraction(2, 100)
_FEW = 2
_PAIR = 2
_NEAR_ALL = Fraction(10, 100)

OPEN_LIST = lazy_pattern(
    r"…|\.\.\.|v\.v|chủ yếu|tiêu biểu|điển hình|nổi bật|riêng|đáng chú ý|nhất là|còn lại(?! \d)",
    re.IGNORECASE,
)
"""Words of a list that says that it is not all."""


class Parts(Struct, frozen=True):
    """A total and its parts, which are named as all of them or not, each in its block."""

    block: ReportBlock
    total: ProseNumber
    parts: tuple[tuple[ReportBlock, ProseNumber], ...]
    are_all: bool


def are_exact(found: Parts) -> bool:
    """Return whether parts make up their total to the last digit."""
    return sum((part.base for _, part in found.parts), Fraction()) == found.total.base


def can_be_total(number: ProseNumber) -> bool:
    """Return whether a number with its unit can be made up of parts."""
    return number.is_quantity and number.kind in AMOUNTS and bool(number.unit) and number.value > 0


def parts_claim(found: Parts) -> Claim:
    """Return the claim that parts make up their total."""
    total = found.total
    numbers = [number for _, number in found.parts]
    low = sum((bounds(each)[0] for each in numbers), Fraction())
    high = sum((bounds(each)[1] for each in numbers), Fraction())
    least, most = bounds(total)
    exact = sum((each.base for each in numbers), Fraction())
    is_estimate = any(each.qualifier for each in (total, *numbers))
    agrees = exact == total.base or (
        low <= most and least <= high
        if is_estimate
        else is_rounding(exact - total.base, [2 * each.half for each in (total, *numbers)])
    )
    decimals = max(each.decimals for each in (total, *numbers))
    right = fixed(exact / total.scale, decimals)
    summed = " + ".join(
        each.text if each.scale == total.scale else each.with_unit.strip() for each in numbers
    )
    computed = f"{summed} = {right}"
    verdict = Verdict.CONFIRMED if exact == total.base else Verdict.NOT_CHECKABLE
    is_near = _is_slip_of(found, exact, right) if is_estimate else _is_near(found, exact, right)
    if not agrees and is_near:
        verdict = Verdict.SUSPICIOUS
    return Claim(
        catalogue.PROSE_PARTS,
        verdict,
        Stretch(found.block, total.start, total.end),
        total.text,
        computed,
        tuple(Stretch(block, each.start, each.end) for block, each in found.parts),
        Bilingual(
            f"các phần cộng lại: {computed}; văn bản ghi tổng số {total.text}",
            f"the parts add up: {computed}; the text has the total {total.text}",
        ),
    )


def _is_near(found: Parts, exact: Fraction, right: str) -> bool:
    total = found.total
    away = abs(exact - total.base)
    is_round = not found.are_all and total.text.endswith(".000")
    if not is_round and away <= total.base * (_NEAR_ALL if found.are_all else _NEAR):
        return True
    if found.are_all and total.kind is NumberKind.COUNT and away <= _FEW and exact < 2 * total.base:
        return True
    is_list = found.parts[0][0] is not found.block
    if found.are_all and is_list and total.base < 2 * exact < 4 * total.base:
        return True
    return _is_slip_of(found, exact, right)


def _is_slip_of(found: Parts, exact: Fraction, right: str) -> bool:
    """Return whether one digit mistyped, of the total or of a part, makes up what is lacking."""
    total = found.total
    if not found.are_all:
        # What is not the whole is near it by chance, too.
        if _is_fine(found):
            return _is_one_digit(found, exact, right)
        return is_moved_digit(total.text, right) or any(
            is_moved_digit(
                each.text, fixed((each.base + total.base - exact) / each.scale, each.decimals)
            )
            for _, each in found.parts
            if each.base + total.base > exact
        )
    is_told = len(found.parts) > _PAIR or _is_joined(found)
    return _is_one_digit(found, exact, right) or (is_told and _is_short_slip(total, right))


def _is_one_digit(found: Parts, exact: Fraction, right: str) -> bool:
    total = found.total
    return is_slip(total.text, right) or any(
        is_slip(each.text, fixed((each.base + total.base - exact) / each.scale, each.decimals))
        for _, each in found.parts
        if each.base + total.base > exact
    )


def _is_fine(found: Parts) -> bool:
    """Return whether numbers have so many digits that one digit hardly explains them by chance."""
    numbers = [found.total, *(each for _, each in found.parts)]
    finest = min(_last_digit(each) for each in numbers)
    return found.total.base >= _FINE * finest


def _last_digit(number: ProseNumber) -> Fraction:
    """Return what the last digit that is not 0 is worth."""
    digits = "".join(each for each in number.text if each.isdigit())
    zeros = len(digits) - len(digits.rstrip("0"))
    return number.scale * Fraction(10**zeros, 10**number.decimals)


def _is_joined(found: Parts) -> bool:
    """Return whether `và` joins the last two parts, which says that there are no more."""
    (first, one), (block, other) = found.parts[-2:]
    return first is block and " và " in block.text[one.end : other.start]


def _is_short_slip(total: ProseNumber, right: str) -> bool:
    """Return whether one digit of two, or both exchanged, makes a total the sum."""
    if len(total.text) != _PAIR or len(right) != _PAIR or total.decimals:
        return False
    return one_digit_apart(total.text, right) or total.text == right[::-1]


_FINE = 10_000
