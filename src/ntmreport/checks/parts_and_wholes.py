"""Parts and wholes that cannot be: a part above its whole, shares that do not add up."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from ntmreport import catalogue
from ntmreport.checks.intervals import interval
from ntmreport.checks.located import value_span
from ntmreport.checks.violation import Violation, check
from ntmreport.figure import PERCENT, Figure, Stated
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.figure.number_format import grouped, printed_with_unit, rounded
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model import Model, PartOfWhole, Period, Range, models_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.checks.violation import Subject
    from ntmreport.model.offices.indicators import DeclaredIndicator
    from ntmreport.model.offices.production import Production
    from ntmreport.span import Path


@check(catalogue.PART_ABOVE_WHOLE)
def part_above_whole(subject: Subject) -> Iterator[Violation]:
    """Find numerators above their denominator."""
    for part, whole in _parts_above(subject):
        yield _above(part, whole)


@check(catalogue.SUBSET_ABOVE_SET)
def subset_above_set(subject: Subject) -> Iterator[Violation]:
    """Find figures above those that contain them, as the models say.

    A figure that is already wrong beside its own part or whole is skipped.
    """
    known = {figure.path for pair in _parts_above(subject) for figure in pair}
    for model in _models(subject):
        for inner_name, outer_name in type(model).subsets:
            inner, outer = _figure(model, inner_name), _figure(model, outer_name)
            if inner is None or outer is None or _paths(inner, outer) & known:
                continue
            if inner.value > outer.value:
                yield _above(inner, outer)


@check(catalogue.SHARES_DO_NOT_ADD_UP)
def shares_do_not_add_up(subject: Subject) -> Iterator[Violation]:
    """Find shares of all parts of one whole that do not add up to 100%."""
    production = cast("Production | None", subject.models.get("production"))
    if production is not None:
        given = [chain.output_share_percent for chain in production.value_chains]
        yield from _all_of_a_whole([share for share in given if share is not None], len(given))
    for own in subject.declared_indicators.values():
        if not is_left_blank(own.total):
            shares = [*_published_shares(own)]
            yield from _all_of_a_whole(shares, len(own.parts), least=_NEARLY_ALL)


_NEARLY_ALL = 95
"""Percentages that add up to so much or more are meant to be all of a whole."""


def _all_of_a_whole(
    shares: Sequence[Figure], number: int, *, least: int = 0
) -> Iterator[Violation]:
    """Yield the violation of so many shares that do not add up to 100%.

    Where they add up to less than `least`, they are not all that there is.
    """
    if not shares or len(shares) < number or is_left_blank(*shares):
        return
    lowest = sum((interval(share).lowest for share in shares), Fraction())
    highest = sum((interval(share).highest for share in shares), Fraction())
    value = sum((share.value for share in shares), Fraction())
    if value >= least and not lowest <= 100 <= highest:
        total = grouped(rounded(value, 2))
        yield Violation(
            shares[-1],
            Bilingual(
                f"tỷ trọng các phần cộng lại là {total}%, không phải 100%",
                f"the shares of the parts add up to {total}%, not 100%",
            ),
            related=tuple((share, Bilingual("một phần", "a part")) for share in shares[:-1]),
        )


def _published_shares(model: DeclaredIndicator) -> Iterator[Figure]:
    """Yield the shares that are published of an indicator's parts, where they are in percent."""
    for part in model.parts:
        if part.value.unit == PERCENT:
            yield part.value
        elif part.share is not None and isinstance(part.share.origin, Stated):
            yield part.share


@check(catalogue.RANGE_REVERSED)
def range_reversed(subject: Subject) -> Iterator[Violation]:
    """Find ranges and periods that end before they begin."""
    for path in _paths_of_reversed(subject):
        first, last = (value_span((*path, key), subject.files) for key in ("from", "to"))
        yield Violation(
            first,
            Bilingual("“Từ” (from) lớn hơn “Đến” (to)", "`from` is above `to`"),
            Bilingual(
                "đổi chỗ hai giá trị, hoặc sửa giá trị gõ sai",
                "exchange the two, or mend the one that is mistyped",
            ),
            ((last, Bilingual("giá trị ở “to”", "the value of `to`")),),
            (*path, "from"),
        )


def _paths_of_reversed(subject: Subject) -> Iterator[Path]:
    """Yield the paths of ranges and periods whose end is below their beginning."""
    for model in _models(subject):
        if isinstance(model, Range) and model.lowest.value > model.highest.value:
            yield model.path
        if isinstance(model, Period) and model.first > model.last:
            yield model.path
    for own in subject.declared_indicators.values():
        if own.low and own.high and own.low.value > own.high.value:
            yield own.path


