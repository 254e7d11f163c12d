"""A value before and after, and the change that a report states."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.prose.claim import Claim, Verdict, differs, is_slip, shown, written
from ntmreport.prose.finished_report import Stretch
from ntmreport.prose.prose_number import NumberKind, ProseNumber, bounds

if TYPE_CHECKING:
    from ntmreport.prose.finished_report import Sentence

_UP = frozenset({"tăng", "vượt", "cao hơn", "nhiều hơn"})
_RISES_AND_FALLS = frozenset({"tăng", "giảm"})
_PERCENTS = frozenset({NumberKind.SHARE})


class Change(Struct, frozen=True):
    """A value before and after, and the difference that is stated; `way` is its word."""

    before: ProseNumber
    after: ProseNumber
    stated: ProseNumber
    way: str
    is_times: bool

    @property
    def is_up(self) -> bool:
        """True if the text says that the value rises."""
        return self.way in _UP


def have_one_unit(first: ProseNumber, second: ProseNumber) -> bool:
    """Return whether two values count or measure the same; one can leave its unit to the other."""
    if first.kind is not second.kind:
        return first.kind is NumberKind.COUNT and not first.unit
    if first.kind is NumberKind.MONEY and not ("/" in first.unit and "/" in second.unit):
        return True  # 45,6 triệu đồng/người, cao hơn 3,9 triệu đồng
    return not first.unit or not second.unit or first.unit == second.unit


def change_claim(sentence: Sentence, change: Change) -> Claim | None:
    """Return the claim that a value has changed by what is stated."""
    before, after, stated = change.before, change.after, change.stated
    if before.kind is not after.kind:  # từ 35 lên 46,5 triệu đồng
        before = replace(before, kind=after.kind, scale=after.scale, unit=after.unit)
    sign = 1 if change.is_up else -1
    difference = sign * (after.base - before.base)
    (low, high), (least, most) = bounds(before), bounds(after)
    room = (high - low) / 2 + (most - least) / 2
    if change.is_times:
        return None
    computed = f"{after.text} - {before.text}" if change.is_up else f"{before.text} - {after.text}"
    if difference < 0:
        return _told(
            sentence,
            change,
            Verdict.SUSPICIOUS,
            f"{before.text} → {after.text}",
            Bilingual(
                f"từ {written(before)} đến {written(after)} là"
                f" {'giảm' if change.is_up else 'tăng'},"
                f" văn bản ghi {'tăng' if change.is_up else 'giảm'}",
                f"from {written(before)} to {written(after)} it"
                f" {'falls' if change.is_up else 'rises'}, and the text says the other",
            ),
        )
    if stated.kind in {NumberKind.SHARE, NumberKind.POINTS}:
        return _percentage(sentence, change, before, after, difference)
    if stated.kind is not after.kind or not have_one_unit(stated, after) or not stated.is_exact:
        return None
    right = shown(difference / stated.scale, max(stated.decimals, before.decimals, after.decimals))
    computed = f"{computed} = {right}"
    verdict = Verdict.CONFIRMED
    if difference != stated.base:
        is_exact = after.kind is NumberKind.COUNT or stated.decimals != after.decimals
        is_rounding = abs(difference - stated.base) <= room + stated.half and not is_exact
        is_rounding = is_rounding and after.decimals + before.decimals + stated.decimals > 0
        is_rounding = is_rounding and stated.decimals < max(after.decimals, before.decimals)
        verdict = Verdict.NOT_CHECKABLE if is_rounding else Verdict.SUSPICIOUS
    return _told(sentence, change, verdict, computed, differs(computed, stated.with_unit))


def _percentage(
    sentence: Sentence,
    change: Change,
    before: ProseNumber,
    after: ProseNumber,
    difference: Fraction,
) -> Claim | None:
    stated = change.stated
    if not stated.is_exact:
        return None
    growth = 100 * difference / before.base if before.base else Fraction()
    if growth > _FAR and stated.value < _ALL:
        return None  # values of two things: vốn 47.881 tỷ đồng, lợi nhuận 117 tỷ đồng
    is_of_shares = before.kind in _PERCENTS
    if stated.kind is NumberKind.POINTS or is_of_shares:
        sides = (after, before) if change.is_up else (before, after)
        right = shown(difference, max(before.decimals, after.decimals))
        computed = f"{sides[0].text} - {sides[1].text} = {right}"
        room = (
            before.half + after.half
            if stated.decimals < max(before.decimals, after.decimals)
            else 0
        )
        is_difference = abs(difference - stated.value) <= room
        if stated.kind is NumberKind.POINTS:
            if not is_of_shares:
                return None
            verdict = Verdict.CONFIRMED if is_difference else Verdict.SUSPICIOUS
            message = differs(f"{computed} điểm phần trăm", stated.with_unit)
            return _told(sentence, change, verdict, computed, message)
        if is_difference:
            if change.way in _RISES_AND_FALLS:
                return _points(sentence, change, computed)
            return _told(sentence, change, Verdict.NOT_CHECKABLE, computed, None)
        if abs(growth - stated.value) <= _growth_room(before, after) + stated.half:
            return _told(sentence, change, Verdict.CONFIRMED, f"= {shown(growth)}%", None)
        is_wrong = is_slip(stated.text, right) or abs(difference - stated.value) * 3 <= difference
        verdict = Verdict.SUSPICIOUS if is_wrong else Verdict.NOT_CHECKABLE
        return _told(sentence, change, verdict, computed, differs(computed, stated.with_unit))
    more, less = (after, before) if change.is_up else (before, after)
    right = shown(growth, max(stated.decimals, 1))
    computed = f"({more.text} - {less.text}) / {before.text} = {right}%"
    is_right = abs(growth - stated.value) <= _growth_room(before, after) + stated.half
    of_before = 100 * after.base / before.base if before.base else Fraction()
    if not is_right and abs(of_before - stated.value) <= stated.half:
        return _told(sentence, change, Verdict.NOT_CHECKABLE, computed, None)
    verdict = Verdict.CONFIRMED if is_right else Verdict.SUSPICIOUS
    return _told(sentence, change, verdict, computed, differs(computed, stated.with_unit))


_FAR = 500
_ALL = 100


def _growth_room(before: ProseNumber, after: ProseNumber) -> Fraction:
    """Return how far rounded values can move the growth in percent."""
    if not before.base:
        return Fraction()
    return 100 * (after.half + before.half * after.base / before.base) / before.base


def _points(sentence: Sentence, change: Change, computed: str) -> Claim:
    stated = change.stated
    return Claim(
        catalogue.PROSE_POINTS,
        Verdict.SUSPICIOUS,
        Stretch(sentence.block, stated.start, stated.end),
        written(stated),
        computed,
        _others(sentence, change),
        Bilingual(
            f"{computed}: hiệu của hai tỷ lệ là điểm phần trăm; văn bản ghi {change.way}"
            f" {written(stated)}",
            f"{computed}: two percentages differ by percentage points; the text has"
            f" {written(stated)}",
        ),
        Bilingual(
            f"viết “{change.way} {stated.text} điểm phần trăm”",
            f"write “{change.way} {stated.text} điểm phần trăm”",
        ),
    )


def _others(sentence: Sentence, change: Change) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(sentence.block, each.start, each.end) for each in (change.before, change.after)
    )


def _told(
    sentence: Sentence, change: Change, verdict: Verdict, computed: str, message: Bilingual | None
) -> Claim:
    stated = change.stated
    return Claim(
        catalogue.PROSE_CHANGE,
        verdict,
        Stretch(sentence.block, stated.start, stated.end),
        stated.with_unit,
        computed,
        _others(sentence, change),
        message,
    )
