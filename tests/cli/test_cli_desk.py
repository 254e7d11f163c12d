"""`desk`: where the two files go, where they may not, and what is said."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from ntmreport.cli import output_writing, run
from ntmreport.language import Language

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

DATA = "data/2021"
ENDING = {"win32": ".cmd", "darwin": ".command"}.get(sys.platform, ".desktop")


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("Màn hình nền")


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="a desktop of XDG")
def test_they_go_onto_the_desktop(ntmreport: Run, project: Path, desk: Path) -> None:
    answer = ntmreport("desk", DATA, XDG_DESKTOP_DIR=str(desk))
    names = [f"{title} 2021{ENDING}" for title in ("Lập báo cáo", "Kiểm tra số liệu")]
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "".join(f"{desk / name}\n" for name in names)
    script = (desk / ".Lập báo cáo 2021.sh").read_text("utf-8")
    assert f"\nroot={project}\ndata={DATA}\n" in script
    lines = script.splitlines()
    assert next(line for line in lines if line.startswith("python=")) == f"python={sys.executable}"


def test_without_a_desktop_a_folder_is_to_be_named(ntmreport: Run, desk: Path) -> None:
    missing = desk / "none"
    answer = ntmreport("desk", DATA, "--lang", "en", XDG_DESKTOP_DIR=str(missing), HOME=str(desk))
    assert answer.code == 2
    assert "name a folder with -o" in answer.err
    assert not [*desk.iterdir()]


def test_any_folder_outside_a_repository(ntmreport: Run, project: Path, desk: Path) -> None:
    """A new one is made; to call again changes nothing; another unit's data takes another name."""
    folder = desk / "mới"
    first = ntmreport("desk", DATA, "-o", str(folder))
    assert first.code == 0
    build, review = (
        folder / f"{title} 2021{ENDING}" for title in ("Lập báo cáo", "Kiểm tra số liệu")
    )
    assert (build.is_file(), review.is_file()) == (True, True)
    assert ntmreport("desk", f"../{project.name}/data/2021/", "-o", str(folder)) == first
    other = project / "kho khác/data/2021"
    other.mkdir(parents=True)
    (other / "report.yaml").touch()
    answer = ntmreport("desk", str(other), "-o", str(folder), "--lang", "en")
    assert answer.code == 0
    assert f"Lập báo cáo 2021 (kho khác){ENDING}" in answer.out
    assert f"{build} is for other data" in answer.err
    build.write_bytes(build.read_bytes() + b"\n")
    edited = ntmreport("desk", DATA, "-o", str(folder), "--lang", "en")
    assert f"Lập báo cáo 2021 ({project.name}){ENDING}" in edited.out


@pytest.mark.parametrize("mark", [".git", ".hg", ".svn", "data/2020/report.yaml"])
def test_never_into_a_repository(ntmreport: Run, project: Path, desk: Path, mark: str) -> None:
    if mark.endswith(".yaml"):
        repository, data = project, DATA  # which has no git, and is one all the same
    else:
        repository, data = desk, DATA
        (desk / mark).mkdir()
    inside = repository / "a/b"
    inside.mkdir(parents=True)
    for folder in (repository, inside, inside / "new"):
        answer = ntmreport("desk", data, "-o", str(folder), "--lang", "en")
        assert (answer.code, answer.out) == (2, "")
        assert "is in the repository" in answer.err
    assert not [*inside.iterdir()]


def test_a_link_into_a_repository_is_one(ntmreport: Run, project: Path, desk: Path) -> None:
    (desk / "link").symlink_to(project)
    assert ntmreport("desk", DATA, "-o", str(desk / "link")).code == 2


@pytest.mark.parametrize("output", ["-", "README", "data", "data/2021", "templates", "/dev/null"])
def test_what_is_no_folder_for_them(ntmreport: Run, project: Path, output: str) -> None:
    (project / "README").touch()
    answer = ntmreport("desk", DATA, "-o", output)
    assert (answer.code, answer.out) == (2, "")


