"""From the text of a value to its date: `2021-10-14`, or the diagnostic's message and hint."""

from __future__ import annotations

import datetime
import re

from ntmreport.language import Bilingual, Hint
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.source.number_spelling import Misspelling, shown

_PLAIN = lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN_PARTS = lazy_pattern(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_YEAR_FIRST = lazy_pattern(
    r"(?P<year>[0-9]{4})\s*[-/.–]\s*(?P<month>[0-9]{1,2})\s*[-/.–]\s*(?P<day>[0-9]{1,2})"
    r"(?:[Tt\s].*)?"
)
_YEAR_FIRST_TOGETHER = lazy_pattern(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_DAY_FIRST = lazy_pattern(
    r"(?P<day>[0-9]{1,2})\s*[-/.–]\s*(?P<month>[0-9]{1,2})\s*[-/.–]\s*(?P<year>[0-9]{4})"
)
_IN_WORDS = lazy_pattern(
    r"(?:ngày\s+)?(?P<day>[0-9]{1,2})\s+tháng\s+(?P<month>[0-9]{1,2})\s+năm\s+(?P<year>[0-9]{4})",
    re.IGNORECASE,
)
_OTHER_SPELLINGS = (_YEAR_FIRST, _YEAR_FIRST_TOGETHER, _DAY_FIRST, _IN_WORDS)
_WITHIN = lazy_pattern(
    r"(?<![0-9])(?P<day>[0-9]{1,2})[-/.–](?P<month>[0-9]{1,2})[-/.–](?P<year>[0-9]{4})(?![0-9])"
)
_MONTH = lazy_pattern(
    r"(?:tháng\s+)?(?P<month>[0-9]{1,2})(?:\s*[-/.–]\s*|\s+năm\s+)(?P<year>[0-9]{4})", re.IGNORECASE
)
_MONTH_BEHIND = lazy_pattern(r"(?P<year>[0-9]{4})[-/.–](?P<month>[0-9]{1,2})")
_LETTERS_AMONG_DIGITS = lazy_pattern(r"[0-9OolI]+(?:[-/.–][0-9OolI]+){2}")
_LETTERS = str.maketrans("OolI", "0011")
_AROUND = " .,;\"'“”"
_LONGEST = 100
"""The longest text in which a date is sought."""

_YEAR_MONTH_DAY = Bilingual(
    "viết năm, hai chữ số của tháng, hai chữ số của ngày, ví dụ 2021-10-14",
    "write the year, two digits of the month and two of the day, such as 2021-10-14",
)


def read_date(text: str) -> datetime.date | Misspelling:
    """Return the date that `text` spells as `2021-10-14`."""
    if _PLAIN.fullmatch(text):
        date = _date(int(text[:4]), int(text[5:7]), int(text[8:]))
        return date or _no_such_day(text)
    bare = text[:_LONGEST].strip(_AROUND)
    if _LETTERS_AMONG_DIGITS.fullmatch(bare):
        bare = bare.translate(_LETTERS)
    for spelling in (_PLAIN_PARTS, *_OTHER_SPELLINGS):
        if match := spelling.fullmatch(bare):
            date = _date(int(match["year"]), int(match["month"]), int(match["day"]))
            return _no_such_day(text) if date is None else _misspelled(text, date)
    within = [*_WITHIN.finditer(bare)]
    if len(within) == 1:
        date = _date(*(int(within[0][part]) for part in ("year", "month", "day")))
        if date is not None:
            return _within(text, date)
    if month := _MONTH.fullmatch(bare) or _MONTH_BEHIND.fullmatch(bare):
        return _without_day(text, int(month["year"]), int(month["month"]))
    return Misspelling(Bilingual("đây không phải là ngày", "this is not a date"), _YEAR_MONTH_DAY)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _misspelled(text: str, date: datetime.date) -> Misspelling:
    spelling = date.isoformat()
    return Misspelling(
        Bilingual(
            f"ngày viết theo thứ tự năm-tháng-ngày: “{shown(text)}”",
            f"a date is written year-month-day: `{shown(text)}`",
        ),
        Hint(f"viết {spelling}", f"write {spelling}", (spelling,), is_certain=True),
        (spelling,),
    )


def _within(text: str, date: datetime.date) -> Misspelling:
    spelling = date.isoformat()
    message = Bilingual(
        f"chỉ ghi ngày, không ghi chữ: “{shown(text)}”",
        f"write the date alone: `{shown(text)}`",
    )
    hint = Hint(f"viết {spelling}", f"write {spelling}", (spelling,))
    return Misspelling(message, hint, (spelling,))


def _without_day(text: str, year: int, month: int) -> Misspelling:
    first = _date(year, month, 1)
    if first is None:
        return _no_such_day(text)
    last = (first.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
    last -= datetime.timedelta(days=1)
    return Misspelling(
        Bilingual(f"thiếu ngày: “{shown(text)}”", f"the day is missing: `{shown(text)}`"),
        Bilingual(
            f"viết cả ngày; nếu là cuối tháng thì viết {last.isoformat()}",
            f"write the day too; the end of the month is {last.isoformat()}",
        ),
    )


def _no_such_day(text: str) -> Misspelling:
    return Misspelling(
        Bilingual(f"không có ngày “{shown(text)}”", f"there is no day `{shown(text)}`"),
        _YEAR_MONTH_DAY,
    )
