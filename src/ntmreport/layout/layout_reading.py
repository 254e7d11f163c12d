"""The layout as its checks look at it: its lines as Word would set them, and its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.span import Span


class Look(Struct, frozen=True):
    """The look of letters. `colour` is empty for black."""

    font: str
    colour: str
    points: float
    is_bold: bool
    is_italic: bool


class Shape(Struct, frozen=True):
    """The setting of a paragraph: `first_line` in mm unless it is numbered; `between` in points."""

    alignment: str
    first_line: float | None
    between: float
    lines: float


class Stretch(Struct, frozen=True):
    """Letters of a line that look the same, and which of the report's lines they belong to.

    `kinds` are `frame.number`, `body.item` and the like, or a fixed text of FIXED_TEXTS.
    """

    kinds: frozenset[str]
    look: Look


class Line(Struct, frozen=True):
    """One paragraph that is printed: its text in the layout, its style's name, how it is set."""

    span: Span
    text: str
    style: str
    stretches: tuple[Stretch, ...]
    shape: Shape


class Header(Struct, frozen=True):
    """The top of a section's pages. `page_number` is the line with the number, if there is one."""

    page_number: Line | None
    is_centred: bool


class Section(Struct, frozen=True):
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


class LayoutReading(Struct, frozen=True):
    """All that the checks look at."""

    lines: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()


FIXED_TEXTS: Mapping[str, str] = {
    "cộng hòa xã hội": "country",
    "cộng hoà xã hội": "country",
    "độc lập - tự do": "motto",
    "nơi nhận": "recipients",
    "kính gửi": "frame.addressee",
}
"""By which words, in small letters, a line is known that the layout prints as it stands."""