@pytest.mark.parametrize(
    "data", ["data", "data/2020", "templates", "README", "data/2021/report.yaml"]
)
def test_what_is_no_data(ntmreport: Run, project: Path, desk: Path, data: str) -> None:
    (project / "README").touch()
    answer = ntmreport("desk", data, "-o", str(desk), "--lang", "en")
    assert answer.code == 1
    assert "NTM101" in answer.err
    assert answer.err.endswith("no launcher was written\n")
    assert not [*desk.iterdir()]


def test_data_with_mistakes_has_launchers_that_tell_them(
    ntmreport: Run, project: Path, desk: Path
) -> None:
    (project / DATA / "report.yaml").write_text("year: [\n")
    assert ntmreport("desk", DATA, "-o", str(desk)).code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a script of sh")
def test_communes_that_report_themselves_go_along(
    ntmreport: Run, project: Path, desk: Path
) -> None:
    """Folders as the shell has found them, a pattern that it has not filled in."""
    for name in ("an-binh", "it's"):
        (project / "xa" / name / DATA).mkdir(parents=True)
    folders = ("xa/an-binh", "xa/*/data/2021")
    assert ntmreport("desk", DATA, "-o", str(desk), "--communes", *folders).code == 0
    scripts = (path for path in desk.iterdir() if path.suffix in {".sh", ".command"})
    script = next(path for path in scripts if "Lập" in path.name)
    text = script.read_text("utf-8")
    assert f"\ncommune1={project}/xa/an-binh\ncommune2='{project}/xa/*/data/2021'\n" in text
    assert '--open --communes "$commune1" --communes "$commune2" -- "$data"\n' in text
    none = ntmreport("desk", DATA, "-o", str(desk), "--communes", "x/*", "--lang", "en")
    assert (none.code, "no folder is called like x/*" in none.err) == (2, True)


def test_nobody_is_asked_where_nobody_answers(ntmreport: Run) -> None:
    answer = ntmreport("desk", "--lang", "en")
    assert (answer.code, answer.out) == (2, "")
    assert "name the folder of data" in answer.err


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
@pytest.mark.parametrize(
    "written",
    [
        "{}",
        " '{}' ",
        '"{}"',
        "kho\\ số\\ liệu/data/2021",
        "kho số liệu/data/2021",
        "kho's/data/2021",
    ],
)
def test_a_folder_dragged_into_the_window(
    project: Path, desk: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    """Terminals put quotes about a name that has blanks, or backslashes before them."""
    for name in ("kho số liệu", "kho's"):
        (project / name / DATA).mkdir(parents=True)
        (project / name / DATA / "report.yaml").touch()
    monkeypatch.chdir(project)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda _question: written.format(project / DATA))
    assert run(("desk", "-o", str(desk))) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
@pytest.mark.parametrize("name", ["a\nb", "a\x1bb", "a\u202eb", "a\udcffb", "a\n"])
def test_names_that_no_launcher_can_hold(project: Path, desk: Path, name: str) -> None:
    (project / "data" / name).mkdir()
    (project / "data" / name / "report.yaml").touch()
    assert run(("desk", str(project / "data" / name), "-o", str(desk))) == 2
    assert not [*desk.iterdir()]


def test_on_windows_a_result_is_opened_as_by_a_double_click(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`start`, which typer.launch calls, is a word of cmd and no program."""
    opened: list[str] = []

    def startfile(path: str) -> None:
        if opened:
            raise OSError(1155, "No application is associated with the specified file")
        opened.append(path)

    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("os.startfile", startfile, raising=False)
    files = [tmp_path / "a & b.docx", None, tmp_path / "c.docx"]
    output_writing.open_files(files, Language.ENGLISH)
    assert opened == [str(files[0])]
    assert "no program that opens c.docx" in capsys.readouterr().err
