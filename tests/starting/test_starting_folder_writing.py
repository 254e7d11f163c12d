"""A folder is made whole or not at all, and never in the place of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntmreport.starting import FolderThereError, fill_folder, place_folder
from ntmreport.trouble import Trouble

FILES = {"a.yaml": b"a", "inner/b.yaml": b"b"}


def test_all_files_are_there(tmp_path: Path) -> None:
    place_folder(tmp_path / "new/2022", FILES)
    found = {
        path.relative_to(tmp_path / "new/2022").as_posix(): path.read_bytes()
        for path in tmp_path.rglob("*.yaml")
    }
    assert found == FILES
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["2022"]


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch, lambda path: path.symlink_to("nowhere")])
def test_what_is_there_stays(tmp_path: Path, make: object) -> None:
    assert callable(make)
    target = tmp_path / "2022"
    make(target)
    with pytest.raises(FolderThereError):
        place_folder(target, FILES)
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name == "b.yaml":
            raise OSError(28, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Trouble) as trouble:
        place_folder(tmp_path / "2022", FILES)
    assert trouble.value.message.en.endswith("2022: No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        place_folder(tmp_path / "2022", FILES)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("is_there", [False, True])
def test_a_folder_with_nothing_in_it_is_filled(tmp_path: Path, *, is_there: bool) -> None:
    folder = tmp_path / "new"
    if is_there:
        (folder / ".git").mkdir(parents=True)
    fill_folder(folder, FILES)
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert found == FILES
    assert {path.name for path in folder.iterdir()} - {".git"} == {"a.yaml", "inner"}


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("x")
    for folder in (tmp_path, tmp_path / "note.txt"):
        with pytest.raises(FolderThereError):
            fill_folder(folder, FILES)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_folder_that_cannot_be_filled_stays_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if path.name == "inner":
            raise OSError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(Trouble):
        fill_folder(tmp_path, FILES)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    for folder in (tmp_path / ".2022.0123abcd.new", tmp_path / "empty" / ".start.0123abcd.new"):
        folder.mkdir(parents=True)
        (folder / "half.yaml").write_bytes(b"half")
    place_folder(tmp_path / "2022", FILES)
    fill_folder(tmp_path / "empty", FILES)
    assert not list(tmp_path.rglob("*.new"))
