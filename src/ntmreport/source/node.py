"""The nodes of a YAML file, each with its path in the data and its span."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.span import Path, Span


class Scalar(Struct, frozen=True):
    """One value with its own text. `plain` is False where it stands in quotes or is a block."""

    text: str
    plain: bool
    path: Path
    span: Span

    @property
    def is_blank(self) -> bool:
        """Return whether the key stands there with nothing behind it: a value still to be filled
        in.
        """
        return self.plain and not self.text


class Entry(Struct, frozen=True):
    """An entry of a mapping: the span of its key, and its value."""

    key: Span
    value: Node


class MappingNode(Struct, frozen=True):
    """Keys and values, in the order of the file."""

    entries: Mapping[str, Entry]
    path: Path
    span: Span

    def text(self, key: str) -> str:
        """Return the text behind a key; empty where there is none."""
        entry = self.entries.get(key)
        return entry.value.text if entry is not None and isinstance(entry.value, Scalar) else ""


class SequenceNode(Struct, frozen=True):
    """A list of values."""

    items: tuple[Node, ...]
    path: Path
    span: Span


Node = Scalar | MappingNode | SequenceNode


def scalars_in(node: Node) -> Iterator[Scalar]:
    """Yield all scalars at and below a node, in the order of the file."""
    match node:
        case Scalar():
            yield node
        case MappingNode(entries=entries):
            for entry in entries.values():
                yield from scalars_in(entry.value)
        case SequenceNode(items=items):
            for item in items:
                yield from scalars_in(item)


def moved(node: Node, path: Path) -> Node:
    """Return `node` and all below it at another path."""
    match node:
        case MappingNode(entries=entries):
            below = {
                key: Entry(entry.key, moved(entry.value, (*path, key)))
                for key, entry in entries.items()
            }
            return replace(node, entries=below, path=path)
        case SequenceNode(items=items):
            each = tuple(moved(item, (*path, number)) for number, item in enumerate(items))
            return replace(node, items=each, path=path)
        case _:
            return replace(node, path=path)
