"""Entries of a list that lost their dash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ntmreport.language import Hint

from .slips import year

if TYPE_CHECKING:
    from pathlib import Path

FILE, ENTRIES = "infrastructure.yaml", "  - Thủy lợi\n  - Điện\n"


@pytest.mark.parametrize("lost", ["    Điện\n", "   Điện\n", "    Điện\n    Nước sạch\n"])
def test_an_entry_without_its_dash_is_found(tmp_path: Path, lost: str) -> None:
    answer = year(tmp_path, (FILE, ENTRIES, f"  - Thủy lợi\n{lost}"))
    found = [each for each in answer.found if each.rule.code == "NTM115"]
    assert len(found) == 1
    assert isinstance(found[0].hint, Hint)
    assert found[0].hint.instead[0].startswith("Thủy lợi\n  - Điện")
    assert "\n" not in found[0].hint.instead[1]


@pytest.mark.parametrize(
    "entry",
    [
        "  - Thủy lợi\n    nội đồng\n  - Điện\n",
        "  - Thủy lợi,\n    Giao thông nội đồng\n  - Điện\n",
        "  - >-\n    Thủy lợi\n    Giao thông\n  - Điện\n",
        '  - "Thủy lợi\n    Giao thông"\n  - Điện\n',
        "  - Thủy lợi trên diện tích đất trồng lúa ba vụ của toàn bộ các xã\n    Bình Sơn\n",
    ],
)
def test_an_entry_that_goes_on_is_not(tmp_path: Path, entry: str) -> None:
    answer = year(tmp_path, (FILE, ENTRIES, entry))
    assert "NTM115" not in {each.rule.code for each in answer.found}
