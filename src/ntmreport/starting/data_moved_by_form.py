"""Data of an older version of a form brought to where a newer one has moved its keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.model.commune_membership import is_commune
from ntmreport.model.declared_indicators import INDICATORS
from ntmreport.source import MappingNode, Scalar, SequenceNode, read_text
from ntmreport.starting.yaml_edits import Edits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ntmreport.model.keys_moved_by_form import MovedKey
    from ntmreport.source import Entry

_ACKNOWLEDGED, _FIGURES = "acknowledged", "figures"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


class MovedData(Struct, frozen=True):
    """The texts of files that change, by name; None for one that nothing is left in.

    `moved` are the keys that were moved, `left` those that stand at both places.
    """

    texts: Mapping[str, str | None]
    moved: tuple[MovedKey, ...]
    left: tuple[MovedKey, ...]


def moved_data(
    texts: Mapping[str, str], moved_keys: Sequence[MovedKey], declared: Collection[str]
) -> MovedData:
    """Return the files of a period, by name, with its keys where the form has them now.

    `declared` are the names of the form's indicators: templates call them `indicators.NAME`,
    whichever file they stand in.
    """
    now: dict[str, str | None] = dict(texts)
    done: list[MovedKey] = []
    left: list[MovedKey] = []
    for each in moved_keys:
        (old_file, old_key), (new_file, new_key) = each.old, each.new
        root, target = _root(now, old_file), _root(now, new_file)
        if root is None or old_key not in root.entries:
            continue
        if target is not None and new_key in target.entries:
            left.append(each)
            continue
        text = now[old_file] or ""
        if old_file == new_file:
            edits = Edits(text, root)
            edits.replace(root.entries[old_key].key, new_key)
            now[old_file] = edits.text()
        else:
            now[old_file], lines = _cut(text, root, old_key, new_key)
            before = now.get(new_file) or ""
            now[new_file] = "\n".join(filter(None, [before.rstrip("\n"), *lines])) + "\n"
            if len(root.entries) == 1:
                now[old_file] = None
        done.append(each)
    for each in done:
        for name, text_now in list(now.items()):
            if text_now is not None:
                now[name] = _called_anew(name, text_now, each, declared)
    changed = {name: text for name, text in now.items() if text != texts.get(name)}
    return MovedData(changed, tuple(done), tuple(left))


def _root(texts: Mapping[str, str | None], name: str) -> MappingNode | None:
    text = texts.get(name)
    return None if text is None else read_text(f"{name}.yaml", name, text).root


def _cut(text: str, root: MappingNode, key: str, new_key: str) -> tuple[str, list[str]]:
    """Return the text without a key, and the lines that it had, under its new name.

    Remarks right above it go with it, but for those that the file begins with.
    """
    lines = text.split("\n")
    entry = root.entries[key]
    first, end = entry.key.line - 1, _end(entry)
    above = first
    while above > 0 and lines[above - 1].startswith("#"):
        above -= 1
    first = first if above == 0 else above
    own = lines[first:end]
    at = entry.key.line - 1 - first
    own[at] = new_key + own[at][entry.key.end_column - 1 :]
    return "\n".join([*lines[:first], *lines[end:]]), own


def _end(entry: Entry) -> int:
    span = entry.value.span
    last = span.end_line - (span.end_column == 1 and span.end_line > span.line)
    return max(last, entry.key.line)


def _called_anew(name: str, text: str, each: MovedKey, declared: Collection[str]) -> str:
    """Return a file in which texts, acknowledgements and communes call a moved key by its name."""
    is_declared = each.new[1] in declared
    old = (INDICATORS if is_declared else each.old[0], each.old[1])
    new = (INDICATORS if is_declared else each.new[0], each.new[1])
    if old == new:
        return text
    before, after = ".".join(old), ".".join(new)
    if before.split(".")[-1] in text:
        path = re.compile(rf"(?<![\w.]){re.escape(before)}(?!\w)")
        text = _TAG.sub(lambda tag: path.sub(after, tag[0]), text)
        if name == _ACKNOWLEDGED or is_commune(name):
            text = _paths_anew(name, text, (before, after), (old[1], new[1]))
    return text


def _paths_anew(name: str, text: str, paths: tuple[str, str], names: tuple[str, str]) -> str:
    root = read_text(f"{name}.yaml", name, text).root
    if root is None:
        return text
    edits = Edits(text, root)
    before, after = paths
    if name == _ACKNOWLEDGED:
        for value in _paths_of(root):
            if value.text == before or value.text.startswith((f"{before}.", f"{before}[")):
                edits.replace(value.span, after + value.text.removeprefix(before))
        return edits.text()
    entry = root.entries.get(_FIGURES)
    for key, figure in (
        entry.value.entries if entry is not None and isinstance(entry.value, MappingNode) else {}
    ).items():
        if key == names[0]:
            edits.replace(figure.key, names[1])
        elif key == before or key.startswith(f"{before}."):
            edits.replace(figure.key, after + key.removeprefix(before))
    return edits.text()


def _paths_of(root: MappingNode) -> Iterator[Scalar]:
    """Yield the paths that acknowledged.yaml names."""
    for entry in root.entries.values():
        items = entry.value.items if isinstance(entry.value, SequenceNode) else ()
        for item in items:
            path = item.entries.get("path") if isinstance(item, MappingNode) else None
            if path is not None and isinstance(path.value, Scalar):
                yield path.value
