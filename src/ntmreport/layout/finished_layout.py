"""The look of a finished Word file, read as a layout's is: lines by what they are, and sections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport.layout.frame_tags import NUMBER
from ntmreport.layout.layout_package import document_part, related_parts, relations
from ntmreport.layout.layout_reader import SAMPLE_MARK, LineReader, SectionReader
from ntmreport.layout.layout_reading import LayoutReading
from ntmreport.layout.style_resolver import StyleResolver
from ntmreport.layout.word_xml import W, child, is_on, paragraph_around, parsed_part, text_of
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.zip_package import read_package

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.layout.word_xml import Element

_TEXT_BOX = f"{W}txbxContent"
_TABLE = f"{W}tbl"
_KINDS = (
    (lazy_pattern(r"\s*(?:Phần (?:thứ )?)?[IVX]{1,5}\.\s"), "body.part"),
    (lazy_pattern(r"\s*\d{1,2}\.\d{1,2}\.?\s"), "body.subsection"),
    (lazy_pattern(r"\s*\d{1,2}\.\s"), "body.section"),
    (lazy_pattern(r"\s*[a-zđ]\)\s"), "body.point"),
    (lazy_pattern(r"\s*[-–]\s"), "body.item"),
    (lazy_pattern(r"\s*\+\s"), "body.subitem"),
)
_NUMBER = lazy_pattern(r"\s*Số\s*:\s*\S*/")
_PLACE_AND_DAY = lazy_pattern(r"[^,]{2,40}, ngày\s.*tháng\s.*năm\s", re.DOTALL)
_KIND = lazy_pattern(r"\s*(?:BÁO CÁO|TỜ TRÌNH|KẾ HOẠCH|THÔNG BÁO|ĐỀ ÁN|CHƯƠNG TRÌNH)\s*$")
_END = lazy_pattern(r"\s*Nơi nhận\s*:?", re.IGNORECASE)
_LEAST_OF_PARAGRAPH = 60
_EMPHASIS = "body.emphasis"


def finished_layout(content: bytes, name: str) -> LayoutReading:
    """Return how a Word file is set, or raise PackageError; its paragraphs are the lines of `name`.

    What a paragraph is of a report follows from its label and from where it stands; those of which
    nothing is known have no norm.
    """
    members = read_package(content, (".xml", ".rels"))
    main = document_part(members)
    root = parsed_part(main, members[main])

    def related(kind: str) -> Element | None:
        part = next(iter(related_parts(members, main, kind)), None)
        return None if part is None else parsed_part(part, members[part])

    paragraphs = [each for each in root.iter(f"{W}p") if not _is_within(each, _TEXT_BOX)]
    texts = _numbered(paragraphs)
    for paragraph, kind in _kinds(paragraphs):
        _mark(paragraph, kind)
    headers = {
        each.identity: parsed_part(each.part, members[each.part])
        for each in relations(members, main)
        if each.kind == "header"
    }
    beside = [each for header in headers.values() for each in header.iter(f"{W}p")]
    _numbered(beside, len(paragraphs))
    lines = LineReader(name, StyleResolver(related("styles"), related("theme")), texts)
    even = is_on(child(related("settings"), "evenAndOddHeaders"))
    sections = tuple(SectionReader(headers, even, lines, ()).sections(root))
    return LayoutReading(tuple(lines.lines([root])), sections)


def _numbered(paragraphs: list[Element], before: int = 0) -> Mapping[int, str]:
    texts = {}
    for number, paragraph in enumerate(paragraphs, start=before + 1):
        paragraph.set(NUMBER, str(number))
        texts[number] = text_of(paragraph)
    return texts


def _kinds(paragraphs: list[Element]) -> Iterator[tuple[Element, str]]:
    """Yield the paragraphs that are known, by what they are of a report."""
    is_body = is_subject = False
    for paragraph in paragraphs:
        text = text_of(paragraph)
        if not text.strip():
            continue
        if _END.match(text):
            return
        if _KIND.match(text):
            is_body = is_subject = True
            yield paragraph, "frame.kind"
        elif not is_body:
            if _NUMBER.match(text):
                yield paragraph, "frame.number"
            elif _PLACE_AND_DAY.match(text):
                yield paragraph, "frame.place_and_day"
        elif not _is_within(paragraph, _TABLE):
            kind = next((name for pattern, name in _KINDS if pattern.match(text)), "")
            if is_subject and not kind:
                kind = "frame.subject"
            is_subject = False
            if kind or len(text) >= _LEAST_OF_PARAGRAPH:
                yield paragraph, kind or "body.paragraph"


def _mark(paragraph: Element, kind: str) -> None:
    """Put the mark of what a paragraph is into its first text, as a layout's samples have it.

    What stands out further on, a word in bold, is the writer's emphasis and has no norm.
    """
    for text in paragraph.iter(f"{W}t"):
        if paragraph_around(text) is paragraph and (text.text or "").strip():
            text.text = f"{SAMPLE_MARK}{kind}{SAMPLE_MARK}{text.text}"
            kind = _EMPHASIS


def _is_within(element: Element, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None
