"""Criteria as people write them first: `1-19`, `19/19`, `tất cả`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = lazy_pattern(r"(?<!\w)(?:tiêu chí|đạt|từ|các|số|tc)(?!\w)", re.IGNORECASE)
_ALL = lazy_pattern(r"tất cả|toàn bộ|đủ|cả|all", re.IGNORECASE)
_BETWEEN = lazy_pattern(r"\s*(?:[,;.+]|(?<!\w)và(?!\w)|\s)\s*")
_RANGE = lazy_pattern(r"\s*(?:[-–—]|\.\.+|(?<!\w)đến(?!\w))\s*")
_SPAN = lazy_pattern(r"(\d{1,2})(?:~(\d{1,2}))?")
_OF_ALL = lazy_pattern(r"(\d{1,2})\s*/\s*(\d{1,2})")


def spelt_criteria(text: str, known: Sequence[int]) -> tuple[int, ...]:
    """Return the criteria that `text` means, of those `known`; none where that is not clear."""
    plain = _WORDS.sub(" ", text).strip(" []().;,")
    of_all = _OF_ALL.fullmatch(plain)
    is_all = of_all is not None and of_all[1] == of_all[2] == str(len(known))
    if is_all or _ALL.fullmatch(plain):
        return tuple(known)
    found: list[int] = []
    for part in _BETWEEN.split(_RANGE.sub("~", plain)):
        span = _SPAN.fullmatch(part)
        if span is None:
            return ()
        found += range(int(span[1]), int(span[2] or span[1]) + 1)
    return tuple(found) if set(found) <= {*known} else ()


def spelt_number_met(text: str, known: Sequence[int]) -> int | None:
    """Return the number of criteria that `text` means, as `17/19` does; None for anything else."""
    of_all = _OF_ALL.fullmatch(_WORDS.sub(" ", text).strip())
    if of_all is None or of_all[2] != str(len(known)) or int(of_all[1]) > len(known):
        return None
    return int(of_all[1])
