"""Numbers from the text that a user wrote, or the reason why they cannot be read.

Dates stand beside them: `read_date` is at hand here too.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from ntmreport.language import Bilingual, Hint
from ntmreport.source.dates import read_date
from ntmreport.source.refusal import Refusal, shown
from ntmreport.source.respelling import (
    MANY_DIGITS,
    MOST_DIGITS,
    PLAIN,
    TWO_READINGS,
    respell,
    two_readings,
)

__all__ = ["MOST_DIGITS", "Refusal", "read_date", "read_number"]

_THOUSANDS_OR_FRACTION = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_MINUS_ZERO = re.compile(r"-0(?:\.0+)?")
_DASHES = ("−", "–", "—")
_QUOTES = "\"'“”‘’«»"
_BEHIND = ",;:!*"
"""What a hand or a paste leaves around a number, and behind it."""
_ODD_MARKS = str.maketrans({"·": ".", "∙": ".", "．": ".", "，": ",", "٫": ",", "'": " ", "’": " "})
"""What stands for a point or a comma, or between thousands, elsewhere in the world."""

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
_MANY_DIGITS = Refusal(
    MANY_DIGITS, Bilingual("kiểm tra lại số và đơn vị tính", "check the number and its unit")
)


def read_number(
    text: str, *, is_quoted: bool = False, is_whole: bool = False, largest: int | None = None
) -> Decimal | Refusal:
    """Return the number that `text` spells as a plain decimal: `190113`, `96.29`, `-1.5`.

    Three digits behind the point may be thousands: as a fraction, which no number that `is_whole`
    has, they stand in quotes, and nothing else does. No thousands are above the `largest` number.
    """
    read = _read(text, is_quoted=is_quoted, is_whole=is_whole)
    if largest is not None and isinstance(read, Refusal) and len(read.spellings) > 1:
        thousands, fraction = read.spellings
        if abs(Decimal(thousands)) > largest:
            return Refusal(read.message, _to_write(fraction), (fraction,))
    return read


def _read(text: str, *, is_quoted: bool, is_whole: bool) -> Decimal | Refusal:
    has_two_readings = _THOUSANDS_OR_FRACTION.fullmatch(text) is not None
    if is_quoted and not (has_two_readings and not is_whole):
        return _without_quotes(text, is_whole=is_whole)
    if not PLAIN.fullmatch(text):
        return _misspelled(text, is_whole=is_whole)
    if has_two_readings and not is_quoted:
        return _refusal(TWO_READINGS, text, two_readings(*text.split(".")), is_whole=is_whole)
    if _MINUS_ZERO.fullmatch(text):
        return _refusal(
            Bilingual("số không không có dấu trừ", "zero has no minus sign"), text, (text[1:],)
        )
    if len(text) > MOST_DIGITS and sum(map(str.isdigit, text)) > MOST_DIGITS:
        return _MANY_DIGITS
    return Decimal(text)


def _without_quotes(text: str, *, is_whole: bool) -> Refusal:
    """Refuse a number in quotes; the spelling to use is that of the number without them."""
    value = read_number(text, is_whole=is_whole)
    if isinstance(value, Refusal):
        return value
    return _refusal(_NO_QUOTES, text, (text,))


def _misspelled(text: str, *, is_whole: bool) -> Refusal:
    """Take away what stands around the number, then say what is wrong with it."""
    core, reason = _bare(text)
    minus = "-" if core.startswith("-") else ""
    unsigned = core.removeprefix("-").lstrip()
    if len(unsigned) + len(minus) < len(core):
        reason = Bilingual("sau dấu trừ có dấu cách", "there is a space behind the minus sign")
    respelling = respell(unsigned)
    if respelling is None:
        digits = _IN_WORDS.get(" ".join(unsigned.casefold().split()))
        if digits is not None:
            return Refusal(_NUMBER_IN_WORDS, _to_write(digits), (digits,))
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
    return _refusal(reason, text, spellings, is_whole=is_whole)


def _not_a_number(*, is_whole: bool) -> Refusal:
    return Refusal(_NOT_A_NUMBER, _WHOLE_NUMBER if is_whole else _ONE_PLAIN_NUMBER)


def _is_readable(spelling: str) -> bool:
    bare = spelling.strip('"')
    return not isinstance(read_number(bare, is_quoted=bare != spelling), Refusal)


def _bare(text: str) -> tuple[str, Bilingual | None]:
    """Return `text` without spaces around it, `%`, odd sign and odd digits, and what was odd."""
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


def _refusal(
    reason: Bilingual, text: str, spellings: tuple[str, ...], *, is_whole: bool = False
) -> Refusal:
    if is_whole:  # of two readings, the first one
        spellings = tuple(each for each in spellings[:1] if "." not in each)
    written = shown(text.strip("“”"))
    message = Bilingual(f"{reason.vi}: “{written}”", f"{reason.en}: `{written}`")
    if not spellings:
        return Refusal(message, _WHOLE_NUMBER if is_whole else _ONE_PLAIN_NUMBER)
    if len(spellings) == 1:
        return Refusal(message, _to_write(spellings[0]), spellings)
    thousands, fraction = spellings
    hint = Hint(
        f"viết {thousands} nếu là hàng nghìn, viết {fraction} nếu là số thập phân",
        f"write {thousands} if thousands are meant, {fraction} if a fraction is meant",
        spellings,
    )
    return Refusal(message, hint, spellings)


def _to_write(spelling: str) -> Hint:
    return Hint(f"viết {spelling}", f"write {spelling}", (spelling,), is_certain=True)
