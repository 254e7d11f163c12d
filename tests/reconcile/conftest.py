"""The frozen report of 2021 as it was built, once for all tests of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reconcile.edited_reports import Built, built

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def report(fixtures: Path) -> Built:
    return built(fixtures / "data/2021", fixtures / "templates")
