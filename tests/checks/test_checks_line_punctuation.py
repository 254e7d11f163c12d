"""How a printed line begins and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .edited_report import year

if TYPE_CHECKING:
    from pathlib import Path

FILE, END = "infrastructure.yaml", "huyện NTM năm 2021."
RESULTS = "20-results.j2"


@pytest.mark.parametrize(
    ("typed", "marked", "hint"),
    [
        ("huyện NTM năm 2021", "huyện NTM năm «2021»", "viết “2021.” ở cuối câu"),
        ("huyện NTM năm 2021,", "huyện NTM năm 2021«,»", "viết “.” ở cuối câu"),
        ("huyện NTM năm 2021;", "huyện NTM năm 2021«;»", "viết “.” ở cuối câu"),
        ("huyện NTM năm 2021..", "huyện NTM năm 2021«..»", "viết “.” ở cuối câu"),
        ("huyện NTM năm 2021 .,", "huyện NTM năm 2021 .«,»", "viết “.” ở cuối câu"),
        ("huyện (NTM)", "huyện «(NTM)»", ""),
    ],
)
def test_a_sentence_ends_with_one_stop(tmp_path: Path, typed: str, marked: str, hint: str) -> None:
    answer = year(tmp_path, (FILE, END, typed))
    found = answer.of("NTM534")
    assert len(found) == 1
    assert not hint or f"{answer.at(FILE, marked)} NTM534" in answer.located
    assert hint in (found[0].hint.vi if found[0].hint else "")


@pytest.mark.parametrize(
    "typed",
    [
        "huyện NTM năm 2021…",
        "huyện NTM năm 2021...",
        "huyện NTM, v.v..",
        "“huyện NTM năm 2021.”",
        "huyện NTM năm 2021!",
        "huyện NTM năm 2021 (phụ lục kèm theo.)",
    ],
)
def test_other_ends_are_silent(tmp_path: Path, typed: str) -> None:
    answer = year(tmp_path, (FILE, END, typed))
    assert "NTM534" not in answer.codes


@pytest.mark.parametrize("dash", ["-", "– ", "—", "• ", "+"])
def test_a_line_of_a_template_with_a_dash_is_an_item(tmp_path: Path, dash: str) -> None:
    line = "- {{ infrastructure.text }}"
    answer = year(tmp_path, (RESULTS, line, f"{dash}{line[2:]}"))
    assert answer.codes == ["NTM533"]
    assert answer.found[0].span.line == 64


def test_a_dash_of_the_data_is_within_the_paragraph(tmp_path: Path) -> None:
    answer = year(tmp_path, ("resources.yaml", "text: >-\n  ", "text: >-\n  • "))
    assert answer.codes == ["NTM533"]
    assert answer.hints == ["bỏ “•”"]
