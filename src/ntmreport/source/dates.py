"""Dates from the text that a user wrote: `2021-10-14`, the one spelling that nobody misreads."""

from __future__ import annotations

import datetime
import re

from ntmreport.language import Bilingual, Hint
from ntmreport.source.refusal import Refusal, shown

_PLAIN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})\s*[-/.–]\s*(?P<month>[0-9]{1,2})\s*[-/.–]\s*(?P<day>[0-9]{1,2})"
    r"(?:[Tt\s].*)?"
)
_YEAR_FIRST_TOGETHER = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_DAY_FIRST = re.compile(
    r"(?P<day>[0-9]{1,2})\s*[-/.–]\s*(?P<month>[0-9]{1,2})\s*[-/.–]\s*(?P<year>[0-9]{4})"
)
_IN_WORDS = re.compile(
    r"(?:ngày\s+)?(?P<day>[0-9]{1,2})\s+tháng\s+(?P<month>[0-9]{1,2})\s+năm\s+(?P<year>[0-9]{4})",
    re.IGNORECASE,
)
_OTHER_SPELLINGS = (_YEAR_FIRST, _YEAR_FIRST_TOGETHER, _DAY_FIRST, _IN_WORDS)

_YEAR_MONTH_DAY = Bilingual(
    "viết năm, hai chữ số của tháng, hai chữ số của ngày, ví dụ 2021-10-14",
    "write the year, two digits of the month and two of the day, such as 2021-10-14",
)


def read_date(text: str) -> datetime.date | Refusal:
    """Return the date that `text` spells as `2021-10-14`."""
    if _PLAIN.fullmatch(text):
        date = _date(int(text[:4]), int(text[5:7]), int(text[8:]))
        return date or _no_such_day(text)
    for spelling in _OTHER_SPELLINGS:
        if match := spelling.fullmatch(text.strip()):
            date = _date(int(match["year"]), int(match["month"]), int(match["day"]))
            return _no_such_day(text) if date is None else _misspelled(text, date)
    return Refusal(Bilingual("đây không phải là ngày", "this is not a date"), _YEAR_MONTH_DAY)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _misspelled(text: str, date: datetime.date) -> Refusal:
    spelling = date.isoformat()
    return Refusal(
        Bilingual(
            f"ngày viết theo thứ tự năm-tháng-ngày: “{shown(text)}”",
            f"a date is written year-month-day: `{shown(text)}`",
        ),
        Hint(f"viết {spelling}", f"write {spelling}", (spelling,), is_certain=True),
        (spelling,),
    )


def _no_such_day(text: str) -> Refusal:
    return Refusal(
        Bilingual(f"không có ngày “{shown(text)}”", f"there is no day `{shown(text)}`"),
        _YEAR_MONTH_DAY,
    )
