"""Regular expressions that are compiled when they are used for the first time.

Most of the program's describe mistakes: a run without such a mistake compiles none of them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable


def lazy_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return the regular expression `text`, which is compiled once something is looked for."""
    return cast("re.Pattern[str]", _LazyPattern(text, flags))


def found_in_lines(pattern: re.Pattern[str]) -> Callable[[str], tuple[re.Match[str], ...]]:
    """Return a function from a line to the matches of `pattern` in it.

    Lines that were searched are known: most reports of a form say much the same.
    """

    @lru_cache(maxsize=4096)
    def found(line: str) -> tuple[re.Match[str], ...]:
        return tuple(pattern.finditer(line))

    return found


class _LazyPattern:
    """A pattern that takes each method from the compiled one when it is asked for it."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        found: object = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)  # so that it is asked for once
        return found