@check(catalogue.REST_IMPOSSIBLE)
def rest_impossible(subject: Subject) -> Iterator[Violation]:
    """Find a whole unit and its rural part between which less than nothing would be left.

    The rest of the unit, the towns, has a share of its own, which cannot be above 100%.
    """
    for model in _models(subject):
        values = vars(model)  # a model asks pydantic for what it has not got
        whole, rural = values.get("whole"), values.get("rural")
        if not isinstance(whole, PartOfWhole) or not isinstance(rural, PartOfWhole):
            continue
        (all_in, all_of), (part_in, part_of) = whole.part_and_whole(), rural.part_and_whole()
        if all_in is None or all_of is None or part_in is None or part_of is None:
            continue
        left_in, left_of = all_in.value - part_in.value, all_of.value - part_of.value
        is_told = all_in.value > all_of.value or part_in.value > part_of.value
        if 0 <= left_of < left_in and not is_told:
            numbers = f"{grouped(Decimal(int(left_in)))}/{grouped(Decimal(int(left_of)))}"
            yield Violation(
                part_in,
                Bilingual(
                    f"phần còn lại ngoài khu vực nông thôn là {numbers}, lớn hơn 100%",
                    f"what is left outside the rural part is {numbers}, more than 100%",
                ),
                Bilingual("kiểm tra lại các số liệu", "check the figures"),
                ((all_in, Bilingual("toàn đơn vị", "the whole unit")),),
            )


@check(catalogue.NOTHING_HAS_SOMETHING)
def nothing_has_something(subject: Subject) -> Iterator[Violation]:
    """Find things counted as 0 that have an area, an output or the like."""
    for model in _models(subject):
        key = type(model).counted_by
        number = getattr(model, key) if key else None
        if not isinstance(number, Figure) or number.value:
            continue
        for name in type(model).model_fields:
            other = getattr(model, name)
            if name != key and isinstance(other, Figure) and other.value > 0:
                said = printed_with_unit(other)
                yield Violation(
                    number,
                    Bilingual(
                        f"ghi {printed_with_unit(number)} nhưng lại có {said}",
                        f"there is {printed_with_unit(number)}, and yet {said}",
                    ),
                    Bilingual("sửa số sai, hoặc xóa mục này", "mend the one, or delete the entry"),
                    ((other, Bilingual(other.label, other.label)),),
                )
                break


def _parts_above(subject: Subject) -> list[tuple[Figure, Figure]]:
    """Return pairs of a numerator and a denominator, the first above the second.

    A total is left out where one of its own parts is in a pair.
    """
    above: list[tuple[Figure, Figure]] = []
    for model in _models(subject):
        if isinstance(model, PartOfWhole):
            part, whole = model.part_and_whole()
            if part is not None and whole is not None and part.value > whole.value:
                above.append((part, whole))
    known = {figure.path for pair in above for figure in pair}
    return [pair for pair in above if not (_paths(*pair) - {each.path for each in pair}) & known]


def _paths(*figures: Figure) -> set[Path]:
    """Return the paths of the figures and of all that they are computed from."""
    return {each.path for figure in figures for each in figure.lineage() if each.path}


def _models(subject: Subject) -> Iterator[Model]:
    for office in subject.models.values():
        yield from models_of(office)


def _figure(model: Model, name: str) -> Figure | None:
    value: object = model
    for step in name.split("."):
        value = getattr(value, step, None)
    return value if isinstance(value, Figure) else None


def _above(part: Figure, whole: Figure) -> Violation:
    said, limit = printed_with_unit(part), printed_with_unit(whole)
    return Violation(
        part,
        Bilingual(f"{said} lớn hơn {limit} của cả nhóm", f"{said} is above its whole, {limit}"),
        Bilingual("kiểm tra lại hai số liệu", "check both figures"),
        ((whole, Bilingual(f"cả nhóm: {whole.label}", f"the whole: {whole.label}")),),
    )


_TOTAL = lazy_pattern(r"(?:tổng(?: (?:cộng|số|nguồn|vốn))?|cộng|trong đó)(?!\w)", re.IGNORECASE)
_FEWEST_PARTS = 3


@check(catalogue.TOTAL_AMONG_PARTS)
def total_among_parts(subject: Subject) -> Iterator[Violation]:
    """Find parts of an indicator that are the total of the others, by their name or their value."""
    for model in subject.declared_indicators.values():
        known = [part for part in model.parts if not is_left_blank(part.name, part.value)]
        whole = sum((part.value.value for part in known), Fraction())
        for part in known:
            is_sum = len(known) > _FEWEST_PARTS and part.value.value == whole - part.value.value
            if is_sum or _TOTAL.match(part.name.value):
                yield Violation(
                    part.name,
                    Bilingual(
                        f"“{part.name}” là tổng của các phần khác, bị cộng hai lần",
                        f"`{part.name}` is the total of the other parts and is added twice",
                    ),
                    Bilingual(
                        "xóa mục này: tổng do chương trình tính",
                        "delete this entry: the program adds the parts up",
                    ),
                )
