"""Rename of an indicator: its key in the form and in all periods, and all that calls it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from msgspec import Struct
from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.language_server.indicator_names import (
    UnreadableError,
    names_in_form,
    names_in_period,
    picks_by_variable,
    scope_of,
    step_of,
)
from ntmreport.language_server.named_places import FORM_FILE, NamedValue, declarations_in, named_at
from ntmreport.language_server.period_figures import figures_of_state, template_texts
from ntmreport.language_server.positions import is_within
from ntmreport.language_server.server import RefusedError
from ntmreport.language_server.template_names import names_of
from ntmreport.language_server.workspace_edits import workspace_edit
from ntmreport.model.declared_indicators import INDICATORS
from ntmreport.model.named_sources import SOURCE_KEYS
from ntmreport.model.user_keyed_model import KEY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.language_server.indicator_names import IndicatorScope
    from ntmreport.language_server.server import ReportServer
    from ntmreport.live.kept_periods import PeriodState
    from ntmreport.span import Span

_IS_NAME = re.compile(KEY_NAME)
_MOST_PROVED = 4
"""Periods that are tried with the new name before it is proposed; the others are like them."""


class _Asked(Struct, frozen=True):
    """The indicator that stands at a place, and where its name is there."""

    state: PeriodState
    key: str
    span: Span


def add(server: ReportServer) -> None:
    """Have the server propose the edits that rename an indicator everywhere."""

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder:
        asked = _asked(server, params)
        scope = _scope(server, asked)
        _spans(server, scope, asked.key)
        around = server.positions(asked.span.file).range_of(asked.span)
        return types.PrepareRenamePlaceholder(around, asked.key)

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        asked = _asked(server, params)
        new = params.new_name.strip()
        if new == asked.key:
            return None
        scope = _scope(server, asked)
        _check_name(server, scope, new)
        spans = _spans(server, scope, asked.key)
        _prove(server, asked, scope, _edited(server, spans, new))
        edits = {
            file: [types.TextEdit(server.positions(file).range_of(each), new) for each in its]
            for file, its in spans.items()
        }
        return workspace_edit(server, edits)


def _refuse(server: ReportServer, vi: str, en: str) -> RefusedError:
    return RefusedError(Bilingual(vi, en).text(server.session.language))


def _asked(server: ReportServer, params: types.PrepareRenameParams | types.RenameParams) -> _Asked:
    """Return the indicator whose name is at a place; raises RefusedError where none is."""
    server.settle()
    file = server.name_of(params.text_document.uri)
    line, column = server.positions(file).place(params.position)
    for state in server.session.states_of(file)[:1]:
        named = named_at(server.session, state, file, line, column)
        if not isinstance(named, NamedValue):
            break
        keys = {str(path[1]) for path in named.paths if path[:1] == (INDICATORS,) and path[1:]}
        for key in keys if len(keys) == 1 else ():
            span = _name_in(server, state, named, key)
            if span is not None and is_within(span, line, column):
                return _Asked(state, key, span)
    raise _refuse(
        server,
        "chỉ đổi tên được chỉ tiêu do mẫu hoặc đơn vị tự khai báo (khóa trong indicators.yaml hoặc "
        "form.yaml)",
        "only indicators that a form or a unit declares can be renamed (keys of indicators.yaml or "
        "form.yaml)",
    )


def _name_in(server: ReportServer, state: PeriodState, named: NamedValue, key: str) -> Span | None:
    """Return the part of what is named that is the indicator's own name."""
    span = named.span
    text = server.session.text_of(span.file)
    for _, compiled in figures_of_state(state).forms if span.file.endswith(".j2") else ():
        if compiled.form is not None and span.file.startswith(f"{compiled.form.folder}/"):
            texts = template_texts(server.session, compiled.form)
            lines = text.split("\n")[: span.line - 1]
            use = names_of(texts).at(span.file, sum(map(len, lines)) + len(lines) + span.column - 1)
            return step_of(use, text, key) if use is not None else None
    line = text.split("\n")[span.line - 1]
    if line[span.column - 1 : span.end_column - 1].strip("'\"") == key:
        return span
    found = re.compile(rf"(?<={INDICATORS}\.){key}(?!\w)").search(line, span.column - 1)
    if not named.is_called or found is None:
        return None
    return replace(span, column=found.start() + 1, end_column=found.end() + 1)


