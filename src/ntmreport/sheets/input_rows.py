"""From a file of a period to what its office fills in: values by groups, lists, what follows."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.figure import LABEL_SEPARATOR, PERCENTAGE_POINT, Figure
from ntmreport.model import COMMUNES, CommuneFigures, Model, Year
from ntmreport.model.commune import CRITERION
from ntmreport.model.criteria import Number
from ntmreport.model.declared_values import shape_of
from ntmreport.model.field_walk import Group
from ntmreport.model.indicator_shapes import CHANGE, RATIO
from ntmreport.model.offices.indicators import DeclaredIndicator
from ntmreport.model.shapes import COUNTED_UNITS
from ntmreport.model.table_column import COMMUNE, COUNT, DAY, TEXT, columns_of
from ntmreport.model.table_record import Record
from ntmreport.source import MappingNode, Scalar, SequenceNode
from ntmreport.span import general, written_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.model.field_walk import Field
    from ntmreport.model.reading_context import Criterion, TotalledFigure
    from ntmreport.source import Node
    from ntmreport.span import Path, Span

_VALUE, _QUALIFIER = "value", "qualifier"


class ValueKind(StrEnum):
    """The kind of a value in a sheet: what can be typed, and how it is read."""

    WHOLE = "whole"
    DECIMAL = "decimal"
    YEAR = "year"
    DATE = "date"
    TEXT = "text"
    TEXTS = "texts"
    CHOICE = "choice"
    CRITERION = "criterion"


NUMBERS = frozenset({ValueKind.WHOLE, ValueKind.DECIMAL, ValueKind.YEAR})
NONE = "không có"
"""The text of a cell for entries where there are none."""

MET, NOT_MET = "Đạt", "Chưa đạt"


class InputValue(Struct, frozen=True):
    """A value that an office fills in. `text` is what is written; entries of a list a line each.

    `span` is the place of what is written, if anything is. `largest` is the most that a number may
    be, `choices` are all texts that can stand there. With a `qualifier`, a word of estimation is
    printed before the number. `has_key` is False where the data has not got the key either.
    """

    path: Path
    label: str
    unit: str
    kind: ValueKind
    text: str
    span: Span | None = None
    largest: int | None = None
    choices: tuple[str, ...] = ()
    qualifier: str = ""
    is_signed: bool = False
    has_key: bool = True


class Heading(Struct, frozen=True):
    """The label of a group above its values; `depth` counts the groups around it."""

    label: str
    depth: int


class ComputedValue(Struct, frozen=True):
    """A figure that follows from values, below the group that it belongs to."""

    figure: Figure
    label: str


class RecordTable(Struct, frozen=True):
    """A list of groups: a column for each value of an entry, a row for each entry.

    `columns` are the values of an entry that is not there; `path` and `span` are those of the list.
    """

    path: Path
    label: str
    columns: tuple[InputValue, ...]
    rows: tuple[tuple[InputValue, ...], ...]
    span: Span | None

    @property
    def name(self) -> str:
        """The list's own label, without those of the groups around it."""
        return _last(self.label)

    def steps_of(self, value: InputValue) -> Path:
        """Return the path of a column, or of a value in a row, within its entry."""
        return value.path[len(self.path) + 1 :]

    def key_of(self, value: InputValue) -> str:
        """Return the key of a column, or of a value in a row: its written path in the entry."""
        return written_path(self.steps_of(value))


class OfficeSheet(Struct, frozen=True):
    """What an office fills in: the file's `name` and title, rows from the top down, lists."""

    name: str
    title: str
    rows: tuple[Heading | InputValue | ComputedValue, ...]
    tables: tuple[RecordTable, ...]


class Choices(Struct, frozen=True):
    """What can be chosen: names of units below, levels, groups and criteria of the set."""

    units: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    totalled: Mapping[str, TotalledFigure] = {}


def sheet_of(
    name: str, group: Group, computed: Mapping[Path, Sequence[Figure]], choices: Choices
) -> OfficeSheet:
    """Return what the office of the file `name` fills in; `group` is the top of that file.

    `computed` are the figures that follow, by the path of the group that they belong to.
    """
    reader = _Reader(computed, choices)
    rows = tuple(reader.rows(group, 0))
    return OfficeSheet(name, group.label, rows, tuple(reader.tables))


