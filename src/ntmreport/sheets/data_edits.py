"""Changes of values at their paths in a YAML file; every other character of it stays.

A path is that of the data: an indicator that a form declares may be written as its value alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.source import MappingNode, Scalar, SequenceNode, read_text
from ntmreport.starting.yaml_edits import Edits, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ntmreport.source import Entry, Node
    from ntmreport.span import Path, Span

Value = str | tuple[str, ...]
"""The text of a value, or the entries of a list; an empty text takes the value away, no entries
are `[]`.
"""

_SHORT = frozenset({"value", "text", "texts", "rows", "parts"})
"""The last keys of an indicator's path that need not be written."""

_VALUE = "value"
_WIDTH = 107
_PLAIN_IN_BRACKETS = re.compile(r"[\w .%/()+-]+")
_STEP = "  "


class ListChange(Struct, frozen=True):
    """The change of a list of groups: entries to take away, and new ones with their values."""

    removed: tuple[int, ...] = ()
    added: tuple[Mapping[tuple[str, ...], Value], ...] = ()


def with_changes(
    text: str,
    values: Mapping[Path, Value],
    lists: Mapping[Path, ListChange] | None = None,
) -> str | None:
    """Return the text of a file with the values at their paths; None where it cannot be read.

    The first step of a path is the file and stands for its top.
    """
    root = read_text("", "", text).root
    if root is not None:
        return _Changes(text, root).made(values, lists or {})
    if any(line.strip() and not line.lstrip().startswith("#") for line in text.split("\n")):
        return None
    tree: _Tree = {}
    for path, value in values.items():
        _put(tree, _steps(path), value)
    for path, change in (lists or {}).items():
        _put(tree, _steps(path), change.added)
    return "\n".join([text.rstrip("\n"), *_lines_of(tree, 0)]).lstrip("\n") + "\n"


_Tree = dict[str, "Value | tuple[Mapping[tuple[str, ...], Value], ...] | _Tree"]
"""Keys to write, with their values, the entries of lists of groups, or the keys below them."""


class _Found(NamedTuple):
    """The node at a path with its entry, or the nearest around it and the steps left.

    What stands in brackets is written on one line, and a comma ends it.
    """

    node: Node
    entry: Entry | None
    rest: tuple[str, ...]
    is_in_brackets: bool


