"""The values that stand in a data file: figures, text, dates, years, document numbers."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any

from pydantic_core import core_schema

from ntmreport import catalogue
from ntmreport.figure import PERCENT, PERCENTAGE_POINT, Figure, Written
from ntmreport.language import Bilingual
from ntmreport.model.nearest import nearest_hint
from ntmreport.model.reading import Reading, is_blank, reading_of, refuse
from ntmreport.model.versions import CURRENT_VERSION, version_number
from ntmreport.source import (
    MappingNode,
    Node,
    Refusal,
    Scalar,
    SequenceNode,
    read_date,
    read_number,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
    from pydantic.json_schema import JsonSchemaValue

    from ntmreport.span import Path, Span

QUALIFIERS = ("khoảng", "hơn", "trên", "gần")


_QUALIFIER_SCHEMA: JsonSchemaValue = {
    "description": "Từ được in trước số.",
    "enum": list(QUALIFIERS),
    "errorMessage": f"Dùng một trong các từ: {', '.join(QUALIFIERS)}.",
}


@dataclass(frozen=True, slots=True)
class Text:
    """Text of the data, on one line. It may name figures in `{{ }}`; compose fills them in."""

    value: str
    path: Path
    span: Span

    def __str__(self) -> str:
        return self.value


class PlaceName(Text):
    """The name of one of the units below the reporting one."""


class Term(Text):
    """A word or number from a list that the program knows: nothing that anybody has worded."""


@dataclass(frozen=True, slots=True, eq=False)
class GivenFigures:
    """What a unit below gives of the reporting unit's figures.

    `by_path` has them by the paths of those figures. A template reads one by any of its keys.
    """

    by_path: Mapping[Path, Figure]
    by_key: Mapping[str, Figure]

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.by_path.values())

    def __getitem__(self, key: str) -> Figure:
        return self.by_key[key]


class Year(int):
    """A calendar year: a number that is never grouped by thousands and never a figure."""

    @property
    def next(self) -> Year:
        """The year after."""
        return Year(self + 1)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a key takes whose value is a figure."""

    unit: str
    whole: bool
    largest: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """How pydantic reads a value from a node, and how the schema describes it."""

    read: Callable[[Node, Reading], Any]
    schema: JsonSchemaValue
    measure: Measure | None = None

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        def validate(node: Any, info: ValidationInfo) -> Any:
            # A figure that the units below give stands in the place of one that is written.
            return node if isinstance(node, Figure) else self.read(node, reading_of(info))

        return core_schema.with_info_plain_validator_function(validate)

    def __get_pydantic_json_schema__(
        self, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return dict(self.schema)


def read_figure(
    node: Node,
    unit: str,
    label: str,
    *,
    whole: bool = False,
    largest: int | None = None,
    signed: bool = False,
) -> Figure:
    """Return the figure that `node` writes: a number, or `value` with a `qualifier`.

    Only differences can be below zero: percentage points, and what is `signed`.
    """
    qualifier = ""
    number: Node = node
    if isinstance(node, MappingNode):
        number, qualifier = _qualified(node)
    if not isinstance(number, Scalar):
        raise refuse(
            catalogue.WRONG_TYPE, number, Bilingual("ở đây cần một số", "a number belongs here")
        )
    if not number.plain:
        raise refuse(
            catalogue.WRONG_TYPE,
            number,
            Bilingual(
                "ở đây cần một số, không đặt trong ngoặc kép", "a number stands without quotes"
            ),
            Bilingual(f"viết {number.text}", f"write {number.text}"),
        )
    value = read_number(number.text)
    if isinstance(value, Refusal):
        raise refuse(catalogue.NUMBER_SPELLING, number, value.message, value.hint)
    if whole and value != value.to_integral_value():
        raise refuse(
            catalogue.WRONG_TYPE,
            number,
            Bilingual(
                f"số đếm phải là số nguyên, không phải {number.text}", "a count is a whole number"
            ),
        )
    if value < 0 and not signed and unit != PERCENTAGE_POINT:
        raise refuse(
            catalogue.OUT_OF_RANGE,
            number,
            Bilingual("giá trị không thể âm", "the value cannot be negative"),
        )
    if largest is not None and value > largest:
        raise refuse(
            catalogue.SHARE_ABOVE_HUNDRED,
            number,
            Bilingual(
                f"tỷ lệ {number.text}% lớn hơn {largest}%",
                f"the share {number.text}% is above {largest}%",
            ),
        )
    decimals = max(0, -int(Decimal(value).as_tuple().exponent))
    return Figure(
        Fraction(value), unit, label, Written(number.span), node.path, decimals, qualifier
    )


def _qualified(node: MappingNode) -> tuple[Node, str]:
    for key, entry in node.entries.items():
        if key not in {"value", "qualifier"}:
            raise refuse(
                catalogue.UNKNOWN_KEY,
                entry.value,
                Bilingual(f"không có khóa “{key}” ở đây", f"there is no key `{key}` here"),
                nearest_hint(key, ("value", "qualifier")),
                span=entry.key,
            )
    value = node.entries.get("value")
    if value is None or is_blank(value.value):
        first = value or next(iter(node.entries.values()), None)
        raise refuse(
            catalogue.MISSING,
            node,
            Bilingual("thiếu “value”", "`value` is missing"),
            Bilingual("điền số sau “value:”", "write the number behind `value:`"),
            span=first.key if first else node.span,
        )
    qualifier = ""
    if "qualifier" in node.entries and not is_blank(node.entries["qualifier"].value):
        qualifier = _qualifier(node.entries["qualifier"].value).text
    return value.value, qualifier


def _qualifier(node: Node) -> Scalar:
    if isinstance(node, Scalar) and node.text in QUALIFIERS:
        return node
    listed = ", ".join(QUALIFIERS)
    raise refuse(
        catalogue.WRONG_TYPE,
        node,
        Bilingual("không phải từ chỉ mức ước lượng", "this is not a qualifier"),
        Bilingual(f"dùng một trong các từ: {listed}", f"use one of: {listed}"),
    )


def _read_qualifier(node: Node, _reading: Reading) -> Text:
    word = _qualifier(node)
    return Text(word.text, word.path, word.span)


def _read_passage(node: Node, reading: Reading) -> Text | tuple[Text, ...]:
    if isinstance(node, SequenceNode):
        return tuple(read_text_value(item, reading) for item in node.items)
    return read_text_value(node, reading)


def quantity(unit: str) -> Value:
    """Return the annotation of a measured figure in `unit`, with decimals where it has them."""
    return _figure_value(unit, whole=False)


def counted(unit: str) -> Value:
    """Return the annotation of a counted figure: a whole number of `unit`."""
    return _figure_value(unit, whole=True)


def share_of_whole() -> Value:
    """Return the annotation of a percentage of a whole, which is 100% at the most."""
    return _figure_value(PERCENT, whole=False, largest=100)


def _figure_value(unit: str, *, whole: bool, largest: int | None = None) -> Value:
    def read(node: Node, reading: Reading) -> Figure:
        label = reading.labels.get(node.path, "")
        return read_figure(node, unit, label, whole=whole, largest=largest)

    schema = figure_schema(unit, whole=whole, largest=largest)
    return Value(read, schema, Measure(unit, whole, largest))


def measure_of(metadata: Iterable[object]) -> Measure | None:
    """Return what the annotations of a key say of its figure, if it takes one."""
    known = (value.measure for value in metadata if isinstance(value, Value))
    return next((measure for measure in known if measure is not None), None)


def figure_schema(
    unit: str, *, whole: bool = False, largest: int | None = None, signed: bool = False
) -> JsonSchemaValue:
    """Return the schema of a figure: a number, or a group of `value` and `qualifier`.

    It is one schema of two types, since an editor has no words of ours for one of several schemas.
    """
    kind = "integer" if whole else "number"
    spelling = "190113" if whole else "96.29"
    bounds: JsonSchemaValue = {}
    if not signed and unit != PERCENTAGE_POINT:
        bounds["minimum"] = 0
    if largest is not None:
        bounds["maximum"] = largest
    wanted = f"Viết số bằng chữ số, không có dấu chấm hàng nghìn, ví dụ {spelling}"
    word = "Số nguyên" if whole else "Số"
    return {
        "description": f"{word}, đơn vị: {unit}." if unit else f"{word}.",
        "type": [kind, "object"],
        **bounds,
        "required": ["value"],
        "additionalProperties": False,
        "properties": {
            "value": {"title": "Giá trị", "type": kind, **bounds, "errorMessage": f"{wanted}."},
            "qualifier": {"title": "Mức ước lượng", **_QUALIFIER_SCHEMA},
        },
        "errorMessage": f"{wanted}; hoặc viết value: và qualifier: ở hai dòng bên dưới.",
    }


def _scalar(node: Node, message: Bilingual) -> Scalar:
    if not isinstance(node, Scalar):
        raise refuse(catalogue.WRONG_TYPE, node, message)
    return node


def read_text_value(node: Node, _reading: Reading) -> Text:
    """Return the text that `node` writes, on one line."""
    scalar = _scalar(node, Bilingual("ở đây cần một đoạn chữ", "a piece of text belongs here"))
    value = scalar.text if scalar.plain else scalar.text.removesuffix("\n")
    if "\n" in value:
        raise refuse(
            catalogue.TEXT_LINES,
            scalar,
            Bilingual("đoạn chữ bị ngắt thành nhiều dòng", "the text is broken into several lines"),
            Bilingual(
                "viết liền một đoạn (sau khóa dùng “>-”), mỗi đoạn là một mục của danh sách",
                "write one paragraph (with `>-` behind the key), one list entry for each",
            ),
        )
    if not value.strip():
        raise refuse(catalogue.MISSING, scalar, Bilingual("đoạn chữ để trống", "the text is empty"))
    return Text(value, scalar.path, scalar.span)


def _read_place(node: Node, reading: Reading) -> PlaceName:
    text = read_text_value(node, reading)
    return PlaceName(text.value, text.path, text.span)


def _read_date(node: Node, _reading: Reading) -> datetime.date:
    scalar = _scalar(node, Bilingual("ở đây cần một ngày", "a date belongs here"))
    value = read_date(scalar.text)
    if isinstance(value, Refusal):
        raise refuse(catalogue.DATE_SPELLING, scalar, value.message, value.hint)
    return value


def _read_year(node: Node, _reading: Reading) -> Year:
    scalar = _scalar(node, Bilingual("ở đây cần một năm", "a year belongs here"))
    text = scalar.text
    if not (len(text) == 4 and text.isascii() and text.isdigit() and 1945 <= int(text) <= 2100):
        raise refuse(
            catalogue.OUT_OF_RANGE,
            scalar,
            Bilingual(f"“{text}” không phải là một năm", f"`{text}` is not a year"),
            Bilingual("viết bốn chữ số, ví dụ 2021", "write four digits, for example 2021"),
        )
    return Year(text)


def _read_version(node: Node, _reading: Reading) -> int:
    number = version_number(node)
    if number is None:
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual("ở đây cần số phiên bản", "the number of a version belongs here"),
            Bilingual(f"viết {CURRENT_VERSION}", f"write {CURRENT_VERSION}"),
        )
    return number


