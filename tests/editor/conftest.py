from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ..conftest import REPOSITORY
from .server import LanguageServer

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = REPOSITORY / "tools" / "node_modules" / ".bin" / "yaml-language-server"


def missing(tool: str) -> None:
    """Skip where a developer lacks a tool; fail where nobody would notice."""
    if os.environ.get("CI"):
        pytest.fail(f"{tool} is missing")
    pytest.skip(f"{tool} is missing")


@pytest.fixture(scope="session")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """The language server with a copy of the schemas where the data's first lines name them."""
    with started(tmp_path_factory.mktemp("editor"), validate=True) as server:
        yield server


@pytest.fixture(scope="session")
def silent_editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """The same as `init` sets it: mistakes are told by our own language server alone."""
    with started(tmp_path_factory.mktemp("silent"), validate=False) as server:
        yield server


def started(folder: Path, *, validate: bool) -> LanguageServer:
    named = os.environ.get("NTMREPORT_YAML_LANGUAGE_SERVER")
    program = Path(named) if named else PROGRAM
    if not program.exists() or shutil.which("node") is None:
        missing("yaml-language-server")
    shutil.copytree(REPOSITORY / "schemas", folder / "schemas")
    return LanguageServer(program, folder, validate=validate)
