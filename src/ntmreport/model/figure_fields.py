"""Figures as the data writes them: numbers, with their unit, and words of estimation."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.figure import PERCENT, PERCENTAGE_POINT, Figure, Written
from ntmreport.figure.estimation import QUALIFIERS
from ntmreport.figure.unit_conversion import amount_in
from ntmreport.language import Bilingual, to_write
from ntmreport.model.field_types import Measure, Text, Value
from ntmreport.model.key_diagnostics import without_list
from ntmreport.model.misspelt_numbers import QUALIFIERS_MEANT, misspelling_in_unit
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.model.reading_context import Reading, is_blank, refuse
from ntmreport.source import (
    MappingNode,
    Misspelling,
    Node,
    Scalar,
    read_number,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pydantic.json_schema import JsonSchemaValue

    from ntmreport.span import Path

_QUOTED_FRACTION = r"^-?[1-9]\d{0,2}\.\d{3}$"
"""A pattern for decimals that need quotes: three digits behind the point could be thousands."""

_QUALIFIER_SCHEMA: JsonSchemaValue = {
    "description": "Từ được in trước số.",
    "enum": list(QUALIFIERS),
    "errorMessage": f"Dùng một trong các từ: {', '.join(QUALIFIERS)}.",
}


class CommuneFigures(Struct, frozen=True):
    """A commune's part of the unit's figures, by the unit's paths and by the keys of its file."""

    by_path: Mapping[Path, Figure]
    by_key: Mapping[str, Figure]

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.by_path.values())

    def __getitem__(self, key: str) -> Figure:
        return self.by_key[key]


def read_figure(
    node: Node,
    unit: str,
    label: str,
    *,
    whole: bool = False,
    largest: int | None = None,
    signed: bool = False,
    is_qualified: bool = False,
    in_words: bool = False,
) -> Figure:
    """Return the figure that `node` writes: a number, or `value` with a `qualifier`.

    Only differences can be below zero: percentage points, and what is `signed`. A figure
    `is_qualified` already where the group around it has a word of estimation for it. Where amounts
    of money can stand `in_words`, `2 tỷ 735 triệu đồng` is one number.
    """
    qualifier = ""
    number: Node = node
    if isinstance(node, MappingNode):
        number, qualifier = _qualified(node)
    if not isinstance(number, Scalar):
        raise refuse(
            catalogue.WRONG_TYPE,
            number,
            Bilingual("ở đây cần một số", "a number belongs here"),
            without_list(number)
            or Bilingual("viết một số, ví dụ 190113", "write one number, such as 190113"),
        )
    said = amount_in(number.text, unit) if in_words else None
    value = (
        read_number(number.text, is_quoted=not number.plain, is_whole=whole, largest=largest)
        if said is None
        else said
    )
    if isinstance(value, Misspelling):
        value = misspelling_in_unit(
            number.text, unit, value, is_whole=whole, is_alone=number is node and not is_qualified
        )
        raise refuse(catalogue.NUMBER_SPELLING, number, value.message, value.hint)
    if whole and value != value.to_integral_value():
        raise refuse(
            catalogue.WRONG_TYPE,
            number,
            Bilingual(
                f"số đếm phải là số nguyên, không phải “{number.text}”", "a count is a whole number"
            ),
            Bilingual("viết một số nguyên", "write a whole number"),
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
                f"tỷ lệ {number.text.replace('.', ',')}% lớn hơn {largest}%",
                f"the share {number.text}% is above {largest}%",
            ),
            Bilingual(
                "kiểm tra lại số và chỗ đặt dấu chấm thập phân",
                "check the number, and where its decimal point stands",
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
    word = " ".join(node.text.casefold().split()).strip(".,:") if isinstance(node, Scalar) else ""
    meant = QUALIFIERS_MEANT.get(word)
    hint = Bilingual(f"dùng một trong các từ: {listed}", f"use one of: {listed}")
    raise refuse(
        catalogue.WRONG_TYPE,
        node,
        Bilingual("không phải từ chỉ mức ước lượng", "this is not a qualifier"),
        to_write(meant) if meant else hint,
    )


def _read_qualifier(node: Node, _reading: Reading) -> Text:
    word = _qualifier(node)
    return Text(word.text, word.path, word.span)


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
    """Return unit and bounds of a key from its annotations; None where it takes no figure."""
    known = (value.measure for value in metadata if isinstance(value, Value))
    return next((measure for measure in known if measure is not None), None)


def figure_schema(
    unit: str, *, whole: bool = False, largest: int | None = None, signed: bool = False
) -> JsonSchemaValue:
    """Return the schema of a figure: a number, or a group of `value` and `qualifier`.

    It is one schema of two types, since an editor has no words of ours for one of several schemas.
    """
    kind = "integer" if whole else "number"
    kinds = [kind] if whole else [kind, "string"]
    quoted: JsonSchemaValue = {} if whole else {"pattern": _QUOTED_FRACTION}
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
        "type": [*kinds, "object"],
        **bounds,
        **quoted,
        "required": ["value"],
        "additionalProperties": False,
        "properties": {
            "value": {
                "title": "Giá trị",
                "type": kind if whole else kinds,
                **bounds,
                **quoted,
                "errorMessage": f"{wanted}.",
            },
            "qualifier": {"title": "Mức ước lượng", **_QUALIFIER_SCHEMA},
        },
        "errorMessage": f"{wanted}; hoặc viết value: và qualifier: ở hai dòng bên dưới.",
    }


Qualifier = Annotated[Text, Value(_read_qualifier, {"type": "string", **_QUALIFIER_SCHEMA})]

Percentage = Annotated[Figure, share_of_whole()]
"""A percentage of a whole as its number: 96.29 for 96,29%."""

Achievement = Annotated[Figure, quantity(PERCENT)]
"""A percentage of a target, which can be surpassed: 130 for 130%."""
