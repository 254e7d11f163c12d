"""From an error of Jinja or of an expression to a diagnostic with its span in the template."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from msgspec import Struct

from ntmreport import refusal_messages as refusals
from ntmreport.compose.budget import TooLongError, TooManyDiagnosticsError, TooManyLinesError
from ntmreport.compose.sandbox import NotAllowedError, RefusedTagError
from ntmreport.figure import UnitMismatchError
from ntmreport.jinja_messages import in_vietnamese
from ntmreport.language import Bilingual, to_write
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.refusal_messages import RefusalMessage

_PRINTING = lazy_pattern(r"\{\{.*?(?:\}\}|$)")
_ANY_TAG = lazy_pattern(r"\{[{%].*?(?:[%}]\}|$)")


CLOSING = {"{{": "}}", "{%": "%}"}
"""The closings of tags by their openings."""

_MARK = lazy_pattern(r"\{[{%#]|[%}#]\}")
_STATEMENT = lazy_pattern(r"\{%[-+]?\s*(\w+)")


class Excerpt(Struct, frozen=True):
    """Lines `first` to `last` of a file, counted from 1; Jinja names the first of them."""

    file: str
    lines: Sequence[str]
    first: int
    last: int


def expression_span(excerpt: Excerpt, name: str | None, *, is_printed: bool = False) -> Span:
    """Return the span of `name` in the excerpt, or else of the first tag there.

    Where something `is_printed`, that is the first tag that prints.
    """
    if name is not None:
        word = lazy_pattern(rf"(?<![\w]){re.escape(name)}(?![\w])")
        for number in range(excerpt.first, excerpt.last + 1):
            line = _line(excerpt, number)
            for found in word.finditer(line):
                return Span(excerpt.file, number, found.start() + 1, number, found.end() + 1)
    for kind in (_PRINTING, _ANY_TAG) if is_printed else (_ANY_TAG,):
        for number in range(excerpt.first, excerpt.last + 1):
            tag = kind.search(_line(excerpt, number))
            if tag:
                return Span(excerpt.file, number, tag.start() + 1, number, tag.end() + 1)
    line = _line(excerpt, excerpt.first)
    start = len(line) - len(line.lstrip()) + 1
    return Span(excerpt.file, excerpt.first, start, excerpt.first, max(start + 1, len(line) + 1))


def unclosed_tag(lines: Sequence[str], before: int) -> tuple[int, int, str] | None:
    """Return line, column and opening of a tag that is not closed; None where there is none.

    Another tag opens inside it, or the template ends. It begins at the line `before` at the latest,
    where Jinja gave up.
    """
    opened: tuple[int, int, str] | None = None
    for number, column, mark in _marks(lines):
        if opened is None:
            if number > before:
                return None
            if mark in CLOSING:
                opened = number, column, mark
        elif mark != CLOSING[opened[2]]:
            return opened
        else:
            opened = None
    return opened


def tag_around(lines: Sequence[str], number: int) -> tuple[int, int, str] | None:
    """Return line and column of the tag that goes on to the line `number`, and how it opens."""
    opened: tuple[int, int, str] | None = None
    for each, column, mark in _marks(lines):
        if each >= number:
            return opened
        opened = (each, column, mark) if mark in CLOSING else None
    return opened


def unclosed_block(lines: Sequence[str], name: str) -> tuple[int, int] | None:
    """Return line and column of the innermost statement `name` that no end closes."""
    opened: list[tuple[int, int]] = []
    for number, column, mark in _marks(lines):
        found = _STATEMENT.match(lines[number - 1], column - 1) if mark == "{%" else None
        if found and found[1] == "set" and "=" in lines[number - 1][column:].partition("%}")[0]:
            continue
        if found and found[1] == name:
            opened.append((number, column))
        elif found and found[1] == f"end{name}" and opened:
            opened.pop()
    return opened[-1] if opened else None


def _marks(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and sign of tags' openings and closings outside comments and quotes."""
    is_comment = False
    for number, line in enumerate(lines, start=1):
        for found in _MARK.finditer(line):
            if is_comment:
                is_comment = found[0] != "#}"
            elif found[0] == "{#":
                is_comment = True
            elif found[0] != "#}" and not _is_literal(line, *found.span()):
                yield number, found.start() + 1, found[0]


