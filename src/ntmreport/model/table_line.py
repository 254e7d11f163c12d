"""Lines of a table that the form lays down: sources of funds in groups, whose sums are computed.

The data gives the values of the innermost lines, nested as the form nests them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from pydantic import Field

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.figure import joined_label
from ntmreport.language import Bilingual
from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Text, Words
from ntmreport.model.key_diagnostics import unknown_key
from ntmreport.model.reading_context import Column, is_blank
from ntmreport.model.table_column import NAME_OF_LINE
from ntmreport.model.table_record import Record
from ntmreport.model.user_keyed_model import UserKeyedModel
from ntmreport.source import Entry, MappingNode, Scalar, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ntmreport.source import Node
    from ntmreport.span import Path, Span

LINES = "lines"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")


class InnermostLine(Model):
    """A line with nothing below it."""

    title: Words = Field(alias="label", title="Tên dòng", examples=["Vốn đầu tư công"])


class InnermostLines(UserKeyedModel):
    """Lines of the third level, by their keys in the data."""

    entries: Mapping[str, InnermostLine]


class InnerLine(InnermostLine):
    """A line of the second level, which can be the sum of others."""

    below: InnermostLines | None = Field(None, alias=LINES, title="Các dòng cộng thành dòng này")


class InnerLines(UserKeyedModel):
    """Lines of the second level, by their keys in the data."""

    entries: Mapping[str, InnerLine]


class LineTerms(InnermostLine):
    """A line of a table, which can be the sum of others."""

    below: InnerLines | None = Field(None, alias=LINES, title="Các dòng cộng thành dòng này")


class Lines(UserKeyedModel):
    """The lines of a table that the form lays down, by their keys in the data."""

    entries: Mapping[str, LineTerms]


class DeclaredLine(Struct, frozen=True):
    """A line as the form declares it: its keys from the outside in, and what is below it."""

    keys: tuple[str, ...]
    number: str
    label: Scalar | None
    below: tuple[DeclaredLine, ...]

    @property
    def leaves(self) -> tuple[DeclaredLine, ...]:
        """The innermost lines that the line is the sum of; itself where it is innermost."""
        return tuple(leaf for line in self.below for leaf in line.leaves) or (self,)

    @property
    def all(self) -> tuple[DeclaredLine, ...]:
        """The line and all below it, in the order of the table."""
        return (self, *(each for line in self.below for each in line.all))


def lines_of(node: MappingNode | object) -> tuple[DeclaredLine, ...]:
    """Return the outermost lines that the declaration of a table has; none where it has none."""
    return tuple(_declared(node, (), "")) if isinstance(node, MappingNode) else ()


def _declared(node: MappingNode, keys: tuple[str, ...], number: str) -> Iterator[DeclaredLine]:
    entry = node.entries.get(LINES)
    entries = entry.value.entries if entry and isinstance(entry.value, MappingNode) else {}
    for position, (key, each) in enumerate(entries.items(), start=1):
        if not isinstance(each.value, MappingNode):
            continue
        label = each.value.entries.get("label")
        own = _number(position, number, len(keys))
        yield DeclaredLine(
            (*keys, key),
            own,
            label.value if label is not None and isinstance(label.value, Scalar) else None,
            tuple(_declared(each.value, (*keys, key), own)),
        )


def _number(position: int, above: str, depth: int) -> str:
    """Return a line's number: I at the outside, 1 within, 1.1 within that."""
    if depth == 0:
        return _ROMAN[position - 1] if position <= len(_ROMAN) else str(position)
    return str(position) if depth == 1 else f"{above}.{position}"


def rows_of_lines(
    lines: Sequence[DeclaredLine], written: Node | None, path: Path, span: Span
) -> SequenceNode:
    """Return a row for each innermost line, with what is written of it and its name.

    What is not written is blank, at `span`.
    """
    rows: list[Node] = []
    for leaf in (leaf for line in lines for leaf in line.leaves):
        at = (*path, len(rows))
        value = _written_at(written, leaf.keys)
        own = value.entries if isinstance(value, MappingNode) else {}
        entries = {
            key: Entry(each.key, replace(each.value, path=(*at, key))) for key, each in own.items()
        }
        if leaf.label is not None:
            entries = {NAME_OF_LINE: Entry(leaf.label.span, leaf.label), **entries}
        rows.append(MappingNode(entries, at, value.span if value is not None else span))
    return SequenceNode(tuple(rows), path, span)


