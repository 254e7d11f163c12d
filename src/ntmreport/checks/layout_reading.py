"""How a layout.docx sets what it prints: each line with its look, as Word would work it out.

What is set directly comes before styles, a style before the one it is based on, and these before
the document's defaults.
"""

from __future__ import annotations

import functools
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from ntmreport.checks.layout_decree import FIXED_TEXTS, FONT, NORMS
from ntmreport.language import Bilingual
from ntmreport.render.analysis import LOST_WITH_TAG, TAG, paragraph_of
from ntmreport.render.opc import Element, W, kept_parts, parsed
from ntmreport.render.package import PackageError, read_package
from ntmreport.render.tags import ANNEXES
from ntmreport.render.trial import printed_words
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ntmreport.render.layout import Place

_TWIPS_PER_POINT = 20
_TWIPS_PER_MM = 1440 / 25.4
_TWIPS_PER_LINE = 240

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
    """How a paragraph stands: `first_line` in mm, unless it is numbered; `between` in points."""

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
    """Paper of a section, in millimetres where it is written. `headers` are by kind of page.

    `first_number` is empty where pages are numbered on from the section before.
    """

    span: Span
    width: float | None
    height: float | None
    margins: Mapping[str, float]
    has_other_first_page: bool
    has_other_even_pages: bool
    headers: Mapping[str, Header]
    number_format: str
    first_number: str
    has_table: bool
    has_annexes: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the checks look at."""

    lines: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()


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
        return Reading(lines, tuple(self._sections()))

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
                headers = headers | dict(self._headers(element))
                annexed = any(self._prints_annexes(each) for each in range(first, number + 1))
                yield self._section(
                    element, first, headers, has_table=has_table, has_annexes=annexed
                )
                first, has_table = number + 1, False

    def _prints_annexes(self, number: int) -> bool:
        kinds = self._prints.get((self._main, number), {}).values()
        return any(kind.startswith(f"{ANNEXES}.") for each in kinds for kind in each)

    def _section(
        self,
        section: Element,
        first: int,
        headers: Mapping[str, Header],
        *,
        has_table: bool,
        has_annexes: bool,
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
            {side: abs(twips) / _TWIPS_PER_MM for side, twips in written.items()},
            _is_on(section.find(f"{W}titlePg")),
            _is_on(_child(self._part("settings"), "evenAndOddHeaders")),
            headers,
            _attribute(pages, "fmt") or "decimal",
            _attribute(pages, "start"),
            has_table,
            has_annexes,
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


class _Styles:
    """The styles of the layout, and what they and direct formatting add up to."""

    def __init__(self, styles: Element, theme_fonts: Mapping[str, str]) -> None:
        self._theme_fonts = theme_fonts
        self._known: dict[str, Element] = {}
        self._default = ""
        self._defaults: dict[str, list[Element]] = {"rPr": [], "pPr": []}
        for style in () if styles is None else styles.iter(f"{W}style"):
            identity = style.get(f"{W}styleId", "")
            self._known[identity] = style
            is_default = style.get(f"{W}default", "0") not in _OFF
            if is_default and style.get(f"{W}type") == "paragraph":
                self._default = identity
        for kind, found in self._defaults.items():
            path = f"{W}docDefaults/{W}{kind}Default/{W}{kind}"
            found += [] if styles is None else styles.findall(path)

    def of_paragraph(self, paragraph: Element) -> str:
        """Return the identity of the paragraph's style."""
        return _value(paragraph.find(f"{W}pPr/{W}pStyle")) or self._default

    def name(self, style: str) -> str:
        """Return what users know the style by."""
        known = self._known.get(style)
        return (_value(known.find(f"{W}name")) if known is not None else "") or style

    def is_hidden(self, paragraph: Element, run: Element) -> bool:
        """Whether the run does not print."""
        return _is_on(_last(self._run_properties(paragraph, run), "vanish"))

    def look(self, paragraph: Element, run: Element) -> Look:
        """Return how the letters of the run look."""
        levels = self._run_properties(paragraph, run)
        colour = _value(_last(levels, "color"))
        points = _number(_value(_last(levels, "sz")))
        return Look(
            self._font(levels),
            "" if colour in {"", "auto", "000000"} else f"#{colour}",
            _WORDS_DEFAULT_POINTS if points is None else points / 2,
            self._is_toggled(paragraph, run, "b"),
            self._is_toggled(paragraph, run, "i"),
        )

    def shape(self, paragraph: Element) -> Shape:
        """Return how the paragraph stands."""
        levels = [
            *self._defaults["pPr"],
            *_all(self._chain(self.of_paragraph(paragraph)), "pPr"),
            *paragraph.findall(f"{W}pPr"),
        ]
        is_numbered = _value(_child(_last(levels, "numPr"), "numId")) not in {"", "0"}
        hanging, first = _merged(levels, "ind", "hanging"), _merged(levels, "ind", "firstLine")
        first_line = -hanging if hanging else first or 0
        return Shape(
            _value(_last(levels, "jc")) or "left",
            None if is_numbered else _millimetres(first_line),
            _between(levels),
            _lines(levels, self.look(paragraph, None).points),
        )

    def _chain(self, style: str) -> list[Element]:
        """Return the style after those that it is based on."""
        chain: list[Element] = []
        while style in self._known and len(chain) < _DEEPEST_STYLE:
            chain.insert(0, self._known[style])
            style = _value(self._known[style].find(f"{W}basedOn"))
        return chain

    def _run_properties(self, paragraph: Element, run: Element) -> list[Element]:
        return [
            *self._defaults["rPr"],
            *_all(self._chain(self.of_paragraph(paragraph)), "rPr"),
            *_all(self._chain(_run_style(run)), "rPr"),
            *_direct(run),
        ]

    def _is_toggled(self, paragraph: Element, run: Element, name: str) -> bool:
        """Whether bold or italic is on: in a character style it takes back the paragraph's."""
        direct = _last(_direct(run), name)
        if direct is not None:
            return _is_on(direct)
        of_paragraph = _all(self._chain(self.of_paragraph(paragraph)), "rPr")
        of_letters = _all(self._chain(_run_style(run)), "rPr")
        if not _is_on(_last(self._defaults["rPr"], name)):
            return _is_on(_last(of_paragraph, name)) != _is_on(_last(of_letters, name))
        return True

    def _font(self, levels: list[Element]) -> str:
        """Return the font of Vietnamese letters; of two, the one that is not as it should be."""
        found: dict[str, str] = {}
        for fonts in _all(levels, "rFonts"):
            for script in ("ascii", "hAnsi"):
                theme = self._theme_fonts.get(fonts.get(f"{W}{script}Theme", "")[:5], "")
                named = theme or fonts.get(f"{W}{script}", "")
                if named:
                    found[script] = named
        return next((font for font in found.values() if font != FONT), FONT) if found else ""


