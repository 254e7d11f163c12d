"""Lists of figures as files: text stays text, numbers stay numbers, pages can be printed."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from typing import TYPE_CHECKING, cast

import openpyxl
import pytest

from ntmreport.figure import Computed, Counted, Figure, Operation, Stated, Written
from ntmreport.language import Language
from ntmreport.lineage import Entry, Printing
from ntmreport.lineage.earlier_periods import FiguresBefore
from ntmreport.lineage.figure_list import as_csv, as_workbook
from ntmreport.model import ReportPeriod
from ntmreport.span import Span
from ntmreport.workbook_bytes import MOST_OF_A_CELL

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from ntmreport.span import Path

PLACE = Span("data/2021/a.yaml", 1, 1, 1, 2)
VI, EN = Language.VIETNAMESE, Language.ENGLISH
HARMFUL = (
    "=1+1",
    '=HYPERLINK("http://x")',
    "+1",
    "@SUM(A1)",
    "-x",
    "\tx",
    "\r=1",
    " =1",
    "＝1+1",
    "\u200b=1+1",
    "\xa0@SUM(A1)",
    "#N/A",
)
YEAR = ReportPeriod(2020, 2020)


def entry(
    value: float | Fraction = 1, unit: str = "ha", label: str = "Diện tích", printed: str = ""
) -> Entry:
    figure = Figure(Fraction(value), unit, label, Written(PLACE), ("a", "b"), 0)
    return Entry(figure, (Printing(0, 0, printed, "I.1", ""),) if printed else ())


def sheet_of(workbook: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    assert sheet is not None
    return cast("Worksheet", sheet)


def cells(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter))


@pytest.mark.parametrize("text", HARMFUL)
@pytest.mark.parametrize("column", ["unit", "label"])
def test_text_is_never_a_formula(text: str, column: str) -> None:
    listed = [entry(unit=text) if column == "unit" else entry(label=text)]
    if text[0] not in "\t\r":  # which no data can hold, and no workbook either
        for line in sheet_of(as_workbook(listed, None, VI)).iter_rows():
            assert not any(cell.data_type in {"f", "e"} for cell in line)
    for language, delimiter in ((VI, ";"), (EN, ",")):
        _, row = cells(as_csv(listed, None, language), delimiter)
        assert (f"'{text}" in row) is (text != "#N/A")


@pytest.mark.parametrize(("value", "vi", "en"), [(-3, "-3", "-3"), (1204, "1204", "1204")])
def test_a_negative_number_stays_a_number(value: int, vi: str, en: str) -> None:
    listed = [entry(value, printed=f"{value}%")]
    for language, delimiter, text in ((VI, ";", vi), (EN, ",", en)):
        _, row = cells(as_csv(listed, None, language), delimiter)
        assert row[1] == text
        assert f"{value}%" in row
    assert sheet_of(as_workbook(listed, None, VI)).cell(2, 2).value == value


def test_a_number_with_more_digits_than_excel_keeps_is_text() -> None:
    cell = sheet_of(as_workbook([entry(12345678901234567)], None, VI)).cell(2, 2)
    assert (cell.value, cell.data_type) == ("12345678901234567", "s")


@pytest.mark.parametrize("letter", ["ạ", "\U0001f33e"])
def test_a_text_too_long_for_a_cell_says_how_much_is_left_out(letter: str) -> None:
    text = letter * (MOST_OF_A_CELL + 1)
    value = str(sheet_of(as_workbook([entry(label=text)], None, VI)).cell(2, 1).value)
    assert len(value.encode("utf-16-le")) // 2 <= MOST_OF_A_CELL
    kept, _, rest = value.partition("… (còn ")
    assert kept == letter * len(kept)
    assert int(rest.removesuffix(" ký tự)")) == len(text) - len(kept)


def test_the_year_before_has_a_column_where_it_is_known() -> None:
    listed = [entry(5)]
    assert "Năm trước" not in as_csv(listed, None, VI)
    then = Figure(Fraction("4.5"), "ha", "Diện tích", Written(PLACE), ("a", "b"), 1)
    _, row = cells(as_csv(listed, FiguresBefore(YEAR, {("a", "b"): then}), VI), ";")
    assert row[1:4] == ["5", "ha", "4,5"]
    other = Figure(Fraction(4), "xã", "Diện tích", Written(PLACE), ("a", "b"), 0)
    earlier: tuple[dict[Path, Figure], ...] = ({("a", "b"): other}, {})
    for before in earlier:
        _, row = cells(as_csv(listed, FiguresBefore(YEAR, before), VI), ";")
        assert row[1:4] == ["5", "ha", ""]


@pytest.mark.parametrize(
    ("period", "head"),
    [
        (ReportPeriod(2020, 2020), "Năm trước"),
        (ReportPeriod(2020, 2020, 6), "Cùng kỳ năm trước"),
        (ReportPeriod(2016, 2020), "Giai đoạn trước"),
    ],
)
def test_the_column_of_earlier_values_is_called_by_its_period(
    period: ReportPeriod, head: str
) -> None:
    before = FiguresBefore(period, {})
    assert cells(as_csv([entry()], before, VI), ";")[0][3] == head
    assert sheet_of(as_workbook([entry()], before, VI)).cell(1, 4).value == head


def test_a_computation_is_told_in_words() -> None:
    part, whole = entry(1, label="Nhóm › Tử số").figure, entry(4, label="Nhóm › Mẫu số").figure
    share = Figure(Fraction(25), "%", "Tỷ lệ", Computed(Operation.SHARE, (part, whole)), ("s",))
    count = Figure(Fraction(2), "mục", "Số mục", Counted(PLACE, (PLACE, PLACE)), ("c",), 0)
    said = Figure(Fraction(2), "mục", "Số mục", Stated(PLACE, None), ("d",), 0)
    found = [
        row[6]
        for row in cells(
            as_csv([*map(plain, (share, count, said))], FiguresBefore(YEAR, {}), VI), ";"
        )[1:]
    ]
    assert found == [
        "1 (Tử số) / 4 (Mẫu số) × 100",
        "đếm 2 mục",
        "số công bố, dữ liệu không cho ra",
    ]


def plain(figure: Figure) -> Entry:
    return Entry(figure, ())


def test_the_workbook_prints_on_a4() -> None:
    sheet = sheet_of(as_workbook([entry()], None, VI))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "B2"
