"""A second look at a scalar's value: its escapes are resolved, and the file may hold odd spaces."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from ntmreport.source import plain
from ntmreport.source.characters import forbidden, not_composed, refused_in_value
from ntmreport.span import Span

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic


def checked_value(
    value: str, span: Span, source: str, diagnostics: list[Diagnostic], *, is_plain: bool
) -> str:
    """Return `value` with what is refused in it mended, and say so in `diagnostics`.

    `source` is what stands in the file; what is refused there has been said already.
    """
    if is_plain and (width := plain.odd_spaces_before(value)):
        diagnostics.append(plain.odd_space(_first(span, 0, width)))
        value = value[width:]
    if character := refused_in_value(value):
        diagnostics.append(forbidden(span, character))
    if not unicodedata.is_normalized("NFC", value):
        if unicodedata.is_normalized("NFC", source):
            diagnostics.append(not_composed(span, value))
        value = unicodedata.normalize("NFC", value)
    return value


def checked_key(key: str, span: Span, diagnostics: list[Diagnostic]) -> str:
    """Return a plain `key` without odd spaces, and say so in `diagnostics`."""
    found = plain.odd_spaces_in_key(key)
    if found is None:
        return key
    diagnostics.append(plain.odd_space(_first(span, *found)))
    return plain.without_odd_spaces(key)


def _first(span: Span, start: int, end: int) -> Span:
    if span.end_line != span.line:
        return span
    return Span(span.file, span.line, span.column + start, span.line, span.column + end)