class _Reader(Struct):
    computed: Mapping[Path, Sequence[Figure]]
    choices: Choices
    tables: list[RecordTable] = []

    def rows(self, group: Group, depth: int) -> Iterator[Heading | InputValue | ComputedValue]:
        """Yield the rows of a group and of those below it; lists of groups become tables."""
        fields = _in_order(group)
        for each in fields:
            if not each.is_group:
                yield from self._values(each, depth)
        for figure in self.computed.get(group.path, ()):
            yield ComputedValue(figure, _last(figure.label))
        for each in fields:
            if each.is_group and each.kind.is_list:
                self.tables.append(self._table(each))
            elif each.is_group and (below := each.group()) is not None:
                inside = [*self.rows(below, depth + 1)]
                match inside:
                    case [InputValue() as only] if issubclass(below.model, DeclaredIndicator):
                        inside = []
                        yield replace(only, label=_last(each.label))
                if inside:
                    yield Heading(_last(each.label), depth)
                    yield from inside

    def _values(self, each: Field, depth: int) -> Iterator[Heading | InputValue]:
        """Yield the row of a value, or those of what a commune gives or meets."""
        if each.kind.type is CommuneFigures:
            yield Heading(_last(each.label), depth)
            yield from self._of_commune(each)
        elif each.kind.type is Number:
            yield from self._criteria(each, depth)
        elif (value := self._value(each)) is not None:
            yield value

    def _value(self, each: Field) -> InputValue | None:
        kind = self._kind(each)
        if kind is None:
            return None
        measure = each.kind.measure
        node, qualifier = _unqualified(each.node)
        unit = measure.unit if measure is not None else ""
        if not unit and kind in NUMBERS:
            unit = _declared_unit(each)
            kind = ValueKind.WHOLE if unit in COUNTED_UNITS and kind is ValueKind.DECIMAL else kind
        return InputValue(
            each.path,
            _last(each.label),
            unit,
            kind,
            written_text(node),
            None if node is None else node.span,
            None if measure is None else measure.largest,
            self._choices(each),
            qualifier,
            unit == PERCENTAGE_POINT or _shape(each.parent) == CHANGE,
            each.span is not None,
        )

    def _kind(self, each: Field) -> ValueKind | None:
        """Return the kind of a field's value; None for one that no sheet asks for."""
        of, measure = each.kind.type, each.kind.measure
        if each.kind.is_list or isinstance(each.node, SequenceNode):
            return ValueKind.TEXTS
        if issubclass(of, Figure):
            return ValueKind.WHOLE if measure is not None and measure.whole else ValueKind.DECIMAL
        if issubclass(of, Year):
            return ValueKind.YEAR
        if issubclass(of, datetime.date):
            return ValueKind.DATE
        if self._choices(each):
            return ValueKind.CHOICE
        return None if issubclass(of, int) or isinstance(each.node, MappingNode) else ValueKind.TEXT

    def _choices(self, each: Field) -> tuple[str, ...]:
        if each.kind.is_list:
            return ()
        known = {"level": self.choices.levels, "group": self.choices.groups}
        if each.path[0] == COMMUNES or str(each.path[0]).startswith((f"{COMMUNES}/", "criteria")):
            return known.get(str(each.key), ())
        return ()

    def _table(self, each: Field) -> RecordTable:
        model = each.kind.type
        assert issubclass(model, Model)  # noqa: S101 - a list of groups
        entries = [
            Group(model, entry.node, entry.path, entry.label, each.parent.own_keys)
            for entry in each.entries()
            if isinstance(entry.node, MappingNode)
        ]
        if issubclass(model, Record):
            columns = self._declared_columns(each)
        else:
            blank = Group(model, None, (*each.path, 0), each.label, each.parent.own_keys)
            columns = {cell.path: cell for cell in self._cells(blank)}
        rows: list[tuple[InputValue, ...]] = []
        for entry in entries:
            cells = {general(cell.path): cell for cell in self._cells(entry)}
            if not rows:
                order = [*cells, *columns]
                columns = dict(sorted(columns.items(), key=lambda item: order.index(item[0])))
            rows.append(
                tuple(
                    _as_column(cells[path], column) if path in cells else _absent(column, entry)
                    for path, column in columns.items()
                )
            )
        span = each.node.span if isinstance(each.node, SequenceNode) else None
        named = tuple(
            replace(column, text="", span=None, qualifier="") for column in columns.values()
        )
        label = each.parent.label if issubclass(model, Record) else each.label
        return RecordTable(each.path, label, named, tuple(rows), span)

    def _declared_columns(self, each: Field) -> dict[Path, InputValue]:
        """Return the columns that the form declares of a table, those aside that are computed."""
        declared = {} if each.parent.node is None else columns_of(each.parent.node)
        kinds = {COUNT: ValueKind.WHOLE, TEXT: ValueKind.TEXT, DAY: ValueKind.DATE}
        found: dict[Path, InputValue] = {}
        for name, column in declared.items():
            if column.formula is None:
                path = (*each.path, 0, name)
                kind = kinds.get(column.kind, ValueKind.DECIMAL)
                choices: tuple[str, ...] = ()
                if column.kind == COMMUNE:
                    kind, choices = ValueKind.CHOICE, self.choices.units
                    kind = kind if choices else ValueKind.TEXT
                found[path] = InputValue(path, column.label, column.unit, kind, "", choices=choices)
        return found

    def _cells(self, group: Group, label: str = "") -> Iterator[InputValue]:
        """Yield the values of an entry of a list, those of the groups in it too."""
        for each in _in_order(group):
            if each.is_group and not each.kind.is_list and (below := each.group()) is not None:
                yield from self._cells(below, f"{label}{_last(each.label)}: ")
            elif not each.is_group and (value := self._value(each)) is not None:
                yield replace(value, label=f"{label}{value.label}")

    def _of_commune(self, each: Field) -> Iterator[InputValue]:
        """Yield what a commune gives of the unit's figures: all that it can, by their own keys."""
        written = each.node.entries if isinstance(each.node, MappingNode) else {}
        for known in {each.path: each for each in self.choices.totalled.values()}.values():
            key = next((key for key in written if key in known.keys), known.keys[0])
            node, qualifier = _unqualified(written[key].value if key in written else None)
            yield InputValue(
                (*each.path, key),
                known.label.replace(LABEL_SEPARATOR, ", "),
                known.unit,
                ValueKind.WHOLE if known.whole else ValueKind.DECIMAL,
                written_text(node),
                None if node is None else node.span,
                known.largest,
                (),
                qualifier,
                known.signed or known.unit == PERCENTAGE_POINT,
                key in written,
            )

    def _criteria(self, each: Field, depth: int) -> Iterator[Heading | InputValue]:
        """Yield a row for each criterion of the set: whether it is met."""
        items = _items(each.node)
        met = {item.text for item in items if isinstance(item, Scalar) and not item.is_blank}
        is_known = isinstance(each.node, SequenceNode) and len(met) == len(items)
        if not self.choices.criteria or not (
            is_known or each.parent.path[-1] in {"earlier", "planned"} or depth == 0
        ):
            return
        yield Heading(_last(each.label), depth)
        for criterion in self.choices.criteria:
            said = (MET if str(criterion.number) in met else NOT_MET) if is_known else ""
            yield InputValue(
                (*each.path, criterion.number),
                f"{CRITERION.capitalize()} {criterion.number}. {criterion.name}",
                "",
                ValueKind.CRITERION,
                said,
                choices=(MET, NOT_MET),
            )


