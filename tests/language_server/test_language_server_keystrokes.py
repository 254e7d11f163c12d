"""Some random keystrokes of the campaign that `python -m tests.language_server.keystrokes` runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ..invented import add_communes
from . import keystrokes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("has_communes", [False, True])
def test_any_keys_are_survived(repository: Path, has_communes: bool) -> None:
    if has_communes:
        add_communes(repository / "data/2021")
    found = keystrokes.run(repository, keys=30, seed=3)
    assert found.compared == 1
