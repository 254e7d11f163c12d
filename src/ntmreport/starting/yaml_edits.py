"""Edits of a YAML text at the spans of its nodes; all other lines stay as they are."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport.source import MappingNode, Node, Scalar, SequenceNode, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.source import Entry
    from ntmreport.span import Span

TO_FILL_IN = "cần điền"
IF_THERE_IS = "điền nếu có"
TO_LOOK_AT = "xem lại"
"""Beginnings of the remarks that the start of a period puts on its lines."""

_EARLIER_REMARK = re.compile(
    rf"# (?:{TO_FILL_IN}|{IF_THERE_IS}|{TO_LOOK_AT})(?:; [^#]*|[ \t]*)(?=#|$)"
)
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")


class Edits:
    """The edits of one file. They are made at once, so places are those of the text as it was."""

    def __init__(self, text: str, root: MappingNode) -> None:
        self.file = root.span.file
        self._lines = text.split("\n")
        self._code_ends = _code_ends(root)
        self._changes: dict[int, list[tuple[int, int, str]]] = {}
        self._dropped: set[int] = set()
        self._inserted: dict[int, list[str]] = {}
        self._remarks: dict[int, list[tuple[int, str]]] = {}
        self._moved_comments: dict[int, str] = {}
        self._unremarked: set[int] = set()

    def text(self) -> str:
        """Return the text with all edits made."""
        result: list[str] = []
        for index, line in enumerate(self._lines):
            result += self._inserted.get(index, ())
            if index in self._dropped:
                continue
            result.append(self._edited(index, line))
        if below := self._inserted.get(len(self._lines)):
            result += below
        return "\n".join(result)

    def _edited(self, index: int, line: str) -> str:
        changes, remarks = self._changes.get(index, ()), self._remarks.get(index, ())
        if not changes and not remarks and index not in self._unremarked:
            return line
        code, comment = self._split(index)
        gap = line[len(code.rstrip()) : len(code)] or " "
        comment = " ".join(filter(None, (comment, self._moved_comments.get(index))))
        for start, end, text in sorted(changes, reverse=True):
            code = code[:start] + text + code[end:]
        if remarks or index in self._unremarked:
            comment = _EARLIER_REMARK.sub("", comment).strip()
        if remarks:
            words = "; ".join(each for _, each in sorted(remarks, key=itemgetter(0)))
            comment = " ".join(filter(None, (f"# {words}", comment)))
            gap = " "
        # A text folded over lines has its comment behind the sign of folding.
        first, *below = code.rstrip().split("\n")
        return "\n".join([f"{first}{gap if comment else ''}{comment}".rstrip(), *below])

    def _split(self, index: int) -> tuple[str, str]:
        """Return the line without its comment, and the comment."""
        line = self._lines[index]
        found = _COMMENT.search(line, self._code_ends.get(index, 0))
        return (line[: found.start()], found.group()) if found else (line, "")

    def replace(self, span: Span, text: str) -> None:
        """Write `text` in the place of `span`; what stands on several lines becomes one."""
        first, last = span.line - 1, span.end_line - 1
        if first == last:
            change = (span.column - 1, span.end_column - 1, text)
        else:
            code, comment = self._split(last)
            tail = code[span.end_column - 1 :].rstrip()
            change = (span.column - 1, len(self._lines[first]), text + tail)
            if comment:
                self._moved_comments[first] = comment
            self._dropped.update(range(first + 1, last + 1))
        self._changes.setdefault(first, []).append(change)

    def remark(self, key: Span, words: str) -> None:
        """Put a remark on `key` at the end of its line, before the comment that it has."""
        self._remarks.setdefault(key.line - 1, []).append((key.column, words))

    def take_remarks(self, line: int) -> None:
        """Take away the remarks of the start of a period on a line, counted from 1."""
        self._unremarked.add(line - 1)

    def insert_above(self, line: int, lines: Sequence[str]) -> None:
        """Put lines of their own above a line, counted from 1."""
        self._inserted.setdefault(line - 1, []).extend(lines)

    def drop(self, first: int, last: int) -> None:
        """Take away whole lines, counted from 1, the last one too."""
        self._dropped.update(range(first - 1, last))

    def blank(self, entry: Entry, remark: str = "") -> None:
        """Take away an entry's value and leave its key, with a remark where one is given."""
        value = entry.value
        if isinstance(value, Scalar) or self.is_flow(value):
            if not (isinstance(value, Scalar) and value.is_blank):
                self._take_away(value.span)
        else:
            self._dropped.update(self._lines_below(entry))
        if remark:
            self.remark(entry.key, remark)

    def fill(self, entry: Entry, text: str) -> None:
        """Write `text` behind the key of an entry that is blank."""
        index = entry.key.line - 1
        colon = self._lines[index].index(":", entry.key.end_column - 1) + 1
        self._changes.setdefault(index, []).append((colon, colon, f" {text}"))

    def fill_list(self, entry: Entry, items: Sequence[str]) -> None:
        """Write a list, an item on each line, below the key of an entry that is blank."""
        indent = " " * (entry.key.column + 1)
        self.insert_above(entry.key.line + 1, [f"{indent}- {item}" for item in items])

    def _take_away(self, span: Span) -> None:
        before = self._lines[span.line - 1][: span.column - 1]
        after = self._lines[span.end_line - 1][span.end_column - 1 :]
        if before.strip() or after.strip():
            self.replace(span, "")
        else:
            self._dropped.update(range(span.line - 1, span.end_line))

    def remove(self, mapping: MappingNode, key: str) -> None:
        """Take away a key with all that it has."""
        entries = [each for each in mapping.entries.items() if each[1].key.file == self.file]
        position = [name for name, _ in entries].index(key)
        entry = entries[position][1]
        following = entries[position + 1][1] if position + 1 < len(entries) else None
        if self.is_flow(mapping):
            self._remove_from_braces(entry, following, entries[position - 1][1], position)
        elif not self.is_first_on_line(entry.key):
            # Behind the dash of a list: the next key takes its place there.
            if following is not None:
                start = entry.key
                self.replace(_between(start, following.key), "")
            else:
                self._dropped.update(self._lines_below(entry))
                self._changes.setdefault(entry.key.line - 1, []).append(
                    (entry.key.column - 1, len(self._lines[entry.key.line - 1]), "{}")
                )
        else:
            self._dropped.add(entry.key.line - 1)
            self._dropped.update(self._lines_below(entry))

    def _remove_from_braces(
        self, entry: Entry, following: Entry | None, before: Entry, position: int
    ) -> None:
        if following is not None:
            self.replace(_between(entry.key, following.key), "")
        elif position:
            self.replace(_through(_end_of(before.value.span), entry.value.span), "")
        else:
            self.replace(_through(entry.key, entry.value.span), "")

    def _lines_below(self, entry: Entry) -> range:
        """Return the lines after the key's own that belong to it, by how far they are indented."""
        indent = entry.key.column - 1
        is_list = isinstance(entry.value, SequenceNode)
        end = entry.key.line
        for index in range(entry.key.line, len(self._lines)):
            line = self._lines[index]
            depth = len(line) - len(line.lstrip())
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            is_item = is_list and depth == indent and f"{line.lstrip()} ".startswith("- ")
            if depth > indent or is_item:
                end = index + 1
            else:
                break
        return range(entry.key.line, end)

    def is_first_on_line(self, key: Span) -> bool:
        """Return whether nothing stands before a key: no dash of a list, no bracket."""
        return not self._lines[key.line - 1][: key.column - 1].strip()

    def is_flow(self, node: Node) -> bool:
        """Return whether a group or list is written with brackets, not on lines of its own."""
        if isinstance(node, Scalar):
            return False
        return self._lines[node.span.line - 1][node.span.column - 1 :].startswith(("{", "["))


