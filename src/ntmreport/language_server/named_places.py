"""The value, macro, file or name of the data that a place names, or is named by elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from ntmreport.language_server.data_fields import field_at, fields_in, scalar_at
from ntmreport.language_server.period_figures import (
    figures_of_state,
    present_figures,
    template_texts,
)
from ntmreport.language_server.positions import is_within
from ntmreport.language_server.template_names import names_of, span_between, step_from, tag_at
from ntmreport.model.declared_indicators import INDICATORS
from ntmreport.source import CRITERIA, MappingNode, Scalar, scalars_in
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.language_server.session import Session
    from ntmreport.language_server.template_names import NamePath
    from ntmreport.live.kept_periods import PeriodState
    from ntmreport.pipeline import Compiled

FORM_FILE = "form.yaml"
_FORM = "form"
_STEP = re.compile(r"[^.\[\]]+")


class NamedValue(Struct, frozen=True):
    """A value of the data by the paths that it may have. `is_called` where its place names it."""

    paths: tuple[NamePath, ...]
    span: Span
    is_called: bool = False


class NamedMacro(Struct, frozen=True):
    """A macro of the templates."""

    name: str
    span: Span


class NamedFile(Struct, frozen=True):
    """A file that is named."""

    file: str
    span: Span


class NamedText(Struct, frozen=True):
    """The name of a commune or the number of a document, which the data has in several places.

    `path` is that of this place.
    """

    text: str
    path: NamePath
    span: Span


Named: TypeAlias = "NamedValue | NamedMacro | NamedFile | NamedText"


def named_at(
    session: Session, state: PeriodState, file: str, line: int, column: int
) -> Named | None:
    """Return what is named at a place of a file; spans are those of its present text."""
    text = session.text_of(file)
    if file.endswith(".j2"):
        return _in_template(session, state, file, _offset(text, line, column))
    for _, compiled in state.forms:
        if compiled.form is not None and file == f"{compiled.form.folder}/{FORM_FILE}":
            return _in_form(session, file, line, column)
    if "{{" in text:
        offset = _offset(text, line, column)
        tag = tag_at(text, offset)
        for name in tag.names if tag is not None else ():
            if name.start <= offset <= name.end:
                span = span_between(file, text, name.start, name.end)
                return NamedValue((name.steps,), span, is_called=True)
    return _in_data(session, state, file, line, column)


def _offset(text: str, line: int, column: int) -> int:
    lines = text.split("\n")[: line - 1]
    return sum(len(each) + 1 for each in lines) + column - 1


def _in_template(session: Session, state: PeriodState, file: str, offset: int) -> Named | None:
    text = session.text_of(file)
    for _, compiled in figures_of_state(state).forms:
        form = compiled.form
        if form is None or not file.startswith(f"{form.folder}/"):
            continue
        names = names_of(template_texts(session, form))
        for where, named, start, end in names.files:
            if where == file and start <= offset <= end:
                return NamedFile(f"{form.folder}/{named}", span_between(file, text, start, end))
        for each in (*names.macros.values(), *names.calls):
            if each.file == file and each.start <= offset <= each.end:
                return NamedMacro(each.name, span_between(file, text, each.start, each.end))
        use = names.at(file, offset)
        if use is not None and use.paths:
            span = span_between(file, text, use.start, use.end)
            return NamedValue(use.paths, span, is_called=True)
    return None


def _in_form(session: Session, file: str, line: int, column: int) -> Named | None:
    declared = declarations_in(session, file)
    for key, span in declared.items():
        if is_within(span, line, column):
            return NamedValue(((INDICATORS, key),), span)
    return None


def declarations_in(session: Session, file: str) -> dict[str, Span]:
    """Return the keys of the indicators that a form.yaml declares, and where they are declared."""
    root = session.tree_of(file, _FORM)
    entry = root.entries.get(INDICATORS) if root is not None else None
    if entry is None or not isinstance(entry.value, MappingNode):
        return {}
    return {key: each.key for key, each in entry.value.entries.items()}


def _in_data(
    session: Session, state: PeriodState, file: str, line: int, column: int
) -> Named | None:
    """Return what is named in a file of data, of a line that can be read or is as it was."""
    for figures in (present_figures(state), figures_of_state(state)):
        same = figures.same_lines(file, session.text_of(file))
        then = same.earlier(line)
        for _, compiled in figures.forms if then is not None else ():
            fields = fields_in(compiled, file)
            field = field_at(fields, then or line, column)
            if field is None:
                continue
            value = scalar_at(field.node, then or line, column) if field.node is not None else None
            span = same.now(
                value.span if value is not None else field.span or Span(file, 1, 1, 1, 1)
            )
            if span is None:
                continue
            found = _of_value(compiled, value, span) if value is not None else None
            return found or NamedValue((field.path,), span)
    return None


def _of_value(compiled: Compiled, value: Scalar, span: Span) -> Named | None:
    """Return what a value names that is not the value itself."""
    form, text = compiled.form, value.text
    match value.path:
        case ("report", "form") | ("report", "form" | "forms", int()) if form is not None:
            forms = (form, *form.beside)
            folder = next((each.folder for each in forms if each.folder.endswith(f"/{text}")), "")
            return NamedFile(f"{folder}/{FORM_FILE}", span) if folder else None
        case ("report", "criteria_set"):
            ending = f"{CRITERIA}/{text}.yaml"
            sets = (each for each in compiled.texts if f"/{each}".endswith(f"/{ending}"))
            file = next(sets, "")
            return NamedFile(file, span) if file else None
        case ("acknowledged", *_, "path") | ("workbooks", *_, "indicator"):
            return NamedValue((path_of(text),), span, is_called=True) if text else None
        case (*_, "number") if not text.isdigit() and text:
            return NamedText(text, value.path, span)
        case _ if text in names_of_units(compiled):
            return NamedText(text, value.path, span)
        case _:
            return None


def path_of(text: str) -> NamePath:
    """Return the path that is written as users write it: `production.chains[0].output`."""
    return tuple(map(step_from, _STEP.findall(text)))


def names_of_units(compiled: Compiled) -> dict[str, Scalar]:
    """Return the units that report.yaml names, with the first place of each name."""
    root = compiled.files.get("report")
    unit = root.entries.get("unit") if root is not None else None
    found: dict[str, Scalar] = {}
    for each in scalars_in(unit.value) if unit is not None else ():
        if "names" in each.path:
            found.setdefault(each.text, each)
    return found


def texts_like(compiled: Compiled, named: NamedText) -> Iterator[Scalar]:
    """Yield the values of the data that are the same name or number, this one among them."""
    is_number = named.path[-1] == "number"
    for root in compiled.files.values():
        for each in scalars_in(root):
            if each.text == named.text and (each.path[-1] == "number") == is_number:
                yield each
