"""Code lenses: above each group of data, the sections of the report that print it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types
from msgspec import Struct

from ntmreport.language import Bilingual
from ntmreport.language_server.figure_hover import shown_section
from ntmreport.language_server.period_figures import figures_of_state, used_by
from ntmreport.lineage import span_of
from ntmreport.model.declared_indicators import INDICATORS
from ntmreport.source import MappingNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.language import Language
    from ntmreport.language_server.period_figures import PeriodFigures, PrintedPlace
    from ntmreport.language_server.server import ReportServer
    from ntmreport.lineage import Entry
    from ntmreport.pipeline import Compiled
    from ntmreport.span import Path, Span

SHOW_REFERENCES = "ntmreport.showReferences"

_MOST_SECTIONS = 8
_MOST_ENTRIES = 100
_WITHOUT = frozenset(("report", "acknowledged", "workbooks", "documents"))
"""Files whose groups are no part of the report by themselves."""


class _Group(Struct, frozen=True):
    """A group of a file: where it is called, and all places that print something of it."""

    key: Span
    places: tuple[PrintedPlace, ...]
    has_figures: bool
    is_used: bool


def add(server: ReportServer) -> None:
    """Have the server say of each group where it is printed."""

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    def code_lenses(params: types.CodeLensParams) -> list[types.CodeLens]:
        server.settle()
        session = server.session
        name = server.name_of(params.text_document.uri)
        found: list[types.CodeLens] = []
        for state in session.states_of(name)[:1] if name.endswith(".yaml") else ():
            figures, positions = figures_of_state(state), server.positions(name)
            same = figures.same_lines(name, session.text_of(name))
            for group in _groups(figures, name) if figures.has_report else ():
                span = same.now(group.key)
                title = _title(group, session.language)
                if span is not None and title:
                    around = positions.range_of(span)
                    found.append(
                        types.CodeLens(around, _command(server, title, name, around, group))
                    )
        return found


def _command(
    server: ReportServer, title: str, name: str, around: types.Range, group: _Group
) -> types.Command:
    """Return the command that shows the lines of templates, where the editor knows it."""
    spans = dict.fromkeys(each.span for each in group.places if each.span is not None)
    if SHOW_REFERENCES not in server.client_commands or not spans:
        return types.Command(title, "")
    locations: list[Any] = [
        {"uri": each.uri, "range": _plain(each.range)} for each in map(server.location, spans)
    ]
    place = {"line": around.start.line, "character": around.start.character}
    arguments: list[Any] = [server.uri_of(name), place, locations]
    return types.Command(title, SHOW_REFERENCES, arguments=arguments)


def _plain(around: types.Range) -> dict[str, dict[str, int]]:
    return {
        "start": {"line": around.start.line, "character": around.start.character},
        "end": {"line": around.end.line, "character": around.end.character},
    }


def _title(group: _Group, language: Language) -> str:
    sections = dict.fromkeys(shown_section(each.section) for each in group.places)
    named = [each for each in sections if each]
    if named:
        more = ", …" if len(named) > _MOST_SECTIONS else ""
        listed = ", ".join(named[:_MOST_SECTIONS]) + more
        if not group.is_used:
            return Bilingual(f"in ở {listed}", f"printed in {listed}").text(language)
        return Bilingual(
            f"không in; dùng để tính số in ở {listed}",
            f"not printed; used for what is printed in {listed}",
        ).text(language)
    if group.places:
        return Bilingual("in ngoài các mục", "printed outside of sections").text(language)
    return Bilingual("không in", "not printed").text(language) if group.has_figures else ""


def _groups(figures: PeriodFigures, file: str) -> Iterator[_Group]:
    """Yield the groups of a file: what its keys hold, of a list each entry."""
    for _, compiled in figures.forms:
        keys = list(_keys(compiled, file))
        if not keys:
            continue
        of_key: dict[Path, list[Entry]] = {path: [] for path, _ in keys}
        for entry in figures.entries:
            for length in (2, 3):
                if entry.figure.path[:length] in of_key:
                    of_key[entry.figure.path[:length]].append(entry)
        texts = list(figures.printed_texts_in(file))
        for path, (key, around) in keys:
            entries = of_key[path]
            places = [place for each in entries for place in figures.places_of(each)]
            places += [place for span, its in texts if _is_in(span, around) for place in its]
            is_used = False
            if not places:
                followers = (other for each in entries for other in figures.followers(each.figure))
                places = [place for each in followers for place in figures.places_of(each)]
                is_used = bool(places)
            has_figures = any(span_of(each.figure) or [*used_by(each.figure)] for each in entries)
            in_order = sorted(dict.fromkeys(places), key=lambda each: each.block)
            yield _Group(key, tuple(in_order), has_figures, is_used)
        return


def _keys(compiled: Compiled, file: str) -> Iterator[tuple[Path, tuple[Span, Span]]]:
    """Yield the paths of a file's groups, each with the span of its key and of all of it."""
    for stem, root in compiled.files.items():
        if stem in _WITHOUT or (root.span.file != file and stem != INDICATORS):
            continue
        for key, entry in root.entries.items():
            value = entry.value
            if entry.key.file != file:
                continue
            if isinstance(value, SequenceNode) and 0 < len(value.items) <= _MOST_ENTRIES:
                groups = [each for each in value.items if isinstance(each, MappingNode)]
                yield from (
                    ((stem, key, *each.path[-1:]), (each.span, each.span)) for each in groups
                )
                if groups:
                    continue
            yield (stem, key), (entry.key, value.span)


def _is_in(inner: Span, outer: Span) -> bool:
    return (outer.line, outer.column) <= (inner.line, inner.column) and (
        inner.end_line,
        inner.end_column,
    ) <= (outer.end_line, outer.end_column)
