"""From the indicators that a form declares to JSON Schemas for the files of the offices.

What the form says of an indicator, its label, unit, bounds and shape, an editor shows and checks
where its value is filled in.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ntmreport.figure.unit_conversion import MONEY, factor_between
from ntmreport.json_schema import DIALECT, SOURCES, schema_of
from ntmreport.model import STATED
from ntmreport.model.declared_indicators import INDICATORS, file_of, is_required
from ntmreport.model.declared_values import digest_of_declared, shape_of
from ntmreport.model.figure_fields import figure_schema
from ntmreport.model.indicator_shapes import CHANGE, PARTS, RATIO, SHAPES, TABLE, TEXT, TEXTS
from ntmreport.model.shapes import COUNTED_UNITS
from ntmreport.model.table_column import (
    COMMUNE,
    COUNT,
    DAY,
    NAME_OF_LINE,
    NO_FIGURES,
    SHARE,
    columns_of,
)
from ntmreport.model.table_line import lines_of
from ntmreport.source import Misspelling, read_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.model.reading_context import Column
    from ntmreport.model.table_line import DeclaredLine
    from ntmreport.source import MappingNode

_QUOTED_OR_AMOUNT = r"^(-?[1-9]\d{0,2}\.\d{3}|\d+ (tỷ|tỉ|triệu|nghìn|ngàn)\s.*)$"
"""A pattern for the texts that a figure in money can be: decimals in quotes, amounts as said."""

_TEXT_TYPES = ["string", "number", "boolean"]
_ALL = 100
_SAID_OF_STATED = ("title", "description", "type", "errorMessage")
_SAID_OF_VALUE = (*_SAID_OF_STATED, "minimum", "maximum")
_PERIODS = "Mỗi khóa là một chỉ tiêu của mẫu"


def schemas_of_form(
    form: str, title: str, declared: Mapping[str, MappingNode]
) -> Mapping[str, str]:
    """Return the schemas for the files with the indicators of the form, by their names.

    They stand in a folder of the form's name: `half-year-commune/indicators.json`.
    """
    own = schema_of(INDICATORS)
    (pattern, of_own), *_ = own["patternProperties"].items()
    others = of_own["properties"]
    found: dict[str, str] = {}
    for office in dict.fromkeys(file_of(node) for node in declared.values()):
        nodes = {key: node for key, node in declared.items() if file_of(node) == office}
        schema: dict[str, Any] = {
            "$schema": DIALECT,
            "$comment": f"ntmreport {digest_of_declared(declared)}",
            "title": title,
            "description": f"{_PERIODS} {form}; nội dung do ntmreport schema ghi.",
            "type": "object",
            "properties": {
                **{key: _indicator(key, node, others) for key, node in nodes.items()},
                **SOURCES,
            },
            "additionalProperties": False,
            "errorMessage": f"Chỉ có thể có: {', '.join(nodes)}.",
        }
        required = [key for key, node in nodes.items() if is_required(node)]
        if required:
            schema["required"] = required
        if office == INDICATORS:
            schema["patternProperties"] = {_but(pattern, declared): of_own}
            schema["errorMessage"] = "Ở đây cần các dòng “tên: …”, mỗi tên một chỉ tiêu."
        found[f"{form}/{office}.json"] = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    return found


def _but(pattern: str, declared: Mapping[str, MappingNode]) -> str:
    """Return the pattern of the keys that a unit declares itself: all but the form's."""
    return f"^(?!(?:{'|'.join(declared)})$){pattern.removeprefix('^')}"


