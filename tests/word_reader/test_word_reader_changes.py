"""Tracked changes by who made them, what they are and where they stand in the text as read."""

from __future__ import annotations

import pytest

from ntmreport.word_reader import ChangeKind, View, WordParagraph

from .test_word_reader_traps import cell, moved, row, table
from .word_files import BY_AN, BY_BINH, deleted, docx, ins, mark, p, r, read

AN, BINH = "An", "Bình"
NEW, GONE = ChangeKind.INSERTED, ChangeKind.DELETED
_OLD_LOOK = f"<w:rPrChange {BY_BINH}><w:rPr/></w:rPrChange>"

CASES = (
    ("inserted", p("a ", ins("b"), " c"), [(NEW, AN, "b", 2, 3)], [(NEW, AN, "b", 2, 2)]),
    ("deleted", p("a ", deleted("b"), " c"), [(GONE, AN, "b", 2, 2)], [(GONE, AN, "b", 2, 3)]),
    (
        "one change in two elements is one",
        p(ins("a"), ins("b"), ins("c", BY_BINH)),
        [(NEW, AN, "ab", 0, 2), (NEW, BINH, "c", 2, 3)],
        [(NEW, AN, "ab", 0, 0), (NEW, BINH, "c", 0, 0)],
    ),
    (
        "deleted within inserted",
        p(f"<w:ins {BY_AN}>{r('b')}{deleted('c', BY_BINH)}{r('d')}</w:ins>"),
        [(NEW, AN, "b", 0, 1), (GONE, BINH, "c", 1, 1), (NEW, AN, "d", 1, 2)],
        [(NEW, AN, "b", 0, 0), (GONE, BINH, "c", 0, 0), (NEW, AN, "d", 0, 0)],
    ),
    (
        "moved",
        p(moved("moveFrom", "x"), "y", moved("moveTo", "x")),
        [(ChangeKind.MOVED_AWAY, AN, "x", 0, 0), (ChangeKind.MOVED_HERE, AN, "x", 1, 2)],
        [(ChangeKind.MOVED_AWAY, AN, "x", 0, 1), (ChangeKind.MOVED_HERE, AN, "x", 2, 2)],
    ),
    (
        "formatting of letters",
        p("a", f"<w:r><w:rPr><w:b/>{_OLD_LOOK}</w:rPr><w:t>b</w:t></w:r>"),
        [(ChangeKind.FORMATTED, BINH, "", 1, 2)],
        [(ChangeKind.FORMATTED, BINH, "", 1, 2)],
    ),
    (
        "formatting of a paragraph",
        p("ab", properties=f"<w:jc w:val='center'/><w:pPrChange {BY_AN}><w:pPr/></w:pPrChange>"),
        [(ChangeKind.FORMATTED, AN, "", 0, 2)],
        [(ChangeKind.FORMATTED, AN, "", 0, 2)],
    ),
    (
        "a paragraph that is gone is told by the next",
        p(deleted("a"), properties=mark("del")) + p("b"),
        [(GONE, AN, "a\n", 0, 0)],
        [(GONE, AN, "a\n", 0, 1)],
    ),
    (
        "a paragraph that is gone at the end is told by the last",
        p("b") + p(deleted("a"), properties=mark("del")),
        [(GONE, AN, "a\n", 1, 1)],
        [(GONE, AN, "a\n", 0, 1)],
    ),
    (
        "a row that is gone",
        table(row(cell(p("a"))), row(cell(p("b")), cell(p("c")), properties=f"<w:del {BY_AN}/>"))
        + p("d"),
        [(GONE, AN, "b", 0, 0), (GONE, AN, "c", 0, 0)],
        [(GONE, AN, "b", 0, 1), (GONE, AN, "c", 0, 1)],
    ),
)  # fmt: skip


def _changes(paragraphs: list[WordParagraph]) -> list[tuple[object, ...]]:
    return [
        (each.kind, each.author, each.text, each.start, each.end)
        for paragraph in paragraphs
        for each in paragraph.changes
    ]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_changes(case: tuple[str, str, list[object], list[object]]) -> None:
    _, body, accepted, rejected = case
    assert _changes(read(body)) == accepted
    assert _changes(read(body, View.REJECTED)) == rejected


def test_a_change_that_the_view_has_is_its_stretch_of_the_text() -> None:
    (paragraph,) = read(p("a ", ins("b"), deleted("c"), ins("d"), moved("moveTo", "e")))
    for change in paragraph.changes:
        if change.end > change.start:
            assert paragraph.text[change.start : change.end] == change.text


def test_both_ends_of_a_move_have_one_name() -> None:
    paragraphs = read(p(moved("moveFrom", "x"), "y") + p(moved("moveTo", "x")))
    away, here = (change for each in paragraphs for change in each.changes)
    assert away.move == here.move == "move1"


def test_the_look_before_is_that_of_the_rejected_view() -> None:
    body = p(f"<w:r><w:rPr><w:b/>{_OLD_LOOK}</w:rPr><w:t>b</w:t></w:r>")
    assert read(body)[0].runs[0].look.bold
    assert not read(body, View.REJECTED)[0].runs[0].look.bold


@pytest.mark.parametrize(
    ("body", "has_some"),
    [
        (p("a"), False),
        (p(ins("a")), True),
        (p("a", properties=mark("del")), True),
        (table(row(cell(p("1")), properties=f"<w:ins {BY_AN}/>")), True),
        (p("a", properties=f"<w:pPrChange {BY_AN}><w:pPr/></w:pPrChange>"), True),
    ],
)
def test_a_file_says_whether_it_has_tracked_changes(body: str, *, has_some: bool) -> None:
    from ntmreport.word_reader import read_word_file

    assert read_word_file(docx(body), View.ACCEPTED).has_tracked_changes is has_some
