"""Hover: what is known of the value, key, name or mistake at a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from ntmreport.diagnostic import SEVERITY_NAMES
from ntmreport.figure import Computed, Counted
from ntmreport.figure.day_format import printed_day
from ntmreport.language import Bilingual
from ntmreport.language_server.data_fields import field_at, fields_in, places_at, scalar_at
from ntmreport.language_server.figure_hover import FigureTeller, shortened
from ntmreport.language_server.hover_text import HoverText, Link, Strong
from ntmreport.language_server.named_places import FORM_FILE, NamedValue, named_at
from ntmreport.language_server.period_figures import (
    RESULTS,
    PrintedPlace,
    figures_of_state,
    present_figures,
    template_texts,
)
from ntmreport.language_server.positions import is_within
from ntmreport.language_server.template_names import names_of, span_between, stands_for, tag_at
from ntmreport.lineage.mentions import mentions
from ntmreport.model.field_types import Term, Text
from ntmreport.rulebook.rule_pages import page, rules
from ntmreport.source import Misspelling, Scalar, read_date
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ntmreport.diagnostic import Rule
    from ntmreport.language_server.period_figures import PeriodFigures
    from ntmreport.language_server.server import ReportServer
    from ntmreport.language_server.template_names import Name, NamePath, Use
    from ntmreport.lineage import Entry
    from ntmreport.live.kept_periods import PeriodState
    from ntmreport.model.field_walk import Field

_NOT_TO_PRINT = ("report", "acknowledged", "workbooks")
"""Files whose texts need not be printed by themselves."""

_CODE = re.compile(r"\bNTM[0-9]{3}\b")
_MOST_NAMED = 8
_SHORTEST_SOUGHT, _LONGEST_SOUGHT = 4, 60
_TEXT_NOT_PRINTED = Bilingual("Báo cáo không in nội dung này.", "The report does not print it.")


def add(server: ReportServer) -> None:
    """Have the server answer with what is known of a place."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        server.settle()
        name = server.name_of(params.text_document.uri)
        positions = server.positions(name)
        line, column = positions.place(params.position)
        told = _Hover(server, name, line, column)
        told.say()
        if told.text.is_empty:
            return None
        around = positions.range_of(told.span) if told.span is not None else None
        return types.Hover(told.text.content, around)


def _kind(server: ReportServer) -> types.MarkupKind:
    asked = server.client_capabilities.text_document
    shown = asked.hover.content_format if asked is not None and asked.hover is not None else None
    is_markdown = types.MarkupKind.Markdown in (shown or ())
    return types.MarkupKind.Markdown if is_markdown else types.MarkupKind.PlainText


