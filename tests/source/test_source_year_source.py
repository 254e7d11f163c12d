"""The folder of a period: which files are read, and what is said about the folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ntmreport.limits import MOST_BYTES
from ntmreport.source import YearSource, read_year
from ntmreport.trouble import Trouble


def year(folder: Path, **files: str | bytes) -> Path:
    for stem, content in files.items():
        content = content.encode() if isinstance(content, str) else content
        (folder / f"{stem}.yaml").write_bytes(content)
    return folder


def said(source: YearSource, folder: Path) -> list[tuple[str, str]]:
    return [
        (str(d.span).removeprefix(folder.as_posix() + "/"), d.rule.name)
        for d in (*source.absent.values(), *source.diagnostics)
    ]


def test_a_year_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path("data") / "2021"
    folder.mkdir(parents=True)
    year(folder, report="a: 1\r\n", health="b: 2\n", plan="c: 3\n")
    (folder / "README.md").write_text("x")
    (folder / ".hidden.yaml").write_text("x")
    source = read_year(folder, ["report", "health", "plan", "acknowledged"])
    assert source.diagnostics == ()
    assert list(source.absent) == ["acknowledged"]
    assert list(source.files) == ["report", "health", "plan"]
    assert source.texts["data/2021/report.yaml"] == "a: 1\n"
    assert source.files["health"].span.file == "data/2021/health.yaml"
    assert source.files["health"].entries["b"].value.path == ("health", "b")


def test_the_problems_of_all_files_are_found_at_once(tmp_path: Path) -> None:
    year(tmp_path, a="x: 1\n", b="x: 'y\n", c=b"x: \xff\n", d="# x\n", e="x" * (MOST_BYTES + 1))
    source = read_year(tmp_path, ["a", "b", "c", "d", "e", "f"])
    assert said(source, tmp_path) == [
        ("f.yaml:1:1", "file-missing"),
        ("b.yaml:1:4", "yaml-syntax"),
        ("c.yaml:1:4", "not-utf8"),
        ("d.yaml:1:1", "file-empty"),
        ("e.yaml:1:1", "file-too-large"),
    ]
    assert list(source.files) == ["a"]
    assert {Path(name).stem for name in source.texts} == {"a", "b", "d"}


def test_an_unknown_file_is_told_its_right_name(tmp_path: Path) -> None:
    year(tmp_path, Report="a: 1\n", heatlh="a: 1\n", quite_other="a: 1\n", plan="a: 1\n")
    (tmp_path / "culture.yml").write_text("a: 1\n")
    (tmp_path / "plan.yml").write_text("a: 1\n")
    source = read_year(tmp_path, ["report", "health", "culture", "plan"])
    hints = {
        Path(d.span.file).name: d.hint.en
        for d in source.diagnostics
        if d.hint is not None and d.rule.name == "file-unknown"
    }
    assert hints == {
        "Report.yaml": "rename the file to report.yaml",
        "heatlh.yaml": "rename the file to health.yaml",
        "culture.yml": "rename the file to culture.yaml",
        "plan.yml": "move the file elsewhere",
        "quite_other.yaml": "move the file elsewhere",
    }
    assert len(source.diagnostics) == len(hints)
    assert source.absent == {}  # what is to be renamed is not missing too


def test_a_file_of_another_name_is_no_file_to_delete(tmp_path: Path) -> None:
    head = "# yaml-language-server: $schema=../../schemas/{}.json\na: 1\n"
    year(tmp_path, report="a: 1\n", plan="a: 1\n")
    for name, schema in {"y-te": "health", "plan (2)": "plan", "giao-duc": "of_nothing"}.items():
        (tmp_path / f"{name}.yaml").write_text(head.format(schema))
    source = read_year(tmp_path, ["report", "health", "culture", "plan"])
    hints = {Path(d.span.file).name: d.hint.en for d in source.diagnostics if d.hint is not None}
    assert hints == {
        "y-te.yaml": "rename the file to health.yaml",
        "plan (2).yaml": "move the file elsewhere",
        "giao-duc.yaml": "if it is data of the year, give it the name of a file that is not there "
        "(culture.yaml, health.yaml); if not, move it elsewhere",
    }
    assert source.absent.keys() == {"culture"}


def test_a_missing_folder_is_one_diagnostic(tmp_path: Path) -> None:
    for folder in (tmp_path / "2022", year(tmp_path, a="x: 1\n") / "a.yaml"):
        (diagnostic,) = read_year(folder, ["report", "health"]).diagnostics
        assert diagnostic.rule.name == "file-missing"
        assert diagnostic.span.file == folder.as_posix()


def test_the_files_of_a_subfolder_are_read_whatever_their_names(tmp_path: Path) -> None:
    year(tmp_path, report="a: 1\n")
    (tmp_path / "communes").mkdir()
    year(tmp_path / "communes", **{"dan-ly": "x: 1\n", "an-nong": "x: [1, 2]\n"})
    (tmp_path / "communes" / "tho-dan.yml").write_text("x: 1\n")
    (tmp_path / "communes" / "note.txt").write_text("x")
    source = read_year(tmp_path, ["report"], ["communes", "others"])
    assert list(source.files) == ["report", "communes/an-nong", "communes/dan-ly"]
    items = source.files["communes/an-nong"].entries["x"].value
    assert items.path == ("communes/an-nong", "x")
    (diagnostic,) = source.diagnostics
    assert diagnostic.rule.name == "file-unknown"
    assert diagnostic.hint is not None
    assert diagnostic.hint.en == "rename the file to tho-dan.yaml"


@pytest.mark.parametrize("kind", ["file", "link"])
def test_a_subfolder_is_a_folder(tmp_path: Path, kind: str) -> None:
    year(tmp_path, report="a: 1\n")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    year(elsewhere, private="x: 1\n")
    if kind == "file":
        (tmp_path / "communes").write_text("x")
    else:
        (tmp_path / "communes").symlink_to(elsewhere)
    source = read_year(tmp_path, ["report"], ["communes"])
    assert [d.rule.name for d in source.diagnostics] == ["file-not-regular"]
    assert list(source.files) == ["report"]


def test_a_subfolder_holds_so_many_files_at_the_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ntmreport.source.data_folder.MOST_FILES", 2)
    (tmp_path / "communes").mkdir()
    year(tmp_path / "communes", a="x: 1\n", b="x: 1\n", c="x: 1\n")
    source = read_year(tmp_path, [], ["communes"])
    assert [d.rule.name for d in source.diagnostics] == ["file-unknown"]
    assert list(source.files) == ["communes/a", "communes/b"]


def test_links_and_folders_are_no_data(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("password: x\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "report.yaml").symlink_to(tmp_path / "secret")
    (tmp_path / "data" / "health.yaml").mkdir()
    source = read_year(tmp_path / "data", ["report", "health"])
    assert [d.rule.name for d in source.diagnostics] == ["file-not-regular"] * 2
    assert source.texts == {}


def test_what_the_machine_refuses_is_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    year(tmp_path, a="x: 1\n")

    def refuse(*_args: object, **_named: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(Trouble, match=r"cannot read .*a\.yaml: Permission denied"):
        read_year(tmp_path, ["a"])
