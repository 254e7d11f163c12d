"""Rows of composed text: cells, heads, merging, and what makes no table."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ntmreport import refusal_messages as refusals
from ntmreport.compose import Form
from ntmreport.compose.composing import Assembly
from ntmreport.compose.markup import MarkupError, parse
from ntmreport.compose.table_markup import TableError
from ntmreport.compose.text_marks import PrintedFigures, literal
from ntmreport.document import Block, BlockKind, Cell, Run, Table
from ntmreport.figure import Figure, Written
from ntmreport.span import Span

if TYPE_CHECKING:
    from ntmreport.refusal_messages import RefusalMessage

FORM = Form("form", {}, b"")
FIGURE = Figure(Fraction(8), "xã", "Số xã", Written(Span("f.yaml", 1, 1, 1, 2)))

Shape = tuple[str, int, int, int]

# Whatever a file of the data can carry on one line.
any_text = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\u2028\u2029\ufeff")
)


def assembled(text: str, printed: PrintedFigures | None = None) -> Assembly:
    assembly = Assembly()
    for part in parse(text, printed or PrintedFigures(), FORM, []):
        assembly.add(part)
    assembly.end_table()
    return assembly


def table(text: str, printed: PrintedFigures | None = None) -> Table:
    (only,) = assembled(text, printed).body
    assert isinstance(only, Table)
    return only


def shapes(found: Table) -> list[list[Shape]]:
    return [[shape(cell) for cell in row.cells] for row in found.rows]


def shape(cell: Cell) -> Shape:
    return cell.block.text, cell.column, cell.columns, cell.rows


def test_a_row_is_cells_between_bars() -> None:
    plain = table("| 1 | An Nông |  | x |\n|2|Dân Lý|**3**|4")
    assert plain.columns == 4
    assert shapes(plain) == [
        [("1", 0, 1, 1), ("An Nông", 1, 1, 1), ("", 2, 1, 1), ("x", 3, 1, 1)],
        [("2", 0, 1, 1), ("Dân Lý", 1, 1, 1), ("3", 2, 1, 1), ("4", 3, 1, 1)],
    ]
    assert plain.rows[1].cells[2].block.runs == (Run("3", bold=True),)
    assert not any(row.is_header for row in plain.rows)


@pytest.mark.parametrize("line", ["|", "||", "|  |"])
def test_a_row_has_a_cell(line: str) -> None:
    assert shapes(table(line)) == [[("", 0, 1, 1)]]


def test_a_head_of_three_levels() -> None:
    head = table(
        "|= TT |= Xã |= Vốn  |= <    |= <    |\n"
        "|= ^  |= ^  |= Tổng |= Gồm  |= <    |\n"
        "|= ^  |= ^  |= ^    |= Tỉnh |= Xã   |\n"
        "| 1   | A   | 3     | 1     | 2     |\n"
    )
    assert shapes(head) == [
        [("TT", 0, 1, 3), ("Xã", 1, 1, 3), ("Vốn", 2, 3, 1)],
        [("Tổng", 2, 1, 2), ("Gồm", 3, 2, 1)],
        [("Tỉnh", 3, 1, 1), ("Xã", 4, 1, 1)],
        [("1", 0, 1, 1), ("A", 1, 1, 1), ("3", 2, 1, 1), ("1", 3, 1, 1), ("2", 4, 1, 1)],
    ]
    assert [row.is_header for row in head.rows] == [True, True, True, False]
    kinds = {cell.block.kind for row in head.rows[:3] for cell in row.cells}
    assert kinds == {BlockKind.HEADER_CELL}


def test_a_cell_can_be_merged_both_ways() -> None:
    assert shapes(table("| a | < | b |\n| ^ | < | c |")) == [
        [("a", 0, 2, 2), ("b", 2, 1, 1)],
        [("c", 2, 1, 1)],
    ]


def test_a_head_cell_at_the_side_is_no_head() -> None:
    side = table("|= Tổng | 1 |\n|= Xã | 2 |")
    assert not any(row.is_header for row in side.rows)
    assert side.rows[0].cells[0].block.kind is BlockKind.HEADER_CELL
    assert side.rows[0].cells[1].block.kind is BlockKind.CELL


def test_a_head_below_rows_begins_another_table() -> None:
    found = assembled("|= A |\n| 1 |\n|= B |= C |\n| 2 | 3 |").body
    assert [part.columns for part in found if isinstance(part, Table)] == [1, 2]


def test_a_paragraph_ends_a_table() -> None:
    found = assembled("| 1 |\nĐoạn\n| 2 | 3 |").body
    assert [type(part) for part in found] == [Table, Block, Table]


def test_a_long_row_goes_on_in_the_next_line() -> None:
    assert shapes(table("| a\n  | b\n  c |")) == [[("a", 0, 1, 1), ("b c", 1, 1, 1)]]


def test_bars_and_marks_with_a_backslash_are_words() -> None:
    assert shapes(table(r"| a \| b | \< | \^ |")) == [
        [("a | b", 0, 1, 1), ("<", 1, 1, 1), ("^", 2, 1, 1)]
    ]
    (paragraph,) = assembled(r"\| a").body
    assert isinstance(paragraph, Block)
    assert paragraph.text == "| a"


def test_a_figure_in_a_cell_is_that_figure() -> None:
    printed = PrintedFigures()
    mark = printed.mark(FIGURE, "08")
    (row,) = table(f"| **{mark}** | {mark} xã |", printed).rows
    assert row.cells[0].block.runs == (Run("08", bold=True, figure=FIGURE),)
    assert row.cells[1].block.runs == (Run("08", figure=FIGURE), Run(" xã"))


@given(any_text)
@example("a\\")
@example("|\\|")
def test_no_text_of_the_data_is_a_bar_or_a_mark(text: str) -> None:
    (row,) = table(f"| {literal(text)} | b |").rows
    assert [cell.block.text for cell in row.cells] == [text, "b"]


@given(st.lists(st.lists(st.sampled_from(["a", "<", "^", "=a", "=<", "=^"]), min_size=1)))
def test_rows_fill_a_table_or_are_refused(rows: list[list[str]]) -> None:
    text = "\n".join("".join(f"|{cell} " for cell in row) + "|" for row in rows)
    try:
        found = assembled(text).body
    except TableError:
        return
    for part in found:
        assert isinstance(part, Table)
        places = [
            (number + down, cell.column + right)
            for number, row in enumerate(part.rows)
            for cell in row.cells
            for down in range(cell.rows)
            for right in range(cell.columns)
        ]
        grid = itertools.product(range(len(part.rows)), range(part.columns))
        assert sorted(places) == list(grid)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("| a | b |\n| c |", "this row has 1 cells, the first row of the table has 2"),
        ("| < | b |", "the cell `<` has none to be merged with"),
        ("| a | ^ |", "the cell `^` has none to be merged with"),
        ("| a | < |\n| ^ | b |", "the merged cells make no rectangle"),
        ("|= a |\n| ^ |", "a cell of the head is merged with one below the head"),
    ],
)
def test_what_makes_no_table(text: str, message: str) -> None:
    with pytest.raises(TableError) as caught:
        assembled(text)
    assert caught.value.message.message.en == message


def test_bold_ends_in_its_cell() -> None:
    with pytest.raises(MarkupError):
        assembled("| **a | b** |")


def test_an_annex_takes_what_follows_it() -> None:
    found = assembled(
        "Đoạn\n@annex Mẫu biểu số 01\n@annex_title TIÊU ĐỀ\n@annex_reference (Kèm theo)\n"
        "| 1 |\n@signer Lê\n@annex Mẫu biểu số 02\nCuối"
    )
    assert [part.text for part in found.body if isinstance(part, Block)] == ["Đoạn"]
    assert found.frame == {"signer": ((Run("Lê"),),)}
    first, second = found.annexes
    assert (first.name, first.title) == ("Mẫu biểu số 01", "TIÊU ĐỀ")
    assert [type(part) for part in first.content] == [Block, Block, Block, Table]
    assert (second.name, second.title) == ("Mẫu biểu số 02", "")
    assert [part.kind for part in second.content if isinstance(part, Block)] == [
        BlockKind.ANNEX,
        BlockKind.PARAGRAPH,
    ]


def test_columns_are_set_by_the_line_above() -> None:
    found = table("@columns 1% center | 5 left | 2 decimal\n|= TT |= Tên |= Số\n| 1 | A | 2")
    assert found.widths == (1, 5, 2)
    assert found.alignments == ("center", "left", "decimal")
    assert table("@columns | right\n| 1 | 2").alignments == (None, "right")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@columns 1 | trái\n| 1 | 2", refusals.COLUMN_ENTRY),
        ("@columns 0 | 1\n| 1 | 2", refusals.COLUMN_ENTRY),
        ("@columns 1 | left\n| 1 | 2", refusals.COLUMN_WIDTHS),
        ("@columns 1 | 2\n| 1 | 2 | 3", refusals.COLUMN_NUMBER),
        ("@columns 1 | 2\nLời", refusals.COLUMNS_WITHOUT_TABLE),
        ("@columns 1 | 2", refusals.COLUMNS_WITHOUT_TABLE),
        ("@landscape Bảng 1\n| 1 | 2", refusals.WORDS_BEHIND),
        ("@landscape\n| 1 | 2", refusals.NOT_TURNED_BACK),
        ("@landscape\n| 1 | 2\n@portrait", refusals.NOT_TURNED_BACK),
    ],
)
def test_settings_that_go_wrong_are_told_at_their_line(text: str, message: RefusalMessage) -> None:
    with pytest.raises(TableError) as caught:
        assembled(text).end()
    assert caught.value.message.message.vi.split()[0] == message.message.vi.split()[0]


@pytest.mark.parametrize(
    ("text", "lying"),
    [
        ("A\n@landscape\nB\n@portrait\nC", ((1, 2),)),
        ("A\n@landscape\n@portrait\nC", ()),
        ("@landscape\nB\n@portrait\n@landscape\nC\n@portrait\nD", ((0, 2),)),
        ("A\n@portrait\nB", ()),
    ],
)
def test_paper_lies_between_two_lines(text: str, lying: tuple[tuple[int, int], ...]) -> None:
    assembly = assembled(text)
    assembly.end()
    assert assembly.lying == lying


def test_an_annex_says_how_its_paper_lies() -> None:
    annexes = assembled("@annex I\n@portrait\nA\n@annex II\nB\n@annex III\n@landscape").annexes
    assert [annex.is_upright for annex in annexes] == [True, None, False]
