"""What changed in tables and annexes: a cell is named by its annex, its row and its column."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from ntmreport.diff import ChangeKind, Changes, changes_between, compiled_side
from ntmreport.diff.comparison_html import render_html
from ntmreport.diff.comparison_markdown import render_markdown
from ntmreport.diff.comparison_text import render_json, render_text
from ntmreport.document import Annex, Table
from ntmreport.language import Language
from tests.render.samples import BODY
from tests.render.tables import BODY_TABLE, FIRST, SECOND, annex, cell, criteria, with_tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ntmreport.document import Document

VIETNAMESE = Language.VIETNAMESE


@pytest.fixture(scope="module")
def between(fixtures: Path) -> Callable[[Document, Document], Changes]:
    """The difference between two documents of the same data."""
    side = compiled_side(fixtures / "data/2021", None)

    def compare(old: Document, new: Document) -> Changes:
        return changes_between(replace(side, document=old), replace(side, document=new))

    return compare


def with_cell(table: Table, row: int, column: int, said: str) -> Table:
    rows = list(table.rows)
    cells = list(rows[row].cells)
    cells[column] = replace(cell(said, cells[column].column), columns=cells[column].columns)
    rows[row] = replace(rows[row], cells=tuple(cells))
    return replace(table, rows=tuple(rows))


def with_table(whole: Annex, table: Table) -> Annex:
    return Annex((*(part for part in whole.content if not isinstance(part, Table)), table))


def test_a_changed_cell_is_named_by_annex_row_and_column(
    between: Callable[[Document, Document], Changes],
) -> None:
    changed = with_table(FIRST, with_cell(criteria(), 4, 21, "15"))
    found = between(with_tables(FIRST, SECOND), with_tables(changed, SECOND))
    (change,) = found.passages
    assert change.change is ChangeKind.CHANGED
    assert change.passage.section == "Mẫu biểu số 01, Bình Sơn, Số tiêu chí đạt chuẩn"
    assert [(piece.change, piece.text) for piece in change.pieces] == [
        (ChangeKind.REMOVED, "17"),
        (ChangeKind.ADDED, "15"),
    ]


def test_every_format_names_the_cell(
    between: Callable[[Document, Document], Changes],
) -> None:
    new = with_tables(body=(*BODY, with_cell(BODY_TABLE, 1, 2, "13.000")))
    found = between(with_tables(body=(*BODY, BODY_TABLE)), new)
    where = "I.1.1.1.a), Ngân sách trung ương, Kết quả (triệu đồng)"
    assert f"  {where}\n    [-12.500-]{{+13.000+}}\n" in render_text(found, VIETNAMESE)
    assert f"<strong>{where}</strong>" in render_html(found, VIETNAMESE)
    assert "<del>12.500</del><ins>13.000</ins>" in render_markdown(found, VIETNAMESE)
    assert "Ngân sách trung ương" in render_markdown(found, VIETNAMESE)
    (sentence,) = json.loads(render_json(found))["sentences"]
    assert (sentence["section"], sentence["old"], sentence["new"]) == (where, "12.500", "13.000")


def test_rows_that_came_and_went_are_told_whole(
    between: Callable[[Document, Document], Changes],
) -> None:
    table = criteria(9, 14)
    shorter = replace(table, rows=(*table.rows[:5], *table.rows[6:]))
    full, less = (with_tables(annex("Phụ lục I", "Tiêu chí", each)) for each in (table, shorter))
    for old, new, what in ((full, less, ChangeKind.REMOVED), (less, full, ChangeKind.ADDED)):
        (change,) = between(old, new).passages
        assert change.change is what
        assert change.passage.section == "Phụ lục I"
        assert change.passage.text.startswith("3 | Dân Lực | - | x")


def test_a_row_is_the_same_row_whatever_its_figures_say(
    between: Callable[[Document, Document], Changes],
) -> None:
    table = with_cell(with_cell(BODY_TABLE, 1, 0, "5"), 1, 2, "7")
    found = between(with_tables(body=(BODY_TABLE,)), with_tables(body=(table,)))
    assert [(c.change, c.passage.section, c.passage.text) for c in found.passages] == [
        (ChangeKind.CHANGED, "Ngân sách trung ương, TT", "5"),
        (ChangeKind.CHANGED, "Ngân sách trung ương, Kết quả (triệu đồng)", "7"),
    ]


def test_an_annex_that_came_is_told(between: Callable[[Document, Document], Changes]) -> None:
    found = between(with_tables(FIRST), with_tables(FIRST, SECOND))
    assert {change.change for change in found.passages} == {ChangeKind.ADDED}
    assert {change.passage.section for change in found.passages} == {"Mẫu biểu số 02"}
    texts = [change.passage.text for change in found.passages]
    assert texts[:2] == ["Mẫu biểu số 02", "Kết quả huy động nguồn lực"]
    assert "1 | Ngân sách trung ương | 12.500" in texts


def test_the_same_tables_are_no_change(
    between: Callable[[Document, Document], Changes],
) -> None:
    assert between(with_tables(FIRST, SECOND), with_tables(FIRST, SECOND)).passages == ()
