"""`ntmreport audit`: what it prints and writes, its exit codes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ntmreport.zip_package import read_package, write_package

if TYPE_CHECKING:
    from tests.cli.conftest import Run

TEXT = """I. Kết quả
- Y tế: có 168.271/180.086 người tham gia BHYT, đạt 93,34%.
- Có 33.733/50.596 hộ dùng nước sạch, đạt 66,67%.
- Có 12/32 xã đạt chuẩn, đạt 100% kế hoạch.
"""


@pytest.fixture
def report(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project)
    path = Path("bao-cao.txt")
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_what_is_told(ntmreport: Run, report: Path) -> None:
    told = ntmreport("audit", report.name, "--lang", "vi")
    assert (told.code, told.err) == (0, "")
    assert "Cần xem lại (1):\n- NTM801 168.271 / 180.086 = 93,44%; văn bản ghi 93,34%" in told.out
    assert "I. Kết quả › dòng 2" in told.out
    assert told.out.endswith(
        "bao-cao.txt: 9 số, 3 quan hệ giữa các số: 1 khớp, 1 cần xem lại, 1 không kiểm được\n"
    )
    english = ntmreport("audit", report.name, "--strict", "--lang", "en")
    assert english.code == 1
    assert "1 confirmed, 1 suspicious, 1 not checkable" in english.out
    assert max(map(len, english.out.splitlines())) <= 100


def test_numbers_come_before_wording_which_is_told_in_short(ntmreport: Run, report: Path) -> None:
    report.write_text("Toàn  huyện.\n" * 9 + TEXT, encoding="utf-8")
    told = ntmreport("audit", report.name, "--lang", "vi").out
    assert told.index("NTM801") < told.index("NTM516")
    assert told.count("- NTM516") == 6
    assert "- NTM516: và 4 chỗ khác" in told


def test_json_is_a_list_of_claims(ntmreport: Run, report: Path) -> None:
    claims = json.loads(ntmreport("audit", report.name, "--format", "json").out)
    assert [claim["verdict"] for claim in claims] == ["suspicious", "confirmed", "not-checkable"]
    first = claims[0]
    assert (first["claim"], first["stated"]) == ("share", "93,34%")
    assert first["computed"] == "168.271 / 180.086 = 93,44%"
    assert first["text"].startswith("Y tế: có 168.271")
    assert (first["place"]["line"], first["place"]["column"]) == (2, 53)


@pytest.mark.parametrize(
    ("format_", "expected"),
    [
        ("markdown", "- **NTM801** 168"),
        ("html", "<mark>93,34</mark>"),
        ("sarif", '"ruleId": "NTM801"'),
        ("github", "::warning file=bao-cao.txt,line=2"),
        ("acknowledged", "  - code: NTM801\n"),
    ],
)
def test_formats(ntmreport: Run, report: Path, format_: str, expected: str) -> None:
    told = ntmreport("audit", report.name, "--format", format_)
    assert told.code == 0
    assert expected in told.out


def test_what_is_accepted_with_a_reason_is_not_told(ntmreport: Run, report: Path) -> None:
    listed = Path("bao-cao.acknowledged.yaml")
    written = ntmreport("audit", report.name, "-o", listed.name, "--format", "acknowledged")
    assert written.code == 0
    assert ntmreport("audit", report.name, "--strict").code == 1  # without a reason it is nothing
    text = listed.read_text("utf-8").replace('reason: ""', "reason: Tính trên số tháng 12.")
    listed.write_text(text, "utf-8")
    accepted = ntmreport("audit", report.name, "--strict", "--lang", "vi")
    assert (accepted.code, accepted.err) == (0, "")
    assert "Đã chấp nhận (1):" in accepted.out
    assert accepted.out.endswith("0 cần xem lại, 1 không kiểm được, 1 đã chấp nhận\n")
    report.write_text(TEXT.replace("93,34", "93,24"), "utf-8")
    again = ntmreport("audit", report.name, "--strict", "--lang", "en")
    assert again.code == 1
    assert "NTM421" in again.err


def test_a_commented_copy(ntmreport: Run, report: Path) -> None:
    del report
    assert ntmreport("build", "data/2021", "-o", "bc.docx").code == 0
    told = ntmreport("audit", "bc.docx", "--comments", "nx.docx", "--lang", "vi")
    assert told.code == 0
    assert told.out.startswith("nx.docx\nbc.docx\n")
    comments = read_package(Path("nx.docx").read_bytes())["word/comments.xml"].decode()
    assert comments.count("<w:comment ") == 3
    # The same copy again is no file that somebody has edited.
    assert ntmreport("audit", "bc.docx", "--comments", "nx.docx").err == ""


def test_the_layout_of_a_word_file(ntmreport: Run, report: Path) -> None:
    del report
    assert ntmreport("build", "data/2021", "-o", "bc.docx").code == 0
    told = ntmreport("audit", "bc.docx", "--layout", "--lang", "vi")
    assert "NTM61" not in told.out
    members = read_package(Path("bc.docx").read_bytes())
    body = members["word/document.xml"].decode()
    members["word/document.xml"] = body.replace('w:left="1701"', 'w:left="1101"').encode()
    Path("bc.docx").write_bytes(write_package(members))
    told = ntmreport("audit", "bc.docx", "--layout", "--lang", "vi")
    assert "NTM612 lề trái 19,4 mm, cần 30-35 mm" in told.out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("audit", "nothing.docx"), 3, "nothing.docx"),
        (("audit", "data"), 3, "a folder"),
        (("audit", "bao-cao.txt", "--comments", "x.docx"), 2, "is no Word file"),
        (("audit", "bao-cao.txt", "--comments", "x.pdf"), 2, "its ending must be .docx"),
        (("audit", "bao-cao.txt", "--layout"), 2, "--layout goes with"),
        (("audit", "bao-cao.txt", "-o", "bao-cao.txt"), 2, "the program reads it"),
        (("audit", "bao-cao.txt", "bao-cao.txt", "--comments", "x.docx"), 2, "one report"),
        (("audit", "bao-cao.txt", "-o", "x.doc"), 2, "its ending must be"),
        (("audit", "old.doc"), 1, "NTM812"),
    ],
)
def test_what_is_refused(
    ntmreport: Run, report: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    Path("old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100))
    before = report.read_bytes()
    told = ntmreport(*arguments, "--lang", "en")
    assert told.code == code, told
    assert said in told.err
    assert report.read_bytes() == before


def test_one_that_cannot_be_read_stops_no_other(ntmreport: Run, report: Path) -> None:
    Path("old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100))
    told = ntmreport("audit", "old.doc", report.name, "--lang", "vi")
    assert told.code == 1
    assert "old.doc:1:1: NTM812 không đọc được báo cáo" in told.err
    assert "NTM801" in told.out
