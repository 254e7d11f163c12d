"""Columns of a table of records: the kind of value that each takes, and what is computed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

from msgspec.structs import replace
from pydantic import Field

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.figure import PERCENT
from ntmreport.language import Bilingual
from ntmreport.model.base_model import Model
from ntmreport.model.column_formula import (
    FormulaError,
    UnitsDifferError,
    names_in,
    read_formula,
    unit_of,
)
from ntmreport.model.field_types import (
    Choice,
    Decimals,
    Term,
    Text,
    Value,
    Words,
    read_day,
    read_place,
    read_text_value,
)
from ntmreport.model.figure_fields import read_figure
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.model.reading_context import Column, refuse
from ntmreport.model.shapes import COUNTED_UNITS
from ntmreport.model.user_keyed_model import UserKeyedModel
from ntmreport.source import Entry, MappingNode, Scalar, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.model.reading_context import GroupNode, Reading
    from ntmreport.source import Node

COLUMNS, TOTALS = "columns", "totals"
NAME_OF_LINE = "name"
"""The column of a table whose lines the form lays down, in which their names stand."""

TEXT, COMMUNE, DAY = "text", "commune", "day"
COUNT, NUMBER, MONEY, SHARE = "count", "number", "money", "share"
KINDS: Mapping[str, str] = MappingProxyType(
    {
        NUMBER: "số, có thể có phần thập phân",
        COUNT: "số nguyên",
        MONEY: "số tiền, không ghi đơn vị là triệu đồng",
        SHARE: "tỷ lệ phần trăm của một tổng thể, không quá 100",
        TEXT: "chữ",
        DAY: "ngày, viết năm-tháng-ngày",
        COMMUNE: "tên một xã, hoặc một thôn, trong danh sách của report.yaml",
    }
)
"""The kinds of columns, and what stands in one of each."""

NO_FIGURES = frozenset({TEXT, COMMUNE, DAY})
_UNITS = {MONEY: "triệu đồng", SHARE: PERCENT}
_ALL = 100
_MOST_OPERANDS = 100
"""The most values that a formula computes with: what it comes from can be read, and is bounded."""


def read_cell(column: Column, node: Node, reading: Reading) -> object:
    """Return the value that `node` writes for `column`; raises what a validator raises."""
    match column.kind:
        case "text":
            return read_text_value(node, reading)
        case "commune":
            return read_place(node, reading)
        case "day":
            return read_day(node)
    whole = column.kind == COUNT or column.unit in COUNTED_UNITS
    most = _ALL if column.kind == SHARE else None
    label = reading.labels.get(node.path, "")
    return read_figure(node, column.unit, label, whole=whole, largest=most, in_words=True)


def columns_of(node: GroupNode) -> Mapping[str, Column]:
    """Return the columns that the group of an indicator declares, as far as they can be read."""
    found: dict[str, Column] = {}
    if "lines" in node.entries:
        name_of_line = Column(NAME_OF_LINE, "Nội dung", TEXT, "", None, False, False, None)
        found[NAME_OF_LINE] = name_of_line
    for name, each in _columns_in(node).items():
        kind = each.text("kind") or NUMBER
        unit = each.text("unit") or _UNITS.get(kind, "")
        formula = None
        if each.text("formula"):
            try:
                formula = read_formula(each.text("formula"))
                names = set(names_in(formula))
                units = {key: column.unit for key, column in found.items() if key in names}
                unit = unit or (unit_of(formula, units) if names <= units.keys() else "")
            except (FormulaError, UnitsDifferError):
                formula = None
        decimals = each.text("decimals")
        required = each.text("required")
        is_required = required == "true" or (required != "false" and kind not in NO_FIGURES)
        found[name] = Column(
            name,
            each.text("label") or name,
            kind,
            unit,
            formula,
            kind not in NO_FIGURES,
            is_required and formula is None,
            int(decimals) if decimals.isdecimal() else None,
        )
    return found


def totals_of(node: GroupNode) -> tuple[str, ...]:
    """Return the names of the columns that the group of an indicator wants totals of."""
    entry = node.entries.get(TOTALS)
    items = entry.value.items if entry and isinstance(entry.value, SequenceNode) else ()
    return tuple(item.text for item in items if isinstance(item, Scalar))


def _columns_in(node: GroupNode) -> dict[str, MappingNode]:
    entry = node.entries.get(COLUMNS)
    entries = entry.value.entries if entry and isinstance(entry.value, MappingNode) else {}
    nodes = {key: each.value for key, each in entries.items()}
    return {key: each for key, each in nodes.items() if isinstance(each, MappingNode)}


def column_diagnostics(node: GroupNode) -> Iterator[Diagnostic]:
    """Yield what is wrong with formulas and totals of the columns that a group declares."""
    columns = columns_of(node)
    known: dict[str, str] = {}
    sizes: dict[str, int] = {}
    for name, each in _columns_in(node).items():
        entry = each.entries.get("formula")
        if entry is not None and isinstance(entry.value, Scalar) and entry.value.text:
            yield from _formula_diagnostics(entry.value, name, each, known)
            formula = columns[name].formula
            sizes[name] = sum(sizes.get(key, 1) for key in names_in(formula)) if formula else 1
            if sizes[name] > _MOST_OPERANDS:
                yield _too_long(entry.value)
                return
        if columns[name].is_figure:
            known[name] = columns[name].unit
    entry = node.entries.get(TOTALS)
    if entry is None or not isinstance(entry.value, SequenceNode):
        return
    for item in entry.value.items:
        if not isinstance(item, Scalar) or item.is_blank:
            continue
        column = columns.get(item.text)
        if column is None or not column.is_figure or column.formula is not None:
            addable = [key for key, one in columns.items() if one.is_figure and not one.formula]
            yield Diagnostic(
                catalogue.WRONG_TYPE,
                item.span,
                Bilingual(
                    f"“{item.text}” không phải là một cột số để cộng",
                    f"`{item.text}` is no column of numbers to add up",
                ),
                item.path,
                nearest_hint(item.text, addable),
            )


def _too_long(node: Scalar) -> Diagnostic:
    return Diagnostic(
        catalogue.OUT_OF_RANGE,
        node.span,
        Bilingual(
            f"công thức tính từ hơn {_MOST_OPERANDS} giá trị, kể cả qua các cột khác",
            f"the formula computes with more than {_MOST_OPERANDS} values, those of other columns "
            "counted",
        ),
        node.path,
        Bilingual("tách thành công thức ngắn hơn", "use a shorter formula"),
    )


def _formula_diagnostics(
    node: Scalar, name: str, column: MappingNode, known: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with one formula, over the columns `known` before it, by their units."""
    try:
        formula = read_formula(node.text)
        unknown = next((each for each in names_in(formula) if each not in known), None)
        unit = unit_of(formula, known) if unknown is None else ""
    except FormulaError as error:
        yield Diagnostic(
            catalogue.WRONG_TYPE,
            node.span,
            Bilingual(
                f"không đọc được công thức ở chỗ “{error.rest}”",
                f"the formula cannot be read at `{error.rest}`",
            ),
            node.path,
            Bilingual(
                "viết phép tính giữa tên các cột bằng + - * / ( ), ví dụ done / plan",
                "write names of columns with + - * / ( ) between them, such as done / plan",
            ),
        )
        return
    except UnitsDifferError as error:
        yield Diagnostic(
            catalogue.WRONG_TYPE,
            node.span,
            Bilingual(
                f"không cộng, trừ được {error.left} với {error.right}",
                f"{error.left} and {error.right} cannot be added or subtracted",
            ),
            node.path,
            Bilingual("cho các cột cùng một đơn vị tính", "give the columns one unit"),
        )
        return
    if unknown is not None:
        yield Diagnostic(
            catalogue.UNKNOWN_KEY,
            node.span,
            Bilingual(
                f"công thức của “{name}” không có cột số “{unknown}” nào đứng trước",
                f"there is no column of numbers `{unknown}` before `{name}`",
            ),
            node.path,
            nearest_hint(unknown, known),
        )
        return
    said = column.text("unit")
    if said and unit and "×" not in unit and said != unit:
        yield Diagnostic(
            catalogue.WRONG_TYPE,
            column.entries["unit"].value.span,
            Bilingual(
                f"công thức cho kết quả tính bằng {unit}, không phải {said}",
                f"the formula gives {unit}, not {said}",
            ),
            column.entries["unit"].value.path,
            Bilingual(f"viết {unit}, hoặc xóa dòng này", f"write {unit}, or delete the line"),
        )


