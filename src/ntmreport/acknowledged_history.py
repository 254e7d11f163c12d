"""Warnings accepted before acknowledged.yaml had digests: those that git shows to be unchanged."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ntmreport.acknowledged_file import FILE, NAME, entries_of, value_of
from ntmreport.acknowledged_warnings import acknowledged_digest
from ntmreport.checks import REPORT_CHECKS
from ntmreport.diff.revisions import exported
from ntmreport.git import work_tree_of
from ntmreport.git.history import History
from ntmreport.model import FILE_MODELS, SUBFOLDERS
from ntmreport.pipeline import Compiler
from ntmreport.source import read_text, read_year
from ntmreport.span import written_path
from ntmreport.starting import upgraded
from ntmreport.trouble import Trouble
from ntmreport.validation import validate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.model import Acknowledged
    from ntmreport.validation import Validation

_MOST_COMMITS = 500


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
                (value_of(each, "code"), value_of(each, "path")): value_of(each, "reason")
                for each in entries_of(read_text(FILE, NAME, text).root if text else None)
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