def _is_literal(line: str, start: int, end: int) -> bool:
    """Return whether a sign stands between quotes, for itself: `{{ '{{' }}`."""
    return start > 0 and line[start - 1] in "'\"" and line[start - 1] == line[end : end + 1]


def _line(excerpt: Excerpt, number: int) -> str:
    return excerpt.lines[number - 1] if 0 < number <= len(excerpt.lines) else ""


_UNIT = lazy_pattern(r"'([^']*)'")

_OFTEN_MISTYPED = (
    (
        lazy_pattern("unexpected char '[“”‘’]'"),
        Bilingual('gõ dấu ngoặc kép thẳng: "…"', 'type straight quotes: "…"'),
    ),
    (
        lazy_pattern("expected token '.*', got '='"),
        Bilingual("so sánh bằng viết hai dấu: ==", "to compare, write two signs: =="),
    ),
    (
        lazy_pattern("unknown tag 'end'"),
        Bilingual("viết liền: {% endfor %}, {% endif %}", "write in one word: {% endfor %}"),
    ),
)
"""Patterns of Jinja's messages about common slips, and the hint for each."""

_NO_FILTER = lazy_pattern(r"No filter named '(.*?)'")

_UNCLOSED_BLOCK = lazy_pattern(r"needs to be closed is '(\w+)'")


def text_error(excerpt: Excerpt, error: TemplateSyntaxError, filters: Iterable[str]) -> Diagnostic:
    """Return the diagnostic for a text of the data, the `excerpt`, that is no Jinja."""
    lines = excerpt.lines[excerpt.first - 1 : excerpt.last]
    if (unclosed := unclosed_tag(lines, len(lines))) is not None:
        line, column, opening = unclosed
        return _unclosed(
            excerpt.file, excerpt.first + line - 1, column, opening, refusals.BRACES_PRINTED
        )
    span = expression_span(excerpt, None)
    tag = _TAG.match(_line(excerpt, span.line), span.column - 1)
    meant = _tag_hint(tag[1], filters) if tag is not None else None
    hint = _hint_of(error, filters) or meant or refusals.BRACES_PRINTED
    return _wrong_tag(span, error, hint)


_TAG = lazy_pattern(r"\{\{(.*?)\}\}")
_LACKS_A_BAR = lazy_pattern(r"([\w.\]]+)\s+(\w+)")
_COMMA_FOR_STOP = lazy_pattern(r"\w+(?:\s*[.,]\s*\w+)+")


def _tag_hint(tag: str, filters: Iterable[str]) -> Bilingual | None:
    """Return the hint that corrects a tag without its bar, or with a comma for a stop."""
    words, bar, rest = (each.strip() for each in tag.partition("|"))
    lacks = _LACKS_A_BAR.fullmatch(words)
    if lacks is not None and lacks[2] in filters:
        words = f"{lacks[1]} | {lacks[2]}"
    elif "," in words and _COMMA_FOR_STOP.fullmatch(words):
        words = re.sub(r"\s*[.,]\s*", ".", words)
    else:
        return None
    right = f"{{{{ {f'{words} | {rest}' if bar else words} }}}}"
    return Bilingual(f"viết: {right}", f"write: {right}")


def no_such_entry(number: str, length: int) -> RefusalMessage:
    """Return the message about the `number` of an entry that a list of this `length` lacks."""
    message = refusals.NO_SUCH_ENTRY if length else refusals.NO_ENTRY
    return message.of(number=number, length=length, last=length - 1)


