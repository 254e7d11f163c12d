"""From the texts of a period and a form's templates to one text whose characters know their span.

Prose is what the report prints: the texts of the data and the templates' own words. Checks of
wording search the one text with their patterns. What is inside `{{ }}`, `{% %}` and `{# #}` is no
prose, and masked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING
from unicodedata import is_normalized

from ntmreport.checks.character_positions import Position, Positions, positions_of_scalar
from ntmreport.checks.located import lines_of, words_at
from ntmreport.checks.violation import Violation, once_for_each_subject, path_in_template
from ntmreport.compose.markup import CHART, SETTINGS
from ntmreport.compose.table_markup import ROW
from ntmreport.document import BlockKind
from ntmreport.language import Hint
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model import OPTIONAL_MODELS, Text, texts_of
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ntmreport.checks.located import Located
    from ntmreport.checks.violation import Subject
    from ntmreport.language import Bilingual
    from ntmreport.span import Path

WORD = lazy_pattern(r"[^\W\d_]+")

EXPRESSION = "\ufdd0"
"""Masks each character of `{{ }}`: something is printed here. It can stand in no file."""

STATEMENT = "\ufdd1"
"""Masks what prints nothing: `{% %}`, `{# #}` and the `@name` that begins a line of the frame."""

_MASKS = lazy_pattern(f"[{EXPRESSION}{STATEMENT}]+")

NOT_PRINTED = (("report", "form"), ("report", "forms"))
"""Texts of the data that tell the program something, not the reader."""

_MOST_KEPT = 4
"""Pieces whose positions are kept: those of many long texts would fill the memory."""

_OPENING = lazy_pattern(r"\{[{%#]")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_JOINED = ("{%-", "{{-", "{#-")
_FRAME = lazy_pattern(r"@([a-z_]+) +")
_CELL_MARKS = lazy_pattern(r" *\|=? *(?:[<^] *(?=\||$))?")
_NOTE = lazy_pattern(r"(?<!\\)\[\^:")
"""The opening of a footnote, of which only the bracket is kept."""
_FILE_AND_WIDTH = lazy_pattern(rf"^{STATEMENT}+[^|]*\|? *|(?<=[^{STATEMENT}]) *\|[^|]*$")
"""The file name before and the width behind the words that describe a picture."""
_PRINTS_NOTHING = f"{STATEMENT}{EXPRESSION} "
_ROW_NUMBER = lazy_pattern(
    rf"[{_PRINTS_NOTHING}]*\|[ *]*[0-9]+(?:\.(?:[0-9]+|{EXPRESSION}+))*(?=\** *\|)"
)
"""A number alone in the first cell of a row: numbering, as at the beginning of a paragraph.

What a loop counts can stand behind its first point.
"""


@dataclass(slots=True)
class TemplateLine:
    """A line that a template prints, and the positions of the file's lines that it joins."""

    file: str
    starts: list[tuple[int, Position]] = field(default_factory=list)

    def positions(self, length: int) -> Positions:
        """Return the positions of the line's `length` characters."""
        positions = Positions()
        ends = [offset for offset, _ in self.starts[1:]]
        for (offset, first), end in zip(self.starts, [*ends, length], strict=True):
            positions.add(end - offset, first)
        return positions


