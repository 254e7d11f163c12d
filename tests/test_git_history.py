"""Old revisions as `diff --against` takes them, from every way in which git can keep them."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from ntmreport.cli import run
from ntmreport.git import work_tree_of
from ntmreport.git.history import History
from ntmreport.trouble import Trouble
from tests.cli.test_cli_diff import HEALTH
from tests.edits import commit, edit_in, git
from tests.test_git import packed, packed_worktree, plain, submodule, worktree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORM = "templates/annual-district"


@pytest.fixture
def history(project: Path) -> Path:
    """Three commits in which one figure grows, with a branch and two kinds of tags."""
    top = project / "repository"
    top.mkdir()
    for name in ("data", "templates"):
        (project / name).rename(top / name)
    git(top, "init", "-q")
    commit(top)
    git(top, "tag", "light")
    for old, new in (("190113", "190112"), ("190112", "190111")):
        edit_in(top, HEALTH, f"numerator: {old}", f"numerator: {new}")
        commit(top)
    git(top, "tag", "-a", "signed", "-m", "signed", "HEAD~1")
    git(top, "branch", "nhánh/một")
    return top


def revisions(top: Path, name: str) -> str:
    work_tree = work_tree_of(top)
    assert work_tree is not None
    with History(work_tree) as history:
        return history.commit(name)


NAMES = (
    *("HEAD", "@", "HEAD~1", "HEAD~2", "HEAD^", "HEAD^^", "HEAD~1^", "HEAD^1~1", "HEAD^0", "@~1"),
    *("main", "main~1", "refs/heads/main", "heads/main", "light", "tags/light", "signed"),
    *("signed~1", "signed^{commit}", "signed^{}", "refs/tags/signed", "nhánh/một", "HEAD@{0}"),
    *("HEAD@{1}", "main@{1}", "main@{1}~1", "@{1}"),
)


@pytest.mark.parametrize("arranged", [plain, packed], ids=lambda each: each.__name__)
def test_names_mean_what_git_means(history: Path, arranged: Callable[[Path], Path]) -> None:
    top = arranged(history)
    full = git(top, "rev-parse", "HEAD~1")
    for name in (*NAMES, full, full[:7], full[:12].upper(), f"{full[:8]}~1", f"{full}^"):
        assert revisions(top, name) == git(top, "rev-parse", f"{name}^{{commit}}"), name


@pytest.mark.parametrize(
    "name",
    [
        *("", "-h", "--help", "HEAD~9", "HEAD^2", "nothing", "HEAD:data", ":data", "HEAD^{tree}"),
        *("HEAD@{99}", "HEAD@{", "~1", "^", "a..b", "../x", "HEAD~99999999", "0" * 40, "ffff"),
        *("main@{upstream}", "config", "HEAD\0", "HEAD\n", "refs/heads/../../HEAD", "x" * 2000),
    ],
)
def test_what_is_no_revision(history: Path, name: str) -> None:
    with pytest.raises(Trouble, match="no revision"):
        revisions(history, name)


@pytest.mark.parametrize(
    "arranged",
    [plain, packed, worktree, packed_worktree, submodule],
    ids=lambda each: each.__name__,
)
def test_what_changed_since(
    history: Path,
    arranged: Callable[[Path], Path],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(arranged(history))
    capfd.readouterr()
    assert run(("diff", "data/2021", "--against", "HEAD~2", "--format", "json")) == 0
    changed: dict[str, Any] = json.loads(capfd.readouterr().out)
    figures = [each["path"] for each in changed["figures"] if each["typed"]]
    assert figures == ["health.insurance.whole.numerator"]


@pytest.mark.parametrize(
    "name", ["50-kiến-nghị.j2", "55 phụ lục.j2", "60-(bổ sung).j2", "_kiểu.j2"]
)
def test_templates_of_any_name_are_taken(
    history: Path, name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    text = "{% macro m() %}x{% endmacro %}\n" if name.startswith("_") else "- Kiến nghị thêm.\n"
    (history / FORM / name).write_text(text, "utf-8")
    commit(history)
    monkeypatch.chdir(history)
    assert run(("diff", "data/2021", "--against", "HEAD", "--lang", "en")) == 0
    assert capfd.readouterr().out.splitlines()[-1] == "Nothing has changed."


def test_links_and_submodules_in_a_revision_are_not_followed(
    history: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (history / HEALTH).unlink()
    (history / HEALTH).symlink_to("/etc/hosts")
    git(history, "add", "-A")
    git(history, "commit", "-q", "-m", "link")
    git(history, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},data/2021/x.yaml")
    git(history, "commit", "-q", "-m", "gitlink")
    git(history, "checkout", "-q", "HEAD~2", "--", "data")
    monkeypatch.chdir(history)
    for revision in ("HEAD~1", "HEAD"):
        assert run(("diff", "data/2021", "--against", revision)) == 1
        said = capfd.readouterr()
        assert f"{revision}:{HEALTH}:1:1: NTM113" in said.err
        assert "localhost" not in said.out + said.err


def test_objects_named_by_sha256_are_refused_by_name(
    project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    git(project, "init", "-q", "--object-format=sha256")
    commit(project)
    monkeypatch.chdir(project)
    assert run(("build", "data/2021", "-o", "r.docx")) == 0
    capfd.readouterr()
    assert run(("diff", "data/2021", "--against", "HEAD")) == 3
    assert "SHA-256" in capfd.readouterr().err


@pytest.mark.parametrize("damage", [b"", b"x", b"\x78\x9c", bytes(100)])
def test_a_damaged_repository_is_trouble(
    history: Path, damage: bytes, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for path in (history / ".git/objects").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(damage)
    monkeypatch.chdir(history)
    assert run(("diff", "data/2021", "--against", "HEAD~1")) == 3
    assert len(capfd.readouterr().err.splitlines()) == 1


def test_a_missing_object_is_named(
    history: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    blob = git(history, "rev-parse", f"HEAD~2:{HEALTH}")
    (history / ".git/objects" / blob[:2] / blob[2:]).unlink()
    monkeypatch.chdir(history)
    assert run(("diff", "data/2021", "--against", "HEAD~2", "--lang", "en")) == 3
    assert "lacks the content of health.yaml" in capfd.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
@pytest.mark.parametrize(
    "name",
    [
        "HEAD",
        "packed-refs",
        "refs/heads/main",
        "objects/info/commit-graph",
        "objects/info/commit-graphs/graph",
        "objects/info/alternates",
        "objects/pack/pack-1.idx",
        "objects/ab/cdef",
        "logs/HEAD",
        "shallow",
        "config",
    ],
)
def test_a_pipe_among_gits_files_is_not_waited_for(
    history: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = history / ".git" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    monkeypatch.chdir(history)
    assert run(("build", "data/2021", "-o", "r.docx")) == 0
    assert run(("diff", "data/2021", "--against", "HEAD~1")) in {0, 3}
    assert run(("diff", "data/2021", "--against", "HEAD@{1}")) in {0, 3}