def template_error(
    excerpt: Excerpt, error: TemplateSyntaxError, filters: Iterable[str]
) -> Diagnostic:
    """Return the diagnostic for a template that is no Jinja from `excerpt` on.

    The span of something unclosed is where it opens, perhaps far above.
    """
    span = expression_span(excerpt, None)
    block = _UNCLOSED_BLOCK.search(error.message or "")
    if block is not None:
        line, column = unclosed_block(excerpt.lines, block[1]) or (span.line, span.column)
        opened = Span(excerpt.file, line, column, line, column + len("{%"))
        end = f"{{% end{block[1]} %}}"
        apart = lazy_pattern(rf"\{{%-?\s*(end\s+{block[1]})\b")
        for number, text in enumerate(excerpt.lines, start=1):
            if found := apart.search(text):
                first = found.start(1) + 1
                place = Span(excerpt.file, number, first, number, first + len(found[1]))
                return _wrong_tag(place, error, to_write(f"end{block[1]}"))
        hint = Bilingual(f"thêm {end} ở cuối đoạn", f"add `{end}` where it is to end")
        return _wrong_tag(opened, error, hint)
    unclosed = unclosed_tag(excerpt.lines, error.lineno)
    if unclosed is None:
        around = tag_around(excerpt.lines, error.lineno)
        if around is not None:
            line, column, opening = around
            span = Span(excerpt.file, line, column, line, column + len(opening))
        return _wrong_tag(span, error, _hint_of(error, filters))
    line, column, opening = unclosed
    return _unclosed(excerpt.file, line, column, opening, None)


def _unclosed(
    file: str, line: int, column: int, opening: str, more: Bilingual | None
) -> Diagnostic:
    message = refusals.UNCLOSED_TAG.of(opening=opening, closing=CLOSING[opening])
    hint = message.hint
    if more is not None and hint is not None:
        hint = Bilingual(f"{hint.vi}; {more.vi}", f"{hint.en}; {more.en}")
    return message.at(Span(file, line, column, line, column + len(opening)), hint=hint)


def _hint_of(error: TemplateSyntaxError, filters: Iterable[str]) -> Bilingual | None:
    """Return the hint for an unknown filter, the nearest one, or for what people often mistype.

    The diagnostic's span is the whole tag, so the hint has no text that could replace it.
    """
    message = error.message or ""
    for pattern, hint in _OFTEN_MISTYPED:
        if pattern.search(message):
            return hint
    found = _NO_FILTER.search(message)
    nearest = nearest_hint(found[1], filters) if found else None
    return Bilingual(nearest.vi, nearest.en) if nearest is not None else None


def _wrong_tag(span: Span, error: TemplateSyntaxError, hint: Bilingual | None) -> Diagnostic:
    return refusals.WRONG_TAG.of(why=_said(error)).at(span, hint=hint)


def _said(error: TemplateError) -> Bilingual:
    """Return what Jinja or the sandbox says of an error, in both languages."""
    if isinstance(error, RefusedTagError):
        return error.why
    return Bilingual(in_vietnamese(error.message or ""), str(error.message))


def failure(error: Exception) -> RefusalMessage:
    """Return the message about an expression that failed with `error` while a template ran."""
    match error:
        case UnitMismatchError():
            units = " và ".join(_UNIT.findall(str(error)))
            return refusals.UNITS_DIFFER.of(units=units, error=error)
        case ZeroDivisionError():
            return refusals.DIVISION_BY_ZERO
        case NotAllowedError() | SecurityError():
            return refusals.NOT_ALLOWED.of(error=error)
        case TooManyDiagnosticsError():
            return refusals.TOO_MANY_DIAGNOSTICS_OF_FORM
        case TooManyLinesError(most=most):
            return refusals.TOO_MANY_LINES.of(most=most)
        case TooLongError() | RecursionError():
            return refusals.ENDLESS
        case TemplateNotFound():
            return refusals.FORM_LACKS_FILE.of(file=error.name)
        case TemplateError():
            return refusals.EXPRESSION_FAILS.of(why=_said(error))
        case _:  # what Python says of it speaks of our classes, not of the data
            return refusals.VALUES_DO_NOT_FIT
