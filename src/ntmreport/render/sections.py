"""Sections of paper: the report's own, and one for each annex with pages counted from 1.

In a layout the section of the annexes stands behind a section break of Word, once. A report gets it
as often as it has annexes, each on a new page; one without annexes has no trace of it.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from ntmreport.render.analysis import CLOSING, OPENING
from ntmreport.render.layout import Tag
from ntmreport.render.opc import Element, W
from ntmreport.render.tags import ANNEXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.render.analysis import Draft
    from ntmreport.render.layout import Place

_PARAGRAPH, _SECTION = f"{W}p", f"{W}sectPr"
_OF_ANNEXES = re.compile(rf"\w+ in {ANNEXES}\b.*")
_CONTENT = (f"{W}t", f"{W}drawing", f"{W}pict", f"{W}object", f"{W}fldChar", f"{W}fldSimple")

# A paragraph that takes no room: Word keeps a section's paper in the last one of the section.
_BREAK = (
    f'<w:p xmlns:w="{W.strip("{}")}"><w:pPr><w:spacing w:before="0" w:after="0" w:line="20"'
    ' w:lineRule="exact"/><w:ind w:firstLine="0"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/>'
    "</w:rPr></w:pPr></w:p>"
)


def divide(draft: Draft) -> None:
    """Add to a draft the tags by which annexes get their sections; other drafts are left alone."""
    loop = _loop(draft.tags)
    if loop is None:
        return
    opening, closing, place = loop
    behind = _section_behind(closing)
    if behind is None:
        return
    annexed = _section_of(behind)
    before = _break_before(opening)
    own = annexed if before is None else _section_of(before)
    writing = _Writing(draft.tags, place)
    # Between two annexes.
    breaking = _broken(annexed)
    closing.addprevious(breaking)
    writing.only_if("not loop.last", breaking)
    # Between the report and its first annex.
    if before is None or next(before.iter(*_CONTENT), None) is not None:
        breaking = _broken(own)
        if before is None:
            opening.addprevious(breaking)
        else:
            before.find(f"{W}pPr").remove(own)
            before.addnext(breaking)
        before = breaking
    writing.only_if(ANNEXES, before)
    # What comes last is the annexes' where there are any.
    if own is not annexed:
        other = deepcopy(own)
        if behind.tag == _PARAGRAPH:
            other = deepcopy(behind)
            other.find(f"{W}pPr").replace(_section_of(other), deepcopy(own))
        behind.addnext(other)
        writing.only_if(ANNEXES, behind, other)


class _Writing:
    """Puts paragraphs with tags around what is printed under a condition."""

    def __init__(self, tags: dict[Element, list[Tag]], place: Place) -> None:
        self._tags = tags
        self._place = place

    def only_if(self, condition: str, element: Element, otherwise: Element = None) -> None:
        """Have `element` printed if `condition` holds, and `otherwise`, which is next, if not."""
        element.addprevious(self._tag("if", condition, element))
        last = element
        if otherwise is not None:
            element.addnext(self._tag("else", "", element))
            last = otherwise
        last.addnext(self._tag("endif", "", element))

    def _tag(self, word: str, expression: str, near: Element) -> Element:
        code = f"{{%p {f'{word} {expression}'.strip()} %}}"
        paragraph = near.makeelement(_PARAGRAPH)
        text = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t")
        text.text = code
        self._tags[paragraph] = [Tag(self._place, code, word, "p", expression)]
        return paragraph


def _loop(tags: Mapping[Element, list[Tag]]) -> tuple[Element, Element, Place] | None:
    """Return where the loop over the annexes opens and closes in the body, and its place."""
    opened: tuple[Element, Place] | None = None
    depth = 0
    for paragraph, found in tags.items():
        parent = paragraph.getparent()
        if parent is None or parent.tag != f"{W}body":
            continue
        for tag in found:
            if tag.level != "p":
                continue
            if opened is not None:
                depth += (tag.word in OPENING) - (tag.word in CLOSING)
                if depth < 0:
                    return opened[0], paragraph, opened[1]
            elif tag.word == "for" and _OF_ANNEXES.fullmatch(tag.expression):
                opened = paragraph, tag.place
    return None


def _section_behind(closing: Element) -> Element:
    """Return what holds the section in which the loop ends: a paragraph, or the section itself."""
    return next((each for each in closing.itersiblings() if _section_of(each) is not None), None)


def _break_before(opening: Element) -> Element:
    """Return the paragraph that ends the section before the one in which the loop begins."""
    before = opening.itersiblings(preceding=True)
    return next((each for each in before if _section_of(each) is not None), None)


def _section_of(element: Element) -> Element:
    return element if element.tag == _SECTION else element.find(f"{W}pPr/{_SECTION}")


def _broken(section: Element) -> Element:
    paragraph = etree.fromstring(_BREAK)
    paragraph.find(f"{W}pPr").append(deepcopy(section))
    return paragraph
