"""Where the parts of a YAML text begin and end, for the eye rather than for the parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.source.parsers import AnyEvent


def span_of(file: str, event: AnyEvent) -> Span:
    """Return the stretch of `file` that `event` covers."""
    start, end = event.start_mark, event.end_mark
    return Span(file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def collection_span(file: str, start: AnyEvent, end: AnyEvent, last: Span | None) -> Span:
    """Return the stretch from `start` to the end of the `last` value of a block.

    The parser ends a block where the next thing begins, many lines below perhaps.
    """
    first, final = start.start_mark, end.end_mark
    if last is None or start.flow_style:
        return Span(file, first.line + 1, first.column + 1, final.line + 1, final.column + 1)
    return Span(file, first.line + 1, first.column + 1, last.end_line, last.end_column)


def block_text_span(span: Span, lines: Sequence[str]) -> Span:
    """End the block of text (`|` or `>`) at `span` with its last line that is not blank."""
    last = min(span.end_line - (span.end_column == 1), len(lines))
    while last > span.line and not lines[last - 1].strip():
        last -= 1
    last = max(last, span.line)
    return Span(span.file, span.line, span.column, last, len(lines[last - 1]) + 1)
