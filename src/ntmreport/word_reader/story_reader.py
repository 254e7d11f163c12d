"""The blocks of a story of a Word file: paragraphs and tables, with their labels and places.

Tracked changes are settled while it is read: a paragraph whose mark the view leaves out goes on in
the next one, rows that it leaves out are not there. What was taken away with them is told by the
changes of the next paragraph that is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.layout.word_xml import Element, W, attribute, by_tag, child, is_on, natural, value
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.word_reader.open_paragraph import OpenParagraph
from ntmreport.word_reader.paragraph_reader import ALTERNATE_CONTENT, ParagraphReader
from ntmreport.word_reader.word_file import (
    Story,
    View,
    WordCell,
    WordParagraph,
    WordPlace,
    WordRow,
    WordStory,
    WordTable,
)
from ntmreport.word_reader.word_styles import outline_level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ntmreport.word_reader.list_numbering import ListNumbering
    from ntmreport.word_reader.tracked_changes import ChangeMark
    from ntmreport.word_reader.word_file import WordBlock, WordChange
    from ntmreport.word_reader.word_styles import WordStyles

_MARKS = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag"))
_MARKS_OF_CELLS = (f"{W}cellIns", f"{W}cellDel")
_MOST_COLUMNS = 1000
_MOST_LETTERS_OF_HEADING = 200
# Headings of reports that have no styles: I. 1. 1.1. a)
_TYPED_HEADINGS = (
    (lazy_pattern(r"(?:PHẦN|Phần)\s+(?:thứ\s)?\w+\b"), 0),
    (lazy_pattern(r"[IVXL]{1,6}[.)]?\s"), 1),
    (lazy_pattern(r"\d{1,2}[.)]?\s"), 2),
    (lazy_pattern(r"\d{1,2}\.\d{1,2}[.)]?\s"), 3),
    (lazy_pattern(r"\d{1,2}\.\d{1,2}\.\d{1,2}[.)]?\s"), 4),
)


class StorySource(Struct, frozen=True):
    """The parts that the stories of a Word file share."""

    view: View
    styles: WordStyles
    numbering: Callable[[], ListNumbering]


class _Cell(Struct):
    column: int
    columns: int
    blocks: tuple[WordBlock, ...]
    rows: int = 1

    @property
    def value(self) -> WordCell:
        return WordCell(self.column, self.columns, self.rows, self.blocks)


class _Position(Struct):
    """The state of reading a story."""

    story: Story
    number: int = 0
    tables: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    depth: int = 0
    headings: list[tuple[int, str]] = []
    carried: list[WordChange] = []
    last: tuple[list[WordBlock], int] | None = None

    @property
    def place(self) -> WordPlace:
        return WordPlace(
            self.story,
            self.number,
            tuple(text for _, text in self.headings),
            self.table,
            self.row,
            self.column,
        )


class StoryReader:
    """Reads the stories of one part, one after another, each in the order of its XML."""

    def __init__(
        self, source: StorySource, part: str, story: Story, *, reads_fields: bool = True
    ) -> None:
        """`story` is the kind of the part's stories."""
        self.text_boxes: list[WordStory] = []
        self.read_paragraphs: list[WordParagraph] = []
        self.paragraphs = ParagraphReader(
            source.view, source.styles, self._read_text_box, reads_fields=reads_fields
        )
        self._source = source
        self._part = part
        self._story = story
        self._numbering = source.numbering()
        self._at = _Position(story)

    def read(self, root: Element) -> tuple[WordBlock, ...]:
        """Return the blocks of the story that `root` holds."""
        self._at = _Position(self._story)
        return self._read_story(root)

    def _read_story(self, root: Element) -> tuple[WordBlock, ...]:
        blocks = self._blocks(root)
        self._hand_back_changes()
        return tuple(blocks)

    def _hand_back_changes(self) -> None:
        """Tell of what was taken away at the end of a story in its last paragraph."""
        at = self._at
        if not at.carried or at.last is None:
            return
        container, index = at.last
        paragraph = container[index]
        if isinstance(paragraph, WordParagraph):
            end = len(paragraph.text)
            moved = tuple(replace(each, start=end, end=end) for each in at.carried)
            container[index] = replace(paragraph, changes=paragraph.changes + moved)
        at.carried = []

    def _blocks(self, container: Element) -> list[WordBlock]:
        """Return what stands in a body, a cell, a note or a text box."""
        blocks: list[WordBlock] = []
        pending: OpenParagraph | None = None
        for element in self._unwrapped(container):
            tag = element.tag
            if tag == f"{W}p":
                pending = self._read_paragraph(element, pending, blocks)
            elif tag == f"{W}tbl":
                if pending is not None:
                    self._end_joined(pending, blocks, is_needed=False)
                    pending = None
                table = self._table(element)
                if table is not None:
                    blocks.append(table)
            else:
                self.paragraphs.read_between(element)
        if pending is not None:
            self._end_joined(pending, blocks, is_needed=not blocks)
        return blocks

    def _unwrapped(self, elements: Iterable[Element]) -> Iterator[Element]:
        """Yield what stands in a container, of controls and the like what they hold."""
        for element in elements:
            if element.tag in _WRAPPERS:
                yield from self._unwrapped(element)
            elif element.tag in _MARKS:
                mark = self.paragraphs.changes.mark(element)
                self.paragraphs.changes.enter(mark)
                yield from self._unwrapped(element)
                self.paragraphs.changes.leave(mark)
            elif element.tag == ALTERNATE_CONTENT:
                yield from self._unwrapped(self.paragraphs.alternates(element))
            else:
                yield element

    # Paragraphs

    def _read_paragraph(
        self, element: Element, pending: OpenParagraph | None, blocks: list[WordBlock]
    ) -> OpenParagraph | None:
        """Read a `w:p`; return its paragraph where it goes on in the next one."""
        reader, written = self.paragraphs, by_tag(_leading(element, f"{W}pPr"))
        formatted = written.get(f"{W}pPrChange")
        properties = written
        if formatted is not None and self._source.view is View.REJECTED:
            properties = by_tag(child(formatted, "pPr"))
        style = value(properties.get(f"{W}pStyle")) or self._source.styles.default
        opened = OpenParagraph(style) if pending is None else pending
        opened.style = style
        start = opened.length
        reader.read(element, opened)
        mark = self._mark(written.get(f"{W}rPr"))
        if mark is not None:
            opened.add_change(mark, "\n", opened.length)
        if formatted is not None:
            opened.add_change(reader.changes.mark(formatted), "", start)
        if mark is not None and mark.is_hidden:
            return opened
        self._end(opened, properties, blocks)
        return None

    def _mark(self, letters: Element | None) -> ChangeMark | None:
        """Return the tracked change of a paragraph's mark; of two, the one that hides it."""
        marks = self._marks_of(() if letters is None else letters, _MARKS)
        return next((mark for mark in marks if mark.is_hidden), marks[0] if marks else None)

    def _end_joined(
        self, opened: OpenParagraph, blocks: list[WordBlock], *, is_needed: bool
    ) -> None:
        """End a paragraph behind which no other stands that it could go on in."""
        if opened.length or is_needed:
            self._end(opened, {}, blocks)
        else:
            opened.number = len(self.read_paragraphs)
            self._at.carried += opened.changes

    def _end(
        self, opened: OpenParagraph, properties: Mapping[str, Element], blocks: list[WordBlock]
    ) -> None:
        at = self._at
        changes = opened.changes
        opened.number = len(self.read_paragraphs)
        if self.paragraphs.changes.is_hidden:
            at.carried += changes
            return
        if at.carried:
            changes = [replace(each, start=0, end=0) for each in at.carried] + changes
            at.carried = []
        text = "".join(opened.pieces)
        style = self._source.styles.paragraph(opened.style)
        direct = properties.get(f"{W}outlineLvl")
        outline = style.outline_level if direct is None else outline_level(direct)
        label = self._label(properties, opened.style)
        at.number += 1
        runs = tuple(opened.runs)
        place = self._place(outline, label, text, is_bold=_is_bold(opened))
        paragraph = WordParagraph(
            place,
            label,
            text,
            runs,
            opened.style,
            style.name,
            outline,
            value(properties.get(f"{W}jc")) or style.alignment,
            tuple(changes),
            tuple(opened.fields),
            tuple(opened.notes),
            tuple(opened.bookmarks),
        )
        opened.place = place
        self.read_paragraphs.append(paragraph)
        blocks.append(paragraph)
        at.last = blocks, len(blocks) - 1

    def _label(self, properties: Mapping[str, Element], style: str) -> str:
        listed = by_tag(properties.get(f"{W}numPr"))
        if f"{W}ins" in listed and self._source.view is View.REJECTED:
            listed = {}  # the number was put on with Track Changes
        its_style = self._source.styles.paragraph(style)
        number = value(listed.get(f"{W}numId")) or its_style.list_number
        if number in {"", "0"}:
            return ""
        level = listed.get(f"{W}ilvl")
        at = its_style.list_level if level is None else natural(value(level))
        return self._numbering.label(number, at, style)

    def _place(self, outline: int | None, label: str, text: str, *, is_bold: bool) -> WordPlace:
        """Return where a paragraph stands; a heading's own place has those above it alone."""
        at = self._at
        place = at.place
        if at.table:
            return place
        shown = " ".join(f"{label} {text}".split())
        level = _heading_level(outline, shown, is_bold=is_bold)
        if level is not None and shown:
            at.headings = [each for each in at.headings if each[0] < level]
            place = at.place
            at.headings.append((level, shown[:_MOST_LETTERS_OF_HEADING]))
        return place

    def _read_text_box(self, element: Element) -> None:
        around = self._at
        self._at = _Position(Story.TEXT_BOX, headings=list(around.headings))
        blocks = self._read_story(element)
        around.carried += self._at.carried
        self._at = around
        if blocks:
            number = len(self.text_boxes) + 1
            self.text_boxes.append(WordStory(Story.TEXT_BOX, number, self._part, blocks))

    # Tables

    def _table(self, element: Element) -> WordTable | None:
        at = self._at
        if not at.depth:
            at.table = at.tables + 1
        at.depth += 1
        made: list[tuple[list[_Cell], bool]] = []
        spanning: dict[int, _Cell] = {}
        for row in self._unwrapped(element):
            if row.tag != f"{W}tr":
                self.paragraphs.read_between(row)
                continue
            if at.depth == 1:
                at.row = len(made) + 1
            properties = by_tag(child(row, "trPr"))
            cells = self._row(row, properties, spanning)
            if cells is not None:
                made.append((cells, is_on(properties.get(f"{W}tblHeader"))))
        at.depth -= 1
        if not at.depth:
            at.tables += bool(made)
            at.table = at.row = at.column = 0
        if not made:
            return None
        rows = tuple(WordRow(tuple(cell.value for cell in cells), head) for cells, head in made)
        style = value(child(child(element, "tblPr"), "tblStyle"))
        return WordTable(rows, self._source.styles.name(style))

    def _row(
        self, element: Element, properties: Mapping[str, Element], spanning: dict[int, _Cell]
    ) -> list[_Cell] | None:
        """Return the cells that begin in a row, None where the view leaves it out.

        `spanning` holds, by column, the cells that may go on in the rows below.
        """
        marks = self._marks_of(properties.values(), _MARKS)
        self.paragraphs.changes.enter(*marks)
        cells: list[_Cell] = []
        column = 1 + min(natural(value(properties.get(f"{W}gridBefore"))), _MOST_COLUMNS)
        for cell in self._unwrapped(element):
            if cell.tag == f"{W}tc":
                column += self._cell(cell, column, cells, spanning)
            else:
                self.paragraphs.read_between(cell)
        is_hidden = self.paragraphs.changes.is_hidden
        self.paragraphs.changes.leave(*marks)
        return None if is_hidden else cells

    def _cell(
        self, element: Element, column: int, cells: list[_Cell], spanning: dict[int, _Cell]
    ) -> int:
        """Read a cell into `cells`, and return how many columns it takes."""
        at, properties = self._at, by_tag(_leading(element, f"{W}tcPr"))
        columns = min(max(natural(value(properties.get(f"{W}gridSpan"))), 1), _MOST_COLUMNS)
        if at.depth == 1:
            at.column = column
        marks = self._marks_of(properties.values(), _MARKS_OF_CELLS)
        self.paragraphs.changes.enter(*marks)
        number = at.number
        blocks = self._blocks(element)
        is_hidden = self.paragraphs.changes.is_hidden
        self.paragraphs.changes.leave(*marks)
        if is_hidden:
            return 0
        beside = properties.get(f"{W}hMerge")
        if self._goes_on(properties) and column in spanning:
            spanning[column].rows += 1
            at.number = number  # Word shows nothing of what this cell holds
        elif beside is not None and value(beside) != "restart" and cells:
            cells[-1].columns += columns
        else:
            cells.append(_Cell(column, columns, tuple(blocks)))
            spanning[column] = cells[-1]
        return columns

    def _goes_on(self, properties: Mapping[str, Element]) -> bool:
        """Return whether a cell is part of the one above it, in the view."""
        tracked = properties.get(f"{W}cellMerge")
        if tracked is not None:
            is_accepted = self._source.view is View.ACCEPTED
            return attribute(tracked, "vMerge" if is_accepted else "vMergeOrig") == "cont"
        merged = properties.get(f"{W}vMerge")
        return merged is not None and value(merged) != "restart"

    def _marks_of(self, elements: Iterable[Element], tags: tuple[str, ...]) -> list[ChangeMark]:
        return [self.paragraphs.changes.mark(each) for each in elements if each.tag in tags]


def _leading(element: Element, tag: str) -> Element | None:
    """Return the child of that tag, which stands first where it is, as properties do."""
    if not len(element):
        return None
    first = element[0]
    return first if first.tag == tag else next(element.iterchildren(tag), None)


def _is_bold(opened: OpenParagraph) -> bool:
    return bool(opened.runs) and all(run.look.bold for run in opened.runs if not run.text.isspace())


def _heading_level(outline: int | None, shown: str, *, is_bold: bool) -> int | None:
    """Return how high a paragraph is as a heading: by its outline, else by its bold number."""
    if outline is not None:
        return outline
    if not is_bold or len(shown) > _MOST_LETTERS_OF_HEADING:
        return None
    return next((level for pattern, level in _TYPED_HEADINGS if pattern.match(shown)), None)
