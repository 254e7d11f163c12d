"""The shapes that an indicator can have: which keys give its value, and how it can be written."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping


class Shape(Struct, frozen=True):
    """The keys in which the values of an indicator are written.

    `keys` must be given, `others` can be. Where the data has no group of keys, what it has stands
    for the key `short`. `example` is how an official writes it behind the indicator's name.
    """

    keys: tuple[str, ...]
    others: tuple[str, ...]
    short: str
    example: str
    title: str


VALUE, SHARE, PARTS, RANGE = "value", "share", "parts", "range"
PLAN, RATIO, CHANGE = "plan", "ratio", "change"
TEXT, TEXTS, TABLE = "text", "texts", "table"

_COMPARED = ("baseline", "target", "stated")

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        VALUE: Shape(("value",), ("qualifier", *_COMPARED), "value", "…", "một số"),
        SHARE: Shape(
            ("numerator", "denominator"),
            _COMPARED,
            "",
            "{numerator: …, denominator: …}",
            "phần của một tổng thể: tử số và mẫu số, tỷ lệ do chương trình tính",
        ),
        PARTS: Shape(
            ("parts",),
            _COMPARED,
            "parts",
            "[{name: …, value: …}]",
            "các phần; tổng do chương trình cộng",
        ),
        RANGE: Shape(("from", "to"), (), "", "{from: …, to: …}", "khoảng từ … đến …"),
        PLAN: Shape(
            ("plan", "done"),
            ("baseline", "stated"),
            "",
            "{plan: …, done: …}",
            "kế hoạch và thực hiện; thực hiện có thể vượt kế hoạch",
        ),
        RATIO: Shape(
            ("numerator", "denominator"),
            _COMPARED,
            "",
            "{numerator: …, denominator: …}",
            "thương của hai số khác loại, đơn vị tính dạng “tiêu chí/xã”",
        ),
        CHANGE: Shape(
            ("value",), ("qualifier", "stated"), "value", "…", "mức tăng, giảm: âm là giảm"
        ),
        TEXT: Shape(("text",), (), "text", "…", "một đoạn chữ"),
        TEXTS: Shape(("texts",), ("stated",), "texts", "[…, …]", "danh sách các đoạn chữ, tên gọi"),
        TABLE: Shape(
            ("rows",),
            ("stated",),
            "rows",
            "[{…: …}]",
            "bảng: mỗi dòng một mục, các cột do mẫu khai báo",
        ),
    }
)
"""The shapes by their names."""

NO_UNIT = frozenset({TEXT, TEXTS, TABLE})
"""The shapes whose indicator can do without a unit."""

DEFAULT_SHAPE = VALUE

ALL_UNITS = "communes"
"""The name by which `adds_up_to` means the number of units below the reporting one."""
