"""Relations between the numbers of a report: a share of what, the sum of what, the same as what.

A relation is taken where the program prints the number from the others letter for letter; where
several could be meant, the nearest. A whole percentage that many pairs give is taken from numbers
beside it alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from ntmreport.importing.line_wording import marker_end
from ntmreport.importing.report_outline import LineTable
from ntmreport.importing.written_number import printed, printed_share
from ntmreport.prose.claim import is_slip
from ntmreport.prose.prose_number import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.importing.found_figures import FoundFigure
    from ntmreport.importing.report_outline import OutlinePart

_NEAR_LINES = 14
_MOST_PARTS = 30
_HEADS_LIST = re.compile(r"(?:gồm|như sau|trong đó|cụ thể|sau)?\s*:\s*$")
_FEW_DIGITS = 3
_MOST_DISTANCE = 90
_MOST_WHOLES = 150
_WHOLE = 100


_BySize: TypeAlias = "Mapping[str, Sequence[tuple[Fraction, int]]]"


class Share(Struct, frozen=True):
    """A part and its whole, written as a/b, and the percentage that is stated of them."""

    part: int
    whole: int
    share: int | None
    is_exact: bool


class Total(Struct, frozen=True):
    """A total and its parts."""

    total: int
    parts: tuple[int, ...]
    confidence: int


class Computed(Struct, frozen=True):
    """A number that follows from others: `{0}` and `{1}` are these in its expression."""

    target: int
    inputs: tuple[int, ...]
    expression: str
    relation: str
    confidence: int


class Relations(Struct, frozen=True):
    """The relations of a report's numbers, which are named by their places in its list."""

    shares: tuple[Share, ...]
    totals: tuple[Total, ...]
    computed: tuple[Computed, ...]


def relations_of(parts: Sequence[OutlinePart], found: Sequence[FoundFigure]) -> Relations:
    """Return the relations between the numbers `found` in the lines of a report."""
    by_part: dict[int, list[int]] = defaultdict(list)
    for index, figure in enumerate(found):
        by_part[figure.part].append(index)
    texts = [None if isinstance(part, LineTable) else part.text for part in parts]
    shares = list(_shares(texts, found, by_part))
    taken = {index for each in shares for index in (each.part, each.whole, each.share)} - {None}
    totals = []
    for each in _totals(texts, found, by_part):
        used = {each.total, *each.parts}
        if not used & taken:
            totals.append(each)
            taken |= used
    computed: list[Computed] = []
    targets = {each.share for each in shares}
    inputs: set[int] = set()
    by_unit: dict[str, list[int]] = defaultdict(list)
    for index, figure in enumerate(found):
        if figure.second is None and figure.kind not in {NumberKind.SHARE, NumberKind.POINTS}:
            by_unit[_counted(figure.unit)].append(index)
    by_size = {
        unit: sorted((found[index].value, index) for index in indices)
        for unit, indices in by_unit.items()
    }
    for index, figure in enumerate(found):
        if index in taken or figure.second is not None or figure.number.is_padded:
            continue
        one = _computed(texts, found, by_part, by_unit, by_size, index) or _rest(
            texts, found, shares, index
        )
        if one is not None and index not in inputs and not targets & {*one.inputs}:
            computed.append(one)
            targets.add(index)
            inputs |= {*one.inputs}
    return Relations(tuple(shares), tuple(totals), tuple(computed))


def _counted(unit: str) -> str:
    """Return what a unit counts: hộ of hộ, triệu đồng of triệu đồng/năm."""
    return unit.partition("/")[0].casefold()


def _shares(
    texts: Sequence[str | None],
    found: Sequence[FoundFigure],
    by_part: Mapping[int, Sequence[int]],
) -> Iterator[Share]:
    for part, indices in by_part.items():
        text = texts[part] or ""
        pairs: list[tuple[int, int]] = []
        for first, second in pairwise(indices):
            one, other = found[first], found[second]
            if (
                text[one.end : other.start] == "/"
                and not (one.is_share or other.is_share or one.second or other.second)
                and one.value <= other.value
                and other.value
                and not one.number.is_padded
                and not other.number.is_padded
            ):
                pairs.append((first, second))
        for number, (first, second) in enumerate(pairs):
            limit = pairs[number + 1][0] if number + 1 < len(pairs) else indices[-1] + 1
            part_value, whole = found[first].value, found[second].value
            share, is_exact = None, True
            for index in range(second + 1, limit):
                if index >= len(found) or found[index].part != part:
                    break
                figure = found[index]
                if figure.sentence != found[first].sentence:
                    break
                if not figure.is_share or figure.second is not None or figure.qualifier:
                    continue
                stated = figure.text[:-1]
                if printed_share(part_value, whole) == stated:
                    share = index
                elif _is_rounded(part_value, whole, figure) or is_slip(
                    stated, printed_share(part_value, whole)
                ):
                    share, is_exact = index, False
                break
            yield Share(first, second, share, is_exact)


