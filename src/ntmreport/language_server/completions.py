"""Completion: keys with their labels, values of lists, names of communes, numbers of documents,
and in wording the paths of figures, filters and kinds of lines.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from lsprotocol import types

from ntmreport.language_server.file_schemas import at_path, keys_of, schema_for, types_of
from ntmreport.language_server.template_completions import (
    Offer,
    TemplateOffers,
    at_line_start,
    in_tags,
)
from ntmreport.language_server.yaml_cursor import cursor_at
from ntmreport.model import REPORT
from ntmreport.model.criteria import known_sets
from ntmreport.model.model_contents import models_of
from ntmreport.model.offices.report import Report
from ntmreport.model.shapes import DocumentReference
from ntmreport.program_files import templates_folder
from ntmreport.source import CRITERIA
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.language_server.file_schemas import Schema
    from ntmreport.language_server.server import ReportServer
    from ntmreport.language_server.yaml_cursor import YamlCursor
    from ntmreport.live.kept_periods import PeriodState

_TRIGGERS = (".", "|", "@", " ", "{")
_TEMPLATE = ".j2"
_NUMBER_OF_DOCUMENT = re.compile(r"(?<![\w/.-])[0-9][\w/.-]*$")
_OF_COMMUNES = {"communes", "commune", "names", "not_yet", "village"}
"""Keys of values that are names of communes: all are offered before one is begun."""

_ACKNOWLEDGED = "acknowledged.yaml"
_PROPERTY, _VALUE = types.CompletionItemKind.Property, types.CompletionItemKind.Value
_ENUM = types.CompletionItemKind.EnumMember


def add(server: ReportServer) -> None:
    """Have the server complete what is typed."""
    options = types.CompletionOptions(trigger_characters=_TRIGGERS)

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, options)
    def complete(params: types.CompletionParams) -> types.CompletionList:
        name = server.name_of(params.text_document.uri)
        server.settle()
        return types.CompletionList(
            is_incomplete=False, items=_items(server, name, params.position)
        )


def _items(server: ReportServer, name: str, position: types.Position) -> list[types.CompletionItem]:
    if name not in server.session.open:
        return []
    positions = server.positions(name)
    line, column = positions.place(position)
    lines = positions.lines
    found = _offers(server, name, lines, line, column)
    if found is None:
        return []
    start = positions.position(line, column - found.typed)
    place = types.Range(start, positions.position(line, column))
    return [
        types.CompletionItem(
            label=each.word.rstrip(": \n"),
            kind=each.kind,
            detail=each.detail or None,
            documentation=each.remark or None,
            sort_text=f"{number:05}",
            filter_text=each.word.rstrip(": \n"),
            text_edit=types.TextEdit(place, each.word),
        )
        for number, each in enumerate(found.offers)
    ]


def _offers(
    server: ReportServer, name: str, lines: Sequence[str], line: int, column: int
) -> TemplateOffers | None:
    session = server.session
    before = lines[line - 1][: column - 1]
    states = session.states_of(name)
    state = states[0] if states else None
    is_template = name.endswith(_TEMPLATE)
    form = PurePath(name).parent.name if is_template else None
    earlier = "\n".join((*lines[: line - 1], ""))
    found = in_tags(before, earlier if is_template else "", state, form, session.language)
    if found is not None:
        return found
    if is_template:
        return at_line_start(before, session.language) or _documents(before, state)
    cursor = cursor_at(lines, line, column)
    if cursor is None:
        return _documents(before, state)
    schema = schema_for(name, state)
    here = at_path(schema, cursor.path)
    if cursor.is_key and here is not None and "object" in types_of(here):
        if server.has_schemas:
            return None
        return TemplateOffers(len(cursor.typed), list(_keys(here, cursor)))
    if here is None and cursor.is_key and not cursor.path and schema is None:
        return None
    values = [*_values(server, name, cursor, here, state)]
    if values:
        return TemplateOffers(len(cursor.typed), values)
    kinds = types_of(here) if here is not None else ()
    return _documents(before, state) if not kinds or "string" in kinds else None


def _keys(schema: Schema, cursor: YamlCursor) -> Iterator[Offer]:
    """Yield the keys that a group can still have, those that it must have first."""
    required = schema.get("required", ())
    indent = " " * (cursor.column + 1)
    found = [(key, each) for key, each in keys_of(schema).items() if key not in cursor.siblings]
    for key, each in sorted(found, key=lambda pair: pair[0] not in required):
        kinds = types_of(each)
        behind = " "
        if kinds and kinds <= {"object"}:
            behind = f"\n{indent}"
        elif kinds and kinds <= {"array"}:
            behind = f"\n{indent}- "
        title = str(each.get("title", ""))
        remark = str(each.get("description", "")).removeprefix(f"{title}.").strip()
        yield Offer(f"{key}:{behind}", title, _PROPERTY, remark)


def _values(
    server: ReportServer,
    name: str,
    cursor: YamlCursor,
    schema: Schema | None,
    state: PeriodState | None,
) -> Iterator[Offer]:
    """Yield what can stand as a value: what the schema lists, and names that the data knows."""
    for each in (schema or {}).get("enum", ()):
        if each is not None and not server.has_schemas:
            yield Offer(str(each), "", _ENUM)
    if schema is not None and types_of(schema) == {"boolean"} and not server.has_schemas:
        yield from (Offer(word, "", _ENUM) for word in ("true", "false"))
    yield from _named(server, name, cursor, state)
    is_words = schema is None or "string" in types_of(schema)
    if is_words and cursor.typed and "enum" not in (schema or {}):
        yield from _communes(cursor.typed, state)
    elif any(step in _OF_COMMUNES for step in cursor.path[-2:]):
        yield from _communes("", state)


def _named(
    server: ReportServer, name: str, cursor: YamlCursor, state: PeriodState | None
) -> Iterator[Offer]:
    """Yield the forms, sets of criteria, rules and paths that a value names."""
    path = PurePath(name)
    repository = path.parent.parent.parent
    match path.name, cursor.path:
        case "report.yaml", ("form",) | ("forms", 0):
            folders = (Path(repository / "templates"), templates_folder())
            forms = (each.parent.name for folder in folders for each in folder.glob("*/form.yaml"))
            yield from (Offer(each, "", _VALUE) for each in dict.fromkeys(sorted(forms)))
        case "report.yaml", ("criteria_set",):
            own = (each.stem for each in Path(repository / CRITERIA).glob("*.yaml"))
            yield from (Offer(each, "", _VALUE) for each in sorted({*known_sets(), *own}))
        case (file, (*_, "code" | "path" as key)) if file == _ACKNOWLEDGED and state:
            language = server.session.language
            for each in state.diagnostics:
                if not each.is_error:
                    word = each.rule.code if key == "code" else written_path(each.path)
                    yield Offer(word, each.message.text(language), _VALUE)
        case _:
            return


def _communes(typed: str, state: PeriodState | None) -> Iterator[Offer]:
    """Yield the names of communes that begin with what is typed, marks and capitals aside."""
    wanted = _bare(typed)
    for name, level in _names_of_communes(state):
        if _bare(name).startswith(wanted):
            yield Offer(name, level, types.CompletionItemKind.EnumMember)


def _names_of_communes(state: PeriodState | None) -> Iterator[tuple[str, str]]:
    report = (state.last_report or state) if state is not None else None
    for _, compiled in report.forms if report is not None else ():
        frame = compiled.models.get(REPORT)
        if not isinstance(frame, Report):
            continue
        for units in (frame.unit.communes, frame.unit.towns, frame.unit.villages):
            for each in units.names if units is not None else ():
                yield each.value, str(each.level or "")
        return


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(each for each in letters if not unicodedata.combining(each))


def _documents(before: str, state: PeriodState | None) -> TemplateOffers | None:
    """Return the numbers of declared documents that begin with the number that is being typed."""
    found = _NUMBER_OF_DOCUMENT.search(before)
    if found is None or state is None:
        return None
    said = dict(_declared_documents(state))
    offers = [
        Offer(number, detail, types.CompletionItemKind.Reference)
        for number, detail in said.items()
        if number.startswith(found[0])
    ]
    return TemplateOffers(len(found[0]), offers) if offers else None


def _declared_documents(state: PeriodState) -> Iterator[tuple[str, str]]:
    report = state.last_report or state
    for _, compiled in report.forms:
        for model in compiled.models.values():
            for each in models_of(model):
                if isinstance(each, DocumentReference):
                    yield each.number.value, each.label
