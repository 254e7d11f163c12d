"""The sections of a layout: their paper, their margins and the top of their pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntmreport.checks.layout.reading.properties import (
    TWIPS_PER_MM,
    attribute,
    is_on,
    millimetres,
    number,
)
from ntmreport.checks.layout.reading.values import Header, Section
from ntmreport.render.opc import OFFICE, Element, W
from ntmreport.render.tags import ANNEXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.checks.layout.reading.lines import LineReader

_IDENTITY = f"{{{OFFICE}}}id"


@dataclass(frozen=True, slots=True)
class SectionReader:
    """Reads the sections of the part `main`. `header_parts` are by what references call them."""

    main: str
    roots: Mapping[str, Element]
    header_parts: Mapping[str, str]
    has_other_even_pages: bool
    lines: LineReader

    def sections(self) -> Iterator[Section]:
        """Yield the sections, each with what stands in it."""
        headers: dict[str, Header] = {}
        paragraph, first, has_table = 0, 1, False
        for element in self.roots[self.main].iter(f"{W}p", f"{W}tbl", f"{W}sectPr"):
            if element.tag == f"{W}p":
                paragraph += 1
            elif element.tag == f"{W}tbl":
                has_table = True
            elif element.getparent().tag in {f"{W}pPr", f"{W}body"}:
                # A section keeps the headers that it does not replace.
                headers = headers | dict(self._headers(element))
                annexed = any(self._prints_annexes(each) for each in range(first, paragraph + 1))
                yield self._section(
                    element, first, headers, has_table=has_table, has_annexes=annexed
                )
                first, has_table = paragraph + 1, False

    def _prints_annexes(self, paragraph: int) -> bool:
        kinds = self.lines.tags_print(self.main, paragraph)
        return any(kind.startswith(f"{ANNEXES}.") for kind in kinds)

    def _section(
        self,
        section: Element,
        first: int,
        headers: Mapping[str, Header],
        *,
        has_table: bool,
        has_annexes: bool,
    ) -> Section:
        size, pages = section.find(f"{W}pgSz"), section.find(f"{W}pgNumType")
        return Section(
            self.lines.span(first),
            millimetres(number(attribute(size, "w"))),
            millimetres(number(attribute(size, "h"))),
            _margins(section.find(f"{W}pgMar")),
            is_on(section.find(f"{W}titlePg")),
            self.has_other_even_pages,
            headers,
            attribute(pages, "fmt") or "decimal",
            attribute(pages, "start"),
            has_table,
            has_annexes,
        )

    def _headers(self, section: Element) -> Iterator[tuple[str, Header]]:
        for reference in section.iter(f"{W}headerReference"):
            part = self.header_parts.get(reference.get(_IDENTITY, ""), "")
            if part in self.roots:
                yield reference.get(f"{W}type", "default"), self._header(part)

    def _header(self, part: str) -> Header:
        for place, paragraph in enumerate(self.roots[part].iter(f"{W}p"), 1):
            instructions = [each.text or "" for each in paragraph.iter(f"{W}instrText")]
            instructions += [each.get(f"{W}instr", "") for each in paragraph.iter(f"{W}fldSimple")]
            if any(instruction.split()[:1] == ["PAGE"] for instruction in instructions):
                line = self.lines.line(part, place, paragraph)
                frame = paragraph.find(f"{W}pPr/{W}framePr")
                tab = next(paragraph.iter(f"{W}ptab"), None)
                is_centred = "center" in {
                    line.shape.alignment,
                    attribute(frame, "xAlign"),
                    attribute(tab, "alignment"),
                }
                return Header(line, is_centred)
        return Header(None, False)


def _margins(margin: Element) -> dict[str, float]:
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
