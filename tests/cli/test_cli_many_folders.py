"""Many folders of data in one call: what each alone gives, whoever does the work."""

from __future__ import annotations

import io
import os
import shutil
import sys
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from ntmreport.cli import run
from ntmreport.cli.exit_codes import WrongCallError
from ntmreport.cli.many_folders import each_done
from ntmreport.cli.output_path import names_of_folders
from ntmreport.cli.terminal import Printed, print_lines, progress_bar, recorded
from ntmreport.language import Bilingual, Language
from ntmreport.trouble import Trouble
from tests.conftest import FIXTURES
from tests.edits import edit

from .test_cli_terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Run

VI = Language.VIETNAMESE
WORK = Bilingual("đang làm", "working")
FIGURES = ("46.5", "47.5", "48.25")


@pytest.fixture
def folders(project: Path) -> list[str]:
    """Repositories of three communes, one of them with a mistake."""
    found = []
    for name, income in zip(("an-binh", "binh-son", "chau-khe"), FIGURES, strict=True):
        shutil.copytree(FIXTURES / "commune/2021", project / name / "data/2021")
        shutil.copytree(
            FIXTURES / "templates/annual-commune", project / name / "templates/annual-commune"
        )
        edit(project / name / "data/2021/indicators.yaml", "value: 46.5", f"value: {income}")
        found.append(f"{name}/data/2021")
    edit(project / "binh-son/data/2021/indicators.yaml", "value: 1246.8", "value: 1.246,8")
    return found


def built(project: Path, folder: str = "build") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project / folder).rglob("*.docx")}


WAYS: dict[str, Callable[[], Executor | None]] = {
    "one process": lambda: None,
    "two processes": lambda: None,
    "threads of the caller": lambda: ThreadPoolExecutor(2),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_bad_report_stops_no_other(
    project: Path,
    folders: list[str],
    way: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(project)
    executor = WAYS[way]()
    jobs = ["--jobs", "2" if way == "two processes" else "1"]
    code = run(["build", "--lang", "en", *jobs, *folders, "nowhere"], executor)
    said = capsys.readouterr()
    assert code == 1
    assert said.out.splitlines() == [
        "build/an-binh-2021/bao-cao-an-binh-2021.docx".replace("/", os.sep),
        "build/chau-khe-2021/bao-cao-chau-khe-2021.docx".replace("/", os.sep),
    ]
    places = [line.partition(" ")[0] for line in said.err.splitlines() if ": NTM" in line]
    assert places == ["binh-son/data/2021/indicators.yaml:6:10:", "nowhere:1:1:"]
    assert said.err.splitlines()[-1] == (
        "folders whose report was built: 2 of 4; not built: binh-son/data/2021, nowhere"
    )
    assert run(["build", folders[0], "-o", "one.docx"]) == 0
    assert built(project)["bao-cao-an-binh-2021.docx"] == (project / "one.docx").read_bytes()


def test_all_folders_are_checked_together(
    project: Path,
    folders: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(project)
    said = []
    for way, jobs in (("text", "1"), ("text", "2"), ("json", "1"), ("json", "2")):
        assert run(["validate", *folders, "--jobs", jobs, "--format", way]) == 1
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert said[2] == said[3]
    alone = []
    for folder in folders:
        run(["validate", folder])
        alone += capsys.readouterr().out.splitlines()[:-1]
    assert said[0].splitlines()[:-1] == alone


def test_a_folder_that_cannot_be_read_stops_no_other(
    ntmreport: Run, project: Path, folders: list[str]
) -> None:
    edit(project / "binh-son/data/2021/indicators.yaml", "value: 1.246,8", "value: 1246.8")
    assert ntmreport("validate", *folders).code == 0
    (project / "out").mkdir()
    (project / "out/bao-cao-an-binh-2021.docx").mkdir()
    answer = ntmreport("build", *folders, "-o", "out", "--lang", "en")
    assert answer.code == 1
    assert len(answer.out.splitlines()) == 2
    assert answer.err.startswith("an-binh/data/2021: cannot write ")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("build", "-o", "x.docx"), "2 folders of data: name a folder"),
        (("build", "-o", "-"), "2 folders of data: name a folder"),
        (("build", "--communes", "data/2021"), "--communes goes with one folder"),
        (("validate", "--communes", "data/2021"), "--communes goes with one folder"),
        (("build", "--jobs", "0"), "--jobs"),
    ],
)
def test_what_is_for_one_folder_is_refused(
    ntmreport: Run, folders: list[str], arguments: tuple[str, ...], says: str
) -> None:
    command, *rest = arguments
    answer = ntmreport(command, *folders[:2], *rest, "--lang", "en")
    assert (answer.code, answer.out) == (2, "")
    assert says in answer.err


