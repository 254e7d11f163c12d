"""The look of what stands in a Word file: its styles and direct formatting added up.

What is set directly comes before styles, a style before the one it is based on, and these before
the document's defaults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.layout.layout_reading import Look, Shape
from ntmreport.layout.prepared_layout import CellStyle
from ntmreport.layout.word_xml import (
    OFF,
    Element,
    W,
    attribute,
    child,
    is_on,
    last,
    made,
    merged,
    merged_text,
    millimetres,
    natural,
    number,
    of_all,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TWIPS_PER_POINT = 20
_TWIPS_PER_LINE = 240
_WORDS_DEFAULT_POINTS = 10.0
# What Word calls a single line of Times New Roman is higher than its letters.
_LINE_OF_TIMES = 1.15
_AUTOMATIC_SPACE_POINTS = 14.0
_DEEPEST_STYLE = 20
_WORDS_DEFAULT_MARGIN = 108
_FONT = "Times New Roman"


class StyleResolver:
    """Works out looks from the parts of a Word file that hold its styles and its theme, if any."""

    def __init__(self, styles: Element | None, theme: Element | None) -> None:
        """Take the roots of both parts, None where there is none."""
        self._theme_fonts = _theme_fonts(theme)
        self._known: dict[str, Element] = {}
        self._default = ""
        self._defaults: dict[str, list[Element]] = {"rPr": [], "pPr": []}
        for style in () if styles is None else styles.iter(f"{W}style"):
            identity = style.get(f"{W}styleId", "")
            self._known[identity] = style
            is_default = style.get(f"{W}default", "0") not in OFF
            if is_default and style.get(f"{W}type") == "paragraph":
                self._default = identity
        for kind, found in self._defaults.items():
            path = f"{W}docDefaults/{W}{kind}Default/{W}{kind}"
            found += [] if styles is None else styles.findall(path)

    def of_paragraph(self, paragraph: Element) -> str:
        """Return the identity of the paragraph's style."""
        return value(paragraph.find(f"{W}pPr/{W}pStyle")) or self._default

    def name(self, style: str) -> str:
        """Return what users know the style by."""
        known = self._known.get(style)
        return (value(known.find(f"{W}name")) if known is not None else "") or style

    @property
    def default(self) -> str:
        """The identity of the style that paragraphs have which name none."""
        return self._default

    def of_style(self, style: str, kind: str) -> list[Element]:
        """Return the properties of that kind, `pPr` or `rPr`: those that the style comes by first,
        its own last.
        """
        return [*self._defaults[kind], *of_all(self._chain(style), kind)]

    def is_hidden(self, paragraph: Element, run: Element | None) -> bool:
        """Return whether the run does not print."""
        return is_on(last(self._run_properties(paragraph, run), "vanish"))

    def look(self, paragraph: Element, run: Element | None) -> Look:
        """Return how the letters of the run look; without one, those of the paragraph."""
        levels = self._run_properties(paragraph, run)
        colour = value(last(levels, "color"))
        points = number(value(last(levels, "sz")))
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
            *of_all(self._chain(self.of_paragraph(paragraph)), "pPr"),
            *paragraph.findall(f"{W}pPr"),
        ]
        is_numbered = value(child(last(levels, "numPr"), "numId")) not in {"", "0"}
        hanging, first = merged(levels, "ind", "hanging"), merged(levels, "ind", "firstLine")
        first_line = -hanging if hanging else first or 0
        return Shape(
            value(last(levels, "jc")) or "left",
            None if is_numbered else millimetres(first_line),
            _between(levels),
            _lines(levels, self.look(paragraph, None).points),
        )

    def cell_style(self, identity: str) -> CellStyle:
        """Return how letters look in a paragraph of that style; with the default one if empty."""
        paragraph = made("<w:p><w:pPr><w:pStyle/></w:pPr></w:p>")
        next(paragraph.iter(f"{W}pStyle")).set(f"{W}val", identity)
        look = self.look(paragraph, None)
        return CellStyle(identity, max(round(look.points * 2), 0), look.is_bold)

    def cell_margins(self, identity: str) -> int:
        """Return what a cell of a table of that style loses at its sides, in twips."""
        properties = of_all(self._chain(identity), "tblPr")
        margins = [
            each for each in (child(one, "tblCellMar") for one in properties) if each is not None
        ]
        total = 0
        for names in (("left", "start"), ("right", "end")):
            sides = [last(margins, name) for name in names]
            side = next((side for side in sides if side is not None), None)
            total += _WORDS_DEFAULT_MARGIN if side is None else natural(attribute(side, "w"))
        return total

    def _chain(self, style: str) -> list[Element]:
        """Return the style after those that it is based on."""
        chain: list[Element] = []
        while style in self._known and len(chain) < _DEEPEST_STYLE:
            chain.insert(0, self._known[style])
            style = value(self._known[style].find(f"{W}basedOn"))
        return chain

    def _run_properties(self, paragraph: Element, run: Element | None) -> list[Element]:
        return [
            *self._defaults["rPr"],
            *of_all(self._chain(self.of_paragraph(paragraph)), "rPr"),
            *of_all(self._chain(_run_style(run)), "rPr"),
            *_direct(run),
        ]

    def _is_toggled(self, paragraph: Element, run: Element | None, name: str) -> bool:
        """Return whether bold or italic is on: in a character style it takes back the
        paragraph's.
        """
        direct = last(_direct(run), name)
        if direct is not None:
            return is_on(direct)
        return self.is_toggled(self.of_paragraph(paragraph), _run_style(run), name)

    def is_toggled(self, style: str, run_style: str, name: str) -> bool:
        """Return whether letters of both styles, which set nothing directly, have a switch on."""
        of_paragraph = of_all(self._chain(style), "rPr")
        of_letters = of_all(self._chain(run_style), "rPr")
        if not is_on(last(self._defaults["rPr"], name)):
            return is_on(last(of_paragraph, name)) != is_on(last(of_letters, name))
        return True

    def _font(self, levels: list[Element]) -> str:
        """Return the font of Vietnamese letters; of two, the one that is not as it should be."""
        found: dict[str, str] = {}
        for fonts in of_all(levels, "rFonts"):
            for script in ("ascii", "hAnsi"):
                theme = self._theme_fonts.get(fonts.get(f"{W}{script}Theme", "")[:5], "")
                named = theme or fonts.get(f"{W}{script}", "")
                if named:
                    found[script] = named
        return next((font for font in found.values() if font != _FONT), _FONT) if found else ""


