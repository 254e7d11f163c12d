"""`ntmreport sheets` and `collect`: what they write and print, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from ntmreport.zip_package import MOST_BYTES
from tests.edits import edit
from tests.sheets.test_sheets_kept_workbooks import kept
from tests.sheets.workbooks import typed

if TYPE_CHECKING:
    from tests.cli.conftest import Run

NUMERATOR = "health.insurance.whole.numerator"
FOLDER = "build/2021/phieu"


def fill_in(project: Path, value: object) -> None:
    path = project / FOLDER / "health.xlsx"
    path.write_bytes(typed(path.read_bytes(), {NUMERATOR: value}))


def test_out_and_in(ntmreport: Run, project: Path) -> None:
    out = ntmreport("sheets", "data/2021", "--lang", "vi")
    assert (out.code, out.err) == (0, "")
    assert f"{FOLDER}/health.xlsx" in out.out.splitlines()
    before = (project / "data/2021/health.yaml").read_text("utf-8")
    fill_in(project, "190.500")
    looked = ntmreport("collect", f"{FOLDER}/health.xlsx", "--dry-run", "--lang", "vi")
    assert looked.code == 0
    assert looked.out == (
        f"{FOLDER}/health.xlsx → health.yaml: 1 thay đổi\n"
        f"  {FOLDER}/health.xlsx!E10  Số người có: 190113 → 190500\n"
    )
    assert looked.err == "1 tệp, 1 thay đổi; chưa ghi (--dry-run)\n"
    assert (project / "data/2021/health.yaml").read_text("utf-8") == before
    taken = ntmreport("collect", FOLDER, "--into", "data/2021", "--lang", "en")
    assert taken.code == 0
    assert taken.err == "14 workbooks, 1 change; written: data/2021/health.yaml\n"
    after = (project / "data/2021/health.yaml").read_text("utf-8")
    assert after == before.replace("190113", "190500")
    # A workbook that someone has filled in is not written over.
    again = ntmreport("sheets", "data/2021", "--for", "health", "--lang", "en")
    assert "had been edited" in again.err
    assert (project / FOLDER / "health.sua-tay-1.xlsx").is_file()


def test_what_is_in_the_way_is_told_with_its_cell(ntmreport: Run, project: Path) -> None:
    ntmreport("sheets", "data/2021", "--for", "health.yaml", "--for", "Giáo dục")
    assert {path.name for path in (project / FOLDER).glob("*.xlsx")} == {
        "health.xlsx",
        "education.xlsx",
    }
    fill_in(project, "chưa có")
    told = ntmreport("collect", FOLDER, "--lang", "vi")
    assert told.code == 1
    assert f"{FOLDER}/health.xlsx!E10: NTM704 Số người có: “chưa có” không phải" in told.out
    assert max(map(len, told.out.splitlines())) < 140
    found = json.loads(ntmreport("collect", FOLDER, "--format", "json").out)
    (health,) = (one for one in found["workbooks"] if one["office"] == "health")
    assert (health["taken"], health["diagnostics"][0]["code"]) == (False, "NTM704")
    assert "NTM704" in ntmreport("collect", FOLDER, "--format", "markdown").out


def test_what_breaks_a_rule_is_shown_before_it_is_written(ntmreport: Run, project: Path) -> None:
    ntmreport("sheets", "data/2021", "-o", "phieu")
    path = project / "phieu/health.xlsx"
    path.write_bytes(typed(path.read_bytes(), {NUMERATOR: 204_380}))
    told = ntmreport("collect", "phieu", "--lang", "en")
    assert told.code == 1
    assert "NTM306" in told.out
    assert "not taken" in told.out
    assert "190113" in (project / "data/2021/health.yaml").read_text("utf-8")


def test_calls_that_cannot_be_answered(ntmreport: Run, project: Path) -> None:
    (project / "empty").mkdir()
    (project / "a.xlsx").write_bytes(b"no workbook")
    with (project / "large.xlsx").open("wb") as large:
        large.truncate(MOST_BYTES + 1)
    cases = [
        (("sheets", "data/2021", "--for", "nobody"), 2, "there is no such file or commune"),
        (("sheets", "data/2021", "-o", "a.xlsx"), 2, "is no folder"),
        (("sheets", "data/1999"), 1, "NTM101"),
        (("collect", "empty"), 2, "no Excel file"),
        (("collect", "a.xlsx"), 2, "--into"),
        (("collect", "a.xlsx", "--theirs", "--ours"), 2, "exclude each other"),
        (("collect", "nothing.xlsx"), 3, "nothing.xlsx"),
        (("collect", "large.xlsx", "--into", "data/2021"), 2, "large.xlsx: the file is too large"),
        (("collect", "a.xlsx", "--into", "data/2021"), 1, "NTM701"),
    ]
    for arguments, code, words in cases:
        answer = ntmreport(*arguments, "--lang", "en")
        assert (answer.code, words in answer.out + answer.err) == (code, True), arguments


def test_a_packed_file_among_the_others_is_told(ntmreport: Run, project: Path) -> None:
    ntmreport("sheets", "data/2021", "--for", "health")
    (project / FOLDER / "xa.zip").write_bytes(b"PK")
    answer = ntmreport("collect", FOLDER, "--dry-run", "--lang", "en")
    assert answer.code == 0
    assert f"packed files are passed over: {FOLDER}/xa.zip; unpack" in answer.err


def test_data_that_cannot_be_read_hands_out_nothing(ntmreport: Run, project: Path) -> None:
    edit(project / "data/2021/health.yaml", "insurance:", "insurance")
    answer = ntmreport("sheets", "data/2021", "--lang", "en")
    assert answer.code == 1
    assert "no workbook was written" in answer.err
    assert not Path(project / FOLDER).exists()


MAP = """\
workbooks:
  - file: "BHYT {year}*.xlsx"
    values:
      - indicator: health.insurance.whole.denominator
        cell: B2
