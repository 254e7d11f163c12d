"""Numbers written with what does not belong there, read as their key's unit says.

`686,75 tỷ` behind a key in triệu đồng is 686750; `190113 người` behind one in người is 190113. A
letter in the place of a digit, a hidden character, a word before the number and one for nothing
have words of their own.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from ntmreport.figure.estimation import QUALIFIERS
from ntmreport.figure.unit_conversion import factor_between
from ntmreport.language import Bilingual, Hint
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.source import Misspelling, read_number
from ntmreport.source.number_spelling import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

QUALIFIERS_MEANT = {
    **{word: word for word in QUALIFIERS},
    **dict.fromkeys(
        ("~", "≈", "ước khoảng", "xấp xỉ", "khoảng chừng", "chừng"),
        "khoảng",
    ),
    **dict.fromkeys(("ước tính", "ước đạt"), "ước"),
    **{">": "hơn"},
    **dict.fromkeys(("≥", "tối thiểu", "không dưới"), "ít nhất"),
    **dict.fromkeys(("≤", "tối đa", "không vượt quá"), "không quá"),
    **dict.fromkeys(("<", "chưa đến", "chưa đầy"), "dưới"),
}
"""Other spellings of these words, and the word that is meant."""

_NUMBER_AND_UNIT = lazy_pattern(
    r"(-?[0-9][0-9.,]*)(\s*+)([^\W\d_].*|[(\[#].*|/\s*+[^\W\d_].*)", re.DOTALL
)
_WORD_AND_NUMBER = lazy_pattern(r"([^\W\d_][^\d]*|[<>~≈≤≥]+\s*)([0-9].*)", re.DOTALL)
_PARTS = lazy_pattern(r"([0-9]+)\s*+/\s*+([0-9]+)")
_RANGE = lazy_pattern(
    r"(?:[Tt]ừ\s*+)?([0-9][0-9.,]*)\s*+(?:%\s*+)?(?:[-–—]|đến|tới)\s*+([0-9][0-9.,]*)\s*+"
    r"(?:%|[^\W\d_].*)?",
    re.DOTALL,
)
_WITH_LETTERS = lazy_pattern(r"[0-9OolISBZ]+(?:[.,][0-9OolISBZ]+)?")
_LETTERS = str.maketrans("OolI", "0011")
_OTHER_LETTERS = frozenset("SBZ")
"""Letters that look like digits but may be typing errors."""

_SUM = lazy_pattern(r"=?\s?[0-9]{1,12}(?:\s?\+\s?[0-9]{1,12}){1,20}")
_IN_BRACKETS = lazy_pattern(r"\(\s?([0-9][0-9.,]{0,20})\s?\)")
_IN_TWO_UNITS = lazy_pattern(
    r"([0-9]{1,6})\s?([^\W\d_]{1,10}(?: đồng)?) ([0-9]{1,6})\s?([^\W\d_]{1,10}(?: đồng)?)"
)

_FALLS = frozenset({"giảm", "âm", "hụt", "thấp hơn"})
_DASHES_ALONE = lazy_pattern(r"[-–—−]+")
_NOTHING_YET = lazy_pattern(r"[.…?xX*/]+|(?:đang|chưa|sẽ|chờ)\b.*|tbd|n/?a", re.IGNORECASE)
_NONE_AT_ALL = frozenset({"không", "không có", "ko", "none"})


def misspelling_in_unit(
    text: str, unit: str, misspelling: Misspelling, *, is_whole: bool, is_alone: bool
) -> Misspelling:
    """Return what is wrong with the number `text` behind a key in `unit`, in words that help.

    `misspelling` is what is wrong with it in any unit. A number `is_whole` where it counts, and
    `is_alone` where it is no part of a group that can give it a word of estimation.
    """
    visible = "".join(each for each in text if unicodedata.category(each) != "Cf").strip()
    if visible != text.strip():
        return _hidden(text, visible)
    if visible.casefold() in _NONE_AT_ALL or _DASHES_ALONE.fullmatch(visible):
        return Misspelling(
            Bilingual(f"“{visible}” không phải là số", f"`{visible}` is no number"),
            Bilingual(
                "không có thì viết 0; chưa có số thì để trống sau dấu hai chấm",
                "write 0 for none; leave it blank if it is not known yet",
            ),
        )
    if _NOTHING_YET.fullmatch(visible):
        return Misspelling(
            Bilingual(f"“{visible}” không phải là số", f"`{visible}` is no number"),
            Bilingual(
                "chưa có số thì để trống sau dấu hai chấm", "leave it blank until it is known"
            ),
        )
    if found := _RANGE.fullmatch(visible):
        return Misspelling(
            Bilingual(
                f"ở đây cần một số, không phải khoảng: “{visible}”",
                f"one number belongs here, not a range: `{visible}`",
            ),
            Bilingual(
                "viết một số; khoảng chỉ viết ở khóa có hai dòng “from:” và “to:” bên dưới, như "
                f"from: {found[1]} và to: {found[2]}",
                "write one number; only a key with lines `from:` and `to:` below it takes a range, "
                f"as from: {found[1]} and to: {found[2]}",
            ),
        )
    if _WITH_LETTERS.fullmatch(visible) and (
        (visible.isalpha() and len(visible) == 1)
        or (any(map(str.isalpha, visible)) and any(map(str.isdigit, visible)))
    ):
        return _with_letters(visible) or misspelling
    if misspelling.spellings:
        return misspelling
    if told := _reckoned(visible, unit):
        return told
    if found := _PARTS.fullmatch(visible):
        return Misspelling(
            misspelling.message,
            Bilingual(
                "viết một số thập phân; nếu đây là tử số và mẫu số, viết mỗi số ở một khóa: "
                f"numerator: {found[1]} và denominator: {found[2]}",
                "write one decimal; a part and its whole stand behind a key each: "
                f"numerator: {found[1]} and denominator: {found[2]}",
            ),
        )
    if found := _WORD_AND_NUMBER.fullmatch(visible):
        return _behind_word(found[1].strip(), found[2], unit, is_whole=is_whole, is_alone=is_alone)
    if found := _NUMBER_AND_UNIT.fullmatch(visible):
        is_apart = bool(found[2]) or not found[3][0].isalpha()
        written = found[3].strip(" .()[]#")
        factor = factor_between(written, unit) if written else Decimal(1)
        if factor is None:
            return _behind_number(plain_number(found[1]), written, unit, is_apart=is_apart)
        spellings = dict.fromkeys(_times(each, factor) for each in _readings(found[1]))
        fit = [each for each in spellings if not (is_whole and "." in each)]
        return _without_unit(visible, unit, fit, misspelling, is_other=factor != 1)
    return misspelling


def _reckoned(visible: str, unit: str) -> Misspelling | None:
    """Return what is said of a sum, of a number in brackets, and of one in two units."""
    if _SUM.fullmatch(visible):
        total = str(sum(int(each) for each in re.findall("[0-9]+", visible)))
        return _write(
            total,
            f"ở đây ghi kết quả, không ghi phép tính: “{visible}”",
            f"the result belongs here, not the sum: `{visible}`",
        )
    if found := _IN_BRACKETS.fullmatch(visible):
        spelled = plain_number(found[1])
        if spelled is not None:
            return Misspelling(
                Bilingual("số viết trong ngoặc", "the number is in brackets"),
                Hint(
                    f"viết {spelled}; nếu là số âm thì viết -{spelled}",
                    f"write {spelled}, or -{spelled} if it is below zero",
                ),
            )
    if found := _IN_TWO_UNITS.fullmatch(visible):
        factors = [factor_between(found[each].strip(), unit) for each in (2, 4)]
        if factors[0] is not None and factors[1] is not None and factors[0] > factors[1]:
            value = int(found[1]) * factors[0] + int(found[3]) * factors[1]
            return _write(
                _spelled(value),
                f"số không viết kèm đơn vị: “{visible}”",
                f"a number is written without its unit: `{visible}`",
            )
    return None


def _readings(number: str) -> tuple[str, ...]:
    """Return what a number can mean, as it is to be written, however it is written."""
    read = read_number(number)
    return read.spellings if isinstance(read, Misspelling) else (number,)


def _without_unit(
    text: str, unit: str, spellings: Sequence[str], misspelling: Misspelling, *, is_other: bool
) -> Misspelling:
    """Return what is said of a number with its unit, or with an `other` of the same kind."""
    message = Bilingual(
        f"số không viết kèm đơn vị: “{text}”", f"a number is written without its unit: `{text}`"
    )
    if is_other:
        message = Bilingual(
            f"số không viết kèm đơn vị, và đơn vị của khóa này là {unit}: “{text}”",
            f"a number is written without its unit, and this key is in {unit}: `{text}`",
        )
    match spellings:
        case [spelled]:
            return _write(spelled, message.vi, message.en)
        case [thousands, fraction]:
            return _either(message, thousands, fraction)
        case _:
            return Misspelling(message, misspelling.hint)


def _either(message: Bilingual, thousands: str, fraction: str) -> Misspelling:
    hint = Hint(
        f"viết {thousands} nếu dấu chấm là hàng nghìn, viết {fraction} nếu là số thập phân",
        f"write {thousands} if thousands are meant, {fraction} if a fraction is meant",
        (thousands, fraction),
    )
    return Misspelling(message, hint, hint.instead)


def _with_letters(written: str) -> Misspelling | None:
    """Return what is said of letters among the digits; None where digits for them make no sense."""
    if _OTHER_LETTERS.isdisjoint(written):
        spelled = plain_number(written.translate(_LETTERS))
        if spelled is None:
            return None
        return _write(
            spelled,
            f"có chữ cái thay cho chữ số: “{written}”",
            f"a letter stands for a digit: `{written}`",
        )
    return Misspelling(
        Bilingual(
            f"có chữ cái lẫn trong số: “{shown(written)}”",
            f"there are letters among the digits: `{shown(written)}`",
        ),
        Bilingual(
            "kiểm tra rồi gõ lại cả số bằng chữ số từ 0 đến 9",
            "check it, and type the whole number again in the digits 0 to 9",
        ),
    )


def _behind_word(
    word: str, written: str, unit: str, *, is_whole: bool, is_alone: bool
) -> Misspelling:
    """Return what is said of a word before the number, which may be one of estimation."""
    read = read_number(written, is_whole=is_whole)
    spellings: tuple[str, ...] = (written,)
    if isinstance(read, Misspelling):
        read = misspelling_in_unit(written, unit, read, is_whole=is_whole, is_alone=is_alone)
        spellings = read.spellings or ("…",)
    message = Bilingual(
        f"có chữ thừa “{shown(word)}” trước số", f"`{shown(word)}` before the number is too much"
    )
    if word.casefold() in _FALLS:
        below = tuple(f"-{each}" for each in spellings if each[:1].isdigit())
        return Misspelling(
            message,
            Bilingual(
                f"mức giảm viết bằng số âm: {' hoặc '.join(below) or '-…'}; ở khóa mà số âm "
                "không có nghĩa thì chỉ viết số",
                f"a fall is written as a number below zero: {' or '.join(below) or '-…'}; where "
                "there can be none, write the number alone",
            ),
        )
    meant = QUALIFIERS_MEANT.get(word.casefold())
    if meant is None:
        listed = ", ".join(QUALIFIERS)
        return Misspelling(
            message,
            Bilingual(
                "chỉ viết số; từ chỉ mức ước lượng viết ở khóa “qualifier” và chỉ dùng được: "
                f"{listed}",
                f"write the number alone; `qualifier` takes a word of estimation: {listed}",
            ),
        )
    message = Bilingual(
        f"từ chỉ mức ước lượng không viết liền trước số: “{shown(word)}”",
        f"a word of estimation does not stand before the number: `{shown(word)}`",
    )
    if not is_alone:
        return Misspelling(
            message,
            Bilingual(
                f"sau “value:” chỉ viết số; từ ấy ghi ở dòng qualifier: {meant}",
                f"write the number alone behind `value:`, and the word as qualifier: {meant}",
            ),
        )
    groups = [f"{{value: {spelled}, qualifier: {meant}}}" for spelled in spellings]
    if len(groups) > 1:
        return _either(message, *groups)
    hint = Hint(f"viết {groups[0]}", f"write {groups[0]}", tuple(groups) * (spellings != ("…",)))
    return Misspelling(message, hint)


def range_in(text: str) -> tuple[str, str] | None:
    """Return both ends of what is written as a range, if it is one."""
    found = _RANGE.fullmatch(text.strip())
    ends = (plain_number(found[1]), plain_number(found[2])) if found else (None, None)
    return ends if ends[0] is not None and ends[1] is not None else None  # type: ignore[return-value]


def _times(number: str, factor: Decimal) -> str:
    """Return the spelling of a number that is so many times as much."""
    if factor == 1:
        return number
    return _spelled(Decimal(number.strip('"')) * factor)


def _spelled(value: Decimal) -> str:
    spelled = f"{value.normalize():f}"
    # Three decimals alone may mean thousands.
    return f"{spelled}0" if isinstance(read_number(spelled), Misspelling) else spelled


def _behind_number(number: str | None, written: str, unit: str, *, is_apart: bool) -> Misspelling:
    """Return what is said of text behind a number that is none of the units known here."""
    said = f"; đơn vị của khóa này là {unit}" if unit else ""
    said_en = f"; this key is in {unit}" if unit else ""
    message = Bilingual(
        f"có chữ thừa “{shown(written)}” sau số{said}",
        f"`{shown(written)}` behind the number does not belong there{said_en}",
    )
    if number is None or (not is_apart and len(written) > 1):
        # Typed together with the digits, the letters may stand for some of them.
        return Misspelling(
            message,
            Bilingual(
                "kiểm tra rồi gõ lại cả số, không kèm chữ",
                "check it, and type the whole number again without letters",
            ),
        )
    if not is_apart or not unit:
        return _write(number, message.vi, message.en)
    return Misspelling(
        message,
        Hint(
            f"viết {number} nếu số này tính bằng {unit}; nếu không, tính lại theo đơn vị ấy",
            f"write {number} if it is in {unit}; if not, write the number in that unit",
            (number,),
        ),
        (number,),
    )


def plain_number(number: str) -> str | None:
    """Return the plain spelling of a number, however its thousands and decimals are written."""
    read = read_number(number)
    if not isinstance(read, Misspelling):
        return number
    return read.spellings[0] if len(read.spellings) == 1 else None


def _write(spelled: str, vi: str, en: str) -> Misspelling:
    return Misspelling(
        Bilingual(vi, en), Hint(f"viết {spelled}", f"write {spelled}", (spelled,)), (spelled,)
    )


def _hidden(text: str, visible: str) -> Misspelling:
    codes = sorted({f"U+{ord(each):04X}" for each in text if unicodedata.category(each) == "Cf"})
    message = Bilingual(
        f"có ký tự ẩn ({', '.join(codes)}) trong số “{visible}”",
        f"there is a hidden character ({', '.join(codes)}) in the number `{visible}`",
    )
    spelled = plain_number(visible)
    if spelled is None:
        return Misspelling(
            message, Bilingual("xóa rồi gõ lại cả số", "delete the number and type it again")
        )
    return Misspelling(
        message,
        Hint(
            f"xóa rồi gõ lại: viết {spelled}",
            f"delete it and type it again: write {spelled}",
            (spelled,),
        ),
        (spelled,),
    )
