"""The lines that two states of a text share, so that a place in one is found in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from ntmreport.span import Span


class SameLines:
    """The lines at the beginning and at the end that are the same in an earlier text and now.

    What has been typed since lies between them, and no place is found there.
    """

    def __init__(self, earlier: str, now: str) -> None:
        self._is_same = earlier is now or earlier == now
        before, behind = [] if self._is_same else earlier.split("\n"), now.split("\n")
        shorter = min(len(before), len(behind))
        self._first = 0
        while self._first < shorter and before[self._first] == behind[self._first]:
            self._first += 1
        last = 0
        while last < shorter - self._first and before[-1 - last] == behind[-1 - last]:
            last += 1
        self._from_last = len(before) - last
        self._moved = len(behind) - len(before)

    def now(self, span: Span) -> Span | None:
        """Return where a place of the earlier text is now."""
        if self._is_same or span.end_line <= self._first:
            return span
        if span.line > self._from_last:
            lines = span.line + self._moved, span.end_line + self._moved
            return replace(span, line=lines[0], end_line=lines[1])
        return None

    def earlier(self, line: int) -> int | None:
        """Return which line of the earlier text a line is; None where it had none such."""
        if self._is_same or line <= self._first:
            return line
        return line - self._moved if line - self._moved > self._from_last else None
