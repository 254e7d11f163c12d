"""`ntmreport new`: what it prints, writes and returns."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.edits import contents, edit
from tests.invented import add_communes, leave_to_communes

from ..starting.filling import fill_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("language", "more"),
    [
        (
            "vi",
            "còn thiếu 79 giá trị; câu chữ, danh sách giữ từ năm 2021, cần xem lại; "
            "xem: ntmreport status data/2022\n",
        ),
        (
            "en",
            "values missing: 79; texts and lists are those of 2021, to be looked at; "
            "see: ntmreport status data/2022\n",
        ),
    ],
)
def test_new_makes_the_next_year(ntmreport: Run, project: Path, language: str, more: str) -> None:
    before = contents(project / "data/2021")
    answer = ntmreport("new", "2022", "--lang", language)
    assert (answer.code, answer.out, answer.err) == (0, "data/2022\n", more)
    assert contents(project / "data/2021") == before
    folders = sorted(path.name for path in (project / "data").iterdir() if path.is_dir())
    assert folders == ["2021", "2022"]
    assert len(contents(project / "data/2022")) == len(before) - 1


def test_new_is_the_same_from_a_folder_that_is_named(ntmreport: Run, project: Path) -> None:
    ntmreport("new", "2022")
    made = contents(project / "data/2022")
    (project / "data/2022").rename(project / "other")
    assert ntmreport("new", "2022", "--from", "data/2021/").code == 0
    assert contents(project / "data/2022") == made


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("vi", "đã có data/2022; không ghi đè lên dữ liệu đang có\n"),
        ("en", "data/2022 is there already; nothing is written over it\n"),
    ],
)
@pytest.mark.parametrize("kind", ["year", "empty", "file"])
def test_new_writes_over_nothing(
    ntmreport: Run, project: Path, kind: str, language: str, says: str
) -> None:
    target = project / "data/2022"
    if kind == "file":
        target.write_text("x", "utf-8")
    else:
        target.mkdir()
        if kind == "year":
            (target / "health.yaml").write_text("x", "utf-8")
    before = contents(project)
    answer = ntmreport("new", "2022", "--lang", language)
    assert (answer.code, answer.out, answer.err) == (1, "", says)
    assert contents(project) == before


def test_new_needs_a_whole_year_to_start_from(ntmreport: Run, project: Path) -> None:
    ntmreport("new", "2022")
    answer = ntmreport("new", "2023", "--lang", "en")
    assert answer.code == 1
    counted, stopped = answer.err.splitlines()
    assert re.fullmatch(r"data/2022 lacks \d+ values; see: ntmreport status data/2022", counted)
    assert stopped == "the data of 2023 was not started: mend data/2022 first"
    assert not (project / "data/2023").exists()


def test_a_few_values_that_lack_are_listed(ntmreport: Run, project: Path) -> None:
    edit(project / "data/2021/health.yaml", "numerator: 190113", "numerator:")
    answer = ntmreport("new", "2022", "--lang", "en")
    assert answer.code == 1
    assert "data/2021/health.yaml:6:5: NTM201 " in answer.err
    assert "Toàn đơn vị › Số người có (numerator) is missing" in answer.err


@pytest.mark.parametrize(
    ("arguments", "vi", "en"),
    [
        (["21"], "21 không phải là một năm", "21 is not a year"),
        (["2026-5t"], "2026-5t: “5t” không phải là kỳ báo cáo; viết 2026-3t", "`5t` is no period"),
        (["data/2026-06"], "2026-06: “06” không phải là kỳ báo cáo", "`06` is no period"),
        (["2021"], "không có kỳ nào trước năm 2021", "no period before 2021"),
        (["2020", "--from", "data/2021"], "là dữ liệu năm 2021", "is the data of 2021"),
    ],
)
def test_new_called_wrongly(ntmreport: Run, arguments: list[str], vi: str, en: str) -> None:
    for language, says in (("vi", vi), ("en", en)):
        answer = ntmreport("new", *arguments, "--lang", language)
        assert answer.code == 2
        assert says in answer.err


def test_new_from_a_folder_that_is_not_there(ntmreport: Run) -> None:
    answer = ntmreport("new", "2022", "--from", "data/1999")
    assert answer.code == 1
    assert "data/1999:1:1: NTM101" in answer.err


def test_new_does_not_write_over_a_file(ntmreport: Run, project: Path) -> None:
    (project / "data/2022").write_text("x", encoding="utf-8")
    answer = ntmreport("new", "2022", "--lang", "en")
    assert answer.code == 1
    assert len(answer.err.splitlines()) == 1
    assert (project / "data/2022").read_text(encoding="utf-8") == "x"


def test_from_a_blank_year_to_its_report(ntmreport: Run, project: Path) -> None:
    ntmreport("new", "2022")
    draft = ntmreport("validate", "data/2022", "--lang", "vi")
    assert draft.code == 0
    assert "data/2022/health.yaml:4:3: NTM208 ghi chú: còn 9 giá trị chưa điền" in draft.out
    assert ntmreport("build", "data/2022", "--format", "txt").code == 0
    printed = (project / "build/2022/bao-cao-2022.txt").read_text("utf-8").splitlines()
    assert "DỰ THẢO" in printed
    assert sum(line.count("……") for line in printed) > 80
    assert ntmreport("status", "data/2022").code == 0
    report = project / "data/2022/report.yaml"
    report.write_text(report.read_text("utf-8").replace("stage: draft", "stage: final"), "utf-8")
    final = ntmreport("validate", "data/2022", "--lang", "vi")
    assert final.code == 1
    missing = "NTM201 thiếu Bảo hiểm y tế › Toàn đơn vị › Số người có (numerator)\n"
    assert f"data/2022/health.yaml:6:5: {missing}" in final.out
    assert " 6 |     numerator: # cần điền; năm 2021: 190113\n" in final.out
    assert ntmreport("build", "data/2022").code == 1
    assert ntmreport("status", "data/2022").code == 1
    fill_in(project / "data/2022")
    assert ntmreport("status", "data/2022").code == 0
    assert ntmreport("build", "data/2022", "--format", "txt").code == 0
    text = " ".join((project / "build/2022/bao-cao-2022.txt").read_text("utf-8").split())
    assert "phấn đấu có thêm 06 xã NTM nâng cao; 01 xã NTM kiểu mẫu; 16 thôn NTM kiểu mẫu" in text
    assert ntmreport("new", "2023").out == "data/2023\n"


def test_communes_come_along(ntmreport: Run, project: Path) -> None:
    add_communes(project / "data/2021")
    leave_to_communes(project / "data/2021")
    assert ntmreport("status", "data/2021").code == 0
    begun = ntmreport("new", "2022", "--lang", "vi")
    assert begun.code == 0
    assert len(list((project / "data/2022/communes").iterdir())) == 32
    content = json.loads(ntmreport("status", "data/2022", "--format", "json").out)
    assert begun.err.startswith(f"còn thiếu {content['missing']} giá trị;")
    files = {file["file"]: file for file in content["files"]}
    missing = files["data/2022/communes/xa-31.yaml"]["missing"]
    assert [gap["path"] for gap in missing] == [
        "communes/xa-31.criteria_met",
        "communes/xa-31.level",
    ]