def _written_at(written: Node | None, keys: Sequence[str]) -> Node | None:
    node = written
    for key in keys:
        entry = node.entries.get(key) if isinstance(node, MappingNode) else None
        if entry is None or is_blank(entry.value):
            return None
        node = entry.value
    return node


def line_diagnostics(
    lines: Sequence[DeclaredLine],
    written: MappingNode,
    columns: Collection[str],
    *,
    is_draft: bool,
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the lines that are written: others than declared, or none."""
    known = {line.keys[-1]: line for line in lines}
    for key, entry in written.entries.items():
        line = known.get(key)
        if line is None:
            yield unknown_key(key, entry, known)
        elif is_blank(entry.value):
            continue
        elif not isinstance(entry.value, MappingNode):
            example = _example(line, columns)
            yield Diagnostic(
                catalogue.WRONG_TYPE,
                entry.value.span,
                Bilingual(
                    f"dòng “{key}” cần ghi từng giá trị", f"the line `{key}` has several values"
                ),
                entry.value.path,
                Bilingual(f"viết {example}", f"write {example}"),
            )
        elif line.below and {*columns} & entry.value.entries.keys():
            parts = ", ".join(each.keys[-1] for each in line.below)
            yield Diagnostic(
                catalogue.KEYS_NOT_TOGETHER,
                entry.key,
                Bilingual(
                    f"“{key}” là tổng do chương trình cộng", f"`{key}` is a sum that is computed"
                ),
                entry.value.path,
                Bilingual(f"ghi từng dòng bên dưới: {parts}", f"give the lines below it: {parts}"),
            )
        elif line.below:
            yield from line_diagnostics(line.below, entry.value, columns, is_draft=is_draft)
    for key, line in known.items():
        entry_of = written.entries.get(key)
        if is_draft or (entry_of is not None and not is_blank(entry_of.value)):
            continue
        label = line.label.text if line.label is not None else key
        example = _example(line, columns)
        yield Diagnostic(
            catalogue.MISSING,
            entry_of.key if entry_of is not None else written.span,
            Bilingual(f"thiếu dòng {label} ({key})", f"the line {label} ({key}) is missing"),
            (*written.path, key),
            Bilingual(
                f"ghi {example}; không có thì ghi 0", f"write {example}; 0 where there is nothing"
            ),
        )


def _example(line: DeclaredLine, columns: Collection[str]) -> str:
    """Return how a line is written in the data, with all below it."""
    values = [_example(each, columns) for each in line.below]
    inside = ", ".join(values or (f"{column}: …" for column in columns))
    return f"{line.keys[-1]}: {{{inside}}}"


class TableLine(Model):
    """A line of a table with its number and its values: those written, or the sums of a group."""

    number: str
    is_group: bool
    depth: int
    record: Record
    name: Text | None

    def readable(self) -> Collection[str]:
        """Return what templates read: what the line is, and its columns."""
        return dict.fromkeys(("number", "is_group", "depth", "name", *self.record.readable()))

    def read(self, name: str) -> object:
        """Return the value of one of the readable names."""
        return getattr(self, name) if name in type(self).model_fields else self.record.read(name)


def table_lines(
    lines: Sequence[DeclaredLine],
    rows: Sequence[Record],
    totalled: Sequence[str],
    columns: Mapping[str, Column],
    within: tuple[Path, str, Span],
) -> tuple[TableLine, ...]:
    """Return the lines of a table in their order, each group before what it is the sum of.

    `within` are path, label and span of the table.
    """
    path, label, span = within
    leaves = [leaf for line in lines for leaf in line.leaves]
    if len(leaves) != len(rows):
        return ()
    by_keys = {leaf.keys: row for leaf, row in zip(leaves, rows, strict=True)}
    found = []
    for line in (each for outer in lines for each in outer.all):
        name = line.label
        own = joined_label(label, name.text if name is not None else line.keys[-1])
        record = by_keys.get(line.keys)
        if record is None:
            summed = [by_keys[leaf.keys] for leaf in line.leaves]
            at = (*path, LINES, *line.keys)
            record = Record.of_totals(summed, totalled, columns, at, own, span)
        found.append(
            TableLine.built(
                record.path,
                own,
                record.span,
                number=line.number,
                is_group=bool(line.below),
                depth=len(line.keys),
                record=record,
                name=Text(name.text, name.path, name.span) if name is not None else None,
            )
        )
    return tuple(found)