def _is_rounded(part: Fraction, whole: Fraction, stated: FoundFigure) -> bool:
    """Return whether a percentage is the share with fewer decimals, or cut instead of rounded."""
    exact = part / whole * _WHOLE
    return abs(exact - stated.value) < Fraction(1, 10**stated.number.decimals)


def _totals(
    texts: Sequence[str | None],
    found: Sequence[FoundFigure],
    by_part: Mapping[int, Sequence[int]],
) -> Iterator[Total]:
    for part in sorted(by_part):
        for index in by_part[part]:
            figure = found[index]
            if figure.is_share or figure.second is not None or figure.kind is NumberKind.POINTS:
                continue
            below = _below(texts, found, by_part, part, figure)
            if below is not None:
                yield Total(index, below, 90 if figure.digits >= _FEW_DIGITS else 70)
                continue
            beside = _beside(texts[part] or "", found, by_part[part], index)
            if beside is not None:
                yield Total(index, beside, 80 if figure.digits >= _FEW_DIGITS else 55)


def _below(
    texts: Sequence[str | None],
    found: Sequence[FoundFigure],
    by_part: Mapping[int, Sequence[int]],
    part: int,
    total: FoundFigure,
) -> tuple[int, ...] | None:
    """Return the numbers of the items below a line that add up to one of its numbers."""
    text = texts[part] or ""
    if not _HEADS_LIST.search(text):
        return None
    marker = None
    parts: list[int] = []
    for at in range(part + 1, min(part + 1 + _MOST_PARTS, len(texts))):
        line = texts[at]
        own = None if line is None else line[: marker_end(line)].strip()
        if own is None or own not in {"-", "+"} or own == text[: marker_end(text)].strip():
            break
        if marker is None:
            marker = own
        if own != marker:
            continue
        one = next(
            (
                index
                for index in by_part.get(at, ())
                if _counted(found[index].unit) == _counted(total.unit)
                and found[index].second is None
                and not found[index].is_share
            ),
            None,
        )
        if one is None:
            return None
        parts.append(one)
    return _adding(found, parts, total)


_LISTED = re.compile(r"gồm|trong đó|chia ra|cụ thể|:|\(", re.IGNORECASE)


def _beside(
    text: str, found: Sequence[FoundFigure], indices: Sequence[int], index: int
) -> tuple[int, ...] | None:
    """Return the numbers behind one in its sentence that add up to it."""
    total = found[index]
    parts: list[int] = []
    for other in indices:
        figure = found[other]
        if other <= index or figure.sentence != total.sentence:
            continue
        if _counted(figure.unit) != _counted(total.unit) or figure.second is not None:
            continue
        if not parts and not _LISTED.search(text[total.end : figure.start]):
            return None
        if _RISES.search(text[max(0, figure.start - 24) : figure.start]):
            return None
        parts.append(other)
        if len(parts) > 1 and (added := _adding(found, parts, total)) is not None:
            return added
    return None


def _adding(
    found: Sequence[FoundFigure], parts: Sequence[int], total: FoundFigure
) -> tuple[int, ...] | None:
    if len(parts) < 2:
        return None
    value = sum((found[part].value for part in parts), Fraction())
    if value != total.value or any(found[part].value == 0 for part in parts):
        return None
    shown = total.text if total.kind is NumberKind.COUNT else total.text.split(" ")[0]
    shown = shown.split(" ")[0].rstrip("%")
    if printed(value) != shown and not total.number.is_padded:
        return None
    return tuple(parts)


def _computed(
    texts: Sequence[str | None],
    found: Sequence[FoundFigure],
    by_part: Mapping[int, Sequence[int]],
    by_unit: Mapping[str, Sequence[int]],
    by_size: _BySize,
    index: int,
) -> Computed | None:
    figure = found[index]
    if figure.is_share:
        return _share_of(found, by_part, by_size, index)
    if "/" in figure.unit:
        ratio = _ratio(found, by_unit, index)
        if ratio is not None:
            return ratio
    return _change(texts, found, by_part, index)


