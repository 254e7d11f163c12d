"""Gaps, notes and marks of a web page: what is one, and what only looks like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checks.edited_report import year

if TYPE_CHECKING:
    from pathlib import Path

FILE, WORDS = "infrastructure.yaml", "được đầu tư"


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("được …… đầu tư", "được «……» đầu tư"),
        ("được ... đầu tư", "được «...» đầu tư"),
        ("được đầu tư (…)", "được đầu tư («…»)"),
        ("được đầu tư …/… công trình", "được đầu tư «…»/… công trình"),
        ("được ___ đầu tư", "được «___» đầu tư"),
        ("được xxx đầu tư", "được «xxx» đầu tư"),
        ("được đầu tư (bổ sung sau)", "được đầu tư «(bổ sung sau)»"),
        ("được đầu tư [cần điền số liệu]", "được đầu tư «[cần điền số liệu]»"),
        ("được đầu&nbsp;tư", "được đầu«&nbsp;»tư"),
        ("được <i>đầu tư", "được «<i>»đầu tư"),
        ("được *đầu tư*", "được «*đầu tư*»"),
    ],
)
def test_what_is_left_standing_is_found(tmp_path: Path, typed: str, marked: str) -> None:
    answer = year(tmp_path, (FILE, WORDS, typed))
    assert f"{answer.at(FILE, marked)} NTM532" in answer.located


@pytest.mark.parametrize(
    "typed",
    [
        "như lúa, ngô, … được đầu tư",
        "như lúa, ngô… được đầu tư",
        "như lúa, ngô... được đầu tư",
        "v.v... được đầu tư",
        "(bổ sung 02 hạng mục) được đầu tư",
        "trên diện tích < 5 và > 2 được đầu tư",
        "theo mô hình R&D được đầu tư",
        "được đầu tư * theo kế hoạch",
        "lần thứ XXX được đầu tư",
        "(lần thứ XXXVIII) được đầu tư",
        "có được đầu tư hay không?",
    ],
)
def test_what_only_looks_like_it_is_not(tmp_path: Path, typed: str) -> None:
    answer = year(tmp_path, (FILE, WORDS, typed))
    assert "NTM532" not in answer.codes


def test_a_draft_may_have_gaps_but_no_marks(tmp_path: Path) -> None:
    draft = ("report.yaml", "schema_version: 2\n", "schema_version: 2\nstage: draft\n")
    assert year(tmp_path, draft, (FILE, WORDS, "được …… đầu tư (bổ sung sau)")).has()
    answer = year(tmp_path, (FILE, "được …… đầu tư (bổ sung sau)", "được **đầu tư**"))
    assert answer.has(("NTM532", FILE, "được «**đầu tư**»"))
