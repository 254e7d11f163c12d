"""Files of a repository are opened where they are: no link leads out, however it came there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from ntmreport.plain_file import NotPlainError, TooLargeError, read_plain

if TYPE_CHECKING:
    from pathlib import Path

MOST = 100


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for folder in ("repository/data", "elsewhere"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.yaml").write_bytes(folder.encode())
    return tmp_path / "repository"


@pytest.mark.parametrize("within", [".", "data", "../repository", "data/.."])
def test_a_file_is_read_by_any_name_of_its_folder(repository: Path, within: str) -> None:
    assert read_plain(repository / "data/a.yaml", MOST, repository / within) == b"repository/data"


def test_links_inside_are_followed_and_none_outside(repository: Path) -> None:
    (repository / "same").symlink_to("data")
    (repository / "data/b.yaml").symlink_to("a.yaml")
    assert read_plain(repository / "same/b.yaml", MOST, repository) == b"repository/data"
    (repository / "out").symlink_to("../elsewhere")
    (repository / "data/c.yaml").symlink_to("../../elsewhere/a.yaml")
    for name in ("out/a.yaml", "data/c.yaml", "data/../../elsewhere/a.yaml"):
        with pytest.raises(NotPlainError):
            read_plain(repository / name, MOST, repository)


def test_a_folder_that_becomes_a_link_out_is_no_folder_of_the_repository(repository: Path) -> None:
    read_plain(repository / "data/a.yaml", MOST, repository)
    (repository / "data").rename(repository.parent / "data")
    (repository / "data").symlink_to("../elsewhere")
    with pytest.raises(NotPlainError):
        read_plain(repository / "data/a.yaml", MOST, repository)


def test_a_repository_that_is_moved_is_read_where_it_is(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_plain(repository / "data/a.yaml", MOST, repository)
    repository.rename(repository.parent / "moved")
    repository.symlink_to("moved")
    assert read_plain(repository / "data/a.yaml", MOST, repository) == b"repository/data"
    monkeypatch.chdir(repository)
    here = type(repository)()
    assert read_plain(here / "data/a.yaml", MOST, here) == b"repository/data"
    monkeypatch.chdir(repository.parent / "elsewhere")
    assert read_plain(here / "a.yaml", MOST, here) == b"elsewhere"


@pytest.mark.parametrize(("more", "whole"), [(b"!", True), (b"!" * MOST, False)])
def test_a_file_that_grows_while_it_is_read_is_read_whole_or_not_at_all(
    repository: Path, monkeypatch: pytest.MonkeyPatch, more: bytes, *, whole: bool
) -> None:
    path, fstat = repository / "data/a.yaml", os.fstat

    def grown(handle: int) -> os.stat_result:
        status = fstat(handle)
        with path.open("ab") as stream:
            stream.write(more)
        return status

    monkeypatch.setattr("ntmreport.plain_file.os.fstat", grown)
    if whole:
        assert read_plain(path, MOST, repository) == b"repository/data!"
    else:
        with pytest.raises(TooLargeError):
            read_plain(path, MOST, repository)
