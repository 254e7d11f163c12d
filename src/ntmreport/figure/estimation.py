"""Words of estimation, and which of them stands before what is computed from qualified figures.

What follows from an estimate is one: the result says no more than what it was computed from. Where
one figure is a lower bound and another an upper one, nothing but "khoảng" is sure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ABOUT, ESTIMATED = "khoảng", "ước"
ABOVE = ("hơn", "trên", "ít nhất")
BELOW = ("gần", "dưới", "không quá")
AT_LEAST, AT_MOST = ABOVE[-1], BELOW[-1]
QUALIFIERS = (ABOUT, ESTIMATED, *ABOVE, *BELOW)
"""The words of estimation that are printed before a number."""

_TURNED = {
    "hơn": "dưới",
    "trên": "dưới",
    "ít nhất": "không quá",
    "gần": "hơn",
    "dưới": "hơn",
    "không quá": "ít nhất",
}
"""The opposite word for each bound, which holds where its figure is subtracted or divides."""


def carried(words: Sequence[str]) -> str:
    """Return the word for a figure that grows with figures which have these, "" where none has."""
    known = {word for word in words if word}
    if len(known) < 2:
        return next(iter(known), "")
    if known <= {*ABOVE}:
        return AT_LEAST
    if known <= {*BELOW}:
        return AT_MOST
    return ABOUT


def turned(word: str) -> str:
    """Return the word for a figure that falls where the one with `word` grows."""
    return _TURNED.get(word, word)
