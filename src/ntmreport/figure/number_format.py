"""From a figure to the text that a Vietnamese report prints for it: rounding, grouping, unit.

Numbers follow Vietnamese use: a dot between thousands, a comma before decimals.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport.figure import PERCENT

if TYPE_CHECKING:
    from ntmreport.figure import Figure

MOST_DECIMALS = 2
"""The most decimals that a computed figure is printed with."""

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"))
_ENDS_OF_A_SHARE = (0, 100)
_MOST_DECIMALS_OF_A_SHARE = 20


def printed(figure: Figure) -> str:
    """Return the figure as it is printed: qualifier, number and the sign % if it has one."""
    sign = PERCENT if figure.unit == PERCENT else ""
    return _qualified(figure, number(figure) + sign)


def printed_with_unit(figure: Figure) -> str:
    """Return the figure with its unit written out behind the number: `2.760 ha`, `93,02%`."""
    if figure.unit == PERCENT or not figure.unit:
        return printed(figure)
    return _qualified(figure, f"{number(figure)} {figure.unit}")


def printed_in_two_digits(figure: Figure) -> str:
    """Return a count with a zero before it where it is below 10: `08`."""
    text = number(figure)
    padded = text.zfill(2) if text.isdigit() else text
    return _qualified(figure, padded)


def number(figure: Figure) -> str:
    """Return the bare number, rounded once, half up.

    A written figure keeps the decimals that it was written with. A computed one has two at the
    most, without zeros at their end; a share that is not all has as many as tell it from 100%, and
    one that is not nothing as many as tell it from 0%.
    """
    if figure.decimals is not None:
        return _grouped(rounded(figure.value, figure.decimals))
    return grouped(rounded(figure.value, _decimals(figure)))


def as_printed(figure: Figure) -> Figure:
    """Return the figure rounded as it is printed.

    Templates compare figures so, since readers do: a change that is printed as 0 is no rise.
    """
    scale = 10 ** (decimals := _decimals(figure))
    if not scale % figure.value.denominator:  # as of all that is written
        return figure
    return replace(figure, value=Fraction(_rounded(figure.value, decimals), scale))


def _decimals(figure: Figure) -> int:
    """Return how many decimals the figure is rounded to."""
    if figure.decimals is not None:
        return figure.decimals
    decimals = MOST_DECIMALS
    if figure.unit == PERCENT and figure.value not in _ENDS_OF_A_SHARE:
        while (
            _rounded(figure.value, decimals) in {0, 100 * 10**decimals}
            and decimals < _MOST_DECIMALS_OF_A_SHARE
        ):
            decimals += 1
    return decimals


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Return `value` rounded half up, away from zero, to at most `decimals` decimals."""
    # From its text: arithmetic on Decimal would round to the precision of a context.
    return Decimal(f"{_rounded(value, decimals)}E-{decimals}")


def _rounded(value: Fraction, decimals: int) -> int:
    """Return `value`, rounded half up, in units of its last decimal: 314 for 3.14."""
    numerator, denominator = value.as_integer_ratio()
    scale: int = 10**decimals
    units = (2 * abs(numerator) * scale + denominator) // (2 * denominator)
    return -units if numerator < 0 else units


def grouped(value: Decimal) -> str:
    """Return `value` with dots between thousands, a comma before decimals, no zeros at the end."""
    text = _grouped(value)
    return text.rstrip("0").rstrip(",") if "," in text else text


def _grouped(value: Decimal) -> str:
    whole, _, decimals = f"{value:,f}".partition(".")
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def printed_range(lowest: Figure, highest: Figure) -> tuple[str, str]:
    """Return both ends of a range as they stand around the hyphen: `78` and `81%`."""
    return number(lowest), printed(highest)


def _qualified(figure: Figure, text: str) -> str:
    return f"{figure.qualifier} {text}" if figure.qualifier else text


def roman_numeral(number: int) -> str:
    """Return a number in Roman numerals, as parts and groups of rows are numbered: IV."""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text + "I" * number
