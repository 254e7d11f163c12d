"""The two YAML parsers that give events: libyaml where it is installed, PyYAML's own elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol, cast

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable


class Mark(Protocol):
    """A position in the text; index, line and column count code points from 0."""

    @property
    def index(self) -> int: ...  # noqa: D102 - its name says it
    @property
    def line(self) -> int: ...  # noqa: D102 - its name says it
    @property
    def column(self) -> int: ...  # noqa: D102 - its name says it


class AnyEvent(Protocol):
    """An event of either parser, with the attributes that the events of PyYAML have by kind.

    Every event has its marks; aliases, scalars and beginnings of collections an `anchor`; scalars
    and beginnings of collections a `tag`; scalars `value` and `style`; beginnings of collections
    `flow_style`; beginnings of documents `explicit`.
    """

    start_mark: Mark
    end_mark: Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    flow_style: bool
    explicit: bool


class EventParser(Protocol):
    """A parser that gives the events of a text, one after the other."""

    def get_event(self) -> AnyEvent:
        """Return the next event; the last is the end of the stream."""
        ...


# `|#`, tags of two parts and `?` before a key are not the same to both; nor are tabs.
_DISPUTED = (
    ("!", lazy_pattern(r"![^\s!]*!")),
    ("?", lazy_pattern(r"^ *(?:- +)*\?(?:\s|$)", re.MULTILINE)),
)
"""Patterns of what the two parsers read differently, each with a sign that stands in it."""

_END_OF_HEADER = frozenset("|>-+0123456789")
"""Signs that the header of a block of text can end in."""

# libyaml places the missing value of `{a: }` at the bracket, not behind the colon.
_BLANK_IN_BRACKETS = lazy_pattern(r":(?:\s|#.*\n)*[,}\]]")


def parsers_agree(text: str) -> bool:
    """Return whether both parsers are known to read `text` alike, if they read it at all."""
    if "\t" in text:
        return False
    if ("[" in text or "{" in text) and (
        "?" in text or "!" in text or _BLANK_IN_BRACKETS.search(text)
    ):
        return False
    if any(before[-1:] in _END_OF_HEADER for before in text.split("#")[:-1]):
        return False
    return not any(sign in text and pattern.search(text) for sign, pattern in _DISPUTED)


class PureParser(Reader, Scanner, Parser):
    """PyYAML's own parser, which keeps its last event for the diagnostic of a syntax error."""

    def __init__(self, text: str) -> None:
        """Begin to parse `text`."""
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        self.last_event: AnyEvent | None = None

    def get_event(self) -> AnyEvent:
        """Return the next event; the last is the end of the stream."""
        event: AnyEvent = super().get_event()  # type: ignore[no-untyped-call]
        self.last_event = event
        return event


def _libyaml() -> Callable[[str], EventParser] | None:
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]
    except ImportError:
        return None
    return cast("Callable[[str], EventParser]", CParser)


LIBYAML = _libyaml()
"""libyaml's parser, or None where PyYAML was built without it."""