def test_a_form_that_one_folder_does_not_name(ntmreport: Run, folders: list[str]) -> None:
    answer = ntmreport("build", *folders[::2], "--form", "other", "--lang", "en")
    assert answer.code == 1
    assert answer.err.count("does not name the form `other`") == 2


def test_many_folders_can_be_named_by_a_pattern(ntmreport: Run, folders: list[str]) -> None:
    assert folders
    answer = ntmreport("validate", "*/data/2021", "--format", "json")
    assert answer.code == 1
    assert "binh-son/data/2021" in answer.out
    assert ntmreport("validate", "**x").code == 2


@pytest.mark.parametrize(
    ("folders", "names"),
    [
        (["data/2021", "data/2022"], ["2021", "2022"]),
        (["a/data/2021", "b/data/2021", "b/data/2022"], ["a-2021", "b-2021", "2022"]),
        (["x/a/data/1", "y/a/data/1", "y/b/data/1"], ["x-a-1", "y-a-1", "y-b-1"]),
        (["a/data/B", "b/data/b"], ["a-B", "b-b"]),
    ],
)
def test_outputs_of_folders_of_one_name_are_told_apart(
    folders: list[str], names: list[str]
) -> None:
    assert names_of_folders([Path("r", each) for each in folders]) == names


def test_outputs_that_have_one_name_still_are_refused() -> None:
    with pytest.raises(WrongCallError):
        names_of_folders([Path("a/data/1"), Path("b/data/1"), Path("c/data/a-1")])


class Piece(NamedTuple):
    data: Path


def failing(piece: Piece) -> str:
    """Do the work of a piece, as its name says."""
    match piece.data.name:
        case "mistake":
            raise KeyError("unit")
        case "disk":
            raise OSError(28, "No space left on device", "x.docx")
        case "trouble":
            raise Trouble(Bilingual("hỏng", "broken"))
        case name:
            print_lines(name)
            return name


class Dying(Executor):
    """A cluster of which the second piece of work has been the end."""

    def submit(self, work: Any, /, *given: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if given[0].data.name == "b":
            future.set_exception(BrokenExecutor())
        else:
            future.set_result(work(*given, **named))
        return future


def outcomes(names: str, executor: Executor | None, printed: list[Printed]) -> list[str | None]:
    pieces = [Piece(Path(name)) for name in names.split()]
    with recorded() as kept:
        found = [each for _, each in each_done(failing, pieces, WORK, VI, 1, executor)]
    printed += kept
    return found


def test_whatever_stops_a_piece_of_work_is_a_line() -> None:
    printed: list[Printed] = []
    found = outcomes("a mistake disk trouble e", None, printed)
    assert found == ["a", None, None, None, "e"]
    assert [each.text for each in printed] == [
        "a\n",
        "mistake: lỗi của chương trình: KeyError: 'unit'\n",
        "disk: x.docx: hết chỗ trên đĩa\n",
        "trouble: hỏng\n",
        "e\n",
    ]


def test_a_process_that_is_gone_stops_no_other() -> None:
    printed: list[Printed] = []
    assert outcomes("a b c", Dying(), printed) == ["a", None, "c"]
    assert printed[1].is_of_error
    assert printed[1].text.startswith("b: tiến trình xử lý đã bị dừng")


def test_progress_shows_how_much_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    shown, out = Terminal(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar(WORK, 3321, VI) as advance:
        advance([Printed("tệp.docx\n", is_of_error=False)])
        advance([Printed("lỗi\n", is_of_error=True)])
    assert out.getvalue() == "tệp.docx\n"
    assert "2/3321" in shown.getvalue()
    assert "lỗi\n" in shown.getvalue()
    assert "tệp" not in shown.getvalue()


def test_nobody_sees_progress_of_work_that_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    with recorded() as kept, progress_bar(WORK, 2, VI) as advance:
        advance([Printed("x", is_of_error=False)])
    assert kept == [Printed("x", is_of_error=False)]
    assert shown.getvalue() == ""
