"""Footnotes: a part of the Word file, in body and tables, with comments and tracked changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ntmreport.document import Block, BlockKind, Cell, Document, Row, Run, Table
from ntmreport.layout.block_styles import BLOCK_STYLES, FOOTNOTE
from ntmreport.render.plain_text import render_text
from ntmreport.render.tracked_report import render_tracked
from ntmreport.render.word_document import Additions, render_docx
from tests.diff.tracked_changes import accepted, rejected, story

from .samples import NAME, PLACE, STYLES_PART, W, built, layout, members, root, text_of, with_body
from .tables import annex, cell, with_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from .samples import Element

PART = "word/footnotes.xml"


def noted(*notes: str) -> Document:
    runs = [
        run
        for number, note in enumerate(notes, 1)
        for run in (Run("Lời"), Run("[", note=number), Run(f"{note}]", note=number))
    ]
    return with_body(Block(BlockKind.PARAGRAPH, "", (*runs, Run(".")), PLACE))


def notes(docx: bytes) -> dict[str, str]:
    return {note.get(f"{W}id"): text_of(note).strip() for note in root(docx, PART)}


def told(docx: bytes, body: Element) -> list[str]:
    said = notes(docx)
    return [said[each.get(f"{W}id")] for each in body.iter(f"{W}footnoteReference")]


def test_notes_are_numbered_by_word_and_wear_their_style() -> None:
    docx = built(noted("một", "hai"))
    assert notes(docx) == {"-1": "", "0": "", "1": "một", "2": "hai"}
    assert told(docx, root(docx)) == ["một", "hai"]
    (paragraph, *_) = [note.find(f"{W}p") for note in root(docx, PART)][2:]
    worn = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
    style = root(docx, STYLES_PART).find(f"{W}style[@{W}styleId='{worn}']/{W}name")
    assert style.get(f"{W}val") == BLOCK_STYLES[FOOTNOTE].name
    assert docx == built(noted("một", "hai"))


def test_a_report_without_notes_has_no_part_for_them() -> None:
    assert PART not in members(built())


def test_notes_of_cells(validated: Callable[[bytes], list[Any]]) -> None:
    runs = (Run("12"), Run("[ước]", note=1))
    noted_cell = Cell(Block(BlockKind.CELL, "", runs, PLACE), 1)
    table = Table((Row((cell("Đường", 0), noted_cell)),), 2, PLACE)
    document = with_tables(annex("Phụ lục I", "Tên", table))
    docx = built(document)
    assert told(docx, root(docx)) == ["ước"]
    assert render_text(document).endswith("[1]\n\n[1] ước\n")
    assert validated(docx) == []


def test_a_comment_on_a_figure_of_a_note_is_on_its_mark() -> None:
    additions = Additions({(0, 1): ("Từ tệp a.yaml",)})
    docx, _ = render_docx(noted("12"), layout(), NAME, additions)
    assert docx is not None
    order = [each.tag.removeprefix(W) for each in root(docx).iter()]
    start, reference = order.index("commentRangeStart"), order.index("footnoteReference")
    assert start < reference < order.index("commentRangeEnd")


def test_tracked_notes_are_the_new_ones_or_the_old_ones() -> None:
    for old, new in (
        (noted("một", "hai"), noted("hai")),
        (noted("một"), noted("một", "hai")),
        (noted("một"), noted("1", "2")),
        (noted("một"), with_body(Block(BlockKind.PARAGRAPH, "", (Run("Lời."),), PLACE))),
        (with_body(Block(BlockKind.PARAGRAPH, "", (Run("Lời."),), PLACE)), noted("một")),
    ):
        docx, _ = render_tracked(old, new, layout(), NAME)
        assert docx is not None
        for settled, document in ((accepted(story(docx)), new), (rejected(story(docx)), old)):
            wanted = built(document)
            assert told(docx, settled) == (
                told(wanted, root(wanted)) if PART in members(wanted) else []
            )
