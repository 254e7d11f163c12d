"""What is printed: nothing that a stranger named as it stands, and progress to a person alone."""

from __future__ import annotations

import ast
import io
import re
import shutil
import sys
import time
from typing import TYPE_CHECKING

import pytest

from ntmreport.cli import run, terminal
from ntmreport.cli.terminal import print_lines, print_text, progress
from ntmreport.language import Bilingual, Language
from tests.edits import commit, git
from tests.test_escapes import COMMANDING, FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAITING = Bilingual("đang tạo tệp PDF…", "making the PDF…")


class Terminal(io.StringIO):
    """A stream that says that a person reads it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "kind", "written"),
    [
        (Terminal(), "xterm", f"đang tạo tệp PDF…\r{' ' * 17}\r"),
        (Terminal(), "dumb", ""),
        (io.StringIO(), "xterm", ""),
    ],
)
def test_progress_is_for_terminals(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, kind: str, written: str
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(terminal, "_SECONDS_UNSEEN", 0.0)
    monkeypatch.setenv("TERM", kind)
    with progress(WAITING, Language.VIETNAMESE):
        seen(stream)
    assert stream.getvalue() == written


def seen(stream: io.StringIO) -> str:
    """What is on the stream once something is, or after a while."""
    for _ in range(100):
        if stream.getvalue() or not isinstance(stream, Terminal):
            break
        time.sleep(0.001)
    return stream.getvalue()


def test_what_is_printed_takes_the_place_of_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(terminal, "_SECONDS_UNSEEN", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    with progress(WAITING, Language.VIETNAMESE):
        assert seen(stream)
        print_lines("xong", file=sys.stderr)
    assert stream.getvalue() == f"đang tạo tệp PDF…\r{' ' * 17}\rxong\n"


def test_what_is_quick_shows_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    with (
        progress(WAITING, Language.VIETNAMESE),
        progress(Bilingual("bên trong", "inside"), Language.VIETNAMESE),
    ):
        pass
    assert stream.getvalue() == ""


@pytest.mark.parametrize("text", ["Bản ghi “ghi chú”", "190.113\u00a0người", "đạt 93,02%…"])
def test_what_people_write_stays(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_lines(text)
    print_text(f"{text}\n\t{text}\n")
    assert capsys.readouterr().out == f"{text}\n{text}\n\t{text}\n"


COMMANDS_OF_BUILD_SERVERS = ("::error ::x", "  ::set-output name=x::y", "##[error]x", "##vso[x]y")


@pytest.mark.parametrize("line", COMMANDS_OF_BUILD_SERVERS)
def test_a_line_is_no_command_of_a_build_server(
    line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    print_lines(line)
    out = capsys.readouterr().out
    assert not out.strip().startswith(("::", "##[", "##vso"))
    assert out.replace(" ", "") == f"{line}\n".replace(" ", "")


def calls(name: str) -> Iterator[tuple[str, ...]]:
    """The commands, each with `name` wherever a person may name something."""
    yield ("build", name)
    yield ("build", f"data/{name}/2021")
    yield ("build", "data/2021", "--templates", name)
    yield ("build", "data/2021", "-o", f"{name}/{name}.exe")
    yield ("build", "data/2021", "-o", f"out/{name}.docx")
    yield ("build", "data/2021", name)
    yield ("build", "data/2021", f"--{name}")
    yield ("explain", "data/2021", name)
    yield ("explain", f"{name}.docx", "1")
    yield ("diff", "data/2021", name)
    yield ("diff", "data/2021", "--against", name)
    yield ("diff", f"data/{name}/2021", "--against", "HEAD")
    yield ("status", f"data/{name}/2021")
    yield ("status", f"data/{name}/2021", "--format", "markdown")
    yield ("figures", f"data/{name}/2021")
    yield ("upgrade", f"data/{name}/2021")
    yield ("new", "2022", "--from", f"data/{name}/2021")
    yield ("new", name)
    yield ("rule", name)
    yield (name,)
    yield ("--lang", name)
    for format_ in ("text", "json", "github", "gitlab", "sarif", "junit"):
        yield ("validate", f"data/{name}/2021", "--format", format_)
        yield ("validate", f"data/{name}", "--format", format_)
    yield ("init", f"{name}/x", "--level", name)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("text", COMMANDING.values(), ids=COMMANDING.keys())
def test_names_reach_no_terminal_as_they_are(
    project: Path,
    text: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    git(project, "init", "-q")
    commit(project)
    name = text.replace("/", "")
    shutil.copytree(project / "data/2021", project / "data" / name / "2021")
    (project / "data" / name / "2021/health.yaml").write_text("a: [\n", "utf-8")
    (project / "data" / name / "2021" / f"{name}.yaml").write_text("", "utf-8")
    monkeypatch.chdir(project)
    for call in calls(name):
        assert run(call) in range(4), call
        said = capfd.readouterr()
        lines = (said.out + said.err).removesuffix("\n").split("\n")
        assert not any(FORBIDDEN.search(line) for line in lines), call
        if "github" not in call:
            assert not any(line.lstrip().startswith("::") for line in lines), call


def test_nothing_else_prints(repository: Path) -> None:
    """All goes through the functions of cli/terminal.py."""
    source = repository / "src/ntmreport"
    found = set()
    for path in source.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            is_stream = re.fullmatch(
                r"(sys\.)?(__)?(stdout|stderr)(__)?(\.buffer)?\.write.*", called
            )
            named = {"print", "typer.echo", "typer.secho", "click.echo", "os.write", "pprint"}
            if called in named or is_stream or called.startswith(("logging.", "warnings.warn")):
                found.add(path.relative_to(source).as_posix())
    assert found == {"cli/terminal.py"}


@pytest.mark.parametrize("command", [("rule",), ("status", "data/2021")])
def test_a_table_is_as_wide_as_the_terminal_and_whole_in_a_file(
    command: tuple[str, ...],
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(project)
    monkeypatch.setenv("COLUMNS", "40")
    written, shown = io.StringIO(), Terminal()
    for stream in (written, shown):
        monkeypatch.setattr(sys, "stdout", stream)
        assert run(command) == 0
    assert max(map(len, shown.getvalue().splitlines())) <= 40
    if command == ("rule",):
        assert max(map(len, written.getvalue().splitlines())) > 40
        assert shown.getvalue().split() == written.getvalue().split()
