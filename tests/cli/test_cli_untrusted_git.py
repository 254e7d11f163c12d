"""No program that a repository, or git's environment, names is ever run: not in any command."""

from __future__ import annotations

import ast
import os
import shutil
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from ntmreport.cli import run
from tests.cli.test_cli_diff import HEALTH
from tests.edits import commit, edit_in, git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")

COMMANDS = (
    ("build", "data/2021", "-o", "r.docx"),
    ("validate", "data/2021"),
    ("validate", "data/2021", "--format", "sarif"),
    ("figures", "data/2021"),
    ("explain", "data/2021", "health.insurance.whole.numerator"),
    ("review", "data/2021", "-o", "r.html"),
    ("status", "data/2021"),
    ("upgrade", "data/2021"),
    ("new", "2022"),
    ("diff", "data/2021", "--against", "HEAD"),
    ("diff", "data/2021", "--against", "HEAD~1", "--docx", "d.docx"),
    ("diff", "data/2021", "data/2021"),
    (
        *("init", "other", "--level", "xã", "--name", "A", "--parent-level", "huyện"),
        *("--parent", "B", "--below", "C", "--year", "2021"),
    ),
)


THAT_READ_COMMITS = tuple(
    command for command in COMMANDS if command[0] in {"build", "upgrade"} or "--against" in command
)
"""The others know git by what all share: with the first two traps they are tried too."""


def config(project: Path, text: str) -> None:
    with (project / ".git/config").open("a", encoding="utf-8") as stream:
        stream.write(text)


def attributes(project: Path, text: str) -> None:
    (project / ".gitattributes").write_text(text, "utf-8")
    (project / ".git/info").mkdir(exist_ok=True)
    (project / ".git/info/attributes").write_text(text, "utf-8")


def embedded_bare_repository(project: Path, program: Path) -> None:
    inside = project / "data/2021"
    (inside / "objects").mkdir()
    (inside / "refs").mkdir()
    (inside / "objects/x").touch()
    (inside / "refs/x").touch()
    (inside / "HEAD").write_text("ref: refs/heads/main\n", "utf-8")
    (inside / "config").write_text(
        f'[core]\n\tbare = false\n\tworktree = "."\n\tfsmonitor = "{program}; false"\n', "utf-8"
    )


def fsmonitor(project: Path, program: Path) -> None:
    config(project, f'[core]\n\tfsmonitor = "{program}"\n')


def filters(kind: str) -> Callable[[Path, Path], None]:
    def prepare(project: Path, program: Path) -> None:
        config(project, f'[filter "x"]\n\t{kind} = "{program}"\n\trequired = true\n')
        attributes(project, "* filter=x\n")

    return prepare


def differ(kind: str) -> Callable[[Path, Path], None]:
    def prepare(project: Path, program: Path) -> None:
        config(project, f'[diff "x"]\n\t{kind} = "{program}"\n[diff]\n\texternal = "{program}"\n')
        attributes(project, "* diff=x merge=x\n")

    return prepare


def hooks(project: Path, program: Path) -> None:
    folder = project / ".git/hooks"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"):
        shutil.copy(program, folder / name)


def hooks_path(project: Path, program: Path) -> None:
    hooks(project, program)
    (project / ".git/hooks").rename(project / "own-hooks")
    config(project, "[core]\n\thooksPath = own-hooks\n")


def include(project: Path, program: Path) -> None:
    (project / "more.config").write_text(f'[core]\n\tfsmonitor = "{program}"\n', "utf-8")
    config(project, '[include]\n\tpath = ../more.config\n[includeIf "gitdir:/"]\n')
    config(project, "\tpath = ../more.config\n")


def alias(project: Path, program: Path) -> None:
    lines = "".join(
        f'\t{name} = "!{program}"\n'
        for name in ("describe", "rev-parse", "ls-tree", "cat-file", "log", "show", "status")
    )
    config(project, f"[alias]\n{lines}")


def named_programs(project: Path, program: Path) -> None:
    config(
        project,
        f'[core]\n\tsshCommand = "{program}"\n\tpager = "{program}"\n\teditor = "{program}"\n'
        f'\taskPass = "{program}"\n\tgitProxy = "{program}"\n\talternateRefsCommand = "{program}"\n'
        f'[gpg]\n\tprogram = "{program}"\n[credential]\n\thelper = "!{program}"\n'
        f'[uploadpack]\n\tpackObjectsHook = "{program}"\n[log]\n\tshowSignature = true\n',
    )


def partial_clone(project: Path, program: Path) -> None:
    """A missing object would be fetched, by a program that the address names."""
    config(
        project,
        "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tpartialClone = origin\n"
        f'[remote "origin"]\n\turl = "ext::{program}"\n\tpromisor = true\n'
        '[protocol "ext"]\n\tallow = always\n',
    )


def nothing(_project: Path, _program: Path) -> None:
    pass


def of_the_environment(**variables: str) -> dict[str, str]:
    return variables