def _kind_of_text(text: str) -> frozenset[str]:
    small = " ".join(text.split()).lower()
    return frozenset(kind for words, kind in FIXED_TEXTS.items() if words in small)


def _vanishes(text: str) -> bool:
    """Whether the paragraph holds a tag that takes it away."""
    return any(level in LOST_WITH_TAG for level in _STATEMENT_LEVEL.findall(text))


def _shortened(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE].rstrip()}…"


def _relationships(members: Mapping[str, bytes], main: str) -> Mapping[str, tuple[str, str]]:
    """Return the parts that the main part refers to, each with its kind, by their identity."""
    folder, _, file = main.rpartition("/")
    content = members.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    return {
        relationship.get("Id", ""): (
            posixpath.normpath(
                posixpath.join("/", folder, unquote(relationship.get("Target", "")))
            ).lstrip("/"),
            relationship.get("Type", "").rpartition("/")[2],
        )
        for relationship in (() if content is None else parsed(content))
    }


def _theme_fonts(theme: Element) -> Mapping[str, str]:
    """Return the theme's fonts by how `asciiTheme="minorHAnsi"` begins to name them."""
    if theme is None:
        return {}
    latin = {kind: theme.find(f".//{_A}{kind}Font/{_A}latin") for kind in ("major", "minor")}
    return {kind: font.get("typeface", "") for kind, font in latin.items() if font is not None}


def _between(levels: list[Element]) -> float:
    """Return the room around a paragraph in points."""
    if _is_on(_last(levels, "contextualSpacing")):
        return 0.0
    room = 0.0
    for side in ("before", "after"):
        automatic = _merged_text(levels, "spacing", f"{side}Autospacing")
        if automatic and automatic not in _OFF:
            room += _AUTOMATIC_SPACE_POINTS
        else:
            room += (_merged(levels, "spacing", side) or 0) / _TWIPS_PER_POINT
    return room


def _lines(levels: list[Element], points: float) -> float:
    """Return the distance of lines in single lines."""
    distance = _merged(levels, "spacing", "line")
    if distance is None:
        return 1.0
    rule = _merged_text(levels, "spacing", "lineRule") or "auto"
    if rule == "auto":
        return distance / _TWIPS_PER_LINE
    lines = distance / _TWIPS_PER_POINT / (_LINE_OF_TIMES * (points or _WORDS_DEFAULT_POINTS))
    return max(lines, 1.0) if rule == "atLeast" else lines


def _all(elements: Iterable[Element], name: str) -> list[Element]:
    return [found for element in elements for found in element.findall(f"{W}{name}")]


def _last(levels: list[Element], name: str) -> Element:
    """Return the property that counts: the one of the last level that has it."""
    return next(reversed(_all(levels, name)), None)


def _merged_text(levels: list[Element], name: str, attribute: str) -> str:
    """Return an attribute that levels set one by one."""
    values = [_attribute(found, attribute) for found in _all(levels, name)]
    return next((value for value in reversed(values) if value), "")


def _merged(levels: list[Element], name: str, attribute: str) -> float | None:
    return _number(_merged_text(levels, name, attribute))


def _direct(run: Element) -> list[Element]:
    return [] if run is None else run.findall(f"{W}rPr")


def _run_style(run: Element) -> str:
    return "" if run is None else _value(run.find(f"{W}rPr/{W}rStyle"))


def _child(element: Element, name: str) -> Element:
    return None if element is None else element.find(f"{W}{name}")


def _value(element: Element) -> str:
    return _attribute(element, "val")


def _attribute(element: Element, name: str) -> str:
    return "" if element is None else element.get(f"{W}{name}", "")


def _is_on(element: Element) -> bool:
    """Whether a switch is there and not turned off."""
    return element is not None and _attribute(element, "val") not in _OFF


def _number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None


def _millimetres(twips: float | None) -> float | None:
    return None if twips is None else twips / _TWIPS_PER_MM
