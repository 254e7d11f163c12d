"""Launchers: their bytes for each system, what cmd and sh make of them, what stands in the way."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

import ntmreport
from ntmreport.desk import System, Target, launcher, place_launchers
from ntmreport.desk.launcher import TASKS, lines_of
from ntmreport.desk.posix_launcher import linux_files, macos_files
from ntmreport.desk.windows_launcher import windows_files

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = Path(__file__).parent.parent / "golden/desk"

AWKWARD = (
    "Trần Thị Hà",
    "OneDrive - UBND huyện Triệu Sơn",
    "a & b",
    "100% %PATH% %%",
    "!PATH!",
    "^ và ^^",
    "(x86)",
    "it's",
    "-rf; $(date) `date` $HOME",
    "@echo ~ [e] {d}, =",
    "'\"\\",
    "ＡＢ\u3000ｃ",
)
"""Names of folders, of which Windows cannot have the last but one."""

WINDOWS = Target(
    r"C:\Users\Trần Thị Hà\AppData\Local\Programs\Python\Python312\python.exe",
    r"C:\Users\Trần Thị Hà\AppData\Local\Programs\Python\Python312\ntmreport\__main__.py",
    r"C:\Users\Trần Thị Hà\OneDrive - UBND\100% & (kho)!^",
    r"data\2021",
    r"C:\Users\Trần Thị Hà\OneDrive - UBND\100% & (kho)!^\data\2021",
    (r"\\may-chu\Số liệu & 100%\*\data\2021",),
)
POSIX = Target(
    "/opt/ntmreport/bin/python",
    "/opt/ntmreport/lib/ntmreport/__main__.py",
    "/home/an/Tài liệu/kho 'số' $1",
    "data/2021",
    "/home/an/Tài liệu/kho 'số' $1/data/2021",
    ("/home/an/xã/an-bình/data/2021", "/home/an/xã/it's/*"),
)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.command)
def test_the_bytes_are_those_that_were_looked_at(
    task: launcher.Task, request: pytest.FixtureRequest
) -> None:
    files = (
        *windows_files(task, WINDOWS, "2021"),
        *macos_files(task, POSIX, "2021"),
        *linux_files(task, POSIX, "2021", "/home/an/Màn hình nền"),
    )
    assert [(Path(file.name).suffix, file.is_program) for file in files] == [
        (".cmd", False),
        (".command", True),
        (".desktop", True),
        (".sh", True),
    ]
    for file in files:
        golden = GOLDEN / f"{task.command}{Path(file.name).suffix}"
        if request.config.getoption("--renew-golden"):
            golden.parent.mkdir(exist_ok=True)
            golden.write_bytes(file.content)
        assert file.content == golden.read_bytes()


def understood_by_cmd(text: str) -> Iterator[list[str]]:
    """Yield the words of each line as cmd has them once `%` is replaced, quotes kept together.

    Its first phase alone: %% is one, %name% what was set. Characters with a meaning must stand in
    quotes then, but where the launcher means them.
    """
    names: dict[str, str] = {"SystemRoot": r"C:\Windows", "errorlevel": "0"}

    def value(match: re.Match[str]) -> str:
        return "%" if match[0] == "%%" else names.get(match[1], "")

    for line in text.split("\r\n"):
        words = re.sub("%%|%([^%:]*)%", value, line)
        if found := re.fullmatch('set "([^=]*)=(.*)"', words):
            names[found[1]] = found[2]
        yield re.findall(r'"[^"]*"|[^\s"]+', words)


@pytest.mark.parametrize("name", [name for name in AWKWARD if '"' not in name])
def test_cmd_gets_each_name_whole(name: str) -> None:
    """Windows is not at hand; the rules of cmd are those of its documentation."""
    root = PureWindowsPath("C:\\", name)
    program = (str(root / "python.exe"), str(root / "m.py"))
    target = Target(*program, str(root), name, str(root / name), (str(root / "*"),))
    for task in TASKS:
        ((_, content, _),) = windows_files(task, target, "2021")
        lines = [*understood_by_cmd(content.decode())]
        (called,) = [line for line in lines if "-m" in line]
        assert called == [
            *("if", "not", "defined", "ntm_wrong", f'"{root}\\python.exe"'),
            *("-P", "-m", "ntmreport", "--lang", "vi", task.command, "--open"),
            *("--communes", f'"{root}\\*"', "--", f'"{name}"'),
        ]
        assert ["pushd", f'"{root}"', "2>nul"] in lines
        assert ["if", "not", "defined", "ntm_wrong", "echo", f'"{root}\\{name}"'] in lines
        for line in lines:
            bare = " ".join(word for word in line if not word.startswith('"'))
            assert not set(bare.replace(">nul", "")) & set('&|<>^()%"'), line


def test_cmd_can_read_the_file_line_by_line() -> None:
    """No mark of UTF-8, lines that end as on DOS, and nothing but ASCII before the code page."""
    for task in TASKS:
        ((name, content, _),) = windows_files(task, WINDOWS, "2021")
        assert name == f"{task.title} 2021.cmd"
        assert content.startswith(b"@echo off\r\n")
        assert content.count(b"\n") == content.count(b"\r\n")
        before, _, _ = content.partition(b"65001")
        assert before.isascii()
        assert max(map(len, content.split(b"\r\n"))) < 500
        assert not re.search(rb"(?im)^\s*(:|goto|call)", content)


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with a stand-in for Python, which tells what it was called with and where."""
    folder = tmp_path / "chương trình"
    folder.mkdir()
    python = folder / "python"
    python.write_text(
        '#!/bin/sh\nfor each in "$PWD" "$@"; do printf "%s\\n" "$each" >> "$ANSWER"; done\n'
        'exit "$CODE"\n'
    )
    python.chmod(0o755)
    (folder / "__main__.py").touch()
    return folder


