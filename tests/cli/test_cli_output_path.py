"""Where output may go: a table of names, each refused, written to, or written into."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ntmreport.cli.exit_codes import WrongCallError
from ntmreport.cli.output_path import check_folder, checked_file, output_path
from ntmreport.trouble import Trouble
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from tests.cli.conftest import Run

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and devices of POSIX")


@pytest.fixture
def here(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project)
    for folder in (".git", "schemas", "criteria", "out", "bare/objects", "bare/refs"):
        Path(folder).mkdir(parents=True)
    Path("bare/HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    return project


def going(output: str | None, data: str = "data/2021") -> Path:
    chosen = None if output is None else Path(output)
    return output_path(chosen, "2021", "bao-cao-2021.docx", [Path(data)]).path


@pytest.mark.parametrize(
    "output",
    [
        "data/2021/health.yaml",
        "data/2021/../2021/health.yaml",
        "data/2021/new.docx",
        "data/2021/deeper/new.docx",
        "data/2021",
        "data/new.docx",
        "data/words.txt",
        "data/2022/new.docx",
        "data",
        "templates/annual-district/layout.docx",
        "templates/annual-district/new.docx",
        "templates/new.txt",
        "templates/another-form/new.docx",
        "schemas/new.json",
        "criteria/new.txt",
        ".git/new.docx",
        ".git/hooks/new.txt",
        "sub/.git/new.docx",
        "bare/new.docx",
        "bare/objects/new.docx",
        "out/.ntmreport/new.docx",
        f"{REPOSITORY}/src/ntmreport/new.docx",
        f"{REPOSITORY}/templates/annual-commune/new.docx",
        f"{REPOSITORY}/data/2021/new.docx",
    ],
)
@pytest.mark.parametrize("data", ["data/2021", "data/../data/2021/"])
@pytest.mark.usefixtures("here")
def test_output_is_never_among_what_is_read(output: str, data: str) -> None:
    with pytest.raises(WrongCallError) as caught:
        going(output, data)
    assert caught.value.message.vi.startswith(f"không ghi vào {output}")


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (None, "build/2021/bao-cao-2021.docx"),
        ("out", "out/bao-cao-2021.docx"),
        ("out/r.docx", "out/r.docx"),
        ("new/deep/r.docx", "new/deep/r.docx"),
        ("data.docx", "data.docx"),
        ("database/r.docx", "database/r.docx"),
        (".github/r.docx", ".github/r.docx"),
    ],
)
def test_output_goes_where_it_is_wanted(here: Path, output: str | None, expected: str) -> None:
    assert going(output) == here.resolve() / expected


@pytest.mark.parametrize("place", ["data", "data/2021", "templates/annual-district"])
def test_from_within_an_input_the_repositorys_build_folder_is_written(
    here: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    data = os.path.relpath(here / "data/2021")
    found = output_path(None, "2021", "r.docx", [Path(data)])
    assert found.path == here.resolve() / "build/2021/r.docx"
    assert found.shown.resolve() == found.path


def test_data_outside_of_a_folder_named_data(here: Path) -> None:
    (here / "data").rename(here / "numbers")
    for refused in ("numbers/2021/r.docx", "numbers/words.txt", "templates/r.docx"):
        with pytest.raises(WrongCallError):
            going(refused, "numbers/2021")
    assert going("numbers/r.docx", "numbers/2021") == here.resolve() / "numbers/r.docx"


@POSIX
def test_a_file_under_another_name_is_the_same_file(here: Path) -> None:
    os.link("data/2021/health.yaml", "out/hard.txt")
    os.link("templates/annual-district/layout.docx", "out/hard.docx")
    Path("out/soft.txt").symlink_to(here / "data/2021/health.yaml")
    Path("out/folder").symlink_to(here / "data/2021")
    for refused in ("out/hard.txt", "out/hard.docx", "out/soft.txt", "out/folder/r.docx"):
        with pytest.raises(WrongCallError):
            going(refused)


@POSIX
def test_a_link_is_followed_where_the_user_named_it(here: Path) -> None:
    Path("out/target.docx").write_bytes(b"")
    Path("link.docx").symlink_to("out/target.docx")
    Path("dangling.docx").symlink_to("out/later.docx")
    assert going("link.docx") == here.resolve() / "out/target.docx"
    assert going("dangling.docx") == here.resolve() / "out/later.docx"


@POSIX
@pytest.mark.usefixtures("here")
def test_a_link_that_the_user_did_not_name_does_not_lead_out(tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    Path("build").symlink_to(outside)
    with pytest.raises(WrongCallError):
        going(None)
    Path("out/bao-cao-2021.docx").symlink_to(outside / "profile")
    with pytest.raises(WrongCallError):
        going("out")


@POSIX
@pytest.mark.usefixtures("here")
def test_a_link_to_itself_and_a_read_only_file_are_trouble() -> None:
    Path("loop.docx").symlink_to("loop.docx")
    Path("kept.docx").write_bytes(b"old")
    Path("kept.docx").chmod(0o444)
    Path("to-kept.docx").symlink_to("kept.docx")
    for refused in ("loop.docx", "kept.docx", "to-kept.docx"):
        with pytest.raises(Trouble):
            going(refused)
    with pytest.raises(Trouble):
        checked_file(Path("kept.docx"))


@pytest.mark.usefixtures("here")
def test_folders_are_not_begun_among_data_forms_or_git() -> None:
    for refused in ("data/2021/x", "templates/x", ".git/x", "data/x", "bare/x"):
        with pytest.raises(WrongCallError):
            check_folder(Path(refused))
    check_folder(Path("out/x"))
    check_folder(Path("data/2022"), beside=Path("data/2021"))
    with pytest.raises(WrongCallError):
        check_folder(Path("templates/2022"), beside=Path("data/2021"))


@POSIX
def test_devices_and_pipes_are_written_into(ntmreport: Run, project: Path) -> None:
    assert ntmreport("build", "data/2021", "-o", "/dev/null").code == 0
    assert Path("/dev/null").is_char_device()
    pipe = project / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    assert ntmreport("build", "data/2021", "-o", "pipe").code == 0
    reader.join()
    assert read[0].startswith(b"PK")
    assert pipe.is_fifo()


@POSIX
@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_standard_output_takes_the_report_alone(ntmreport: Run, name: str) -> None:
    answer = ntmreport("build", "data/2021", "--format", "txt", "-o", name)
    assert (answer.code, answer.err) == (0, "")
    assert "93,44%" in answer.out
    assert "build" not in answer.out


def test_a_refusal_is_one_of_the_call_and_writes_nothing(ntmreport: Run, project: Path) -> None:
    before = (project / "data/2021/health.yaml").read_bytes()
    for command in (
        ["build", "data/2021", "-o", "data/2021/health.txt"],
        ["figures", "data/2021", "-o", "data/2021/figures.csv"],
        ["review", "data/2021", "-o", "templates/page.html"],
        ["diff", "data/2021", "data/2021", "--docx", "templates/annual-district/layout.docx"],
        ["schema", "-o", "data/2021"],
        ["schema", "-o", "-"],
        ["schema", "-o", "data/2021/health.yaml"],
        ["init", "data/2021/x"],
    ):
        answer = ntmreport(*command)
        assert (answer.code, answer.out) == (2, ""), command
        assert len(answer.err.splitlines()) == 2, command
    assert (project / "data/2021/health.yaml").read_bytes() == before
    assert not (project / "data/2021/health.txt").exists()
