"""Slips in names and lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mutate.letters import other_tones, without_marks
from mutate.lines import block_end, lines_of, under, with_line, with_value
from mutate.slip import Collection, Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mutate.lines import Line

NAMES = Collection()

_OTHERS = ("Thọ Xuân", "Xuân Phú", "Hà Long", "Tân Ninh", "Đông Hoàng", "Thọ Lâm")
"""Communes of other districts."""

COMMUNES = frozenset(
    re.split(
        r",\s+",
        """An Nông, Bình Sơn, Dân Lực, Dân Lý, Dân Quyền, Đồng Lợi, Đồng Thắng, Đồng Tiến, Hợp Lý,
        Hợp Thắng, Hợp Thành, Hợp Tiến, Khuyến Nông, Minh Sơn, Nông Trường, Thái Hòa, Thọ Bình,
        Thọ Cường, Thọ Dân, Thọ Ngọc, Thọ Phú, Thọ Sơn, Thọ Tân, Thọ Thế, Thọ Tiến, Thọ Vực,
        Tiến Nông, Triệu Thành, Vân Sơn, Xuân Lộc, Xuân Thịnh, Xuân Thọ, Triệu Sơn, Nưa""",
    )
)
"""The communes and towns of the district: a slip that makes one of another is no slip to see."""

_FLOW = re.compile(r"\[(.*)\]")
_PROPER = frozenset({"companies", "names", "carriers", "products", "typical", "organisations"})
"""Lists of names that are written nowhere else."""


def _communes(text: str) -> Iterator[tuple[Line, str]]:
    """Yield the lines on which the unit's communes are named, and the name."""
    for line in lines_of(text):
        match = _FLOW.fullmatch(line.value)
        if match and line.key == "communes":
            for name in match[1].split(", "):
                yield line, name
    for line in under(text, "piped_communes", "communes", "not_yet"):
        if line.value in COMMUNES:
            yield line, line.value


def _renamed(text: str, line: Line, name: str, other: str) -> Slip:
    return with_line(text, line.number, line.text.replace(name, other, 1))


@NAMES.certain("tên xã sai dấu thanh (Thái Hòa → Thái Hóa)", "a commune with a wrong tone")
def commune_tone(text: str) -> Iterator[Slip]:
    for line, name in _communes(text):
        for other in other_tones(name):
            if other not in COMMUNES:
                yield _renamed(text, line, name, other)


@NAMES.certain("tên xã sai một chữ cái", "a commune with a letter left out, doubled or exchanged")
def commune_letter(text: str) -> Iterator[Slip]:
    for line, name in _communes(text):
        for at in range(1, len(name) - 1):
            pair = name[at : at + 2]
            if " " in pair or pair[0] == pair[1]:
                continue
            for middle in (pair[1], pair[0] * 2 + pair[1], pair[::-1]):
                yield _renamed(text, line, name, name[:at] + middle + name[at + 2 :])


@NAMES.certain("tên xã không dấu hoặc sai chữ hoa", "a commune without marks or in other capitals")
def commune_plain(text: str) -> Iterator[Slip]:
    for line, name in _communes(text):
        for other in (without_marks(name), name.upper(), name.capitalize(), f"xã {name}"):
            if other != name:
                yield _renamed(text, line, name, other)


@NAMES.certain("xã của huyện khác", "a commune of another district")
def commune_of_another_district(text: str) -> Iterator[Slip]:
    for line, name in _communes(text):
        for other in _OTHERS:
            yield _renamed(text, line, name, other)


@NAMES.unknowable("nhầm với một xã khác trong huyện", "another commune of the same district")
def commune_exchanged(text: str) -> Iterator[Slip]:
    for line, name in _communes(text):
        for other in ("Thọ Phú", "Xuân Lộc"):
            yield _renamed(text, line, name, other)


@NAMES.unknowable(
    "tên riêng chỉ viết một lần, sai dấu thanh", "a wrong tone in a name written once"
)
def proper_name_tone(text: str) -> Iterator[Slip]:
    for line in under(text, *_PROPER):
        if line.is_words:
            for other in other_tones(line.value):
                yield with_value(text, line, other)


@NAMES.certain("một dòng của danh sách lặp lại", "a line of a list twice")
def line_twice(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.dash and not line.key and line.is_words:
            yield with_line(text, line.number, line.text, line.text)
        match = _FLOW.fullmatch(line.value)
        if match and match[1]:
            for name in match[1].split(", "):
                yield with_value(text, line, f"[{match[1]}, {name}]")


@NAMES.certain("một mục nhiều dòng của danh sách lặp lại", "an entry of several lines twice")
def entry_twice(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        end = block_end(text, line)
        if line.dash and end > line.number:
            lines = text.split("\n")
            copy = lines[line.number - 1 : end]
            slip = with_line(text, end, lines[end - 1], *copy, last=end + len(copy))
            yield slip._replace(first=line.number)


@NAMES.certain("cùng tên nhưng khác chữ hoa, khác dấu cách", "listed twice in other capitals")
def twice_in_other_capitals(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.dash and not line.key and line.is_words and line.value[0].isalpha():
            other = line.text.replace(line.value, line.value.swapcase())
            yield with_line(text, line.number, line.text, other)


@NAMES.unknowable("một dòng của danh sách bị xóa", "a line of a list deleted")
def line_deleted(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.dash and not line.key and line.is_words:
            slip = with_line(text, line.number)
            yield slip._replace(first=line.number - 1)


@NAMES.certain(
    "mã hoặc đường dẫn viết sai ở acknowledged.yaml", "a code or path mistyped in acknowledged.yaml"
)
def acknowledgement_mistyped(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.key == "code":
            yield with_value(text, line, f"NTM{line.value[4:] + line.value[3]}")
            yield with_value(text, line, line.value.lower())
        if line.key == "path":
            yield with_value(text, line, line.value[:-1])
            yield with_value(text, line, line.value.replace(".", "/"))
            yield with_value(text, line, f"data.{line.value}")


__all__ = ["COMMUNES", "NAMES"]
