"""Packed objects are asked for their size before they are unpacked."""

from __future__ import annotations

import gc
import subprocess
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from ntmreport.git import history, work_tree_of
from ntmreport.git.history import History
from ntmreport.trouble import Trouble

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "".join(f"dòng {number}: giá trị {number * number}\n" for number in range(500))


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """A repository with two revisions of a file, one of them stored as a delta of the other."""
    folder = tmp_path / "data"
    folder.mkdir()

    def git(*words: str) -> None:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.vn")
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True, capture_output=True)  # noqa: S607

    git("init", "-q")
    for more in ("", "thêm\n"):
        (folder / "a.yaml").write_text(TEXT + more, "utf-8")
        git("add", "-A")
        git("commit", "-qm", "x")
    git("gc", "-q", "--aggressive")
    return folder


def contents(folder: Path) -> list[bytes]:
    work_tree = work_tree_of(folder)
    assert work_tree is not None
    with History(work_tree) as revisions:
        found = []
        for name in ("HEAD", "HEAD~1"):
            entries = revisions.entries(revisions.commit(name), PurePosixPath("data"))
            assert entries is not None
            found += [revisions.content(entry) for entry in entries]
        return found


def test_within_the_bound_they_are_read(packed: Path) -> None:
    assert contents(packed) == [f"{TEXT}thêm\n".encode(), TEXT.encode()]


@pytest.mark.parametrize("bound", [1_000, len(TEXT.encode()) - 1])
def test_beyond_it_they_are_refused(
    packed: Path, monkeypatch: pytest.MonkeyPatch, bound: int
) -> None:
    monkeypatch.setattr(history, "_MOST_BYTES_OF_AN_OBJECT", bound)
    with pytest.raises(Trouble, match="too large"):
        contents(packed)


@pytest.mark.parametrize("start", [12, 20, 60])
def test_a_damaged_pack_is_said_to_be_one(packed: Path, start: int) -> None:
    (pack,) = (packed.parent / ".git/objects/pack").glob("*.pack")
    pack.chmod(0o600)
    content = bytearray(pack.read_bytes())
    content[start : start + 180] = b"\xff" * 180
    pack.write_bytes(content)
    with pytest.raises(Trouble):
        contents(packed)
    gc.collect()  # a file that is not closed would be told here
