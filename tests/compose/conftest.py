from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.model.years import Answer, Edit, edited_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="package", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what is compiled here out of the user's own cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NTMREPORT_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def year(tmp_path: Path) -> Callable[..., Answer]:
    """Compile data/2021 after edits: `year((file, old text, new text), …)`."""

    def compile_edited(*edits: Edit) -> Answer:
        return edited_year(tmp_path, *edits)

    return compile_edited
