"""The properties of paragraphs, the mark of their end among them: compared, given and changed."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from ntmreport.layout.word_xml import Element, W, element_xml
from ntmreport.render.tracked.elements import LOOK, PROPERTIES, SECTION

if TYPE_CHECKING:
    from ntmreport.render.tracked.changes import Changes, Mark

_CHANGED = f"{W}pPrChange"


def compared(properties: Element | None) -> str:
    """Return a paragraph's properties, less what only keeps the last one with the signature."""
    return "".join(
        element_xml(child)
        for child in (properties if properties is not None else ())
        if child.tag not in {f"{W}keepNext", LOOK, _CHANGED}
    )


def replace_properties(paragraph: Element, properties: Element | None) -> None:
    """Give a paragraph a copy of `properties`, or none."""
    known = paragraph.find(PROPERTIES)
    if known is not None:
        paragraph.remove(known)
    if properties is not None:
        paragraph.insert(0, deepcopy(properties))


def change_properties(paragraph: Element, *, then: Element, now: Element, changes: Changes) -> None:
    """Give a paragraph the properties of `now`, and those of `then` to whoever rejects."""
    before, after = then.find(PROPERTIES), now.find(PROPERTIES)
    replace_properties(paragraph, after)
    if compared(before) == compared(after):
        return
    change = changes.change(paragraph, "pPrChange")
    old = paragraph.makeelement(PROPERTIES)
    old.extend(
        deepcopy(child)
        for child in (before if before is not None else ())
        if child.tag not in {LOOK, SECTION, _CHANGED}
    )
    change.append(old)
    _properties(paragraph).append(change)


def mark_end(paragraph: Element, mark: Mark, changes: Changes) -> None:
    """Mark the end of a paragraph as inserted or deleted."""
    properties = _properties(paragraph)
    look = properties.find(LOOK)
    if look is None:
        look = properties.makeelement(LOOK)
        later = [child for child in properties if child.tag in {SECTION, _CHANGED}]
        properties.insert(len(properties) - len(later), look)
    look.insert(0, changes.change(paragraph, mark))


def _properties(paragraph: Element) -> Element:
    properties = paragraph.find(PROPERTIES)
    if properties is None:
        properties = paragraph.makeelement(PROPERTIES)
        paragraph.insert(0, properties)
    return properties