def _indicator(key: str, node: MappingNode, others: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema for what the data gives of an indicator."""
    shape = shape_of(node)
    label, unit, group = node.text("label"), node.text("unit"), node.text("group")
    said = [label, f"Đơn vị tính: {unit}" if unit else "", f"Nhóm: {group}" if group else ""]
    given = _values(node, shape_name(node), unit)
    kept = {name: others[name] for name in shape.others if name in others}
    if STATED in kept:
        kept[STATED] = {key: kept[STATED][key] for key in _SAID_OF_STATED}
    # What can stand there by itself is described once: behind its key, an editor needs no more.
    behind = {**given, **({shape.short: _type_of(given[shape.short])} if shape.short else {})}
    group_of_keys = {
        "type": "object",
        "properties": {**behind, **kept, **SOURCES},
        "required": [*shape.keys],
        "additionalProperties": False,
    }
    schema = dict(group_of_keys)
    if shape.short:
        value = given[shape.short]
        schema = {**value, **group_of_keys, "type": [*_types(value), "object"]}
    if shape is SHAPES[TABLE] and lines_of(node):
        columns = {k: each for k, each in columns_of(node).items() if k != NAME_OF_LINE}
        schema = _lines(lines_of(node), columns)
    if not is_required(node):
        schema["type"] = [*_types(schema), "null"]
    bounds = ", ".join(
        f"{word} {node.text(name)}"
        for name, word in (("at_least", "không nhỏ hơn"), ("at_most", "không lớn hơn"))
        if node.text(name)
    )
    said.append(f"Giá trị {bounds}" if bounds else "")
    return {
        **schema,
        "title": label,
        "description": ". ".join(filter(None, said)) + ".",
        "errorMessage": f"Viết {key}: {shape.example} ({shape.title}).",
    }


def _type_of(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a value is, without what is inside it."""
    return {key: schema[key] for key in _SAID_OF_VALUE if key in schema}


def shape_name(node: MappingNode) -> str:
    """Return the name of the shape that a declaration has."""
    shape = shape_of(node)
    return next(name for name, each in SHAPES.items() if each is shape)


def _values(node: MappingNode, shape: str, unit: str) -> dict[str, Any]:
    """Return the schemas of the keys that give the value, by key."""
    keys = SHAPES[shape].keys
    if shape == TEXT:
        return {"text": _words(node.text("label"))}
    if shape == TEXTS:
        return {"texts": _list(_words(node.text("label")), node.text("label"))}
    if shape == TABLE:
        row = _row(columns_of(node))
        return {"rows": _list(row, node.text("label"))}
    if shape == PARTS:
        part = {
            "type": "object",
            "properties": {"name": _words("Tên phần"), "value": _figure(node, unit)},
            "required": ["name", "value"],
            "errorMessage": "Viết {name: …, value: …}.",
        }
        return {"parts": _list(part, node.text("label"))}
    if shape == RATIO:
        above, _, below = unit.partition("/")
        return {name: _figure(None, half) for name, half in zip(keys, (above, below), strict=True)}
    return {name: _figure(node, unit, signed=shape == CHANGE) for name in keys}


def _figure(node: MappingNode | None, unit: str, *, signed: bool = False) -> dict[str, Any]:
    least, most = (_bound(node, name) for name in ("at_least", "at_most"))
    signed = signed or (least or 0) < 0
    schema = dict(figure_schema(unit, whole=unit in COUNTED_UNITS, signed=signed))
    bounds = {"minimum": least, "maximum": most}
    schema |= {name: bound for name, bound in bounds.items() if bound is not None}
    if "pattern" in schema and factor_between(unit, MONEY) is not None:
        schema["pattern"] = _QUOTED_OR_AMOUNT
    schema["title"] = f"Số ({unit})" if unit else "Số"
    return schema


def _bound(node: MappingNode | None, name: str) -> int | float | None:
    value = read_number(node.text(name)) if node is not None and node.text(name) else None
    if value is None or isinstance(value, Misspelling):
        return None
    return int(value) if value == int(value) else float(value)


def _words(title: str) -> dict[str, Any]:
    return {
        "type": _TEXT_TYPES,
        "title": title,
        "description": f"{title}.",
        "errorMessage": "Ở đây cần một đoạn chữ.",
    }


def _list(item: Mapping[str, Any], title: str) -> dict[str, Any]:
    return {
        "type": "array",
        "items": item,
        "title": title,
        "description": f"{title}.",
        "errorMessage": "Ở đây cần một danh sách: mỗi mục một dòng, bắt đầu bằng “- ”.",
    }


def _row(columns: Mapping[str, Column]) -> dict[str, Any]:
    given = {name: _cell(column) for name, column in columns.items() if column.formula is None}
    required = [name for name in given if columns[name].is_required]
    row: dict[str, Any] = {
        "type": "object",
        "properties": given,
        "additionalProperties": False,
        "errorMessage": f"Viết {{{', '.join(f'{name}: …' for name in required or given)}}}.",
    }
    return {**row, "required": required} if required else row


def _cell(column: Column) -> dict[str, Any]:
    if column.kind in NO_FIGURES:
        schema = _words(column.label)
        if column.kind == DAY:
            schema["errorMessage"] = "Viết ngày theo dạng năm-tháng-ngày, ví dụ 2026-10-14."
        elif column.kind == COMMUNE:
            schema["description"] = f"{column.label}. Tên có trong danh sách của report.yaml."
    else:
        most = _ALL if column.kind == SHARE else None
        whole = column.kind == COUNT or column.unit in COUNTED_UNITS
        schema = dict(figure_schema(column.unit, whole=whole, largest=most))
        if "pattern" in schema and factor_between(column.unit, MONEY) is not None:
            schema["pattern"] = _QUOTED_OR_AMOUNT
        schema["title"] = column.label
        schema["description"] = f"{column.label}. {schema['description']}"
    return schema if column.is_required else {**schema, "type": [*_types(schema), "null"]}


def _lines(lines: tuple[DeclaredLine, ...], columns: Mapping[str, Column]) -> dict[str, Any]:
    """Return the schema of the lines that the form lays down, each nested as it nests them."""
    properties: dict[str, Any] = {}
    for line in lines:
        label = line.label.text if line.label is not None else line.keys[-1]
        inner = _lines(line.below, columns) if line.below else _row(columns)
        properties[line.keys[-1]] = {**inner, "title": label, "description": f"{label}."}
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "errorMessage": f"Chỉ có thể có: {', '.join(properties)}.",
    }


def _types(schema: Mapping[str, Any]) -> list[str]:
    written = schema["type"]
    return [written] if isinstance(written, str) else list(written)
