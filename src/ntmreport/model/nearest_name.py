"""The nearest known name to a mistyped one."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ntmreport.language import Bilingual, to_write

if TYPE_CHECKING:
    from collections.abc import Iterable


MOST_LISTED = 40
"""The most names that are listed where none is near."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that `name` was most likely meant to be, if one is near."""
    matches = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def nearest_hint(name: str, known: Iterable[str]) -> Bilingual | None:
    """Return the hint that names the nearest known name, or all names where there are few."""
    names = list(known)
    match = nearest(name, names)
    if match is not None:
        return to_write(match)
    if not 0 < len(names) <= MOST_LISTED:
        return None
    listed = ", ".join(names)
    return Bilingual(f"các tên dùng được: {listed}", f"the names that can stand here: {listed}")
