"""What is read of a layout: its lines, each with its look, and its sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.language import Bilingual
    from ntmreport.span import Span


class Look(NamedTuple):
    """How letters look. `colour` is empty for black."""

    font: str
    colour: str
    points: float
    is_bold: bool
    is_italic: bool


class Shape(NamedTuple):
    """How a paragraph stands: `first_line` in mm, unless it is numbered; `between` in points."""

    alignment: str
    first_line: float | None
    between: float
    lines: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters of a line that look the same, and which of the report's lines they belong to."""

    kinds: frozenset[str]
    look: Look


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the layout that is printed. `name` is what users know it by."""

    span: Span
    name: Bilingual
    style: str
    stretches: tuple[Stretch, ...]
    shape: Shape

    @property
    def kinds(self) -> frozenset[str]:
        """Which of the report's lines the paragraph prints."""
        return frozenset(kind for stretch in self.stretches for kind in stretch.kinds)


@dataclass(frozen=True, slots=True)
class Header:
    """The top of a section's pages. `page_number` is the line with the number, if there is one."""

    page_number: Line | None
    is_centred: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Paper of a section, in millimetres where it is written. `headers` are by kind of page.

    `first_number` is empty where pages are numbered on from the section before.
    """

    span: Span
    width: float | None
    height: float | None
    margins: Mapping[str, float]
    has_other_first_page: bool
    has_other_even_pages: bool
    headers: Mapping[str, Header]
    number_format: str
    first_number: str
    has_table: bool
    has_annexes: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the checks look at."""

    lines: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()
