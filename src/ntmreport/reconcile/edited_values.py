"""From numbers and days as a report prints them to the values that the data has for them."""

from __future__ import annotations

import datetime
from decimal import Decimal, InvalidOperation

from msgspec import Struct

from ntmreport.lazy_pattern import lazy_pattern

_NUMBER = lazy_pattern(r"\d[\d.,]*")
_WELL_FORMED = lazy_pattern(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_DAY = lazy_pattern(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class NumberInText(Struct, frozen=True):
    """The number in a printed text, as YAML writes it, and the words `before` and `behind` it."""

    before: str
    value: str
    behind: str


def number_in(text: str) -> NumberInText | None:
    """Return the one number in `text`; None where there is none, several, or it is misspelt."""
    found = list(_NUMBER.finditer(text))
    if len(found) != 1:
        return None
    number = found[0]
    spelt = number[0].rstrip(".,")
    if not _WELL_FORMED.fullmatch(spelt):
        return None
    whole, _, decimals = spelt.replace(".", "").partition(",")
    value = str(int(whole)) + (f".{decimals}" if decimals else "")
    behind = number[0][len(spelt) :] + text[number.end() :]
    return NumberInText(text[: number.start()], value, behind)


def same_number(one: str, other: str) -> bool:
    """Return whether two spellings of YAML are one number."""
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def day_in(text: str) -> datetime.date | None:
    """Return the day that `text` is, in figures: 05/7/2021; None where it is none."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return datetime.date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