def _theme_fonts(theme: Element | None) -> Mapping[str, str]:
    """Return the theme's fonts by how `asciiTheme="minorHAnsi"` begins to name them."""
    if theme is None:
        return {}
    latin = {kind: theme.find(f".//{_A}{kind}Font/{_A}latin") for kind in ("major", "minor")}
    return {kind: font.get("typeface", "") for kind, font in latin.items() if font is not None}


def _between(levels: list[Element]) -> float:
    """Return the room around a paragraph in points."""
    if is_on(last(levels, "contextualSpacing")):
        return 0.0
    room = 0.0
    for side in ("before", "after"):
        automatic = merged_text(levels, "spacing", f"{side}Autospacing")
        if automatic and automatic not in OFF:
            room += _AUTOMATIC_SPACE_POINTS
        else:
            room += (merged(levels, "spacing", side) or 0) / _TWIPS_PER_POINT
    return room


def _lines(levels: list[Element], points: float) -> float:
    """Return the distance of lines in single lines."""
    distance = merged(levels, "spacing", "line")
    if distance is None:
        return 1.0
    rule = merged_text(levels, "spacing", "lineRule") or "auto"
    if rule == "auto":
        return distance / _TWIPS_PER_LINE
    lines = distance / _TWIPS_PER_POINT / (_LINE_OF_TIMES * (points or _WORDS_DEFAULT_POINTS))
    return max(lines, 1.0) if rule == "atLeast" else lines


def _direct(run: Element | None) -> list[Element]:
    return [] if run is None else run.findall(f"{W}rPr")


def _run_style(run: Element | None) -> str:
    return "" if run is None else value(run.find(f"{W}rPr/{W}rStyle"))
