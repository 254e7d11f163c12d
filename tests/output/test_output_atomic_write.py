from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from ntmreport.output import write_atomically
from ntmreport.output.atomic_write import written_beside
from ntmreport.trouble import Trouble


def test_writes_and_creates_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "báo cáo" / "2021" / "bao-cao.docx"
    write_atomically(path, b"one")
    assert path.read_bytes() == b"one"
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_new_file_has_the_users_ordinary_permissions(tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.write_bytes(b"")
    write_atomically(tmp_path / "written", b"")
    assert (tmp_path / "written").stat().st_mode == ordinary.stat().st_mode


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("code", "advice"), [(errno.EACCES, "đóng tệp trong Word"), (errno.ENOSPC, "kiểm tra ổ đĩa")]
)
def test_failure_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, advice: str
) -> None:
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(Trouble) as caught:
        write_atomically(path, b"new")
    monkeypatch.undo()
    assert advice in caught.value.message.vi
    assert str(path) in caught.value.message.vi
    assert str(path) in caught.value.message.en
    assert "\n" not in caught.value.message.vi
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_interruption_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "bao-cao.docx", b"new")
    monkeypatch.undo()
    assert not list(tmp_path.iterdir())


def test_target_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "bao-cao.docx").mkdir()
    with pytest.raises(Trouble) as caught:
        write_atomically(tmp_path / "bao-cao.docx", b"new")
    assert "thư mục" in caught.value.message.vi


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Trouble):
        write_atomically(tmp_path / "file" / "bao-cao.docx", b"new")


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    left = tmp_path / ".bao-cao.docx.0123abcd.new"
    left.write_bytes(b"half")
    others = [tmp_path / name for name in (".other.new", "x.0123abcd.new", ".x.0123abcd.new.txt")]
    for other in others:
        other.write_bytes(b"somebody's")
    write_atomically(tmp_path / "r.docx", b"whole")
    assert not left.exists()
    assert all(other.exists() for other in others)


def test_what_another_run_is_writing_stays(tmp_path: Path) -> None:
    path = tmp_path / "r.docx"
    with written_beside(path, b"first") as new:
        write_atomically(path, b"second")
        assert new.read_bytes() == b"first"
        new.replace(path)
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_may_be_as_long_as_names_can_be(tmp_path: Path) -> None:
    path = tmp_path / f"{'ạ' * 80}.docx"
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
