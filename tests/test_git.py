"""The commit that data stands at, read from git's own files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ntmreport.git import commit_of, work_tree_of
from tests.edits import git

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a file and a folder in one commit, tagged."""
    top = tmp_path / "repository"
    (top / "data/2021").mkdir(parents=True)
    (top / "data/2021/a.yaml").write_text("a: 1\n", encoding="utf-8")
    git(top, "init", "-q")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "a")
    git(top, "tag", "-a", "v1", "-m", "v1")
    return top


def plain(top: Path) -> Path:
    return top


def packed(top: Path) -> Path:
    git(top, "pack-refs", "--all")
    git(top, "gc", "-q", "--prune=now")
    return top


def detached(top: Path) -> Path:
    git(top, "checkout", "-q", "--detach")
    return top


def worktree(top: Path) -> Path:
    git(top, "worktree", "add", "-q", "-b", "other", str(top.parent / "worktree"))
    return top.parent / "worktree"


def packed_worktree(top: Path) -> Path:
    return worktree(packed(top))


def submodule(top: Path) -> Path:
    around = top.parent / "around"
    git(top.parent, "init", "-q", str(around))
    git(around, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(top), "inside")
    return around / "inside"


def shallow(top: Path) -> Path:
    git(top.parent, "clone", "-q", "--depth=1", top.as_uri(), str(top.parent / "shallow"))
    return top.parent / "shallow"


def bare_repository_inside(top: Path) -> Path:
    git(top.parent, "clone", "-q", "--bare", str(top), str(top.parent / "bare"))
    for path in (top.parent / "bare").iterdir():
        path.rename(top / "data/2021" / path.name)
    (top / "data/2021/HEAD").write_text("ref: refs/heads/evil\n", "utf-8")
    return top


LAYOUTS = (
    plain,
    packed,
    detached,
    worktree,
    packed_worktree,
    submodule,
    shallow,
    bare_repository_inside,
)


@pytest.mark.parametrize("arranged", LAYOUTS, ids=lambda each: each.__name__)
def test_the_commit(repository: Path, arranged: object) -> None:
    assert callable(arranged)
    commit = git(repository, "rev-parse", "HEAD")
    top = arranged(repository)
    for folder in (top, top / "data/2021"):
        assert commit_of(folder) == commit
    work_tree = work_tree_of(top / "data/2021")
    assert work_tree is not None
    assert work_tree.prefix(top / "data/2021").as_posix() == "data/2021"


def test_without_a_commit_there_is_none(tmp_path: Path) -> None:
    assert commit_of(tmp_path) == ""
    git(tmp_path, "init", "-q")
    assert commit_of(tmp_path) == ""


def test_of_objects_named_by_sha256_there_is_none(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--object-format=sha256")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "a")
    assert commit_of(tmp_path) == ""


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_COMMON_DIR", "GIT_CEILING_DIRECTORIES"])
def test_the_environment_of_git_is_not_asked(
    repository: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    commit = git(repository, "rev-parse", "HEAD")
    other = repository.parent / "other"
    git(repository.parent, "init", "-q", str(other))
    git(other, "commit", "-q", "--allow-empty", "-m", "another")
    monkeypatch.setenv(name, str(other / ".git"))
    assert commit_of(repository / "data/2021") == commit


ODD = {
    "nothing": "",
    "a commit of letters": "z" * 40,
    "a path out": "ref: refs/../../../secret",
    "no reference": "ref: config",
    "itself": "ref: HEAD",
    "a NUL": "ref: refs/heads/\0",
    "not UTF-8": "ref: refs/heads/\udcff",
    "very long": "ref: refs/heads/" + "a" * 5000,
    "reftable": "ref: refs/heads/.invalid",
}


@pytest.mark.parametrize("head", ODD.values(), ids=ODD.keys())
def test_a_head_of_no_use(repository: Path, head: str) -> None:
    (repository / ".git/HEAD").write_text(head, "utf-8", errors="surrogateescape")
    assert commit_of(repository) == ""


GITS = {
    "nowhere": "gitdir: /does/not/exist",
    "no file of git's": "hello",
    "a network": "gitdir: //server/share",
    "a network of Windows": "gitdir: \\\\server\\share",
    "a NUL": "gitdir: a\0b",
    "blank": "gitdir:",
}


@pytest.mark.parametrize("content", GITS.values(), ids=GITS.keys())
def test_a_file_in_place_of_git_that_leads_nowhere(tmp_path: Path, content: str) -> None:
    (tmp_path / ".git").write_text(content, "utf-8")
    assert commit_of(tmp_path) == ""
