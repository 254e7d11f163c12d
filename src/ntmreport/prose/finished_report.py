"""A finished report as typed values: its blocks with their labels, sentences and numbers."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import is_normalized, normalize

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.limits import MOST_CHARACTERS_OF_SENTENCE, MOST_NUMBERS_OF_SENTENCE
from ntmreport.prose.prose_number import numbers_in
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.prose_number import ProseNumber

DIVISION, CHAPTER, SECTION, SUBSECTION, SUBSUBSECTION, POINT = range(6)
PARAGRAPH, ITEM, SUBITEM, DEEPER = range(6, 10)
"""Levels of blocks by labels: `A.`, `I.`, `1.`, `1.1.`, `1.1.1.`, `a)`, none, `-`, `+`, others."""

_LABEL = lazy_pattern(
    r"[ \t\xa0]*(?:(?P<chapter>(?:Phần (?:thứ )?)?[IVX]{1,5}[./])(?=\s)"
    r"|(?P<division>[A-H][./])(?=\s)"
    r"|(?P<subsubsection>\d{1,2}\.\d{1,2}\.\d{1,2}\.?)(?=\s)"
    r"|(?P<subsection>\d{1,2}\.\d{1,2}\.?)(?=\s)"
    r"|(?P<section>\d{1,2}[./])(?=\s)"
    r"|(?P<point>[a-zđ][).])(?=\s)"
    r"|(?P<item>[-–—])\s*(?=[^\s\d-])|(?P<item2>[-–—])\s+"
    r"|(?P<subitem>\+)\s*"
    r"|(?P<deeper>[*•·o▪](?=\s)|\(?\d{1,2}\)(?=\s)))\s*"
)
_SPACES = dict.fromkeys((0xA0, 0x202F, 0x2007, 0x2009), " ")
_LEVELS = {
    "division": DIVISION,
    "chapter": CHAPTER,
    "section": SECTION,
    "subsection": SUBSECTION,
    "subsubsection": SUBSUBSECTION,
    "point": POINT,
    "item": ITEM,
    "item2": ITEM,
    "subitem": SUBITEM,
    "deeper": DEEPER,
}
_END_OF_SENTENCE = lazy_pattern(r"(?<![.!?…])[.!?…]++[”\")]*+(?=\s+[^\Wa-zà-ỹ\d_]|\s+\d|\s*$)")
_GOES_ON = lazy_pattern(r"\s+(?:Trong đó|Bao gồm|Gồm|Cụ thể|Trong số đó)\b")
_NO_END = lazy_pattern(
    r"(?:^|[\s(])(?:TP|TX|TT|KT|TM|TL|Tp|Tx|ThS|TS|BS|GS|PGS|KS|CN|Q|P|H|v\.v)\.$"
)


_LONGEST_LEAD = 120


class ReportPlace(Struct, frozen=True):
    """A block's place for people: the headings above it, and in a table its row and column.

    `line` is the line of a text file, or the number of the paragraph in a Word file. `story` says
    which text a paragraph of a Word file is in, empty for the body; `page` is known of a PDF.
    """

    line: int
    headings: tuple[str, ...] = ()
    table: int = 0
    row: int = 0
    column: int = 0
    story: str = ""
    page: int = 0


class Sentence(Struct, frozen=True):
    """A sentence with its numbers: a stretch of a block's text."""

    block: ReportBlock
    start: int
    end: int
    numbers: tuple[ProseNumber, ...]

    @property
    def text(self) -> str:
        """The sentence's own text."""
        return self.block.text[self.start : self.end]

    def lead(self, place: int) -> int:
        """Return where the words right before a place begin, for patterns that end there."""
        return max(self.start, place - _LONGEST_LEAD)


class ReportBlock:
    """A paragraph of a report: its label, its text with the label, its level and place.

    `column` is where its text begins in its line; `typed_from` is where the text begins that stands
    in the file, behind a label that Word puts there by itself. `row` is the text of the table's row
    that it stands in, from `row_start` on.
    """

    __slots__ = (
        *(
            "__dict__",
            "__weakref__",
            "column",
            "label",
            "level",
            "place",
            "row",
            "row_start",
            "start",
            "text",
        ),
        "typed_from",
    )

    def __init__(
        self, text: str, place: ReportPlace, *, column: int = 1, typed_from: int = 0
    ) -> None:
        """Find the label at the beginning of `text`; a cell of a table has none.

        Spaces of other kinds become plain ones, each in its place; letters are composed.
        """
        plain = text.translate(_SPACES)
        self.text = text = plain if is_normalized("NFC", plain) else normalize("NFC", plain)
        self.place = place
        self.column = column
        self.typed_from = typed_from
        self.row, self.row_start = "", 0
        found = None if place.table else _LABEL.match(text)
        self.label = "" if found is None else found[0].strip()
        self.start = 0 if found is None else found.end()
        self.level = PARAGRAPH if found is None else _LEVELS[found.lastgroup or ""]

    @property
    def body(self) -> str:
        """The text behind the label."""
        return self.text[self.start :]

    @cached_property
    def numbers(self) -> tuple[ProseNumber, ...]:
        """The numbers behind the label."""
        if self.start == 0:
            return tuple(numbers_in(self.text))
        return tuple(
            replace(
                each,
                start=each.start + self.start,
                end=each.end + self.start,
                unit_end=each.unit_end + self.start,
            )
            for each in numbers_in(self.body)
        )

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that have numbers, in their order; what is too long for one is none."""
        if not self.numbers:
            return ()
        starts = self._starts
        shared: dict[int, list[ProseNumber]] = {}
        for number in self.numbers:
            shared.setdefault(bisect_right(starts, number.start) - 1, []).append(number)
        ends = [*starts[1:], len(self.text)]
        return tuple(
            Sentence(self, starts[index], ends[index], tuple(numbers))
            for index, numbers in shared.items()
            if len(numbers) <= MOST_NUMBERS_OF_SENTENCE
            and ends[index] - starts[index] <= MOST_CHARACTERS_OF_SENTENCE
        )

    @cached_property
    def _starts(self) -> list[int]:
        """The places at which the sentences begin."""
        return [self.start, *self._ends()]

    def _ends(self) -> Iterator[int]:
        for match in _END_OF_SENTENCE.finditer(self.text, self.start):
            if match[0] == "." and _NO_END.search(self.text[max(0, match.end() - 6) : match.end()]):
                continue
            if match.end() < len(self.text) and not _GOES_ON.match(self.text, match.end()):
                yield match.end()

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return start and end of the sentence that the character at `offset` is in."""
        starts = self._starts
        index = max(0, bisect_right(starts, offset) - 1)
        end = starts[index + 1] if index + 1 < len(starts) else len(self.text)
        return starts[index], end

    def span(self, file: str, start: int, end: int) -> Span:
        """Return the span of text[start:end] in `file`: of a Word file the lines are paragraphs."""
        shift = self.column - self.typed_from
        line = self.place.line
        first = max(1, start + shift)
        return Span(file, line, first, line, max(first + 1, end + shift))