class _Changes:
    """The changes of one file, gathered by the place that they are made at."""

    def __init__(self, text: str, root: MappingNode) -> None:
        self.text = text
        self.root = root
        self.edits = Edits(text, root)
        self._missing: list[tuple[_Found, _Tree]] = []
        self._inserted: list[tuple[int, int, Sequence[str]]] = []
        self._filled: set[Span] = set()

    def made(self, values: Mapping[Path, Value], lists: Mapping[Path, ListChange]) -> str:
        for path, value in values.items():
            self._change(path, value)
        for path, change in lists.items():
            self._change_list(path, change)
        for found, tree in self._missing:
            self._insert(found, tree)
        self._take_remarks()
        # What stands deeper belongs to what is above the place, and comes first.
        for line, _, lines in sorted(self._inserted, key=lambda each: (each[0], -each[1])):
            self.edits.insert_above(line, lines)
        return self.edits.text()

    def _take_remarks(self) -> None:
        """Take away that values are to be filled in, of lines on which none is blank any more."""
        blank: dict[int, set[Span]] = defaultdict(set)
        for key in _blank_keys(self.root):
            blank[key.line].add(key)
        for line in {key.line for key in self._filled}:
            if blank[line] <= self._filled:
                self.edits.take_remarks(line)

    def _put_lines(self, line: int, indent: int, lines: Sequence[str]) -> None:
        """Put lines that begin at the column `indent` above a line, behind what stands deeper."""
        self._inserted.append((line, indent, lines))

    def _change(self, path: Path, value: Value) -> None:
        found = self._found(_steps(path))
        if isinstance(found.node, MappingNode) and not found.rest and isinstance(value, str):
            found = self._below(found, (_VALUE,))
        node, entry, rest, is_in_brackets = found
        if entry is not None and value != "":
            self._filled.add(entry.key)
        if rest:
            if value != "":
                self._note_missing(found, value)
        elif value == ():
            self._empty(node, entry)
        elif not value:
            if entry is not None:
                self.edits.blank(entry)
        elif isinstance(node, SequenceNode) and not self.edits.is_flow(node):
            self._change_items(node, (value,) if isinstance(value, str) else value)
        else:
            indent = entry.key.column - 1 if entry is not None else node.span.column - 1
            spelled = self._spelled_at(value, indent, is_in_brackets=is_in_brackets)
            if isinstance(node, Scalar) and node.is_blank and entry is not None:
                self._fill(entry, value, spelled, is_in_brackets=is_in_brackets)
            else:
                self.edits.replace(node.span, spelled)

    def _fill(self, entry: Entry, value: Value, spelled: str, *, is_in_brackets: bool) -> None:
        if isinstance(value, str) or is_in_brackets:
            self.edits.fill(entry, spelled)
        else:
            self.edits.fill_list(entry, [quoted(item) for item in value])

    def _spelled_at(self, value: Value, indent: int, *, is_in_brackets: bool) -> str:
        if not isinstance(value, str):
            return f"[{', '.join(_in_brackets(item) for item in value)}]"
        return _in_brackets(value) if is_in_brackets else _spelled(value, indent)

    def _empty(self, node: Node, entry: Entry | None) -> None:
        """Leave a list without entries: `[]`, which says that there are none."""
        if isinstance(node, SequenceNode) and self.edits.is_flow(node):
            self.edits.replace(node.span, "[]")
        elif entry is not None:
            self.edits.blank(entry)
            self.edits.fill(entry, "[]")

    def _change_items(self, node: SequenceNode, value: Sequence[str]) -> None:
        """Change the entries of a list that stand on lines of their own."""
        before = [item.text if isinstance(item, Scalar) else "" for item in node.items]
        indent = " " * (node.span.column - 1)
        if not all(before):  # a dash with nothing behind it is no place to write at
            first, last = node.items[0].span.line, node.items[-1].span.end_line
            self.edits.drop(first, last)
            lines = [f"{indent}- {_spelled(each, node.span.column + 1)}" for each in value]
            self._put_lines(last + 1, len(indent), lines)
            return
        matcher = SequenceMatcher(None, before, value, autojunk=False)
        for kind, start, end, new_start, new_end in matcher.get_opcodes():
            if kind == "equal":
                continue
            shared = min(end - start, new_end - new_start)
            for old, new in zip(
                node.items[start : start + shared],
                value[new_start : new_start + shared],
                strict=True,
            ):
                self.edits.replace(old.span, _spelled(new, node.span.column + 1))
            for old in node.items[start + shared : end]:
                self.edits.drop(old.span.line, old.span.end_line)
            added = [
                f"{indent}- {_spelled(new, node.span.column + 1)}"
                for new in value[new_start + shared : new_end]
            ]
            if added:
                is_last = end == len(node.items)
                line = node.span.end_line + 1 if is_last else node.items[end].span.line
                self._put_lines(line, len(indent), added)

    def _change_list(self, path: Path, change: ListChange) -> None:
        found = self._found(_steps(path))
        node, entry, rest, _ = found
        if entry is not None:
            self._filled.add(entry.key)
        if rest:
            self._note_missing(found, change.added)
            return
        if not isinstance(node, SequenceNode) or self.edits.is_flow(node):
            self._change_list_in_brackets(node, entry, change)
            return
        left = [item for at, item in enumerate(node.items) if at not in change.removed]
        if not left and not change.added:
            self._empty(node, entry)
            return
        for at in change.removed:
            item = node.items[at]
            self.edits.drop(item.span.line, item.span.end_line)
        indent = node.span.column - 1
        lines = [line for each in change.added for line in _item_lines(each, indent)]
        if lines:
            self._put_lines(node.span.end_line + 1, indent, lines)

    def _change_list_in_brackets(self, node: Node, entry: Entry | None, change: ListChange) -> None:
        """Change a list that is blank, `[]`, or written in brackets."""
        items = node.items if isinstance(node, SequenceNode) else ()
        kept = [item for at, item in enumerate(items) if at not in change.removed]
        if not kept and entry is not None:
            lines = [
                line for each in change.added for line in _item_lines(each, entry.key.column + 1)
            ]
            if isinstance(node, SequenceNode):
                self.edits.replace(node.span, "" if lines else "[]")
            if lines:
                self._put_lines(node.span.end_line + 1, entry.key.column + 1, lines)
            return
        texts = [self._written(item) for item in kept]
        texts += [_group_in_braces(each) for each in change.added]
        self.edits.replace(node.span, f"[{', '.join(texts)}]")

    def _written(self, node: Node) -> str:
        """Return what is written at a node on one line, as it is."""
        lines = self.text.split("\n")[node.span.line - 1 : node.span.end_line]
        lines[-1] = lines[-1][: node.span.end_column - 1]
        lines[0] = lines[0][node.span.column - 1 :]
        return " ".join(line.strip() for line in lines)

    def _found(self, steps: tuple[str | int, ...]) -> _Found:
        return self._below(_Found(self.root, None, (), is_in_brackets=False), steps)

    def _below(self, start: _Found, steps: tuple[str | int, ...]) -> _Found:
        """Return what stands at `steps` below what was found."""
        node, entry, _, is_in_brackets = start
        for at, step in enumerate(steps):
            rest = tuple(str(each) for each in steps[at:])
            is_in_brackets |= node is not self.root and self.edits.is_flow(node)
            if isinstance(node, MappingNode) and step in node.entries:
                entry = node.entries[str(step)]
                node = entry.value
            elif isinstance(node, SequenceNode) and isinstance(step, int):
                if step >= len(node.items):
                    return _Found(node, entry, rest, is_in_brackets)
                node, entry = node.items[step], None
            elif not (step in _SHORT and self._is_short(node, steps[at + 1 :])):
                return _Found(node, entry, rest, is_in_brackets)
        return _Found(node, entry, (), is_in_brackets)

    def _is_short(self, node: Node, rest: tuple[str | int, ...]) -> bool:
        """Return whether what stands at an indicator is its value alone."""
        if isinstance(node, MappingNode):
            return False
        if isinstance(node, SequenceNode):
            return True
        return not rest

    def _note_missing(
        self, found: _Found, value: Value | tuple[Mapping[tuple[str, ...], Value], ...]
    ) -> None:
        for known, tree in self._missing:
            if known.node is found.node:
                _put(tree, found.rest, value)
                return
        tree = {}
        _put(tree, found.rest, value)
        self._missing.append((found, tree))

    def _insert(self, found: _Found, tree: _Tree) -> None:
        """Write keys that are missing in a group, or below a key that is blank."""
        node, entry, _, is_in_brackets = found
        more = ", ".join(f"{key}: {_tree_in_braces(each)}" for key, each in tree.items())
        if isinstance(node, MappingNode) and node.entries and is_in_brackets:
            end = node.span.end_column - 1
            closing = replace(node.span, line=node.span.end_line, column=end, end_column=end)
            self.edits.replace(closing, f", {more}")
        elif isinstance(node, MappingNode) and node.entries:
            indent = next(iter(node.entries.values())).key.column - 1
            self._put_lines(node.span.end_line + 1, indent, [*_lines_of(tree, indent)])
        elif entry is not None and is_in_brackets:
            self.edits.fill(entry, f"{{{more}}}")
        elif entry is not None:
            indent = entry.key.column + 1
            self._put_lines(entry.key.line + 1, indent, [*_lines_of(tree, indent)])


