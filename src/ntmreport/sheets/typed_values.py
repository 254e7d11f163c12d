"""From a cell that someone has filled in to the value as the data writes it, never by a guess."""

from __future__ import annotations

import datetime
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from openpyxl.utils.datetime import from_excel

from ntmreport.figure import PERCENT
from ntmreport.figure.unit_conversion import factor_between
from ntmreport.language import Bilingual, Hint
from ntmreport.limits import FIRST_YEAR, LAST_YEAR
from ntmreport.model.key_diagnostics import NO_ENTRIES
from ntmreport.model.nearest_name import nearest
from ntmreport.sheets.input_rows import MET, NONE, NOT_MET, NUMBERS, InputValue, ValueKind
from ntmreport.sheets.workbook_cells import is_blank
from ntmreport.source import read_date

if TYPE_CHECKING:
    from ntmreport.sheets.workbook_cells import ReturnedCell

_SPACES = re.compile(r"\s+")
_BULLET = re.compile(r"^[-+•–*]\s+")
_MARKS = {
    **dict.fromkeys(("x", "v", "✓", "có", "1", "đạt chuẩn"), MET),
    **dict.fromkeys(("không", "không đạt", "chưa", "-", "0"), NOT_MET),
}
"""The marks that people write for a criterion that is met, or is not."""

_NUMBERED = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_PLAIN = re.compile(r"[+-]?\d+")
_BY_SPACES = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?")
_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})*")
_DECIMALS = re.compile(r"[+-]?\d+[.,]\d+")
_BOTH = re.compile(r"[+-]?\d{1,3}(?:(?P<mark>[.,'])\d{3})+(?!(?P=mark))[.,]\d+")
_SIGNIFICANT = 15
"""The digits that Excel shows of a number; what is stored may have more."""


class NotRead(Struct, frozen=True):
    """Why a cell gives no value, and what to write in it."""

    message: Bilingual
    hint: Bilingual


def typed_value(
    cell: ReturnedCell, asked: InputValue, first_day: datetime.datetime
) -> str | NotRead:
    """Return the text of the value that a cell gives, entries of a list a line each; "" for none.

    Where it says that there are no entries, that is NONE.

    `first_day` is that which the workbook counts days from.
    """
    if cell.is_error:
        return NotRead(
            Bilingual(f"ô báo lỗi {cell.value}", f"the cell shows the error {cell.value}"),
            _to_type(asked),
        )
    if cell.is_formula and is_blank(cell):
        return NotRead(
            Bilingual("công thức chưa có kết quả", "the formula has no result"),
            Bilingual(
                "mở tệp bằng Excel, lưu lại; hoặc ghi thẳng giá trị",
                "open and save the file in Excel, or type the value itself",
            ),
        )
    if is_blank(cell):
        return ""
    if asked.kind in NUMBERS:
        return _number(cell, asked)
    if asked.kind is ValueKind.DATE:
        return _date(cell, asked, first_day)
    if isinstance(cell.value, datetime.datetime | datetime.date):
        # A number of a document such as 5/10, which Excel has made a day of.
        return NotRead(
            Bilingual(
                f"ô đang là ngày {_text(cell)}, không phải chữ",
                f"the cell holds the day {_text(cell)}, not a text",
            ),
            Bilingual(
                "định dạng ô là Text (Chữ) rồi gõ lại", "format the cell as Text, and type it again"
            ),
        )
    text = _text(cell)
    match asked.kind:
        case ValueKind.CHOICE | ValueKind.CRITERION:
            return _choice(text, asked)
        case ValueKind.TEXTS:
            return _texts(text, asked)
        case _:
            return _one_line(text)


def _texts(text: str, asked: InputValue) -> str | NotRead:
    """Return the entries of a list, a line each; more of them on one line are told."""
    lines = (_BULLET.sub("", _one_line(line)) for line in text.split("\n"))
    listed = "\n".join(_without_numbers([line for line in lines if line]))
    if listed.casefold() in NO_ENTRIES:
        return NONE
    if ";" in listed and ";" not in asked.text:
        return NotRead(
            Bilingual(
                "các mục viết liền trên một dòng, cách nhau bằng dấu “;”",
                "entries stand on one line with `;` between them",
            ),
            Bilingual(
                "viết mỗi mục một dòng trong ô (Alt+Enter)",
                "a line in the cell for each (Alt+Enter)",
            ),
        )
    return listed


