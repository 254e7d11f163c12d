"""The place of what a check looks at: its span in a file, and the words that stand there."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport.figure import Figure, Stated, Written
from ntmreport.model import Model, Text
from ntmreport.source import MappingNode, SequenceNode
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.source import Node
    from ntmreport.span import Path

Located = Figure | Text | Model | Span
"""Anything that a violation can be about: it has a span, or is one."""


def span_of(located: Located, files: Mapping[str, MappingNode]) -> Span:
    """Return the span of a figure, text or group; of a computed figure, that of its group."""
    match located:
        case Span():
            return located
        case Text(span=span):
            return span
        case Figure(origin=Written(span=span) | Stated(span=span)):
            return span
        case Figure(path=path) | Model(path=path):
            return _key_span(path, files)
    raise AssertionError(located)


def value_span(path: Path, files: Mapping[str, MappingNode]) -> Span:
    """Return the span of the value at `path`, for values that do not know their own."""
    *_, (node, key) = written = list(written_along(path, files))
    return node.span if len(written) == len(path) else key


def _key_span(path: Path, files: Mapping[str, MappingNode]) -> Span:
    """Return the span of the key at `path`, or of the nearest one above it that is written."""
    *_, (_, key) = written_along(path, files)
    return key


def written_along(path: Path, files: Mapping[str, MappingNode]) -> Iterator[tuple[Node, Span]]:
    """Yield the node of each step of `path` and the span of its key, as far as they are written."""
    node: Node | None = files.get(str(path[0])) if path else None
    if node is None:
        return
    yield node, replace(node.span, end_line=node.span.line, end_column=node.span.column + 1)
    for step in path[1:]:
        match node:
            case MappingNode(entries=entries) if step in entries:
                node, key = entries[str(step)].value, entries[str(step)].key
            case SequenceNode(items=items) if isinstance(step, int) and step < len(items):
                node = items[step]
                key = _first_key(node)
            case _:
                return
        yield node, key


def _first_key(node: Node) -> Span:
    if isinstance(node, MappingNode) and node.entries:
        return next(iter(node.entries.values())).key
    return node.span


@lru_cache(maxsize=64)
def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a file's `text`."""
    return tuple(text.split("\n"))


def words_at(span: Span, texts: Mapping[str, str]) -> str:
    """Return what stands at `span`, its lines joined."""
    lines = list(lines_of(texts.get(span.file, ""))[span.line - 1 : span.end_line])
    if not lines:
        return ""
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return lines[0] if len(lines) == 1 else " ".join(" ".join(lines).split())
