"""Definition and references: from a figure to the templates that print it, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ntmreport.language_server.data_fields import places_at
from ntmreport.language_server.named_places import (
    FORM_FILE,
    NamedFile,
    NamedMacro,
    NamedText,
    NamedValue,
    declarations_in,
    named_at,
    names_of_units,
    path_of,
    texts_like,
)
from ntmreport.language_server.period_figures import RESULTS, figures_of_state, template_texts
from ntmreport.language_server.template_names import (
    leads_to,
    names_of,
    span_between,
    stands_for,
    tags_of,
)
from ntmreport.lineage import leaves
from ntmreport.model.declared_indicators import INDICATORS
from ntmreport.source import scalars_in
from ntmreport.span import Span, start_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ntmreport.language_server.named_places import Named
    from ntmreport.language_server.server import ReportServer
    from ntmreport.language_server.session import Session
    from ntmreport.language_server.template_names import NamePath, TemplateNames
    from ntmreport.live.kept_periods import PeriodState
    from ntmreport.pipeline import Compiled
    from ntmreport.source import Scalar

_MOST = 2000


def add(server: ReportServer) -> None:
    """Have the server lead from what is named to where it is said, and to all that names it."""

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> list[types.Location]:
        return _answer(server, params, _definitions)

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def references(params: types.ReferenceParams) -> list[types.Location]:
        is_wanted = params.context.include_declaration

        def found(places: _Places, named: Named) -> Iterator[Span]:
            said = set() if is_wanted else set(_said(places, named))
            yield from (each for each in _references(places, named) if each not in said)

        return _answer(server, params, found)


class _Places:
    """The places of a period: those of its last report, where they are in the present texts."""

    def __init__(self, session: Session, state: PeriodState) -> None:
        self.session = session
        self.figures = figures_of_state(state)
        self.compiled = [each for _, each in self.figures.forms]

    def now(self, spans: Iterable[Span]) -> Iterator[Span]:
        """Yield where places are in the texts as they are now."""
        for span in spans:
            same = self.figures.same_lines(span.file, self.session.text_of(span.file))
            if (found := same.now(span)) is not None:
                yield found

    def names(self) -> Iterator[tuple[TemplateNames, dict[str, str]]]:
        """Yield the names in the templates of each form, with the templates."""
        for compiled in self.compiled:
            if compiled.form is not None:
                texts = dict(template_texts(self.session, compiled.form))
                yield names_of(texts), texts


def _answer(
    server: ReportServer,
    params: types.DefinitionParams | types.ReferenceParams,
    find: Callable[[_Places, Named], Iterable[Span]],
) -> list[types.Location]:
    server.settle()
    name = server.name_of(params.text_document.uri)
    line, column = server.positions(name).place(params.position)
    for state in server.session.states_of(name)[:1]:
        named = named_at(server.session, state, name, line, column)
        if named is not None:
            spans = list(dict.fromkeys(find(_Places(server.session, state), named)))
            return [server.location(each) for each in spans[:_MOST]]
    return []


def _definitions(places: _Places, named: Named) -> Iterator[Span]:
    match named:
        case NamedFile(file=file):
            yield start_of(file)
        case NamedMacro(name=name):
            for names, texts in places.names():
                macro = names.macros.get(name)
                if macro is not None:
                    yield span_between(macro.file, texts[macro.file], macro.start, macro.end)
        case NamedText():
            said = [each.span for each in _declared_texts(places, named)]
            elsewhere = [each for each in places.now(said) if each != named.span]
            yield from elsewhere or places.now(said)
        case NamedValue(paths=paths, is_called=True):
            found = _written(places, paths) or _summed_up(places, paths)
            yield from found or _declared(places, paths)
        case NamedValue(paths=paths, span=span):
            declared = _declared(places, paths)
            if span in declared:
                yield from _written(places, paths)
            yield from (each for each in declared if each != span)
            yield from _printing(places, paths)


def _said(places: _Places, named: Named) -> Iterable[Span]:
    """Return where something is said; its definition leads on from there to where it is used."""
    if isinstance(named, NamedValue):
        return (*_written(places, named.paths), *_declared(places, named.paths))
    return _definitions(places, named)


def _references(places: _Places, named: Named) -> Iterator[Span]:
    match named:
        case NamedFile(file=file, span=span):
            for names, texts in places.names():
                for where, called, start, end in names.files:
                    if where.rpartition("/")[0] + f"/{called}" == file:
                        yield span_between(where, texts[where], start, end)
            yield span
        case NamedMacro(name=name):
            for names, texts in places.names():
                macro = names.macros.get(name)
                for each in (*((macro,) if macro is not None else ()), *names.calls):
                    if each.name == name:
                        yield span_between(each.file, texts[each.file], each.start, each.end)
        case NamedText(path=path):
            for compiled in places.compiled:
                yield from places.now(each.span for each in texts_like(compiled, named))
            yield from _printing(places, (path,))
        case NamedValue(paths=paths):
            yield from _written(places, paths)
            yield from _declared(places, paths)
            yield from _printing(places, paths)
            yield from _called(places, paths)


def _written(places: _Places, paths: Sequence[NamePath]) -> list[Span]:
    """Return where values are written in the data: the lines of their keys."""
    return [
        span
        for compiled in places.compiled
        for path in paths
        for span in places.now(each.span for each in places_at(compiled.files, path))
        if not span.file.endswith(f"/{FORM_FILE}")
    ]


def _summed_up(places: _Places, paths: Sequence[NamePath]) -> list[Span]:
    """Return where the values stand that figures without a place of their own come from."""
    figures = [
        each.figure
        for each in places.figures.by_path.values()
        if any(stands_for(path, each.figure.path[: len(path)]) for path in paths)
    ]
    return list(dict.fromkeys(span for each in figures for span in leaves(each)))


def _declared(places: _Places, paths: Sequence[NamePath]) -> list[Span]:
    """Return where a form declares the indicators that paths begin with."""
    keys = dict.fromkeys(str(path[1]) for path in paths if path[:1] == (INDICATORS,) and path[1:])
    found = []
    for compiled in places.compiled if keys else ():
        if compiled.form is None:
            continue
        for form in (compiled.form, *compiled.form.beside):
            if form.declared:
                said = declarations_in(places.session, f"{form.folder}/{FORM_FILE}")
                found += [said[key] for key in keys if key in said]
    return found


def _printing(places: _Places, paths: Sequence[NamePath]) -> list[Span]:
    """Return the names in templates that stand for values, else the lines that print them."""
    found = [
        span_between(use.file, texts[use.file], use.start, use.end)
        for names, texts in places.names()
        for path in paths
        for wanted in (path, *((path[:-1],) if path[-1] in RESULTS and len(path) > 2 else ()))
        for use in names.uses_of(wanted)
        if wanted is path or any(stands_for(name, wanted) for name in use.paths)
    ]
    if found:
        return found
    figures = places.figures
    spans = [
        place.span
        for entry in figures.entries
        if any(leads_to(entry.figure.path, path) for path in paths if entry.figure.path)
        for place in figures.places_of(entry)
        if place.span is not None
    ]
    return list(places.now(spans))


def _called(places: _Places, paths: Sequence[NamePath]) -> Iterator[Span]:
    """Yield where the data itself calls values by their paths: in texts and acknowledgements."""
    for compiled in places.compiled:
        for stem in ("acknowledged", "workbooks"):
            root = compiled.files.get(stem)
            for each in scalars_in(root) if root is not None else ():
                is_path = each.path[-1] in {"path", "indicator"} and bool(each.text)
                if is_path and any(leads_to(path_of(each.text), path) for path in paths):
                    yield from places.now([each.span])
        for root in compiled.files.values():
            yield from places.now(_called_in(places, root.span.file, paths))


def _called_in(places: _Places, file: str, paths: Sequence[NamePath]) -> Iterator[Span]:
    text = places.figures.texts.get(file, "")
    for tag in tags_of(text) if "{{" in text else ():
        for name in tag.names:
            if any(leads_to(name.steps, path) for path in paths):
                yield span_between(file, text, name.start, name.end)


def _declared_texts(places: _Places, named: NamedText) -> list[Scalar]:
    """Return where a document is given with its subject; of a commune, its file and the list."""
    found: list[Scalar] = []
    for compiled in places.compiled:
        same = list(texts_like(compiled, named))
        if named.path[-1] == "number":
            found += [each for each in same if _has_subject(compiled, each)] or same[:1]
            continue
        found += [each for each in same if each.path[1:] == ("name",)]
        listed = names_of_units(compiled).get(named.text)
        found += [listed] if listed is not None else []
    return found


def _has_subject(compiled: Compiled, number: Scalar) -> bool:
    subject = (*number.path[:-1], "subject")
    return any(each.node.path == subject for each in places_at(compiled.files, subject))
