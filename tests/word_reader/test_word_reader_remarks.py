"""Remarks in the margin: whose they are, what they are on, and their replies."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from ntmreport.word_reader import View, WordRemark, read_word_file

from .test_word_reader_traps import cell, row, table
from .word_files import deleted, docx, ins, mark, p, r, story


def start(identity: int = 1) -> str:
    return f'<w:commentRangeStart w:id="{identity}"/>'


def end(identity: int = 1) -> str:
    reference = f'<w:r><w:commentReference w:id="{identity}"/></w:r>'
    return f'<w:commentRangeEnd w:id="{identity}"/>{reference}'


def comment(identity: int, *paragraphs: str, author: str = "Lan") -> str:
    inner = "".join(
        p(text).replace("<w:p>", f'<w:p w14:paraId="0000000{identity}">') for text in paragraphs
    )
    return (
        f'<w:comment w:id="{identity}" w:author="{author}" w:date="2026-11-20T08:00:00Z">{inner}'
        "</w:comment>"
    )


def remarks(
    body: str, *comments: str, view: View = View.ACCEPTED, threads: str = ""
) -> tuple[WordRemark, ...]:
    parts = {"comments": story("comments", "".join(comments or (comment(1, "Xem lại"),)))}
    if threads:
        parts["commentsExtended"] = story("commentsEx", threads).replace(
            "w:commentsEx", "w15:commentsEx"
        )
    return read_word_file(docx(body, parts), view).remarks


class Case(NamedTuple):
    name: str
    body: str
    quoted: str
    number: int
    start: int
    end: int


CASES = (
    Case("on a number", p("đạt ", start(), "93,44%", end(), "."), "93,44%", 1, 4, 10),
    Case("on a number cut into runs", p(start(), "93", ",4", end()), "93,4", 1, 0, 4),
    Case("within an insertion", p("a", ins(f"{start()}{r('b')}{end()}")), "b", 1, 1, 2),
    Case("over two paragraphs", p("a", start(), "b") + p("c", end(), "d"), "b\nc", 1, 1, 2),
    Case("between paragraphs", p("a") + start() + p("b") + p("c") + end(), "b\nc", 2, 0, 1),
    Case("on a deletion", p("a", start(), deleted("b"), end(), "c"), "b", 1, 1, 1),
    Case("at a place", p("a", '<w:r><w:commentReference w:id="1"/></w:r>', "b"), "", 1, 1, 1),
    Case("on an empty paragraph", p("a") + p(start(), end()), "", 2, 0, 0),
    Case("in a table", p("a") + table(row(cell(p()), cell(p(start(), "2", end())))), "2", 3, 0, 1),
    Case(
        "on a paragraph that is gone",
        p(start(), deleted("a"), end(), properties=mark("del")) + p("b"),
        "a", 1, 0, 0,
    ),
    Case("without an end", p("a", start(), "b"), "", 1, 1, 1),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_a_remark_is_on(case: Case) -> None:
    (remark,) = remarks(case.body)
    assert remark.place is not None
    assert (remark.author, remark.text) == ("Lan", "Xem lại")
    assert (remark.quoted, remark.place.number, remark.start, remark.end) == case[2:]


def test_a_remark_without_a_place_is_told_last() -> None:
    found = remarks(p("a", start(2), "b", end(2)), comment(1, "một"), comment(2, "hai", "dòng"))
    assert [(each.text, each.place is None) for each in found] == [
        ("hai\ndòng", False),
        ("một", True),
    ]


def test_replies_stand_below_the_remark_that_they_answer() -> None:
    threads = (
        '<w15:commentEx w15:paraId="00000001" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000003" w15:paraIdParent="00000002" w15:done="0"/>'
    )
    body = p(start(1), start(2), "a", end(1), end(2))
    comments = (comment(1, "hỏi"), comment(2, "đáp", author="An"), comment(3, "rõ"))
    (remark,) = remarks(body, *comments, threads=threads)
    assert remark.is_resolved
    assert [(each.author, each.text) for each in remark.replies] == [("An", "đáp"), ("Lan", "rõ")]


def test_remarks_that_answer_each_other_in_a_circle_are_told() -> None:
    threads = (
        '<w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000002"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001"/>'
    )
    found = remarks(p("a"), comment(1, "một"), comment(2, "hai"), threads=threads)
    assert sorted(each.text for each in found) == ["hai", "một"]


def test_a_remark_on_what_is_rejected_has_its_place() -> None:
    (remark,) = remarks(p("a", ins(f"{start()}{r('b')}{end()}")), view=View.REJECTED)
    assert (remark.quoted, remark.start, remark.end) == ("b", 1, 1)
