"""Two states of a copy of data/2021, one before an edit and one after it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from ntmreport.diff import Changes, changes_between, compiled_side
from tests.edits import edit

from .states import FORM, States

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def states(project: Path) -> States:
    """Two projects that are the same until an edit makes them differ."""
    new = project / "new"
    old = project / "old"
    for state in (old, new):
        for name in ("data", "templates"):
            shutil.copytree(project / name, state / name)
    return States(old, new)


@pytest.fixture
def compared(states: States) -> Callable[..., Changes]:
    """What changes with these edits: the file, the old words and the new ones."""

    def compare(*edits: tuple[str, str, str]) -> Changes:
        for name, old, new in edits:
            folder = states.new / (FORM if name.endswith(".j2") else "data/2021")
            edit(folder / name, old, new)
        return changes_between(
            compiled_side(states.old / "data/2021", None),
            compiled_side(states.new / "data/2021", None),
        )

    return compare
