"""The types of all values but figures: texts, names, days, years, choices, and their reading."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated, Any, cast

from msgspec import Struct
from msgspec.structs import replace
from pydantic import ValidationError
from pydantic_core import PydanticCustomError, core_schema

from ntmreport import catalogue
from ntmreport.figure import Figure
from ntmreport.figure.blank_value import LEFT_BLANK, left_blank_in
from ntmreport.language import Bilingual, Hint, to_write
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.limits import FIRST_YEAR, LAST_YEAR
from ntmreport.model.key_diagnostics import blank_item, without_list
from ntmreport.model.reading_context import Reading, Unwritten, is_blank, reading_of, refuse
from ntmreport.model.schema_version import CURRENT_VERSION, version_number
from ntmreport.source import (
    MappingNode,
    Misspelling,
    Node,
    Scalar,
    SequenceNode,
    read_date,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import GetCoreSchemaHandler, ValidationInfo
    from pydantic.json_schema import JsonSchemaValue

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.span import Path, Span

_LEFT_BLANK = Bilingual("để trống", "left blank")
_TEXT_BELONGS_HERE = Bilingual("ở đây cần một đoạn chữ", "a piece of text belongs here")
_MOST_DECIMALS = 6


class Text(Struct, frozen=True):
    """Text of the data, on one line. It may name figures in `{{ }}`; compose fills them in."""

    value: str
    path: Path
    span: Span

    def __str__(self) -> str:
        return self.value


class PlaceName(Text, frozen=True):
    """The name of one of the units below the reporting one, and its level where that is known."""

    level: Text | None


class Term(Text, frozen=True):
    """A word or number from a list that the program knows."""


class Year(int):
    """A calendar year: a number that is never grouped by thousands and never a figure."""

    @property
    def next(self) -> Year:
        """The year after."""
        return Year(self + 1)


class Measure(Struct, frozen=True):
    """Unit and bounds of the figure that a key takes."""

    unit: str
    whole: bool
    largest: int | None


VALUE = "value"
"""The key of a value in the metadata of its core schema."""

_READ = (Figure, Text)
"""The types of what has been read already; a union of them would be made anew at each value."""


class Value(Struct, frozen=True, eq=False):
    """The reading of a value from a node by pydantic, and its JSON Schema.

    `bounds` is pydantic's schema of the value that was read, with its `ge` and `le`; the JSON
    schema has those of numbers too. `outside` returns the error for a value that is not within. A
    figure whose unit the data declares is in the `declared_unit` of its place.
    """

    read: Callable[[Node, Reading], Any]
    schema: JsonSchemaValue
    measure: Measure | None = None
    declared_unit: Callable[[Reading, Path], str] | None = None
    bounds: core_schema.IntSchema | None = None
    outside: Callable[[Node], PydanticCustomError] | None = None

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        def validate(
            node: Any, info: ValidationInfo, check: Callable[[Any], Any] | None = None
        ) -> Any:
            if isinstance(node, _READ):
                return node  # which communes give in the place of one that is written
            reading = reading_of(info)
            if isinstance(node, Unwritten):
                return left_blank_in(self._unit_at(node.path, reading))
            try:
                value = reading.with_source(self.read(node, reading))
                return value if check is None else self._within_bounds(value, node, check)
            except PydanticCustomError as error:
                refused: Diagnostic = (error.context or {})["diagnostic"]
                # What was written of it is refused; a blank, however it is written, is no error.
                if not reading.is_draft or not (
                    refused.rule is catalogue.MISSING or is_blank(node)
                ):
                    raise
                if refused.rule is not catalogue.MISSING:
                    refused = replace(refused, message=_LEFT_BLANK)
                reading.lacks(refused)
                return left_blank_in(self._unit_at(node.path, reading))

        if self.bounds is None:
            return core_schema.with_info_plain_validator_function(validate, metadata={VALUE: self})

        def validate_bounded(node: Any, check: Callable[[Any], Any], info: ValidationInfo) -> Any:
            return validate(node, info, check)

        return core_schema.with_info_wrap_validator_function(
            validate_bounded, self.bounds, metadata={VALUE: self}
        )

    def _within_bounds(self, value: Any, node: Node, check: Callable[[Any], Any]) -> Any:
        try:
            check(int(value.value) if isinstance(value, Term) else value)
        except ValidationError:
            if self.outside is None:
                raise
            raise self.outside(node) from None
        return value

    def _unit_at(self, path: Path, reading: Reading) -> str:
        """Return the unit of the figure that belongs at `path`; nothing where no figure does."""
        if self.declared_unit is not None:
            return self.declared_unit(reading, path)
        return self.measure.unit if self.measure is not None else ""

    def json_schema(self) -> JsonSchemaValue:
        """Return the JSON Schema of what can be written, with the bounds of numbers."""
        if self.bounds is None:
            return dict(self.schema)
        bounds = {"minimum": self.bounds["ge"], "maximum": self.bounds["le"]}
        return {"type": self.schema["type"], **bounds, **self.schema}


def _read_passage(node: Node, reading: Reading) -> Text | tuple[Text, ...]:
    if isinstance(node, SequenceNode):
        return tuple(_read_item(item, reading) for item in node.items)
    return read_text_value(node, reading)


def _read_item(node: Node, reading: Reading) -> Text:
    """Return the text of an entry of a list; the blank, and a diagnostic, where it has none."""
    if is_blank(node):
        reading.lacks(blank_item(node, reading.labels))
        return cast("Text", LEFT_BLANK)
    return read_text_value(node, reading)


def _scalar(node: Node, message: Bilingual) -> Scalar:
    if not isinstance(node, Scalar):
        raise refuse(catalogue.WRONG_TYPE, node, message, _hint_for(node))
    return node


def _hint_for(node: Node) -> Bilingual | None:
    """Return the hint where a text was read as a list, or as a group for a colon in it."""
    if isinstance(node, SequenceNode):
        return without_list(node)
    if not isinstance(node, MappingNode) or len(node.entries) != 1:
        return None
    ((key, entry),) = node.entries.items()
    if not isinstance(entry.value, Scalar) or not entry.value.plain:
        return None
    text = f"{key}: {entry.value.text}".rstrip()
    return Bilingual(
        f'trong câu có dấu hai chấm: đặt cả câu trong ngoặc kép, viết "{text}"',
        f'the text has a colon in it: put all of it in quotes, write "{text}"',
    )


def read_text_value(node: Node, reading: Reading) -> Text:
    """Return the text that `node` writes, on one line."""
    scalar = _scalar(node, _TEXT_BELONGS_HERE)
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
        told = blank_item(scalar, reading.labels)
        raise refuse(told.rule, scalar, told.message, told.hint)
    return Text(value, scalar.path, scalar.span)


def read_place(node: Node, reading: Reading) -> PlaceName:
    """Return the name of a unit below the reporting one that `node` writes."""
    text = read_text_value(node, reading)
    level = reading.levels_below.get(text.value)
    return PlaceName(text.value, text.path, text.span, level)


def _read_date(node: Node, _reading: Reading) -> datetime.date:
    return read_day(node)


def read_day(node: Node) -> datetime.date:
    """Return the day that `node` writes, within the years that data can have."""
    scalar = _scalar(node, Bilingual("ở đây cần một ngày", "a date belongs here"))
    value = read_date(scalar.text)
    if isinstance(value, Misspelling):
        raise refuse(catalogue.DATE_SPELLING, scalar, value.message, value.hint)
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise _day_outside(node)
    return value


def _day_outside(node: Node) -> PydanticCustomError:
    year = cast("Scalar", node).text[:4]
    return refuse(
        catalogue.OUT_OF_RANGE,
        node,
        Bilingual(f"không có năm {year}", f"there is no year {year}"),
        Bilingual("kiểm tra lại năm", "check the year"),
    )


def _read_year(node: Node, _reading: Reading) -> Year:
    text = _scalar(node, Bilingual("ở đây cần một năm", "a year belongs here")).text
    if not (len(text) == 4 and text.isascii() and text.isdigit()):
        raise _no_year(node)
    return Year(text)


def _no_year(node: Node) -> PydanticCustomError:
    text = cast("Scalar", node).text
    return refuse(
        catalogue.OUT_OF_RANGE,
        node,
        Bilingual(f"“{text}” không phải là một năm", f"`{text}` is not a year"),
        _year_within(text)
        or Bilingual("viết bốn chữ số, ví dụ 2021", "write four digits, for example 2021"),
    )


_YEARS_WITHIN = lazy_pattern(r"(?<![0-9.,])(?:19|20)[0-9]{2}(?![0-9]|[.,][0-9])")
_GROUPED_OR_MISTYPED = lazy_pattern(r"[12lI][.,]?[0-9OolI]{3}")
_LETTERS_FOR_DIGITS = str.maketrans("OolI", "0011", ".,")


def _year_within(text: str) -> Hint | None:
    """Return the hint with the one year that stands in a text, if there is one."""
    if _GROUPED_OR_MISTYPED.fullmatch(text):
        text = text.translate(_LETTERS_FOR_DIGITS)
    found = _YEARS_WITHIN.findall(text)
    is_sure = len(found) == 1 and FIRST_YEAR <= int(found[0]) <= LAST_YEAR
    return to_write(found[0]) if is_sure else None


def _read_decimals(node: Node, _reading: Reading) -> int:
    text = node.text if isinstance(node, Scalar) else ""
    if not (len(text) == 1 and "0" <= text <= str(_MOST_DECIMALS)):
        raise refuse(
            catalogue.OUT_OF_RANGE,
            node,
            Bilingual(
                f"số chữ số thập phân là từ 0 đến {_MOST_DECIMALS}",
                f"the number of decimals is 0 to {_MOST_DECIMALS}",
            ),
            Bilingual("viết một chữ số, ví dụ 2", "write one digit, such as 2"),
        )
    return int(text)


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


def read_choice(node: Node, _reading: Reading) -> bool:
    """Return the choice that `node` writes: true or false."""
    words = {"true": True, "false": False}
    if not isinstance(node, Scalar) or not node.plain or node.text not in words:
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual("ở đây cần true hoặc false", "true or false belongs here"),
            Bilingual("viết true (có) hoặc false (không)", "write true or false"),
        )
    return words[node.text]


_TEXT_TYPES = ["string", "number", "boolean"]
"""JSON types of a text: editors read `2021` and `no` without quotes as these."""

_ONE_LINE = "^[^\\u0000-\\u001f\\u007f]*[^\\u0000-\\u001f\\u007f\\s][^\\u0000-\\u001f\\u007f]*\\n?$"
"""A pattern for one line that is not blank; a block scalar ends with a line end."""

_ON_ONE_LINE: JsonSchemaValue = {
    "pattern": _ONE_LINE,
    "patternErrorMessage": "Viết liền một đoạn, không để trống, không xuống dòng giữa đoạn.",
}
_WORDS_SCHEMA: JsonSchemaValue = {
    "type": _TEXT_TYPES,
    **_ON_ONE_LINE,
    "description": "Chữ trên một dòng; có thể nêu số liệu của năm trong {{ }}.",
    "errorMessage": "Ở đây cần một đoạn chữ.",
}
Words = Annotated[Text, Value(read_text_value, _WORDS_SCHEMA)]
Passage = Annotated[
    Text | tuple[Text, ...],
    Value(
        _read_passage,
        {
            "type": [*_TEXT_TYPES, "array"],
            **_ON_ONE_LINE,
            "items": _WORDS_SCHEMA,
            "description": (
                "Một đoạn chữ, hoặc một danh sách đoạn chữ; có thể nêu số liệu của năm trong {{ }}."
            ),
            "errorMessage": "Ở đây cần một đoạn chữ, hoặc một danh sách đoạn chữ.",
        },
    ),
]
"""A text of the report, or a list of texts."""
CommuneName = Annotated[
    PlaceName,
    Value(
        read_place,
        {
            "type": _TEXT_TYPES,
            **_ON_ONE_LINE,
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
            "pattern": r"^(19(4[5-9]|[5-9]\d)|20\d\d|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
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
            "description": "Năm, viết bằng bốn chữ số.",
            "errorMessage": "Viết năm bằng bốn chữ số, ví dụ 2021.",
        },
        bounds=core_schema.int_schema(ge=FIRST_YEAR, le=LAST_YEAR),
        outside=_no_year,
    ),
]
Choice = Annotated[
    bool,
    Value(
        read_choice,
        {"type": "boolean", "errorMessage": "Viết true (có) hoặc false (không)."},
    ),
]
"""A choice of a form: true or false."""
Decimals = Annotated[
    int,
    Value(
        _read_decimals,
        {
            "type": "integer",
            "minimum": 0,
            "maximum": _MOST_DECIMALS,
            "errorMessage": f"Viết một số từ 0 đến {_MOST_DECIMALS}.",
        },
    ),
]
"""Decimals that a result is printed with."""

SchemaVersion = Annotated[
    int,
    Value(
        _read_version,
        {
            "type": "integer",
            "description": (
                "Chương trình dùng để biết dữ liệu theo cấu trúc nào; "
                "dữ liệu cũ được nâng cấp bằng lệnh ntmreport upgrade."
            ),
            "errorMessage": f"Chương trình này đọc dữ liệu phiên bản {CURRENT_VERSION}.",
        },
        bounds=core_schema.int_schema(ge=CURRENT_VERSION, le=CURRENT_VERSION),
    ),
]
