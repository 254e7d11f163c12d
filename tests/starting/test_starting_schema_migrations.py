"""Data of older versions becomes that of today; data of a newer one is named as that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ntmreport.model import FILE_MODELS, SUBFOLDERS
from ntmreport.model.schema_version import CURRENT_VERSION, version_of
from ntmreport.pipeline import Compiler
from ntmreport.source import read_year
from ntmreport.starting import upgraded
from ntmreport.starting.schema_migrations import MIGRATIONS
from tests.edits import edit

if TYPE_CHECKING:
    from pathlib import Path

    from ntmreport.starting import Upgrade

VERSION = "schema_version: 2\n"


def upgrade(data: Path) -> Upgrade:
    read = read_year(data, FILE_MODELS, SUBFOLDERS)
    texts = {name: read.texts[f"{data.as_posix()}/{name}.yaml"] for name in read.files}
    return upgraded(read.files, texts)


@pytest.fixture
def data(project: Path) -> Path:
    return project / "data/2021"


@pytest.fixture
def first(data: Path) -> Path:
    """Data as the first commits of this repository had it."""
    edit(data / "report.yaml", VERSION, "")
    edit(data / "plan.yaml", "unit_tasks:\n", "district_tasks: # của đơn vị\n")
    return data


def codes(data: Path) -> list[str]:
    return [each.rule.code for each in Compiler().compile(data).diagnostics]


def test_every_older_version_has_a_way_up() -> None:
    assert list(MIGRATIONS) == list(range(CURRENT_VERSION))


def test_data_of_today_has_nothing_to_upgrade(data: Path) -> None:
    assert upgrade(data).texts == {}
    edit(data / "report.yaml", VERSION, "")
    assert upgrade(data).texts == {}
    assert codes(data) == []


def test_the_first_data_is_upgraded_with_its_comments(first: Path, fixtures: Path) -> None:
    assert codes(first) == ["NTM207"]
    result = upgrade(first)
    assert result.version == 0
    # The version is written last: whoever is interrupted can begin again.
    assert list(result.texts) == ["plan", "report"]
    plan = (fixtures / "data/2021/plan.yaml").read_text("utf-8")
    assert result.texts["plan"] == plan.replace("unit_tasks:\n", "unit_tasks: # của đơn vị\n")
    report = (fixtures / "data/2021/report.yaml").read_text("utf-8")
    assert result.texts["report"] == report


def test_an_interrupted_upgrade_can_be_run_again(first: Path) -> None:
    (first / "plan.yaml").write_text(upgrade(first).texts["plan"], "utf-8", newline="\n")
    assert codes(first) == []


def test_a_version_that_is_named_is_raised_in_its_place(data: Path) -> None:
    edit(data / "report.yaml", VERSION, "schema_version: 0 # cũ\n")
    assert codes(data) == ["NTM207"]
    texts = upgrade(data).texts
    assert list(texts) == ["report"]
    assert "\nschema_version: 2 # cũ\n" in texts["report"]


def test_newer_data_is_named_as_that_and_nothing_else_is_said(data: Path) -> None:
    edit(data / "report.yaml", VERSION, "schema_version: 3\n")
    edit(data / "health.yaml", "insurance:", "insurances:")
    compiled = Compiler().compile(data)
    (found,) = compiled.diagnostics
    assert (found.rule.code, found.span.line) == ("NTM206", 3)
    assert found.message.en == "the data is of version 3, newer than the 2 that this program reads"


@pytest.mark.parametrize("written", ["một", "1.0", "01", '"1"', "-1", "[1]", "99999"])
def test_what_is_no_version_is_refused(data: Path, written: str) -> None:
    edit(data / "report.yaml", VERSION, f"schema_version: {written}\n")
    assert codes(data) == ["NTM203"]


def test_a_version_left_blank_is_that_of_today(data: Path) -> None:
    edit(data / "report.yaml", VERSION, "schema_version:\n")
    assert codes(data) == []
    assert version_of({}) == (CURRENT_VERSION, None)
