"""Copies of communes' own data as files in communes/: new ones, and those that are brought up to
date.

A copy is edited at the places that differ: comments, and what the unit has added itself, stay.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.model.commune import Commune
from ntmreport.model.commune_membership import is_commune
from ntmreport.source import MappingNode, Scalar, SequenceNode, read_text
from ntmreport.starting.yaml_edits import Edits, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.model.commune_folders import GatheredCommune
    from ntmreport.source import Entry, Node, YearSource

_NAME, _KIND, _FIGURES = "name", "kind", "figures"
_SCHEMA = "# yaml-language-server: $schema=../../../schemas/commune.json"
_TAKEN_FROM = "# Số liệu lấy bằng lệnh ntmreport gather từ"
_SCHEMA_LINE = re.compile(r"(?m)^# yaml-language-server:.*\n?")
_SOURCE_LINE = re.compile(rf"(?m)^{_TAKEN_FROM}.*$")
_IN_FLOW = re.compile(r"[,\[\]{}]|: | #")


class CommuneCopy(Struct, frozen=True):
    """The file in communes/ of one commune: its text before, None where it is new, and after.

    `kept` are figures of the file that the commune's own data does not have.
    """

    stem: str
    before: str | None
    after: str
    kept: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        """True if there is anything to write."""
        return self.before != self.after

    def unified_diff(self, file: str) -> str:
        """Return what changes in the file, which is called `file`."""
        before, after = (
            (text or "").splitlines(keepends=True) for text in (self.before, self.after)
        )
        return "".join(difflib.unified_diff(before, after, file, file, n=1))


def copies_of(gathered: Sequence[GatheredCommune], source: YearSource) -> tuple[CommuneCopy, ...]:
    """Return the copies of the communes, beside or in the place of those that `source` has."""
    known = {root.text(_NAME): stem for stem, root in source.files.items() if is_commune(stem)}
    found: list[CommuneCopy] = []
    for commune in gathered:
        stem = known.get(commune.root.text(_NAME))
        if stem is None:
            found.append(CommuneCopy(commune.stem, None, _new(commune)))
        else:
            root = source.files[stem]
            found.append(_updated(stem, source.texts[root.span.file], root, commune))
    return tuple(found)


def _new(commune: GatheredCommune) -> str:
    """Return the text of a new copy: the commune's criteria.yaml, with its name and figures."""
    criteria = _SCHEMA_LINE.sub("", commune.texts[commune.root.span.file]).strip("\n")
    entries = commune.root.entries
    lines = [_SCHEMA, _taken_from(commune)]
    lines += [f"{key}: {_flow(entries[key].value)}" for key in (_NAME, _KIND) if key in entries]
    lines += criteria.split("\n")
    figures = entries.get(_FIGURES)
    if figures is not None and isinstance(figures.value, MappingNode):
        lines.append(f"{_FIGURES}:")
        lines += [f"  {line}" for line in _lines(figures.value.entries)]
    return "\n".join(lines) + "\n"


def _taken_from(commune: GatheredCommune) -> str:
    return f"{_TAKEN_FROM} {commune.folder.as_posix()}"


def _lines(entries: Mapping[str, Entry]) -> Iterator[str]:
    for key, entry in entries.items():
        yield f"{key}: {_flow(entry.value)}".rstrip()


def _flow(node: Node) -> str:
    """Return a value on one line."""
    match node:
        case MappingNode(entries=entries):
            return "{" + ", ".join(_lines(entries)) + "}"
        case SequenceNode(items=items):
            return "[" + ", ".join(map(_flow, items)) + "]"
        case Scalar(text=text, plain=True) if not _IN_FLOW.search(text):
            return text
        case Scalar(text=text, plain=True):
            return quoted(text)
        case Scalar(text=text):
            written = text.replace("\\", "\\\\").replace('"', '\\"')
            return f'"{written}"'


def _updated(stem: str, text: str, root: MappingNode, commune: GatheredCommune) -> CommuneCopy:
    """Return an existing copy with the commune's values; keys that it has no more are taken away.

    Figures that are not the commune's stay: the unit may have added them.
    """
    before = text if text.endswith("\n") else f"{text}\n"
    wanted = {key: each for key, each in commune.root.entries.items() if key != _KIND}
    edits = Edits(before, root)
    standing = set(Commune.keys()) - {_NAME, _KIND, _FIGURES}
    for key in [key for key in root.entries if key in standing and key not in wanted]:
        edits.remove(root, key)
    _update(edits, root, wanted)
    kept: Sequence[str] = ()
    figures, its = root.entries.get(_FIGURES), wanted.get(_FIGURES)
    if figures is not None and isinstance(figures.value, MappingNode):
        given = its.value.entries if its is not None and isinstance(its.value, MappingNode) else {}
        kept = [key for key in figures.value.entries if key not in given]
    after = edits.text()
    if after != before:
        after = _SOURCE_LINE.sub(_taken_from(commune), after)
    return CommuneCopy(stem, text, after if after != before else text, tuple(kept))


def _update(edits: Edits, root: MappingNode, wanted: Mapping[str, Entry]) -> None:
    """Write the values of `wanted` into the group `root`, key by key."""
    added: list[str] = []
    for key, entry in wanted.items():
        there = root.entries.get(key)
        value = entry.value
        if there is None:
            added += [f"{key}: {_flow(value)}"] if not _is_block(key, value) else _block(key, value)
        elif _is_same(there.value, value):
            continue
        elif (
            isinstance(there.value, MappingNode)
            and isinstance(value, MappingNode)
            and not edits.is_flow(there.value)
        ):
            if key != _FIGURES:
                for gone in [each for each in there.value.entries if each not in value.entries]:
                    edits.remove(there.value, gone)
            _update(edits, there.value, value.entries)
        elif isinstance(there.value, Scalar) and there.value.is_blank:
            edits.fill(there, _flow(value))
        else:
            edits.replace(there.value.span, _flow(value))
    if added:
        indent = " " * (next(iter(root.entries.values())).key.column - 1)
        last = max(_last_line(entry.value) for entry in root.entries.values())
        edits.insert_above(last + 1, [f"{indent}{line}" for line in added])


def _is_block(key: str, value: Node) -> bool:
    return key == _FIGURES and isinstance(value, MappingNode)


def _block(key: str, value: Node) -> list[str]:
    entries = value.entries if isinstance(value, MappingNode) else {}
    return [f"{key}:", *(f"  {line}" for line in _lines(entries))]


def _last_line(node: Node) -> int:
    return node.span.end_line if node.span.end_column > 1 else node.span.end_line - 1


def _is_same(left: Node, right: Node) -> bool:
    match left, right:
        case MappingNode(entries=ours), MappingNode(entries=theirs):
            return ours.keys() == theirs.keys() and all(
                _is_same(entry.value, theirs[key].value) for key, entry in ours.items()
            )
        case SequenceNode(items=ours), SequenceNode(items=theirs):
            return len(ours) == len(theirs) and all(map(_is_same, ours, theirs))
        case Scalar(text=text, plain=plain), Scalar(text=other, plain=other_plain):
            return text == other and plain == other_plain
        case _:
            return False


def is_readable(copy: CommuneCopy) -> bool:
    """Return whether the text of a copy can be read as a file of data."""
    tree = read_text(f"{copy.stem}.yaml", copy.stem, copy.after)
    return tree.root is not None and not any(each.is_error for each in tree.diagnostics)
