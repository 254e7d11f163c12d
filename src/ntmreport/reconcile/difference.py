"""A difference between a report as it was built and as it came back: what it is, where it lives."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from ntmreport.language import Bilingual
    from ntmreport.span import Path


class DifferenceKind(StrEnum):
    """The kind of a difference: that which was edited."""

    WRITTEN_FIGURE = "written-figure"
    DATA_TEXT = "data-text"
    DAY = "day"
    COMPUTED_FIGURE = "computed-figure"
    WORDING = "wording"
    FRAME = "frame"
    ADDED = "paragraph-added"
    REMOVED = "paragraph-removed"
    MOVED = "paragraph-moved"
    SPLIT = "paragraph-split"
    JOINED = "paragraphs-joined"
    FORMATTING = "formatting"


class Outcome(StrEnum):
    """The outcome of a difference.

    It can be written into the data, which may have it already; it follows from what is written;
    both sides have changed; a person has to see to it; or it is listed and nothing is to be done.
    """

    WRITABLE = "writable"
    PRESENT = "present"
    FOLLOWS = "follows"
    CONFLICT = "conflict"
    LEFT = "left"
    LISTED = "listed"


class Author(Struct, frozen=True):
    """The author of a tracked change, and its date, as Word says."""

    name: str
    date: str


FIGURE_INSIDE = "\ue000"
"""The mark that stands for a figure in a text of the data."""


class Proposal(Struct, frozen=True):
    """A value of the data that an edit asks for: `before` and `after` as YAML has them.

    `printed` is what the report must print for it then, a text with a mark for each figure in it.
    """

    path: Path
    file: str
    before: str
    after: str
    printed: str


class Difference(Struct, frozen=True):
    """A difference: `old` became `new`, words of a line that is `old_line` and `new_line` in all.

    `number` is the recorded line that it was printed by, -1 for the layout's own or a new one;
    `place` is where it lives: in the data, the form or the layout. `label` names a figure.
    """

    kind: DifferenceKind
    outcome: Outcome
    number: int
    section: str
    old: str
    new: str
    old_line: str
    new_line: str
    place: str = ""
    path: Path = ()
    label: str = ""
    authors: tuple[Author, ...] = ()
    proposal: Proposal | None = None
    reason: Bilingual | None = None
    hint: Bilingual | None = None


class Remark(Struct, frozen=True):
    """A remark of a reader, with the section and words that it is on and where they come from."""

    author: str
    date: str
    text: str
    section: str
    quoted: str
    place: str
    replies: tuple[str, ...] = ()