"""


def test_the_map_goes_with_the_data_to_the_next_period(ntmreport: Run, project: Path) -> None:
    path = project / "data/2021" / "workbooks.yaml"
    path.write_text(MAP, "utf-8", newline="\n")
    assert ntmreport("new", "2022").code == 0
    assert (project / "data/2022/workbooks.yaml").read_text("utf-8") == MAP


def test_collect_reads_them(ntmreport: Run, project: Path) -> None:
    path = project / "data/2021" / "workbooks.yaml"
    path.write_text(MAP, "utf-8", newline="\n")
    (project / "BHYT 2021.xlsx").write_bytes(kept({"B2": 204_400}))
    call = ("collect", "BHYT 2021.xlsx", "--into", "data/2021", "--lang", "vi")
    told = ntmreport(*call)
    assert told.code == 1
    assert (
        "BHYT 2021.xlsx!B2: NTM705 Tổng số người: số liệu đang là 204379, tệp ghi 204400"
        in told.out
    )
    taken = ntmreport(*call, "--theirs")
    assert taken.code == 0
    assert "BHYT 2021.xlsx!B2  Tổng số người: 204379 → 204400" in taken.out
    assert "denominator: 204400" in (project / "data/2021" / "health.yaml").read_text("utf-8")
    path.write_text(MAP.replace("B2", "B"), "utf-8", newline="\n")
    refused = ntmreport(*call)
    assert refused.code == 1
    assert "data/2021/workbooks.yaml:5:15: NTM203" in refused.out + refused.err


def test_a_draft_of_a_map_is_printed(ntmreport: Run, project: Path) -> None:
    (project / "a 2021.xlsx").write_bytes(kept({"B2": 204_379}))
    call = ("collect", "a 2021.xlsx", "--draft-map", "--lang", "en")
    drafted = ntmreport(*call, "--into", "data/2021")
    assert drafted.code == 0
    assert "- indicator: health.insurance.whole.denominator\n        cell: B2\n" in drafted.out
    assert "put it into data/2021/workbooks.yaml" in drafted.err
    assert ntmreport(*call).code == 2
    (project / "a 2021.xlsx").write_bytes(kept({"B2": 5}))
    assert ntmreport(*call, "--into", "data/2021").code == 1
