"""A claim: a relation that a report states between its numbers, and whether it holds."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.figure.number_format import grouped, rounded
from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ntmreport.diagnostic import Rule
    from ntmreport.prose.finished_report import Stretch
    from ntmreport.prose.prose_number import ProseNumber


class Verdict(StrEnum):
    """The verdict on a claim."""

    CONFIRMED = "confirmed"
    SUSPICIOUS = "suspicious"
    NOT_CHECKABLE = "not-checkable"


class Claim(Struct, frozen=True):
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


def differs(computed: str, said: str) -> Bilingual:
    """Return the message that the text has something else than the arithmetic gives."""
    return Bilingual(f"{computed}; văn bản ghi {said}", f"{computed}; the text has {said}")


def shown(value: Fraction, decimals: int = 2) -> str:
    """Return a value as a report prints it, without zeros at the end of its decimals."""
    return grouped(rounded(value, decimals))


def fixed(value: Fraction, decimals: int) -> str:
    """Return a value with so many decimals, zeros at their end too, as one would type it."""
    text = shown(value, decimals)
    has = len(text.partition(",")[2])
    if has == decimals:
        return text
    return f"{text}{'' if has else ','}{'0' * (decimals - has)}"


def one_digit_apart(first: str, second: str) -> bool:
    """Return whether two numbers of as many digits differ in one of them."""
    one, other = ("".join(each for each in text if each.isdigit()) for text in (first, second))
    width = max(len(one), len(other))
    pairs = zip(one.rjust(width, "0"), other.rjust(width, "0"), strict=True)
    return sum(a != b for a, b in pairs) == 1


def can_be_mended(written: str, decimals: int, lowest: Fraction, highest: Fraction) -> bool:
    """Return whether another digit in one place of a number brings it between two values.

    Numbers of less than three digits are too short to tell.
    """
    digits = [each for each in written if each.isdigit()]
    if len(digits) < _TELLING:
        return False
    for place, digit in enumerate(digits):
        for other in "0123456789":
            if other != digit:
                text = "".join((*digits[:place], other, *digits[place + 1 :]))
                if lowest <= Fraction(int(text), 10**decimals) <= highest:
                    return True
    return False


_TELLING = 3


def _sign(like: ProseNumber) -> str:
    return "%" if like.unit == "%" else ""


def written(number: ProseNumber) -> str:
    """Return a number as the report writes it, with the sign of a percentage."""
    return f"{number.text}{_sign(number)}"


def is_rounding(away: Fraction, last_digits: Iterable[Fraction]) -> bool:
    """Return whether numbers that were rounded one by one can miss their sum by `away`.

    `last_digits` are what one of the last digit of each is worth. Rounding moves a number evenly
    within one of it; what is beyond two and a half deviations of the sum is no rounding.
    """
    return 12 * away * away <= _DEVIATIONS * sum(each * each for each in last_digits)


_DEVIATIONS = Fraction(25, 4)


def is_slip(stated: str, right: str) -> bool:
    """Return whether one digit was mistyped: another, one too many or too few, or two exchanged.

    Numbers of less than three digits are too short to tell.
    """
    first = [each for each in stated if each.isdigit()]
    second = [each for each in right if each.isdigit()]
    if first == second:
        return stated.strip("0%") != right.strip("0%")
    if min(len(first), len(second)) < _TELLING:
        return False
    is_other = len(first) == len(second) and one_digit_apart(stated, right)
    return is_other or _is_moved_digit(first, second)


def is_moved_digit(stated: str, right: str) -> bool:
    """Return whether two digits were exchanged, or one is too many or too few.

    That happens by chance far less often than another digit in one place.
    """
    first = [each for each in stated if each.isdigit()]
    second = [each for each in right if each.isdigit()]
    return min(len(first), len(second)) >= _TELLING and _is_moved_digit(first, second)


def _is_moved_digit(first: Sequence[str], second: Sequence[str]) -> bool:
    if len(first) == len(second):
        other = [index for index, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
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
