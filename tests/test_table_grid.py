"""Where a table's cells stand and what names them."""

from __future__ import annotations

from operator import attrgetter

from ntmreport.document import Table
from ntmreport.table_grid import caption, lines, placed, spread

from .render.samples import PLACE
from .render.tables import BODY_TABLE, cell, criteria, head, heads, row

GROUPED = Table(
    (
        heads(head("TT", 0, rows=2), head("Nội dung", 1, rows=2), head("Kết quả", 2, columns=2)),
        heads(head("Kế hoạch", 2), head("Thực hiện", 3)),
        heads(*(head(f"({number})", number - 1) for number in (1, 2, 3, 4))),
        row("I", "Giao thông", "", ""),
        row("1", "Đường xã", "12", "11,5"),
        row("2", "x", "3", "-"),
    ),
    4,
    PLACE,
)

TEXT = attrgetter("text")


def named(table: Table) -> list[tuple[str, str, str]]:
    return [(each.cell.block.text, each.row_name, each.column_name) for each in placed(table)]


def test_a_merged_cell_stands_at_each_of_its_places() -> None:
    texts = [[each.block.text for each in places] for places in spread(criteria(1, 14))]
    assert texts[0] == ["TT", "Tên xã", *["Kết quả thực hiện các tiêu chí"] * 14,
                        "Số tiêu chí đạt chuẩn", "Ghi chú"]  # fmt: skip
    assert texts[1][:4] == ["TT", "Tên xã", "Quy hoạch", "Hạ tầng kinh tế - xã hội"]
    assert all(len(places) == 18 for places in texts)


def test_a_cell_is_named_by_the_words_before_it_and_the_header_above() -> None:
    assert ("11,5", "Đường xã", "Kết quả, Thực hiện") in named(GROUPED)
    assert ("Đường xã", "", "Nội dung") in named(GROUPED)
    # A mark is no name, and a number of a column neither.
    assert ("-", "", "Kết quả, Thực hiện") in named(GROUPED)
    assert ("Kế hoạch", "", "") in named(GROUPED)


def test_criteria_are_named_by_their_numbers() -> None:
    names = [each.names for each in placed(criteria(1)) if each.row == 3]
    assert names[2] == "An Nông, Kết quả thực hiện các tiêu chí, Quy hoạch, 1"
    assert names[20].endswith("Văn hóa - xã hội - môi trường, 19")


def test_a_cell_in_a_sentence() -> None:
    (found,) = [each.sentence for each in placed(GROUPED) if each.cell.block.text == "11,5"]
    assert found == "Đường xã | Kết quả, Thực hiện | 11,5"


def test_rows_as_lines_have_a_column_for_each_column() -> None:
    assert list(lines(GROUPED, TEXT)) == [
        "TT | Nội dung | Kết quả |",
        "| | Kế hoạch | Thực hiện",
        "(1) | (2) | (3) | (4)",
        "I | Giao thông | |",
        "1 | Đường xã | 12 | 11,5",
        "2 | x | 3 | -",
    ]
    assert {line.count("|") for line in lines(criteria(), TEXT)} == {22}
    assert list(lines(BODY_TABLE, TEXT))[-1] == "Tổng | | 106.140"


def test_a_cell_that_reaches_down_stands_in_its_first_row() -> None:
    tall = Table((heads(head("Xã", 0), head("Số", 1)), row("An Nông", "1"), row("", "2")), 2, PLACE)
    first = tall.rows[1]
    merged = Table((tall.rows[0], type(first)((cell("An Nông", 0, rows=2), first.cells[1])),
                    type(first)((tall.rows[2].cells[1],))), 2, PLACE)  # fmt: skip
    assert list(lines(merged, TEXT)) == ["Xã | Số", "An Nông | 1", "| 2"]
    assert ("2", "An Nông", "Số") in named(merged)


def test_words_above_name_a_table_unless_they_are_many() -> None:
    assert caption("Kết quả như sau:") == "Kết quả như sau:"
    many = caption("Kết quả thực hiện " * 20)
    assert len(many) <= 122
    assert many.split() == [*("Kết quả thực hiện " * 20).split()[: len(many.split()) - 1], "…"]
