"""What a layout is once it is ready: parts that never change, and stories with compiled tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Template

from ntmreport.render.tags import environment

if TYPE_CHECKING:
    from types import CodeType

    from ntmreport.render.tables import TableLook
    from ntmreport.render.words import Look

TEMPLATE = "<layout.docx>"
"""The file name in the compiled templates, by which tracebacks tell them."""


class Place(NamedTuple):
    """Where a tag stands in the layout; paragraphs and columns count from 1.

    `heading` is the nearest text above it that has no tags, by which its author finds it in Word.
    """

    part: str
    paragraph: int
    column: int
    tag: str
    text: str
    heading: str = ""


@dataclass(slots=True)
class Tag:
    """A tag as it was written (`place`) and as docxtpl and Jinja get it (`code`)."""

    place: Place
    code: str
    word: str = ""  # "for", "endif" ...; "#" of a remark; empty for what prints
    level: str = ""  # "p", "tr", "tc", "r" or empty
    expression: str = ""


class Story:
    """A part of the package with tags in it: the body, a header or a footer.

    `places` has the place of each tag; each tag starts a line of the template, from the second on.
    """

    __slots__ = ("code", "looks", "name", "places", "table_looks", "template")

    def __init__(
        self,
        name: str,
        code: CodeType,
        looks: tuple[Look, ...],
        table_looks: tuple[TableLook, ...],
        places: tuple[Place, ...],
    ) -> None:
        """Load the compiled template."""
        self.name = name
        self.code = code
        self.looks = looks
        self.table_looks = table_looks
        self.places = places
        self.template = Template.from_code(environment(), code, {})

    def place(self, line: int) -> Place:
        """Return the place of the tag that stands in `line` of the template."""
        return tag_place(self.places, line)


def tag_place(places: tuple[Place, ...], line: int) -> Place:
    """Return which of a template's `places` stands in its `line`."""
    return places[min(max(line - 2, 0), len(places) - 1)]


@dataclass(frozen=True, slots=True)
class ReadyLayout:
    """A layout whose tags are compiled; `members` are the package's parts that never change."""

    members: dict[str, bytes]
    stories: tuple[Story, ...]
