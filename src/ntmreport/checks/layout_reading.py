"""How a layout.docx sets what it prints: each line with its look, as Word would work it out.

What is set directly comes before styles, a style before the one it is based on, and these before
the document's defaults.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ntmreport.checks.layout_decree import NORMS
from ntmreport.language import Bilingual
from ntmreport.render.analysis import TAG, paragraph_of
from ntmreport.render.opc import Element, W, kept_parts, parsed
from ntmreport.render.package import PackageError, read_package
from ntmreport.render.trial import printed_words
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.render.layout import Place

POINTS_PER_MM = 72 / 25.4
TWIPS_PER_POINT = 20

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFF = frozenset({"0", "false", "off", "none"})
_WORDS_DEFAULT_POINTS = 10.0
# What Word calls a single line of Times New Roman is higher than its letters.
_LINE_OF_TIMES = 1.15
_AUTOMATIC_SPACE_POINTS = 14.0
_DEEPEST_STYLE = 20
_LONGEST_QUOTE = 40
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?")
_STATEMENT_LEVEL = re.compile(r"\{[%#](\w+)\s")


class Look(NamedTuple):
    """How letters look. `colour` is empty for black."""

    font: str
    colour: str
    points: float
    is_bold: bool
    is_italic: bool


class Shape(NamedTuple):
    """How a paragraph stands; lengths in points, `lines` in lines; None where it cannot be told."""

    alignment: str
    first_line: float | None
    between: float
    lines: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters of a line that look the same, and which of the report's lines they belong to."""

    kinds: frozenset[str]
    look: Look


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the layout that is printed. `name` is what users know it by."""

    span: Span
    name: Bilingual
    style: str
    stretches: tuple[Stretch, ...]
    shape: Shape

    @property
    def kinds(self) -> frozenset[str]:
        """Which of the report's lines the paragraph prints."""
        return frozenset(kind for stretch in self.stretches for kind in stretch.kinds)


@dataclass(frozen=True, slots=True)
class Header:
    """The top of a section's pages. `page_number` is the line with the number, if there is one."""

    page_number: Line | None
    is_centred: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Paper of a section, in millimetres where it is written. `headers` are by kind of page."""

    span: Span
    width: float | None
    height: float | None
    margins: Mapping[str, float]
    has_other_first_page: bool
    headers: Mapping[str, Header]
    number_format: str
    first_number: str
    has_table: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the checks look at."""

    lines: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()
    are_even_pages_different: bool = False


@functools.lru_cache(maxsize=4)
def read_layout(layout: bytes, name: str) -> Reading:
    """Return how `layout` sets its lines: nothing where it cannot be read, which others tell."""
    try:
        parts = kept_parts(read_package(layout))
        roots = {part: parsed(parts.members[part]) for part in parts.stories}
        file = _File(roots, parts.members, parts.main, name, printed_words(layout, name, _FRAME))
        return file.reading()
    except PackageError:
        return Reading()


_FRAME = tuple(kind.removeprefix("frame.") for kind in NORMS if kind.startswith("frame."))


