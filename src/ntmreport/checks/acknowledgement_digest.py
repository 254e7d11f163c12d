"""The digest of what a diagnostic compares: an acknowledgement holds while it is equal."""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING

from ntmreport.checks.located import words_at, written_along
from ntmreport.figure import Counted, Figure, Stated, Written
from ntmreport.model import Model, Text
from ntmreport.source import MappingNode, Scalar, SequenceNode
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ntmreport.checks.located import Located
    from ntmreport.source import Node

_DIGITS = 12
_MOST_FIGURES = 100_000


def digest_of(
    compared: Iterable[Located], texts: Mapping[str, str], files: Mapping[str, MappingNode]
) -> str:
    """Return the digest of what is `compared`, in hexadecimal.

    Of a figure its value counts and all that it comes from, of a group what is written in it, of a
    span its words; where they stand does not count. An acknowledgement holds while the digest is
    equal. `texts` and `files` are those of the Subject.
    """
    digest = hashlib.sha256()
    for located in compared:
        for piece in _pieces(located, texts, files):
            digest.update(f"{piece}\0".encode())
        digest.update(b"\1")
    return digest.hexdigest()[:_DIGITS]


def _pieces(
    located: Located, texts: Mapping[str, str], files: Mapping[str, MappingNode]
) -> Iterator[str]:
    match located:
        case Figure():
            yield from _of_figure(located, texts)
        case Text(value=value):
            yield value
        case Span():
            yield words_at(located, texts)
        case Model(path=path):
            nodes = [node for node, _ in written_along(path, files)]
            if len(nodes) == len(path) > 0:
                yield from _texts_in(nodes[-1])


def _texts_in(node: Node) -> Iterator[str]:
    match node:
        case MappingNode(entries=entries):
            for key, entry in entries.items():
                yield key
                yield from _texts_in(entry.value)
        case SequenceNode(items=items):
            for item in items:
                yield from _texts_in(item)
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
