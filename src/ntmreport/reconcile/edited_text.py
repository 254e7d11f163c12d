"""From edits of a printed text to the text of the data that it was printed from, as it becomes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.reconcile.folded_text import FoldedText, folded_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_EXPRESSION = lazy_pattern(r"\{\{.*?\}\}", re.DOTALL)
_STANDS_FOR_ONE = "\ue000"
_SYNTAX = lazy_pattern(r"\{[{%#]|[%#}]\}")
_SPACES = lazy_pattern(r"\s+")
_CLOSING = " .;,:"


class Replacement(Struct, frozen=True, order=True):
    """Words of a printed text, from `start` to `end`, and what was put in their place."""

    start: int
    end: int
    words: str


class _Literal(Struct, frozen=True):
    """A stretch of the printed text that the data has word for word: at `at` of it, folded."""

    start: int
    end: int
    at: int


def with_replacements(source: str, printed: str, replacements: Iterable[Replacement]) -> str | None:
    """Return the text `source` of the data as it becomes where `printed`, which is folded, changes.

    What it names in `{{ }}` stays named. None where the one does not print the other, or where what
    a name printed is among what changes.
    """
    expressions = _EXPRESSION.findall(source)
    with_marks = _EXPRESSION.sub(_STANDS_FOR_ONE, source)
    for text in dict.fromkeys((with_marks, with_marks.rstrip(_CLOSING))):
        folded = folded_text(text)
        literals = _literals(folded, printed)
        if literals is not None:
            break
    else:
        return None
    result = with_marks
    for each in sorted(replacements, reverse=True):
        cleaned = _SPACES.sub(" ", each.words)
        place = _place(folded, literals, each)
        if place is None or _SYNTAX.search(cleaned) or _STANDS_FOR_ONE in cleaned:
            return None
        result = result[: place[0]] + cleaned + result[place[1] :]
    names = iter(expressions)
    named = re.sub(_STANDS_FOR_ONE, lambda _: next(names), result)
    return _SPACES.sub(" ", named).strip()


def _literals(folded: FoldedText, printed: str) -> list[_Literal] | None:
    """Return the literal stretches of a printed text; None where that is not what it printed."""
    parts = folded.text.split(_STANDS_FOR_ONE)
    pattern = "(.*?)".join(f"({re.escape(part)})" for part in parts)
    found = re.fullmatch(pattern, printed, re.IGNORECASE | re.DOTALL)
    if found is None:
        return None
    literals: list[_Literal] = []
    at = 0
    for number, part in enumerate(parts):
        start, end = found.span(2 * number + 1)
        literals.append(_Literal(start, end, at))
        at += len(part) + 1
    return literals


def _place(
    folded: FoldedText, literals: Sequence[_Literal], change: Replacement
) -> tuple[int, int] | None:
    """Return where the words that change stand in the source; None where no literal has them."""
    for literal in literals:
        if literal.start <= change.start and change.end <= literal.end:
            start = literal.at + change.start - literal.start
            end = literal.at + change.end - literal.start
            return folded.places[start], folded.places[end]
    return None
