"""The place of a cursor in YAML that is being typed: half of it need not be YAML yet.

It is found by the indentation of lines, and by the brackets before the cursor in its own line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.span import Path

_LINE = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<rest>.*)")
_ENTRY = re.compile(r"(?P<key>[\w.-]+|\"[^\"]*\"|'[^']*'):(?:\s+(?P<value>.*)|$)")
_TYPED_KEY = re.compile(r"[\w.-]*")
_COMMENT = re.compile(r"(?:^|\s)#")
_BLOCK_TEXT = re.compile(r"[>|][+-]?[0-9]?\s*(?:#.*)?$")


class YamlCursor(Struct, frozen=True):
    """The place of a cursor: `path` is the group that it is in, or the value that it is at.

    In a path, 0 stands for any entry of a list. `typed` is what stands before the cursor of the
    key or value, `column` where it begins, counted from 1. `siblings` are the keys that the group
    has already.
    """

    path: Path
    is_key: bool
    typed: str
    column: int
    siblings: frozenset[str] = frozenset()


class _Entry(Struct, frozen=True):
    """A line as an entry: the columns of its dashes and of its key, counted from 0."""

    dashes: tuple[int, ...]
    column: int
    key: str | None
    value: str


def cursor_at(lines: Sequence[str], line: int, column: int) -> YamlCursor | None:
    """Return where the cursor is; None in a comment and inside a text of several lines."""
    before = lines[line - 1][: column - 1]
    if _COMMENT.search(_without_quoted(before)):
        return None
    around = list(_entries_before(lines, line - 1))
    current = _entry(before)
    groups = _groups_around(around, current)
    if groups is None:
        return None
    path, siblings_above = groups
    siblings = frozenset((*siblings_above, *_keys_below(lines, line, current.column)))
    if current.key is None:
        typed = before[current.column :]
        if typed[:1] in {"{", "["}:
            return _within_brackets(path, typed, current.column)
        is_key = _TYPED_KEY.fullmatch(typed) is not None
        return YamlCursor(path, is_key, typed, current.column + 1, siblings)
    value_column = len(before) - len(current.value)
    own = (*path, current.key)
    if current.value[:1] in {"{", "["}:
        return _within_brackets(own, current.value, value_column)
    if before.endswith(":"):
        return None  # a space is still missing
    return YamlCursor(own, False, current.value, value_column + 1)


def _without_quoted(text: str) -> str:
    return re.sub(r"\"[^\"]*\"|'[^']*'", lambda found: "_" * len(found[0]), text)


def _entry(line: str) -> _Entry:
    found = _LINE.fullmatch(line)
    if found is None:  # which has every line
        return _Entry((), 0, None, line)
    start = len(found["indent"])
    dashes = [start + each.start() for each in re.finditer("-", found["dashes"])]
    column = start + len(found["dashes"])
    rest = found["rest"]
    if rest == "-":
        return _Entry((*dashes, column), column + 1, None, "")
    entry = _ENTRY.fullmatch(rest)
    if entry is None:
        return _Entry(tuple(dashes), column, None, rest)
    return _Entry(tuple(dashes), column, entry["key"].strip("\"'"), entry["value"] or "")


def _entries_before(lines: Sequence[str], end: int) -> Iterator[_Entry]:
    """Yield the lines before a line as entries, the nearest first, without blanks and comments."""
    for text in reversed(lines[:end]):
        stripped = text.strip()
        if stripped and not stripped.startswith("#"):
            yield _entry(text)


def _groups_around(before: Sequence[_Entry], current: _Entry) -> tuple[Path, list[str]] | None:
    """Return the path of the group that the current entry is in, and the keys before it there.

    None where the line is one of a text of several lines.
    """
    path: list[str | int] = []
    siblings: list[str] = []
    limit, is_item = current.column, False
    if current.dashes:
        path, limit, is_item = [0] * len(current.dashes), current.dashes[0], True
    is_innermost = not current.dashes
    for each in before:
        is_parent = each.column < limit or (is_item and each.column == limit and not each.dashes)
        if is_parent and each.key is not None:
            if _BLOCK_TEXT.match(each.value):
                return None
            if each.value and not each.value.startswith("#"):
                if each.column < limit:
                    limit = each.column  # a line that is no group: what is above may be one
                continue
            path.insert(0, each.key)
            limit, is_item, is_innermost = each.column, False, False
        elif each.column == limit and is_innermost and each.key is not None:
            siblings.append(each.key)
        if each.dashes and each.dashes[0] < limit <= each.column:
            path[:0] = [0] * len(each.dashes)
            limit, is_item, is_innermost = each.dashes[0], True, False
        elif is_parent and each.dashes and each.column < limit:
            limit = each.dashes[0]
    return tuple(path), siblings


def _keys_below(lines: Sequence[str], start: int, column: int) -> Iterator[str]:
    """Yield the keys of the same group in the lines behind the current one."""
    for text in lines[start:]:
        stripped = text.strip()
        if not stripped or stripped.startswith("#"):
            continue
        each = _entry(text)
        if each.column < column or each.dashes:
            if each.dashes and each.dashes[0] >= column:
                continue
            return
        if each.column == column and each.key is not None:
            yield each.key


def _within_brackets(path: Path, text: str, column: int) -> YamlCursor | None:
    """Return the place in groups and lists that stand in one line; `text` begins with a bracket."""
    stack: list[tuple[str, list[str]]] = []
    inner: list[str | int] = [*path]
    start, quote, key = 0, "", ""
    for at, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in "{[":
            if stack and stack[-1][0] == "{" and key:
                inner.append(key)
            elif stack and stack[-1][0] == "[":
                inner.append(0)
            stack.append((character, []))
            start, key = at + 1, ""
        elif character in "}]":
            if not stack:
                return None
            stack.pop()
            if stack and len(inner) > len(path):
                inner.pop()
            start, key = at + 1, ""
        elif character == "," and stack:
            start, key = at + 1, ""
        elif character == ":" and stack and stack[-1][0] == "{" and text[at + 1 : at + 2] in " ":
            key = text[start:at].strip().strip("\"'")
            stack[-1][1].append(key)
            start = at + 1
    if not stack or quote:
        return None
    typed = text[start:].lstrip()
    begin = column + len(text) - len(typed) + 1
    bracket, siblings = stack[-1]
    if bracket == "{" and not key:
        return YamlCursor(
            tuple(inner), is_key=True, typed=typed, column=begin, siblings=frozenset(siblings)
        )
    last = (key,) if bracket == "{" else (0,)
    return YamlCursor((*inner, *last), False, typed, begin)
