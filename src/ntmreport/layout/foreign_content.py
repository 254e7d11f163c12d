"""Content of a Word file that no report should carry: traces of editing, links, macros."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport.language import Bilingual
from ntmreport.layout.layout_package import Parts, is_link, reaching_out
from ntmreport.layout.word_xml import Element, W, parent_of, parsed, serialized
from ntmreport.lazy_pattern import lazy_pattern

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
_EDITING_ATTRIBUTE = lazy_pattern(r"(?:\}rsid\w*|\}paraId|\}textId)$")
_BOOKMARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
_TRACKED_CHANGES = tuple(
    f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")
)
_FIELD = lazy_pattern(r"\s*([A-Za-z]+|=)")
_ARGUMENT = lazy_pattern(r'"([^"]*)"?|(\S+)')
_SWITCH = lazy_pattern(r"\\[a-z]", re.IGNORECASE)
_SWITCHES_WITH_TEXT = frozenset({"\\l", "\\o", "\\t"})
# What neither reads from elsewhere nor runs: numbers of pages, places in the text, the file's own
# properties, and what is computed from these.
_HARMLESS_FIELDS = """
= ADVANCE AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT COMMENTS COMPARE CREATEDATE DATE DOCPROPERTY
DOCVARIABLE EDITTIME EQ FILENAME FORMCHECKBOX FORMDROPDOWN FORMTEXT HYPERLINK IF INDEX KEYWORDS
LASTSAVEDBY LISTNUM NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE QUOTE REF REVNUM
SAVEDATE SECTION SECTIONPAGES SEQ SET STYLEREF SUBJECT SYMBOL TC TIME TITLE TOA TOC XE
"""


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
        parent_of(element).remove(element)
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
            parent_of(mark).remove(mark)


def foreign_content(root: Element) -> Iterator[Bilingual]:
    """Yield what a signed report must not carry: fields that reach out, changes left open."""
    for instruction in _instructions(root):
        if not _is_harmless(instruction):
            shown = " ".join(instruction.split())
            yield Bilingual(f"trường {shown}", f"field {shown}")
    yield from reaching_out(root)
    if next(root.iter(*_TRACKED_CHANGES), None) is not None:
        yield Bilingual(
            "thay đổi đang theo dõi (Track Changes) chưa được chấp nhận",
            "tracked changes that nobody accepted",
        )


def _instructions(root: Element) -> Iterator[str]:
    """Yield what each field is told to do, joined where it is split over runs."""
    for field in root.iter(f"{W}fldSimple"):
        yield field.get(f"{W}instr", "")
    opened: list[str] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}delInstrText"):
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            opened.append("")
        elif kind == "end" and opened:
            yield opened.pop()
        elif kind is None and opened:
            opened[-1] += element.text or ""
        elif kind is None:
            yield element.text or ""
    yield from opened


def _is_harmless(instruction: str) -> bool:
    """Return whether a field neither reads from elsewhere nor runs anything."""
    name = _FIELD.match(instruction)
    if name is None or name[1].upper() not in _HARMLESS_FIELDS.split():
        return False
    if name[1].upper() != "HYPERLINK":
        return True
    arguments = [match[1] or match[2] or "" for match in _ARGUMENT.finditer(instruction)]
    before = arguments[:-1]
    return all(
        is_link(argument)
        for last, argument in zip(before, arguments[1:], strict=True)
        if not _SWITCH.fullmatch(argument) and last.lower() not in _SWITCHES_WITH_TEXT
    )
