from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.model.years import Answer, Edit, edited_year

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def year(tmp_path: Path) -> Callable[..., Answer]:
    """Compile data/2021 after edits: `year((file, old text, new text), …)`."""

    def compile_edited(*edits: Edit) -> Answer:
        return edited_year(tmp_path, *edits)

    return compile_edited
