"""Slips in dates, periods and the documents that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mutate.lines import Line, block_end, dates, lines_of, with_line, with_value
from mutate.slip import Collection, Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = Collection()

_AHEAD = frozenset({"by"})
"""Keys of days that may lie in the future."""


@DAYS.certain("ngày và tháng đổi chỗ (2021-14-10)", "day and month exchanged (2021-14-10)")
def month_above_twelve(text: str) -> Iterator[Slip]:
    for line in dates(text):
        year, month, day = line.value.split("-")
        if int(day) > 12:
            yield with_value(text, line, f"{year}-{day}-{month}")


@DAYS.unknowable(
    "ngày và tháng đổi chỗ, vẫn là ngày có thật", "day and month exchanged, still a real day"
)
def day_and_month_exchanged(text: str) -> Iterator[Slip]:
    for line in dates(text):
        year, month, day = line.value.split("-")
        if int(day) <= 12 and day != month:
            yield with_value(text, line, f"{year}-{day}-{month}")


@DAYS.certain("ngày viết kiểu dd/mm/yyyy", "a date written dd/mm/yyyy")
def day_first(text: str) -> Iterator[Slip]:
    for line in dates(text):
        year, month, day = line.value.split("-")
        yield with_value(text, line, f"{day}/{month}/{year}")
        yield with_value(text, line, f"{int(day)}/{int(month)}/{year}")
        yield with_value(text, line, f"{day}-{month}-{year}")


@DAYS.certain("ngày thiếu số không hoặc thiếu chữ số (2021-9-3)", "a date too short (2021-9-3)")
def date_too_short(text: str) -> Iterator[Slip]:
    for line in dates(text):
        year, month, day = line.value.split("-")
        yield with_value(text, line, f"{year}-{int(month)}-{int(day) % 10}")
        yield with_value(text, line, f"{year[2:]}-{month}-{day}")
        yield with_value(text, line, f"{year}-{month}")


@DAYS.certain("ngày không có trong lịch (2021-09-31)", "a day that no calendar has (2021-09-31)")
def no_such_day(text: str) -> Iterator[Slip]:
    for line in dates(text):
        year = line.value[:4]
        for day in ("09-31", "02-30", "11-00", "13-01"):
            yield with_value(text, line, f"{year}-{day}")


@DAYS.certain("văn bản ghi ngày trong tương lai", "a document dated in the future")
def document_in_the_future(text: str) -> Iterator[Slip]:
    for line in dates(text):
        if line.key == "day":
            for year in ("2022", "2031"):
                yield with_value(text, line, f"{year}-12{line.value[7:]}")


@DAYS.certain("số liệu tính đến một ngày trong tương lai", "figures as of a day in the future")
def figures_as_of_the_future(text: str) -> Iterator[Slip]:
    for line in dates(text):
        if line.key not in _AHEAD and line.key != "day":
            for year in ("2022", "2031"):
                yield with_value(text, line, f"{year}-12{line.value[7:]}")


@DAYS.unknowable("sai năm trong ngày, vẫn trước báo cáo", "wrong year in a date, before the report")
def wrong_year_in_date(text: str) -> Iterator[Slip]:
    for line in dates(text):
        for year in (int(line.value[:4]) - 1, int(line.value[:4]) - 10):
            yield with_value(text, line, f"{year}{line.value[4:]}")


@DAYS.unknowable("sai năm trong giai đoạn", "wrong year in a period or baseline")
def wrong_year(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.is_year and not (line.key == "year" and line.indent == 0):
            yield with_value(text, line, str(int(line.value) - 1))
            yield with_value(text, line, str(int(line.value) + 1))


@DAYS.certain("năm báo cáo còn là năm trước", "the report's year is still last year's")
def year_of_the_report(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.key == "year" and line.indent == 0:
            yield with_value(text, line, str(int(line.value) - 1))
            yield with_value(text, line, str(int(line.value) + 1))


@DAYS.certain("số văn bản gõ sai chỗ viện dẫn", "a document's number mistyped where it is cited")
def citation_mistyped(text: str) -> Iterator[Slip]:
    # A group that begins with a number and has no day cites; the others declare.
    for line in lines_of(text):
        if line.key != "number" or line.is_number or "/" not in line.value or line.dash:
            continue
        if any(near.key in {"kind", "day"} for near in _near(text, line.number)):
            continue
        for at, character in enumerate(line.value):
            if character.isdigit():
                other = str((int(character) + 1) % 10)
                yield with_value(text, line, line.value[:at] + other + line.value[at + 1 :])
        yield with_value(text, line, line.value.replace("-", "/"))
        yield with_value(text, line, line.value.replace("Đ", "D"))


def _near(text: str, number: int) -> Iterator[Line]:
    return (line for line in lines_of(text) if abs(line.number - number) == 1)


@DAYS.unknowable(
    "số văn bản gõ sai chỗ khai báo", "a document's number mistyped where it is declared"
)
def declaration_mistyped(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        is_declared = any(near.key in {"kind", "day"} for near in _near(text, line.number))
        if line.key == "number" and "/" in line.value and is_declared:
            digit = str((int(line.value[0]) + 1) % 10)
            yield with_value(text, line, digit + line.value[1:])


@DAYS.certain("văn bản khai báo hai lần", "a document declared twice")
def document_declared_twice(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.dash and line.key == "kind":
            lines = text.split("\n")
            end = block_end(text, line)
            copy = lines[line.number - 1 : end]
            yield with_line(text, end, lines[end - 1], *copy, last=end + len(copy))
