"""Writing acknowledged.yaml: accepting warnings, and what git knows of those accepted before."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, NamedTuple

from ntmreport.acknowledged_warnings import acknowledged_digest
from ntmreport.checks import REPORT_CHECKS
from ntmreport.diff.revisions import exported
from ntmreport.git import work_tree_of
from ntmreport.git.history import History
from ntmreport.model import FILE_MODELS, SUBFOLDERS
from ntmreport.pipeline import Compiler
from ntmreport.source import MappingNode, Scalar, SequenceNode, read_text, read_year
from ntmreport.span import written_path
from ntmreport.starting import upgraded
from ntmreport.starting.yaml_edits import Edits
from ntmreport.trouble import Trouble
from ntmreport.validation import validate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.model import Acknowledged
    from ntmreport.validation import Validation

NAME = "acknowledged"
FILE = f"{NAME}.yaml"
_HEAD = "# yaml-language-server: $schema=../../schemas/acknowledged.json\nacknowledged:\n"
_MOST_COMMITS = 500
_MARK = "\ufeff"


class NotAListError(Exception):
    """acknowledged.yaml is no list with an entry on lines of its own, so that none can be added."""


class Acceptance(NamedTuple):
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
    digests = [_value(entry, "digest") for entry in _entries(root)]
    if not all(each.digest in digests for each in wanted):
        raise NotAListError
    return mark + written.replace("\n", line_end)


def _with_acceptances(text: str, wanted: Iterable[Acceptance], today: datetime.date | None) -> str:
    root = read_text(FILE, NAME, text).root if text.strip() else None
    if text.strip() and root is None:
        raise NotAListError
    entries = list(_entries(root))
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
    if not any(True for _ in _entries(root)):
        # An empty list gives way to the lines below its key.
        if not (isinstance(listed.value, Scalar) and listed.value.is_blank):
            edits.replace(listed.value.span, "")
        edits.insert_above(listed.key.line + 1, added)
        return edits.text()
    return edits.text().rstrip("\n") + "\n" + "".join(f"{line}\n" for line in added)


def _entries(root: MappingNode | None) -> Iterator[MappingNode]:
    entry = root.entries.get(NAME) if root is not None else None
    if entry is not None and isinstance(entry.value, SequenceNode):
        yield from (item for item in entry.value.items if isinstance(item, MappingNode))


def _entry_for(entries: Iterable[MappingNode], wanted: Acceptance) -> MappingNode | None:
    """Return the entry that the warning is accepted by: that of its digest rather than another."""
    named = [
        entry
        for entry in entries
        if (_value(entry, "code"), _value(entry, "path")) == (wanted.code, wanted.about)
    ]
    same = [entry for entry in named if _value(entry, "digest") == wanted.digest]
    return next(iter((*same, *named)), None)


def _value(entry: MappingNode, key: str) -> str | None:
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


def unchanged_since_accepted(
    data: Path, templates: Path | None, validation: Validation, models: Acknowledged
) -> list[Diagnostic]:
    """Return the warnings whose entry has no digest and that git shows to be as they were then.

    "Then" is the oldest commit, going back from the latest, that has the entry. Where git cannot be
    read, or the data of then cannot be compiled, nothing is known.
    """
    entries = {
        (entry.code.value, entry.about.value): entry.reason.value
        for entry in models.acknowledged
        if entry.digest is None
    }
    now = [
        each
        for each in validation.diagnostics
        if not each.is_error and (each.rule.code, written_path(each.path)) in entries
    ]
    if not now:
        return []
    try:
        written = _commits_of(data, entries)
        then = {
            commit: _digests_at(data, commit, templates)
            for commit in dict.fromkeys(written.values())
        }
    except Trouble:
        return []
    return [
        each
        for each in now
        if (key := (each.rule.code, written_path(each.path))) in written
        and acknowledged_digest(each, validation.texts) in then[written[key]].get(key, ())
    ]


_Key = tuple[str, str]


def _commits_of(data: Path, entries: Mapping[_Key, str]) -> dict[_Key, str]:
    """Return for each entry the oldest commit of the unbroken row of those that have it."""
    work_tree = work_tree_of(data)
    if work_tree is None:
        return {}
    inside = work_tree.prefix(data)
    oldest: dict[_Key, str] = {}
    open_keys = set(entries)
    with History(work_tree) as history:
        commit = history.commit("HEAD")
        for _ in range(_MOST_COMMITS):
            listed = history.entries(commit, inside) or []
            file = next((each for each in listed if each.name == FILE and each.is_file), None)
            text = history.content(file).decode("utf-8", "replace") if file is not None else ""
            there = {
                (_value(each, "code"), _value(each, "path")): _value(each, "reason")
                for each in _entries(read_text(FILE, NAME, text).root if text else None)
            }
            open_keys = {key for key in open_keys if there.get(key) == entries[key]}
            oldest |= dict.fromkeys(open_keys, commit)
            try:
                before = history.commit(f"{commit}~1") if open_keys else None
            except Trouble:
                before = None
            if before is None:
                break
            commit = before
    return oldest


def _digests_at(data: Path, commit: str, templates: Path | None) -> dict[_Key, set[str]]:
    """Return the digests of all that is found in the data as it was in a commit."""
    digests: dict[_Key, set[str]] = {}
    with exported(data, commit, templates) as then:
        # What was acknowledged then is what is looked for, and its file is one of an older version.
        (then.data / FILE).unlink(missing_ok=True)
        read = read_year(then.data, FILE_MODELS, SUBFOLDERS)
        texts = {name: read.texts[root.span.file] for name, root in read.files.items()}
        for name, text in upgraded(read.files, texts).texts.items():
            (then.data / f"{name}.yaml").write_text(text, encoding="utf-8", newline="\n")
        compiled = Compiler(then.templates).compile(then.data)
        found = validate(compiled, then.data, datetime.date.today(), REPORT_CHECKS)
        for each in found.diagnostics:
            key = (each.rule.code, written_path(each.path))
            digests.setdefault(key, set()).add(acknowledged_digest(each, found.texts))
    return digests
