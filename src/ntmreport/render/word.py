"""A document as a Word file: the layout's tags filled in and the package put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntmreport.diagnostic import Diagnostic
from ntmreport.render.content_digest import write_sealed_package
from ntmreport.render.filling import filled, lost
from ntmreport.render.layout import ReadyLayout
from ntmreport.render.properties import (
    CORE_PART,
    CUSTOM_PART,
    core_properties,
    custom_properties,
)
from ntmreport.render.ready import ready_layout
from ntmreport.render.words import DocumentWords

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.document import Document


@dataclass(frozen=True, slots=True)
class Additions:
    """What a Word file can carry beside the report; the report's own text is the same with it.

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
    ready = ready_layout(layout, name)
    if not isinstance(ready, ReadyLayout):
        return None, ready
    members = dict(ready.members)
    margin = None
    if additions is not None and additions.comments is not None:
        from ntmreport.render import comments  # which loads lxml, as the plain report does not

        margin = comments.margin(additions.comments, members)
    words = DocumentWords(document, None if margin is None else margin.marks())
    mistakes: list[Diagnostic] = []
    for story in ready.stories:
        content = filled(story, words, name)
        if isinstance(content, Diagnostic):
            mistakes.append(content)
        else:
            members[story.name] = content.encode()
    # What a broken tag did not print is no mistake of its own.
    mistakes = mistakes or list(lost(words, ready.stories, name))
    if mistakes:
        # A trial goes on after a tag that fails, and says of the layout what `validate` says.
        from ntmreport.render.trial import layout_mistakes

        return None, layout_mistakes(document, layout, name) or tuple(mistakes)
    if margin is not None:
        margin.attach(members)
    if additions is not None and additions.custom_xml is not None:
        from ntmreport.render.additions import add_custom_xml

        add_custom_xml(members, additions.custom_xml, additions.identity)
    members[CORE_PART] = core_properties(document.properties)
    members[CUSTOM_PART] = custom_properties(document.properties)
    return write_sealed_package(members), ()
