"""Edits that an editor is asked to apply: the program itself writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ntmreport.language_server.positions import Positions
    from ntmreport.language_server.server import ReportServer


def workspace_edit(
    server: ReportServer, edits: Mapping[str, Sequence[types.TextEdit]], new: Sequence[str] = ()
) -> types.WorkspaceEdit | None:
    """Return the edits of files, by their names, for the versions that the editor has open.

    Those in `new` are made first. None where the editor cannot make files.
    """
    workspace = server.client_capabilities.workspace
    able = workspace.workspace_edit if workspace is not None else None
    is_versioned = able is not None and bool(able.document_changes)
    creates = types.ResourceOperationKind.Create
    if new and not (
        is_versioned and able is not None and creates in (able.resource_operations or ())
    ):
        return None
    if not is_versioned:
        return types.WorkspaceEdit(
            changes={server.uri_of(name): list(each) for name, each in edits.items()}
        )
    changes: list[
        types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile
    ] = [
        types.CreateFile(
            uri=server.uri_of(name), options=types.CreateFileOptions(ignore_if_exists=True)
        )
        for name in new
    ]
    for name, each in edits.items():
        opened = server.session.open.get(name)
        version = None if opened is None else opened.version
        document = types.OptionalVersionedTextDocumentIdentifier(server.uri_of(name), version)
        changes.append(types.TextDocumentEdit(document, list(each)))
    return types.WorkspaceEdit(document_changes=changes)


def edit_between(before: str, after: str, positions: Positions) -> types.TextEdit:
    """Return the one edit that makes `after` of a text: of its lines from the first that differs.

    `positions` are those of the text before.
    """
    old, new = before.split("\n"), after.split("\n")
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    if start == len(old):
        # Lines behind the last one: its end is where they begin.
        place = positions.position(len(old), len(old[-1]) + 1)
        return types.TextEdit(types.Range(place, place), "\n" + "\n".join(new[start:]))
    if end:
        last = len(old) - end
        changed = types.Range(positions.position(start + 1, 1), positions.position(last + 1, 1))
        text = "".join(f"{line}\n" for line in new[start : len(new) - end])
        return types.TextEdit(changed, text)
    changed = types.Range(
        positions.position(start + 1, 1), positions.position(len(old), len(old[-1]) + 1)
    )
    return types.TextEdit(changed, "\n".join(new[start:]))
