"""docs/rules.md is what the rule book says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.rulebook import render_book

if TYPE_CHECKING:
    from pathlib import Path


def test_the_page_of_rules_is_current(repository: Path) -> None:
    page = (repository / "docs/rules.md").read_text(encoding="utf-8")
    assert page == render_book(), "run `make docs`"
