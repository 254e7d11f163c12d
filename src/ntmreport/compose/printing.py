"""From a figure to the text that a Vietnamese report prints for it.

Numbers follow Vietnamese use: a dot between thousands, a comma before decimals. Days follow Nghị
định 30/2020/NĐ-CP, Phụ lục I, mục II, khoản 4: a zero before days below 10 and months 1 and 2.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ntmreport.figure import PERCENT

if TYPE_CHECKING:
    import datetime
    from fractions import Fraction

    from ntmreport.figure import Figure

BLANK = "......"
"""What is printed where a clerk fills something in by hand."""

MOST_DECIMALS = 2


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
    most, without zeros at their end.
    """
    if figure.decimals is not None:
        return _grouped(rounded(figure.value, figure.decimals))
    return grouped(rounded(figure.value, MOST_DECIMALS))


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Return `value` rounded half up, away from zero, to at most `decimals` decimals."""
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    # From its text: arithmetic on Decimal would round to the precision of a context.
    exact = Decimal(f"{whole}E-{decimals}")
    return exact.copy_negate() if value < 0 and whole else exact


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


def printed_day(day: datetime.date) -> str:
    """Return a day in figures: `05/7/2021`, `03/02/2022`."""
    return f"{day.day:02}/{_month(day.month)}/{day.year}"


def printed_long_day(day: datetime.date | None) -> str:
    """Return the day of issue in words, or the blank for it."""
    if day is None:
        return f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    return f"ngày {day.day:02} tháng {_month(day.month)} năm {day.year}"


def _month(month: int) -> str:
    return f"{month:02}" if month <= 2 else str(month)


def _qualified(figure: Figure, text: str) -> str:
    return f"{figure.qualifier} {text}" if figure.qualifier else text
