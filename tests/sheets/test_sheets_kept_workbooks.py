"""Workbooks that offices and communes keep: read by a map in the data, never by a guess."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml
from openpyxl import Workbook
from openpyxl.styles import Font

from ntmreport.sheets.collecting import collected, opened_each
from ntmreport.sheets.map_draft import drafted_map
from ntmreport.sheets.office_sheets import office_sheets
from ntmreport.sheets.sheet_comparison import Resolution
from ntmreport.sheets.workbook_cells import WorkbookCells
from tests.invented import add_communes

from .workbooks import DATA, codes, text_after, text_now

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ntmreport.sheets.sheet_comparison import Collected

WHOLE = "health.insurance.whole"
LABEL = "Y tế › Bảo hiểm y tế › Toàn đơn vị › Tổng số người"
KEPT = {
    "A1": "THEO DÕI BẢO HIỂM Y TẾ",
    "D2": "Đơn vị tính: người",
    "A3": "TT",
    "B3": "Nội dung",
    "C3": "Kế hoạch",
    "D3": "Thực hiện",
    "F3": "Ghi chú",
    "D4": "Năm 2020",
    "E4": 2021,
    "A5": "I",
    "B5": "Toàn huyện",
    "B6": "Tổng số  dân",
    "C6": 200_000,
    "D6": 203_000,
    "E6": 204_400,
    "B7": "- Số người có thẻ:",
    "C7": 190_000,
    "D7": 189_000,
    "E7": "190.500",
    "A8": "II",
    "B8": "Nông thôn",
    "B9": "Tổng số dân",
    "E9": 180_100,
    "B10": "- Số người có thẻ",
    "E10": 168.3,
    "A11": "III",
    "B11": "Thể thấp còi (%)",
    "E11": "9,3",
}
MERGED = ("A1:F1", "D3:E3")


class Case(NamedTuple):
    """A line of a map, what is told of it, and the value that the file has after it."""

    value: str
    codes: list[str]
    line: str = ""
    hint: str = ""


def of(indicator: str, *lines: str) -> str:
    return "\n".join([f"indicator: {indicator}", *lines])


YEAR = 'column: [Thực hiện, "{year}"]'
NUMERATOR, DENOMINATOR = f"{WHOLE}.numerator", f"{WHOLE}.denominator"
CASES = {
    "a cell": Case(of(DENOMINATOR, "cell: E6"), [], "denominator: 204400"),
    "dollars": Case(of(DENOMINATOR, "cell: $e$6"), [], "denominator: 204400"),
    "a number as text": Case(of(NUMERATOR, "cell: E7"), [], "numerator: 190500"),
    "headings": Case(
        of(DENOMINATOR, "row: [Toàn huyện, tổng số dân]", YEAR), [], "denominator: 204400"
    ),
    "the other group": Case(
        of("health.insurance.rural.denominator", "row: [Nông thôn, Tổng số dân]", YEAR),
        [],
        "denominator: 180100",
    ),
    "the label of an indicator": Case(of(LABEL, "cell: E6"), [], "denominator: 204400"),
    "a unit": Case(
        of(
            "health.insurance.rural.numerator",
            "row: [Nông thôn, Số người có thẻ]",
            YEAR,
            "unit: nghìn người",
        ),
        ["NTM708"],
        hint="viết “người”",
    ),
    "by its only number": Case(
        of("health.child_malnutrition.whole.stunted_percent", "row: Thể thấp còi"),
        [],
        "stunted_percent: 9.3",
    ),
    "several rows": Case(of(DENOMINATOR, "row: Tổng số dân", YEAR), ["NTM709"]),
    "several numbers": Case(of(DENOMINATOR, "row: [Toàn huyện, Tổng số dân]"), ["NTM709"]),
    "a column over columns": Case(
        of(DENOMINATOR, "row: [Toàn huyện, Tổng số dân]", "column: Thực hiện"), ["NTM709"]
    ),
    "another word": Case(
        of(DENOMINATOR, "row: [Toàn huyện, Tổng số dân cư]", YEAR),
        ["NTM709"],
        hint="viết “Tổng số dân”",
    ),
    "no such word": Case(of(DENOMINATOR, "row: Cái khác hẳn", YEAR), ["NTM709"]),
    "a column that is not there": Case(
        of(DENOMINATOR, "row: [Toàn huyện, Tổng số dân]", "column: Năm 2019"), ["NTM709"]
    ),
    "a row that is not in the group": Case(
        of(DENOMINATOR, "row: [Nông thôn, Thể thấp còi (%)]", YEAR), ["NTM709"]
    ),
    "another sheet": Case(of(DENOMINATOR, "sheet: Tong hop", "cell: E6"), ["NTM709"]),
    "an indicator that is not there": Case(
        of(f"{WHOLE}.numerators", "cell: E6"), ["NTM708"], hint=f"viết “{NUMERATOR}”"
    ),
    "one that is computed": Case(of(WHOLE, "cell: E6"), ["NTM708"], hint="nêu một giá trị"),
    "a unit of another kind": Case(of(DENOMINATOR, "cell: E6", "unit: ha"), ["NTM708"]),
    "a blank cell": Case(of(DENOMINATOR, "cell: F6"), ["NTM711"]),
    "a text for a number": Case(of(DENOMINATOR, "cell: B6"), ["NTM704"]),
}


def kept(cells: Mapping[str, object] = KEPT, sheet: str = "Số liệu năm 2021") -> bytes:
    """A workbook as an office keeps it."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for place, value in cells.items():
        page[place].value = value
    if cells.get("A1") == KEPT["A1"]:
        for merged in MERGED:
            page.merge_cells(merged)
        page["B5"].font = page["B8"].font = Font(bold=True)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def collect_by(
    project: Path,
    map_: str,
    workbooks: Mapping[str, bytes],
    resolution: Resolution | None = None,
) -> tuple[list[Collected], list[str]]:
    """What workbooks change by a map, and the lines of the data that are new after it."""
    (project / DATA / "workbooks.yaml").write_text(map_, "utf-8", newline="\n")
    now = office_sheets(project / DATA, None, every=True)
    assert now is not None
    assert now.is_map_read, now.read.diagnostics
    found = collected(opened_each(workbooks), now, resolution or Resolution(theirs=True))
    lines: list[str] = []
    for one in found:
        if one.office and one.is_taken:
            before, after = text_now(now, one.office), text_after(now, one)
            known = before.split("\n")
            lines += [line.strip() for line in after.split("\n") if line not in known]
    return list(found), lines


