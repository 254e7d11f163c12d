"""`ntmreport figures`: the list in each of its formats."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


BOM = "\ufeff"


def test_the_table_names_each_figure_and_where_it_is_printed(ntmreport: Run) -> None:
    answer = ntmreport("figures", "data/2021")
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    at = next(n for n, line in enumerate(lines) if line.endswith(" health.insurance.rural.share"))
    assert lines[at].split() == ["93,44%", "health.insurance.rural.share"]
    assert lines[at + 1].strip() == "Y tế › Bảo hiểm y tế › Khu vực nông thôn › Tỷ lệ"
    assert lines[at + 2].strip() == "in “93,44%” ở I.2.d)"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_csv_is_what_spreadsheets_in_vietnam_read(ntmreport: Run, project: Path) -> None:
    answer = ntmreport("figures", "data/2021", "-o", "f.csv")
    assert answer.out == "f.csv\n"
    content = (project / "f.csv").read_bytes().decode("utf-8")
    assert content.startswith(BOM)
    assert content.endswith("\r\n")
    found = {row["Đường dẫn"]: row for row in rows(content.removeprefix(BOM))}
    share = found["health.insurance.rural.share"]
    assert (share["Giá trị"], share["Đơn vị"]) == ("93,44", "%")
    assert share["In trong báo cáo"] == "93,44%"
    people = found["health.insurance.rural.numerator"]
    assert people["Giá trị"] == "168271"
    assert people["Tệp, dòng, cột"] == "data/2021/health.yaml:9:16"
    for row in found.values():
        float(row["Giá trị"].replace(",", "."))  # a number without dots, every one
    english = ntmreport("figures", "data/2021", "-o", "e.csv", "--lang", "en")
    assert english.code == 0
    content = (project / "e.csv").read_bytes().decode("utf-8").removeprefix(BOM)
    in_english = {row["Path"]: row for row in csv.DictReader(io.StringIO(content))}
    assert in_english["health.insurance.rural.share"]["Value"] == "93.44"


def test_json_says_it_all(ntmreport: Run) -> None:
    listed = json.loads(ntmreport("figures", "data/2021", "--format", "json").out)
    (share,) = [each for each in listed if each["path"] == "health.insurance.rural.share"]
    assert share["value"] == "93.44"
    assert share["exact"] == "93,439246…"
    assert share["inputs"] == [
        "health.insurance.rural.numerator",
        "health.insurance.rural.denominator",
    ]
    assert share["depends_on"] == ["data/2021/health.yaml:10:18", "data/2021/health.yaml:9:16"]
    (printing,) = share["printings"]
    assert (printing["text"], printing["section"]) == ("93,44%", "I.2.d)")
    assert "đạt 93,44%" in printing["sentence"]


def test_a_workbook_has_real_numbers_and_formats(ntmreport: Run, project: Path) -> None:
    answer = ntmreport("figures", "data/2021", "--format", "xlsx")
    assert answer.out.replace("\\", "/") == "build/2021/so-lieu-2021.xlsx\n"
    path = project / "build/2021/so-lieu-2021.xlsx"
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    head, *body = list(sheet.iter_rows())
    titles = [cell.value for cell in head]
    assert titles[:3] == ["Số liệu", "Giá trị", "Đơn vị"]
    assert titles[-1] == "Đường dẫn"
    found = {row[-1].value: row[1] for row in body}
    share, people = (found[f"health.insurance.rural.{name}"] for name in ("share", "numerator"))
    assert (share.value, share.number_format) == (93.44, "[$-42A]#,##0.00")
    assert (people.value, people.number_format) == (168271, "[$-42A]#,##0")
    assert all(isinstance(cell.value, int | float) for cell in found.values())
    assert not any(cell.data_type == "f" for row in body for cell in row)
    first = path.read_bytes()
    ntmreport("figures", "data/2021", "--format", "xlsx")
    assert path.read_bytes() == first


def test_figures_that_the_report_makes_no_use_of(ntmreport: Run) -> None:
    text = ntmreport("figures", "data/2021", "--unused", "--format", "csv").out
    unused = [row["Đường dẫn"] for row in rows(text.removeprefix(BOM).replace("\r\n", "\n"))]
    assert unused == ["report.unit.towns.number"]


def test_a_workbook_goes_into_the_folder_named(ntmreport: Run, project: Path) -> None:
    (project / "out").mkdir()
    assert ntmreport("figures", "data/2021", "--format", "xlsx", "-o", "out").code == 0
    assert (project / "out/so-lieu-2021.xlsx").is_file()
