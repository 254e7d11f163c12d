"""The commit that the data stands at."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from ntmreport.revision import Revision

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@b")
    command = ["git", "-C", str(folder), *identity, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_the_commit_and_whether_files_differ_from_it(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert str(Revision(tmp_path)) == ""
    (tmp_path / "a.yaml").write_text("a: 1\n", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "a")
    git(tmp_path, "tag", "v1")
    commit = git(tmp_path, "rev-parse", "HEAD")
    assert str(Revision(tmp_path)) == commit
    (tmp_path / "a.yaml").write_text("a: 2\n", encoding="utf-8")
    assert str(Revision(tmp_path)) == f"{commit}-dirty"


def test_outside_a_checkout_there_is_none(tmp_path: Path) -> None:
    assert str(Revision(tmp_path)) == ""


def test_without_git_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert str(Revision(tmp_path)) == ""
