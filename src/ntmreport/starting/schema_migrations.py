"""From data of an older version to the present one, one version at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.model.schema_version import CURRENT_VERSION, VERSION_KEY, version_of
from ntmreport.source import MappingNode, SequenceNode, read_text
from ntmreport.starting.yaml_edits import Edits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

REPORT = "report"


class Upgrade(Struct, frozen=True):
    """The result of an upgrade: the version before it, and the new texts of files by name."""

    version: int
    texts: Mapping[str, str]


class File(Struct, frozen=True):
    """One file of a year: its text and the tree that it gives."""

    text: str
    root: MappingNode


def upgraded(files: Mapping[str, MappingNode], texts: Mapping[str, str]) -> Upgrade:
    """Return the upgrade of the year in `files`, whose texts are by the same names.

    The file that names the version comes last: an upgrade that was interrupted can be run again.
    """
    version, _ = version_of(files)
    year = {name: File(texts[name], root) for name, root in files.items()}
    for number in range(version, CURRENT_VERSION):
        for name, text in MIGRATIONS[number](year).items():
            year[name] = _file(name, text)
    if version < CURRENT_VERSION and REPORT in year:
        year[REPORT] = _file(REPORT, _with_version(year[REPORT]))
    changed = {name: file.text for name, file in year.items() if file.text != texts[name]}
    order = sorted(changed, key=lambda name: name == REPORT)
    return Upgrade(version, {name: changed[name] for name in order})


def _file(name: str, text: str) -> File:
    root = read_text(f"{name}.yaml", name, text).root
    assert root is not None  # noqa: S101 - a migration keeps a file readable, or is wrong
    return File(text, root)


def _with_version(report: File) -> str:
    edits = Edits(report.text, report.root)
    entry = report.root.entries.get(VERSION_KEY)
    if entry is not None:
        edits.replace(entry.value.span, str(CURRENT_VERSION))
    else:
        first = next(iter(report.root.entries.values())).key.line
        edits.insert_above(first, [f"{VERSION_KEY}: {CURRENT_VERSION}"])
    return edits.text()


def _from_0(year: Mapping[str, File]) -> dict[str, str]:
    """Return plan.yaml with `district_tasks` renamed to `unit_tasks`."""
    return _renamed(year, "plan", {"district_tasks": "unit_tasks"})


def _renamed(year: Mapping[str, File], name: str, keys: Mapping[str, str]) -> dict[str, str]:
    """Return the file with keys at its top renamed, where they are there and the new ones not."""
    file = year.get(name)
    if file is None:
        return {}
    edits = Edits(file.text, file.root)
    for old, new in keys.items():
        if old in file.root.entries and new not in file.root.entries:
            edits.replace(file.root.entries[old].key, new)
    return {name: edits.text()}


def _from_1(year: Mapping[str, File]) -> dict[str, str]:
    """Return acknowledged.yaml without the key `value`: a digest has taken its place."""
    file = year.get("acknowledged")
    entry = file.root.entries.get("acknowledged") if file is not None else None
    if file is None or entry is None or not isinstance(entry.value, SequenceNode):
        return {}
    edits = Edits(file.text, file.root)
    for item in entry.value.items:
        if isinstance(item, MappingNode) and "value" in item.entries:
            edits.remove(item, "value")
    return {"acknowledged": edits.text()}


MIGRATIONS: Mapping[int, Callable[[Mapping[str, File]], dict[str, str]]] = {0: _from_0, 1: _from_1}
"""Functions from the files of a version to the texts that the next version changes."""
