"""The YAML that a data file may not have, and values without quotes that YAML reads otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yaml.error import YAMLError
from yaml.tokens import KeyToken, StreamEndToken

from ntmreport import refusal_messages as refusals
from ntmreport.diagnostic import Related
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.source.forbidden_characters import ODD_SPACES
from ntmreport.source.parsers import PureParser
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yaml.tokens import Token

    from ntmreport.diagnostic import Diagnostic

NULLS = frozenset({"~", "null", "Null", "NULL"})
MERGE_KEY = "<<"

_PROPERTIES = lazy_pattern(r"([&!]\S*)(?:\s+([&!]\S*))?")
_EXPLICIT_KEY = lazy_pattern(r"(?:^ *(?:- +)*|[\[{,]\s*)\?", re.MULTILINE)


def properties(text: str, offset: int, start: Span) -> Iterator[Diagnostic]:
    """Refuse the anchor (`&name`) and the tag (`!name`) that stand in `text` at `offset`."""
    match = _PROPERTIES.match(text, offset)
    for group in (1, 2):
        if match is None or match[group] is None:
            continue
        line = start.line + text.count("\n", offset, match.start(group))
        column = start.column + match.start(group) - offset
        if line > start.line:
            column = match.start(group) - text.rfind("\n", 0, match.start(group))
        span = Span(start.file, line, column, line, column + len(match[group]))
        yield refusals.ANCHOR_OR_TAG.of(sign=match[group][0]).at(span)


def directives(file: str, text: str) -> Iterator[Diagnostic]:
    """Refuse the lines before the first `---` that begin with `%`."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("---"):
            return
        if line.startswith("%"):
            yield refusals.DIRECTIVE.at(Span(file, number, 1, number, len(line) + 1))


def _next_token(scanner: PureParser) -> Token:
    token: Token = scanner.get_token()  # type: ignore[no-untyped-call]
    return token


def explicit_keys(file: str, text: str) -> Iterator[Diagnostic]:
    """Refuse every key that is written behind `?`; events do not tell them from others."""
    if "?" not in text or not _EXPLICIT_KEY.search(text):
        return
    scanner = PureParser(text)
    try:
        while not isinstance(token := _next_token(scanner), StreamEndToken):
            mark = token.start_mark
            if isinstance(token, KeyToken) and token.end_mark.index > mark.index:
                line, column = mark.line + 1, mark.column + 1
                yield refusals.COMPLEX_KEY.at(Span(file, line, column, line, column + 1))
    except (YAMLError, ValueError, OverflowError):
        return  # The parser says so itself.


_KEY_WITHOUT_SPACE = lazy_pattern(r"[a-z][a-z0-9_]*:(?=[^\s/:])")
_KEY_WITH_ODD_SPACE = lazy_pattern(rf"[a-z][a-z0-9_]*:(?=[{ODD_SPACES}])")
_KEY_ALONE = lazy_pattern(r" *[a-z][a-z0-9_]*\s*(?:#.*)?")
_DASH_WITHOUT_SPACE = lazy_pattern(r"-(?=[^\W\d_])")


BULLETS = "–—•●▪◦·∙‣⁃‐‑−+*\uf0b7\uf0a7"
"""Bullets of Word before the entries of a list, and what people type for them."""

BULLETS_SET = frozenset(BULLETS)

BULLET = lazy_pattern(rf" *[{re.escape(BULLETS)}][ \t{ODD_SPACES}]+(?=\S)")

NUMBERING = lazy_pattern(
    rf" *(\(?[0-9]{{1,2}}[.)][ \t{ODD_SPACES}]*(?=[^\W\d_])|"
    rf"(?:\(?(?:[a-zđ]|[IVX]{{1,4}})[.)]|[oqvüØ§]|--+|[^\w\s\"'#(\-]{{1,2}})"
    rf"[ \t{ODD_SPACES}]+(?=\S))"
)
"""Other beginnings of entries of a list: a number, a letter, Word's other bullets."""

_DASH_AND_ODD_SPACE = lazy_pattern(f"-[{ODD_SPACES}]+")


def missing_space(value: str, span: Span, before: str) -> Diagnostic | None:
    """Refuse `key:value` or `-value` on a line of its own, which YAML takes for mere text.

    What stands `before` it on the line is blank, or the dash of a list.
    """
    if value[0] in BULLETS:
        found = BULLET.match(value)
        if found is None:
            return None
        if before.strip():
            return refusals.SECOND_BULLET.at(_part(span, 0, found.end()))
        return refusals.BULLET.at(_part(span, 0, 1))
    if value[0] == "-":
        if found := _DASH_AND_ODD_SPACE.match(value):
            return refusals.ODD_SPACE.at(_part(span, 1, found.end()))
        if _DASH_WITHOUT_SPACE.match(value):
            return refusals.NO_SPACE_AFTER_DASH.at(_part(span, 0, 1))
        return None
    key, colon, _ = value.partition(":")
    if not colon or not key.isascii() or " " in key:
        return None  # to compile a pattern takes longer than to read a file
    if match := _KEY_WITHOUT_SPACE.match(value):
        return refusals.NO_SPACE_AFTER_COLON.at(_part(span, match.end() - 1, match.end()))
    if match := _KEY_WITH_ODD_SPACE.match(value):
        return refusals.ODD_SPACE.at(_part(span, match.end(), match.end() + 1))
    return None


def entry_in_text(span: Span, lines: Sequence[str]) -> Diagnostic | None:
    """Refuse a line `- …` that YAML joins to the text above it, since it is indented deeper."""
    for number in range(span.line + 1, span.end_line + 1):
        line = lines[number - 1]
        indent = len(line) - len(line.lstrip(" "))
        if BULLET.match(line):
            return refusals.BULLET.at(Span(span.file, number, indent + 1, number, indent + 2))
        if line.startswith("- ", indent):
            above = lines[span.line - 1]
            if (found := NUMBERING.match(above)) and found.start(1) == indent:
                end = found.end(1) + 1
                return refusals.NUMBERING.at(Span(span.file, span.line, indent + 1, span.line, end))
            first = Span(span.file, span.line, span.column, span.line, len(above) + 1)
            if _KEY_ALONE.fullmatch(above):
                return refusals.NO_COLON.at(first)
            return refusals.INDENTATION.at(
                Span(span.file, number, 1, number, indent + 1),
                related=(Related(first, refusals.COMPARE),),
            )
    return None


def _part(span: Span, start: int, end: int) -> Span:
    return Span(span.file, span.line, span.column + start, span.line, span.column + end)
