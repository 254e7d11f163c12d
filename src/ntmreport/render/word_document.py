"""From a document and a layout to a Word file: the layout filled in, all packed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.diagnostic import Diagnostic, in_file_order
from ntmreport.layout.layout_cache import prepared_layout
from ntmreport.layout.prepared_layout import PreparedLayout
from ntmreport.render.content_digest import write_sealed_package
from ntmreport.render.file_properties import core_properties, custom_properties
from ntmreport.render.layout_filling import LayoutFilling
from ntmreport.zip_package import CORE_PART, CUSTOM_PART

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.document import Document


class Additions(Struct, frozen=True):
    """Parts that a Word file can carry beside the report, whose text is the same with them.

    `comments` are the paragraphs of comments in the margin, by the block of the document and the
    run of that block that they are on. `custom_xml` is a custom XML part for programs, and
    `identity` the GUID by which Word calls it.
    """

    comments: Mapping[tuple[int, int], tuple[str, ...]] | None = None
    custom_xml: bytes | None = None
    identity: str = ""


def render_docx(
    document: Document, layout: bytes, name: str, additions: Additions | None = None
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Return the Word file of `document` in the look of `layout`, or None and what is wrong.

    `layout` is the content of layout.docx and `name` its file's name, for diagnostics. A span's
    line is the number of the paragraph, counted through the part of the file that has it.
    """
    prepared = prepared_layout(layout, name)
    if not isinstance(prepared, PreparedLayout):
        return None, prepared
    members = dict(prepared.members)
    margin = None
    if additions is not None and additions.comments is not None:
        from ntmreport.render import comments  # which loads lxml, as the plain report does not

        margin = comments.margin(additions.comments, members)
    filling = LayoutFilling(document, prepared, name, None if margin is None else margin.marks())
    stories = filling.stories()
    if filling.diagnostics:
        return None, tuple(in_file_order(filling.diagnostics))
    members.update(stories)
    if filling.notes:
        from ntmreport.render import footnotes  # which loads lxml, as the plain report does not

        footnotes.attach(members, filling.notes, prepared.first_note)
    if filling.pictures:
        from ntmreport.render import word_picture

        word_picture.attach(members, filling.pictures)
    if margin is not None:
        margin.attach(members)
    if additions is not None and additions.custom_xml is not None:
        from ntmreport.render.additions import add_custom_xml

        add_custom_xml(members, additions.custom_xml, additions.identity)
    members[CORE_PART] = core_properties(document.properties)
    members[CUSTOM_PART] = custom_properties(document.properties)
    return write_sealed_package(members), ()