_WORDS_SCHEMA: JsonSchemaValue = {
    "type": "string",
    "minLength": 1,
    "description": "Chữ trên một dòng; có thể nêu số liệu của năm trong {{ }}.",
    "errorMessage": "Ở đây cần một đoạn chữ.",
}
Words = Annotated[Text, Value(read_text_value, _WORDS_SCHEMA)]
Qualifier = Annotated[Text, Value(_read_qualifier, {"type": "string", **_QUALIFIER_SCHEMA})]
Passage = Annotated[
    Text | tuple[Text, ...],
    Value(
        _read_passage,
        {
            "type": ["string", "array"],
            "minLength": 1,
            "items": _WORDS_SCHEMA,
            "description": (
                "Một đoạn chữ, hoặc một danh sách đoạn chữ; có thể nêu số liệu của năm trong {{ }}."
            ),
            "errorMessage": "Ở đây cần một đoạn chữ, hoặc một danh sách đoạn chữ.",
        },
    ),
]
"""What the report says in its own words: a text, or several of which a template prints each."""
CommuneName = Annotated[
    PlaceName,
    Value(
        _read_place,
        {
            "type": "string",
            "minLength": 1,
            "description": "Tên một xã, hoặc một thôn, có trong danh sách của report.yaml.",
            "errorMessage": "Ở đây cần tên một xã, hoặc một thôn.",
        },
    ),
]
Day = Annotated[
    datetime.date,
    Value(
        _read_date,
        {
            "type": "string",
            "pattern": r"^\d{4}-\d{2}-\d{2}$",
            "description": "Ngày, viết theo dạng năm-tháng-ngày.",
            "patternErrorMessage": "Viết ngày theo dạng năm-tháng-ngày, ví dụ 2021-10-14.",
        },
    ),
]
CalendarYear = Annotated[
    Year,
    Value(
        _read_year,
        {
            "type": "integer",
            "minimum": 1945,
            "maximum": 2100,
            "description": "Năm, viết bằng bốn chữ số.",
            "errorMessage": "Viết năm bằng bốn chữ số, ví dụ 2021.",
        },
    ),
]
SchemaVersion = Annotated[
    int,
    Value(
        _read_version,
        {
            "type": "integer",
            "minimum": CURRENT_VERSION,
            "maximum": CURRENT_VERSION,
            "description": (
                "Chương trình dùng để biết dữ liệu theo cấu trúc nào; "
                "dữ liệu cũ được nâng cấp bằng lệnh ntmreport upgrade."
            ),
            "errorMessage": f"Chương trình này đọc dữ liệu phiên bản {CURRENT_VERSION}.",
        },
    ),
]

Percentage = Annotated[Figure, share_of_whole()]
"""A percentage of a whole as its number: 96.29 for 96,29%."""

Achievement = Annotated[Figure, quantity(PERCENT)]
"""A percentage of a target, which can be surpassed: 130 for 130%."""
