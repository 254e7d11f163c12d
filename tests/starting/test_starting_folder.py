"""A folder is made whole or not at all, and never in the place of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntmreport.starting import FolderThereError, place_folder
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
