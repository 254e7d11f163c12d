"""How far a year is filled in: what is counted, what is missing, what stops the report."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ntmreport.completeness import as_json, as_markdown, as_table, status_of
from ntmreport.language import Language
from ntmreport.model import OFFICE_MODELS, communes_of
from ntmreport.pipeline import Compiler
from ntmreport.validation import validate
from tests.edits import edit
from tests.invented import add_communes, add_funds, leave_to_communes

if TYPE_CHECKING:
    from ntmreport.completeness import Status
    from ntmreport.file_completeness import FileCompleteness

VI, EN = Language.VIETNAMESE, Language.ENGLISH


@pytest.fixture
def data(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project)
    return project / "data/2021"


def status(data: Path) -> Status:
    data = data.relative_to(Path.cwd())  # as the user names it
    compiled = Compiler().compile(data)
    found = validate(compiled, data, datetime.date(2022, 1, 5))
    needed = compiled.form.needed if compiled.form is not None else ()
    return status_of(data.as_posix(), compiled.files, compiled.texts, found.diagnostics, needed)


def of(result: Status, name: str) -> FileCompleteness:
    return next(file for file in result.files if file.name == name)


def test_2021_is_whole(data: Path) -> None:
    result = status(data)
    assert result.can_be_built
    there = [name for name in OFFICE_MODELS if (data / f"{name}.yaml").is_file()]
    assert [file.name for file in result.files] == there
    assert all(file.filled == file.wanted > 0 for file in result.files)
    assert as_table(result, VI).endswith("\n\ndata/2021: đã điền đủ, lập được báo cáo\n")


@pytest.mark.parametrize(
    ("name", "old", "new", "path", "label", "line"),
    [
        (
            "health",
            "numerator: 190113",
            "numerator:",
            "health.insurance.whole.numerator",
            "Y tế › Bảo hiểm y tế › Toàn đơn vị › Số người có",
            6,
        ),
        (
            "resources",
            "cash_million_vnd: 686750\n",
            "",
            "resources.cash_million_vnd",
            "Nguồn lực › Tiền mặt (triệu đồng)",
            None,
        ),
        (
            "production",
            "value: 9800",
            "value:",
            "production.value_chains[1].output_tonnes_per_year",
            "Sản xuất › Chuỗi cung ứng thực phẩm an toàn › rau, quả › Sản lượng (tấn/năm)",
            45,
        ),
        (
            "culture",
            "communes: [Dân Quyền, Dân Lực, Xuân Thịnh, Minh Sơn, Bình Sơn]",
            "communes:",
            "culture.clubs.communes",
            "Văn hóa › Câu lạc bộ › Các xã có câu lạc bộ tiêu biểu",
            30,
        ),
        (
            "infrastructure",
            "- Điện\n",
            "-\n",
            "infrastructure.fields[2]",
            "Hạ tầng › Các lĩnh vực › 3",
            6,
        ),
    ],
)
def test_what_is_missing_is_named(
    data: Path, name: str, old: str, new: str, path: str, label: str, line: int | None
) -> None:
    edit(data / f"{name}.yaml", old, new)
    result = status(data)
    (gap,) = of(result, name).missing
    assert (gap.path, gap.label, gap.line) == (path, label, line)
    assert result.blocking == ()
    assert not result.can_be_built
    assert result.verdict().en == "data/2021: the report cannot be built yet: 1 value missing"


def test_a_group_that_is_missing_counts_with_all_its_values(data: Path) -> None:
    edit(data / "health.yaml", "child_malnutrition:", "child_malnutrition: # trống")
    text = (data / "health.yaml").read_text("utf-8")
    (data / "health.yaml").write_text(text[: text.index("child_malnutrition")], "utf-8")
    missing = of(status(data), "health").missing
    assert [gap.path.removeprefix("health.child_malnutrition.") for gap in missing] == [
        "whole.underweight_percent",
        "whole.stunted_percent",
        "rural.underweight_percent",
        "rural.stunted_percent",
    ]


def test_a_file_that_is_not_there_lacks_all_its_values(data: Path) -> None:
    (data / "resources.yaml").unlink()
    result = status(data)
    file = of(result, "resources")
    assert (file.is_there, file.filled, file.wanted) == (False, 0, 3)
    assert result.blocking == ()
    assert "\nresources.yaml           0/3  (không có tệp)\n" in as_table(result, VI)


def test_a_file_that_cannot_be_read_is_named_with_its_mistake(data: Path) -> None:
    (data / "resources.yaml").write_text('text: "abc\n', "utf-8")
    result = status(data)
    assert not of(result, "resources").is_read
    assert [each.rule.code for each in result.blocking] == ["NTM108"]
    table = as_table(result, EN)
    assert "resources.yaml               -  (cannot be read)\n" in table
    assert "\nOther mistakes that stop a build:\n" in table
    assert table.endswith("the report cannot be built yet: 1 mistake\n")


def test_other_mistakes_stop_the_report_too(data: Path) -> None:
    edit(data / "health.yaml", "numerator: 190113", "numerator: 910113")
    result = status(data)
    assert result.missing == 0
    assert [each.rule.code for each in result.blocking] == ["NTM306"]
    assert not result.can_be_built


def test_of_another_version_nothing_is_counted(data: Path) -> None:
    edit(data / "report.yaml", "schema_version: 2", "schema_version: 3")
    result = status(data)
    assert [each.rule.code for each in result.blocking] == ["NTM206"]
    assert result.missing == 0


def test_no_folder_is_a_mistake(data: Path) -> None:
    shutil.rmtree(data)
    result = status(data)
    assert [each.rule.code for each in result.blocking] == ["NTM101"]
    assert not result.can_be_built


def test_json_says_it_all(data: Path) -> None:
    edit(data / "health.yaml", "numerator: 190113", "numerator:")
    content = json.loads(as_json(status(data), EN))
    assert content["folder"] == "data/2021"
    assert content["can_be_built"] is False
    assert content["missing"] == 1
    health = next(file for file in content["files"] if file["file"] == "data/2021/health.yaml")
    assert health == {
        "file": "data/2021/health.yaml",
        "is_there": True,
        "is_read": True,
        "filled": 11,
        "wanted": 12,
        "missing": [
            {
                "path": "health.insurance.whole.numerator",
                "label": "Y tế › Bảo hiểm y tế › Toàn đơn vị › Số người có",
                "line": 6,
            }
        ],
        "optional": [],
    }


def test_markdown_is_a_table_and_a_list_to_tick_off(data: Path) -> None:
    edit(data / "health.yaml", "numerator: 190113", "numerator:")
    text = as_markdown(status(data), VI)
    assert "| Tệp | Đã điền | Còn thiếu |\n|---|---:|---:|\n| report.yaml | " in text
    assert "| health.yaml | 11/12 | 1 |\n" in text
    assert "\n- [ ] `health.insurance.whole.numerator` Y tế › " in text
    assert "(data/2021/health.yaml:6)\n" in text
    assert text.endswith("\n**data/2021: chưa lập được báo cáo: thiếu 1 giá trị**\n")


def test_communes_are_files_like_others(data: Path) -> None:
    add_communes(data)
    add_funds(data)
    edit(data / "communes/xa-03.yaml", "level: đạt chuẩn", "level:")
    (data / "communes/xa-04.yaml").write_text('name: "abc\n', "utf-8")
    text = (data / "communes/xa-05.yaml").read_text("utf-8")
    text = re.sub(r"(resources\.cash_million_vnd:).*", r"\1", text)
    (data / "communes/xa-05.yaml").write_text(text, "utf-8")
    result = status(data)
    assert [file.name for file in result.files if file.name.startswith("communes/")] == [
        f"communes/xa-{number:02}" for number in range(32)
    ]
    assert of(result, "funds").filled == 22
    assert of(result, "communes/xa-02").filled == of(result, "communes/xa-02").wanted == 25
    (gap,) = of(result, "communes/xa-03").missing
    assert (gap.path, gap.label, gap.line) == (
        "communes/xa-03.level",
        "Đơn vị cấp xã › Mức đạt chuẩn",
        3,
    )
    assert not of(result, "communes/xa-04").is_read
    (left,) = of(result, "communes/xa-05").optional
    assert left.path == "communes/xa-05.figures.resources.cash_million_vnd"
    assert [each.rule.code for each in result.blocking] == ["NTM108"]


def test_what_communes_give_is_not_missing(data: Path) -> None:
    add_communes(data)
    leave_to_communes(data)
    compiled = Compiler().compile(data)
    communes = communes_of(compiled.models)
    assert communes is not None
    assert compiled.form is not None
    result = status_of(
        data.as_posix(),
        compiled.files,
        compiled.texts,
        compiled.diagnostics,
        compiled.form.needed,
        communes.totals.known,
    )
    assert result.missing == 0
    assert result.can_be_built