def _without_numbers(lines: list[str]) -> list[str]:
    """Return entries without the numbers in front of all of them, and without `;` between them."""
    numbered = [_NUMBERED.match(line) for line in lines]
    if all(
        match is not None and int(match[1]) == number
        for number, match in enumerate(numbered, start=1)
    ):
        lines = [line[match.end() :] for line, match in zip(lines, numbered, strict=True) if match]
    bare = [line.rstrip("; ") for line in lines]
    return lines if any(";" in line for line in bare) else bare


def entries_of(text: str) -> tuple[str, ...]:
    """Return the entries of a list that a cell gives."""
    return () if text in {"", NONE} else tuple(text.split("\n"))


def same_value(one: str, other: str, kind: ValueKind) -> bool:
    """Return whether two texts are the same value."""
    return one == other or comparable_text(one, kind) == comparable_text(other, kind)


def comparable_text(text: str, kind: ValueKind) -> str:
    """Return a text as values are compared: 72.00 is 72, blanks at the ends of lines are none."""
    if kind in NUMBERS:
        try:
            return _plain(Decimal(text))
        except InvalidOperation:
            return text
    lines = (_one_line(each) for each in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _text(cell: ReturnedCell) -> str:
    value = cell.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _plain(Decimal(f"{value:.{_SIGNIFICANT}g}"))
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value.day:02}/{value.month}/{value.year}"
    return str(value)


def _number(cell: ReturnedCell, asked: InputValue) -> str | NotRead:
    """Return the number in a cell, converted from the unit that it is in."""
    if not cell.unit:
        amount = _amount(cell, asked)
        return amount if isinstance(amount, NotRead) else _within(amount, asked)
    amount = _amount(cell, replace(asked, unit=cell.unit, kind=ValueKind.DECIMAL))
    if isinstance(amount, NotRead):
        return amount
    return _within(amount * (factor_between(cell.unit, asked.unit) or 1), asked)


def _amount(cell: ReturnedCell, asked: InputValue) -> Decimal | NotRead:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return NotRead(
            Bilingual(
                f"ô đang là ngày hoặc giá trị khác, không phải số: {_text(cell)}",
                f"the cell holds a date or something else, not a number: {_text(cell)}",
            ),
            _to_type(asked),
        )
    if isinstance(value, str):
        read = _spelt(value, asked)
        if isinstance(read, NotRead):
            return read
        amount = read
    else:
        amount = Decimal(f"{value:.{_SIGNIFICANT}g}")
        if "%" in cell.number_format:
            if asked.unit != PERCENT:
                return NotRead(
                    Bilingual(
                        f"ô định dạng phần trăm ({_plain(amount * 100)}%), nhưng đơn vị tính là"
                        f" “{asked.unit}”",
                        f"the cell is a percentage ({_plain(amount * 100)}%), but the unit is"
                        f" `{asked.unit}`",
                    ),
                    _to_type(asked),
                )
            amount *= 100
    return amount


def _within(amount: Decimal, asked: InputValue) -> str | NotRead:
    """Return the number where it is of the kind that is asked for."""
    shown = _plain(amount).replace(".", ",")
    if asked.kind is not ValueKind.DECIMAL and amount != amount.to_integral_value():
        return NotRead(
            Bilingual(f"ở đây cần số nguyên, không phải {shown}", f"a whole number, not {shown}"),
            _to_type(asked),
        )
    if asked.kind is ValueKind.YEAR and not FIRST_YEAR <= amount <= LAST_YEAR:
        return NotRead(
            Bilingual(f"{shown} không phải là một năm", f"{shown} is no year"), _to_type(asked)
        )
    if amount < 0 and not asked.is_signed:
        return NotRead(
            Bilingual(f"giá trị không thể âm: {shown}", f"the value cannot be negative: {shown}"),
            _to_type(asked),
        )
    return _plain(amount)


