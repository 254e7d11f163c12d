"""What comes back in workbooks: each trouble has its right outcome, and nothing is guessed."""

from __future__ import annotations

import datetime
import difflib
import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from ntmreport.language import Language
from ntmreport.sheets.data_edits import with_changes
from ntmreport.sheets.office_workbook import VALUES_SHEET
from ntmreport.sheets.sheet_comparison import Resolution, change_lines
from ntmreport.zip_package import write_package

from .workbooks import (
    DATA,
    cell_of,
    codes,
    collect,
    compare,
    edited,
    handed_out,
    text_after,
    text_now,
    typed,
    values_page,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook

    from ntmreport.sheets.office_sheets import OfficeSheets

NUMERATOR = "health.insurance.whole.numerator"
PERCENT = "health.child_malnutrition.whole.stunted_percent"
DAY = "health.insurance.as_of"
YEAR = "health.insurance.rural.baseline.year"
TEXT = "health.text"

LIST = "Theo cấp học"

CELLS: list[tuple[str, object, str, str]] = [
    # a number as people type it
    (NUMERATOR, 190_500, "", "numerator: 190500"),
    (NUMERATOR, "190500", "", "numerator: 190500"),
    (NUMERATOR, "'190500".lstrip("'"), "@", "numerator: 190500"),
    (NUMERATOR, " 190500 ", "", "numerator: 190500"),
    (NUMERATOR, "190.500", "", "numerator: 190500"),
    (NUMERATOR, "190,500", "", "numerator: 190500"),
    (NUMERATOR, "190 500", "", "numerator: 190500"),
    (NUMERATOR, "190\u00a0500", "", "numerator: 190500"),
    (NUMERATOR, "190\u202f500", "", "numerator: 190500"),
    (NUMERATOR, "190500 người", "", "numerator: 190500"),
    (NUMERATOR, 190_500.0, "", "numerator: 190500"),
    (NUMERATOR, 190_500.4, "", "NTM704"),
    (NUMERATOR, -5, "", "NTM704"),
    (NUMERATOR, "19O500", "", "NTM704"),
    (NUMERATOR, "khoảng 190500", "", "NTM704"),
    (NUMERATOR, "không", "", "NTM704"),
    (NUMERATOR, "#N/A", "", "NTM704"),
    (NUMERATOR, True, "", "NTM704"),
    (NUMERATOR, datetime.datetime(2021, 9, 30), "", "NTM704"),
    (NUMERATOR, 0.5, "0%", "NTM704"),
    (NUMERATOR, "=190000+500", "", "NTM704"),
    (NUMERATOR, None, "", "NTM711"),
    (NUMERATOR, "   ", "", "NTM711"),
    # a share
    (PERCENT, 9.3, "", "stunted_percent: 9.3"),
    (PERCENT, "9,3", "", "stunted_percent: 9.3"),
    (PERCENT, "9.3", "", "stunted_percent: 9.3"),
    (PERCENT, "9,3%", "", "stunted_percent: 9.3"),
    (PERCENT, 0.093, "0.0%", "stunted_percent: 9.3"),
    (PERCENT, 0.57999999999999996, "", "stunted_percent: 0.58"),
    (PERCENT, "0,075", "", "stunted_percent: 0.075"),
    (PERCENT, "9,300", "", "NTM704"),
    (PERCENT, "9.300", "", "NTM704"),
    (PERCENT, "9.1", "", ""),
    (PERCENT, 9.1, "", ""),
    (PERCENT, "9,10", "", ""),
    # a day
    (DAY, datetime.datetime(2021, 12, 31), "", "as_of: 2021-12-31"),
    (DAY, datetime.date(2021, 12, 31), "", "as_of: 2021-12-31"),
    (DAY, 44561, "General", "as_of: 2021-12-31"),
    (DAY, "31/12/2021", "", "as_of: 2021-12-31"),
    (DAY, "31-12-2021", "", "as_of: 2021-12-31"),
    (DAY, "31.12.2021", "", "as_of: 2021-12-31"),
    (DAY, "2021-12-31", "", "as_of: 2021-12-31"),
    (DAY, "ngày 31 tháng 12 năm 2021", "", "as_of: 2021-12-31"),
    (DAY, "12/2021", "", "NTM704"),
    (DAY, "31/13/2021", "", "NTM704"),
    (DAY, 9, "General", "NTM704"),
    (DAY, "hết năm", "", "NTM704"),
    # a year
    (YEAR, 2011, "", "year: 2011"),
    (YEAR, "2011", "", "year: 2011"),
    (YEAR, "năm 2011", "", "NTM704"),
    (YEAR, 11, "", "NTM704"),
    (YEAR, datetime.datetime(2011, 1, 1), "", "NTM704"),
    # a text
    (TEXT, "Hai đoạn\nliền nhau.", "", "NTM716 text: Hai đoạn liền nhau."),
    (TEXT, "- xây đường: 5 km", "", 'text: "- xây đường: 5 km"'),
    (TEXT, "=SUM(1)", "", "NTM704"),
    (TEXT, datetime.datetime(2021, 10, 5), "", "NTM704"),
    (TEXT, "  Huyện và các xã đã chỉ đạo công tác tuyên truyền, nâng cao tỷ lệ người tham gia "
           "BHYT. ", "", ""),
]  # fmt: skip
"""Path, what is typed, the cell's format; the rule and the line of the file, "" for no change."""


@pytest.fixture(scope="module")
def now(fixtures: Path) -> OfficeSheets:
    """What the offices of the frozen data fill in."""
    return handed_out(fixtures)


@pytest.fixture(scope="module")
def health(now: OfficeSheets) -> bytes:
    return now.workbook("health")


@pytest.fixture(scope="module")
def education(now: OfficeSheets) -> bytes:
    return now.workbook("education")


@pytest.mark.parametrize(("path", "value", "number_format", "outcome"), CELLS)
def test_a_cell_is_read_or_told(
    now: OfficeSheets, health: bytes, path: str, value: object, number_format: str, outcome: str
) -> None:
    found = compare(now, {"health": typed(health, {path: value}, number_format)})
    before, after = text_now(now, "health"), text_after(now, found[0])
    said, _, line_after = outcome.partition(" ") if outcome.startswith("NTM") else ("", "", outcome)
    assert codes(found) == ([said] if said else [])
    changed = [line for line in after.split("\n") if line not in before.split("\n")]
    assert [line.strip() for line in changed] == ([line_after] if line_after else [])


@pytest.mark.parametrize(
    ("path", "value", "code"), [(NUMERATOR, 204_380, "NTM306"), (PERCENT, 101, "NTM308")]
)
def test_what_makes_an_error_is_not_written(
    project: Path, health: bytes, path: str, value: object, code: str
) -> None:
    found = collect(project, {"health": typed(health, {path: value})})
    assert codes(found.workbooks) == [code]
    assert found.texts == {}


def test_what_was_not_touched_changes_nothing(fixtures: Path) -> None:
    sheets = handed_out(fixtures, every=True)
    books = {name: sheets.workbook(name) for name in sheets.sheets}
    found = compare(sheets, books)
    assert codes(found) == []
    assert [one.changes for one in found] == [[]] * len(books)
    assert books == {name: sheets.workbook(name) for name in sheets.sheets}


def test_data_comes_back_to_the_character(project: Path, now: OfficeSheets) -> None:
    """Every number is taken out of the data, handed out blank, filled in, collected."""
    filled: dict[str, dict[str, object]] = {}
    for name, identity in now.identities.items():
        numbers = {
            path: float(text)
            for path, text in identity.handed_out.items()
            if _is_number(text) and "[" not in path
        }
        if numbers:
            filled[name] = dict(numbers)
            blanked = with_changes(
                text_now(now, name), {tuple(path.split(".")): "" for path in numbers}
            )
            assert blanked is not None
            (project / DATA / f"{name}.yaml").write_text(blanked, "utf-8", newline="\n")
    report = project / DATA / "report.yaml"
    report.write_text(f"{report.read_text('utf-8')}stage: draft\n", "utf-8", newline="\n")
    blank = handed_out(project)
    books = {name: typed(blank.workbook(name), values) for name, values in filled.items()}
    found = compare(blank, books)
    assert codes(found) == []
    assert sum(len(one.changes) for one in found) > 40
    for one in found:
        # How many zeros were written behind a number, no spreadsheet keeps.
        before = text_now(now, one.office).replace(" 72.00 ", " 72 ")
        assert text_after(blank, one) == before


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def test_rows_are_known_by_their_path(now: OfficeSheets, health: bytes) -> None:
    """Rows and a column inserted: values are found all the same."""

    def edit(book: Workbook) -> None:
        cell_of(book, NUMERATOR).value = 190_500
        page = values_page(book)
        page.protection.sheet = False
        page.insert_rows(3, 2)
        page.insert_cols(2)

    found = compare(now, {"health": edited(health, edit)})
    assert codes(found) == []
    assert [each.after for each in found[0].changes] == ["190500"]


def _without_row(book: Workbook) -> None:
    values_page(book).delete_rows(cell_of(book, NUMERATOR).row)


def _copied_row(book: Workbook) -> None:
    page = values_page(book)
    source = cell_of(book, NUMERATOR).row
    for column in range(1, 8):
        page.cell(60, column).value = page.cell(source, column).value
    page.cell(60, 5).value = 190_500


def _parted_row(book: Workbook) -> None:
    """Two rows change places, their hidden paths stay."""
    page = values_page(book)
    one = cell_of(book, NUMERATOR).row
    for column in range(1, 7):
        first, second = page.cell(one, column), page.cell(one + 1, column)
        first.value, second.value = second.value, first.value


def _other_unit(book: Workbook) -> None:
    values_page(book).cell(cell_of(book, NUMERATOR).row, 3).value = "nghìn người"


ROWS = {
    "gone": (_without_row, ["NTM712"]),
    "twice": (_copied_row, ["NTM706"]),
    "parted": (_parted_row, ["NTM707", "NTM707"]),
    "of another unit": (_other_unit, ["NTM707"]),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_that_is_not_as_it_was_keeps_its_value(
    now: OfficeSheets, health: bytes, name: str
) -> None:
    edit, expected = ROWS[name]
    found = compare(now, {"health": edited(health, edit)})
    assert codes(found) == expected
    assert text_after(now, found[0]) == text_now(now, "health")


def test_a_sheet_that_is_gone_keeps_its_list(now: OfficeSheets, education: bytes) -> None:
    def edit(book: Workbook) -> None:
        del book[LIST]

    found = compare(now, {"education": edited(education, edit)})
    assert codes(found) == ["NTM712"]
    assert found[0].changes == []


def test_all_mistakes_at_once_in_the_order_of_the_sheet(now: OfficeSheets, health: bytes) -> None:
    content = typed(
        health,
        {PERCENT: "?", NUMERATOR: "?", DAY: "?", "health.insurance.whole.denominator": 204_380},
    )
    found = compare(now, {"health": content})
    assert codes(found) == ["NTM704"] * 3
    spans = [each.span for each in found[0].diagnostics]
    assert [span.line for span in spans] == sorted(span.line for span in spans)
    assert str(spans[0]).startswith("health.xlsx!E")
    assert not found[0].is_taken


LISTS: dict[str, tuple[Callable[[Any], None], list[str], list[str]]] = {}


def _of_list(name: str, codes_: list[str], lines: list[str]) -> Callable[..., Any]:
    def add(edit: Callable[[Any], None]) -> Callable[[Any], None]:
        LISTS[name] = (edit, codes_, lines)
        return edit

    return add


@_of_list("a new row", [], ["+ - name: Trung học phổ thông", "+ numerator: 4", "+ denominator: 5"])
def _new_row(page: Any) -> None:
    for column, value in enumerate(("Trung học phổ thông", 4, 5), start=1):
        page.cell(9, column).value = value


@_of_list("a value of a row", [], ["- numerator: 26", "+ numerator: 25"])
def _value(page: Any) -> None:
    page.cell(6, 2).value = 25


@_of_list(
    "a row deleted",
    [],
    ["- - name: Tiểu học và Trung học cơ sở", "- numerator: 6", "- denominator: 6"],
)
def _deleted(page: Any) -> None:
    page.delete_rows(8)


@_of_list("a row emptied", ["NTM711"], [])
def _emptied(page: Any) -> None:
    for column in range(1, 4):
        page.cell(8, column).value = None


@_of_list("rows sorted", [], [])
def _sorted(page: Any) -> None:
    rows = [[page.cell(row, column).value for column in range(1, 7)] for row in range(5, 9)]
    for row, values in zip(range(5, 9), reversed(rows), strict=True):
        for column, value in enumerate(values, start=1):
            page.cell(row, column).value = value


@_of_list(
    "a row copied and changed",
    [],
    ["+ - name: Trung học phổ thông", "+ numerator: 6", "+ denominator: 6"],
)
def _copied(page: Any) -> None:
    for column in range(1, 7):
        page.cell(9, column).value = page.cell(8, column).value
    page.cell(9, 1).value = "Trung học phổ thông"


@_of_list(
    "a key more in the last entry, and a new entry",
    [],
    [
        "+ baseline:",
        "+ year: 2010",
        "+ share_percent: 50",
        "+ - name: Trung học phổ thông",
        "+ numerator: 1",
        "+ denominator: 2",
    ],
)
def _deeper_first(page: Any) -> None:
    page.cell(8, 4).value, page.cell(8, 5).value = 2010, 50
    for column, value in enumerate(("Trung học phổ thông", 1, 2), start=1):
        page.cell(9, column).value = value


@_of_list("another head", ["NTM707"], [])
def _other_head(page: Any) -> None:
    page.cell(4, 2).value = "Số trường đạt (nghìn trường)"


@_of_list("a row with a mistake", ["NTM704"], [])
def _mistaken(page: Any) -> None:
    page.cell(9, 1).value = "Trung học phổ thông"
    page.cell(9, 2).value = "bốn"


@pytest.mark.parametrize("name", LISTS)
def test_a_list(now: OfficeSheets, education: bytes, name: str) -> None:
    edit, expected, lines = LISTS[name]
    found = compare(now, {"education": edited(education, lambda book: edit(book[LIST]))})
    assert codes(found) == expected
    assert _difference(text_now(now, "education"), text_after(now, found[0])) == lines


def _difference(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.split("\n"), after.split("\n"))
    changed = (line for line in lines if line[0] in "+-" and line[2:].strip())
    return [f"{line[0]} {line[2:].strip()}" for line in changed]


def test_texts_of_a_list_change_line_by_line(now: OfficeSheets) -> None:
    handed = now.identities["production"].handed_out
    key = next(key for key in handed if key.startswith("production.ocop") and "\n" in handed[key])
    lines = handed[key].split("\n")
    said = "\n".join(["- Mật ong hoa nhãn", *lines[1:], "Gạo ST"])
    found = compare(now, {"production": typed(now.workbook("production"), {key: said})})
    assert codes(found) == []
    assert _difference(text_now(now, "production"), text_after(now, found[0])) == [
        f"- - {lines[0]}",
        "+ - Mật ong hoa nhãn",
        "+ - Gạo ST",
    ]


LISTED: list[tuple[str, list[str], list[str]]] = [
    ("1. Mật ong\n2. Gạo ST;", [], ["- Mật ong", "- Gạo ST"]),
    ("1. Mật ong;\n2. Gạo ST.", [], ["- Mật ong", "- Gạo ST."]),
    ("2. Mật ong\n3. Gạo ST", [], ["- 2. Mật ong", "- 3. Gạo ST"]),
    ("Không có", [], ["products: [] # số sản phẩm của báo cáo là số tên ở đây"]),
    ("không", [], ["products: [] # số sản phẩm của báo cáo là số tên ở đây"]),
]


@pytest.mark.parametrize(("said", "expected", "lines"), LISTED)
def test_how_people_write_a_list(
    now: OfficeSheets, said: str, expected: list[str], lines: list[str]
) -> None:
    content = typed(now.workbook("production"), {"production.ocop.products": said})
    found = compare(now, {"production": content})
    assert codes(found) == expected
    changed = _difference(text_now(now, "production"), text_after(now, found[0]))
    assert [each[2:] for each in changed if each.startswith("+")] == lines


def test_a_list_without_entries_says_so(now: OfficeSheets) -> None:
    path = "planning.commune_plans.not_yet"
    assert now.identities["planning"].handed_out[path] == "không có"
    found = compare(now, {"planning": typed(now.workbook("planning"), {path: "chưa có"})})
    assert (codes(found), found[0].changes) == ([], [])


def test_a_word_of_estimation_is_shown_and_can_be_typed(project: Path) -> None:
    file = project / DATA / "production.yaml"
    text = file.read_text("utf-8")
    old = "output_tonnes_per_year: 18600"
    assert text.count(old) == 1
    text = text.replace(old, "output_tonnes_per_year: {value: 18600, qualifier: khoảng}")
    file.write_text(text, "utf-8", newline="\n")
    later = handed_out(project)
    content = later.workbook("production")

    def edit(book: Workbook) -> None:
        cell = book["Chuỗi cung ứng thực phẩm an toà"]["E5"]
        assert (cell.value, cell.number_format) == (18_600, '"khoảng "#,##0')
        cell.value = "khoảng 18.700"

    assert compare(later, {"production": content})[0].changes == []
    found = compare(later, {"production": edited(content, edit)})
    assert codes(found) == ["NTM704"]  # 18.700 as a text may be two numbers

    def mend(book: Workbook) -> None:
        book["Chuỗi cung ứng thực phẩm an toà"]["E5"].value = "khoảng 18700"

    found = compare(later, {"production": edited(content, mend)})
    assert codes(found) == []
    assert "{value: 18700, qualifier: khoảng}" in text_after(later, found[0])


def test_a_hint_is_obeyed_in_a_cell(project: Path, now: OfficeSheets) -> None:
    path = "planning.commune_plans.not_yet"
    found = collect(project, {"planning": typed(now.workbook("planning"), {path: "tất cả các xã"})})
    told = [each for one in found.workbooks for each in one.diagnostics]
    assert [each.rule.code for each in told] == ["NTM402"]
    assert [str(each.span).startswith("planning.xlsx!E") for each in told] == [True]
    assert told[0].hint is not None
    assert "Alt+Enter" in told[0].hint.vi
    assert "[]" not in told[0].hint.vi


def test_a_long_text_is_shown_from_where_it_differs(now: OfficeSheets, health: bytes) -> None:
    before = now.identities["health"].handed_out[TEXT]
    after = f"{before[:-12]} khác hẳn."
    found = compare(now, {"health": typed(health, {TEXT: after})})
    ((_, words),) = change_lines(found[0].changes, Language.VIETNAMESE)
    assert "khác hẳn.”" in words
    assert words.count("“…") == 2


CONFLICTS = [
    (Resolution(), ["NTM705"], "190114"),
    (Resolution(theirs=True), [], "190200"),
    (Resolution(ours=True), [], "190114"),
]


@pytest.mark.parametrize(("resolution", "expected", "value"), CONFLICTS)
def test_neither_side_wins_silently(
    project: Path, health: bytes, resolution: Resolution, expected: list[str], value: str
) -> None:
    _revise(project)
    later = handed_out(project)
    found = compare(later, {"health": typed(health, {NUMERATOR: 190_200})}, resolution)
    assert codes(found) == expected
    assert f"numerator: {value}" in text_after(later, found[0])


def test_what_the_data_has_changed_alone_stays(project: Path, health: bytes) -> None:
    _revise(project)
    later = handed_out(project)
    found = compare(later, {"health": typed(health, {PERCENT: 9.3})})
    assert codes(found) == []
    text = text_after(later, found[0])
    assert "numerator: 190114" in text
    assert "stunted_percent: 9.3" in text


def _revise(project: Path) -> None:
    file = project / DATA / "health.yaml"
    file.write_text(file.read_text("utf-8").replace("190113", "190114"), "utf-8", newline="\n")


def test_a_list_that_has_changed_on_both_sides(project: Path, education: bytes) -> None:
    content = edited(education, lambda book: _value(book[LIST]))
    file = project / DATA / "education.yaml"
    first, text = "      - name: Mầm non\n", file.read_text("utf-8")
    other = "      - name: Mầm non tư thục\n        numerator: 1\n        denominator: 1\n"
    file.write_text(text.replace(first, other + first), "utf-8", newline="\n")
    later = handed_out(project)
    assert codes(compare(later, {"education": content})) == ["NTM705"]
    assert codes(compare(later, {"education": content}, Resolution(ours=True))) == []
    taken = compare(later, {"education": content}, Resolution(theirs=True))
    assert codes(taken) == []
    assert "tư thục" not in text_after(later, taken[0])


def test_the_same_workbook_can_come_again(project: Path, education: bytes) -> None:
    def edit(page: Any) -> None:
        page.delete_rows(8)
        _new_row(page)

    content = edited(education, lambda book: edit(book[LIST]))
    first = compare(handed_out(project), {"education": content})
    file = project / DATA / "education.yaml"
    file.write_text(text_after(handed_out(project), first[0]), "utf-8", newline="\n")
    again = compare(handed_out(project), {"education": content})
    assert (codes(again), again[0].changes) == ([], [])


LOST = {
    # The title is merged over several columns: what is merged moves onto the line of keys.
    "rows of the title": lambda page: page.delete_rows(1, 3),
    "the line of keys": lambda page: page.delete_rows(4),
    "the column of paths": lambda page: page.delete_cols(7),
}


@pytest.mark.parametrize("name", LOST)
def test_what_says_whose_values_cells_are_is_gone(
    now: OfficeSheets, health: bytes, name: str
) -> None:
    found = compare(now, {"health": edited(health, lambda book: LOST[name](values_page(book)))})
    assert codes(found) == ["NTM701"]
    (told,) = found[0].diagnostics
    assert told.hint is not None
    assert "sheets" in told.hint.vi


def test_several_entries_on_one_line_of_a_cell_are_told(now: OfficeSheets) -> None:
    handed = now.identities["production"].handed_out
    key = next(key for key in handed if key.startswith("production.ocop") and "\n" in handed[key])
    content = typed(now.workbook("production"), {key: "Mật ong; Chè sạch Bình Sơn"})
    assert codes(compare(now, {"production": content})) == ["NTM704"]


STRANGERS = {
    "another year": ("ntmreport", "B3", "năm 2020"),
    "another unit": ("ntmreport", "B2", "huyện Nông Cống"),
    "another form": ("ntmreport", "B5", "annual-commune"),
    "a form that has changed": ("ntmreport", "B6", "0"),
    "another office": ("ntmreport", "B7", "fishery"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_a_workbook_of_another(now: OfficeSheets, health: bytes, name: str) -> None:
    sheet, cell, text = STRANGERS[name]

    def edit(book: Workbook) -> None:
        book[sheet][cell] = text

    assert codes(compare(now, {"health": edited(health, edit)})) == ["NTM702"]


def test_two_workbooks_for_one_file(now: OfficeSheets, health: bytes) -> None:
    found = compare(now, {"health": health, "copy": typed(health, {NUMERATOR: 190_500})})
    assert codes(found) == ["NTM703", "NTM703"]
    assert not any(one.is_taken for one in found)


def _with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = {each: package.read(each) for each in package.namelist()}
    members[name] = change(members.get(name, b""))
    return write_package(members)


SHEET = "xl/worksheets/sheet1.xml"
_END = b"</sheetData>"
_MERGE_OF_ALL = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'


def _behind_data(xml: bytes, more: bytes) -> bytes:
    return xml.replace(_END, _END + more)


UNREADABLE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "csv": lambda _: "Số người có;190113\n".encode(),
    "xls": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "password": lambda _: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    ),
    "a page": lambda _: b"<html><table><tr><td>190113</td></tr></table></html>",
    "cut off": lambda content: content[: len(content) // 2],
    "a Word file": lambda _: write_package({"word/document.xml": b"<w:document/>"}),
    "no identity": lambda content: _with_part(
        content, "xl/workbook.xml", lambda xml: xml.replace(b'name="ntmreport"', b'name="x"')
    ),
    "entities": lambda content: _with_part(
        content, SHEET, lambda xml: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + xml
    ),
    "macros": lambda content: _with_part(content, "xl/vbaProject.bin", lambda _: b"x"),
    "a million cells": lambda content: _with_part(
        content,
        SHEET,
        lambda xml: xml.replace(
            b"</sheetData>", b"<row>" + b"<c><v>1</v></c>" * 1_000_000 + b"</row></sheetData>"
        ),
    ),
    "a merge of all cells": lambda content: _with_part(
        content, SHEET, lambda xml: _behind_data(xml, _MERGE_OF_ALL)
    ),
    "a merge in letters of its own": lambda content: _with_part(
        content, SHEET, lambda xml: _behind_data(xml, _MERGE_OF_ALL.replace(b"A1", b"&#65;1"))
    ),
    "a merge of no columns": lambda content: _with_part(
        content, SHEET, lambda xml: _behind_data(xml, _MERGE_OF_ALL.replace(b"XFD", b"ZZZ"))
    ),
    "links without an end": lambda content: _with_part(
        content, SHEET, lambda xml: _behind_data(xml, b"<hyperlinks>" * 100_000)
    ),
    "another encoding": lambda content: _with_part(
        content, SHEET, lambda xml: b'<?xml version="1.0" encoding="utf-7"?>' + xml
    ),
    "a bomb": lambda content: _with_part(content, "xl/media/a.xml", lambda _: bytes(40_000_000)),
    "broken XML": lambda content: _with_part(content, SHEET, lambda xml: xml[:-40]),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_says_what_to_do(now: OfficeSheets, health: bytes, name: str) -> None:
    found = compare(now, {"health": UNREADABLE[name](health)})
    assert codes(found) == ["NTM701"]
    (told,) = found[0].diagnostics
    assert told.hint is not None


def test_a_format_on_a_whole_column_is_no_million_rows(now: OfficeSheets, health: bytes) -> None:
    rows = b"".join(b'<row r="%d"><c r="E%d" s="1"/></row>' % (n, n) for n in range(100, 50_000))
    end = b"</sheetData>"
    content = _with_part(health, SHEET, lambda xml: xml.replace(end, rows + end))
    assert codes(compare(now, {"health": content})) == []


def test_a_link_on_a_whole_sheet_is_none(now: OfficeSheets, health: bytes) -> None:
    links = b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'
    content = _with_part(health, SHEET, lambda xml: _behind_data(xml, links))
    assert codes(compare(now, {"health": content})) == []


def test_one_broken_workbook_does_not_stop_the_others(
    project: Path, health: bytes, education: bytes
) -> None:
    workbooks = {
        "culture": b"broken",
        "health": typed(health, {NUMERATOR: 190_500}),
        "education": typed(education, {"education.national_standard.rural.baseline.year": "?"}),
    }
    found = collect(project, workbooks)
    assert codes(found.workbooks) == ["NTM701", "NTM704"]
    assert [*found.texts] == [(project / DATA / "health.yaml").as_posix()]


def test_remarks_and_strays_are_told(now: OfficeSheets, health: bytes) -> None:
    def edit(book: Workbook) -> None:
        page = values_page(book)
        page.cell(cell_of(book, NUMERATOR).row, 6).value = "theo BHXH"
        page.cell(80, 5).value = 12
        page.cell(1, 12).value = "in the head"

    found = compare(now, {"health": edited(health, edit)})
    assert codes(found) == ["NTM715", "NTM713"]
    assert VALUES_SHEET not in str(found[0].diagnostics[0].span)