def _share_of(
    found: Sequence[FoundFigure],
    by_part: Mapping[int, Sequence[int]],
    by_size: _BySize,
    index: int,
) -> Computed | None:
    """Return the share that a percentage is: of a number before it in a whole near it."""
    figure = found[index]
    if figure.value in {0, _WHOLE} or figure.qualifier:
        return None
    stated = figure.text[:-1]
    is_precise = figure.number.decimals > 0
    line = [each for each in by_part[figure.part] if each != index]
    before = [
        each
        for each in reversed(line)
        if each < index
        and found[each].second is None
        and not found[each].is_share
        and figure.start - found[each].end <= _MOST_DISTANCE
    ]
    half = Fraction(1, 2 * 10**figure.number.decimals)
    for part in before[:4]:
        value = found[part].value * _WHOLE
        lowest, highest = value / (figure.value + half), value / max(figure.value - half, half)
        sizes = by_size.get(_counted(found[part].unit), ())
        first = bisect_left(sizes, (lowest, 0))
        last = bisect_right(sizes, (highest, len(found)))
        wholes = [whole for _, whole in sizes[first:last][:_MOST_WHOLES] if whole != part]
        wholes.sort(key=lambda each: (abs(figure.part - found[each].part), abs(index - each)))
        for whole in wholes:
            away = figure.part - found[whole].part
            if not is_precise and not 0 <= away <= _NEAR_LINES:
                continue
            if not found[whole].value or found[whole].qualifier or found[part].qualifier:
                continue
            if printed_share(found[part].value, found[whole].value) != stated:
                continue
            if not is_precise and found[whole].value < found[part].value:
                continue
            sure = 92 if figure.number.decimals > 1 else 80 if is_precise else 65
            return Computed(index, (part, whole), "{0} | share_of({1})", "share", sure)
    return None


def _around(indices: Sequence[int], part: int) -> list[int]:
    """Return the numbers nearest to one; of very many, not the farther ones."""
    at = bisect_left(indices, part)
    near = indices[max(0, at - _MOST_WHOLES) : at + _MOST_WHOLES]
    return [each for each in near if each != part]


def _ratio(
    found: Sequence[FoundFigure], by_unit: Mapping[str, Sequence[int]], index: int
) -> Computed | None:
    """Return the quotient that a mean is: criteria by communes."""
    figure = found[index]
    above, _, below = figure.unit.partition("/")
    stated = figure.text.split(" ")[0]
    if not figure.number.decimals:
        return None
    near = range(max(0, figure.part - _NEAR_LINES), figure.part + 1)
    for part in reversed(_around(by_unit.get(above.casefold(), ()), index)):
        if part >= index or found[part].part not in near or "/" in found[part].unit:
            continue
        for whole in reversed(_around(by_unit.get(below.casefold(), ()), index)):
            value = found[whole].value
            if whole >= index or not value or found[whole].part not in near:
                continue
            if printed(found[part].value / value) == stated:
                return Computed(index, (part, whole), "{0} / {1}", "ratio", 75)
    return None


_REST = re.compile(r"còn(?: lại)?\s*$", re.IGNORECASE)


def _rest(
    texts: Sequence[str | None], found: Sequence[FoundFigure], shares: Sequence[Share], index: int
) -> Computed | None:
    """Return what is left of a whole: còn 787 hộ chưa, where one pair alone leaves as many."""
    figure = found[index]
    text = texts[figure.part] or ""
    if figure.is_share or not _REST.search(text[max(0, figure.start - 10) : figure.start]):
        return None
    left = [
        each
        for each in shares
        if found[each.whole].unit == figure.unit
        and found[each.whole].value - found[each.part].value == figure.value
    ]
    if len(left) != 1 or figure.digits < _FEW_DIGITS:
        return None
    pair = (left[0].whole, left[0].part)
    return Computed(index, pair, "{0} - {1}", "difference", 75)


_RISES = re.compile(
    r"(?:tăng|giảm|chênh lệch|cao hơn|thấp hơn|vượt)(?:\s+(?:thêm|được))?\s*$", re.I
)


def _change(
    texts: Sequence[str | None],
    found: Sequence[FoundFigure],
    by_part: Mapping[int, Sequence[int]],
    index: int,
) -> Computed | None:
    """Return the difference that a rise or fall is: of two numbers of its sentence."""
    figure = found[index]
    text = texts[figure.part] or ""
    if not _RISES.search(text[max(0, figure.start - 24) : figure.start]):
        return None
    is_points = figure.kind is NumberKind.POINTS
    others = [
        each
        for each in by_part[figure.part]
        if each != index
        and found[each].sentence == figure.sentence
        and found[each].second is None
        and (found[each].is_share if is_points else found[each].unit == figure.unit)
    ]
    stated = figure.text.split(" ")[0]
    for first in others:
        for second in others:
            one, other = found[first].value, found[second].value
            if first == second or one <= other:
                continue
            if printed(one - other) == stated:
                return Computed(index, (first, second), "{0} - {1}", "difference", 85)
    return None