def _spelt(text: str, asked: InputValue) -> Decimal | NotRead:
    """Return the number that a text writes, by the marks between its digits."""
    bare = _one_line(text)
    if asked.qualifier and bare.casefold().startswith(f"{asked.qualifier.casefold()} "):
        bare = bare[len(asked.qualifier) :].strip()
    for ending in filter(None, (asked.unit, PERCENT)):
        if bare.casefold().endswith(ending.casefold()) and (
            asked.unit == PERCENT or ending != PERCENT
        ):
            bare = bare[: -len(ending)].strip()
            break
    bare = bare.replace("−", "-")
    if _PLAIN.fullmatch(bare):
        return Decimal(bare)
    if _BY_SPACES.fullmatch(bare):
        return Decimal(bare.replace(" ", "").replace(",", "."))
    if match := _GROUPS.fullmatch(bare):
        mark = match["mark"]
        joined = bare.replace(mark, "")
        if asked.kind is not ValueKind.DECIMAL or bare.count(mark) > 1:
            return Decimal(joined)
        point = _plain(Decimal(bare.replace(mark, "."))).replace(".", ",")
        return NotRead(
            Bilingual(
                f"không rõ “{bare}” là {joined} hay {point}",
                f"`{bare}` may be {joined} or {point.replace(',', '.')}",
            ),
            Bilingual(
                f"gõ lại thành số: {joined}, hoặc {point}",
                f"type it again as a number: {joined}, or {point.replace(',', '.')}",
            ),
        )
    if _DECIMALS.fullmatch(bare):
        return Decimal(bare.replace(",", "."))
    if match := _BOTH.fullmatch(bare):
        return Decimal(bare.replace(match["mark"], "").replace(",", "."))
    return NotRead(
        Bilingual(f"“{text.strip()}” không phải là một số", f"`{text.strip()}` is no number"),
        _to_type(asked),
    )


def _date(cell: ReturnedCell, asked: InputValue, first_day: datetime.datetime) -> str | NotRead:
    value = cell.value
    day: datetime.date | None = None
    if isinstance(value, datetime.datetime):
        day = value.date()
    elif isinstance(value, datetime.date):
        day = value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        try:
            counted = from_excel(value, first_day)
        except (OverflowError, ValueError):
            counted = None
        day = counted.date() if isinstance(counted, datetime.datetime) else None
    elif isinstance(value, str):
        read = read_date(_one_line(value))
        if isinstance(read, datetime.date):
            day = read
        elif isinstance(read.hint, Hint) and read.hint.is_certain:
            day = datetime.date.fromisoformat(read.hint.instead[0])
        else:
            return NotRead(read.message, _to_type(asked))
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return NotRead(
            Bilingual(f"“{_text(cell)}” không phải là ngày", f"`{_text(cell)}` is no date"),
            _to_type(asked),
        )
    return day.isoformat()


def _choice(text: str, asked: InputValue) -> str | NotRead:
    known = {_one_line(each).casefold(): each for each in asked.choices}
    if asked.kind is ValueKind.CRITERION:
        known |= _MARKS
    bare = _one_line(text)
    if bare.casefold() in known:
        return known[bare.casefold()]
    near = nearest(bare, asked.choices)
    listed = ", ".join(asked.choices[:10]) + (", …" if len(asked.choices) > 10 else "")
    return NotRead(
        Bilingual(f"“{bare}” không có trong danh sách", f"`{bare}` is not in the list"),
        Bilingual(f"chọn “{near}”", f"choose `{near}`")
        if near
        else Bilingual(f"chọn một trong: {listed}", f"choose one of: {listed}"),
    )


def _to_type(asked: InputValue) -> Bilingual:
    """Return what to type in a cell."""
    match asked.kind:
        case ValueKind.WHOLE:
            return Bilingual("gõ một số nguyên, ví dụ 190113", "type a whole number, as 190113")
        case ValueKind.DECIMAL:
            return Bilingual("gõ một số, ví dụ 93,02", "type a number, such as 93.02")
        case ValueKind.YEAR:
            return Bilingual("gõ năm, bốn chữ số, ví dụ 2010", "type a year, such as 2010")
        case ValueKind.DATE:
            return Bilingual("gõ ngày/tháng/năm, ví dụ 30/9/2021", "type a date: 2021-09-30")
        case _:
            return Bilingual("gõ lại giá trị", "type the value again")


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
