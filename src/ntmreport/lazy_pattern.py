"""Regular expressions that are compiled when they are used for the first time.

Most of the program's describe mistakes: a run without such a mistake compiles none of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from ntmreport.known_by_text import known_by_text

if TYPE_CHECKING:
    from collections.abc import Callable


def lazy_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return the regular expression `text`, which is compiled once something is looked for."""
    return cast("re.Pattern[str]", _LazyPattern(text, flags))


def one_of(latin: str, others: str) -> str:
    """Return a pattern for one character: of the set `latin`, or of the set `others`.

    Both are written as between brackets; `latin` has characters of Latin-1 alone. For one set with
    all of them, `re` makes a table of all characters, which costs as much as ten patterns.
    """
    return f"(?:[{latin}]|(?=[{others}]).)"


def found_in_lines(pattern: re.Pattern[str]) -> Callable[[str], tuple[re.Match[str], ...]]:
    """Return a function from a line to the matches of `pattern` in it, which keeps its answers."""
    return known_by_text(lambda line: tuple(pattern.finditer(line)))


class _LazyPattern:
    """A pattern that takes each method from the compiled one when it is asked for it."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        found: object = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)  # so that it is asked for once
        return found
