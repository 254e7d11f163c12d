"""Inlay hints: what follows from the values of a line or group, and what a blank was before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types
from msgspec import Struct
from msgspec.structs import replace

from ntmreport.compose.text_marks import DIRECTIONS
from ntmreport.figure import Computed, Counted, Stated, absolute
from ntmreport.figure.number_format import printed_with_unit
from ntmreport.language import Bilingual
from ntmreport.language_server.data_fields import fields_in, places_at
from ntmreport.language_server.figure_hover import last_name
from ntmreport.language_server.period_figures import (
    figures_of_state,
    present_figures,
    used_by,
)
from ntmreport.language_server.positions import in_order
from ntmreport.lineage import formula_with_values, leaves, span_of
from ntmreport.lineage.answers import counted
from ntmreport.model.declared_indicators import INDICATORS
from ntmreport.source import MappingNode, Scalar, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.figure import Figure
    from ntmreport.language import Language
    from ntmreport.language_server.period_figures import PeriodFigures
    from ntmreport.language_server.server import ReportServer
    from ntmreport.lineage import Entry
    from ntmreport.lineage.earlier_periods import FiguresBefore
    from ntmreport.pipeline import Compiled
    from ntmreport.span import Path, Span

_UNNAMED = ("share", "total", "ratio", "achievement")
"""The figures that need no name where they stand right behind what they follow from."""

_VALUES = ("", "value")
_LONGEST_LABEL = 60
_MOST_LABELS = 3
"""Hints behind one key; the others are told where one points at it."""


class Hint(Struct, frozen=True):
    """Words that are shown behind a span, and what they say when one points at them."""

    behind: Span
    label: str
    tooltip: str


def add(server: ReportServer) -> None:
    """Have the server show figures that follow from what is written, in the lines asked for."""

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    def inlay_hints(params: types.InlayHintParams) -> list[types.InlayHint]:
        server.settle()
        session = server.session
        name = server.name_of(params.text_document.uri)
        found: list[types.InlayHint] = []
        for state in session.states_of(name)[:1] if name.endswith(".yaml") else ():
            figures, positions = figures_of_state(state), server.positions(name)
            same = figures.same_lines(name, session.text_of(name))
            behind: dict[Span, list[Hint]] = {}
            for hint in _hints(figures, name, session.language):
                span = same.now(hint.behind)
                if span is not None:
                    behind.setdefault(span, []).append(hint)
            before = session.before(state)
            if before is not None:
                # What is left blank now may be in the way of a report.
                for hint in _of_blanks(present_figures(state), name, before, session.language):
                    behind.setdefault(hint.behind, []).append(hint)
            for span, hints in sorted(behind.items()):
                position = positions.position(span.end_line, span.end_column)
                start, end = in_order(params.range.start), in_order(params.range.end)
                if not start <= in_order(position) <= end:
                    continue
                labels = list(dict.fromkeys(each.label for each in hints))
                more = ["…"] if len(labels) > _MOST_LABELS else []
                found.append(
                    types.InlayHint(
                        position=position,
                        label="; ".join(labels[:_MOST_LABELS] + more),
                        tooltip="\n".join(dict.fromkeys(each.tooltip for each in hints)),
                        padding_left=True,
                    )
                )
        return found


def _hints(figures: PeriodFigures, file: str, language: Language) -> Iterator[Hint]:
    for _, compiled in figures.forms:
        stems = {stem for stem, root in compiled.files.items() if root.span.file == file}
        stems |= {INDICATORS} if _has_office(compiled, file) else set()
        for entry in figures.entries if stems else ():
            path = entry.figure.path
            if path and path[0] in stems:
                yield from _of_figure(compiled, entry, file, language)
        if stems:
            return


def _has_office(compiled: Compiled, file: str) -> bool:
    """Return whether some indicators of the period stand in a file."""
    root = compiled.files.get(INDICATORS)
    return root is not None and any(each.key.file == file for each in root.entries.values())


def _of_figure(compiled: Compiled, entry: Entry, file: str, language: Language) -> Iterator[Hint]:
    figure = entry.figure
    match figure.origin:
        case Computed():
            way = formula_with_values(figure)
            at, span = _behind(compiled, entry, file)
        case Counted(items=items):
            way = counted(len(items)).text(language)
            at, span = _behind_list(compiled, figure.path[:-1], items)
        case Stated(span=span, computed=computed) if computed is not None and computed != figure:
            given = printed_with_unit(computed)
            words = Bilingual(f"dữ liệu cho {given}", f"the data gives {given}").text(language)
            yield Hint(span, words, figure.label)
            return
        case _:
            return
    if span is None or span.file != file:
        return
    value = printed_with_unit(figure)
    is_behind_group = at == figure.path[:-1]
    is_unnamed = figure.path[-1] in _UNNAMED and not is_behind_group
    label = f"= {value}" if is_unnamed or not figure.label else _named(figure)
    yield Hint(span, label, f"{figure.label}: {way} = {value}")


def _named(figure: Figure) -> str:
    """Return a figure behind its name; a change below zero is named by its direction, unsigned."""
    name = last_name(figure)[:_LONGEST_LABEL]
    for above, below in DIRECTIONS if figure.value < 0 else ():
        if name.casefold().startswith(above):
            name = f"{below.capitalize()}{name[len(above) :]}"
            return f"{name} = {printed_with_unit(absolute(figure))}"
    return f"{name} = {printed_with_unit(figure)}"


def _behind(compiled: Compiled, entry: Entry, file: str) -> tuple[Path, Span | None]:
    """Return what a computed figure is shown behind: its path and its span.

    It is the last value of its group that it is computed from; where they stand below a key of the
    group, that key; else the group's.
    """
    group = entry.figure.path[:-1]
    paths = [path for path in used_by(entry.figure) if path[: len(group)] == group]
    written = [
        place.node.span
        for path in paths
        if len(path) == len(group) + 1
        for place in places_at(compiled.files, path)[:1]
        if isinstance(place.node, Scalar) and place.node.path == path
    ]
    if written and len(written) == len(paths):
        return entry.figure.path, max(written)
    if isinstance(group[-1], int):
        # Of an entry of a list, it is the last of all values that it follows from.
        own = [each for each in leaves(entry.figure) if each.file == file]
        return entry.figure.path, max(own, default=None)
    below = {path[: len(group) + 1] for path in paths}
    at: Path = below.pop() if len(below) == 1 and len(paths) > len(written) else group
    while len(at) > 1:
        places = [each.span for each in places_at(compiled.files, at) if each.span.file == file]
        if places:
            return at, _colon(places[0])
        at = at[:-1]  # a group that the form declares
    return at, None


def _behind_list(
    compiled: Compiled, group: Path, items: Sequence[Span]
) -> tuple[Path, Span | None]:
    """Return what the number of a list's entries is shown behind: the list's key, or its group's.

    So is the number of lines that an indicator has.
    """
    places = places_at(compiled.files, group)
    node = places[0].node if places else compiled.files.get(str(group[0]))
    for entry in node.entries.values() if isinstance(node, MappingNode) else ():
        listed = entry.value.items if isinstance(entry.value, SequenceNode) else ()
        if items and any(each.span == items[0] for each in listed):
            return group, _colon(entry.key)
    return group, _colon(places[0].span) if places else None


def _colon(key: Span) -> Span:
    """Return the span of a key with the colon behind it."""
    return replace(key, end_column=key.end_column + 1) if key.line == key.end_line else key


def _of_blanks(
    figures: PeriodFigures, file: str, before: FiguresBefore, language: Language
) -> Iterator[Hint]:
    """Yield what the values that are left blank were in the period before."""
    year = before.period.name
    said = Bilingual(f"kỳ {year}" if "-" in year else f"năm {year}", year).text(language)
    fields = next(filter(None, (fields_in(each, file) for _, each in figures.forms)), [])
    for field in fields:
        if field.node is None or not field.is_blank or field.span is None:
            continue
        for key in _VALUES:
            then = before.at((*field.path, key) if key else field.path)
            if then is not None and span_of(then) is not None:
                yield Hint(_colon(field.span), f"{said}: {printed_with_unit(then)}", then.label)
                break
