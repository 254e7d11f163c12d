"""What stands in the way of a result: replaced as built, kept as edited, left where it is open."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from ntmreport.output import place

BUILT = b"built "


def put(path: Path, content: bytes) -> tuple[str, str | None, bool]:
    placed = place(path, content, lambda found: found.startswith(BUILT))
    return placed.path.name, placed.kept.name if placed.kept else None, placed.is_held


def names(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_is_as_built_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "new" / "r.docx"
    assert put(path, b"built 1") == ("r.docx", None, False)
    assert put(path, b"built 2") == ("r.docx", None, False)
    assert names(path.parent) == {"r.docx": b"built 2"}


def test_what_was_edited_is_kept_under_the_next_free_name(tmp_path: Path) -> None:
    path = tmp_path / "r.docx"
    for number in (1, 2):
        path.write_bytes(f"edited {number}".encode())
        kept = f"r.sua-tay-{number}.docx"
        assert put(path, b"built") == ("r.docx", kept, False)
    assert names(tmp_path) == {
        "r.docx": b"built",
        "r.sua-tay-1.docx": b"edited 1",
        "r.sua-tay-2.docx": b"edited 2",
    }


def test_an_empty_file_and_the_same_content_are_nobodys_work(tmp_path: Path) -> None:
    path = tmp_path / "r.docx"
    path.write_bytes(b"")
    assert put(path, b"built 1") == ("r.docx", None, False)
    path.write_bytes(b"the same")
    assert put(path, b"the same") == ("r.docx", None, False)
    assert names(tmp_path) == {"r.docx": b"the same"}


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("bao-cao-2021.docx", "~$o-cao-2021.docx"),
        ("report1.docx", "~$eport1.docx"),
        ("r.docx", "~$r.docx"),
        ("so-lieu-2021.xlsx", "~$so-lieu-2021.xlsx"),
        ("r.docx", ".~lock.r.docx#"),
    ],
)
def test_what_is_open_in_an_office_program_stays(tmp_path: Path, name: str, owner: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"built 1, open")
    (tmp_path / owner).write_bytes(b"\x05Lan")
    numbered = f"{path.stem}-2{path.suffix}"
    assert put(path, b"built 2") == (numbered, None, True)
    assert put(path, b"built 3") == (numbered, None, True)
    (tmp_path / numbered).write_bytes(b"edited")
    assert put(path, b"built 4") == (f"{path.stem}-3{path.suffix}", None, True)
    assert path.read_bytes() == b"built 1, open"
    assert (tmp_path / numbered).read_bytes() == b"edited"
    (tmp_path / owner).unlink()
    assert put(path, b"built 5") == (name, None, False)


@pytest.mark.parametrize("old", [b"built 1", b"edited"])
def test_what_the_system_does_not_let_go_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bytes
) -> None:
    path = tmp_path / "r.docx"
    path.write_bytes(old)
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if Path(target) == path:
            raise PermissionError(errno.EACCES, "sharing violation")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    assert put(path, b"built 2") == ("r-2.docx", None, True)
    assert names(tmp_path) == {"r.docx": old, "r-2.docx": b"built 2"}


def test_without_hard_links_nothing_is_lost_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", unsupported)
    path = tmp_path / "r.docx"
    assert put(path, b"built 1") == ("r.docx", None, False)
    path.write_bytes(b"edited")
    (tmp_path / "r.sua-tay-1.docx").write_bytes(b"earlier")
    assert put(path, b"built 2") == ("r.docx", "r.sua-tay-2.docx", False)
    assert names(tmp_path) == {
        "r.docx": b"built 2",
        "r.sua-tay-1.docx": b"earlier",
        "r.sua-tay-2.docx": b"edited",
    }


def test_a_run_that_was_killed_between_two_steps_is_taken_up(tmp_path: Path) -> None:
    path = tmp_path / "r.docx"
    path.write_bytes(b"edited")
    os.link(path, tmp_path / "r.sua-tay-1.docx")
    assert put(path, b"built") == ("r.docx", "r.sua-tay-1.docx", False)
    assert names(tmp_path) == {"r.docx": b"built", "r.sua-tay-1.docx": b"edited"}


def test_what_is_saved_in_between_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "r.docx"
    path.write_bytes(b"built 1")

    def is_as_built(found: bytes) -> bool:
        if found == b"built 1":  # and now Word saves
            saved = tmp_path / "saved"
            saved.write_bytes(b"saved meanwhile")
            saved.replace(path)
            return True
        return False

    placed = place(path, b"built 2", is_as_built)
    assert placed.kept is not None
    assert names(tmp_path) == {"r.docx": b"built 2", "r.sua-tay-1.docx": b"saved meanwhile"}
