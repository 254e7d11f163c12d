"""Quick fixes: what a hint says to write, all of a file that are certain, and accepting a warning.

An edit that the editor applies is all that becomes of them.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from ntmreport.fixes import certain_fixes
from ntmreport.language import Bilingual, Hint
from ntmreport.language_server.positions import in_order
from ntmreport.language_server.published_diagnostics import shown
from ntmreport.language_server.workspace_edits import edit_between, workspace_edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.language_server.server import ReportServer
    from ntmreport.live.kept_periods import PeriodState

ALL = "source.fixAll.ntmreport"
"""The kind of the action that obeys all certain hints of a file, as when it is saved."""

SHOW_PLACE = "ntmreport.showPlace"
"""The command of a client that goes to a place: address and range."""

_MOST_SHOWN = 60
_EMPTY = "reason: "


def add(server: ReportServer) -> None:
    """Have the server offer quick fixes."""
    kinds: list[types.CodeActionKind | str] = [types.CodeActionKind.QuickFix, ALL]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(kinds))
    def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        server.settle()
        name = server.name_of(params.text_document.uri)
        wanted = params.context.only
        return [
            each
            for each in _actions(server, name, params.range)
            if wanted is None or any(_is_of(each.kind, kind) for kind in wanted)
        ]


def _is_of(kind: types.CodeActionKind | str | None, wanted: types.CodeActionKind | str) -> bool:
    """Return whether a kind of action is `wanted`, or one below it."""
    own, above = (str(getattr(each, "value", each)) for each in (kind, wanted))
    return own == above or own.startswith(f"{above}.")


def _actions(server: ReportServer, name: str, chosen: types.Range) -> Iterator[types.CodeAction]:
    if name not in server.session.open:
        return
    found = [
        (each, state)
        for state in server.session.states.values()
        for each in state.diagnostics
        if each.span.file == name
    ]
    here: dict[Diagnostic, PeriodState] = {}
    for each, state in found:
        if _touches(server.positions(name).range_of(each.span), chosen):
            here.setdefault(each, state)
    for each in here:
        yield from _obeying(server, name, each)
    certain = list(certain_fixes({each: None for each, _ in found}))
    if len(certain) > 1 or (certain and not here):
        yield _obeying_all(server, name, certain)
    for each, state in here.items():
        if not each.is_error:
            yield from _accepting(server, name, each, state)


def _touches(one: types.Range, other: types.Range) -> bool:
    return in_order(one.start) <= in_order(other.end) and in_order(other.start) <= in_order(one.end)


def _obeying(server: ReportServer, name: str, diagnostic: Diagnostic) -> Iterator[types.CodeAction]:
    """Yield an action for each text that mends a mistake."""
    hint = diagnostic.hint
    if not isinstance(hint, Hint):
        return
    session = server.session
    for text in hint.instead:
        on_one_line = " ⏎ ".join(text.split("\n"))
        cut = f"{on_one_line[:_MOST_SHOWN]}…" if len(on_one_line) > _MOST_SHOWN else on_one_line
        title = Bilingual(f"Viết “{cut}”", f"Write “{cut}”")
        if not text:
            title = Bilingual("Xóa chỗ này", "Take this away")
        edit = types.TextEdit(server.positions(name).range_of(diagnostic.span), text)
        yield types.CodeAction(
            title=title.text(session.language),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[_shown(server, name, diagnostic)],
            is_preferred=hint.is_certain or None,
            edit=workspace_edit(server, {name: [edit]}),
        )


def _obeying_all(
    server: ReportServer, name: str, certain: Iterable[tuple[Diagnostic, str]]
) -> types.CodeAction:
    certain = list(certain)
    number = len(certain)
    title = Bilingual(
        f"Sửa {number} chỗ chỉ có một cách sửa trong tệp này",
        f"Mend {number} mistakes of this file that can be mended in one way only",
    )
    positions = server.positions(name)
    edits = [types.TextEdit(positions.range_of(each.span), text) for each, text in certain]
    return types.CodeAction(
        title=title.text(server.session.language),
        kind=ALL,
        diagnostics=[_shown(server, name, each) for each, _ in certain],
        edit=workspace_edit(server, {name: edits}),
    )


def _accepting(
    server: ReportServer, name: str, diagnostic: Diagnostic, state: PeriodState
) -> Iterator[types.CodeAction]:
    """Yield the action that accepts a warning in acknowledged.yaml, its reason to be filled in."""
    from ntmreport.acknowledged_file import FILE, NotAListError, acceptances, with_acceptances

    session = server.session
    file = (state.data / FILE).as_posix()
    before = session.text_of(file)
    if not before and Path(file).exists():
        return  # which cannot be read
    wanted = acceptances([diagnostic], state.validation.texts, reason="", by=None)
    try:
        after = with_acceptances(before, wanted, datetime.date.today())
    except NotAListError:
        return
    positions = server.positions(file)
    is_new = not before and file not in session.open
    edit = workspace_edit(
        server, {file: [edit_between(before, after, positions)]}, [file] if is_new else []
    )
    if edit is None:
        return
    title = Bilingual(
        f"Chấp nhận {diagnostic.rule.code}, ghi lý do vào {FILE}",
        f"Accept {diagnostic.rule.code}, with a reason in {FILE}",
    )
    yield types.CodeAction(
        title=title.text(session.language),
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[_shown(server, name, diagnostic)],
        edit=edit,
        command=_going_to_the_reason(server, file, after, wanted[0].digest),
    )


def _going_to_the_reason(
    server: ReportServer, file: str, text: str, digest: str
) -> types.Command | None:
    """Return the command that goes between the quotes where the reason is to stand."""
    if SHOW_PLACE not in server.client_commands:
        return None
    lines = text.split("\n")
    entry = next(n for n, line in enumerate(lines) if json.dumps(digest) in line)
    reason = next(
        (n for n, line in enumerate(lines[entry:], entry) if line.strip().startswith(_EMPTY)), entry
    )
    place = types.Position(reason, lines[reason].index(":") + len(": ") + 1)
    return types.Command(
        title="", command=SHOW_PLACE, arguments=[server.uri_of(file), types.Range(place, place)]
    )


def _shown(server: ReportServer, name: str, diagnostic: Diagnostic) -> types.Diagnostic:
    return shown(diagnostic, name, server.positions, server.uri_of, server.session.language)