def _blank_keys(node: Node) -> Iterator[Span]:
    """Yield the keys below a node that have no value."""
    match node:
        case MappingNode(entries=entries):
            for entry in entries.values():
                if isinstance(entry.value, Scalar) and entry.value.is_blank:
                    yield entry.key
                yield from _blank_keys(entry.value)
        case SequenceNode(items=items):
            for item in items:
                yield from _blank_keys(item)


def _steps(path: Path) -> tuple[str | int, ...]:
    return path[1:]


def _put(tree: _Tree, steps: Sequence[str | int], value: object) -> None:
    """Put a value at its steps below the keys that are there."""
    *above, last = [str(step) for step in steps]
    for step in above:
        below = tree.setdefault(step, {})
        if not isinstance(below, dict):
            return
        tree = below
    tree[last] = value  # type: ignore[assignment]


def _lines_of(tree: _Tree, indent: int) -> Iterator[str]:
    """Yield the lines of keys with their values, each below the other."""
    space = " " * indent
    for key, value in tree.items():
        if isinstance(value, str):
            yield f"{space}{key}: {_spelled(value, indent)}"
        elif isinstance(value, dict):
            yield f"{space}{key}:"
            yield from _lines_of(value, indent + len(_STEP))
        else:
            yield f"{space}{key}:" if value else f"{space}{key}: []"
            for item in value:
                if isinstance(item, str):
                    yield f"{space}{_STEP}- {_spelled(item, indent + 2 * len(_STEP))}"
                else:
                    yield from _item_lines(item, indent + len(_STEP))


def _item_lines(values: Mapping[tuple[str, ...], Value], indent: int) -> Iterator[str]:
    """Yield the lines of an entry of a list of groups."""
    lines = _lines_of(_tree_of(values), indent + len(_STEP))
    first = next(lines, "")
    yield f"{' ' * indent}- {first.lstrip()}".rstrip()
    yield from lines


def _tree_of(values: Mapping[tuple[str, ...], Value]) -> _Tree:
    tree: _Tree = {}
    for steps, value in values.items():
        if value:
            _put(tree, steps, value)
    return tree


def _group_in_braces(values: Mapping[tuple[str, ...], Value]) -> str:
    return _tree_in_braces(_tree_of(values))


def _tree_in_braces(value: object) -> str:
    if isinstance(value, str):
        return _in_brackets(value)
    if isinstance(value, dict):
        inside = ", ".join(f"{key}: {_tree_in_braces(each)}" for key, each in value.items())
        return f"{{{inside}}}"
    items: Iterable[object] = value if isinstance(value, tuple) else ()
    return f"[{', '.join(map(_tree_in_braces, items))}]"


def _in_brackets(text: str) -> str:
    """Return a text as it stands inside brackets, where a comma and other signs end it."""
    spelled = quoted(text)
    if spelled != text or _PLAIN_IN_BRACKETS.fullmatch(text):
        return spelled
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _spelled(text: str, indent: int) -> str:
    """Return a text as YAML has it behind a key: a long one folded over lines below."""
    spelled = quoted(text)
    if indent + len(spelled) < _WIDTH or '"' in spelled[:1]:
        return spelled
    below = " " * (indent + len(_STEP))
    lines = wrap(text, _WIDTH - len(below), break_long_words=False, break_on_hyphens=False)
    return "\n".join([">-", *(f"{below}{line}" for line in lines)])