def written_text(node: Node | None) -> str:
    """Return the text of a value as it is written; the entries of a list a line each."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, SequenceNode) and not node.items:
        return NONE
    return "\n".join(item.text for item in _items(node) if isinstance(item, Scalar))


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, SequenceNode) else ()


def _in_order(group: Group) -> list[Field]:
    """Return the fields that a sheet asks for: values before groups, as the file has them."""
    position = {key: number for number, key in enumerate(group.entries)}
    asked = [
        each
        for each in group.fields()
        if each.key not in group.model.retold and not _is_of_form(each)
    ]
    if issubclass(group.model, DeclaredIndicator) and group.node is not None:
        shape = shape_of(group.node)
        asked = [
            each
            for each in asked
            if each.key in shape.keys or (each.key in shape.others and each.node is not None)
        ]
    return sorted(
        asked, key=lambda each: (each.is_group, position.get(str(each.key), len(position)))
    )


def _is_of_form(each: Field) -> bool:
    """Return whether the form says what stands there, not the data."""
    return each.node is not None and each.node.path != each.path


def _unqualified(node: Node | None) -> tuple[Node | None, str]:
    """Return the number of a figure, and the word of estimation that stands beside it."""
    if not isinstance(node, MappingNode):
        return node, ""
    entry = node.entries.get(_VALUE)
    return None if entry is None else entry.value, node.text(_QUALIFIER)


def _as_column(cell: InputValue, column: InputValue) -> InputValue:
    """Return the value of an entry as its column describes it."""
    return replace(column, path=cell.path, text=cell.text, span=cell.span, qualifier=cell.qualifier)


def _absent(column: InputValue, entry: Group) -> InputValue:
    """Return the value of `column` in an entry that does not have it."""
    below = column.path[len(entry.path) :]
    return replace(column, path=(*entry.path, *below), text="", span=None, qualifier="")


def _declared_unit(each: Field) -> str:
    """Return the unit of a value in the group of an indicator, as the group declares it."""
    node = each.parent.node
    if node is None:
        return ""
    unit, key = node.text("unit"), each.path[-1]
    if _shape(each.parent) == RATIO and key in {"numerator", "denominator"}:
        above, _, below = unit.partition("/")
        return (above if key == "numerator" else below).strip()
    return unit


def _shape(group: Group) -> str:
    return "" if group.node is None else group.node.text("shape")


def _last(label: str) -> str:
    return label.rpartition(LABEL_SEPARATOR)[2]
