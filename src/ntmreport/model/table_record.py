"""A record of a table: one value for each column, and the figures that the columns compute."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, cast

from msgspec.structs import replace
from pydantic import PrivateAttr
from pydantic_core import PydanticCustomError

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.figure import Figure, joined_label, total
from ntmreport.figure.blank_value import is_left_blank, left_blank_in
from ntmreport.language import Bilingual
from ntmreport.model.base_model import label_node
from ntmreport.model.column_formula import computed, is_of_sums, names_in
from ntmreport.model.field_types import Text
from ntmreport.model.key_diagnostics import group, key_by_label, missing_key, own_name, unknown_key
from ntmreport.model.nearest_name import nearest
from ntmreport.model.reading_context import Column, is_blank, reading_of
from ntmreport.model.table_column import read_cell
from ntmreport.model.user_keyed_model import UserKeyedModel
from ntmreport.source import MappingNode, Misspelling, Scalar, read_date, read_number

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pydantic import ModelWrapValidatorHandler, ValidationInfo

    from ntmreport.model.reading_context import GroupNode, Reading
    from ntmreport.source import Entry, Node
    from ntmreport.span import Path, Span


class Record(UserKeyedModel):
    """A row of a table: its `entries` are the values that the data has, by column."""

    is_row_of_table = True
    made = ("computed",)

    entries: Any

    _columns: Mapping[str, Column] = PrivateAttr(default_factory=dict)
    _computed: Mapping[str, Figure] | None = PrivateAttr(default=None)

    @classmethod
    def _read(
        cls, node: object, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        reading = reading_of(info)
        if isinstance(node, Scalar) and node.is_blank:
            node = cls._blank_entry(node, reading)
        columns = reading.declared_at(cast("Node", node).path).columns
        mapping = group(node, _example(columns))
        label = reading.labels.get(mapping.path, "")
        if isinstance(mapping, MappingNode) and not own_name(mapping):
            label = _labelled(label, mapping, columns)
        cells: dict[str, object] = {}
        meant: set[str | None] = set()
        for key, entry in mapping.entries.items():
            column = columns.get(key)
            if column is None or column.formula is not None:
                meant.add(_refuse(key, entry, mapping, columns, reading))
            elif not is_blank(entry.value):
                label_node(reading, entry.value, label, column.label)
                cells[key] = _cell(column, entry.value, reading)
        for key, column in columns.items():
            if column.is_required and key not in cells and key not in meant:
                reading.lacks(missing_key(key, column.label, mapping, label))
                if reading.is_draft:
                    cells[key] = left_blank_in(column.unit)
        model = handler(cast("Self", {"entries": cells}))
        model._set_place(mapping, label, reading)
        model._columns = columns
        return model

    @classmethod
    def of_totals(
        cls,
        rows: Sequence[Record],
        names: Sequence[str],
        columns: Mapping[str, Column],
        path: Path,
        label: str,
        span: Span,
    ) -> Record:
        """Return the record of the totals over `rows` in the columns that have these names."""
        sums: dict[str, Figure] = {}
        for name in names:
            summed = total_of(rows, name)
            if is_left_blank(summed):
                sums[name] = left_blank_in(columns[name].unit)
            elif summed is not None:
                sums[name] = summed.named(joined_label(label, columns[name].label), (*path, name))
        own: dict[str, Column] = {}
        for name, column in columns.items():
            # A formula reads the columns before it, computed ones too.
            if column.formula is not None and {*names_in(column.formula)} <= own.keys():
                own[name] = column
                if not is_of_sums(column.formula) and (summed := total_of(rows, name)) is not None:
                    named = joined_label(label, column.label), (*path, name)
                    sums[name] = summed if is_left_blank(summed) else summed.named(*named)
            elif name in sums:
                own[name] = column
        made = cls.built(path, label, span, entries=sums)
        made._columns = own
        return made

    @property
    def columns(self) -> Mapping[str, Column]:
        """The columns that the record can have values in."""
        return self._columns

    @property
    def computed(self) -> Mapping[str, Figure]:
        """The figures of the computed columns that have all that they are computed from."""
        if self._computed is None:
            found: dict[str, Figure] = {}
            for name, column in self._columns.items():
                if column.formula is None:
                    continue
                figure = computed(column.formula, {**self.entries, **found})
                if is_left_blank(figure):
                    found[name] = left_blank_in(column.unit)
                elif figure is not None:
                    own = joined_label(self.label, column.label)
                    found[name] = replace(figure.named(own, (*self.path, name)), unit=column.unit)
            self._computed = found
        return self._computed

    def readable(self) -> Collection[str]:
        """Return the names of the columns."""
        return self._columns.keys()

    def read(self, name: str) -> object:
        """Return the value in a column; None where there is none."""
        value = self.entries.get(name, self.computed.get(name))
        decimals = self._columns[name].decimals
        if isinstance(value, Figure) and decimals is not None:
            return replace(value, decimals=decimals)
        return value

    def inputs_of(self, name: str) -> Collection[str]:
        """Return the columns without a value that a computed column is computed from."""
        column = self._columns.get(name)
        if column is None or column.formula is None:
            return ()
        found: dict[str, None] = {}
        for key in names_in(column.formula):
            if key not in self.entries and key not in self.computed:
                found |= dict.fromkeys(self.inputs_of(key) or (key,))
        return found

    def computes(self, name: str) -> bool:
        """Return whether the column is a computed one."""
        return name in self._columns and self._columns[name].formula is not None

    @classmethod
    def type_at(cls, node: Node) -> type[Any]:
        """Return the type of value that a cell holds, by what is written there."""
        if isinstance(node, MappingNode):
            return Figure
        text = node.text if isinstance(node, Scalar) else ""
        if not isinstance(read_number(text), Misspelling):
            return Figure
        return Text if isinstance(read_date(text), Misspelling) else datetime.date


def total_of(rows: Sequence[Record], name: str) -> Figure | None:
    """Return the sum of a column over the rows that have a value in it; None where none has."""
    cells = [row.entries.get(name, row.computed.get(name)) for row in rows]
    return total(cell for cell in cells if isinstance(cell, Figure) or is_left_blank(cell))


def total_in(rows: Sequence[Record], name: str) -> Figure | None:
    """Return what a column comes to over `rows`: its sum, or its formula over the sums it needs."""
    column = rows[0].columns.get(name) if rows else None
    if column is None or column.formula is None or not is_of_sums(column.formula):
        return total_of(rows, name)
    figure = computed(
        column.formula, {each: total_in(rows, each) for each in names_in(column.formula)}
    )
    if is_left_blank(figure):
        return cast("Figure", left_blank_in(column.unit))
    return replace(figure, unit=column.unit) if figure is not None else None


def _cell(column: Column, node: Node, reading: Reading) -> object:
    try:
        return reading.with_source(read_cell(column, node, reading))
    except PydanticCustomError as error:
        refused: Diagnostic = (error.context or {})["diagnostic"]
        if reading.is_draft and refused.rule is catalogue.MISSING:
            reading.lacks(refused)
        else:
            reading.refused.append(refused)
        return left_blank_in(column.unit)


def _refuse(
    key: str, entry: Entry, node: GroupNode, columns: Mapping[str, Column], reading: Reading
) -> str | None:
    """Refuse a key that no column takes, and return the column that is meant, if any."""
    free = {
        name: column.label
        for name, column in columns.items()
        if column.formula is None
        and (name not in node.entries or is_blank(node.entries[name].value))
    }
    told = unknown_key(key, entry, free)
    meant = nearest(key, free) or key_by_label(key, free)
    if key in columns:
        told = Diagnostic(
            catalogue.KEYS_NOT_TOGETHER,
            entry.key,
            Bilingual(
                f"“{key}” do chương trình tính theo công thức của mẫu",
                f"`{key}` is computed by the formula of the form",
            ),
            entry.value.path,
            Bilingual("xóa dòng này", "delete it"),
        )
    elif meant is not None:
        told = replace(told, hint=Bilingual(f"viết “{meant}”", f"write `{meant}`"))
    reading.refused.append(told)
    return meant


def _example(columns: Mapping[str, Column]) -> Bilingual:
    names = [name for name, column in columns.items() if column.is_required] or [*columns]
    row = ", ".join(f"{name}: …" for name in names)
    return Bilingual(f"viết mỗi dòng của bảng: - {{{row}}}", f"write each row as - {{{row}}}")


def _labelled(label: str, node: MappingNode, columns: Mapping[str, Column]) -> str:
    """Return the label of a row that has no `name`: by its first column of words, if any."""
    named = (node.text(name) for name, column in columns.items() if not column.is_figure)
    name = next((text for text in named if text), "")
    return f"{label} ({name})" if name else label
