"""What the commands that explain and compare say of indicators that a unit declares itself."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from ntmreport.diff import Changes, changes_between, compiled_side
from ntmreport.language import Language
from ntmreport.lineage.answers import explanation
from ntmreport.lineage.figure_list import as_json
from ntmreport.lineage.figure_search import find
from ntmreport.lineage.report_lineage import lineage_of, unused_entries
from ntmreport.pipeline import Compiler
from ntmreport.span import written_path
from tests.communes import COMMUNE
from tests.conftest import FIXTURES
from tests.edits import edit

if TYPE_CHECKING:
    from pathlib import Path

    from ntmreport.lineage import Entry


@pytest.fixture(scope="module")
def entries() -> tuple[Entry, ...]:
    compiled = Compiler().compile(COMMUNE / "2021")
    assert compiled.year is not None
    assert compiled.document is not None
    return lineage_of(compiled.year, compiled.document)


@pytest.mark.parametrize(
    ("what", "path"),
    [
        ("indicators.income", "indicators.income.value"),
        ("indicators.funds", "indicators.funds.total"),
        ("indicators.poverty", "indicators.poverty.share"),
        ("indicators.poverty.change", "indicators.poverty.change"),
        ("indicators.funds.parts[0].value", "indicators.funds.parts[0].value"),
        ("14.620", "indicators.funds.total"),
    ],
)
def test_an_indicator_is_found_by_its_name(
    entries: tuple[Entry, ...], what: str, path: str
) -> None:
    assert [entry.path for entry in find(entries, what)] == [path]


def test_a_name_that_is_not_declared_is_not_found(entries: tuple[Entry, ...]) -> None:
    assert find(entries, "indicators.incomes") == []


def test_a_change_is_explained_down_to_the_lines(entries: tuple[Entry, ...]) -> None:
    (entry,) = find(entries, "indicators.poverty.change")
    lines = list(explanation(entry, Language.ENGLISH))
    file = (COMMUNE / "2021/indicators.yaml").as_posix()
    assert lines[:2] == [
        "-1,13 điểm phần trăm  indicators.poverty.change",
        "Chỉ tiêu khai báo › Hộ nghèo › Tăng so với năm gốc",
    ]
    assert "= 1,81% - 2,94% = -1,125745… → -1,13" in lines
    text = (COMMUNE / "2021/indicators.yaml").read_text("utf-8")
    line = text[: text.index("numerator: 42")].count("\n") + 1
    assert f"│  │  = {file}:{line}:14" in lines


def test_every_figure_of_the_commune_is_used(entries: tuple[Entry, ...]) -> None:
    assert unused_entries(entries) == []


@pytest.fixture
def compared(tmp_path: Path) -> Changes:
    for name in ("old", "new"):
        shutil.copytree(COMMUNE / "2021", tmp_path / name / "data/2021")
        shutil.copytree(FIXTURES / "templates", tmp_path / name / "templates")
    new = tmp_path / "new/data/2021/indicators.yaml"
    edit(new, "numerator: 42\n", "numerator: 40\n")
    edit(new, "    - {name: Ngân sách trung ương, value: 1200}\n", "")
    edit(new, "value: 640}\n", "value: 640}\n    - {name: Ngân sách trung ương, value: 1200}\n")
    edit(new, "ocop:", "ocop_products:")
    return changes_between(
        compiled_side(tmp_path / "old/data/2021", None),
        compiled_side(tmp_path / "new/data/2021", None),
    )


def test_changes_are_named_by_path(compared: Changes) -> None:
    changes = {written_path(each.path): each.change.value for each in compared.figures}
    assert changes == {
        "indicators.poverty.numerator": "changed",
        "indicators.poverty.share": "changed",
        "indicators.poverty.change": "changed",
        # The part that has moved within its list is the same part.
        **{f"indicators.ocop.{name}": "removed" for name in ("value", "target", "achievement")},
        **{
            f"indicators.ocop_products.{name}": "added"
            for name in ("value", "target", "achievement")
        },
    }


def test_the_list_of_figures_has_them(entries: tuple[Entry, ...]) -> None:
    listed = json.loads(as_json(entries))
    (income,) = [figure for figure in listed if figure["path"] == "indicators.income.value"]
    assert (income["value"], income["unit"]) == ("46.5", "triệu đồng/người/năm")
