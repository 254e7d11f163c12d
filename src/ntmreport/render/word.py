"""A document as a Word file: the layout's tags filled in and the package put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import TemplateError

from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual
from ntmreport.render.layout import TEMPLATE, ReadyLayout
from ntmreport.render.mistakes import lacks_block, lacks_frame, repeats_block, tag_mistake
from ntmreport.render.package import write_package
from ntmreport.render.properties import (
    CORE_PART,
    CUSTOM_PART,
    core_properties,
    custom_properties,
)
from ntmreport.render.ready import ready_layout
from ntmreport.render.tags import BODY
from ntmreport.render.words import DocumentWords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.document import Document
    from ntmreport.render.layout import Story

_MOST_CHARACTERS = 64 * 1024 * 1024


def render_docx(
    document: Document, layout: bytes, name: str
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Return the Word file of `document` in the look of `layout`, or None and what is wrong.

    `layout` is the content of layout.docx and `name` its file's name, for diagnostics. A span's
    line is the number of the paragraph, counted through the part of the file that has it.
    """
    ready = ready_layout(layout, name)
    if not isinstance(ready, ReadyLayout):
        return None, ready
    words = DocumentWords(document)
    members = dict(ready.members)
    mistakes: list[Diagnostic] = []
    for story in ready.stories:
        filled = _filled(story, words, name)
        if isinstance(filled, Diagnostic):
            mistakes.append(filled)
        else:
            members[story.name] = filled.encode()
    # What a broken tag did not print is no mistake of its own.
    mistakes = mistakes or list(_lost(words, ready, name))
    if mistakes:
        return None, tuple(mistakes)
    members[CORE_PART] = core_properties(document.properties)
    members[CUSTOM_PART] = custom_properties(document.properties)
    return write_package(members), ()


def _filled(story: Story, words: DocumentWords, name: str) -> str | Diagnostic:
    """Return the story's XML with its tags filled in, or the mistake that stopped it."""
    chunks: list[str] = []
    left = _MOST_CHARACTERS
    try:
        for chunk in story.template.generate(looks=story.looks, **words.named()):
            chunks.append(chunk)
            left -= len(chunk)
            if left < 0:
                return tag_mistake(
                    name,
                    story.places[-1],
                    Bilingual("văn bản tạo ra quá dài", "the text that comes out is too long"),
                )
    except (TemplateError, TypeError, LookupError) as error:
        return tag_mistake(
            name,
            story.place(_line(error)),
            Bilingual(
                f"thẻ không chạy được: {error}",
                f"the tag fails: {error}",
            ),
        )
    return "".join(chunks)


def _line(error: Exception) -> int:
    """Return the line of the template in which `error` came up: the number of its tag."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == TEMPLATE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _lost(words: DocumentWords, ready: ReadyLayout, name: str) -> Iterator[Diagnostic]:
    """Yield what the layout has no place for: text must not vanish from a report."""
    loop = next(
        (
            place.paragraph
            for story in ready.stories
            for place in story.places
            if place.tag.split()[-2:-1] == [BODY] and "for" in place.tag
        ),
        1,
    )
    for frame, text in words.lacking_names():
        yield lacks_frame(name, frame, text)
    for kind, text in words.lacking_kinds():
        yield lacks_block(name, loop, kind, text)
    for kind, text in words.repeated_kinds():
        yield repeats_block(name, loop, kind, text)
