"""Comments behind a text, and entries of a list that lost their dash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ntmreport.language import Hint

from .edited_report import year

if TYPE_CHECKING:
    from pathlib import Path


PRODUCTION = "production.yaml"
PRODUCT = "    - Chổi đót Thọ Bình\n"


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        ("    - Chè sạch #1 Bình Sơn\n", "«Chè sạch #1 Bình Sơn»"),
        ("    - Chè sạch # loại 1\n", "«Chè sạch # loại 1»"),
        ("    - Chè sạch\t#1\n", "«Chè sạch\t#1»"),
        ("    - Chè\n      sạch #1\n", "sạch «#1»"),
        ("    - Chè sạch#1\n", None),
        ('    - "Chè sạch #1"\n', None),
        ('    - "Chè sạch" # loại 1\n', None),
        ("    - Chè sạch # cần điền; năm 2021: x\n", None),
        ("    # loại 1\n    - Chè sạch\n", None),
        ("    - >-\n      Chè sạch #1\n", None),
    ],
)
def test_a_comment_that_cuts_off_a_text(tmp_path: Path, written: str, marked: str | None) -> None:
    answer = year(tmp_path, (PRODUCTION, PRODUCT, PRODUCT + written))
    slips = [slip for slip in answer.located if slip.endswith("NTM114")]
    assert slips == ([f"{answer.at(PRODUCTION, marked)} NTM114"] if marked else [])


@pytest.mark.parametrize(
    ("comment", "is_found"),
    [("#1", True), ("# 1 x", True), ("#loại", True), ("# loại 1", False), ("# cần điền", False)],
)
def test_behind_the_value_of_a_key_remarks_are_usual(
    tmp_path: Path, comment: str, is_found: bool
) -> None:
    answer = year(
        tmp_path, (PRODUCTION, "fields: trồng trọt", f"fields: trồng trọt {comment}\n  # và")
    )
    assert ("NTM114" in answer.codes) == is_found


def test_a_comment_behind_a_number_or_a_word_of_a_list_is_one(tmp_path: Path) -> None:
    assert year(
        tmp_path,
        (PRODUCTION, "area_ha: 9130", "area_ha: 9130 # đã rà soát"),
        ("report.yaml", "year: 2021", "year: 2021 # năm\nstage: final # chính thức"),
    ).has()


FILE, ENTRIES = "infrastructure.yaml", "  - Thủy lợi\n  - Điện\n"


@pytest.mark.parametrize("lost", ["    Điện\n", "   Điện\n", "    Điện\n    Nước sạch\n"])
def test_an_entry_without_its_dash_is_found(tmp_path: Path, lost: str) -> None:
    answer = year(tmp_path, (FILE, ENTRIES, f"  - Thủy lợi\n{lost}"))
    found = answer.of("NTM115")
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
    assert "NTM115" not in answer.codes
