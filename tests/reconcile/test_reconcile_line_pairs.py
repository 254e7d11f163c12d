"""The lines of two files find each other, whatever was changed, moved, split or joined."""

from __future__ import annotations

import pytest

from ntmreport.reconcile.line_pairs import line_pairs
from ntmreport.reconcile.word_lines import WordLine, WordRowLine, line_of
from ntmreport.word_reader import Story, WordLook, WordParagraph, WordPlace, WordRun

ONE = "Toàn huyện có 32/32 xã đạt chuẩn, chiếm 100% số xã, tăng 3 xã so với năm trước"
TWO = "Công tác tuyên truyền được triển khai bằng nhiều hình thức, trên nhiều kênh"
THREE = "Tỷ lệ hộ nghèo giảm còn 2,15%, thu nhập bình quân tăng 4,5 triệu đồng"
FOUR = "Kinh phí thực hiện được phân bổ theo kế hoạch của tỉnh và của huyện"


def line(text: str) -> WordLine:
    place = WordPlace(Story.BODY, 1)
    run = WordRun(text, WordLook(), 0)
    return line_of([WordParagraph(place, "", text, (run,))], Story.BODY)


def row(*texts: str) -> WordRowLine:
    return WordRowLine(texts[0], tuple(line(text) for text in texts))


def paired(old: list[str], new: list[str]) -> list[tuple[str, str, str]]:
    return [
        (
            pair.pairing.value,
            pair.old.text if pair.old is not None else "",
            pair.new.text if pair.new is not None else "",
        )
        for pair in line_pairs([line(text) for text in old], [line(text) for text in new])
    ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ([ONE, TWO], [ONE, TWO], [("stayed", ONE, ONE), ("stayed", TWO, TWO)]),
        (
            [ONE, TWO],
            [ONE, FOUR, TWO],
            [("stayed", ONE, ONE), ("added", "", FOUR), ("stayed", TWO, TWO)],
        ),
        (
            [ONE, TWO, FOUR],
            [ONE, FOUR],
            [("stayed", ONE, ONE), ("removed", TWO, ""), ("stayed", FOUR, FOUR)],
        ),
        (
            [ONE, TWO, THREE, FOUR],
            [TWO, THREE, FOUR, ONE],
            [*(("stayed", each, each) for each in (TWO, THREE, FOUR)), ("moved", ONE, ONE)],
        ),
        ([ONE], [ONE.replace("32/32", "31/32")], [("stayed", ONE, ONE.replace("32/32", "31/32"))]),
        (
            ["Số: ……/BC-UBND", TWO],
            ["Số: 12/BC-UBND", TWO],
            [("stayed", "Số: ……/BC-UBND", "Số: 12/BC-UBND"), ("stayed", TWO, TWO)],
        ),
        ([ONE], [ONE[:34], ONE[34:]], [("split", ONE, ONE)]),
        (
            [ONE, THREE, TWO],
            [ONE[:34], ONE[34:], TWO],
            [("split", ONE, ONE), ("removed", THREE, ""), ("stayed", TWO, TWO)],
        ),
        ([ONE, TWO], [f"{ONE} {TWO}"], [("joined", f"{ONE} {TWO}", f"{ONE} {TWO}")]),
    ],
)
def test_lines_find_their_partners(
    old: list[str], new: list[str], found: list[tuple[str, str, str]]
) -> None:
    assert [
        (kind, one.replace("  ", " "), other.replace("  ", " "))
        for kind, one, other in paired(old, new)
    ] == found


def test_rows_go_by_their_names_and_cells_by_their_columns() -> None:
    old = [row("Xã A", "12", "5"), row("Xã B", "12", "6"), row("Xã C", "7", "1")]
    new = [row("Xã A", "12", "5"), row("Xã B", "13", "6"), row("Xã D", "7", "1")]
    changed = [
        (pair.old.text if pair.old else "", pair.new.text if pair.new else "")
        for pair in line_pairs(old, new)
        if pair.old is None or pair.new is None or pair.old.text != pair.new.text
    ]
    assert changed == [("12", "13"), ("Xã C", "Xã D")]


def cell(*texts: str) -> WordLine:
    place = WordPlace(Story.BODY, 1)
    paragraphs = [WordParagraph(place, "", text, (WordRun(text, WordLook(), 0),)) for text in texts]
    return line_of(paragraphs, Story.BODY, is_cell=True)


def in_cells(old: list[WordLine], new: list[WordLine]) -> list[tuple[str, str, str]]:
    rows = [WordRowLine("Xã A", tuple(old))], [WordRowLine("Xã A", tuple(new))]
    return [
        (
            pair.pairing.value,
            pair.old.text if pair.old is not None else "",
            pair.new.text if pair.new is not None else "",
        )
        for pair in line_pairs(*rows)
    ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ([cell("12")], [cell("13")], [("stayed", "12", "13")]),
        ([cell("12")], [cell("")], [("stayed", "12", "")]),
        ([cell("")], [cell("12")], [("added", "", "12")]),
        ([cell("Xã A")], [cell("Xã A", ONE)], [("stayed", "Xã A", "Xã A"), ("added", "", ONE)]),
        (
            [cell("Xã A"), cell("12"), cell("5")],
            [cell("Xã A"), cell("7"), cell("12"), cell("5")],
            [
                ("stayed", "Xã A", "Xã A"),
                ("added", "", "7"),
                *(("stayed", n, n) for n in ("12", "5")),
            ],
        ),
    ],
)
def test_cells_keep_their_paragraphs_apart(
    old: list[WordLine], new: list[WordLine], found: list[tuple[str, str, str]]
) -> None:
    assert in_cells(old, new) == found
