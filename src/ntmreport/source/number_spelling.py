"""From the text of a value to its number, or to the spelling that it should have."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.language import Bilingual, Hint
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.limits import MOST_DIGITS

if TYPE_CHECKING:
    from collections.abc import Callable


class Misspelling(Struct, frozen=True):
    """A text that is not spelt as its number or day is to be: the message, and what to write.

    `spellings` are the texts that `hint` proposes; each of them can be read.
    """

    message: Bilingual
    hint: Bilingual
    spellings: tuple[str, ...] = ()


def shown(text: str) -> str:
    """Return `text` short enough to be quoted in a message."""
    return text if len(text) <= 40 else text[:39] + "…"


_PLAIN = lazy_pattern(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_TWO_READINGS = Bilingual(
    "không rõ đây là hàng nghìn hay số thập phân", "this may mean thousands or a fraction"
)


class _Respelling(Struct, frozen=True):
    """The right spellings of a number; `reason` is None where it is right already."""

    reason: Bilingual | None
    spellings: tuple[str, ...] = ()


def _respelled(core: str) -> _Respelling | None:
    """Return the respelling of the unsigned number `core`; None where it is no number."""
    if re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", core):
        return _Respelling(_TWO_READINGS, _two_readings(*re.split("[.,]", core)))
    if _PLAIN.fullmatch(core):
        return _Respelling(None, (core,))
    for pattern, reason, spelling in _KINDS:
        if pattern.fullmatch(core):
            return _Respelling(reason, (spelling(core),) if spelling else ())
    if match := _WITH_UNIT.fullmatch(core):
        # No spelling here: `12 triệu` is 12 only where the key counts in millions.
        return _Respelling(_UNIT) if _respelled(match[1].rstrip(".,")) else None
    return None


def _two_readings(whole: str, fraction: str) -> tuple[str, str]:
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


_THOUSANDS = Bilingual("số không tách nhóm hàng nghìn", "thousands are not set apart")
_DECIMAL_COMMA = Bilingual(
    "phần thập phân viết sau dấu chấm, không viết sau dấu phẩy",
    "a fraction follows a point, not a comma",
)
_LEADING_ZERO = Bilingual("số không viết thêm chữ số 0 ở đầu", "a number has no leading zero")
_OTHER_BASE = Bilingual("số chỉ viết ở hệ thập phân", "a number is written in decimal digits only")
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
_WITH_UNIT = lazy_pattern(r"([0-9][0-9.,]*)\s*[^\W\d_].*")

_KINDS: tuple[tuple[re.Pattern[str], Bilingual, Callable[[str], str] | None], ...] = (
    (lazy_pattern(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+"), _THOUSANDS, _dots_dropped),
    (lazy_pattern(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}"), _THOUSANDS, _dots_dropped),
    (lazy_pattern(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+"), _THOUSANDS, _commas_dropped),
    (lazy_pattern(r"[0-9]{1,3}(?:,[0-9]{3}){2,}"), _THOUSANDS, _commas_dropped),
    (lazy_pattern(r"[0-9]{1,3}(?:\s[0-9]{3})+(?:[.,][0-9]+)?"), _THOUSANDS, _joined),
    (lazy_pattern(r"[0-9]+(?:_[0-9]+)+(?:\.[0-9]+)?"), _THOUSANDS, _joined),
    (lazy_pattern(r"[0-9]+,[0-9]+"), _DECIMAL_COMMA, _joined),
    (lazy_pattern(r"0[0-9]+(?:\.[0-9]+)?"), _LEADING_ZERO, _trimmed),
    (
        lazy_pattern(r"0[xX][0-9a-fA-F]{1,15}|0[oO][0-7]{1,20}|0[bB][01]{1,60}"),
        _OTHER_BASE,
        _decimal,
    ),
    (lazy_pattern(r"\.[0-9]+|[0-9]+\."), _POINT, _trimmed),
    (lazy_pattern(r"[0-9]{1,20}(?:\.[0-9]{0,20})?[eE][+-]?[0-9]{1,2}"), _POWER, _without_exponent),
    (lazy_pattern(r"[0-9]+(?:\.[0-9]*)?[eE][+-]?[0-9]+"), _POWER, None),
    (lazy_pattern(r"[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?"), _COLON, None),
    (lazy_pattern(r"[0-9]+\s*+/\s*+[0-9]+"), _FRACTION, None),
    (lazy_pattern(r"\.?(?:inf|nan|infinity)", re.IGNORECASE), _ENDLESS, None),
    (lazy_pattern(r"[0-9][0-9.,]*\s*[-–—]\s*[0-9][0-9.,]*"), _RANGE, None),
)


_THOUSANDS_OR_FRACTION = lazy_pattern(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_MINUS_ZERO = lazy_pattern(r"-0(?:\.0+)?")
_DASHES = ("−", "–", "—")
_QUOTES = "\"'“”‘’«»"
_BEHIND = ",;:!*"
"""Marks that typing or a paste leaves behind a number; _QUOTES stand around it."""
_ODD_MARKS = str.maketrans({"·": ".", "∙": ".", "．": ".", "，": ",", "٫": ",", "'": " ", "’": " "})
"""Marks for a point, a comma or a gap between thousands elsewhere in the world."""

_NO_QUOTES = Bilingual("số không đặt trong ngoặc kép", "a number stands without quotes")
_WHOLE_NUMBER = Bilingual(
    "viết một số nguyên, ví dụ 190113", "write a whole number, such as 190113"
)
_ONE_PLAIN_NUMBER = Bilingual(
    "viết một số, ví dụ 190113 hoặc 96.29", "write one number, such as 190113 or 96.29"
)
_NOT_A_NUMBER = Bilingual("đây không phải là số", "this is not a number")
_NUMBER_IN_WORDS = Bilingual("số viết bằng chữ", "the number is written in words")
_IN_WORDS = {
    word: str(number)
    for number, words in enumerate(
        ("không", "một", "hai", "ba", "bốn|tư", "năm", "sáu", "bảy|bẩy", "tám", "chín", "mười")
    )
    for word in words.split("|")
}
_MANY_DIGITS = Misspelling(
    Bilingual(f"số có hơn {MOST_DIGITS} chữ số", f"the number has more than {MOST_DIGITS} digits"),
    Bilingual("kiểm tra lại số và đơn vị tính", "check the number and its unit"),
)


def read_number(
    text: str, *, is_quoted: bool = False, is_whole: bool = False, largest: int | None = None
) -> Decimal | Misspelling:
    """Return the number that `text` spells as a plain decimal: `190113`, `96.29`, `-1.5`.

    Three digits behind the point may be thousands: as a fraction, which no number that `is_whole`
    has, they stand in quotes, and nothing else does. No thousands are above the `largest` number.
    """
    read = _read(text, is_quoted=is_quoted, is_whole=is_whole)
    if largest is not None and isinstance(read, Misspelling) and len(read.spellings) > 1:
        thousands, fraction = read.spellings
        if abs(Decimal(thousands)) > largest:
            return Misspelling(read.message, _to_write(fraction), (fraction,))
    return read


def _read(text: str, *, is_quoted: bool, is_whole: bool) -> Decimal | Misspelling:
    has_two_readings = _THOUSANDS_OR_FRACTION.fullmatch(text) is not None
    if is_quoted and not (has_two_readings and not is_whole):
        return _without_quotes(text, is_whole=is_whole)
    if not _PLAIN.fullmatch(text):
        return _misspelled(text, is_whole=is_whole)
    if has_two_readings and not is_quoted:
        return _misspelling(_TWO_READINGS, text, _two_readings(*text.split(".")), is_whole=is_whole)
    if _MINUS_ZERO.fullmatch(text):
        return _misspelling(
            Bilingual("số không không có dấu trừ", "zero has no minus sign"), text, (text[1:],)
        )
    if len(text) > MOST_DIGITS and sum(map(str.isdigit, text)) > MOST_DIGITS:
        return _MANY_DIGITS
    return Decimal(text)


def _without_quotes(text: str, *, is_whole: bool) -> Misspelling:
    """Refuse a number in quotes; the spelling to use is that of the number without them."""
    value = read_number(text, is_whole=is_whole)
    if isinstance(value, Misspelling):
        return value
    return _misspelling(_NO_QUOTES, text, (text,))


def _misspelled(text: str, *, is_whole: bool) -> Misspelling:
    """Return the misspelling of `text`, whose number is sought without what is around it."""
    core, reason = _bare(text)
    minus = "-" if core.startswith("-") else ""
    unsigned = core.removeprefix("-").lstrip()
    if len(unsigned) + len(minus) < len(core):
        reason = Bilingual("sau dấu trừ có dấu cách", "there is a space behind the minus sign")
    respelling = _respelled(unsigned)
    if respelling is None:
        digits = _IN_WORDS.get(" ".join(unsigned.casefold().split()))
        if digits is not None:
            return Misspelling(_NUMBER_IN_WORDS, _to_write(digits), (digits,))
        return _not_a_number(is_whole=is_whole)
    reason = respelling.reason or reason
    if reason is None:
        return _not_a_number(is_whole=is_whole)
    spellings = tuple(
        f'"{minus}{spelling[1:]}' if spelling.startswith('"') else minus + spelling
        for spelling in respelling.spellings
    )
    spellings = tuple(s[1:] if _MINUS_ZERO.fullmatch(s) else s for s in spellings)
    if not all(map(_is_readable, spellings)):
        spellings = ()
    return _misspelling(reason, text, spellings, is_whole=is_whole)


def _not_a_number(*, is_whole: bool) -> Misspelling:
    return Misspelling(_NOT_A_NUMBER, _WHOLE_NUMBER if is_whole else _ONE_PLAIN_NUMBER)


def _is_readable(spelling: str) -> bool:
    bare = spelling.strip('"')
    return not isinstance(read_number(bare, is_quoted=bare != spelling), Misspelling)


def _bare(text: str) -> tuple[str, Bilingual | None]:
    """Return `text` without spaces, `%`, odd signs and digits around it, and what was odd."""
    core, reason = text.strip(), None
    if core != text:
        reason = Bilingual("có dấu cách thừa quanh số", "there are spaces around the number")
    if not core.isascii() and any(letter.isdecimal() and letter > "9" for letter in core):
        core = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in core)
        reason = Bilingual("chỉ dùng các chữ số từ 0 đến 9", "only the digits 0 to 9 are used")
    if core.startswith(_DASHES):
        core = "-" + core[1:]
        reason = Bilingual(
            "dấu trừ là dấu “-” của bàn phím", "the minus sign is the keyboard's `-`"
        )
    elif core.startswith("+"):
        core = core[1:]
        reason = Bilingual("số không viết dấu cộng", "a number is written without a plus sign")
        if core.startswith("-"):
            return "", None
    if core.endswith("%"):
        core = core[:-1].rstrip()
        reason = Bilingual("số không viết kèm dấu %", "a number is written without a percent sign")
    if (bare := core.strip(_QUOTES)) != core and bare:
        core, reason = bare.strip(), _NO_QUOTES
    if bare := core.rstrip(_BEHIND):
        if bare != core:
            reason = Bilingual("sau số có dấu thừa", "a mark stands behind the number")
        core = bare.rstrip()
    if (plain := core.translate(_ODD_MARKS)) != core:
        core = plain
        reason = Bilingual(
            "dấu trong số không phải là dấu chấm hay dấu phẩy",
            "a mark in the number is neither a point nor a comma",
        )
    return core, reason


def _misspelling(
    reason: Bilingual, text: str, spellings: tuple[str, ...], *, is_whole: bool = False
) -> Misspelling:
    if is_whole:  # of two readings, the first one
        spellings = tuple(each for each in spellings[:1] if "." not in each)
    written = shown(text.strip("“”"))
    message = Bilingual(f"{reason.vi}: “{written}”", f"{reason.en}: `{written}`")
    if not spellings:
        return Misspelling(message, _WHOLE_NUMBER if is_whole else _ONE_PLAIN_NUMBER)
    if len(spellings) == 1:
        return Misspelling(message, _to_write(spellings[0]), spellings)
    thousands, fraction = spellings
    hint = Hint(
        f"viết {thousands} nếu là hàng nghìn, viết {fraction} nếu là số thập phân",
        f"write {thousands} if thousands are meant, {fraction} if a fraction is meant",
        spellings,
    )
    return Misspelling(message, hint, spellings)


def _to_write(spelling: str) -> Hint:
    return Hint(f"viết {spelling}", f"write {spelling}", (spelling,), is_certain=True)
