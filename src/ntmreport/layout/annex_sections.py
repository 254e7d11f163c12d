"""Sections of paper: the report's own, and those of annexes, each with pages counted from 1.

In a layout annexes stand at `{{p annexes }}` behind a section break of Word. A report gets such a
section as often as it has annexes, each on a new page; one without annexes has no trace of it.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from ntmreport.layout.frame_tags import NUMBER
from ntmreport.layout.prepared_layout import (
    ANNEXES_LEAD,
    CLOSING_SECTION,
    AnnexPage,
    AnnexPages,
    section_break,
)
from ntmreport.layout.word_xml import W, attribute, child, element_xml, natural, parent_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ntmreport.layout.word_xml import Element

WIDTH_ON_UPRIGHT_PAPER = 9071
_PARAGRAPH, _SECTION = f"{W}p", f"{W}sectPr"
_CONTENT = (f"{W}t", f"{W}drawing", f"{W}pict", f"{W}object", f"{W}fldChar", f"{W}fldSimple")


def take_annex_pages(annexes: Sequence[Element]) -> AnnexPages:
    """Take the pages of annexes out of a body, and leave what the template asks for in their place.

    `annexes` are the paragraphs, children of the body, with the tag `{{p annexes }}`. The template
    asks for ANNEXES_LEAD before the first and for CLOSING_SECTION where the last page's section
    stood.
    """
    first, *others = annexes
    closers = [_closer_of(each) for each in annexes]
    sections = [section_at(each) for each in annexes]
    pages = tuple(AnnexPage(section_xml(section), text_width(section)) for section in sections)
    before, own = next(_closers(first.itersiblings(preceding=True)), (None, sections[0]))
    lead = section_break(section_xml(own))
    marker = etree.ProcessingInstruction(ANNEXES_LEAD)
    if before is None:
        first.addprevious(marker)
    elif next(before.iter(*_CONTENT), None) is None:
        lead = section_xml(before)
        parent_of(before).replace(before, marker)
    else:
        parent_of(own).remove(own)
        before.addnext(marker)
    own_xml = section_xml(own)
    for paragraph, closer, section in zip(others, closers, sections, strict=False):
        parent_of(paragraph).remove(paragraph)
        if next(closer.iter(*_CONTENT), None) is None:
            parent_of(closer).remove(closer)
        else:
            parent_of(section).remove(section)
    closing = etree.ProcessingInstruction(CLOSING_SECTION)
    parent_of(sections[-1]).replace(sections[-1], closing)
    return AnnexPages(lead, own_xml, pages)


def end_with_section(body: Element) -> None:
    """Put the section of the body's last pages at its end, where Word has it, and no other there.

    A body without one gets an empty one, which leaves the paper to the program that opens the file.
    """
    sections = body.findall(_SECTION)
    for section in sections:
        body.remove(section)
    body.append(sections[-1] if sections else body.makeelement(_SECTION))


def section_at(element: Element) -> Element:
    """Return the properties of the section in which a child of the body stands."""
    _, section = next(_closers((element, *element.itersiblings())))
    return section


def text_width(section: Element) -> int:
    """Return how wide the text of a section is, in twips."""
    size, margins = child(section, "pgSz"), child(section, "pgMar")
    if size is None or margins is None:
        return WIDTH_ON_UPRIGHT_PAPER
    taken = (natural(attribute(margins, side)) for side in ("left", "right", "gutter"))
    return max(natural(attribute(size, "w")) - sum(taken), 0) or WIDTH_ON_UPRIGHT_PAPER


def _closer_of(element: Element) -> Element:
    """Return what ends the section in which `element` stands: a paragraph or the section itself."""
    closer, _ = next(_closers((element, *element.itersiblings())))
    return closer


def _closers(elements: Iterable[Element]) -> Iterator[tuple[Element, Element]]:
    """Yield what ends a section, a paragraph or the section itself, and its section."""
    for each in elements:
        section = each if each.tag == _SECTION else each.find(f"{W}pPr/{_SECTION}")
        if section is not None:
            yield each, section


def section_xml(element: Element) -> str:
    """Return the XML of a section or of a paragraph that ends one."""
    copied = deepcopy(element)
    copied.attrib.pop(NUMBER, None)
    return element_xml(copied)
