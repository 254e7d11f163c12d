"""`ntmreport reconcile`: the leader's edits in Word, shown and taken home."""

from __future__ import annotations

import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
from retouch.word_paragraphs import WordParagraphs, text_of

from tests.edits import commit, edit, git
from tests.reconcile.edited_reports import LEADER, edited

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

REPORT = "build/2021/bao-cao-2021.docx"
KEPT = "build/2021/bao-cao-2021.sua-tay-1.docx"
DIGITS = ("190.113", "190.123")
WORDS = ("loa truyền thanh", "loa phát thanh")


def edit_report(project: Path, *changes: tuple[str, str]) -> None:
    path = project / REPORT
    path.write_bytes(edited(path.read_bytes(), *changes, author=LEADER))


def test_home_and_back(ntmreport: Run, project: Path) -> None:
    """Build, edit, build again, reconcile what was kept, write, build: the edits are printed."""
    ntmreport("build", "data/2021")
    edit_report(project, DIGITS, WORDS, ("93,44%", "93,34%"))
    again = ntmreport("build", "data/2021", "--lang", "vi")
    assert f"ntmreport reconcile {KEPT}" in again.err
    before = (project / "data/2021/health.yaml").read_text("utf-8")
    looked = ntmreport("reconcile", KEPT, "--lang", "vi")
    assert looked.code == 0
    assert looked.err == (
        "3 chỗ khác: ghi được 2, phải sửa bằng tay 1; chưa ghi (thêm --write để ghi)\n"
    )
    for words in (
        "bản ghi của lần",
        "data/2021/health.yaml:6:16",
        "[-190.113-] → {+190.123+}",
        "hệ thống loa [-truyền-]{+phát+} thanh",
        "người sửa: Lê Văn Hùng (2022-01-05)",
        "stated: {share: 93.34}",
    ):
        assert words in looked.out
    assert max(map(len, looked.out.splitlines())) <= 80
    assert (project / "data/2021/health.yaml").read_text("utf-8") == before
    written = ntmreport("reconcile", KEPT, "data/2021", "--write", "--lang", "en")
    assert written.code == 0
    assert written.err.endswith("written: data/2021/communication.yaml, data/2021/health.yaml\n")
    after = (project / "data/2021/health.yaml").read_text("utf-8")
    assert after == before.replace("190113", "190123")
    ntmreport("build", "data/2021", "-o", "again.txt")
    printed = (project / "again.txt").read_text("utf-8")
    assert all(new in printed.replace("\u00a0", " ") for _, new in (DIGITS, WORDS))
    nothing = ntmreport("reconcile", KEPT, "--format", "json")
    outcomes = {one["kind"]: one["outcome"] for one in json.loads(nothing.out)["differences"]}
    assert outcomes == {
        "written-figure": "present",
        "data-text": "present",
        "computed-figure": "left",
    }


def test_what_was_taken_home_is_there(ntmreport: Run, project: Path) -> None:
    """Whatever stands at other indices since, and in wording: nothing is asked for again."""
    ntmreport("build", "data/2021")
    report = project / REPORT
    paragraphs = WordParagraphs(report.read_bytes())
    (struck,) = (e for e in paragraphs.all if text_of(e).startswith("- Hội Phụ nữ"))
    paragraphs.remove(struck, None)
    report.write_bytes(edited(paragraphs.content(), ("Đoàn Thanh niên", "Đoàn thanh niên")))
    assert ntmreport("reconcile", REPORT, "--write", "--lang", "en").err.startswith("2 differ")
    again = ntmreport("reconcile", REPORT, "--format", "json")
    outcomes = [each["outcome"] for each in json.loads(again.out)["differences"]]
    assert outcomes == ["present", "present"]


def test_one_more_entry_in_the_text_of_another_is_left(ntmreport: Run, project: Path) -> None:
    ntmreport("build", "data/2021")
    edit_report(project, ("hệ thống loa truyền thanh", "hệ thống loa truyền thanh; mạng xã hội"))
    answer = ntmreport("reconcile", REPORT, "--write", "--lang", "vi")
    assert "thêm một mục vào danh sách" in answer.out
    assert "mạng xã hội" not in (project / "data/2021/communication.yaml").read_text("utf-8")


