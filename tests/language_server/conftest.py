from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from ..conftest import FIXTURES
from .editor_client import EditorClient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def copy_of_2021(folder: Path) -> Path:
    """Copy the frozen report of 2021, its data and its form, into a folder."""
    shutil.copytree(FIXTURES / "data", folder / "data")
    shutil.copytree(FIXTURES / "templates", folder / "templates")
    return folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A copy of the frozen report of 2021 for tests that save files."""
    return copy_of_2021(tmp_path)


@pytest.fixture(scope="session")
def kept_editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EditorClient]:
    """An editor with a copy of the report open, one for all tests of a process."""
    with EditorClient(copy_of_2021(tmp_path_factory.mktemp("editor"))) as client:
        yield client


@pytest.fixture
def editor(kept_editor: EditorClient) -> Iterator[EditorClient]:
    """An editor in which no file is open; what a test types is never saved."""
    yield kept_editor
    for name in list(kept_editor.texts):
        kept_editor.close(name)