def prepared(tmp_path: Path, programs: Path, name: str) -> Target:
    root = tmp_path / name
    (root / "data" / name).mkdir(parents=True)
    (root / "data" / name / "report.yaml").touch()
    return Target(
        str(programs / "python"),
        str(programs / "__main__.py"),
        str(root),
        f"data/{name}",
        str(root / "data" / name),
        (str(root), f"{root}/*"),
    )


def double_clicked(script: Path, tmp_path: Path, code: int = 0) -> tuple[str, list[str]]:
    """What a script prints, and what it has called the stand-in with."""
    answer = tmp_path / "answer"
    answer.write_text("")
    done = subprocess.run(
        ["/bin/sh", script] if script.suffix == ".sh" else [script],
        cwd=tmp_path,
        env={"ANSWER": str(answer), "CODE": str(code), "LC_ALL": "C.UTF-8"},
        input="\n",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    return done.stdout, answer.read_text("utf-8").splitlines()


posix = pytest.mark.skipif(sys.platform == "win32", reason="scripts of sh")


@posix
@pytest.mark.parametrize("name", AWKWARD)
def test_sh_gets_each_name_whole(tmp_path: Path, programs: Path, name: str) -> None:
    target = prepared(tmp_path, programs, name)
    desk = tmp_path / f"màn hình {name}"
    desk.mkdir()
    commands = place_launchers(desk, target, System.MACOS).files
    for task, command in zip(TASKS, commands, strict=True):
        printed, called = double_clicked(command, tmp_path)
        assert called == [
            *(target.root, "-P", "-m", "ntmreport", "--lang", "vi", task.command),
            *("--open", "--communes", target.root, "--communes", f"{target.root}/*"),
            *("--", f"data/{name}"),
        ]
        said = "\n".join(lines_of(task.done))
        assert f"{task.begun}\n  {target.shown}\n\n{said}\n" in printed


@posix
@pytest.mark.parametrize("name", AWKWARD)
def test_a_desktop_entry_calls_its_script(tmp_path: Path, programs: Path, name: str) -> None:
    """The value is read as the specification says: escapes, then quotes, then `%`."""
    target = prepared(tmp_path, programs, name)
    desk = tmp_path / f"màn hình {name}"
    desk.mkdir()
    for entry in place_launchers(desk, target, System.LINUX).files:
        values = dict(line.split("=", 1) for line in entry.read_text("utf-8").splitlines()[3:])
        unescaped = values["Exec"].replace("\\\\", "\\")
        shell, script = shlex.split(unescaped.replace("\\`", "`").replace("\\$", "$"))
        assert shell == "/bin/sh"
        path = Path(script.replace("%%", "%"))
        assert (path.parent, path.name) == (desk, f".{entry.stem}.sh")
        assert double_clicked(path, tmp_path)[1][0] == target.root


@posix
def test_what_went_wrong_is_told(tmp_path: Path, programs: Path) -> None:
    target = prepared(tmp_path, programs, "2021")
    build, _ = place_launchers(tmp_path, target, System.MACOS).files
    ends = {0: TASKS[0].done, 1: TASKS[0].failed, 2: launcher.WRONG_CALL, 3: launcher.TROUBLE}
    for code, said in {**ends, 9: f"{launcher.STOPPED} 9."}.items():
        printed, _ = double_clicked(build, tmp_path, code)
        assert said in printed.replace("\n", " ")
    (programs / "python").write_text("#!/bin/sh\nkill -INT $PPID\nexit 130\n")  # as by Ctrl-C
    assert f"{launcher.STOPPED} 130." in double_clicked(build, tmp_path)[0]
    (tmp_path / "2021").rename(tmp_path / "2022")
    printed, called = double_clicked(build, tmp_path)
    assert ([*printed.splitlines()[:2], printed.splitlines()[2][:9]], called) == (
        [launcher.NO_DATA[0], f"  {target.shown}", launcher.NO_DATA[1][:9]],
        [],
    )
    (programs / "__main__.py").unlink()
    printed, called = double_clicked(build, tmp_path)
    assert ([*printed.splitlines()[:2], printed.splitlines()[2][:9]], called) == (
        [launcher.NO_PROGRAM[0], f"  {target.python}", launcher.NO_PROGRAM[1][:9]],
        [],
    )


@posix
def test_nothing_of_the_repository_is_run(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Modules and programs that lie in the folder of data are left alone."""
    trap = "open('was-run', 'w').close()\n"
    for name in ("ntmreport", "yaml", "jinja2", "typing", "sitecustomize"):
        (project / f"{name}.py").write_text(trap)
    for name in ("python", "printf", "cd"):
        (project / name).write_text("#!/bin/sh\n: > was-run\n")
        (project / name).chmod(0o755)
    desk = tmp_path_factory.mktemp("desk")
    package = Path(ntmreport.__file__).with_name("__main__.py")
    data = project / "data/2021"
    target = Target(sys.executable, str(package), str(project), "data/2021", str(data))
    build, _ = place_launchers(desk, target, System.MACOS).files
    done = subprocess.run(
        [build],
        cwd=project,
        env=os.environ | {"PATH": str(desk)},
        input="",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "build/2021/bao-cao-2021.docx" in done.stdout
    assert lines_of(TASKS[0].done)[0] in done.stdout
    assert "hãy mở tệp bằng tay" in done.stderr
    assert not (project / "was-run").exists()


if sys.platform == "win32":

    @pytest.mark.parametrize(
        "name", ["Trần Thị Hà & (kho) 100% %PATH% !PATH! ^", "it's; @a~b`c{d}[e], ="]
    )
    def test_cmd_runs_it(tmp_path: Path, fixtures: Path, name: str) -> None:
        root = tmp_path / name
        for folder in ("data", "templates"):
            shutil.copytree(fixtures / folder, root / folder)
        package = Path(ntmreport.__file__).with_name("__main__.py")
        data = Path("data", "2021")
        target = Target(sys.executable, str(package), str(root), str(data), str(root / data))
        build, _ = place_launchers(tmp_path, target, System.WINDOWS).files
        printed = subprocess.run(
            [os.environ["COMSPEC"], "/d", "/c", build],
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert lines_of(TASKS[0].done)[0] in printed.stdout, printed
        assert (root / "build/2021/bao-cao-2021.docx").is_file()


@pytest.mark.parametrize("system", System)
def test_what_stands_in_the_way_stays(tmp_path: Path, system: System) -> None:
    between = "\\" if system is System.WINDOWS else "/"

    def of(root: str) -> Target:
        return replace(POSIX, root=root, shown=between.join((root, "data", "2021")))

    own, other, third = (
        of("/kho"),
        of(between.join(("", "x", "Đông Hải"))),
        of(f"{between}Đông Hải"),
    )
    first = place_launchers(tmp_path, own, system)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert place_launchers(tmp_path, own, system) == first
    second = place_launchers(tmp_path, other, system)
    last = place_launchers(tmp_path, third, system)
    assert [placed.files[0].stem for placed in (first, second, last)] == [
        "Lập báo cáo 2021",
        "Lập báo cáo 2021 (Đông Hải)",
        "Lập báo cáo 2021 (Đông Hải) 2",
    ]
    assert (second.others, last.others) == (first.files, (*first.files, *second.files))
    assert {path: path.read_bytes() for path in before} == before

    moved = place_launchers(tmp_path, replace(own, python="/moved/python"), system)
    assert (moved.files, moved.replaced, moved.others) == (first.files, first.files, ())
    first.files[1].write_bytes(first.files[1].read_bytes() + b"\n")
    edited = first.files[1].read_bytes()
    again = place_launchers(tmp_path, own, system)
    assert (again.others, again.replaced) == ((first.files[1],), ())
    assert first.files[1].read_bytes() == edited


@posix
def test_a_link_in_the_way_is_not_followed(tmp_path: Path) -> None:
    placed = place_launchers(tmp_path, WINDOWS, System.WINDOWS)
    build = placed.files[0]
    elsewhere = tmp_path / "elsewhere"
    build.rename(elsewhere)
    build.symlink_to(elsewhere)
    content = elsewhere.read_bytes()
    moved = replace(WINDOWS, python=r"C:\moved\python.exe")
    assert place_launchers(tmp_path, moved, System.WINDOWS).others == (build,)
    assert elsewhere.read_bytes() == content
