from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from ..conftest import FIXTURES
from .editor_client import EditorClient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A copy of the frozen report of 2021, its data and its form."""
    shutil.copytree(FIXTURES / "data", tmp_path / "data")
    shutil.copytree(FIXTURES / "templates", tmp_path / "templates")
    return tmp_path


@pytest.fixture
def editor(repository: Path) -> Iterator[EditorClient]:
    """An editor with that copy open."""
    with EditorClient(repository) as client:
        yield client
