"""Filling in a layout's tags, and what the document has that no tag prints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import TemplateError

from ntmreport.jinja_messages import in_vietnamese
from ntmreport.language import Bilingual
from ntmreport.render.layout import TEMPLATE
from ntmreport.render.mistakes import (
    lacks_annexes,
    lacks_block,
    lacks_frame,
    repeats_block,
    tag_mistake,
)
from ntmreport.render.tags import ANNEXES, BODY, FRAME, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.render.layout import Story
    from ntmreport.render.words import DocumentWords

_MOST_CHARACTERS = 64 * 1024 * 1024
_FRAME_NAME = re.compile(rf"\b{FRAME}\.(\w+)")


def filled(story: Story, words: DocumentWords, name: str) -> str | Diagnostic:
    """Return the story's XML with its tags filled in, or the mistake that stopped it."""
    chunks: list[str] = []
    left = _MOST_CHARACTERS
    try:
        for chunk in story.template.generate(
            looks=story.looks, table_looks=story.table_looks, **words.named()
        ):
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
                f"thẻ không chạy được: {in_vietnamese(str(error))}",
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


def lost(words: DocumentWords, stories: Sequence[Story], name: str) -> Iterator[Diagnostic]:
    """Yield what the layout has no place for: text must not vanish from a report."""
    loop = _loop_over(BODY, stories)
    strange = {
        match[1]: place.paragraph
        for story in stories
        for place in story.places
        for match in _FRAME_NAME.finditer(place.tag)
        if match[1] not in words.lines
    }
    for frame, text in words.lacking_names():
        misspelt = nearest(frame, strange)
        yield lacks_frame(name, strange.get(misspelt or "", 1), frame, text, misspelt)
    for kind, text in words.lacking_kinds():
        yield lacks_block(name, loop or 1, kind, text)
    annexed = list(words.lacking_annexed_kinds())
    annexes = _loop_over(ANNEXES, stories)
    if annexed and annexes is None:
        yield lacks_annexes(name, 1, annexed[0][1])
    else:
        for kind, text in annexed:
            yield lacks_block(name, annexes or 1, kind, text)
    for kind, text in words.repeated_kinds():
        yield repeats_block(name, loop or 1, kind, text)


def _loop_over(what: str, stories: Sequence[Story]) -> int | None:
    """Return the paragraph of the first loop over `what`."""
    return next(
        (
            place.paragraph
            for story in stories
            for place in story.places
            if place.tag.split()[-2:-1] == [what] and "for" in place.tag
        ),
        None,
    )
