from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .samples import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable


def missing(tool: str) -> None:
    """Skip where a developer lacks a tool; fail where nobody would notice."""
    if os.environ.get("CI"):
        pytest.fail(f"{tool} is missing")
    pytest.skip(f"{tool} is missing")


@pytest.fixture(scope="session")
def soffice() -> str:
    found = shutil.which("soffice")
    if found is None:
        missing("LibreOffice")
    return str(found)


@pytest.fixture(scope="session")
def validated(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Any]]:
    """What Microsoft's Open XML SDK finds wrong with a Word file, or a workbook."""
    named = os.environ.get("NTMREPORT_OOXML_VALIDATOR")
    program = named or str(REPOSITORY / "tools" / "node_modules" / ".bin" / "ooxml-validator")
    if not Path(program).exists():
        missing("ooxml-validator")
    folder = tmp_path_factory.mktemp("validated")

    def validate(content: bytes, ending: str = ".docx") -> list[Any]:
        path = folder / f"report{ending}"
        path.write_bytes(content)
        done = subprocess.run([program, str(path)], capture_output=True, check=False)
        answer = json.loads(done.stdout)
        assert answer["ok"] == (not answer["errors"])
        return list(answer["errors"])

    return validate
