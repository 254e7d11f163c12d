"""Columns are as wide as what stands in them asks, whatever machine works it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ntmreport.render.column_widths import Letters, Measured, measured, widths

from .tables import BODY_TABLE, criteria

if TYPE_CHECKING:
    from ntmreport.document import Table

LETTERS = Letters(24, is_bold=False, margins=114)
PORTRAIT, LANDSCAPE = 9071, 14003


def cells(table: Table) -> list[Measured]:
    return [
        measured(
            cell.block.text,
            replace(LETTERS, is_bold=row.is_header),
            cell.column,
            cell.columns,
            is_header=row.is_header,
        )
        for row in table.rows
        for cell in row.cells
    ]


def of(table: Table, total: int) -> list[int]:
    return widths(cells(table), table.columns, total)


@st.composite
def any_cells(draw: st.DrawFn) -> tuple[list[Measured], int]:
    columns = draw(st.integers(1, 8))
    found = []
    for _ in range(draw(st.integers(0, 20))):
        column = draw(st.integers(0, columns - 1))
        text = draw(st.text(max_size=60))
        across = draw(st.integers(1, columns - column))
        found.append(measured(text, LETTERS, column, across, is_header=draw(st.booleans())))
    return found, columns


@given(any_cells(), st.integers(0, 20_000))
def test_columns_fill_the_table_exactly(found: tuple[list[Measured], int], total: int) -> None:
    columns = widths(*found, total)
    assert len(columns) == found[1]
    assert sum(columns) == (total if any(columns) else 0)
    assert all(width >= 0 for width in columns)


@given(any_cells())
def test_no_word_is_cut_where_there_is_room(found: tuple[list[Measured], int]) -> None:
    measured_cells, columns = found
    room = sum(cell.word for cell in measured_cells) + 1
    share = widths(measured_cells, columns, room)
    for cell in measured_cells:
        assert sum(share[cell.column : cell.column + cell.columns]) >= cell.word


def test_columns_of_figures_are_narrow_and_alike() -> None:
    first, name, planning, *others, number, note = of(criteria(), LANDSCAPE)
    assert max(others) - min(others) <= 1
    assert abs(first - others[0]) <= 1
    assert others[0] < 500 < planning < number < name < note


def test_what_is_left_goes_to_the_words() -> None:
    first, source, result = of(BODY_TABLE, PORTRAIT)
    assert first < 600
    assert first < result < source


def test_too_many_words_for_the_paper_are_shared_out() -> None:
    columns = of(criteria(), 6000)
    assert sum(columns) == 6000
    assert min(columns) > 0


def test_long_texts_take_about_as_many_lines_as_each_other() -> None:
    long = [measured("chữ " * n, LETTERS, at, 1, is_header=False) for at, n in ((0, 100), (1, 300))]
    one, other = widths(long, 2, PORTRAIT)
    assert 2.8 < other / one < 3.2


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [("iii", "mmm"), ("an", "An Nông"), ("i", "đ"), ("o", "oo"), ("xã", "xã,")],
)
def test_letters_have_their_own_widths(shorter: str, longer: str) -> None:
    def whole(text: str) -> int:
        return measured(text, LETTERS, 0, 1, is_header=False).whole

    assert whole(shorter) < whole(longer)


def test_marks_on_letters_take_no_room() -> None:
    plain, marked = (measured(text, LETTERS, 0, 1, is_header=False) for text in ("an", "ấn"))
    assert plain == marked


def test_bold_and_large_letters_are_wider() -> None:
    sizes = [
        measured("Kết quả", letters, 0, 1, is_header=True).word
        for letters in (LETTERS, replace(LETTERS, is_bold=True), replace(LETTERS, half_points=28))
    ]
    assert sizes == sorted(set(sizes))


def test_a_word_ends_at_a_hyphen_and_not_at_a_comma() -> None:
    def word(text: str) -> int:
        return measured(text, LETTERS, 0, 1, is_header=False).word

    assert word("kinh-tế") < word("kinhtế")
    assert word("12.500,75") > word("12.500")
