"""A report's tables as a workbook: numbers where figures are printed, texts everywhere else."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from ntmreport.document import Block, BlockKind, Cell, Document, Row, Run, Table
from ntmreport.figure import Figure, Written
from ntmreport.render.report_workbook import report_workbook
from ntmreport.span import Span

from .conftest import validated  # noqa: F401 - a fixture
from .samples import REPORT
from .sheets_of_reports import shown

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Span("f.j2", 1, 1, 1, 2)
SMALL = Figure(Fraction(8), "xã", "Số xã", Written(HERE), ("a",), 0)
LARGE = Figure(Fraction(190_113), "người", "Số người", Written(HERE), ("b",), 0)
SHARE = Figure(Fraction("93.5"), "%", "Tỷ lệ", Written(HERE), ("c",), 1)

CELLS: list[tuple[tuple[Run, ...], object, str]] = [
    ((Run("190.113", figure=LARGE),), 190_113, "[$-42A]#,##0"),
    ((Run("08", figure=SMALL),), 8, "[$-42A]00"),
    ((Run("93,5%", figure=SHARE),), 0.935, "[$-42A]#,##0.0%"),
    ((Run("93,5", figure=SHARE),), 93.5, "[$-42A]#,##0.0"),
    ((Run("khoảng 190.113", figure=LARGE),), 190_113, '[$-42A]"khoảng "#,##0'),
    ((Run("190.113", figure=LARGE), Run(" người")), 190_113, '[$-42A]#,##0" người"'),
    ((Run("190.113", figure=LARGE), Run(" và "), Run("08", figure=SMALL)), None, "General"),
    ((Run("08", figure=LARGE),), None, "General"),
    ((Run("12"),), 12, "General"),
    ((Run("08"),), None, "General"),
    ((Run("=1+1"),), None, "General"),
    ((Run('=HYPERLINK("x")'),), None, "General"),
    ((Run("-"),), None, "General"),
    ((Run("5/7/2021"),), None, "General"),
]
"""What a cell prints, the number that it holds, None for its text, and its format."""


def table_of(*rows: tuple[Run, ...], head: str = "Số liệu") -> Table:
    heads = Row((Cell(Block(BlockKind.HEADER_CELL, "", (Run(head),), HERE), 0),), is_header=True)
    body = [Row((Cell(Block(BlockKind.CELL, "", runs, HERE), 0),)) for runs in rows]
    return Table((heads, *body), 1, HERE)


def document(*body: Block | Table) -> Document:
    frame = {
        "issuer": ((Run("ỦY BAN NHÂN DÂN"),), (Run("R&D"),)),
        "number": ((Run("Số: 1/BC"),), (Run("DỰ THẢO"),)),
    }
    return replace(REPORT, frame=frame, body=body, annexes=())


@pytest.mark.parametrize(("runs", "value", "format_"), CELLS)
def test_a_cell(runs: tuple[Run, ...], value: object, format_: str) -> None:
    content = report_workbook(document(table_of(runs)))
    assert content is not None
    (page,) = load_workbook(io.BytesIO(content)).worksheets
    text = "".join(run.text for run in runs)
    cell = page["A2"]
    assert cell.value == (text if value is None else value)
    assert (cell.data_type, cell.number_format) == ("s" if value is None else "n", format_)
    assert shown(content) == [["Số liệu", text]]


def test_what_stands_around_a_table_and_names_its_sheet(
    validated: Callable[..., list[Any]],  # noqa: F811 - the fixture
) -> None:
    caption = Block(BlockKind.CAPTION, "", (Run("Bảng 2. Kết quả: năm/quý"),), HERE)
    unit = Block(BlockKind.UNIT, "", (Run("Đơn vị tính: xã"),), HERE)
    note = (Run("08", figure=SMALL), Run("[Số liệu ước]", note=1))
    content = report_workbook(
        document(caption, unit, table_of(note), caption, table_of(note), table_of(note))
    )
    assert content is not None
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Bảng 2", "Bảng 2 (2)", "Bảng 3"]
    assert shown(content)[0] == [
        "Bảng 2. Kết quả: năm/quý", "Đơn vị tính: xã", "Số liệu", "08", "Số liệu ước",
    ]  # fmt: skip
    page = book.worksheets[0]
    assert page.oddHeader is not None
    assert page.oddHeader.left.text == "ỦY BAN NHÂN DÂN R&&D"
    assert page.oddHeader.right.text == "DỰ THẢO"
    assert (page.print_title_rows, page.page_setup.paperSize) == ("$3:$3", 9)
    assert validated(content, ".xlsx") == []


def test_a_report_without_tables_has_none() -> None:
    assert report_workbook(document()) is None
