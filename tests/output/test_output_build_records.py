"""The folder beside what was built: what git ignores, what is bounded, what leads nowhere."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from ntmreport.output import BuildRecords, KeptBuild, build_records

if TYPE_CHECKING:
    from pathlib import Path


def digest(number: int) -> str:
    return f"{number:064x}"


def test_a_record_is_found_by_its_digest_and_git_ignores_it(tmp_path: Path) -> None:
    records = BuildRecords(tmp_path)
    assert not records.has(digest(1))
    records.keep(digest(1), b"{}")
    assert records.has(digest(1))
    assert records.kept(digest(1)) is None
    records.keep(digest(1), b"{}", b"PK")
    assert records.kept(digest(1)) == KeptBuild(b"{}", b"PK")
    assert records.kept("../" + digest(1)) is None
    assert (tmp_path / ".ntmreport/.gitignore").read_bytes() == b"*\n"
    assert (tmp_path / f".ntmreport/{digest(1)}.json").read_bytes() == b"{}"


def test_the_oldest_records_give_way_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_records, "_MOST_RECORDS", 3)
    records = BuildRecords(tmp_path)
    for number in range(5):
        records.keep(digest(number), b"{}", b"PK")
        os.utime(tmp_path / f".ntmreport/{digest(number)}.json", (number, number))
        (tmp_path / ".ntmreport/notes.json").write_bytes(b"somebody's")
    assert [records.has(digest(number)) for number in range(5)] == [False, False, True, True, True]
    assert (tmp_path / ".ntmreport/notes.json").exists()
    copies = {path.stem for path in (tmp_path / ".ntmreport").glob("*.docx")}
    assert copies == {digest(number) for number in (2, 3, 4)}


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / f"{digest(1)}.json").write_bytes(b"{}")
    (tmp_path / "build").mkdir()
    (tmp_path / "build/.ntmreport").symlink_to(outside)
    records = BuildRecords(tmp_path / "build")
    records.keep(digest(2), b"{}")
    assert not records.has(digest(1))
    assert [path.name for path in outside.iterdir()] == [f"{digest(1)}.json"]
