"""Writing acknowledged.yaml: accepting warnings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.acknowledged_warnings import acknowledged_digest
from ntmreport.source import MappingNode, Scalar, SequenceNode, read_text
from ntmreport.span import written_path
from ntmreport.starting.yaml_edits import Edits

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping

    from ntmreport.diagnostic import Diagnostic

NAME = "acknowledged"
FILE = f"{NAME}.yaml"
_HEAD = "# yaml-language-server: $schema=../../schemas/acknowledged.json\nacknowledged:\n"
_MARK = "\ufeff"


class NotAListError(Exception):
    """acknowledged.yaml is no list with an entry on lines of its own, so that none can be added."""


class Acceptance(Struct, frozen=True):
    """One warning as acknowledged.yaml is to say it; without a `reason` the old one is kept."""

    code: str
    about: str
    found: str
    digest: str
    reason: str | None = None
    by: str | None = None


def acceptances(
    found: Iterable[Diagnostic], texts: Mapping[str, str], *, reason: str | None, by: str | None
) -> list[Acceptance]:
    """Return how acknowledged.yaml accepts the diagnostics `found`, of files with these `texts`."""
    return [
        Acceptance(
            each.rule.code,
            written_path(each.path),
            each.message.vi,
            acknowledged_digest(each, texts),
            reason,
            by,
        )
        for each in found
    ]


def with_acceptances(
    text: str, wanted: Iterable[Acceptance], today: datetime.date | None = None
) -> str:
    """Return the text of acknowledged.yaml with the warnings accepted, all else as it was.

    An entry that names such a warning is renewed; for others one is added. `text` is empty where
    there is no file yet; a new entry has the day `today`. Raises NotAListError where the text is
    written in a way that nothing can be added to.
    """
    wanted = list(wanted)
    mark = _MARK if text.startswith(_MARK) else ""
    line_end = "\r\n" if "\r\n" in text else "\n"
    text = text.removeprefix(mark).replace("\r\n", "\n")
    written = _with_acceptances(text, wanted, today)
    root = read_text(FILE, NAME, written).root
    digests = [value_of(entry, "digest") for entry in entries_of(root)]
    if not all(each.digest in digests for each in wanted):
        raise NotAListError
    return mark + written.replace("\n", line_end)


def _with_acceptances(text: str, wanted: Iterable[Acceptance], today: datetime.date | None) -> str:
    root = read_text(FILE, NAME, text).root if text.strip() else None
    if text.strip() and root is None:
        raise NotAListError
    entries = list(entries_of(root))
    edits = Edits(text, root) if root is not None else None
    added: list[str] = []
    for each in wanted:
        entry = _entry_for(entries, each)
        if entry is None or edits is None:
            added += _lines(each, today)
        else:
            entries.remove(entry)
            _renew(edits, entry, each)
    if edits is None or root is None:
        return _HEAD + "".join(f"{line}\n" for line in added)
    if not added:
        return edits.text()
    listed = root.entries.get(NAME)
    if listed is None:
        raise NotAListError
    if not any(True for _ in entries_of(root)):
        # An empty list gives way to the lines below its key.
        if not (isinstance(listed.value, Scalar) and listed.value.is_blank):
            edits.replace(listed.value.span, "")
        edits.insert_above(listed.key.line + 1, added)
        return edits.text()
    return edits.text().rstrip("\n") + "\n" + "".join(f"{line}\n" for line in added)


def entries_of(root: MappingNode | None) -> Iterator[MappingNode]:
    """Yield the entries of acknowledged.yaml."""
    entry = root.entries.get(NAME) if root is not None else None
    if entry is not None and isinstance(entry.value, SequenceNode):
        yield from (item for item in entry.value.items if isinstance(item, MappingNode))


def _entry_for(entries: Iterable[MappingNode], wanted: Acceptance) -> MappingNode | None:
    """Return the entry that the warning is accepted by: that of its digest rather than another."""
    named = [
        entry
        for entry in entries
        if (value_of(entry, "code"), value_of(entry, "path")) == (wanted.code, wanted.about)
    ]
    same = [entry for entry in named if value_of(entry, "digest") == wanted.digest]
    return next(iter((*same, *named)), None)


def value_of(entry: MappingNode, key: str) -> str | None:
    """Return what an entry says behind a key; None where it says nothing."""
    found = entry.entries.get(key)
    return found.value.text if found is not None and isinstance(found.value, Scalar) else None


def _renew(edits: Edits, entry: MappingNode, wanted: Acceptance) -> None:
    values = {"found": wanted.found, "digest": wanted.digest}
    if wanted.reason is not None:
        values["reason"] = wanted.reason
    if wanted.by is not None:
        values["by"] = wanted.by
    missing = []
    for key, value in values.items():
        known = entry.entries.get(key)
        if known is None:
            missing.append((key, value))
        elif isinstance(known.value, Scalar) and known.value.is_blank:
            edits.fill(known, _quoted(value))
        else:
            edits.replace(known.value.span, _quoted(value))
    if missing:
        about = entry.entries["path"]
        indent = " " * (about.key.column - 1)
        lines = [f"{indent}{key}: {_quoted(value)}" for key, value in missing]
        edits.insert_above(about.value.span.end_line + 1, lines)


def _lines(wanted: Acceptance, today: datetime.date | None) -> list[str]:
    lines = [
        f"  - code: {wanted.code}",
        f"    path: {_quoted(wanted.about)}",
        f"    found: {_quoted(wanted.found)}",
        f"    digest: {_quoted(wanted.digest)}",
        f"    reason: {_quoted(wanted.reason or '')}",
    ]
    if wanted.by is not None:
        lines.append(f"    by: {_quoted(wanted.by)}")
    if today is not None:
        lines.append(f"    day: {today.isoformat()}")
    return lines


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
