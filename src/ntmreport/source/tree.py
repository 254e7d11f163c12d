"""From the events of a YAML parser to nodes that know their spans."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from msgspec.structs import replace
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from ntmreport import catalogue, limits
from ntmreport import refusal_messages as refusals
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.source import yaml_subset
from ntmreport.source.forbidden_characters import checked_key, checked_value
from ntmreport.source.node import Entry, MappingNode, Node, Scalar, SequenceNode
from ntmreport.source.number_spelling import Misspelling, read_number, shown
from ntmreport.span import Span, start_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.source.forbidden_characters import CheckedText
    from ntmreport.source.parsers import AnyEvent, EventParser
    from ntmreport.span import Path


def event_span(file: str, event: AnyEvent) -> Span:
    """Return the span of `event` in `file`."""
    start, end = event.start_mark, event.end_mark
    return Span(file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def collection_span(file: str, start: AnyEvent, end: AnyEvent, last: Span | None) -> Span:
    """Return the span from `start` to the end of the `last` value of a block.

    The parser ends a block where the next thing begins, many lines below perhaps.
    """
    first, final = start.start_mark, end.end_mark
    if last is None or start.flow_style:
        return Span(file, first.line + 1, first.column + 1, final.line + 1, final.column + 1)
    return Span(file, first.line + 1, first.column + 1, last.end_line, last.end_column)


def block_text_span(span: Span, lines: Sequence[str]) -> Span:
    """Return the `span` of a block of text (`|` or `>`) without the blank lines at its end."""
    last = min(span.end_line - (span.end_column == 1), len(lines))
    while last > span.line and not lines[last - 1].strip():
        last -= 1
    last = max(last, span.line)
    return Span(span.file, span.line, span.column, last, len(lines[last - 1]) + 1)


_DIGITS = lazy_pattern(r"[0-9][0-9.]*")

# Events come as `AnyEvent`, of which PyYAML's classes know nothing.
_STREAM_END: type[object] = StreamEndEvent
_MAPPING_END: type[object] = MappingEndEvent
_SEQUENCE_END: type[object] = SequenceEndEvent

_OFTEN_WRITTEN = 16
"""Letters below which a word is one that thousands of communes have, such as their level."""


class Stop(Exception):  # noqa: N818 - not an error: the last diagnostic says why reading ends
    """The rest of a file is not read."""


class TreeReader:
    """The reader of one file's events: it makes nodes and collects diagnostics."""

    def __init__(self, file: str, checked: CheckedText, text: str, parser: EventParser) -> None:
        """Read `text`, which spans call `file` and which was `checked`, from `parser`'s events."""
        self.diagnostics: list[Diagnostic] = []
        self._file = file
        self._text = text
        self._next = parser.get_event
        self._is_simple = checked.is_simple
        self._stand_in = checked.stand_in
        self._nodes = 0
        self._lines: list[str] = []

    def read(self, stem: str) -> MappingNode | None:
        """Return the root of the file, whose path is (`stem`,); None where it is no mapping."""
        self._next()  # the start of the stream
        event = self._next()
        if isinstance(event, _STREAM_END):
            self.diagnostics.append(refusals.FILE_EMPTY.at(start_of(self._file)))
            return None
        if event.explicit:
            self.diagnostics += yaml_subset.directives(self._file, self._text)
        event = self._next()
        root = self._node(event, (stem,), 1, True)
        if isinstance(root, Scalar) and root.is_blank and not self.diagnostics:
            self.diagnostics.append(refusals.FILE_EMPTY.at(start_of(self._file)))
        self._next()  # the end of the document
        event = self._next()
        if not isinstance(event, _STREAM_END):
            self.diagnostics.append(refusals.SECOND_DOCUMENT.at(event_span(self._file, event)))
        self.diagnostics += yaml_subset.explicit_keys(self._file, self._text)
        if isinstance(root, MappingNode):
            return root
        if not self.diagnostics:
            self.diagnostics.append(refusals.NOT_A_MAPPING.at(root.span))
        return None

    def _node(self, event: AnyEvent, path: Path, depth: int, is_own_line: bool) -> Node:
        if self._nodes > limits.MOST_NODES:
            self.diagnostics.append(refusals.TOO_MANY_VALUES.at(event_span(self._file, event)))
            raise Stop
        if len(self.diagnostics) > limits.MOST_DIAGNOSTICS:
            self.diagnostics.append(refusals.TOO_MANY_DIAGNOSTICS.at(event_span(self._file, event)))
            raise Stop
        kind: type[object] = type(event)
        if kind is ScalarEvent:
            return self._scalar(event, path, is_own_line)
        if kind is AliasEvent:
            span = event_span(self._file, event)
            self.diagnostics.append(refusals.ALIAS.at(span))
            return Scalar("", True, path, span)
        self._enter(event, depth)
        if kind is SequenceStartEvent:
            return self._sequence(event, path, depth)
        if event.flow_style and self._text.startswith("{{", event.start_mark.index):
            return self._braces(event, path, depth)
        return self._mapping(event, path, depth)

    def _enter(self, event: AnyEvent, depth: int) -> None:
        if depth > limits.DEEPEST:
            self.diagnostics.append(refusals.TOO_DEEP.at(event_span(self._file, event)))
            raise Stop
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)

    def _mapping(self, event: AnyEvent, path: Path, depth: int) -> MappingNode:
        entries: dict[str, Entry] = {}
        file, following = self._file, self._next
        last: Span | None = None
        while not isinstance(key_event := following(), _MAPPING_END):
            self._nodes += 1
            key = self._key(key_event, depth)
            start, end = key_event.start_mark, key_event.end_mark
            key_span = Span(file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
            value_event = following()
            value_path = (*path, "" if key is None else key)
            is_own_line = value_event.start_mark.line != end.line
            value = self._node(value_event, value_path, depth + 1, is_own_line)
            last = value.span
            if key is None:
                continue
            if event.flow_style and key.isdecimal() and self._is_behind_comma(entries, key_event):
                continue
            if key in entries:
                first = Related(entries[key].key, refusals.FIRST_WRITTEN_HERE)
                message = refusals.DUPLICATE_KEY.of(key=shown(key))
                self.diagnostics.append(message.at(key_span, value_path, related=(first,)))
            else:
                entries[key] = Entry(key_span, value)
        return MappingNode(entries, path, collection_span(file, event, key_event, last))

    def _is_behind_comma(self, entries: dict[str, Entry], event: AnyEvent) -> bool:
        """Return whether a key is the fraction of `{value: 42,3}`; then the number is kept.

        It is refused as a number with a comma: the last of `entries` ends right before the key.
        """
        if not entries:
            return False
        name, entry = next(reversed(entries.items()))
        last, span = entry.value, event_span(self._file, event)
        if not isinstance(last, Scalar) or not last.plain or not _DIGITS.fullmatch(last.text):
            return False
        if (last.span.end_line, last.span.end_column + 1) != (span.line, span.column):
            return False
        misspelling = read_number(f"{last.text},{event.value}")
        if not isinstance(misspelling, Misspelling) or not misspelling.spellings:
            return False
        span = Span(self._file, span.line, last.span.column, span.line, span.end_column)
        rule, message = catalogue.NUMBER_SPELLING, misspelling.message
        self.diagnostics.append(Diagnostic(rule, span, message, last.path, misspelling.hint))
        entries[name] = Entry(entry.key, Scalar(misspelling.spellings[0], True, last.path, span))
        return True

    def _sequence(self, event: AnyEvent, path: Path, depth: int) -> SequenceNode:
        items: list[Node] = []
        while not isinstance(item_event := self._next(), _SEQUENCE_END):
            self._nodes += 1
            items.append(self._node(item_event, (*path, len(items)), depth + 1, True))
        last = items[-1].span if items else None
        return SequenceNode(
            tuple(items), path, collection_span(self._file, event, item_event, last)
        )

    def _key(self, event: AnyEvent, depth: int) -> str | None:
        """Return the key that `event` gives, or None after refusing it."""
        kind: type[object] = type(event)
        if kind is ScalarEvent:
            key, style = event.value, event.style
            if event.anchor is not None or event.tag is not None:
                self._refuse_properties(event)
            if style:
                return self._checked(event, event_span(self._file, event))
            if not self._is_simple:
                key = checked_key(key, event_span(self._file, event), self.diagnostics)
                key = self._without_stand_ins(key)
            if key and key != yaml_subset.MERGE_KEY:
                return sys.intern(key)  # which thousands of communes have
            message = refusals.MERGE_KEY if key else refusals.NO_KEY
            self.diagnostics.append(message.at(event_span(self._file, event)))
        elif kind is AliasEvent:
            self.diagnostics.append(refusals.ALIAS.at(event_span(self._file, event)))
        else:
            self._enter(event, depth + 1)
            if not self._is_behind_question_mark(event):
                self.diagnostics.append(refusals.COMPLEX_KEY.at(event_span(self._file, event)))
            self._skip(depth + 1)
        return None

    def _is_behind_question_mark(self, event: AnyEvent) -> bool:
        """Return whether `yaml_subset.explicit_keys` refuses this key."""
        index = event.start_mark.index
        return self._text[index - event.start_mark.column : index].rstrip().endswith("?")

    def _scalar(self, event: AnyEvent, path: Path, is_own_line: bool) -> Scalar:
        start, end, value, style = event.start_mark, event.end_mark, event.value, event.style
        span = Span(self._file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        if len(value) > limits.MOST_CHARACTERS:
            start_span = replace(span, end_line=span.line, end_column=span.column + 1)
            self.diagnostics.append(refusals.VALUE_TOO_LONG.at(start_span))
            raise Stop
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
            is_own_line = False  # one word about this value is enough
        if style:
            if style in "|>":
                self._lines = self._lines or self._text.split("\n")
                span = block_text_span(span, self._lines)
            if style == '"' or not self._is_simple:
                value = self._checked(event, span)
            return Scalar(value, False, path, span)
        misread: Diagnostic | None = None
        if is_own_line and value:
            before = self._text[start.index - start.column : start.index]
            misread = yaml_subset.missing_space(value, span, before)
        if (
            misread is None
            and span.line < span.end_line
            and ("- " in value or not yaml_subset.BULLETS_SET.isdisjoint(value))
        ):
            self._lines = self._lines or self._text.split("\n")
            misread = yaml_subset.entry_in_text(span, self._lines)
        if misread is not None:
            self.diagnostics.append(misread)
        if not self._is_simple:
            value = self._without_stand_ins(self._checked(event, span))
        if value in yaml_subset.NULLS:
            self.diagnostics.append(refusals.NULL.of(text=value).at(span))
            value = ""
        if not is_own_line and len(value) < _OFTEN_WRITTEN and not value[:1].isdecimal():
            value = sys.intern(value)
        return Scalar(value, True, path, span)

    def _checked(self, event: AnyEvent, span: Span) -> str:
        source = self._text[event.start_mark.index : event.end_mark.index]
        return checked_value(event.value, span, source, self.diagnostics, is_plain=not event.style)

    def _without_stand_ins(self, value: str) -> str:
        """Return a number or a word without the stand-ins for refused characters."""
        if not self._stand_in or " " in value:
            return value
        return value.replace(self._stand_in, "")

    def _braces(self, event: AnyEvent, path: Path, depth: int) -> Scalar:
        """Return an unquoted `{{ name }}` as the text that was meant."""
        end = self._skip(depth).end_mark
        start = event.start_mark
        span = Span(self._file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        self.diagnostics.append(refusals.BRACES.at(span))
        return Scalar(self._text[start.index : end.index], False, path, span)

    def _skip(self, depth: int) -> AnyEvent:
        """Pass over the rest of a collection and return the event of its end."""
        level = depth
        while True:
            event = self._next()
            kind: type[object] = type(event)
            if issubclass(kind, CollectionStartEvent):
                level += 1
                self._enter(event, level)
            elif issubclass(kind, CollectionEndEvent):
                level -= 1
                if level < depth:
                    return event

    def _refuse_properties(self, event: AnyEvent) -> None:
        span, offset = event_span(self._file, event), event.start_mark.index
        self.diagnostics += yaml_subset.properties(self._text, offset, span)