def _code_ends(root: MappingNode) -> dict[int, int]:
    """Return how far keys and values reach in each line: a comment stands behind them."""
    ends: dict[int, int] = {}
    for span in _spans(root):
        if span.file != root.span.file:
            continue  # which the form says of an indicator
        index = span.end_line - 1
        ends[index] = max(ends.get(index, 0), span.end_column - 1)
    return ends


def _spans(node: Node) -> Iterator[Span]:
    if isinstance(node, MappingNode):
        for entry in node.entries.values():
            yield entry.key
            yield from _spans(entry.value)
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _spans(item)
    if not isinstance(node, Scalar) or not node.is_blank:
        yield node.span


def _end_of(span: Span) -> Span:
    return replace(span, line=span.end_line, column=span.end_column)


def _between(start: Span, end: Span) -> Span:
    return replace(start, end_line=end.line, end_column=end.column)


def _through(start: Span, end: Span) -> Span:
    return replace(start, end_line=end.end_line, end_column=end.end_column)


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


def with_units(text: str, path: tuple[str, ...], units: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Return `text` with the levels and names of units in the group at `path`.

    The first kind is its level and its names, the others stand in a list behind them.
    """
    (level, names), *others = units
    tree = read_text("", "", text)
    entry = _entry_at(tree.root, (*path, "level")) if tree.root is not None else None
    if tree.root is not None and entry is not None and not _is_blank(entry.value):
        edits = Edits(text, tree.root)
        edits.replace(entry.value.span, quoted(level))
        text = edits.text()
    text = filled(text, {(*path, "level"): level, (*path, "names"): tuple(names)})
    tree = read_text("", "", text)
    listed = _entry_at(tree.root, (*path, "names")) if tree.root is not None else None
    if not others or tree.root is None or listed is None:
        return text
    edits = Edits(text, tree.root)
    indent = " " * (listed.key.column - 1)
    lines = [f"{indent}others:"]
    for level, names in others:
        lines += [f"{indent}  - level: {quoted(level)}", f"{indent}    names:"]
        lines += [f"{indent}      - {quoted(name)}" for name in names]
    edits.insert_above(listed.value.span.end_line + 1, lines)
    return edits.text()


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_blank


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
