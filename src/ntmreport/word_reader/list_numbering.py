"""The numbers and bullets that Word puts before paragraphs by itself, from numbering.xml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from ntmreport.layout.word_xml import Element, W, attribute, child, is_on, natural, value
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.word_reader.symbol_letters import BULLET, with_symbols_read

if TYPE_CHECKING:
    from ntmreport.word_reader.word_styles import WordStyles

_LEVELS = 9
_MOST_LINKS = 10
_MOST_LETTERS = 60
_NUMBER_OF_LEVEL = lazy_pattern(r"%([1-9])")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LARGEST_ROMAN = 3999
_LETTERS = 26
_LETTER_AS_BULLET, _HOLLOW_BULLET = "o", "○"
_MOST_REPEATED = 4


class _Level(Struct, frozen=True):
    format: str
    text: str
    start: int
    restarts_behind: int | None
    style: str
    is_legal: bool


class _List(Struct):
    levels: dict[int, _Level] = {}
    link: str = ""
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class ListNumbering:
    """Counts the paragraphs of lists as they are read, in the order of the text."""

    def __init__(self, root: Element | None, styles: WordStyles) -> None:
        """Take the root of numbering.xml, None where there is none."""
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._list_of_number: dict[str, str] = {}
        self._overrides: dict[str, dict[int, Element]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._own_levels: dict[tuple[str, int], _Level] = {}
        for element in () if root is None else root.iterchildren(f"{W}abstractNum"):
            identity = attribute(element, "abstractNumId")
            self._lists[identity] = _List(
                {
                    natural(attribute(level, "ilvl")): _level(level)
                    for level in element.iterchildren(f"{W}lvl")
                },
                value(child(element, "numStyleLink")),
            )
        for element in () if root is None else root.iterchildren(f"{W}num"):
            number = attribute(element, "numId")
            self._list_of_number[number] = value(child(element, "abstractNumId"))
            self._overrides[number] = {
                natural(attribute(override, "ilvl")): override
                for override in element.iterchildren(f"{W}lvlOverride")
            }

    def label(self, number: str, level: int | None, style: str) -> str:
        """Count a paragraph of the list `number` and return its label; empty without a list.

        Without a `level` of its own, it stands on the one that the list has for its `style`.
        """
        found = self._list(number)
        if found is None:
            return ""
        if level is None:
            level = next((at for at, each in found.levels.items() if each.style == style), 0)
        if not 0 <= level < _LEVELS:
            return ""
        its_level = self._level(found, number, level)
        if its_level is None:
            return ""
        self._count(found, number, level, its_level)
        if its_level.format == "bullet":
            return its_level.text
        return self._written(found, number, its_level)

    def _list(self, number: str) -> _List | None:
        for _ in range(_MOST_LINKS):
            found = self._lists.get(self._list_of_number.get(number, ""))
            if found is None or not found.link:
                return found
            number = self._styles.list_of(found.link)
        return None

    def _level(self, found: _List, number: str, level: int) -> _Level | None:
        override = self._overrides.get(number, {}).get(level)
        own = child(override, "lvl")
        if own is None:
            return found.levels.get(level)
        key = number, level
        if key not in self._own_levels:
            self._own_levels[key] = _level(own)
        return self._own_levels[key]

    def _count(self, found: _List, number: str, level: int, its_level: _Level) -> None:
        counters = found.counters
        override = child(self._overrides.get(number, {}).get(level), "startOverride")
        before = counters[level]
        if override is not None and (number, level) not in self._begun:
            counters[level] = natural(value(override))
        elif before is None:
            counters[level] = its_level.start
        else:
            counters[level] = before + 1
        self._begun.add((number, level))
        for lower in range(level + 1, _LEVELS):
            its_lower = found.levels.get(lower)
            behind = None if its_lower is None else its_lower.restarts_behind
            if behind is None or (behind and level < behind):
                counters[lower] = None

    def _written(self, found: _List, number: str, its_level: _Level) -> str:
        def of_level(match: object) -> str:
            level = int(match[1]) - 1  # type: ignore[index] # a match, whose type re hides
            other = self._level(found, number, level)
            counted = found.counters[level]
            if counted is None:
                counted = 1 if other is None else other.start
            form = "decimal" if other is None or its_level.is_legal else other.format
            return written_number(counted, form)

        return _NUMBER_OF_LEVEL.sub(of_level, its_level.text, _LEVELS).strip()[:_MOST_LETTERS]


def written_number(number: int, form: str) -> str:
    """Return the number as a list of Word's format `form` writes it, in digits if unknown."""
    match form:
        case "none" | "bullet":
            return ""
        case "decimalZero":
            return f"{number:02}"
        case "upperRoman" | "lowerRoman" if 0 < number <= _LARGEST_ROMAN:
            return _roman(number) if form == "upperRoman" else _roman(number).lower()
        case "upperLetter" | "lowerLetter" if 0 < number <= _LETTERS * _MOST_REPEATED:
            repeated, place = divmod(number - 1, _LETTERS)
            letters = chr(ord("A") + place) * (repeated + 1)
            return letters if form == "upperLetter" else letters.lower()
        case _:
            return str(number)


def _roman(number: int) -> str:
    written = ""
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        written += letters * count
    return written


def _level(element: Element) -> _Level:
    form = value(child(element, "numFmt")) or "decimal"
    text = value(child(element, "lvlText"))[:_MOST_LETTERS]
    if form == "bullet":
        fonts = child(child(element, "rPr"), "rFonts")
        font = attribute(fonts, "ascii") or attribute(fonts, "hAnsi")
        text = with_symbols_read(text, font).strip() or BULLET
        text = _HOLLOW_BULLET if text == _LETTER_AS_BULLET else text
    start = child(element, "start")
    restart = child(element, "lvlRestart")
    return _Level(
        form,
        text,
        natural(value(start)) if start is not None else 1,
        None if restart is None else natural(value(restart)),
        value(child(element, "pStyle")),
        is_on(child(element, "isLgl")),
    )