def one_map(*values: str, file: str = "bhyt*.xlsx", more: str = "") -> str:
    """A map of one workbook."""
    listed = "".join(
        f"      - {value.strip().replace(chr(10), chr(10) + ' ' * 8)}\n" for value in values
    )
    return f'workbooks:\n  - file: "{file}"\n{more}    values:\n{listed}'


@pytest.fixture(scope="module")
def each_case(
    fixtures: Path, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, tuple[list[Collected], list[str]]]:
    """What each of CASES changes, all collected at once, and the lines that are new after it."""
    project = tmp_path_factory.mktemp("kept")
    for name in ("data", "templates"):
        shutil.copytree(fixtures / name, project / name)
    maps = [
        one_map(case.value, file=f"BHYT {n}.xlsx").removeprefix("workbooks:\n")
        for n, case in enumerate(CASES.values())
    ]
    content = kept()
    books = {f"gui/BHYT {n}.xlsx": content for n in range(len(CASES))}
    found, _ = collect_by(project, "".join(["workbooks:\n", *maps]), books)
    by_name: dict[str, tuple[list[Collected], list[str]]] = {}
    for name, file in zip(CASES, books, strict=True):
        own = [one for one in found if one.file == file]
        changes = [change for one in own if one.is_taken for change in one.changes]
        lines = [f"{change.path[-1]}: {change.after}" for change in changes]
        by_name[name] = own, lines
    return by_name


