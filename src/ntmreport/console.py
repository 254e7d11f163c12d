"""From diagnostics to the lines that a person reads in a terminal."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.span import Span

_WRITE = Bilingual("cách sửa", "help")
_SEE = Bilingual("xem", "see")


def report_lines(
    diagnostics: Sequence[Diagnostic], texts: Mapping[str, str], language: Language
) -> Iterator[str]:
    """Yield each diagnostic as `file:line:column: code message`, with its source line below."""
    for diagnostic in diagnostics:
        message = diagnostic.message.text(language)
        yield f"{diagnostic.span}: {diagnostic.rule.code} {message}"
        margin = " " * len(str(diagnostic.span.line))
        yield from _source_lines(diagnostic.span, texts)
        if diagnostic.hint is not None:
            yield f" {margin} = {_WRITE.text(language)}: {diagnostic.hint.text(language)}"
        for related in diagnostic.related:
            see = f"{_SEE.text(language)} {related.span}"
            yield f" {margin} = {see}: {related.message.text(language)}"


def summary(diagnostics: Sequence[Diagnostic]) -> Bilingual:
    """Return the sentence that counts the errors and warnings."""
    errors = sum(diagnostic.is_error for diagnostic in diagnostics)
    warnings = len(diagnostics) - errors
    return Bilingual(
        f"{errors} lỗi, {warnings} cảnh báo",
        f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}",
    )


def _source_lines(span: Span, texts: Mapping[str, str]) -> Iterator[str]:
    lines = texts.get(span.file, "").split("\n")
    if not 0 < span.line <= len(lines) or not lines[span.line - 1].strip():
        return
    line = lines[span.line - 1].replace("\t", " ")
    end = span.end_column if span.end_line == span.line else len(line) + 1
    before = _width(line[: span.column - 1])
    carets = max(1, _width(line[span.column - 1 : end - 1]))
    number = str(span.line)
    yield f" {number} | {line}"
    yield f" {' ' * len(number)} | {' ' * before}{'^' * carets}"


def _width(text: str) -> int:
    """Return how many cells of a terminal `text` takes."""
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