@dataclass(frozen=True, slots=True)
class Piece:
    """Prose that prints without a break: a text of the data, or a line of a template.

    `text` is masked; `path` is empty in templates, `frame` the name of the frame's line there.
    """

    text: str
    origin: Text | TemplateLine
    frame: str = ""

    @property
    def path(self) -> Path:
        """The piece's path in the data."""
        return self.origin.path if isinstance(self.origin, Text) else ()

    @property
    def span(self) -> Span | None:
        """The span of the text of the data; templates have none."""
        return self.origin.span if isinstance(self.origin, Text) else None

    @property
    def key(self) -> str:
        """The key of the data that the piece stands behind."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")


class Prose:
    """The prose of a period: the texts of its pieces, each on a line of `text`."""

    def __init__(self, pieces: Iterable[Piece], sources: Mapping[str, str]) -> None:
        """Join `pieces`; `sources` are the files' texts by their name in spans."""
        self.pieces = tuple(pieces)
        self.text = "\n".join(piece.text for piece in self.pieces)
        self._sources = sources
        self._starts = list(accumulate((len(piece.text) + 1 for piece in self.pieces), initial=0))
        self._positions: dict[int, Positions | None] = {}

    @cached_property
    def small(self) -> str:
        """The text in small letters, with the same offsets."""
        # Of all letters, this one alone is longer in small.
        return self.text.replace("İ", "I").lower()

    @cached_property
    def words(self) -> Counter[str]:
        """The words, which are letters without a break, and how often each occurs."""
        return Counter(WORD.findall(self.text))

    def piece_at(self, offset: int) -> Piece:
        """Return the piece that the character at `offset` of the text belongs to."""
        return self.pieces[self._number(offset)]

    def line_at(self, offset: int) -> tuple[int, int]:
        """Return where the piece begins and ends that the character at `offset` belongs to."""
        number = self._number(offset)
        return self._starts[number], self._starts[number] + len(self.pieces[number].text)

    def span(self, start: int, end: int) -> Span:
        """Return the span of text[start:end], which is not empty and within one piece.

        Of words broken over several lines it is the part in the first one.
        """
        number = self._number(start)
        origin, first = self.pieces[number].origin, self._starts[number]
        positions = self._positions_in(number)
        if positions is None:
            assert isinstance(origin, Text)  # noqa: S101 - templates know all their positions
            return origin.span
        line, column, end_column = positions[start - first]
        for offset in range(start - first + 1, min(end - first, len(positions))):
            position = positions[offset]
            if position.line != line:
                break
            end_column = position.end_column
        file = origin.span.file if isinstance(origin, Text) else origin.file
        return Span(file, line, column, line, end_column)

    def violation(
        self,
        start: int,
        end: int,
        message: Bilingual,
        hint: Bilingual | None = None,
        related: tuple[tuple[Located, Bilingual], ...] = (),
    ) -> Violation:
        """Return the violation that text[start:end] is wrong."""
        piece = self.piece_at(start)
        span = self.span(start, end)
        # What stands in a template is known by the template and the words.
        words = _MASKS.sub("…", self.text[start:end])
        path = piece.path or path_in_template(span.file, words)
        if isinstance(hint, Hint) and words_at(span, self._sources) != self.text[start:end]:
            # Broken over lines, or spelt by an escape: what is to be written fits no one span.
            hint = Hint(hint.vi, hint.en)
        return Violation(span, message, hint, related, path)

    def _number(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _positions_in(self, number: int) -> Positions | None:
        if number in self._positions:
            return self._positions[number]
        if len(self._positions) == _MOST_KEPT:
            del self._positions[next(iter(self._positions))]
        piece = self.pieces[number]
        if isinstance(piece.origin, Text):
            lines = lines_of(self._sources.get(piece.origin.span.file, ""))
            positions = positions_of_scalar(piece.origin.value, piece.origin.span, lines)
        else:
            positions = piece.origin.positions(len(piece.text))
        self._positions[number] = positions
        return positions


@once_for_each_subject
def prose_of(subject: Subject) -> Prose:
    """Return the prose of a period."""
    return Prose([*_data_pieces(subject), *_template_pieces(subject)], subject.texts)


def _data_pieces(subject: Subject) -> Iterator[Piece]:
    for name, office in subject.models.items():
        if name in OPTIONAL_MODELS:
            continue
        for text in texts_of(office):
            if text.path[:2] in NOT_PRINTED or not is_normalized("NFC", text.value):
                continue  # decomposed letters are a violation of their own
            yield Piece(_masked(text.value, ("{{",)) if "{{" in text.value else text.value, text)


def _template_pieces(subject: Subject) -> Iterator[Piece]:
    if subject.form is None:
        return
    for name, template in subject.form.templates.items():
        yield from template_pieces(template, f"{subject.form.folder}/{name}")


@lru_cache(maxsize=64)
def template_pieces(template: str, file: str) -> tuple[Piece, ...]:
    """Return the lines that `template` prints; one that begins with spaces continues the last.

    In a row of a table, its number and the marks between its cells are masked.
    """
    return tuple(_unnumbered(template, file))


def _unnumbered(template: str, file: str) -> Iterator[Piece]:
    for piece in _template_lines(_NOTE.sub(f"[{STATEMENT * 2}", template), file):
        if piece.text.lstrip(_PRINTS_NOTHING).startswith(ROW):
            number = _ROW_NUMBER.match(piece.text)
            width = number.end() if number else 0
            unnumbered = EXPRESSION * width + piece.text[width:]
            yield replace(
                piece, text=_CELL_MARKS.sub(lambda mark: EXPRESSION * len(mark[0]), unnumbered)
            )
        else:
            yield piece


def _template_lines(template: str, file: str) -> Iterator[Piece]:
    text, frame, origin = "", "", TemplateLine(file)
    lines = zip(_masked(template, tuple(_CLOSING)).split("\n"), template.split("\n"), strict=True)
    for number, (line, written) in enumerate(lines, start=1):
        shown = line.strip(" ")
        if not shown:
            continue
        column = len(line) - len(line.lstrip(" ")) + 1
        joint = ""
        # Jinja joins lines without a space, compose with one, but for behind an open bracket.
        is_joined = written.lstrip(" ").startswith(_JOINED)
        if text and (is_joined or column > 1):
            joint = "" if is_joined or text.endswith("(") else " "
            shown = STATEMENT * len(shown) if frame in SETTINGS else shown
        else:
            if text.strip(_PRINTS_NOTHING):
                yield Piece(text, origin, frame)
            text, frame, origin = "", "", TemplateLine(file)
            if found := _FRAME.match(shown):
                frame = found[1]
                masked = len(shown) if frame in SETTINGS else found.end()
                shown = STATEMENT * masked + shown[masked:]
                if frame in {BlockKind.PICTURE, CHART}:
                    shown = _FILE_AND_WIDTH.sub(lambda each: STATEMENT * len(each[0]), shown)
        start = column - len(joint)
        origin.starts.append((len(text), Position(number, start, start + 1)))
        text += joint + shown
    if text.strip(_PRINTS_NOTHING):
        yield Piece(text, origin, frame)


def _masked(text: str, openings: tuple[str, ...]) -> str:
    """Return `text` with masks for what stands between the `openings` of tags and their ends."""
    pieces: list[str] = []
    position = 0
    unclosed: set[str] = set()  # looked for once, and not again from each opening
    while opening := _OPENING.search(text, position):
        kind, start = opening[0], opening.start()
        end = -1
        if kind in openings and kind not in unclosed:
            end = text.find(_CLOSING[kind], start + 2)
        if end < 0:
            unclosed.add(kind)
            pieces.append(text[position : start + 1])
            position = start + 1
            continue
        mask = EXPRESSION if kind == "{{" else STATEMENT
        lines = text[start : end + 2].split("\n")
        pieces += [text[position:start], "\n".join(mask * len(line) for line in lines)]
        position = end + 2
    return "".join([*pieces, text[position:]])


_ADDRESSES = (
    (("@",), r"(?<!\S)\S*@\S+"),
    (("://", "www."), r"(?:https?://|www\.)\S+"),
    ((".vn", ".com", ".net", ".org"), r"(?<![\w.-])(?:[a-z0-9-]+\.)+(?:vn|com|net|org)\b"),
)
"""Patterns of addresses, and signs: a pattern is sought where the prose has one of its signs."""


class Ranges:
    """Ranges of offsets in the prose that do not overlap."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Take the starts and ends of ranges, in any order."""
        self._ranges = sorted(ranges)
        self._starts = [start for start, _ in self._ranges]

    def cover(self, offset: int) -> bool:
        """Return whether the character at `offset` is in one of the ranges."""
        number = bisect_right(self._starts, offset) - 1
        return number >= 0 and offset < self._ranges[number][1]


@lru_cache(maxsize=1)
def address_ranges(prose: Prose) -> Ranges:
    """Return the ranges of web and mail addresses, which have a spelling of their own."""
    text = prose.text
    sought = [pattern for signs, pattern in _ADDRESSES if any(sign in text for sign in signs)]
    found = re.finditer("|".join(sought), text) if sought else ()
    return Ranges(match.span() for match in found)
