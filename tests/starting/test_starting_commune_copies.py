"""Copies of communes' own data: new ones, those brought up to date, and none where one is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntmreport.cli import run
from ntmreport.output import write_all
from ntmreport.pipeline import Compiler
from ntmreport.render.plain_text import render_text
from ntmreport.trouble import Trouble
from tests.edits import edit
from tests.province import province

DATA = Path("data/2026-6t")
COPY = DATA / "communes/an-binh.yaml"
OWN = Path("../xa/0/data/2026-6t")
GATHER = ["--lang", "vi", "gather", DATA.as_posix(), "--communes", "../xa/*"]

FIRST = """\
# yaml-language-server: $schema=../../../schemas/commune.json
# Số liệu lấy bằng lệnh ntmreport gather từ ../xa/0/data/2026-6t
name: An Bình
kind: xã
group: nhóm 1
level: chưa đạt # đang phấn đấu
criteria_met: [1, 2]
earlier: {level: chưa đạt, criteria_met: [1]}
figures:
  gardens: 1
  indicators.poor.numerator: 10
  indicators.poor.denominator: 1000
  indicators.canals.plan: 4
  indicators.canals.done: 4.5
  capital: 100
  wage: 46.5
"""


@pytest.fixture(autouse=True)
def _tinh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the repository of a tỉnh of three communes."""
    province(tmp_path)
    monkeypatch.chdir(tmp_path / "tinh")


def report() -> str:
    compiled = Compiler().compile(DATA)
    assert compiled.diagnostics == ()
    assert compiled.document is not None
    return render_text(compiled.document)


def test_the_copies_make_the_report_that_the_folders_make() -> None:
    assert run(GATHER) == 0
    assert COPY.read_text("utf-8") == FIRST
    folders = [*sorted(Path("../xa").iterdir())]
    named = Compiler(communes=folders)
    copies = {each.name: each.read_bytes() for each in COPY.parent.iterdir()}
    assert sorted(copies) == ["an-binh.yaml", "binh-son.yaml", "chau-khe.yaml"]
    printed = report()
    for path in COPY.parent.iterdir():
        path.unlink()
    document = named.compile(DATA).document
    assert document is not None
    assert render_text(document) == printed


# What the commune changes in its own data, and the lines of its copy that differ then.
@pytest.mark.parametrize(
    ("file", "old", "new", "before", "after"),
    [
        ("indicators", "gardens: 1", "gardens: 2", ["  gardens: 1"], ["  gardens: 2"]),
        (
            "indicators",
            "gardens: 1",
            "gardens: {value: 2, qualifier: hơn}",
            ["  gardens: 1"],
            ["  gardens: {value: 2, qualifier: hơn}"],
        ),
        ("criteria", "nhóm 1", '"nhóm 2"', ["group: nhóm 1"], ['group: "nhóm 2"']),
        (
            "criteria",
            "[1, 2]",
            "\n  - 1\n  - 3",
            ["criteria_met: [1, 2]"],
            ["criteria_met: [1, 3]"],
        ),
        (
            "criteria",
            "criteria_met: [1, 2]",
            "criteria_met_number: 4",
            ["criteria_met: [1, 2]"],
            ["criteria_met_number: 4"],
        ),
        (
            "criteria",
            "earlier: {level: chưa đạt, criteria_met: [1]}",
            "planned:\n  criteria_met: [1]",
            ["earlier: {level: chưa đạt, criteria_met: [1]}"],
            ["planned: {criteria_met: [1]}"],
        ),
        ("criteria", " # đang phấn đấu", " # khác", [], []),
        ("narrative", "", "x: y\n", [], []),
    ],
)
def test_a_copy_is_brought_up_to_date(
    file: str, old: str, new: str, before: list[str], after: list[str]
) -> None:
    assert run(GATHER) == 0
    edit(COPY, "level: chưa đạt # đang phấn đấu", "level: chưa đạt # xem công văn 12")
    edit(COPY, "  capital: 100\n", "  # phòng Tài chính\n  capital: 100 # đã đối chiếu\n")
    path = OWN / f"{file}.yaml"
    if path.exists():
        edit(path, old, new)
    else:
        path.write_text(new, "utf-8")
    was = COPY.read_text("utf-8").splitlines()
    assert run(GATHER) == 0
    now = COPY.read_text("utf-8").splitlines()
    assert sorted(set(was) - set(now)) == sorted(before)
    assert sorted(set(now) - set(was)) == sorted(after)
    assert "Vốn huy động: 303 triệu đồng" in report()


def test_what_changes_and_what_is_left_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(GATHER) == 0
    capfd.readouterr()
    edit(OWN / "finance.yaml", "capital: 100", "capital: 120")
    edit(OWN / "indicators.yaml", "gardens: 1\n", "bridges: {label: Cầu, unit: cầu, value: 3}\n")
    (OWN / "health.yaml").write_text("as_of: 2026-06-30\n", "utf-8")
    assert run(GATHER) == 0
    out, err = capfd.readouterr()
    assert "-  capital: 100\n+  capital: 120" in out
    for words in (
        "không lấy “bridges” (mẫu và số liệu của đơn vị tổng hợp không có chỉ tiêu này): 1 xã",
        "không lấy “health.yaml”",
        "an-binh.yaml: giữ “gardens” mà số liệu của xã không có",
        "đã lấy số liệu của 3 xã: 0 tệp mới, 1 tệp thay đổi, 2 tệp như cũ",
    ):
        assert words in err


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("report", "months: 6", "months: 9", "NTM439"),
        ("report", "name: An Bình", "name: Bình Sơn", "NTM433"),
        ("report", "name: An Bình\n", "name: Đông Xa\n", "NTM402"),
        ("criteria", "level: chưa đạt", "level: hạng nhất", "NTM203"),
        ("finance", "capital: 100", "capital: 1.000", "NTM120"),
        ("finance", "capital: 100", "capital: [", "NTM108"),
    ],
)
def test_none_is_written_where_one_does_not_fit(
    file: str, old: str, new: str, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = OWN / f"{file}.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert (
        run(["--lang", "vi", "gather", DATA.as_posix(), "--communes", "../xa/*/data/2026-6t"]) == 1
    )
    err = capfd.readouterr().err
    assert says in err
    assert "chưa lấy số liệu của xã nào" in err
    assert not COPY.parent.exists()


def test_a_draft_is_brought_in_and_named(capfd: pytest.CaptureFixture[str]) -> None:
    edit(OWN / "report.yaml", "year: 2026\n", "year: 2026\nstage: draft\n")
    assert run(GATHER) == 0
    assert "NTM440" in capfd.readouterr().err
    assert COPY.exists()


def test_without_folders_the_call_makes_no_sense(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "vi", "gather", DATA.as_posix()]) == 2
    assert "nêu thư mục của các xã bằng --communes" in capfd.readouterr().err


def test_where_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    first, folder = tmp_path / "a/first.yaml", tmp_path / "second.yaml"
    first.parent.mkdir()
    first.write_bytes(b"old")
    folder.mkdir()
    new = tmp_path / "a/new.yaml"
    with pytest.raises(Trouble):
        write_all({first: b"old", new: None, folder: None}, {first: b"x", new: b"x", folder: b"x"})
    assert first.read_bytes() == b"old"
    assert not new.exists()
