"""A layout as reports need it: compiled templates, identities of styles, pages of annexes."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING

from jinja2 import Template
from msgspec import Struct
from msgspec.structs import replace

from ntmreport.layout.layout_reading import LayoutReading, Line
from ntmreport.layout.tag_sandbox import environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.diagnostic import Diagnostic

TEMPLATE = "<layout.docx>"
"""The file name in the compiled templates, by which tracebacks tell them."""

ANNEXES_LEAD, CLOSING_SECTION = "annexes_lead", "closing_section"
"""Names that a layout's template has beside `body`, `annexes` and `frame`: see AnnexPages."""


class Tag(Struct, frozen=True):
    """A tag and where it stands; paragraphs and columns count from 1.

    `written` is the tag as its author wrote it, `text` its paragraph, and `heading` the nearest
    text above it that has no tags, by which its author finds it in Word. `code` is the tag as
    docxtpl gets it, `level` docxtpl's ("p", "tr", "tc"; "-" of one that joins paragraphs), `word`
    says which statement it is: "for", "endif"; "#" of a remark; empty for what prints.
    """

    part: str
    paragraph: int
    column: int
    written: str
    text: str
    heading: str
    code: str = ""
    word: str = ""
    level: str = ""
    expression: str = ""


class Story:
    """A part of the package with tags in it: the body, a header, a footer or notes.

    `code` is the marshalled code of its template, in which each of `tags` starts a line, from the
    second on.
    """

    __slots__ = ("code", "name", "tags", "template")

    def __init__(self, name: str, code: bytes, tags: tuple[Tag, ...]) -> None:
        """Load the compiled template."""
        self.name = name
        self.code = code
        self.tags = tags
        # The cache hands out only what it kept, whole, from a folder that others cannot write.
        loaded = marshal.loads(code)  # noqa: S302 - see above
        self.template = Template.from_code(environment(), loaded, {})

    def __reduce__(self) -> tuple[type[Story], tuple[str, bytes, tuple[Tag, ...]]]:
        """Keep what the template is loaded from."""
        return Story, (self.name, self.code, self.tags)


class CellStyle(Struct, frozen=True):
    """The style of a cell's paragraph by its identity, and its letters."""

    identity: str
    half_points: int
    is_bold: bool


class TableStyle(Struct, frozen=True):
    """The style of tables by its identity, what a cell loses at its sides in twips, and the cells'.

    An identity is empty where the layout lacks the style.
    """

    identity: str
    margins: int
    header: CellStyle
    text: CellStyle
    number: CellStyle


class AnnexPage(Struct, frozen=True):
    """A page for annexes: its section's properties as XML, and the width of its text in twips."""

    section: str
    width: int


class AnnexPages(Struct, frozen=True):
    """Where annexes stand and on which pages.

    `lead` is the XML that ends the report's own section before the first annex, and `own` that
    section's properties, with which the file ends where there are no annexes.
    """

    lead: str
    own: str
    pages: tuple[AnnexPage, ...]


def section_break(section: str) -> str:
    """Return a paragraph that takes no room and ends a section with these properties."""
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        '<w:ind w:firstLine="0"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'
        f"{section}</w:pPr></w:p>"
    )


class PreparedLayout(Struct, frozen=True):
    """A layout whose tags are compiled. `members` are the package's parts that never change.

    `styles` are the identities of the styles that the layout has, by kind of block. `body_section`
    are the properties of the section with `{{p body }}`, empty where it stands in a table.
    `body_tag` is the paragraph of `{{p body }}`, and `frame_tags` those that name lines of the
    frame, by name.
    `first_note` is the first number that none of its own footnotes has. `warnings` are what its
    author should know though a report can be built.
    """

    members: Mapping[str, bytes]
    stories: tuple[Story, ...]
    styles: Mapping[str, str]
    table: TableStyle
    body_width: int
    body_section: str
    body_tag: int
    first_note: int
    annexes: AnnexPages | None
    frame_tags: Mapping[str, int]
    reading: LayoutReading
    warnings: tuple[Diagnostic, ...]

    def called(self, name: str) -> PreparedLayout:
        """Return the layout as that of the file `name`, which its places tell."""

        def placed(line: Line) -> Line:
            return replace(line, span=replace(line.span, file=name))

        sections = [
            replace(
                section,
                span=replace(section.span, file=name),
                headers={
                    kind: header
                    if header.page_number is None
                    else replace(header, page_number=placed(header.page_number))
                    for kind, header in section.headers.items()
                },
            )
            for section in self.reading.sections
        ]
        return replace(
            self,
            reading=LayoutReading(tuple(map(placed, self.reading.lines)), tuple(sections)),
            warnings=tuple(
                replace(each, span=replace(each.span, file=name)) for each in self.warnings
            ),
        )