def _read_kind(node: Node, reading: Reading) -> Term:
    text = read_text_value(node, reading)
    if text.value not in KINDS:
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual(f"không có loại cột “{text}”", f"`{text}` is no kind of column"),
            nearest_hint(text.value, KINDS),
        )
    return Term(text.value, text.path, text.span)


def _read_term(node: Node, reading: Reading) -> Term:
    text: Text = read_text_value(node, reading)
    return Term(text.value, text.path, text.span)


ColumnKind = Annotated[
    Term,
    Value(
        _read_kind,
        {
            "type": "string",
            "enum": list(KINDS),
            "description": "; ".join(f"{name}: {title}" for name, title in KINDS.items()),
            "errorMessage": f"Viết một trong các loại: {', '.join(KINDS)}.",
        },
    ),
]
"""The name of a kind of column."""

ColumnName = Annotated[
    Term,
    Value(
        _read_term,
        {"type": "string", "errorMessage": "Ở đây cần tên một cột, hoặc phép tính giữa các cột."},
    ),
]
"""The name of a column, or a formula over names."""


class ColumnTerms(Model):
    """Label, kind, unit and formula of a column."""

    title: Words = Field(alias="label", title="Tên cột", examples=["Kế hoạch"])
    kind: ColumnKind | None = Field(
        None,
        title="Loại giá trị của cột",
        description="Không ghi thì là số (number).",
        examples=[MONEY],
    )
    unit: Words | None = Field(None, title="Đơn vị tính", examples=["triệu đồng"])
    decimals: Decimals | None = Field(None, title="Số chữ số thập phân được in", examples=[1])
    formula: ColumnName | None = Field(
        None,
        title="Công thức",
        description=(
            "Cột do chương trình tính từ các cột số đứng trước, bằng + - * / ( ). Chia hai cột "
            "cùng đơn vị thì ra phần trăm."
        ),
        examples=["done / plan"],
    )
    required: Choice | None = Field(
        None,
        title="Ô của cột này không được để trống",
        description="Không ghi thì cột số phải điền (không có thì ghi 0), cột chữ có thể trống.",
        examples=[False],
    )


class Columns(UserKeyedModel):
    """The columns of a table of records, by the names that the form has chosen for them."""

    entries: Mapping[str, ColumnTerms]


def with_blanks(rows: Node, columns: Mapping[str, Column]) -> Node:
    """Return the rows of the data where what must have a value and has none stands there blank.

    What can stay blank and is left so is not there.
    """
    if not isinstance(rows, SequenceNode):
        return rows
    return replace(rows, items=tuple(_with_blanks(row, columns) for row in rows.items))


def _with_blanks(row: Node, columns: Mapping[str, Column]) -> Node:
    if not isinstance(row, MappingNode):
        return row
    entries: dict[str, Entry] = {
        key: entry
        for key, entry in row.entries.items()
        if not (
            key in columns
            and not columns[key].is_required
            and isinstance(entry.value, Scalar)
            and entry.value.is_blank
        )
    }
    at = row.span
    for name, column in columns.items():
        if column.is_required and name not in entries:
            entries[name] = Entry(at, Scalar("", True, (*row.path, name), at))
    return replace(row, entries=entries)
