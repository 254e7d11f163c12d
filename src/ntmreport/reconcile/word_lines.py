"""The lines of a Word file that are compared: paragraphs, and the cells of rows of tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.reconcile.folded_text import FoldedText, folded_text
from ntmreport.word_reader import Story, WordLook, WordParagraph, paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ntmreport.word_reader import WordBlock, WordChange, WordFile

_NUMBER = re.compile(r"[\d\s.,/%…-]*")


class WordLine(Struct, frozen=True):
    """A paragraph, a cell, or paragraphs that are read as one: the text as it is and folded.

    `starts` are where the paragraphs begin in the text.
    """

    text: str
    folded: FoldedText
    story: Story
    paragraphs: tuple[WordParagraph, ...]
    starts: tuple[int, ...]
    is_cell: bool = False

    @property
    def section(self) -> str:
        """The heading that it stands below."""
        headings = self.paragraphs[0].place.headings if self.paragraphs else ()
        return headings[-1] if headings else ""

    def changes(self, start: int, end: int) -> Iterator[WordChange]:
        """Yield the tracked changes that touch the text from `start` to `end`."""
        for paragraph, begin in zip(self.paragraphs, self._text_starts, strict=True):
            for change in paragraph.changes:
                if change.start + begin <= end and start <= change.end + begin:
                    yield change

    def looks(self) -> list[WordLook]:
        """Return the look of each character of the text."""
        looks = [WordLook()] * len(self.text)
        for paragraph, begin in zip(self.paragraphs, self._text_starts, strict=True):
            at = begin
            for run in paragraph.runs:
                looks[at : at + len(run.text)] = [run.look] * len(run.text)
                at += len(run.text)
        return looks[: len(self.text)]

    @property
    def _text_starts(self) -> list[int]:
        """The offsets at which the text of each paragraph begins, behind its label."""
        return [
            start + len(paragraph.labelled_text) - len(paragraph.text)
            for paragraph, start in zip(self.paragraphs, self.starts, strict=True)
        ]


class WordRowLine(Struct, frozen=True):
    """A row of a table, whose `name` says which it is whatever its numbers say."""

    name: str
    cells: tuple[WordLine, ...]

    @property
    def text(self) -> str:
        """The folded texts of its cells."""
        return " | ".join(cell.folded.text for cell in self.cells)


def line_of(
    paragraphs: Sequence[WordParagraph], story: Story, *, is_cell: bool = False
) -> WordLine:
    """Return paragraphs as one line: what stands in one is not apart from the next."""
    starts: list[int] = []
    text = ""
    for paragraph in paragraphs:
        text += " " if starts else ""
        starts.append(len(text))
        text += _shown(paragraph)
    return WordLine(text, folded_text(text), story, tuple(paragraphs), tuple(starts), is_cell)


def joined(lines: Iterable[WordLine]) -> WordLine:
    """Return lines that follow each other as one."""
    parts = list(lines)
    paragraphs = [paragraph for line in parts for paragraph in line.paragraphs]
    return line_of(paragraphs, parts[0].story, is_cell=parts[0].is_cell)


def lines_of(blocks: Iterable[WordBlock], story: Story) -> Iterator[WordLine | WordRowLine]:
    """Yield the lines of `blocks` that say something, tables row by row."""
    for block in blocks:
        if isinstance(block, WordParagraph):
            line = line_of((block,), story)
            if line.folded.text:
                yield line
            continue
        for row in block.rows:
            cells = tuple(
                line_of(tuple(paragraphs_of(cell.blocks)), story, is_cell=True)
                for cell in row.cells
            )
            texts = (cell.folded.text for cell in cells)
            name = next((text for text in texts if text and not _NUMBER.fullmatch(text)), "")
            if any(cell.folded.text for cell in cells):
                yield WordRowLine(name, cells)


def lines_beside(file: WordFile, *stories: Story) -> list[WordLine | WordRowLine]:
    """Return the lines of the stories that stand beside the body."""
    return [
        line
        for story in file.stories
        if story.story in stories
        for line in lines_of(story.blocks, story.story)
    ]


def single_lines(lines: Iterable[WordLine | WordRowLine]) -> Iterator[WordLine]:
    """Yield a line for each paragraph, those of rows cell by cell."""
    for line in lines:
        for each in line.cells if isinstance(line, WordRowLine) else (line,):
            for paragraph in each.paragraphs:
                yield line_of((paragraph,), each.story, is_cell=each.is_cell)


def _shown(paragraph: WordParagraph) -> str:
    """Return the text of a paragraph; what a field writes by itself is blank."""
    text = paragraph.labelled_text
    begin = len(text) - len(paragraph.text)
    for field in paragraph.fields:
        if field.changes_by_itself:
            start, end = begin + field.start, begin + field.end
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text
