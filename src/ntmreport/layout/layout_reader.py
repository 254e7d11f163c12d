"""From a layout filled with samples to its lines, each with its look, and its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.layout.frame_tags import NUMBER
from ntmreport.layout.layout_package import OFFICE
from ntmreport.layout.layout_reading import FIXED_TEXTS, Header, Line, Section, Stretch
from ntmreport.layout.word_xml import (
    TWIPS_PER_MM,
    W,
    attribute,
    is_on,
    millimetres,
    natural,
    number,
    paragraph_around,
    parent_of,
    tag_of,
)
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ntmreport.layout.style_resolver import StyleResolver
    from ntmreport.layout.word_xml import Element

SAMPLE_MARK = "\ue000"
SAMPLE = lazy_pattern(rf"(?<={SAMPLE_MARK})(?:frame|body|annexes)\.\w+")
"""The mark around what samples print, a line's name or a block's kind; no layout has it."""

_IDENTITY = f"{{{OFFICE}}}id"


class LineReader(Struct, frozen=True):
    """Reads paragraphs of a layout that was filled with samples. `name` is the layout's.

    `texts` are what its numbered paragraphs say in the layout itself.
    """

    name: str
    styles: StyleResolver
    texts: Mapping[int, str]

    def lines(self, roots: Collection[Element]) -> list[Line]:
        """Return the paragraphs that are printed, each once, from one part filled several times."""
        found: dict[tuple[Span, str], Line] = {}
        for root in roots:
            for paragraph in root.iter(f"{W}p"):
                line = self.line(paragraph)
                if line is None or not line.stretches:
                    continue
                key = (line.span, line.style)
                if known := found.get(key):
                    stretches = dict.fromkeys((*known.stretches, *line.stretches))
                    line = replace(known, stretches=tuple(stretches))
                found[key] = line
        return sorted(found.values(), key=lambda line: line.span.line)

    def line(self, paragraph: Element) -> Line | None:
        """Return a paragraph as a line, or None of what stands for no paragraph of the layout."""
        place = natural(paragraph.get(NUMBER, ""))
        if not place:
            return None
        style = self.styles.name(self.styles.of_paragraph(paragraph))
        shape = self.styles.shape(paragraph)
        stretches = tuple(dict.fromkeys(self._stretches(paragraph)))
        return Line(span_of(self.name, place), self.texts.get(place, ""), style, stretches, shape)

    def _stretches(self, paragraph: Element) -> Iterator[Stretch]:
        texts = [text for text in paragraph.iter(f"{W}t") if paragraph_around(text) is paragraph]
        whole = "".join(text.text or "" for text in texts)
        of_whole = frozenset(SAMPLE.findall(whole)) | fixed_kinds(SAMPLE.sub("", whole))
        for text in texts:
            written = text.text or ""
            run = text.getparent()
            if written.strip() and not self.styles.is_hidden(paragraph, run):
                own = frozenset(SAMPLE.findall(written))
                kinds = own or (of_whole if len(of_whole) == 1 else fixed_kinds(written))
                yield Stretch(kinds, self.styles.look(paragraph, run))


def span_of(name: str, paragraph: int) -> Span:
    """Return the place of a paragraph in the layout `name`."""
    return Span(name, paragraph, 1, paragraph, 2)


def fixed_kinds(text: str) -> frozenset[str]:
    """Return which of the lines that a layout prints as they stand the text belongs to."""
    small = " ".join(text.split()).lower()
    return frozenset(kind for words, kind in FIXED_TEXTS.items() if words in small)


class SectionReader(Struct, frozen=True):
    """Reads the sections of a layout's body. `headers` are by what references call them."""

    headers: Mapping[str, Element]
    has_other_even_pages: bool
    lines: LineReader
    annexes: Collection[Element]

    def sections(self, root: Element) -> Iterator[Section]:
        """Yield the sections, each with what stands in it."""
        headers: dict[str, Header] = {}
        paragraph, first, has_table, has_annexes = 0, 1, False, False
        for element in root.iter(f"{W}p", f"{W}tbl", f"{W}sectPr"):
            if element.tag == f"{W}p":
                paragraph = natural(element.get(NUMBER)) or paragraph
                has_annexes |= element in self.annexes
            elif element.tag == f"{W}tbl":
                has_table = True
            elif tag_of(parent_of(element)) in {f"{W}pPr", f"{W}body"}:
                # A section keeps the headers that it does not replace.
                headers = headers | dict(self._headers(element))
                yield self._section(element, first, headers, has_table, has_annexes)
                first, has_table, has_annexes = paragraph + 1, False, False

    def _section(
        self,
        section: Element,
        first: int,
        headers: Mapping[str, Header],
        has_table: bool,
        has_annexes: bool,
    ) -> Section:
        size, pages = section.find(f"{W}pgSz"), section.find(f"{W}pgNumType")
        return Section(
            span_of(self.lines.name, first),
            millimetres(number(attribute(size, "w"))),
            millimetres(number(attribute(size, "h"))),
            _margins(section.find(f"{W}pgMar")),
            is_on(section.find(f"{W}titlePg")),
            self.has_other_even_pages,
            headers,
            attribute(pages, "fmt") or "decimal",
            attribute(pages, "start"),
            has_table or has_annexes,
            has_annexes,
        )

    def _headers(self, section: Element) -> Iterator[tuple[str, Header]]:
        for reference in section.iter(f"{W}headerReference"):
            root = self.headers.get(reference.get(_IDENTITY, ""))
            if root is not None:
                yield reference.get(f"{W}type", "default"), self._header(root)

    def _header(self, root: Element) -> Header:
        for paragraph in root.iter(f"{W}p"):
            instructions = [each.text or "" for each in paragraph.iter(f"{W}instrText")]
            instructions += [each.get(f"{W}instr", "") for each in paragraph.iter(f"{W}fldSimple")]
            line = self.lines.line(paragraph)
            is_number = any(instruction.split()[:1] == ["PAGE"] for instruction in instructions)
            if line is not None and is_number:
                frame = paragraph.find(f"{W}pPr/{W}framePr")
                tab = next(paragraph.iter(f"{W}ptab"), None)
                is_centred = "center" in {
                    line.shape.alignment,
                    attribute(frame, "xAlign"),
                    attribute(tab, "alignment"),
                }
                return Header(line, is_centred)
        return Header(None, False)


def _margins(margin: Element | None) -> dict[str, float]:
    """Return the margins that are written, in millimetres."""
    written = {
        side: twips
        for side in ("top", "bottom", "left", "right", "gutter")
        if (twips := number(attribute(margin, side))) is not None
    }
    gutter = written.pop("gutter", 0)
    if "left" in written:
        written["left"] += gutter
    # A negative height keeps the text from giving way to a high header.
    return {side: abs(twips) / TWIPS_PER_MM for side, twips in written.items()}
