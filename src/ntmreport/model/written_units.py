"""Numbers written with what does not belong there, read as their key's unit says.

`686,75 tỷ` behind a key in triệu đồng is 686750; `190113 người` behind one in người is 190113. A
letter in the place of a digit, a hidden character and a word for nothing have words of their own.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from ntmreport.language import Bilingual, Hint
from ntmreport.source import Refusal, read_number

_SCALES = {
    "": Decimal(1),
    "nghìn": Decimal(10) ** 3,
    "ngàn": Decimal(10) ** 3,
    "vạn": Decimal(10) ** 4,
    "triệu": Decimal(10) ** 6,
    "tỷ": Decimal(10) ** 9,
    "tỉ": Decimal(10) ** 9,
}
_SAME = {"đ": "đồng", "vnđ": "đồng", "vnd": "đồng", "m²": "m2", "km²": "km2"}
_FACTORS = {
    ("m", "km"): Decimal("0.001"),
    ("km", "m"): Decimal(1000),
    ("m2", "ha"): Decimal("0.0001"),
    ("km2", "ha"): Decimal(100),
    ("tạ", "tấn"): Decimal("0.1"),
    ("kg", "tấn"): Decimal("0.001"),
}
_NUMBER_AND_UNIT = re.compile(r"(-?[0-9][0-9.,]*)\s*([^\W\d_].*)")
_RANGE = re.compile(r"([0-9][0-9.,]*)\s*+(?:%\s*+)?[-–—]\s*+([0-9][0-9.,]*)\s*+%?")
_WITH_LETTERS = re.compile(r"[0-9OolI]+(?:[.,][0-9OolI]+)?")
_LETTERS = str.maketrans("OolI", "0011")
_NOTHING_YET = re.compile(r"[-–—.…?xX*/]+|(?:đang|chưa|sẽ|chờ)\b.*|tbd|n/?a", re.IGNORECASE)
_NONE_AT_ALL = frozenset({"không", "không có", "ko", "none"})


def refusal_in_unit(text: str, unit: str) -> Refusal | None:
    """Return what is wrong with the number `text` behind a key in `unit`, where that is known."""
    visible = "".join(each for each in text if unicodedata.category(each) != "Cf").strip()
    if visible != text.strip():
        return _hidden(text, visible)
    if visible.casefold() in _NONE_AT_ALL:
        return Refusal(
            Bilingual(f"“{visible}” không phải là số", f"`{visible}` is no number"),
            Bilingual(
                "không có thì viết 0; chưa có số thì để trống sau dấu hai chấm",
                "write 0 for none; leave it blank if it is not known yet",
            ),
        )
    if _NOTHING_YET.fullmatch(visible):
        return Refusal(
            Bilingual(f"“{visible}” không phải là số", f"`{visible}` is no number"),
            Bilingual(
                "chưa có số thì để trống sau dấu hai chấm", "leave it blank until it is known"
            ),
        )
    if found := _RANGE.fullmatch(visible):
        return Refusal(
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
    if _WITH_LETTERS.fullmatch(visible) and not visible.isalpha():
        spelled = _plain(visible.translate(_LETTERS))
        if spelled is not None and spelled != visible:
            return _write(
                spelled,
                f"có chữ cái thay cho chữ số: “{visible}”",
                f"a letter stands for a digit: `{visible}`",
            )
    found = _NUMBER_AND_UNIT.fullmatch(visible)
    number = _plain(found[1]) if found else None
    if found is None or number is None:
        return None
    return _with_unit(number, found[2].strip(" ."), unit, visible)


def range_in(text: str) -> tuple[str, str] | None:
    """Return both ends of what is written as a range, if it is one."""
    found = _RANGE.fullmatch(text.strip())
    ends = (_plain(found[1]), _plain(found[2])) if found else (None, None)
    return ends if ends[0] is not None and ends[1] is not None else None  # type: ignore[return-value]


def _with_unit(number: str, written: str, unit: str, text: str) -> Refusal:
    scale, base = _split(written)
    own_scale, own_base = _split(unit)
    factor = _SCALES[scale] / _SCALES[own_scale]
    if base and base != own_base:
        if (base, own_base) not in _FACTORS:
            said = f"; đơn vị của khóa này là {unit}" if unit else ""
            said_en = f"; this key is in {unit}" if unit else ""
            return _write(
                number,
                f"có chữ thừa “{written}” sau số{said}",
                f"`{written}` behind the number does not belong there{said_en}",
            )
        factor *= _FACTORS[base, own_base]
    value = Decimal(number) * factor
    spelled = f"{value.normalize():f}"
    if isinstance(read_number(spelled), Refusal):
        spelled += "0"  # three decimals alone may mean thousands
    if spelled == number:
        return _write(
            number,
            f"số không viết kèm đơn vị: “{text}”",
            f"a number is written without its unit: `{text}`",
        )
    return _write(
        spelled,
        f"số không viết kèm đơn vị, và đơn vị của khóa này là {unit}: “{text}”",
        f"a number is written without its unit, and this key is in {unit}: `{text}`",
    )


def _split(unit: str) -> tuple[str, str]:
    """Return the word for a power of ten that a unit begins with, and the unit without it."""
    words = unit.casefold().split()
    scale = words[0] if words and words[0] in _SCALES else ""
    base = " ".join(words[1:] if scale else words)
    base = _SAME.get(base, base)
    # What is counted by thousands is named by that word alone, too.
    return scale, base


def _plain(number: str) -> str | None:
    """Return the plain spelling of a number, however its thousands and decimals are written."""
    read = read_number(number)
    if not isinstance(read, Refusal):
        return number
    return read.spellings[0] if len(read.spellings) == 1 else None


def _write(spelled: str, vi: str, en: str) -> Refusal:
    return Refusal(
        Bilingual(vi, en), Hint(f"viết {spelled}", f"write {spelled}", (spelled,)), (spelled,)
    )


def _hidden(text: str, visible: str) -> Refusal:
    codes = sorted({f"U+{ord(each):04X}" for each in text if unicodedata.category(each) == "Cf"})
    message = Bilingual(
        f"có ký tự ẩn ({', '.join(codes)}) trong số “{visible}”",
        f"there is a hidden character ({', '.join(codes)}) in the number `{visible}`",
    )
    spelled = _plain(visible)
    if spelled is None:
        return Refusal(
            message, Bilingual("xóa rồi gõ lại cả số", "delete the number and type it again")
        )
    return Refusal(
        message,
        Hint(
            f"xóa rồi gõ lại: viết {spelled}",
            f"delete it and type it again: write {spelled}",
            (spelled,),
        ),
        (spelled,),
    )
