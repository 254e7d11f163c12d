"""Some random keystrokes of the campaign that `python -m tests.language_server.keystrokes` runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import keystrokes

if TYPE_CHECKING:
    from pathlib import Path


def test_any_keys_are_survived(tmp_path: Path) -> None:
    keystrokes.write_repository(tmp_path / "kho")
    found = keystrokes.run(tmp_path / "kho", keys=40, seed=3)
    assert found.compared == 1