def _scope(server: ReportServer, asked: _Asked) -> IndicatorScope:
    """Return the forms and periods that know the indicator; raises RefusedError where not all can
    be edited.
    """
    state = asked.state
    forms = [
        each.folder
        for _, compiled in state.forms
        if compiled.form is not None
        for each in (compiled.form, *compiled.form.beside)
    ]
    own = [each for each in forms if not Path(each).is_absolute()]
    for each in forms:
        if each not in own and asked.key in declarations_in(server.session, f"{each}/{FORM_FILE}"):
            raise _refuse(
                server,
                f"chỉ tiêu do mẫu có sẵn của chương trình khai báo, không sửa được: {each}",
                f"the indicator is declared by a form of the program, which stays as it is: {each}",
            )
    scope = scope_of(server.session, own, [state.data.as_posix()], asked.key)
    for form in scope.forms:
        if picks_by_variable(server.session, form):
            raise _refuse(
                server,
                f"mẫu {form} chọn chỉ tiêu không theo tên, nên không biết hết những chỗ dùng",
                f"the form {form} picks indicators by something else than their names: not all "
                "uses are known",
            )
    return scope


def _check_name(server: ReportServer, scope: IndicatorScope, new: str) -> None:
    """Raise RefusedError where a name is no name, or has a meaning already."""
    if _IS_NAME.fullmatch(new) is None or new in SOURCE_KEYS:
        raise _refuse(
            server,
            f"“{new}” không dùng làm tên được: đặt tên bằng chữ thường không dấu, chữ số và dấu "
            "gạch dưới, bắt đầu bằng chữ, ví dụ thu_nhap",
            f"`{new}` cannot be a name: use small letters a to z, digits and underscores, a letter "
            "first, such as income",
        )
    used = next((each for its in _spans(server, scope, new).values() for each in its), None)
    if used is not None:
        raise _refuse(
            server,
            f"tên “{new}” đã dùng ở {used.file}, dòng {used.line}",
            f"the name `{new}` is used already, at {used.file}:{used.line}",
        )


def _spans(server: ReportServer, scope: IndicatorScope, key: str) -> dict[str, list[Span]]:
    """Return all places that name an indicator, by file; raises RefusedError where not known."""
    session = server.session
    found: dict[str, dict[Span, None]] = {}
    try:
        for span in chain(
            *(names_in_form(session, form, key) for form in scope.forms),
            *(names_in_period(session, each, key, scope.forms) for each in scope.periods),
        ):
            found.setdefault(span.file, {})[span] = None
    except UnreadableError as error:
        raise _refuse(
            server,
            f"chưa đổi tên được: tệp {error} có chỗ chưa đọc được, hãy sửa trước",
            f"not now: {error} cannot be read; mend it first",
        ) from None
    return {file: sorted(spans) for file, spans in found.items()}


def _edited(server: ReportServer, spans: Mapping[str, Iterable[Span]], new: str) -> dict[str, str]:
    """Return the texts of files with a new name at the spans."""
    result = {}
    for file, its in spans.items():
        lines = server.session.text_of(file).split("\n")
        for each in sorted(its, reverse=True):
            line = lines[each.line - 1]
            lines[each.line - 1] = line[: each.column - 1] + new + line[each.end_column - 1 :]
        result[file] = "\n".join(lines)
    return result


def _prove(
    server: ReportServer, asked: _Asked, scope: IndicatorScope, texts: Mapping[str, str]
) -> None:
    """Raise RefusedError where a period would not be as it was but for the name."""
    session = server.session
    own = asked.state.data.as_posix()
    others = [each for each in scope.periods if each != own]
    for period in (own, *others[: _MOST_PROVED - 1]):
        data = Path(period)
        before, after = (
            session.states.get(data) or session.after(data, {}),
            session.after(data, texts),
        )
        new = _known(after.diagnostics) - _known(before.diagnostics)
        told = [each for each in after.diagnostics if _what(each) in new]
        if told:
            message = told[0].message.text(session.language)
            raise _refuse(
                server,
                f"không đổi được, vì sẽ có lỗi ở {told[0].span}: {message}",
                f"not done, since it would lead to a mistake at {told[0].span}: {message}",
            )
        if _printed(before) != _printed(after):
            raise _refuse(
                server,
                f"không đổi được, vì báo cáo của {period} sẽ in khác đi",
                f"not done, since the report of {period} would print something else",
            )


def _known(diagnostics: Iterable[Diagnostic]) -> Counter[tuple[str, str, int]]:
    # That schemas of indicators are to be generated anew is no mistake of the edit.
    return Counter(_what(each) for each in diagnostics if each.rule is not catalogue.SCHEMA_STALE)


def _what(diagnostic: Diagnostic) -> tuple[str, str, int]:
    return diagnostic.rule.code, diagnostic.span.file, diagnostic.span.line


def _printed(state: PeriodState) -> list[str]:
    """Return the lines that the reports of a period print."""
    return [
        passage.text
        for _, compiled in state.forms
        if compiled.document is not None
        for passage in compiled.document.passages
    ]
