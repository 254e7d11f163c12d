"""A commune's next year: its own indicators blank, their names, units and baselines kept."""

from __future__ import annotations

import datetime
import shutil
from typing import TYPE_CHECKING

import pytest

from ntmreport.completeness import Status, status_of
from ntmreport.pipeline import Compiler
from ntmreport.validation import validate
from tests.communes import COMMUNE
from tests.conftest import FIXTURES
from tests.edits import edit

from .test_starting_next_period import start

if TYPE_CHECKING:
    from pathlib import Path

    from ntmreport.starting import NextPeriod

STATED = "  denominator: 2315\n  stated: {share: 1.8}\n  baseline: {year: 2020, value: 2.94}\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(COMMUNE / "2021", tmp_path / "data/2021")
    shutil.copytree(FIXTURES / "templates", tmp_path / "templates")
    return tmp_path / "data/2021"


@pytest.fixture
def started(data: Path) -> NextPeriod:
    edit(
        data / "indicators.yaml",
        "  denominator: 2315\n  baseline: {year: 2020, value: 2.94}\n",
        STATED,
    )
    return start(data, 2022)


def status(data: Path) -> Status:
    compiled = Compiler().compile(data)
    found = validate(compiled, data, datetime.date(2023, 1, 5))
    assert compiled.form is not None
    return status_of(
        data.as_posix(), compiled.files, compiled.texts, found.diagnostics, compiled.form.needed
    )


@pytest.mark.parametrize(
    "lines",
    [
        "area:\n  label: Diện tích tự nhiên\n  unit: ha\n  value: # cần điền; năm 2021: 1246.8\n",
        "income:\n"
        "  label: Thu nhập bình quân đầu người\n"
        "  unit: triệu đồng/người/năm\n"
        "  value: # cần điền; năm 2021: 46.5\n"
        "  qualifier: hơn\n"
        "  baseline: {year: 2020, value: 42.3}\n"
        "  target: # điền nếu có; năm 2021: 46\n",
        "poverty:\n"
        "  label: Hộ nghèo\n"
        "  unit: hộ\n"
        "  numerator: # cần điền; năm 2021: 42\n"
        "  denominator: # cần điền; năm 2021: 2315\n"
        "  baseline: {year: 2020, value: 2.94}\n"
        "\n",
        "    - {name: Ngân sách trung ương, value: } # cần điền; năm 2021: 1200\n",
    ],
)
def test_the_years_own_is_blank_and_all_else_is_kept(started: NextPeriod, lines: str) -> None:
    assert started.texts["indicators"].count(lines) == 1


def test_what_is_said_in_words_is_kept(started: NextPeriod, data: Path) -> None:
    assert started.texts["narrative"] == (data / "narrative.yaml").read_text("utf-8")


def test_every_blank_is_counted(started: NextPeriod, data: Path) -> None:
    text = started.texts["indicators"]
    result = status(data.with_name("2022"))
    indicators = next(file for file in result.files if file.name == "indicators")
    targets = text.count("target: # điền nếu có")
    assert [gap.path.rpartition(".")[2] for gap in indicators.optional] == ["target"] * targets
    assert len(indicators.missing) == text.count("# cần điền")
    assert not result.can_be_built
    # What is missing is the one thing that is said.
    assert result.blocking == ()


def test_gaps_have_their_names_and_lines(started: NextPeriod, data: Path) -> None:
    gaps = {gap.path: gap for file in status(data.with_name("2022")).files for gap in file.missing}
    gap = gaps["indicators.poverty.numerator"]
    assert gap.label == "Chỉ tiêu khai báo › Hộ nghèo › Tử số"
    assert gap.line is not None
    line = started.texts["indicators"].split("\n")[gap.line - 1]
    assert line == "  numerator: # cần điền; năm 2021: 42"
    part = gaps["indicators.funds.parts[5].value"]
    assert part.label.endswith("Các phần cộng thành tổng › Nhân dân đóng góp › Giá trị")


def test_the_commune_is_filled_in(data: Path) -> None:
    result = status(data)
    assert result.can_be_built
    assert [file.name for file in result.files] == ["report", "indicators", "narrative"]
    assert all(file.filled == file.wanted > 0 for file in result.files)


@pytest.mark.parametrize("name", ["indicators", "narrative"])
def test_a_file_that_the_form_needs_stops_the_report(data: Path, name: str) -> None:
    (data / f"{name}.yaml").unlink()
    result = status(data)
    assert not result.can_be_built
    assert [each.rule.code for each in result.blocking] == ["NTM101"]


def test_an_empty_entry_is_missing(data: Path) -> None:
    edit(data / "indicators.yaml", "area:\n", "people:\narea:\n")
    result = status(data)
    assert [gap.path for file in result.files for gap in file.missing] == [
        "indicators.people.label",
        "indicators.people.unit",
        "indicators.people.value",
    ]
    assert result.blocking == ()


def test_a_text_may_be_blank(data: Path) -> None:
    edit(data / "narrative.yaml", "situation: >-\n", "later:\nsituation: >-\n")
    result = status(data)
    assert result.can_be_built
    narrative = next(file for file in result.files if file.name == "narrative")
    assert [gap.path for gap in narrative.optional] == ["narrative.later"]