HOSTILE: dict[str, tuple[Callable[[Path, Path], None], dict[str, str]]] = {
    "an embedded bare repository": (embedded_bare_repository, {}),
    "core.fsmonitor": (fsmonitor, {}),
    "filter.process": (filters("process"), {}),
    "filter.clean": (filters("clean"), {}),
    "filter.smudge": (filters("smudge"), {}),
    "diff.textconv": (differ("textconv"), {}),
    "diff.command": (differ("command"), {}),
    "hooks": (hooks, {}),
    "core.hooksPath": (hooks_path, {}),
    "include.path": (include, {}),
    "alias": (alias, {}),
    "core.sshCommand and its kin": (named_programs, {}),
    "a partial clone": (partial_clone, {}),
    "GIT_CONFIG_COUNT": (
        nothing,
        of_the_environment(
            GIT_CONFIG_COUNT="1", GIT_CONFIG_KEY_0="core.fsmonitor", GIT_CONFIG_VALUE_0="{program}"
        ),
    ),
    "GIT_CONFIG_PARAMETERS": (
        nothing,
        of_the_environment(GIT_CONFIG_PARAMETERS="'core.fsmonitor'='{program}'"),
    ),
    "GIT_CONFIG_GLOBAL": (
        nothing,
        of_the_environment(GIT_CONFIG_GLOBAL="{evil}/config", GIT_CONFIG_SYSTEM="{evil}/config"),
    ),
    "GIT_DIR": (nothing, of_the_environment(GIT_DIR="{evil}", GIT_WORK_TREE="{evil}")),
    "GIT_EXTERNAL_DIFF and its kin": (
        nothing,
        of_the_environment(
            GIT_EXTERNAL_DIFF="{program}",
            GIT_SSH_COMMAND="{program}",
            GIT_PAGER="{program}",
            GIT_EDITOR="{program}",
            GIT_ASKPASS="{program}",
            GIT_PROXY_COMMAND="{program}",
        ),
    ),
    "GIT_EXEC_PATH": (nothing, of_the_environment(GIT_EXEC_PATH="{evil}")),
    "a git of its own": (nothing, of_the_environment(PATH="{evil}")),
}


FIRST_TRAPS = [*HOSTILE][:2]


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_is_run(
    project: Path,
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    evil = tmp_path_factory.mktemp("evil")
    marker = evil / "was-run"
    program = evil / "git"
    program.write_text(f"#!/bin/sh\n: > '{marker}'\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    shutil.copy(program, project / "git")
    git(project, "init", "-q")
    commit(project)
    edit_in(project, HEALTH, "numerator: 190113", "numerator: 190000")
    commit(project)
    prepare, variables = HOSTILE[name]
    prepare(project, program)
    (evil / "config").write_text(f'[core]\n\tfsmonitor = "{program}"\n', "utf-8")
    monkeypatch.chdir(project)
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value.format(program=program, evil=evil))
    for command in COMMANDS if name in FIRST_TRAPS else THAT_READ_COMMITS:
        code = run(command)
        assert code == 0, (command, capfd.readouterr())
        assert not marker.exists(), command


def test_the_trap_would_catch_git(project: Path, tmp_path: Path) -> None:
    """The tests above mean something: git itself does run what is set there."""
    program, marker = tmp_path / "program", tmp_path / "was-run"
    program.write_text(f"#!/bin/sh\n: > '{marker}'\n", "utf-8")
    program.chmod(0o755)
    git(project, "init", "-q")
    commit(project)
    fsmonitor(project, program)
    git(project, "status")
    assert marker.exists()


PROGRAMS_ARE_RUN_BY = {"render/pdf.py", "cli/many_folders.py", "cli/output_writing.py"}
"""LibreOffice, which the user's own installation names, this program itself, over again, and what
opens a result on Windows for `--open`."""


def test_no_other_module_runs_programs(repository: Path) -> None:
    source = repository / "src/ntmreport"
    running = {"subprocess", "pty", "multiprocessing", "runpy", "code"}
    calls = {"system", "popen", "exec", "spawn", "posix_spawn", "startfile", "fork"}
    found = set()
    for path in source.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom) and not node.level
                else []
            )
            attribute = node.attr if isinstance(node, ast.Attribute) else ""
            of_os = isinstance(node, ast.Attribute) and ast.unparse(node.value) == "os"
            if running & {each.partition(".")[0] for each in names} or (
                of_os and attribute.rstrip("lvpe") in {each.rstrip("lvpe") for each in calls}
            ):
                found.add(path.relative_to(source).as_posix())
    assert found <= PROGRAMS_ARE_RUN_BY


def test_only_a_name_of_git_leads_to_a_commit(project: Path) -> None:
    """What is in the way of `.git` is not run past: the commit is the outer repository's."""
    git(project, "init", "-q")
    commit(project)
    embedded_bare_repository(project, project / "x")
    from ntmreport.git import commit_of

    assert commit_of(project / "data/2021") == git(project, "rev-parse", "HEAD")
    assert os.path.lexists(project / "data/2021/HEAD")
