"""From a Word file to a finished report, its tracked changes read as accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.prose.finished_report import (
    PARAGRAPH,
    FinishedReport,
    ReportBlock,
    ReportPart,
    ReportPlace,
    ReportTable,
    TableCell,
    name_row,
)
from ntmreport.prose.table_head import head_rows
from ntmreport.prose.text_reading import Headings, caption_of
from ntmreport.word_reader import (
    Story,
    View,
    WordParagraph,
    WordTable,
    paragraphs_of,
    read_word_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.word_reader import WordFile

_BESIDE = (Story.FOOTNOTE, Story.ENDNOTE, Story.TEXT_BOX, Story.HEADER, Story.FOOTER)


def report_of_word_file(file: str, content: bytes) -> FinishedReport:
    """Return the report that a Word file holds, or raise PackageError."""
    word = read_word_file(content, View.ACCEPTED)
    parts: list[ReportPart] = []
    headings = Headings()
    tables = 0
    for block in word.blocks:
        if isinstance(block, WordTable):
            tables += 1
            parts.append(_table(block, tables, headings, caption_of(parts)))
        elif block.text.strip():
            parts.append(_block(block, headings))
    return FinishedReport(file, parts, tuple(_beside(word)), is_word=True)


def _block(paragraph: WordParagraph, headings: Headings) -> ReportBlock:
    place = ReportPlace(paragraph.place.number, headings.texts or paragraph.place.headings)
    block = _labelled(paragraph, place)
    if block.level == PARAGRAPH and paragraph.outline_level is not None and not block.label:
        headings.add_text(paragraph.outline_level, block.text)
    else:
        headings.add(block)
    return block


def _labelled(paragraph: WordParagraph, place: ReportPlace) -> ReportBlock:
    typed_from = len(paragraph.label) + 1 if paragraph.label else 0
    return ReportBlock(paragraph.labelled_text, place, typed_from=typed_from)


def _table(table: WordTable, number: int, headings: Headings, caption: str) -> ReportTable:
    rows: list[tuple[TableCell, ...]] = []
    heads = 0
    for index, row in enumerate(table.rows, start=1):
        cells = []
        for cell in row.cells:
            blocks = tuple(
                _labelled(
                    paragraph,
                    ReportPlace(paragraph.place.number, headings.texts, number, index, cell.column),
                )
                for paragraph in paragraphs_of(cell.blocks)
                if paragraph.labelled_text.strip()
            )
            cells.append(TableCell(index, cell.column, cell.columns, cell.rows, blocks))
        name_row(cells)
        rows.append(tuple(cells))
        heads += row.is_head and heads == index - 1
    return ReportTable(tuple(rows), max(heads, head_rows(rows)), caption, number)


def _beside(word: WordFile) -> Iterator[ReportBlock]:
    for story in word.stories:
        if story.story not in _BESIDE:
            continue
        for paragraph in paragraphs_of(story.blocks):
            if paragraph.text.strip() and not any(f.changes_by_itself for f in paragraph.fields):
                yield _labelled(paragraph, ReportPlace(paragraph.place.number, story=story.story))
