"""Filling in blank data by script: each blank gets its own example, or something plain."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ntmreport.figure import Figure
from ntmreport.model import OFFICE_MODELS, Model, PlaceName, Text, Year
from ntmreport.model.kinds import kinds_of
from ntmreport.source import Entry, MappingNode, Scalar, SequenceNode, read_text
from ntmreport.starting.edits import Edits
from ntmreport.starting.fill import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ntmreport.model.kinds import Kind
    from ntmreport.source import Node
    from ntmreport.span import Path as DataPath
    from ntmreport.span import Span

PLAIN = "đã được thực hiện theo kế hoạch"

Blank = tuple["Entry | Span", "Kind", object, "DataPath"]


def fill_in(folder: Path, answers: Mapping[str, str], place: str) -> None:
    """Fill in all that must be filled in of the year in `folder`.

    `answers` are values by path where an example would not do; `place` is a unit below this one.
    """
    for path in folder.glob("*.yaml"):
        text = path.read_text("utf-8")
        root = read_text(path.name, path.stem, text).root
        assert root is not None
        edits = Edits(text, root)
        for where, kind, example, at in _blanks(root, OFFICE_MODELS[path.stem]):
            name = ".".join(map(str, at))
            value = answers.get(name, _value(kind, example, place, folder.name))
            if not value:
                continue
            if isinstance(where, Entry):
                edits.fill(where, quoted(value))
            else:
                edits.replace(where, f" {quoted(value)}")
        path.write_text(edits.text(), "utf-8", newline="\n")


def _blanks(node: MappingNode, model: type[Model]) -> Iterator[Blank]:
    for key, kind in kinds_of(model).items():
        entry = node.entries.get(key)
        example = next(iter(model.keys()[key].examples or ()), None)
        if entry is not None and (kind.is_required or key in model.one_of):
            yield from _blanks_of(entry, entry.value, kind, example)


def _blanks_of(where: Entry | Span, node: Node, kind: Kind, example: object) -> Iterator[Blank]:
    if isinstance(node, SequenceNode):
        first = example[0] if isinstance(example, list) and example else None
        for item in node.items:
            yield from _blanks_of(item.span, item, kind, first)
    elif isinstance(node, MappingNode) and issubclass(kind.type, Model):
        yield from _blanks(node, kind.type)
    elif isinstance(node, Scalar) and node.is_blank and not issubclass(kind.type, Model):
        yield where, kind, example, node.path


def _value(kind: Kind, example: object, place: str, year: str) -> str:
    if kind.type is PlaceName:
        return place
    if example is not None:
        return str(example)
    if kind.type is Figure:
        return "1"
    if kind.type is datetime.date:
        return f"{year}-06-30"
    if kind.type is Year:
        return year
    assert kind.type is Text, kind
    return PLAIN
