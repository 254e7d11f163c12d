"""A claim: a relation that a report states between its numbers, and whether it holds."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from ntmreport.figure.number_format import grouped, rounded

if TYPE_CHECKING:
    from fractions import Fraction

    from ntmreport.diagnostic import Rule
    from ntmreport.language import Bilingual
    from ntmreport.prose.finished_report import Stretch
    from ntmreport.prose.prose_number import ProseNumber


class Verdict(StrEnum):
    """The verdict on a claim."""

    CONFIRMED = "confirmed"
    SUSPICIOUS = "suspicious"
    NOT_CHECKABLE = "not-checkable"


class Claim(NamedTuple):
    """A relation that a report states.

    `at` is the number that is judged and `others` those it is judged by. `stated` is what the
    report says, `computed` the arithmetic. `message` says what is wrong with a suspicious one.
    """

    rule: Rule
    verdict: Verdict
    at: Stretch
    stated: str
    computed: str
    others: tuple[Stretch, ...] = ()
    message: Bilingual | None = None
    hint: Bilingual | None = None


def shown(value: Fraction, decimals: int = 2) -> str:
    """Return a value as a report prints it, without zeros at the end of its decimals."""
    return grouped(rounded(value, decimals))


def shown_in(value: Fraction, like: ProseNumber) -> str:
    """Return a value of the base unit as it would be written in the place of `like`."""
    text = shown(value / like.scale, max(like.decimals, 0))
    return f"{text}{_sign(like)}"


def _sign(like: ProseNumber) -> str:
    return "%" if like.unit == "%" else ""


def written(number: ProseNumber) -> str:
    """Return a number as the report writes it, with the sign of a percentage."""
    return f"{number.text}{_sign(number)}"


def is_slip(stated: str, right: str) -> bool:
    """Return whether one digit was mistyped: another, one too many or too few, or two exchanged.

    Numbers of less than three digits are too short to tell.
    """
    first = [each for each in stated if each.isdigit()]
    second = [each for each in right if each.isdigit()]
    if first == second:
        return stated.strip("0%") != right.strip("0%")
    if min(len(first), len(second)) < 3:
        return False
    if len(first) == len(second):
        other = [index for index, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
        if len(other) == 1:
            return True
        return (
            len(other) == 2
            and other[1] == other[0] + 1
            and first[other[0]] == second[other[1]]
            and first[other[1]] == second[other[0]]
        )
    if abs(len(first) - len(second)) != 1:
        return False
    long, short = (first, second) if len(first) > len(second) else (second, first)
    index = next(
        (i for i, (a, b) in enumerate(zip(long, short, strict=False)) if a != b), len(short)
    )
    return long[index + 1 :] == short[index:]
