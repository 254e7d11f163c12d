"""From the bytes of a Word file to its contents: which parts are read, within which bounds.

The file is untrusted: only parts that hold text are parsed, after what they hold is counted;
nothing in them is run or fetched. Files saved as “Strict Open XML” have other names for the same
elements, which are put back before anything is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport.language import Bilingual
from ntmreport.layout.layout_package import document_part, related_parts, relations
from ntmreport.layout.word_xml import W, attribute, child, parsed_part, tag_of
from ntmreport.limits import (
    MOST_BYTES_OF_WORD_XML,
    MOST_PARAGRAPHS_OF_WORD_FILE,
    MOST_TAGS_OF_WORD_FILE,
)
from ntmreport.word_reader.list_numbering import ListNumbering
from ntmreport.word_reader.margin_remarks import remarks
from ntmreport.word_reader.story_reader import StoryReader, StorySource
from ntmreport.word_reader.word_file import Story, WordFile, WordStory
from ntmreport.word_reader.word_styles import WordStyles
from ntmreport.zip_package import CONTENT_TYPES, CORE_PART, CUSTOM_PART, PackageError, read_package

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.layout.word_xml import Element
    from ntmreport.word_reader.word_file import View, WordBlock

_OWN_DATA = "customXml/"
"""The copies of data that programs keep in a file, however long."""

_NEVER_READ = re.compile(
    r"(?:^|/)(?:(?:charts|diagrams|glossary)/|(?:theme/theme\d*|fontTable|settings"
    r"|stylesWithEffects|webSettings)\.xml$)"
)
_STRICT_NAME = re.compile(
    rb"http://purl\.oclc\.org/ooxml/(officeDocument|wordprocessingml|drawingml)/"
)
_TRANSITIONAL_NAME = rb"http://schemas.openxmlformats.org/\1/2006/"
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
# In any other encoding, what stands in a part could not be counted before it is parsed.
_ENCODED_AS_UTF_8 = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?!\?xml[^>]*encoding\s*=\s*[\"'](?!(?:utf-8|us-ascii|ascii)[\"']))",
    re.IGNORECASE,
)
_PREFIX = rb"(?:[^\s<>/:=]+:)?"
_PARAGRAPH = re.compile(rb"<" + _PREFIX + rb"p[\s/>]")
_TOO_LONG = Bilingual(
    "tệp Word dài hơn nhiều so với một báo cáo; hãy tách thành nhiều tệp",
    "the Word file is far longer than a report; split it into several",
)
_TRACKED = re.compile(
    rb"<" + _PREFIX + rb"(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|\w+PrChange)[\s/>]"
)
_NOTES = (
    (Story.FOOTNOTE, "footnotes", f"{W}footnote"),
    (Story.ENDNOTE, "endnotes", f"{W}endnote"),
)
_MARGINS = (
    (Story.HEADER, f"{W}headerReference"),
    (Story.FOOTER, f"{W}footerReference"),
)
_IDENTITY = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_LETTERS_OF_PROPERTY = 2000


def read_word_file(content: bytes, view: View) -> WordFile:
    """Return what a Word file holds in `view`, or raise PackageError with what to do."""
    members = _members(content)
    return _Reading(members, document_part(members), view).word_file()


def _members(content: bytes) -> dict[str, bytes]:
    """Return the XML of a package that may be read, once what it holds is counted."""
    package = read_package(content, (".xml", ".rels", "mimetype"), left_out=_OWN_DATA)
    members = {name: part for name, part in package.items() if not _NEVER_READ.search(name)}
    tags = paragraphs = size = 0
    for name, part in members.items():
        tags += part.count(b"<") + part.count(b"=")
        size += len(part)
        if size > MOST_BYTES_OF_WORD_XML or tags > MOST_TAGS_OF_WORD_FILE:
            raise PackageError(_TOO_LONG)
        paragraphs += len(_PARAGRAPH.findall(part))
        if paragraphs > MOST_PARAGRAPHS_OF_WORD_FILE:
            raise PackageError(_TOO_LONG)
        if name != "mimetype" and (b"\0" in part or not _ENCODED_AS_UTF_8.match(part)):
            raise PackageError(
                Bilingual(
                    f"XML bên trong không phải mã UTF-8: {name}",
                    f"the XML inside is not UTF-8: {name}",
                )
            )
        if _DECLARATION.search(part):
            raise PackageError(
                Bilingual(
                    f"XML bên trong có khai báo DOCTYPE: {name}",
                    f"the XML inside declares a DOCTYPE: {name}",
                )
            )
    if any(_STRICT_NAME.search(members.get(name, b"")) for name in ("_rels/.rels", CONTENT_TYPES)):
        return {name: _STRICT_NAME.sub(_TRANSITIONAL_NAME, part) for name, part in members.items()}
    return members


class _Reading:
    """Reads the stories of one package; the body first, which says what belongs to it."""

    def __init__(self, members: Mapping[str, bytes], main: str, view: View) -> None:
        self._members = members
        self._main = main
        styles = WordStyles(self._root("styles"))
        lists = self._root("numbering")
        self._source = StorySource(view, styles, lambda: ListNumbering(lists, styles))

    def word_file(self) -> WordFile:
        root = parsed_part(self._main, self._members[self._main])
        body = child(root, "body")
        if tag_of(root) != f"{W}document" or body is None:
            raise PackageError(
                Bilingual("tệp Word không có phần văn bản", "the Word file has no text")
            )
        reader, (blocks,) = self._read(self._main, Story.BODY, [body])
        margins = list(self._margins(body))
        notes = [
            each
            for story, kind, tag in _NOTES
            for each in self._notes(story, kind, tag, reader.paragraphs.note_numbers)
        ]
        stories = (*margins, *notes, *reader.text_boxes)
        parts = {self._main, *(each.part for each in stories)}
        return WordFile(
            self._main,
            blocks,
            stories,
            remarks(self._source, reader, self._root("comments"), self._root("commentsExtended")),
            any(_TRACKED.search(self._members[part]) for part in parts),
            dict(_core_properties(self._part(CORE_PART))),
            dict(_custom_properties(self._part(CUSTOM_PART))),
        )

    def _part(self, name: str) -> Element | None:
        return parsed_part(name, self._members[name]) if name in self._members else None

    def _root(self, kind: str) -> Element | None:
        """Return the root of what the main part refers to as `kind`, None where there is none."""
        return self._part(next(iter(related_parts(self._members, self._main, kind)), ""))

    def _read(
        self, part: str, story: Story, roots: list[Element]
    ) -> tuple[StoryReader, list[tuple[WordBlock, ...]]]:
        reader = StoryReader(self._source, part, story)
        found = [reader.read(root) for root in roots]
        if reader.paragraphs.has_open_fields:
            # A field without an end would hide all that follows it.
            reader = StoryReader(self._source, part, story, reads_fields=False)
            found = [reader.read(root) for root in roots]
        return reader, found

    def _margins(self, body: Element) -> Iterator[WordStory]:
        """Yield the headers and footers that sections have."""
        parts = {each.identity: each.part for each in relations(self._members, self._main)}
        for story, tag in _MARGINS:
            references = (parts.get(each.get(_IDENTITY, "")) for each in body.iter(tag))
            for number, part in enumerate(dict.fromkeys(filter(None, references)), 1):
                root = self._part(part)
                if root is not None:
                    reader, (blocks,) = self._read(part, story, [root])
                    yield WordStory(story, number, part, blocks)
                    yield from reader.text_boxes

    def _notes(
        self, story: Story, kind: str, tag: str, numbers: Mapping[tuple[Story, str], int]
    ) -> Iterator[WordStory]:
        """Yield the notes that the body refers to, in the order of their numbers."""
        part = next(iter(related_parts(self._members, self._main, kind)), "")
        root = self._part(part)
        if root is None:
            return
        elements = list(root.iterchildren(tag))
        _, found = self._read(part, story, elements)
        by_identity = {
            attribute(element, "id"): blocks
            for element, blocks in zip(elements, found, strict=True)
        }
        for (its_story, identity), number in numbers.items():
            if its_story is story and identity in by_identity:
                yield WordStory(story, number, part, by_identity[identity])


def _core_properties(root: Element | None) -> Iterator[tuple[str, str]]:
    for element in () if root is None else root:
        yield tag_of(element).rpartition("}")[2], _bounded(element.text)


def _custom_properties(root: Element | None) -> Iterator[tuple[str, str]]:
    for element in () if root is None else root:
        yield element.get("name", ""), _bounded("".join(map(str, element.itertext())))


def _bounded(text: str | None) -> str:
    return (text or "")[:_MOST_LETTERS_OF_PROPERTY]
