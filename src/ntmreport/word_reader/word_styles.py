"""The styles of a Word file as far as its text needs them, each worked out once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.layout.style_resolver import StyleResolver
from ntmreport.layout.word_xml import (
    OFF,
    Element,
    W,
    attribute,
    child,
    last,
    natural,
    number,
    value,
)
from ntmreport.word_reader.word_file import WordLook

if TYPE_CHECKING:
    from collections.abc import Mapping

_BODY_LEVEL = 9
_HALF_POINTS = 2
_NO_INKS = frozenset({"auto", "000000"})
_NO_PAPERS = frozenset({"auto", "none", "FFFFFF"})
_VAL = f"{W}val"


class ParagraphStyle(Struct, frozen=True):
    """A style of paragraphs: what it says of the list, the outline and the alignment."""

    name: str
    outline_level: int | None
    alignment: str
    list_number: str
    list_level: int | None


class LetterStyle(NamedTuple):
    """The look of letters of a paragraph's and a run's style, and whether they print."""

    look: WordLook
    is_hidden: bool


class WordStyles:
    """The styles of a Word file."""

    def __init__(self, root: Element | None) -> None:
        """Take the root of styles.xml, None where there is none."""
        self._resolver = StyleResolver(root, None)
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._letters: dict[tuple[str, str], LetterStyle] = {}

    @property
    def default(self) -> str:
        """The identity of the style that paragraphs have which name none."""
        return self._resolver.default

    def name(self, style: str) -> str:
        """Return what users know the style by."""
        return self._resolver.name(style)

    def paragraph(self, style: str) -> ParagraphStyle:
        """Return what the style says of a paragraph."""
        found = self._paragraphs.get(style)
        if found is None:
            levels = self._resolver.of_style(style, "pPr")
            listed = [each for each in (child(one, "numPr") for one in levels) if each is not None]
            found = self._paragraphs[style] = ParagraphStyle(
                self.name(style),
                outline_level(last(levels, "outlineLvl")),
                value(last(levels, "jc")),
                value(last(listed, "numId")),
                None,
            )
            level = last(listed, "ilvl")
            if level is not None:
                found = self._paragraphs[style] = replace(found, list_level=natural(value(level)))
        return found

    def list_of(self, style: str) -> str:
        """Return the number of the list that a style of lists is made of."""
        return self.paragraph(style).list_number

    def letters(self, style: str, run_style: str) -> LetterStyle:
        """Return how letters of a run style look in a paragraph of a style."""
        found = self._letters.get((style, run_style))
        if found is None:
            found = self._letters[style, run_style] = self._made(style, run_style)
        return found

    def _made(self, style: str, run_style: str) -> LetterStyle:
        toggled = {
            field: self._resolver.is_toggled(style, run_style, name)
            for name, field in _SWITCHES.items()
        }
        levels = [
            *self._resolver.of_style(style, "rPr"),
            *(self._resolver.of_style(run_style, "rPr") if run_style else ()),
        ]
        underline = value(last(levels, "u"))
        look = WordLook(
            bold=toggled["bold"],
            italic=toggled["italic"],
            underline=underline not in {"", "none"},
            struck=toggled["struck"],
            capitals=toggled["capitals"],
            vertical=_VERTICAL.get(value(last(levels, "vertAlign")), ""),
        )
        return LetterStyle(look, toggled["is_hidden"])


_SWITCHES: Mapping[str, str] = {
    "b": "bold",
    "i": "italic",
    "strike": "struck",
    "caps": "capitals",
    "vanish": "is_hidden",
}
_VERTICAL = {"superscript": "superscript", "subscript": "subscript"}


def outline_level(element: Element | None) -> int | None:
    """Return the outline level that an element says, None for body text."""
    if element is None:
        return None
    level = natural(value(element))
    return level if level < _BODY_LEVEL else None


def with_direct_look(style: LetterStyle, properties: Mapping[str, Element]) -> LetterStyle:
    """Return the look of letters of `style` with what is set on the run itself."""
    look, is_hidden = style
    bold, italic, underline, struck, capitals, points, font, colour, highlight, vertical = look
    for tag, each in properties.items():
        written = each.get(_VAL, "")
        match tag[len(W) :]:
            case "b":
                bold = written not in OFF
            case "i":
                italic = written not in OFF
            case "strike" | "dstrike":
                struck = written not in OFF
            case "caps":
                capitals = written not in OFF
            case "vanish":
                is_hidden = written not in OFF
            case "u":
                underline = written not in {"", "none"}
            case "sz":
                points = (number(written) or 0) / _HALF_POINTS
            case "rFonts":
                font = attribute(each, "ascii") or attribute(each, "hAnsi")
            case "color":
                colour = _unless(_NO_INKS, written)
            case "highlight":
                highlight = _unless(_NO_PAPERS, written)
            case "shd":
                highlight = _unless(_NO_PAPERS, attribute(each, "fill"))
            case "vertAlign":
                vertical = _VERTICAL.get(written, "")
            case _:
                pass
    return LetterStyle(
        WordLook(
            bold, italic, underline, struck, capitals, points, font, colour, highlight, vertical
        ),
        is_hidden,
    )


def _unless(usual: frozenset[str], colour: str) -> str:
    return "" if colour in usual else colour