class _File:
    def __init__(
        self,
        roots: Mapping[str, Element],
        members: Mapping[str, bytes],
        main: str,
        name: str,
        printed: Mapping[Place, frozenset[str]],
    ) -> None:
        self._roots = roots
        self._main = main
        self._name = name
        self._members = members
        self._related = _relationships(members, main)
        theme = self._part("theme")
        self._styles = _Styles(self._part("styles"), _theme_fonts(theme))
        self._prints: dict[tuple[str, int], dict[int, frozenset[str]]] = {}
        for place, words in printed.items():
            of_paragraph = self._prints.setdefault((place.part, place.paragraph), {})
            of_paragraph[place.column - 1] = words

    def reading(self) -> Reading:
        lines = tuple(line for part in self._roots for line in self._lines(part))
        settings = self._part("settings")
        return Reading(
            lines,
            tuple(self._sections()),
            settings is not None and _is_on(settings.find(f"{W}evenAndOddHeaders")),
        )

    def _part(self, kind: str) -> Element:
        for part, found in self._related.values():
            if found == kind and part in self._members:
                return parsed(self._members[part])
        return None

    def _lines(self, part: str) -> Iterator[Line]:
        for number, paragraph in enumerate(self._roots[part].iter(f"{W}p"), 1):
            line = self._line(part, number, paragraph)
            if line.stretches:
                yield line

    def _line(self, part: str, number: int, paragraph: Element) -> Line:
        texts = [text for text in paragraph.iter(f"{W}t") if paragraph_of(text) is paragraph]
        whole = "".join(text.text or "" for text in texts)
        style = self._styles.of_paragraph(paragraph)
        stretches: tuple[Stretch, ...] = ()
        if not _vanishes(whole):
            prints = self._prints.get((part, number), {})
            stretches = tuple(self._stretches(paragraph, texts, whole, prints))
        known = sorted(kind for stretch in stretches for kind in stretch.kinds if kind in NORMS)
        quoted = f"“{_shortened(whole)}”"
        return Line(
            Span(self._name, number, 1, number, 2),
            NORMS[known[0]].name if known else Bilingual(quoted, quoted),
            self._styles.name(style),
            stretches,
            self._styles.shape(paragraph),
        )

    def _stretches(
        self,
        paragraph: Element,
        texts: list[Element],
        whole: str,
        prints: Mapping[int, frozenset[str]],
    ) -> Iterator[Stretch]:
        tags = [match.span() for match in TAG.finditer(whole)]
        fixed = _kind_of_text(TAG.sub("", whole))
        all_kinds = frozenset().union(*prints.values(), fixed)
        start = 0
        for text in texts:
            end = start + len(text.text or "")
            own = frozenset[str]().union(*(prints.get(at, ()) for at in range(start, end)))
            has_tag = any(start <= opening < end for opening, _ in tags)
            letters = "".join(
                whole[at] for at in range(start, end) if not any(a <= at < b for a, b in tags)
            )
            start = end
            run = text.getparent()
            if (letters.strip() or has_tag) and not self._styles.is_hidden(paragraph, run):
                kinds = own or (all_kinds if len(all_kinds) == 1 else _kind_of_text(letters))
                yield Stretch(kinds, self._styles.look(paragraph, run))

    def _sections(self) -> Iterator[Section]:
        headers: dict[str, Header] = {}
        number, first, has_table = 0, 1, False
        for element in self._roots[self._main].iter(f"{W}p", f"{W}tbl", f"{W}sectPr"):
            if element.tag == f"{W}p":
                number += 1
            elif element.tag == f"{W}tbl":
                has_table = True
            elif element.getparent().tag in {f"{W}pPr", f"{W}body"}:
                # A section keeps the headers that it does not replace.
                headers = {**headers, **self._headers(element)}
                yield self._section(element, first, headers, has_table=has_table)
                first, has_table = number + 1, False

    def _section(
        self, section: Element, first: int, headers: Mapping[str, Header], *, has_table: bool
    ) -> Section:
        size, margin = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        pages = section.find(f"{W}pgNumType")
        written = {
            side: twips
            for side in ("top", "bottom", "left", "right", "gutter")
            if (twips := _number(_attribute(margin, side))) is not None
        }
        gutter = written.pop("gutter", 0)
        if "left" in written:
            written["left"] += gutter
        return Section(
            Span(self._name, first, 1, first, 2),
            _millimetres(_number(_attribute(size, "w"))),
            _millimetres(_number(_attribute(size, "h"))),
            # A negative height keeps the text from giving way to a high header.
            {side: abs(twips) / TWIPS_PER_POINT / POINTS_PER_MM for side, twips in written.items()},
            _is_on(section.find(f"{W}titlePg")),
            headers,
            _attribute(pages, "fmt") or "decimal",
            _attribute(pages, "start") or "1",
            has_table,
        )

    def _headers(self, section: Element) -> Iterator[tuple[str, Header]]:
        for reference in section.iter(f"{W}headerReference"):
            part, _ = self._related.get(reference.get(f"{_R}id", ""), ("", ""))
            if part in self._roots:
                yield reference.get(f"{W}type", "default"), self._header(part)

    def _header(self, part: str) -> Header:
        for number, paragraph in enumerate(self._roots[part].iter(f"{W}p"), 1):
            instructions = [each.text or "" for each in paragraph.iter(f"{W}instrText")]
            instructions += [each.get(f"{W}instr", "") for each in paragraph.iter(f"{W}fldSimple")]
            if any(instruction.split()[:1] == ["PAGE"] for instruction in instructions):
                line = self._line(part, number, paragraph)
                frame = paragraph.find(f"{W}pPr/{W}framePr")
                tab = next(paragraph.iter(f"{W}ptab"), None)
                is_centred = "center" in {
                    line.shape.alignment,
                    _attribute(frame, "xAlign"),
                    _attribute(tab, "alignment"),
                }
                return Header(line, is_centred)
        return Header(None, False)