class _Hover:
    """All that is said of one place of a file, and the span that it is said of."""

    def __init__(self, server: ReportServer, name: str, line: int, column: int) -> None:
        self.text = HoverText(_kind(server))
        self.span: Span | None = None
        self._server = server
        self._session = server.session
        self._language = server.session.language
        self._name = name
        self._line, self._column = line, column
        self._now = server.session.text_of(name)

    def say(self) -> None:
        """Say what is known."""
        for state in self._session.states_of(self._name)[:1]:
            if self._name.endswith(".j2"):
                self._say_of_name(state)
            elif self._name.endswith(f"/{FORM_FILE}"):
                self._say_of_declaration(state)
            else:
                self._say_of_data(state)
        self._say_of_rules()

    def _teller(self, figures: PeriodFigures, state: PeriodState) -> FigureTeller:
        return FigureTeller(figures, self._session.before(state), self._language, self._address)

    def _address(self, span: Span) -> str:
        return f"{self._server.uri_of(span.file)}#L{span.line}"

    @property
    def _offset(self) -> int:
        lines = self._now.split("\n")[: self._line - 1]
        return sum(len(each) + 1 for each in lines) + self._column - 1

    def _span(self, name: Name | Use) -> Span:
        return span_between(self._name, self._now, name.start, name.end)

    def _say_of_rules(self) -> None:
        """Say what the rules are about that are broken or named at the place."""
        found: dict[Rule, Span] = {}
        for each in self._session.diagnostics().get(self._name, ()):
            if is_within(each.span, self._line, self._column):
                found.setdefault(each.rule, each.span)
        known = {rule.code: rule for rule in rules()}
        lines = self._now.split("\n")
        for code in _CODE.finditer(lines[min(self._line, len(lines)) - 1]):
            first, last = code.start() + 1, code.end() + 1
            if first <= self._column <= last and code[0] in known:
                span = Span(self._name, self._line, first, self._line, last)
                found.setdefault(known[code[0]], span)
        for rule, span in found.items():
            self.text.divider()
            about = page(rule)
            severity = SEVERITY_NAMES[rule.severity].text(self._language)
            title = about.title.text(self._language)
            self.text.paragraph(Strong(f"{rule.code} {title}"), f" ({severity})")
            self.text.paragraph(about.explanation.text(self._language))
            self.span = self.span or span

    def _say_of_data(self, state: PeriodState) -> None:
        figures = figures_of_state(state)
        same = figures.same_lines(self._name, self._now)
        line = same.earlier(self._line)
        if line is None and (figures := present_figures(state)).texts.get(self._name) == self._now:
            # The line is another than when there was a report, but can be read.
            same = figures.same_lines(self._name, self._now)
            line = self._line
        if line is None:
            return
        teller = self._teller(figures, state)
        tag = tag_at(self._now, self._offset) if "{{" in self._now else None
        if tag is not None and tag.kind == "{{":
            names = [each for each in tag.names if each.start <= self._offset <= each.end]
            for each in names or tag.names[:1]:
                self.span = self._span(each)
                self._say_of_paths(teller, [each.steps])
            return
        for span, entry in figures.written_on(self._name, line):
            if is_within(span, line, self._column):
                self.span = same.now(span)
                teller.whole(self.text, entry)
                return
        for _, compiled in figures.forms:
            field = field_at(fields_in(compiled, self._name), line, self._column)
            if field is not None:
                self._say_of_field(teller, field, line)
                self.span = same.now(self.span) if self.span is not None else None
                return

    def _say_of_declaration(self, state: PeriodState) -> None:
        """Say what figures the data has of an indicator that a form declares."""
        named = named_at(self._session, state, self._name, self._line, self._column)
        if not isinstance(named, NamedValue):
            return
        self.span = named.span
        figures = figures_of_state(state)
        teller = self._teller(figures, state)
        (path,) = named.paths
        found = [each for each in figures.by_path.values() if each.figure.path[:2] == path]
        labels = (
            compiled.form.declared[str(path[1])].text("label")
            for _, compiled in figures.forms
            if compiled.form is not None and path[1] in compiled.form.declared
        )
        self.text.paragraph(Strong(next(labels, "") or str(path[1])))
        if not found:
            self.text.paragraph(self._said("Chưa có số liệu.", "No figures yet."))
        for each in found[:_MOST_NAMED]:
            self.text.item(*teller.short(each))
        teller.more(self.text, len(found) - _MOST_NAMED)

    def _say_of_field(self, teller: FigureTeller, field: Field, line: int) -> None:
        figures, node, column = teller.figures, field.node, self._column
        value = scalar_at(node, line, column) if node is not None else None
        self.span = value.span if value is not None else field.span
        entry = figures.by_path.get(field.path)
        own = [each for each in figures.by_path.values() if each.figure.path[:-1] == field.path]
        if entry is None and len(own) == 1 and own[0].figure.path[-1] in RESULTS:
            entry = own[0]  # a value that the form has laid its declaration around
        if value is None and entry is not None:
            teller.whole(self.text, entry)
            return
        named = self._named_by(figures, value)
        if named is not None:
            teller.whole(self.text, named, with_source=True)
            return
        self.text.paragraph(Strong(field.label))
        if isinstance(node, Scalar):
            self._say_of_value(teller, field, node)
        elif value is not None:
            self._say_of_value(teller, field, value)
        for each in own[:_MOST_NAMED]:
            if isinstance(each.figure.origin, Computed | Counted):
                self.text.item(*teller.short(each))

    @staticmethod
    def _named_by(figures: PeriodFigures, value: Scalar | None) -> Entry | None:
        """Return the figure whose path a text is, as that of an acknowledgement."""
        if value is None or value.path[-1:] != ("path",) or not value.text:
            return None
        return next((each for each in figures.entries if each.path == value.text), None)

    def _say_of_value(self, teller: FigureTeller, field: Field, value: Scalar) -> None:
        """Say of a text, a day, a choice or a blank where it is printed and what counts it."""
        unit = field.kind.measure.unit if field.kind.measure is not None else ""
        if unit:
            self.text.paragraph(self._said("Đơn vị: ", "Unit: "), unit)
        if value.is_blank:
            self.text.paragraph(self._said("Chưa điền.", "Left blank."))
            before = teller.before.at(field.path) if teller.before is not None else None
            if before is not None:
                teller.value_before(self.text, before)
            return
        counting = teller.figures.counted_at(value.span)
        if counting:
            self.text.paragraph(self._said("Được đếm trong:", "Counted in:"))
            for each in counting[:_MOST_NAMED]:
                self.text.item(*teller.short(each))
            teller.more(self.text, len(counting) - _MOST_NAMED)
        places = teller.figures.places_of_text(value.span) or self._mentioned(teller, field, value)
        is_text = issubclass(field.kind.type, Text) and not issubclass(field.kind.type, Term)
        is_meant = is_text and not counting and value.path[0] not in _NOT_TO_PRINT
        teller.printed_at(self.text, places, _TEXT_NOT_PRINTED if is_meant else None)

    @staticmethod
    def _mentioned(teller: FigureTeller, field: Field, value: Scalar) -> Sequence[PrintedPlace]:
        """Return the places that print a day or a name which nothing else leads to."""
        day = read_date(value.text)
        sought = value.text if isinstance(day, Misspelling) else printed_day(day)
        is_word = issubclass(field.kind.type, Text) and not issubclass(field.kind.type, Term)
        if isinstance(day, Misspelling) and not (
            is_word and _SHORTEST_SOUGHT <= len(sought) <= _LONGEST_SOUGHT
        ):
            return []
        found = []
        for _, compiled in teller.figures.forms:
            if compiled.document is not None:
                printed, _ = mentions(compiled.document, (), sought)
                found += [PrintedPlace(each.where, each.text) for each in printed]
        return found

    def _say_of_name(self, state: PeriodState) -> None:
        """Say what a name in a template's tag stands for; of none, what its line prints."""
        figures = figures_of_state(state)
        offset = self._offset
        tag = tag_at(self._now, offset)
        if tag is None:
            return
        teller = self._teller(figures, state)
        for _, compiled in figures.forms:
            if compiled.form is None or not self._name.startswith(f"{compiled.form.folder}/"):
                continue
            names = names_of(template_texts(self._session, compiled.form))
            use = names.at(self._name, offset)
            if use is None and tag.kind == "{{":
                uses = (names.at(self._name, each.start) for each in tag.names)
                use = next(filter(None, uses), None)
            if use is not None:
                self.span = self._span(use)
                self._say_of_paths(teller, use.paths)
            if self.text.is_empty and tag.kind == "{{":
                self._say_of_line(teller)
            return

    def _say_of_paths(self, teller: FigureTeller, paths: Sequence[NamePath]) -> None:
        """Say what stands at the paths: a figure whole, several in a line each, else the text."""
        found = list(_entries_at(teller.figures, paths))
        if len(found) == 1:
            teller.whole(self.text, found[0], with_source=True)
            return
        for each in found[:_MOST_NAMED]:
            self.text.item(*teller.short(each))
        teller.more(self.text, len(found) - _MOST_NAMED)
        if found:
            return
        places = {
            each.span: each
            for _, compiled in teller.figures.forms
            for path in paths
            for each in places_at(compiled.files, path)
        }
        for span, place in list(places.items())[:_MOST_NAMED]:
            said = f" {shortened(place.node.text)}" if isinstance(place.node, Scalar) else ""
            self.text.item(Link(f"{span.file}:{span.line}", self._address(span)), said)
        teller.more(self.text, len(places) - _MOST_NAMED)

    def _say_of_line(self, teller: FigureTeller) -> None:
        """Say what figures the line of the template prints."""
        same = teller.figures.same_lines(self._name, self._now)
        line = same.earlier(self._line)
        found = [
            entry
            for entry in teller.figures.entries
            if entry.printings
            and any(
                place.span is not None and (place.span.file, place.span.line) == (self._name, line)
                for place in teller.figures.places_of(entry)
            )
        ]
        if found:
            self.text.paragraph(self._said("Dòng này in:", "This line prints:"))
            for each in found[:_MOST_NAMED]:
                self.text.item(*teller.short(each))
            teller.more(self.text, len(found) - _MOST_NAMED)

    def _said(self, vi: str, en: str) -> str:
        return Bilingual(vi, en).text(self._language)


def _entries_at(figures: PeriodFigures, paths: Iterable[NamePath]) -> Iterator[Entry]:
    """Yield the figures that names with these paths stand for: their own, or their group's."""
    seen: set[int] = set()
    for path in paths:
        names = (path, *((*path, each) for each in RESULTS))
        for name in names:
            its = [
                each
                for each in figures.by_path.values()
                if len(each.figure.path) >= len(name) and stands_for(name, each.figure.path)
            ]
            yield from (each for each in its if id(each) not in seen)
            seen |= {id(each) for each in its}
            if its:
                break
