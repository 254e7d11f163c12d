"""Where a figure was taken from and who stands by it, wherever figures are shown."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from ntmreport.cli import run
from ntmreport.starting.next_period import without_sources
from tests.compose.test_compose_declared_indicators import DECLARED, FORM, declare
from tests.edits import edit
from tests.test_docs_forms import folder, said

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["folder"]

WAGE = """wage:
  value: 46
  source: {document: Báo cáo số 15/BC-TK, office: Thống kê, person: Nguyễn Văn A, day: 2022-06-30}
  confirmed: {person: Lê Thị B, day: 2022-07-01}
"""
OFFICE = """source: Phiếu kiểm kê của phòng Kinh tế
confirmed: true
rice: 320
maize: {value: 5, confirmed: false}
"""


def out(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    run(["--lang", "vi", *arguments])
    found = capfd.readouterr()
    return found.out + found.err


def test_lineage_names_source_and_confirmation(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    declare(folder, DECLARED, WAGE, OFFICE)
    (folder / "templates/so-ket-xa/60-rows.j2").write_text(
        "+ {{ indicators.wage | with_unit }}, {{ indicators.rice | with_unit }}\n", "utf-8"
    )
    told = out(capfd, "explain", "data/2022", "indicators.wage.value")
    assert (
        "(nguồn: Báo cáo số 15/BC-TK, Thống kê, Nguyễn Văn A, 30/6/2022; đã xác nhận (Lê Thị B, "
        "01/7/2022))"
    ) in told
    told = out(capfd, "explain", "data/2022", "indicators.rice.value")
    assert "(nguồn: Phiếu kiểm kê của phòng Kinh tế; đã xác nhận)" in told
    told = out(capfd, "explain", "data/2022", "indicators.maize.value")
    assert "(nguồn: Phiếu kiểm kê của phòng Kinh tế; chưa xác nhận)" in told
    listed = json.loads(out(capfd, "figures", "data/2022", "--format", "json"))
    by_path = {each["path"]: each for each in listed}
    assert by_path["indicators.rice.value"]["confirmed"] is True
    assert "confirmed" not in by_path["indicators.income.value"]
    assert "Nguồn, xác nhận" in out(capfd, "figures", "data/2022", "--format", "csv")
    assert "Báo cáo số 15/BC-TK" not in out(capfd, "review", "data/2022", "-o", "page.html")
    page = (folder / "page.html").read_text("utf-8")
    assert "nguồn: Báo cáo số 15/BC-TK" in page


def test_comments_and_the_copy_in_the_word_file_know_the_source(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    declare(folder, DECLARED, WAGE, OFFICE)
    (folder / "templates/so-ket-xa/60-rows.j2").write_text(
        "+ {{ indicators.wage | with_unit }}\n", "utf-8"
    )
    arguments = ("build", "data/2022", "-o", "x.docx", "--annotate", "--embed-lineage")
    assert "x.docx" in out(capfd, *arguments)
    assert "nguồn: Báo cáo số 15/BC-TK" in out(capfd, "explain", "x.docx", "indicators.wage.value")


def test_status_counts_sources_and_confirmations(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    declare(folder, DECLARED, WAGE, OFFICE)
    told = out(capfd, "status", "data/2022")
    assert "data/2022/agriculture.yaml: có nguồn 2/2, đã xác nhận 1/2" in told
    assert re.search(r"data/2022/indicators.yaml: có nguồn 1/\d+, đã xác nhận 1/\d+", told)
    files = json.loads(out(capfd, "status", "data/2022", "--format", "json"))["files"]
    counts = next(each for each in files if each["file"].endswith("agriculture.yaml"))
    assert (counts["figures"], counts["sourced"], counts["confirmed"]) == (2, 2, 1)


def test_what_is_not_confirmed_is_named_where_the_form_asks(folder: Path) -> None:
    declare(folder, DECLARED, WAGE, OFFICE)
    assert "NTM423" not in "\n".join(said(folder))
    edit(folder / FORM, "levels: [xã]", "levels: [xã]\nconfirmation: true")
    lines = "\n".join(said(folder))
    assert (
        "agriculture.yaml:4:16: NTM423 cảnh báo: 1 số liệu của tệp này chưa được xác nhận" in lines
    )
    assert "Ngô › Giá trị" in lines
    assert "indicators.yaml:5" in lines
    edit(folder / "data/2022/report.yaml", "year: 2022", "year: 2022\nstage: draft")
    assert "NTM423" not in "\n".join(said(folder))


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("source: [a]", ["NTM203", "document: …"]),
        ("source: {documents: X}", ["NTM202", "viết “document”"]),
        ("source: {day: 30/6/2022}", ["NTM1", "2022-06-30"]),
        ("confirmed: rồi", ["NTM203", "true"]),
        ("confirmed: {who: A}", ["NTM202"]),
        ("source:", []),
        ("confirmed: false", []),
    ],
)
def test_a_wrong_source_is_told_at_its_line(folder: Path, value: str, wanted: list[str]) -> None:
    declare(folder, DECLARED, f"wage:\n  value: 46\n  {value}", "rice: 320")
    lines = "\n".join(said(folder))
    assert bool(re.search(r"NTM\d+", lines)) == bool(wanted), lines
    assert [each for each in wanted if each not in lines] == [], lines


def test_an_indicator_cannot_be_called_by_these_keys(folder: Path) -> None:
    declare(folder, "indicators:\n  source: {label: Nguồn, unit: ha}", "")
    assert "NTM211" in "\n".join(said(folder))


def test_a_new_period_begins_without_sources(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    declare(folder, DECLARED, WAGE, OFFICE)
    assert "data/2023" in out(capfd, "new", "2023")
    started = (folder / "data/2023/agriculture.yaml").read_text("utf-8")
    assert started.startswith("rice:")
    assert "confirmed" not in started + (folder / "data/2023/indicators.yaml").read_text("utf-8")
    flow = "a: {value: 5, source: x, confirmed: true}\nb:\n  source:\n    day: 2022-01-01\n  c: 5\n"
    assert without_sources(flow, "health") == "a: {value: 5}\nb:\n  c: 5\n"
