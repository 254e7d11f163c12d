"""A digest of what a finding compared: an acknowledgement of it holds while that stays the same."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from ntmreport.figure import Counted, Figure, Stated, Written
from ntmreport.model import Model, Text
from ntmreport.source import MappingNode, Scalar, SequenceNode
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ntmreport.source import Node
    from ntmreport.span import Path

Where = Figure | Text | Model | Span
"""What a finding can be about: anything that knows its place, or the place itself."""

_DIGITS = 12
_MOST_FIGURES = 100_000


def digest_of(
    compared: Iterable[Where], texts: Mapping[str, str], files: Mapping[str, MappingNode]
) -> str:
    """Return the digest of what is `compared`, in hexadecimal.

    Of a figure its value counts and all that it comes from, not its place; of a group what is
    written in it; of a place its words. `texts` are those of the files, `files` their nodes.
    """
    digest = hashlib.sha256()
    for where in compared:
        for piece in _pieces(where, texts, files):
            digest.update(f"{piece}\0".encode())
        digest.update(b"\1")
    return digest.hexdigest()[:_DIGITS]


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


def _pieces(
    where: Where, texts: Mapping[str, str], files: Mapping[str, MappingNode]
) -> Iterator[str]:
    match where:
        case Figure():
            yield from _of_figure(where, texts)
        case Text(value=value):
            yield value
        case Span():
            yield words_at(where, texts)
        case Model(path=path):
            yield from _written(_node_at(path, files))


def _node_at(path: Path, files: Mapping[str, MappingNode]) -> Node | None:
    node: Node | None = files.get(str(path[0])) if path else None
    for step in path[1:]:
        match node:
            case MappingNode(entries=entries) if step in entries:
                node = entries[str(step)].value
            case SequenceNode(items=items) if isinstance(step, int) and step < len(items):
                node = items[step]
            case _:
                return None
    return node


def _written(node: Node | None) -> Iterator[str]:
    match node:
        case MappingNode(entries=entries):
            for key, entry in entries.items():
                yield key
                yield from _written(entry.value)
        case SequenceNode(items=items):
            for item in items:
                yield from _written(item)
        case Scalar(text=text):
            yield text


def _of_figure(figure: Figure, texts: Mapping[str, str]) -> Iterator[str]:
    for each in islice(figure.lineage(), _MOST_FIGURES):
        match each.origin:
            case Stated(computed=Figure(value=value)) if value == each.value:
                pass  # the same is said twice, and nothing has changed
            case Written() | Stated():
                yield f"{each.qualifier} {each.value} {each.decimals} {each.unit}"
            case Counted(items=items):
                yield from (words_at(item, texts) for item in items)
            case _:
                pass
