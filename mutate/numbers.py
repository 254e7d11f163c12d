"""Slips in figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mutate.lines import lines_of, numbers, with_value
from mutate.slip import Collection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mutate.slip import Slip

NUMBERS = Collection()

_MEASURED = re.compile(r".*_(?:ha|percent|vnd|tonnes_per_year)|value|share|achievement|from|to")
"""Keys of what is measured, and may have decimals; the others count."""

_UNITS = {"ha": "ha", "percent": "%", "vnd": "triệu đồng", "year": "tấn"}


@NUMBERS.certain("dấu chấm hàng nghìn (190.113)", "dot for thousands (190.113)")
def dot_for_thousands(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        if line.value.isdigit() and len(line.value) > 3:
            yield with_value(text, line, f"{int(line.value):,}".replace(",", "."))


@NUMBERS.certain("dấu phẩy hoặc dấu cách hàng nghìn", "comma or space for thousands")
def comma_for_thousands(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        if line.value.isdigit() and len(line.value) > 3:
            yield with_value(text, line, f"{int(line.value):,}")
            yield with_value(text, line, f"{int(line.value):,}".replace(",", " "))


@NUMBERS.certain("dấu phẩy thập phân (96,29)", "comma for decimals (96,29)")
def comma_for_decimals(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        if "." in line.value:
            yield with_value(text, line, line.value.replace(".", ","))


@NUMBERS.certain("mất dấu thập phân (9629)", "decimal point lost (9629)")
def point_lost(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        value = line.value.replace(".", "")
        if "." in line.value and int(value) > 100:
            yield with_value(text, line, value)


@NUMBERS.certain("số không ở đầu (08)", "leading zero (08)")
def leading_zero(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        if line.value[0] != "0":
            yield with_value(text, line, f"0{line.value}")


@NUMBERS.certain("đơn vị gõ sau số (2760 ha)", "unit typed after a number (2760 ha)")
def unit_typed(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        unit = _UNITS.get(line.key.rpartition("_")[2], "xã")
        if unit != "%":
            yield with_value(text, line, f"{line.value} {unit}")


@NUMBERS.certain("dấu % gõ sau số", "percent sign typed after a number")
def percent_sign_typed(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        if line.key.endswith(("percent", "share", "achievement")):
            yield with_value(text, line, f"{line.value}%")


@NUMBERS.certain("số đặt trong ngoặc kép", "number in quotes")
def number_in_quotes(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        yield with_value(text, line, f'"{line.value}"')


@NUMBERS.certain("gạch dưới hàng nghìn (1_000)", "underscore for thousands (1_000)")
def underscore_for_thousands(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        if line.value.isdigit() and len(line.value) > 3:
            yield with_value(text, line, f"{int(line.value):_}")


@NUMBERS.certain(
    "số viết kiểu máy tính (1e3, 0x1F, 1:30)", "programmers' numbers (1e3, 0x1F, 1:30)"
)
def programmers_number(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        if line.value.isdigit():
            yield with_value(text, line, f"{line.value}e3")
            yield with_value(text, line, hex(int(line.value)))
            yield with_value(text, line, f"{line.value}:30")


@NUMBERS.certain("chữ O, l thay cho số 0, 1", "letter O or l for the digits 0 and 1")
def letter_for_digit(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        for digit, letter in (("0", "O"), ("1", "l"), ("0", "о")):
            if digit in line.value:
                yield with_value(text, line, line.value.replace(digit, letter, 1))


@NUMBERS.certain("chữ hoặc dấu thay cho số", "a word or a dash in place of a number")
def word_for_number(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        for word in ("ba", "-", "chưa có", "…"):
            yield with_value(text, line, word)


@NUMBERS.certain("dấu cộng hoặc dấu trừ thừa", "a plus or minus sign too many")
def sign_typed(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        for sign in "+-–":
            yield with_value(text, line, f"{sign}{line.value}")


@NUMBERS.certain("dấu chấm hoặc dấu phẩy cuối số", "a full stop or comma after a number")
def stop_after_number(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        for sign in ".,;":
            yield with_value(text, line, f"{line.value}{sign}")


@NUMBERS.certain("số đếm có phần thập phân", "decimals in a count")
def decimals_in_count(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        if not _MEASURED.fullmatch(line.key):
            yield with_value(text, line, f"{line.value}.5")


@NUMBERS.certain("tỷ lệ trên 100%", "share above 100%")
def share_above_hundred(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        if line.key.endswith(("_percent", "share")) and line.key != "target_percent":
            yield with_value(text, line, f"1{line.value.zfill(4)}")
            yield with_value(text, line, "101")


@NUMBERS.certain("năm viết sai (20211, 2O21, 202)", "a year misspelt (20211, 2O21, 202)")
def year_misspelt(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.is_year:
            for year in (f"{line.value}1", line.value.replace("0", "O", 1), line.value[:3]):
                yield with_value(text, line, year)


@NUMBERS.unknowable("đảo hai chữ số liền nhau", "two adjacent digits exchanged")
def digits_exchanged(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        for at in range(len(line.value) - 1):
            pair = line.value[at : at + 2]
            value = line.value[:at] + pair[::-1] + line.value[at + 2 :]
            if pair.isdigit() and pair[0] != pair[1] and value[0] != "0":
                yield with_value(text, line, value)


@NUMBERS.unknowable("sai một chữ số", "one digit changed")
def digit_changed(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        for at, digit in enumerate(line.value):
            if digit.isdigit():
                other = str(int(digit) % 9 + 1)
                yield with_value(text, line, line.value[:at] + other + line.value[at + 1 :])


@NUMBERS.unknowable("mất dấu thập phân, vẫn dưới 100", "decimal point lost, still below 100")
def point_lost_below_hundred(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        value = line.value.replace(".", "")
        if "." in line.value and int(value) <= 100:
            yield with_value(text, line, value)


@NUMBERS.unknowable("thừa một số không", "a zero more")
def zero_more(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        if line.value.isdigit() and line.value != "0":
            yield with_value(text, line, f"{line.value}0")


@NUMBERS.unknowable("thiếu một số không", "a zero less")
def zero_less(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        if line.value.isdigit() and line.value.endswith("0") and line.value != "0":
            yield with_value(text, line, line.value[:-1])


@NUMBERS.unknowable("gõ thừa hoặc thiếu một chữ số", "a digit typed twice or left out")
def digit_twice_or_left_out(text: str) -> Iterator[Slip]:
    for line in numbers(text):
        if not line.value.isdigit():
            continue
        for at, digit in enumerate(line.value):
            yield with_value(text, line, line.value[:at] + digit + line.value[at:])
            left = line.value[:at] + line.value[at + 1 :]
            if left and left[0] != "0":
                yield with_value(text, line, left)
