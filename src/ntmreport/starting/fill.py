"""Values written behind the blank keys of a YAML text; all other lines stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.source import MappingNode, Scalar, read_text
from ntmreport.starting.yaml_edits import Edits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.source import Entry

Value = str | tuple[str, ...]


def filled(text: str, values: Mapping[tuple[str, ...], Value]) -> str:
    """Return `text` with each value behind the key at its path.

    A key that is not there, or has a value already, is left as it is.
    """
    tree = read_text("", "", text)
    if tree.root is None:
        return text
    edits = Edits(text, tree.root)
    for path, value in values.items():
        entry = _entry_at(tree.root, path)
        if entry is not None and isinstance(entry.value, Scalar) and entry.value.is_blank:
            if isinstance(value, str):
                edits.fill(entry, quoted(value))
            else:
                edits.fill_list(entry, [quoted(item) for item in value])
    return edits.text()


def quoted(value: str) -> str:
    """Return `value` as YAML writes it on one line: in quotes only where it needs them."""
    tree = read_text("", "", f"key: {value}\n")
    read = tree.root.entries["key"].value if tree.root is not None else None
    is_itself = isinstance(read, Scalar) and read.plain and read.text == value
    if is_itself and not tree.diagnostics:
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _entry_at(root: MappingNode, path: tuple[str, ...]) -> Entry | None:
    entry: Entry | None = None
    node: object = root
    for key in path:
        entry = node.entries.get(key) if isinstance(node, MappingNode) else None
        if entry is None:
            return None
        node = entry.value
    return entry