@pytest.mark.parametrize("name", CASES)
def test_a_value_is_found_or_told(
    each_case: Mapping[str, tuple[list[Collected], list[str]]], name: str
) -> None:
    case = CASES[name]
    found, lines = each_case[name]
    assert codes(found) == case.codes
    assert lines == ([case.line] if case.line else [])
    if case.hint:
        hints = [each.hint.vi for one in found for each in one.diagnostics if each.hint]
        assert any(case.hint in hint for hint in hints), hints
    for each in (each for one in found for each in one.diagnostics):
        place = str(each.span)
        is_map = each.rule.code in {"NTM708", "NTM709"}
        assert ("workbooks.yaml:" in place) == is_map
        assert is_map or place.startswith("gui/BHYT ")


MONEY = "resources.cash_million_vnd"
MONEY_SHEET = {
    "A1": "Đơn vị tính: tỷ đồng",
    "A2": "Nguồn",
    "B2": "Số tiền",
    "A3": "Tiền",
    "B3": 690.25,
}


def test_a_unit_is_converted_and_one_that_is_not_said_is_told(project: Path) -> None:
    value = of(MONEY, "row: Tiền", "column: Số tiền")
    found, lines = collect_by(project, one_map(value), {"bhyt.xlsx": kept(MONEY_SHEET)})
    assert (codes(found), lines) == (["NTM708"], [])
    (told,) = found[0].diagnostics
    assert told.hint is not None
    assert told.hint.vi == "thêm dòng “unit: tỷ đồng”"
    value += "\nunit: tỷ đồng"
    found, lines = collect_by(project, one_map(value), {"bhyt.xlsx": kept(MONEY_SHEET)})
    assert (codes(found), lines) == ([], ["cash_million_vnd: 690250"])


def test_an_entry_of_a_list_by_its_name(project: Path) -> None:
    value = of("education.national_standard.rural.levels[Tiểu học].numerator", "cell: A1")
    found, lines = collect_by(project, one_map(value), {"bhyt.xlsx": kept({"A1": 25})})
    assert (codes(found), lines) == ([], ["numerator: 25"])


def test_what_the_data_has_is_not_overwritten_unasked(project: Path) -> None:
    map_ = one_map(of(DENOMINATOR, "cell: A1"))
    book = {"bhyt.xlsx": kept({"A1": 204_400})}
    for resolution, expected, line in (
        (Resolution(), ["NTM705"], []),
        (Resolution(ours=True), [], []),
        (Resolution(theirs=True), [], ["denominator: 204400"]),
    ):
        found, lines = collect_by(project, map_, book, resolution)
        assert (codes(found), lines) == (expected, line)


def test_two_workbooks_that_say_different_things(project: Path) -> None:
    map_ = one_map(of(DENOMINATOR, "cell: A1"))
    books = {"bhyt 1.xlsx": kept({"A1": 204_400}), "bhyt 2.xlsx": kept({"A1": 204_401})}
    found, lines = collect_by(project, map_, books)
    assert (codes(found), lines) == (["NTM706", "NTM706"], [])
    books["bhyt 2.xlsx"] = books["bhyt 1.xlsx"]
    found, lines = collect_by(project, map_, books)
    assert (codes(found), lines) == ([], ["denominator: 204400"] * 2)


def test_a_mistake_stops_all_of_its_workbook(project: Path) -> None:
    map_ = one_map(of(DENOMINATOR, "cell: A1"), of(MONEY, "cell: A2"))
    found, lines = collect_by(project, map_, {"bhyt.xlsx": kept({"A1": 204_400, "A2": "?"})})
    assert (codes(found), lines) == (["NTM704"], [])
    assert not any(one.is_taken for one in found)


def test_a_workbook_that_no_map_is_for(project: Path) -> None:
    map_ = one_map(of(DENOMINATOR, "cell: A1"))
    found, _ = collect_by(project, map_, {"bhty.xlsx": kept(), "khác hẳn.xlsx": kept()})
    assert codes(found) == ["NTM701", "NTM701"]
    hints = [each.hint.vi for one in found for each in one.diagnostics if each.hint is not None]
    assert "workbooks.yaml:2:11 ghi “bhyt*.xlsx”" in hints[0]
    assert "workbooks.yaml" in hints[1]


