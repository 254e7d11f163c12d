"""What is wrong with a number that is not a plain decimal, and how it is spelled rightly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_DIGITS = 15
PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
MANY_DIGITS = Bilingual(
    f"số có hơn {MOST_DIGITS} chữ số", f"the number has more than {MOST_DIGITS} digits"
)
TWO_READINGS = Bilingual(
    "không rõ đây là hàng nghìn hay số thập phân", "this may mean thousands or a fraction"
)


@dataclass(frozen=True, slots=True)
class Respelling:
    """The right spellings of a number; `reason` is None where it is right as it stands."""

    reason: Bilingual | None
    spellings: tuple[str, ...] = ()


def respell(core: str) -> Respelling | None:
    """Return what is wrong with the unsigned number `core`, or None where it is no number."""
    if re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", core):
        return Respelling(TWO_READINGS, two_readings(*re.split("[.,]", core)))
    if PLAIN.fullmatch(core):
        return Respelling(None, (core,))
    for pattern, reason, spelling in _KINDS:
        if pattern.fullmatch(core):
            return Respelling(reason, (spelling(core),) if spelling else ())
    if match := _WITH_UNIT.fullmatch(core):
        # No spelling here: `12 triệu` is 12 only where the key counts in millions.
        return Respelling(_UNIT) if respell(match[1].rstrip(".,")) else None
    return None


def two_readings(whole: str, fraction: str) -> tuple[str, str]:
    """Return both spellings of a number whose point may part thousands or a fraction.

    In quotes, the point before three digits is that of a fraction, which is printed as written.
    """
    return whole + fraction, f'"{whole}.{fraction}"'


def _joined(core: str) -> str:
    """Drop every separator of thousands; what follows the last mark after them is a fraction."""
    return _trimmed(re.sub(r"[\s_]", "", core).replace(",", "."))


def _dots_dropped(core: str) -> str:
    return _trimmed(core.replace(".", "").replace(",", "."))


def _commas_dropped(core: str) -> str:
    return _trimmed(core.replace(",", ""))


def _trimmed(digits: str) -> str:
    """Drop leading zeros, and supply the zero that `.5` and `5.` lack or do not need."""
    whole, point, fraction = digits.partition(".")
    return (whole.lstrip("0") or "0") + (point + fraction if fraction else "")


def _decimal(core: str) -> str:
    return str(int(core, 0))


def _without_exponent(core: str) -> str:
    number = f"{Decimal(core):f}"
    return number.rstrip("0").rstrip(".") if "." in number else number


_GROUPS = Bilingual("số không tách nhóm hàng nghìn", "thousands are not set apart")
_COMMA = Bilingual(
    "phần thập phân viết sau dấu chấm, không viết sau dấu phẩy",
    "a fraction follows a point, not a comma",
)
_ZERO = Bilingual("số không viết thêm chữ số 0 ở đầu", "a number has no leading zero")
_BASE = Bilingual("số chỉ viết ở hệ thập phân", "a number is written in decimal digits only")
_POINT = Bilingual(
    "trước và sau dấu chấm phải có chữ số", "digits stand on both sides of the point"
)
_POWER = Bilingual("số không viết dạng lũy thừa", "a number is written without an exponent")
_COLON = Bilingual("trong một số không có dấu hai chấm", "a number has no colon")
_ENDLESS = Bilingual("đây không phải là một số cụ thể", "this is not a definite number")
_RANGE = Bilingual("ở đây cần một số, không phải khoảng", "one number belongs here, not a range")
_FRACTION = Bilingual(
    "ở đây cần một số, không phải phân số", "one number belongs here, not a fraction"
)
_UNIT = Bilingual(
    "số không viết kèm đơn vị, đơn vị nằm ở tên khóa",
    "a number is written without its unit, which the key names",
)
_WITH_UNIT = re.compile(r"([0-9][0-9.,]*)\s*[^\W\d_].*")

_KINDS: tuple[tuple[re.Pattern[str], Bilingual, Callable[[str], str] | None], ...] = (
    (re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+"), _GROUPS, _dots_dropped),
    (re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}"), _GROUPS, _dots_dropped),
    (re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+"), _GROUPS, _commas_dropped),
    (re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}"), _GROUPS, _commas_dropped),
    (re.compile(r"[0-9]{1,3}(?:\s[0-9]{3})+(?:[.,][0-9]+)?"), _GROUPS, _joined),
    (re.compile(r"[0-9]+(?:_[0-9]+)+(?:\.[0-9]+)?"), _GROUPS, _joined),
    (re.compile(r"[0-9]+,[0-9]+"), _COMMA, _joined),
    (re.compile(r"0[0-9]+(?:\.[0-9]+)?"), _ZERO, _trimmed),
    (re.compile(r"0[xX][0-9a-fA-F]{1,15}|0[oO][0-7]{1,20}|0[bB][01]{1,60}"), _BASE, _decimal),
    (re.compile(r"\.[0-9]+|[0-9]+\."), _POINT, _trimmed),
    (re.compile(r"[0-9]{1,20}(?:\.[0-9]{0,20})?[eE][+-]?[0-9]{1,2}"), _POWER, _without_exponent),
    (re.compile(r"[0-9]+(?:\.[0-9]*)?[eE][+-]?[0-9]+"), _POWER, None),
    (re.compile(r"[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?"), _COLON, None),
    (re.compile(r"[0-9]+\s*+/\s*+[0-9]+"), _FRACTION, None),
    (re.compile(r"\.?(?:inf|nan|infinity)", re.IGNORECASE), _ENDLESS, None),
    (re.compile(r"[0-9][0-9.,]*\s*[-–—]\s*[0-9][0-9.,]*"), _RANGE, None),
)
