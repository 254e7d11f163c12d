"""The composed report: blocks of runs, each run knowing the figure that it prints.

Every output is made from this tree alone, so they all say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.figure import Figure
    from ntmreport.span import Span


class BlockKind(StrEnum):
    """What a block is; the layout gives each kind its look.

    The order of the first four is the order of the outline.
    """

    PART = "part"  # I.
    SECTION = "section"  # 1.
    SUBSECTION = "subsection"  # 2.1.
    POINT = "point"  # a)
    ITEM = "item"  # -
    SUBITEM = "subitem"  # +
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look. `figure` is what it prints, where it prints a figure."""

    text: str
    bold: bool = False
    italic: bool = False
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. `marker` is its numbering as written ("I.", "2.1.", "a)", "-") or empty.

    `place` is the line of the template that its words come from.
    """

    kind: BlockKind
    marker: str
    runs: tuple[Run, ...]
    place: Span

    @property
    def text(self) -> str:
        """The paragraph's text, with its marker."""
        words = "".join(run.text for run in self.runs)
        return f"{self.marker} {words}" if self.marker else words


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself.

    `data_digest` and `form_digest` are SHA-256 in hexadecimal; `commit` is the git revision of the
    data where it stands in a checkout, else empty.
    """

    title: str
    subject: str
    author: str
    data_digest: str
    form_digest: str
    program_version: str
    commit: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    `frame` holds the lines around the body by their name ("issuer", "number", "subject",
    "recipient", "signer" ...): a name has one line or several, or is missing where the report has
    none. Which names there are is a matter between a form's wording and its layout.
    """

    frame: Mapping[str, tuple[tuple[Run, ...], ...]]
    body: tuple[Block, ...]
    properties: Properties