MAPS = {
    "a cell of another sheet": (
        of(DENOMINATOR, "cell: Trang1!B7"), "NTM203", "sheet: Trang1 và cell: B7"),
    "no cell": (of(DENOMINATOR, "cell: hàng 7"), "NTM203", "B7"),
    "a cell and a row": (of(DENOMINATOR, "cell: B7", "row: Dân số"), "NTM212", "cell"),
    "a column alone": (of(DENOMINATOR, "column: Dân số"), "NTM201", "row"),
    "nothing": (of(DENOMINATOR), "NTM201", "cell"),
    "another key": (of(DENOMINATOR, "cel: B7"), "NTM202", "viết “cell”"),
}  # fmt: skip


@pytest.mark.parametrize("name", MAPS)
def test_a_bad_map_is_told_with_its_place(project: Path, name: str) -> None:
    value, code, hint = MAPS[name]
    (project / DATA / "workbooks.yaml").write_text(one_map(value), "utf-8", newline="\n")
    now = office_sheets(project / DATA, None, every=True)
    assert now is not None
    told = [each for each in now.read.diagnostics if "workbooks.yaml" in each.span.file]
    assert code in [each.rule.code for each in told]
    assert any(hint in each.hint.vi for each in told if each.hint is not None)
    assert not now.is_map_read


COMMUNE_ROWS = """\
workbooks:
  - file: "*.xlsx"
    commune: rows
    values:
      - indicator: health.insurance.whole.numerator
        column: Số người có thẻ
      - indicator: health.insurance.whole.denominator
        column: Dân số
"""


def test_a_row_for_each_commune(project: Path) -> None:
    communes = add_communes(project / DATA)
    cells: dict[str, object] = {"A2": "STT", "B2": "Xã", "C2": "Dân số", "D2": "Số người có thẻ"}
    for n, each in enumerate(communes, start=3):
        cells |= {f"A{n}": n - 2, f"B{n}": f"Xã {each.name}", f"C{n}": 9_000 + n, f"D{n}": 8_000}
    cells[f"B{len(communes) + 3}"], cells[f"C{len(communes) + 3}"] = "Cộng", 300_000
    found, lines = collect_by(project, COMMUNE_ROWS, {"a.xlsx": kept(cells)})
    assert codes(found) == []
    assert len(lines) == 2 * len(communes)
    assert lines[:2] == [
        "health.insurance.whole.numerator: 8000",
        "health.insurance.whole.denominator: 9003",
    ]
    (book,) = opened_each({"a": kept(cells)}).values()
    assert isinstance(book, WorkbookCells)
    collected_now = office_sheets(project / DATA, None, every=True)
    assert collected_now is not None
    assert drafted_map(book, "a.xlsx", collected_now) is None
    for n, each in enumerate(communes, start=3):
        cells[f"C{n}"] = each.figures["health.insurance.whole.denominator"]
        cells[f"D{n}"] = each.figures["health.insurance.whole.numerator"]
    (book,) = opened_each({"a": kept(cells)}).values()
    assert isinstance(book, WorkbookCells)
    drafted = drafted_map(book, "a.xlsx", collected_now)
    assert drafted is not None
    assert yaml.safe_load(drafted)["workbooks"] == [
        {
            "file": "a.xlsx",
            "commune": "rows",
            "values": list(reversed(yaml.safe_load(COMMUNE_ROWS)["workbooks"][0]["values"])),
        }
    ]
    for n in range(3, len(communes) + 3):
        cells[f"C{n}"], cells[f"D{n}"] = 9_000 + n, 8_000
    cells["B3"] = "Xã An Nôg"
    found, lines = collect_by(project, COMMUNE_ROWS, {"a.xlsx": kept(cells)})
    assert codes(found) == ["NTM712"]
    (told,) = found[0].diagnostics
    assert told.hint is not None
    assert told.hint.vi == "sửa tên xã: “Xã An Nôg” → “An Nông”"
    assert len(lines) == 2 * len(communes) - 2
    cells["B3"] = cells["B4"]
    found, lines = collect_by(project, COMMUNE_ROWS, {"a.xlsx": kept(cells)})
    assert (codes(found), lines) == (["NTM709", "NTM712"], [])


