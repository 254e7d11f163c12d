"""The outline of a file: the groups and values of data by their labels, the headings of wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ntmreport.document import OUTLINE
from ntmreport.language_server.file_schemas import at_path, schema_for
from ntmreport.language_server.positions import in_order
from ntmreport.source import MappingNode, Scalar, SequenceNode
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.document import Block
    from ntmreport.language_server.file_schemas import Schema
    from ntmreport.language_server.positions import Positions
    from ntmreport.language_server.server import ReportServer
    from ntmreport.live.kept_periods import PeriodState
    from ntmreport.source import Node
    from ntmreport.span import Path

_TEMPLATE = ".j2"
_LONGEST = 80
_NAMES = ("name", "label", "title", "number")
"""Keys whose values tell an entry of a list from the others."""


def add(server: ReportServer) -> None:
    """Have the server outline files."""

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def outline(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        server.settle()
        name = server.name_of(params.text_document.uri)
        found = server.session.states_of(name)
        if not found or name not in server.session.open:
            return []
        if name.endswith(_TEMPLATE):
            return _headings(found[0], name, server.positions(name))
        for state in (found[0], found[0].last_report):
            root = _root(state, name) if state is not None else None
            if root is not None:
                schema = schema_for(name, found[0])
                return list(_symbols(root, schema, server.positions(name)))
        return []


def _root(state: PeriodState, name: str) -> MappingNode | None:
    """Return the tree of a file; None where it could not be read."""
    for _, compiled in state.forms:
        for node in compiled.files.values():
            if node.span.file == name:
                return node
    return None


def _symbols(
    node: Node, schema: Schema | None, positions: Positions, path: Path = ()
) -> Iterator[types.DocumentSymbol]:
    """Yield what stands in a group or list, each with what stands below it."""
    match node:
        case MappingNode(entries=entries):
            for key, entry in entries.items():
                inner = (*path, key)
                said = at_path(schema, inner)
                label = str(said.get("title", "")) if said is not None else ""
                label = label or (
                    entry.value.text("label") if isinstance(entry.value, MappingNode) else ""
                )
                span = _around(entry.key, entry.value.span)
                detail = key if label else ""
                if isinstance(entry.value, Scalar) and not entry.value.is_blank:
                    detail = f"{detail}: {_cut(entry.value.text)}" if detail else entry.value.text
                children = list(_symbols(entry.value, schema, positions, inner))
                places = (span, entry.key)
                yield _symbol(label or key, detail, places, entry.value, positions, children)
        case SequenceNode(items=items):
            for number, item in enumerate(items):
                children = list(_symbols(item, schema, positions, (*path, number)))
                if children:
                    named = _name_of(item) or f"{number + 1}"
                    places = (item.span, item.span)
                    yield _symbol(named, "", places, item, positions, children)
        case _:
            return


def _name_of(node: Node) -> str:
    if not isinstance(node, MappingNode):
        return ""
    return next((text for key in _NAMES if (text := node.text(key))), "")


def _symbol(
    name: str,
    detail: str,
    places: tuple[Span, Span],
    node: Node,
    positions: Positions,
    children: Sequence[types.DocumentSymbol],
) -> types.DocumentSymbol:
    """Return the symbol of a node; its `places` are the whole of it, and its name."""
    kind = types.SymbolKind.Object
    if isinstance(node, SequenceNode):
        kind = types.SymbolKind.Array
    elif isinstance(node, Scalar):
        kind = types.SymbolKind.Number if node.text[:1].isdigit() else types.SymbolKind.String
    whole, own = map(positions.range_of, places)
    return types.DocumentSymbol(
        name=_cut(name),
        kind=kind,
        range=whole,
        selection_range=own if _contains(whole, own) else whole,
        detail=_cut(detail) or None,
        children=list(children),
    )


def _contains(whole: types.Range, own: types.Range) -> bool:
    is_behind_start = in_order(whole.start) <= in_order(own.start)
    return is_behind_start and in_order(own.end) <= in_order(whole.end)


def _around(first: Span, last: Span) -> Span:
    """Return the span from the beginning of one to the end of the other."""
    if last.file != first.file or (last.end_line, last.end_column) < (first.line, first.column):
        return first
    end = max((first.end_line, first.end_column), (last.end_line, last.end_column))
    return Span(first.file, first.line, first.column, *end)


def _headings(state: PeriodState, name: str, positions: Positions) -> list[types.DocumentSymbol]:
    """Return the headings that a template prints, each with those below it."""
    report = state.last_report
    blocks = (
        block
        for _, compiled in (report.forms if report is not None else ())
        if compiled.document is not None
        for block in compiled.document.blocks
        if block.kind in OUTLINE and block.span.file == name
    )
    first: list[types.DocumentSymbol] = []
    open_: list[tuple[int, list[types.DocumentSymbol]]] = []
    for block in blocks:
        symbol, inner = _heading(block, positions)
        level = OUTLINE.index(block.kind)
        while open_ and open_[-1][0] >= level:
            open_.pop()
        (open_[-1][1] if open_ else first).append(symbol)
        open_.append((level, inner))
    return first


def _heading(
    block: Block, positions: Positions
) -> tuple[types.DocumentSymbol, list[types.DocumentSymbol]]:
    inner: list[types.DocumentSymbol] = []
    place = positions.range_of(block.span)
    name = _cut(block.text) or block.marker
    symbol = types.DocumentSymbol(name, types.SymbolKind.String, place, place, children=inner)
    return symbol, inner


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
