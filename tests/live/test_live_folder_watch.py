"""What is saved, renamed and deleted is seen; what editors write for themselves is not."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from ntmreport.live import folder_watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    ("file", "is_wanted"),
    [
        ("data/2021/health.yaml", True),
        ("data/2021/communes/an-nong.yml", True),
        ("data/2021", True),
        ("templates/annual-district/layout.docx", True),
        ("templates/annual-district/~$layout.docx", False),
        ("data/2021/.health.yaml.swp", False),
        ("data/2021/health.yaml~", False),
        ("data/2021/4913", False),
        ("data/2021/#health.yaml#", False),
        ("data/20210/health.yaml", False),
        ("build/2021/bao-cao-2021.docx", False),
    ],
)
def test_files_that_a_command_reads(file: str, is_wanted: bool) -> None:
    folders = ["data/2021".replace("/", os.sep), "templates"]
    assert folder_watch._is_wanted(file.replace("/", os.sep), folders) == is_wanted


def _written_beside(file: Path) -> None:
    beside = file.with_name("4913.yaml.tmp")
    beside.write_text("a: 2\n", "utf-8")
    beside.replace(file)


def _written_in_two_steps(file: Path) -> None:
    with file.open("w", encoding="utf-8") as stream:
        stream.write("a:")
        stream.flush()
        stream.write(" 3\n")


def _put_away_and_back(file: Path) -> None:
    away = file.parent.with_name("away")
    file.parent.rename(away)
    away.rename(file.parent)


@pytest.mark.parametrize(
    "save",
    [
        lambda file: file.write_text("a: 2\n", "utf-8"),
        lambda file: file.unlink(),
        lambda file: file.rename(file.with_name("other.yaml")),
        _written_beside,
        _written_in_two_steps,
        _put_away_and_back,
    ],
)
def test_each_way_of_saving_is_seen(tmp_path: Path, save: Callable[[Path], object]) -> None:
    file = tmp_path / "data/2021/health.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("a: 1\n", "utf-8")
    stop = threading.Event()
    found = folder_watch.changes([tmp_path / "data/2021"], stop)
    assert next(found) == frozenset()
    save(file)
    changed = next(found)
    stop.set()
    assert all(os.path.realpath(tmp_path) in name for name in changed)
    list(found)
