"""What the checks of wording are tried on besides their own small years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def repository_report(fixtures: Path) -> str:
    return (fixtures / "data/2021/report.yaml").read_text("utf-8")