def test_nothing_is_written_where_the_output_is_refused(ntmreport: Run, project: Path) -> None:
    ntmreport("build", "data/2021")
    edit_report(project, DIGITS)
    file = project / "data/2021/health.yaml"
    before = file.read_bytes()
    answer = ntmreport("reconcile", REPORT, "--write", "-o", "data/2021/found.txt")
    assert answer.code == 2
    assert file.read_bytes() == before
    assert not (project / "data/2021/found.txt").exists()


def test_formats_and_files(ntmreport: Run, project: Path) -> None:
    ntmreport("build", "data/2021")
    edit_report(project, DIGITS)
    found = json.loads(ntmreport("reconcile", REPORT, "--format", "json").out)
    (one,) = found["differences"]
    assert (one["value"], one["path"]) == ("190123", "health.insurance.whole.numerator")
    assert one["authors"] == [{"name": LEADER.name, "date": LEADER.date}]
    assert found["following"] == []
    assert "<del>190.113</del>" in ntmreport("reconcile", REPORT, "--format", "markdown").out
    ntmreport("reconcile", REPORT, "-o", "page.html")
    page = (project / "page.html").read_text("utf-8")
    assert "<ins>190.123</ins>" in page
    assert "<script" not in page
    rejected = ntmreport("reconcile", REPORT, "--view", "rejected", "--lang", "en")
    assert "as it was built" in rejected.err


def test_both_sides_changed(ntmreport: Run, project: Path) -> None:
    ntmreport("build", "data/2021")
    edit_report(project, DIGITS)
    edit(project / "data/2021/health.yaml", "190113", "190150")
    answer = ntmreport("reconcile", REPORT, "--write", "--lang", "en")
    assert answer.code == 1
    assert "the data has 190150 by now" in answer.out
    assert "190150" in (project / "data/2021/health.yaml").read_text("utf-8")


def test_without_its_record_the_commit_is_built_again(ntmreport: Run, project: Path) -> None:
    git(project, "init", "-q")
    commit(project)
    ntmreport("build", "data/2021")
    edit_report(project, DIGITS)
    edit(project / "data/2021/communication.yaml", "loa truyền thanh", "loa phát thanh")
    for record in (project / "build/2021/.ntmreport").iterdir():
        record.unlink()
    found = ntmreport("reconcile", REPORT, "data/2021", "--lang", "en")
    assert "built again" in found.out
    assert found.err.startswith("1 difference: 1 writable")
    shutil.rmtree(project / ".git")
    lost = ntmreport("reconcile", REPORT, "data/2021", "--lang", "en")
    assert "today's data" in lost.out.replace("\n", " ")


def test_a_blank_of_a_draft_is_to_be_filled_in_in_the_data(ntmreport: Run, project: Path) -> None:
    edit(project / "data/2021/health.yaml", "numerator: 190113", "numerator:")
    report = project / "data/2021/report.yaml"
    report.write_text(f"stage: draft\n{report.read_text('utf-8')}", "utf-8")
    ntmreport("build", "data/2021")
    edit_report(project, ("……/204.379", "190.113/204.379"))
    answer = ntmreport("reconcile", REPORT, "--lang", "en")
    assert "what the draft leaves blank" in answer.out


def test_a_file_of_another_period_or_unit_changes_nothing(ntmreport: Run, project: Path) -> None:
    ntmreport("build", "data/2021")
    shutil.copytree(project / "data/2021", project / "data/2020")
    edit(project / "data/2020/health.yaml", "190113", "180113")
    other = ntmreport("reconcile", REPORT, "data/2020", "--write", "--lang", "en")
    assert other.code == 2
    assert "was built from data/2021, not from data/2020" in other.err
    shutil.rmtree(project / "build/2021/.ntmreport")
    unsure = ntmreport("reconcile", REPORT, "data/2020", "--write", "--lang", "en")
    assert "0 written" in unsure.err
    assert "or the data has changed" in unsure.out.replace("\n    ", " ")
    assert "180113" in (project / "data/2020/health.yaml").read_text("utf-8")


