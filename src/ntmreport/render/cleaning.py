"""What Word leaves in a file that no report should carry: traces of editing, and worse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport.language import Bilingual
from ntmreport.render.opc import Element, Parts, W, parsed, serialized

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What Word writes for itself and what must not be repeated with a sample paragraph.
_EDITING_TRACES = (
    f"{W}proofErr",
    f"{W}lastRenderedPageBreak",
    f"{W}commentRangeStart",
    f"{W}commentRangeEnd",
    f"{W}commentReference",
)
_EDITING_ATTRIBUTE = re.compile(r"(?:\}rsid\w*|\}paraId|\}textId)$")
_BOOKMARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
_TRACKED_CHANGES = tuple(
    f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")
)
_FIELD_REACHES_OUT = re.compile(
    r"\s*(DATABASE|DDE|DDEAUTO|IMPORT|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|LINK|MACROBUTTON)\b",
    re.IGNORECASE,
)


def drop_attached_template(parts: Parts) -> None:
    """Forget the template on somebody's disk that Word notes in the settings."""
    for part, content in parts.members.items():
        if b"attachedTemplate" in content and part.endswith("/settings.xml"):
            root = parsed(content)
            for element in root.findall(f"{W}attachedTemplate"):
                root.remove(element)
            parts.members[part] = serialized(root)


def drop_editing_traces(root: Element) -> None:
    """Drop what Word notes for itself and what must not be repeated with a sample paragraph."""
    for element in list(root.iter(*_EDITING_TRACES)):
        element.getparent().remove(element)
    for element in root.iter(f"{W}*"):
        for attribute in list(element.attrib):
            if _EDITING_ATTRIBUTE.search(attribute):
                del element.attrib[attribute]


def drop_bookmarks_of(paragraphs: Iterable[Element], root: Element) -> None:
    """Drop the bookmarks of `paragraphs`, which a loop would repeat."""
    repeated = {
        mark.get(f"{W}id") for paragraph in paragraphs for mark in paragraph.iter(*_BOOKMARKS)
    }
    for mark in list(root.iter(*_BOOKMARKS)):
        if mark.get(f"{W}id") in repeated:
            mark.getparent().remove(mark)


def foreign_content(root: Element) -> Iterator[Bilingual]:
    """Yield what a signed report must not carry: fields that reach out, changes left open."""
    instructions = [element.text or "" for element in root.iter(f"{W}instrText")]
    instructions += [element.get(f"{W}instr", "") for element in root.iter(f"{W}fldSimple")]
    for instruction in instructions:
        if _FIELD_REACHES_OUT.match(instruction):
            yield Bilingual(f"trường {instruction.strip()}", f"field {instruction.strip()}")
    if next(root.iter(*_TRACKED_CHANGES), None) is not None:
        yield Bilingual(
            "thay đổi đang theo dõi (Track Changes) chưa được chấp nhận",
            "tracked changes that nobody accepted",
        )
