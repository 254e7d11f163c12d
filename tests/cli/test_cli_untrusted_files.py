"""What stands in the place of a file of the repository and is none: nothing of it is read."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from typing import TYPE_CHECKING

import pytest

from ntmreport.cli import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links of POSIX")

PRIVATE = "BEGIN OPENSSH PRIVATE KEY"
FORM = "templates/annual-district"
FILES = (
    "data/2021/report.yaml",
    "data/2021/health.yaml",
    "data/2021/acknowledged.yaml",
    "data/2021/communes/an-nong.yaml",
    "data/words.txt",
    f"{FORM}/20-results.j2",
    f"{FORM}/_macros.j2",
    f"{FORM}/form.yaml",
    f"{FORM}/layout.docx",
)
FOLDERS = ("templates", FORM, "data/2021/communes")


def link_out(path: Path, secret: Path) -> None:
    path.symlink_to(secret)


def link_up(path: Path, secret: Path) -> None:
    path.symlink_to(os.path.relpath(secret, path.parent))


def link_to_a_device(path: Path, _secret: Path) -> None:
    path.symlink_to("/dev/zero")


def link_to_a_process(path: Path, _secret: Path) -> None:
    path.symlink_to("/proc/self/environ")


def dangling(path: Path, secret: Path) -> None:
    path.symlink_to(secret.with_name("nothing"))


def pipe(path: Path, _secret: Path) -> None:
    os.mkfifo(path)


def link_to_a_pipe(path: Path, _secret: Path) -> None:
    os.mkfifo(path.parent / "pipe")
    path.symlink_to("pipe")


def a_socket(path: Path, _secret: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        os.chdir(path.parent)
        made.bind(path.name)


def folder(path: Path, _secret: Path) -> None:
    path.mkdir()


KINDS = (
    link_out,
    link_up,
    link_to_a_device,
    link_to_a_process,
    dangling,
    pipe,
    link_to_a_pipe,
    a_socket,
    folder,
)


def prepared(project: Path, outside: Path) -> Path:
    (project / "data/2021/communes").mkdir(exist_ok=True)
    secret = outside / "secret"
    secret.write_text(f"{PRIVATE}: {PRIVATE}\n", "utf-8")
    return secret


def commands(kind: object) -> tuple[tuple[str, ...], ...]:
    validate = ("validate", "data/2021", "--lang", "en")
    if kind is not link_out:
        return (validate,)
    return (
        validate,
        ("build", "data/2021", "-o", "r.docx", "--lang", "en"),
        ("status", "data/2021", "--lang", "en"),
        ("review", "data/2021", "-o", "r.html", "--lang", "en"),
        ("upgrade", "data/2021", "--lang", "en"),
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_none(
    project: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    name: str,
    kind: Callable[[Path, Path], None],
) -> None:
    secret = prepared(project, tmp_path_factory.mktemp("outside"))
    path = project / name
    path.unlink(missing_ok=True)
    kind(path, secret)
    monkeypatch.chdir(project)
    for command in commands(kind):
        code = run(command)
        said = capfd.readouterr()
        assert PRIVATE not in said.out + said.err
        if command[0] in {"validate", "build"}:
            assert code == 1
            assert f"{name}:1:1: NTM113 {path.name} is not an ordinary file" in said.out + said.err
    assert not (project / "r.docx").exists()


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_leads_out_of_the_repository(
    project: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    name: str,
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    prepared(project, outside)
    (project / name).rename(outside / "folder")
    (project / name).symlink_to(outside / "folder")
    monkeypatch.chdir(project)
    assert run(("validate", "data/2021")) == 1
    assert "NTM113" in capfd.readouterr().out


def test_a_year_before_that_leads_out_of_the_repository(
    project: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "health.yaml").write_text(f"{PRIVATE}: [\n", "utf-8")
    (project / "data/2020").symlink_to(outside)
    monkeypatch.chdir(project)
    run(("validate", "data/2021", "--format", "json"))
    run(("review", "data/2021", "-o", "r.html"))
    assert PRIVATE not in capfd.readouterr().out
    assert PRIVATE not in (project / "r.html").read_text("utf-8")


def test_links_within_the_repository_and_named_folders_are_followed(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = project / "shared.docx"
    (project / FORM / "layout.docx").rename(shared)
    (project / FORM / "layout.docx").symlink_to("../../shared.docx")
    shutil.copytree(project / "templates", project / "forms", symlinks=False)
    linked = tmp_path_factory.mktemp("linked")
    (linked / "year").symlink_to(project / "data/2021")
    (linked / "forms").symlink_to(project / "forms")
    monkeypatch.chdir(project)
    assert run(("build", "data/2021", "-o", "a.docx")) == 0
    named = ("build", str(linked / "year"), "--templates", str(linked / "forms"), "-o", "b.docx")
    assert run(named) == 0


@pytest.mark.parametrize("kind", [pipe, folder], ids=lambda kind: kind.__name__)
def test_a_word_file_that_is_none(
    project: Path, kind: Callable[[Path, Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    kind(project / "r.docx", project)
    monkeypatch.chdir(project)
    assert run(("explain", "r.docx", "1")) == 1
