"""A parser's error with the text around it, for those who look for what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.span import Span

if TYPE_CHECKING:
    from ntmreport.source.parsers import AnyEvent
    from ntmreport.source.wording import Wording


@dataclass(frozen=True, slots=True)
class Mistake:
    """A parser's error with the text around it; lines and columns count from 0 here."""

    file: str
    lines: list[str]
    text: str
    problem: str
    line: int
    column: int
    context: str
    context_line: int
    context_column: int
    last_event: AnyEvent | None

    def say(self, wording: Wording, line: int, column: int, width: int = 1) -> Diagnostic:
        """Return the diagnostic of that `wording` at a place."""
        span = self.span(line, column, width)
        return Diagnostic(catalogue.SYNTAX, span, wording.message, hint=wording.hint)

    def span(self, line: int, column: int, width: int = 1) -> Span:
        """Return the place of some characters of one line."""
        return Span(self.file, line + 1, column + 1, line + 1, column + 1 + width)

    def indent(self, number: int) -> int:
        """Return how many spaces a line begins with."""
        return len(self.lines[number]) - len(self.lines[number].lstrip(" "))

    def line_above(self, below: int | None = None, most: int | None = None) -> int:
        """Return the number of the last line above the problem that is not blank or a comment.

        It is above the line `below` where that is given, and indented by `most` at the most.
        """
        above = min(self.line if below is None else below, len(self.lines)) - 1
        while above > 0 and not (
            self._says_something(above) and (most is None or self.indent(above) <= most)
        ):
            above -= 1
        return max(above, 0)

    def line_below(self, number: int) -> int:
        """Return the number of the next line that is not blank or a comment."""
        below = number + 1
        while below < len(self.lines) - 1 and not self._says_something(below):
            below += 1
        return below

    def _says_something(self, number: int) -> bool:
        return bool(self.lines[number].split("#")[0].strip())

    def suspects(self) -> list[int]:
        """Return the lines where the mistake may stand, the likeliest first."""
        numbers = dict.fromkeys((self.context_line, self.line, self.line_above()))
        if not self.context or "block" in self.context:
            # The context is then the beginning of a whole block, far above.
            numbers = dict.fromkeys((self.line, self.line_above()))
        return [number for number in numbers if number < len(self.lines)]
