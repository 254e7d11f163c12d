"""From a model to a file with nothing filled in: each key with a remark of what belongs there."""

from __future__ import annotations

from itertools import dropwhile, takewhile, zip_longest
from typing import TYPE_CHECKING

from ntmreport.figure import Figure
from ntmreport.model.declared_indicators import offices_of
from ntmreport.model.field_walk import Group
from ntmreport.model.indicator_shapes import DEFAULT_SHAPE, PARTS, SHAPES, TABLE, TEXTS
from ntmreport.model.table_column import columns_of
from ntmreport.model.table_line import lines_of
from ntmreport.model.user_keyed_model import UserKeyedModel

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pydantic.fields import FieldInfo

    from ntmreport.model import Model
    from ntmreport.model.field_walk import Field
    from ntmreport.source import MappingNode
    from ntmreport.span import Path

_INDENT = "  "
_REMARK = "# "
_OPTIONAL = "nếu có: "
_EACH_ITEM = "mỗi mục bắt đầu bằng “- ”"
_MOST_OF_AN_EXAMPLE = 60


def blank_file(name: str, model: type[Model], needs: Collection[Path] = ()) -> str:
    """Return the text of the file `name`, which `model` describes, to start filling in.

    What must be there stands there blank, and every figure; what else may be there is a remark, to
    be made a line. `needs` are paths of what the form prints whatever the model says.
    """
    title = model.model_config["title"] or name
    lines = [
        f"# yaml-language-server: $schema=../../schemas/{name}.json",
        f"# {title}. Điền giá trị sau dấu hai chấm; dòng “nếu có” cần dùng thì bỏ dấu # ở đầu.",
    ]
    if issubclass(model, UserKeyedModel):
        own = sorted({str(path[1]) for path in needs if path[:1] == (name,) and path[1:]})
        lines += [f"{key}:" for key in own]
    else:
        lines += _lines_of_group(Group(model, None, (name,), title), needs)
    return "\n".join(lines) + "\n"


def blank_indicators(name: str, form: str, title: str, declared: Mapping[str, MappingNode]) -> str:
    """Return the text of an office's file `name` with the indicators that a `form` has declared.

    What the form can do without is left blank, and a group of keys is a remark, to be made lines.
    """
    lines = [
        f"# yaml-language-server: $schema=../../schemas/{form}/{name}.json",
        f"# {title}. Điền giá trị sau dấu hai chấm; dòng “nếu có” cần dùng thì bỏ dấu # ở đầu.",
    ]
    for key, node in declared.items():
        if offices_of({key: node}) == (name,):
            is_needed = node.text("required") == "true"
            own = [*_lines_of_indicator(key, node, is_needed=is_needed)]
            is_shown = is_needed or len(own) == 1
            lines += [line if is_shown else f"{_REMARK}{line}" for line in own]
    return "\n".join(lines) + "\n"


def _lines_of_indicator(key: str, node: MappingNode, *, is_needed: bool) -> Iterator[str]:
    """Yield the line of a declared indicator, and those of the keys that give its value."""
    shape = SHAPES.get(node.text("shape") or DEFAULT_SHAPE, SHAPES[DEFAULT_SHAPE])
    unit = f" ({node.text('unit')})" if node.text("unit") else ""
    yield f"{key}: {_REMARK}{'' if is_needed else _OPTIONAL}{node.text('label')}{unit}"
    if lines := lines_of(node):
        columns = [name for name, column in columns_of(node).items() if column.is_required]
        for line in (each for outer in lines for each in outer.all):
            label = line.label.text if line.label is not None else line.keys[-1]
            blank = "" if line.below else f" {{{', '.join(f'{name}: ' for name in columns)}}}"
            yield f"{_INDENT * len(line.keys)}{line.keys[-1]}:{blank} {_REMARK}{label}"
    elif not shape.short:
        yield from (f"{_INDENT}{each}:" for each in shape.keys)
    elif shape is SHAPES[PARTS]:
        yield from (f"{_INDENT}- name:", f"{_INDENT}  value:")
    elif shape is SHAPES[TEXTS]:
        yield f"{_INDENT}-"
    elif shape is SHAPES[TABLE]:
        columns = [name for name, column in columns_of(node).items() if column.formula is None]
        for begin, column in zip_longest((f"{_INDENT}- ",), columns, fillvalue=f"{_INDENT}  "):
            yield f"{begin}{column}:"


def _lines_of_group(group: Group, needs: Collection[Path]) -> Iterator[str]:
    """Yield the lines of the keys of a group."""
    model = group.model
    for field in group.fields():
        if field.key in model.retold:
            continue  # `ntmreport new` retells it from the year before
        # A blank figure does no harm, and others may be computed from it.
        is_shown = (
            field.kind.is_required or field.key in model.one_of[:1] or field.kind.type is Figure
        )
        for line in _lines_of_field(field, needs):
            yield line if is_shown else f"{_REMARK}{line}"


def _lines_of_field(field: Field, needs: Collection[Path]) -> Iterator[str]:
    """Yield the line of a key, with what belongs there, and those of the group below it."""
    kind, info = field.kind, field.parent.model.keys()[str(field.key)]
    is_wanted = kind.is_required or field.path in needs
    said = [f"{'' if is_wanted else _OPTIONAL}{kind.title}", _described(info)]
    if kind.is_list:
        said.append(_EACH_ITEM)
    said.append(_example(info))
    yield f"{field.key}: {_REMARK}{'; '.join(filter(None, said))}"
    below = field.group()
    if below is None:
        if kind.is_list:
            yield f"{_INDENT}-"
        return
    lines = list(_lines_of_group(below, needs))
    if not kind.is_list:
        yield from (f"{_INDENT}{line}" for line in lines)
        return
    # The dash stands before the first key of the entry: a remark cannot be it.
    remarks = list(takewhile(_is_remark, lines))
    first, *others = [*dropwhile(_is_remark, lines), *remarks]
    yield f"{_INDENT}- {first}"
    yield from (f"{_INDENT}{_INDENT}{line}" for line in others)


def _is_remark(line: str) -> bool:
    return line.startswith(_REMARK)


def _described(info: FieldInfo) -> str:
    description = info.description or ""
    return description[:1].lower() + description[1:].rstrip(".")


def _example(info: FieldInfo) -> str:
    """Return the key's first example, if it is a short one."""
    first = next(iter(info.examples or ()), "")
    shown = ", ".join(map(str, first)) if isinstance(first, list) else str(first)
    return f"ví dụ: {shown}" if 0 < len(shown) <= _MOST_OF_AN_EXAMPLE else ""