def test_a_record_that_somebody_changed_is_not_believed(ntmreport: Run, project: Path) -> None:
    ntmreport("build", "data/2021")
    edit_report(project, DIGITS)
    (record,) = (project / "build/2021/.ntmreport").glob("*.json")
    for content in (b"{}", b"", b"[1]", b'{"composition": 2}'):
        record.write_bytes(content)
        answer = ntmreport("reconcile", REPORT, "data/2021", "--lang", "en")
        assert answer.code == 0
        assert "today's data, which it was built from" in answer.out.replace("\n", " ")


def test_files_that_are_no_edited_report(ntmreport: Run, project: Path) -> None:
    (project / "old.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (project / "old.rtf").write_bytes(b"{\\rtf1 a}")
    (project / "report.pdf").write_bytes(b"%PDF-1.7")
    with zipfile.ZipFile(project / "empty.docx", "w") as archive:
        archive.writestr("a", "b")
    cases = [
        (("reconcile", "nothing.docx"), 3, "nothing.docx"),
        (("reconcile", "old.docx"), 1, "Word 97-2003"),
        (("reconcile", "empty.docx"), 1, "empty.docx"),
        (("reconcile", "old.rtf"), 1, "an .rtf file"),
        (("reconcile", "report.pdf"), 1, "a .pdf file"),
        (("reconcile", "data"), 2, "data"),
        (("reconcile", "data/2021/health.yaml"), 1, "health.yaml"),
    ]
    for arguments, code, words in cases:
        answer = ntmreport(*arguments, "--lang", "en")
        assert (answer.code, words in answer.out + answer.err) == (code, True), arguments
    ntmreport("build", "data/2021", "-o", "other.docx")
    unnamed = ntmreport("reconcile", "other.docx", "data/1999", "--lang", "en")
    assert (unnamed.code, "no folder of data data/1999" in unnamed.err) == (2, True)


def test_remarks_of_a_review_page(ntmreport: Run, project: Path) -> None:
    remark = {
        "target": "b60",
        "path": "health.insurance.whole.numerator",
        "section": "I.2.d)",
        "quoted": "190.113",
        "text": "Đề nghị kiểm tra lại.",
        "written": "2026-11-27T04:43:52Z",
    }
    said = {
        "ntmreport": "remarks",
        "version": 1,
        "author": "Lê Thị Lan",
        "report": {"data": "../../elsewhere/2021"},
        "remarks": [remark, {"text": ""}],
    }
    (project / "gop-y-2021.json").write_text(json.dumps(said), "utf-8")
    answer = ntmreport("reconcile", "gop-y-2021.json", "--lang", "vi")
    assert answer.code == 0
    assert "I.2.d), Lê Thị Lan (2026-11-27): “190.113”  data/2021/health.yaml:6:16" in answer.out
    assert "Đề nghị kiểm tra lại." in answer.out
    assert answer.err.splitlines() == [
        "gop-y-2021.json: góp ý thứ 2 trong tệp không có nội dung đọc được",
        "1 ý kiến",
    ]
    found = json.loads(ntmreport("reconcile", "gop-y-2021.json", "--format", "json").out)
    assert [each["author"] for each in found["remarks"]] == ["Lê Thị Lan"]
    shutil.copytree(project / "data/2021", project / "data/2020")
    other = ntmreport("reconcile", "gop-y-2021.json", "data/2020", "--lang", "en")
    assert (other.code, "not from data/2020" in other.err) == (2, True)
    (project / "gop-y-2021.json").write_text('{"a": 1}', "utf-8")
    refused = ntmreport("reconcile", "gop-y-2021.json", "--lang", "en")
    assert (refused.code, "no file of remarks" in refused.err) == (1, True)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_breaks_a_rule_is_not_written(ntmreport: Run, project: Path, language: str) -> None:
    ntmreport("build", "data/2021")
    edit_report(project, ("190.113", "204.380"))
    answer = ntmreport("reconcile", REPORT, "--write", "--lang", language)
    assert answer.code == 0
    assert "NTM306" in answer.out
    assert "190113" in (project / "data/2021/health.yaml").read_text("utf-8")
