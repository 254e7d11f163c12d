"""From a day to the text that a report prints for it.

Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, II.4.b: a zero before days below 10 and months 1 and 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.figure.blank_value import BLANK

if TYPE_CHECKING:
    import datetime


def printed_day(day: datetime.date) -> str:
    """Return a day in figures: `05/7/2021`, `03/02/2022`."""
    return f"{day.day:02}/{_month(day.month)}/{day.year}"


def printed_long_day(day: datetime.date | None) -> str:
    """Return the day of issue in words, or the blank for it where `day` is None."""
    if day is None:
        return f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    return f"ngày {day.day:02} tháng {_month(day.month)} năm {day.year}"


def _month(month: int) -> str:
    return f"{month:02}" if month <= 2 else str(month)
