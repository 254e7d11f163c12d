"""Stretches of the prose that a pattern finds, and whether a character is in one of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ntmreport.checks.prose import Prose

_ADDRESSES = (
    (("@",), r"(?<!\S)\S*@\S+"),
    (("://", "www."), r"(?:https?://|www\.)\S+"),
    ((".vn", ".com", ".net", ".org"), r"(?<![\w.-])(?:[a-z0-9-]+\.)+(?:vn|com|net|org)\b"),
)
"""Patterns of addresses, and what one of them has in it: without that it is not sought."""


class Spans:
    """Starts and ends of stretches that do not overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Take the stretches in any order."""
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def cover(self, offset: int) -> bool:
        """Return whether the character at `offset` is in one of them."""
        number = bisect_right(self._starts, offset) - 1
        return number >= 0 and offset < self._spans[number][1]


@lru_cache(maxsize=1)
def addresses(prose: Prose) -> Spans:
    """Return where the prose has addresses of pages and of mail: they are spelt by other rules."""
    text = prose.text
    sought = [pattern for signs, pattern in _ADDRESSES if any(sign in text for sign in signs)]
    found = re.finditer("|".join(sought), text) if sought else ()
    return Spans(match.span() for match in found)
