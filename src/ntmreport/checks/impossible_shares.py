"""Shares that no whole numbers can give: the GRIM test (Brown and Heathers, 2017).

A share printed to two decimals can only come from certain numerators and denominators. Where an
office states a share without its numbers, or with one of them, this finds those that cannot be.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, cast

from ntmreport import catalogue
from ntmreport.checks.violation import Violation, check
from ntmreport.figure import Stated
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.figure.number_format import grouped, printed, printed_with_unit, rounded
from ntmreport.language import Bilingual
from ntmreport.model import Model, Progress, models_of
from ntmreport.model.declared_indicators import declared_in
from ntmreport.model.shapes import COUNTED_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.violation import Subject
    from ntmreport.figure import Figure
    from ntmreport.model.offices.production import Production

PLAUSIBLE_TIMES = 3
"""The whole unit has at most so many times what its rural part has."""

MOST_TRIED = 10_000
"""The largest denominator that is tried for the message."""


@check(catalogue.IMPOSSIBLE_SHARE)
def impossible_share(subject: Subject) -> Iterator[Violation]:
    """Find stated shares that no numbers of the known size give."""
    production = cast("Production | None", subject.models.get("production"))
    if production is not None and not is_left_blank(production.ocop):
        yield from _of_target(production.ocop.achievement, production.ocop.number)
    for office in subject.models.values():
        for model in models_of(office):
            if isinstance(model, Progress):
                yield from _of_progress(model, office)
        for own in declared_in(office).values():
            is_counted = own.main is not None and own.main.unit in COUNTED_UNITS
            yield from _of_target(own.achievement, own.main if is_counted else None)


def wholes_for_part(share: Figure, part: int) -> tuple[Fraction, Fraction]:
    """Return the bounds of the wholes of which `part` is printed as `share`.

    The lower bound is no such whole itself.
    """
    lowest, highest = _rounded_to(share)
    return 100 * part / highest, 100 * part / lowest


def smallest_whole(share: Figure, most: int) -> tuple[int, int] | None:
    """Return the first numerator and denominator, up to `most`, that are printed as `share`."""
    # Whole numbers alone: this is the innermost loop of the checks.
    (low, of_low), (high, of_high) = (
        (each / 100).as_integer_ratio() for each in _rounded_to(share)
    )
    for whole in range(1, most + 1):
        part = -(-low * whole // of_low)
        if part * of_high < high * whole:
            return part, whole
    return None


def _rounded_to(share: Figure) -> tuple[Fraction, Fraction]:
    """Return the interval that is rounded half up to `share`, its end excluded."""
    half = Fraction(1, 2 * 10 ** (share.decimals or 0))
    return share.value - half, share.value + half


def _is_bare(share: Figure) -> bool:
    """Return whether a share is stated exactly and without the numbers that would give it."""
    return (
        isinstance(share.origin, Stated) and share.origin.computed is None and not share.qualifier
    )


def _of_target(share: Figure | None, part: Figure | None) -> Iterator[Violation]:
    """Yield the violation for a stated `share` of an unknown target; `part` is counted."""
    if share is None or part is None or is_left_blank(part) or not _is_bare(share):
        return
    if part.qualifier or not part.value or not share.value:
        return
    above, most = wholes_for_part(share, int(part.value))
    if floor(most) > above:
        return
    count = int(part.value)
    nearest = "; ".join(
        f"{count}/{whole} = {grouped(rounded(Fraction(100 * count, whole), 2))}%"
        for whole in (floor(most), floor(most) + 1)
        if whole
    )
    said = printed(share)
    yield Violation(
        share,
        Bilingual(
            f"không có chỉ tiêu nguyên nào mà {printed_with_unit(part)} là {said}: {nearest}",
            f"there is no whole target of which {printed(part)} is {said}: {nearest}",
        ),
        Bilingual(
            "điền chỉ tiêu vào “target” để tỷ lệ được tính",
            "fill in the target as `target`, and the share is computed",
        ),
        ((part, Bilingual("số đạt được", "the result")),),
    )


def _of_progress(model: Progress, office: Model) -> Iterator[Violation]:
    """Yield the violation for a stated share that needs a larger whole than there can be."""
    share = model.share
    if share is None or not _is_bare(share):
        return
    known = _whole_beside(model, office)
    if known is None:
        return
    most = PLAUSIBLE_TIMES * int(known.value)
    if smallest_whole(share, most) is not None:
        return
    first = smallest_whole(share, MOST_TRIED)
    example = f"{first[0]}/{first[1]}" if first else "…"
    said = printed(share)
    yield Violation(
        share,
        Bilingual(
            f"không có phép chia nào với mẫu số đến {most} cho {said} (nhỏ nhất là {example})",
            f"no division with a denominator up to {most} gives {said} (the first is {example})",
        ),
        Bilingual(
            "điền tử số và mẫu số để tỷ lệ được tính",
            "fill in numerator and denominator, and the share is computed",
        ),
        ((known, Bilingual("một phần của cả nhóm", "a part of the same whole")),),
    )


def _whole_beside(model: Progress, office: Model) -> Figure | None:
    """Return the whole of another part of the same group as `model`."""
    for other in models_of(office):
        if isinstance(other, Progress) and other.path != model.path:
            _, whole = other.part_and_whole()
            if (
                whole is not None
                and not is_left_blank(whole)
                and other.path[:-1] == model.path[:-1]
            ):
                return whole
    return None