def test_marks_say_which_criteria_are_met(project: Path) -> None:
    communes = add_communes(project / DATA)
    map_ = COMMUNE_ROWS.partition("      - indicator")[0]
    map_ += "      - indicator: criteria_met[17]\n        column: Môi trường\n"
    cells = {f"A{n}": each.name for n, each in enumerate(communes, start=2)}
    marks = {f"B{n}": "x" for n in range(2, len(communes) + 2)}
    said = kept({"B1": "Môi trường", **cells, **marks, "B2": "Không đạt"})
    found, _ = collect_by(project, map_, {"a.xlsx": said})
    assert codes(found) == []
    (one,) = (each for each in found if each.changes)
    assert [(each.before, each.after) for each in one.changes] == [("Đạt", "Chưa đạt")]
    assert one.values[one.office, "criteria_met"] == tuple(
        str(number) for number in range(1, 20) if number != 17
    )


PLACES: dict[str, tuple[str, Mapping[str, object], str]] = {
    "file_name": ("bhyt_an-nong.xlsx", {"B5": 190}, "Sheet"),
    "file_name: with marks": ("BHYT xã An Nông (2).xlsx", {"B5": 190}, "Sheet"),
    "sheet_name": ("bhyt.xlsx", {"B5": 190}, "Xã An Nông"),
    "B2": ("bhyt.xlsx", {"B2": "UBND xã An Nông", "B5": 190}, "Sheet"),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_workbook_of_one_commune(project: Path, name: str) -> None:
    add_communes(project / DATA)
    file, cells, sheet = PLACES[name]
    place = f"    commune: {name.partition(':')[0]}\n"
    map_ = one_map(of("health.insurance.whole.numerator", "cell: B5"), more=place)
    found, lines = collect_by(project, map_, {file: kept(cells, sheet)})
    assert set(codes(found)) <= {"NTM712"}  # of a sheet for each commune, the others
    assert lines == ["health.insurance.whole.numerator: 190"]
    assert {one.office for one in found if one.changes} == {"communes/xa-00"}
    found, lines = collect_by(project, map_, {"bhyt nơi khác.xlsx": kept({"B2": "An Nôg"})})
    assert (found[0].is_taken, lines) == (name == "sheet_name", [])


DRAFT = """\
workbooks:
  - file: BHYT {year}.xlsx
    values:
      # Sản xuất › Vùng sản xuất tập trung quy mô lớn › Diện tích (ha): 9130 (H20)
      - indicator: production.zones.area_ha
        cell: H20
      # Y tế › Bảo hiểm y tế › Toàn đơn vị › Số người có: 190113 (E7)
      - indicator: health.insurance.whole.numerator
        row: ["Toàn huyện", "- Số người có thẻ:"]
        column: "{year}"
      # Y tế › Bảo hiểm y tế › Toàn đơn vị › Tổng số người: 204379 (E6)
      - indicator: health.insurance.whole.denominator
        row: ["Toàn huyện", "Tổng số dân"]
        column: "{year}"
      # Nguồn lực › Tiền mặt (triệu đồng): 686750 (E13)
      - indicator: resources.cash_million_vnd
        row: Huy động (tỷ đồng)
        column: "{year}"
        unit: tỷ đồng
"""


def test_a_draft_of_a_map_leads_to_the_cells_that_it_was_made_from(project: Path) -> None:
    more = {"E6": 204_379, "E7": 190_113, "E10": 1_000, "B13": "Huy động (tỷ đồng)", "E13": 686.75}
    content = kept({**KEPT, **more, "H20": 9_130, "E21": 2_760, "E22": 2_760})
    (book,) = opened_each({"a": content}).values()
    assert isinstance(book, WorkbookCells)
    now = office_sheets(project / DATA, None, every=True)
    assert now is not None
    drafted = drafted_map(book, "gui/BHYT 2021.xlsx", now)
    assert drafted == DRAFT
    found, lines = collect_by(project, drafted, {"BHYT 2021.xlsx": content}, Resolution())
    assert (codes(found), lines) == ([], [])
    (book,) = opened_each({"a": kept({"A1": "không có gì"})}).values()
    assert isinstance(book, WorkbookCells)
    assert drafted_map(book, "a.xlsx", now) is None
