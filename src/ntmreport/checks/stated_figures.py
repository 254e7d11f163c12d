"""Stated figures beside what the data gives: totals, counts, shares and changes."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.intervals import agrees, interval
from ntmreport.checks.violation import MOST_RELATED, Violation, check, once_for_each_subject
from ntmreport.figure import Computed, Counted, Operation, Stated
from ntmreport.figure.number_format import printed, printed_with_unit
from ntmreport.language import Bilingual
from ntmreport.model import indicators_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.violation import Subject
    from ntmreport.figure import Figure
    from ntmreport.span import Span


_DIVISIONS = frozenset((Operation.SHARE, Operation.QUOTIENT))


@check(catalogue.TOTAL_DIFFERS)
def total_differs_from_parts(subject: Subject) -> Iterator[Violation]:
    """Find stated totals that are not the sum of their parts."""
    for stated, computed in _disagreeing(subject):
        if _operation(computed) is Operation.SUM:
            yield _violation(stated, computed, "tổng các phần", "the parts add up to")


@check(catalogue.COUNT_DIFFERS)
def count_differs_from_list(subject: Subject) -> Iterator[Violation]:
    """Find stated counts that are not the number of entries of the list they count."""
    for stated, computed in _disagreeing(subject):
        if isinstance(computed.origin, Counted):
            violation = _violation(stated, computed, "danh sách có", "the list has")
            related = tuple((span, Bilingual("mục", "entry")) for span in computed.origin.items)
            yield Violation(
                violation.located, violation.message, violation.hint, related[:MOST_RELATED]
            )


@check(catalogue.SHARE_DIFFERS)
def share_differs_from_numbers(subject: Subject) -> Iterator[Violation]:
    """Find stated shares and averages that their numerator and denominator do not give."""
    for stated, computed in _disagreeing(subject):
        if _operation(computed) in _DIVISIONS and not _is_cut(stated, computed):
            yield _violation(
                stated, computed, f"{_quotient(computed)} là", _quotient(computed) + " is"
            )


@check(catalogue.SHARE_CUT)
def share_is_cut(subject: Subject) -> Iterator[Violation]:
    """Find stated shares and averages that were cut off where they should be rounded."""
    for stated, computed in _disagreeing(subject):
        if _operation(computed) in _DIVISIONS and _is_cut(stated, computed):
            yield Violation(
                stated,
                Bilingual(
                    f"{printed(stated)} bị cắt bớt chữ số chứ không được làm tròn: "
                    f"{_quotient(computed)} là {printed(computed)}",
                    f"{printed(stated)} is cut, not rounded: "
                    f"{_quotient(computed)} is {printed(computed)}",
                ),
                _hint(stated, computed),
            )


@check(catalogue.CHANGE_DIFFERS)
def change_differs_from_shares(subject: Subject) -> Iterator[Violation]:
    """Find stated differences that the two figures do not give."""
    for stated, computed in _disagreeing(subject):
        if _operation(computed) is Operation.DIFFERENCE:
            yield _violation(stated, computed, "hiệu hai số là", "the two figures differ by")


@once_for_each_subject
def _disagreeing(subject: Subject) -> tuple[tuple[Figure, Figure], ...]:
    """Return stated figures and what is computed, where no rounding makes them agree.

    A figure that several groups show, such as the number of communes, comes once.
    """
    seen: set[Span] = set()
    found: list[tuple[Figure, Figure]] = []
    for model in subject.models.values():
        for figure in indicators_of(model):
            match figure.origin:
                case Stated(span=span, computed=computed) if computed is not None:
                    if span in seen:
                        continue
                    seen.add(span)
                    # Where an input is stated otherwise, that is a violation of its own.
                    if not any(
                        agrees(figure, interval(computed, is_stated_believed=is_believed))
                        for is_believed in (True, False)
                    ):
                        found.append((figure, computed))
                case _:
                    pass
    return tuple(found)


def _operation(figure: Figure) -> Operation | None:
    return figure.origin.operation if isinstance(figure.origin, Computed) else None


def _is_cut(stated: Figure, computed: Figure) -> bool:
    scale = 10 ** (stated.decimals or 0)
    return not stated.qualifier and bool(stated.value * scale == floor(computed.value * scale))


def _quotient(share: Figure) -> str:
    match share.origin:
        case Computed(inputs=(numerator, denominator)):
            return f"{printed(numerator)}/{printed(denominator)}"
    raise AssertionError(share)


def _violation(stated: Figure, computed: Figure, gives_vi: str, gives_en: str) -> Violation:
    said, given = printed_with_unit(stated), printed_with_unit(computed)
    return Violation(
        stated,
        Bilingual(
            f"công bố {said}, nhưng {gives_vi} {given}", f"stated {said}, but {gives_en} {given}"
        ),
        _hint(stated, computed),
    )


def _hint(stated: Figure, computed: Figure) -> Bilingual:
    name = stated.path[-1]
    return Bilingual(
        f"bỏ dòng “{name}” ở stated để in {printed(computed)}, hoặc sửa số liệu, hoặc chấp "
        "nhận bằng lệnh ntmreport acknowledge",
        f"delete `{name}` under stated to print {printed(computed)}, or mend the data, or "
        "accept it with ntmreport acknowledge",
    )