class Stretch(Struct, frozen=True):
    """A stretch of a block's text."""

    block: ReportBlock
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its text."""
        return self.block.text[self.start : self.end]


class TableCell(Struct, frozen=True):
    """A cell: where it begins, how many columns and rows it spans, and the paragraphs in it."""

    row: int
    column: int
    columns: int
    rows: int
    blocks: tuple[ReportBlock, ...]

    @property
    def text(self) -> str:
        """The text of its paragraphs as one line."""
        return " ".join(block.text.strip() for block in self.blocks).strip()


def name_row(cells: Sequence[TableCell]) -> None:
    """Tell the paragraphs of a row the text of all of it."""
    text = _BETWEEN_CELLS.join(cell.text for cell in cells)
    offset = 0
    for cell in cells:
        start = offset
        for block in cell.blocks:
            block.row, block.row_start = text, start
            start += len(block.text.strip()) + 1
        offset += len(cell.text) + len(_BETWEEN_CELLS)


_BETWEEN_CELLS = " | "


class ReportTable(Struct, frozen=True):
    """A table: its cells by row, how many rows are its head, and the text above it."""

    rows: tuple[tuple[TableCell, ...], ...]
    head_rows: int
    caption: str
    number: int


_FIGURES_OF_A_CELL = 2
"""Numbers of a cell that holds a figure, or two; with more it holds a sentence."""

ReportPart: TypeAlias = ReportBlock | ReportTable


class FinishedReport:
    """A finished report: its paragraphs and tables in their order.

    `beside` are the paragraphs of other stories: headers, footnotes, text boxes. `read_with` names
    the program that made text of it, empty where none was needed; lines of a report that `is_word`
    are paragraphs.
    """

    def __init__(
        self,
        file: str,
        parts: Sequence[ReportPart],
        beside: Sequence[ReportBlock] = (),
        read_with: str = "",
        *,
        is_word: bool = False,
    ) -> None:
        """Take the parts of the report that was read from `file`."""
        self.file = file
        self.parts = tuple(parts)
        self.beside = tuple(beside)
        self.read_with = read_with
        self.is_word = is_word

    @cached_property
    def blocks(self) -> tuple[ReportBlock, ...]:
        """The paragraphs outside of tables, those of other stories behind the body's."""
        body = (part for part in self.parts if isinstance(part, ReportBlock))
        return (*body, *self.beside)

    @cached_property
    def tables(self) -> tuple[ReportTable, ...]:
        """The tables."""
        return tuple(part for part in self.parts if isinstance(part, ReportTable))

    @property
    def all_blocks(self) -> Iterator[ReportBlock]:
        """Every paragraph, those in tables at their places."""
        for part in self.parts:
            if isinstance(part, ReportBlock):
                yield part
            else:
                yield from (block for row in part.rows for cell in row for block in cell.blocks)
        yield from self.beside

    def sentences(self) -> Iterator[Sentence]:
        """Yield the sentences that have numbers, those in cells of tables too."""
        for block in self.all_blocks:
            if not block.place.table or len(block.numbers) > _FIGURES_OF_A_CELL:
                yield from block.sentences

    @cached_property
    def children(self) -> dict[int, tuple[ReportBlock, ...]]:
        """The blocks right under a block, by its number in `parts`: those of the next level."""
        found: dict[int, list[ReportBlock]] = {}
        above: list[tuple[int, int]] = []
        for number, part in enumerate(self.parts):
            if not isinstance(part, ReportBlock):
                above.clear()
                continue
            while above and above[-1][1] >= part.level:
                above.pop()
            if above:
                found.setdefault(above[-1][0], []).append(part)
            above.append((number, part.level))
        return {number: _of_one_level(blocks) for number, blocks in found.items()}


def _of_one_level(blocks: Sequence[ReportBlock]) -> tuple[ReportBlock, ...]:
    """Return the blocks up to the first one of another level."""
    same: list[ReportBlock] = []
    for block in blocks:
        if block.level != blocks[0].level:
            break
        same.append(block)
    return tuple(same)
