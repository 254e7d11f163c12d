"""Several forms of one folder of data: each is built and checked."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.communes import COMMUNE
from tests.edits import edit

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

ONE = "form: annual-commune"


@pytest.fixture
def data(project: Path) -> Path:
    """The data of a commune, with a second form beside the usual one."""
    folder = project / "data/2021"
    shutil.rmtree(folder)
    shutil.copytree(COMMUNE / "2021", folder)
    shutil.copytree(project / "templates/annual-commune", project / "templates/thematic")
    edit(folder / "report.yaml", ONE, "forms: [annual-commune, thematic]")
    return folder


def built(project: Path) -> list[str]:
    return sorted(path.name for path in (project / "build/2021").glob("*.docx"))


@pytest.mark.usefixtures("data")
def test_all_are_built_and_named(ntmreport: Run, project: Path) -> None:
    answer = ntmreport("build", "data/2021")
    assert (answer.code, answer.err) == (0, "")
    names = [f"bao-cao-2021-{form}.docx" for form in ("annual-commune", "thematic")]
    assert answer.out.splitlines() == [f"build/2021/{name}" for name in names]
    assert built(project) == names


@pytest.mark.usefixtures("data")
def test_one_is_built_by_its_name(ntmreport: Run, project: Path) -> None:
    assert ntmreport("build", "data/2021", "--form", "thematic").code == 0
    assert built(project) == ["bao-cao-2021-thematic.docx"]
    answer = ntmreport("build", "data/2021", "--form", "annual", "--lang", "vi")
    assert answer.code == 2
    assert "report.yaml không nêu mẫu “annual”; các mẫu: annual-commune, thematic" in answer.err


@pytest.mark.usefixtures("data")
def test_a_file_takes_one_report(ntmreport: Run) -> None:
    answer = ntmreport("build", "data/2021", "-o", "x.docx", "--lang", "vi")
    assert answer.code == 2
    assert "data/2021 có 2 mẫu: chọn một mẫu với --form" in answer.err
    assert ntmreport("build", "data/2021", "-o", "x.docx", "--form", "thematic").code == 0


def test_each_is_checked(ntmreport: Run, project: Path, data: Path) -> None:
    assert ntmreport("validate", "data/2021").code == 0
    edit(
        project / "templates/thematic/10-situation.j2",
        "report.unit.villages.names",
        "report.unit.villages.name",
    )
    answer = ntmreport("validate", "data/2021", "--lang", "vi")
    assert answer.code == 1
    assert "templates/thematic/10-situation.j2" in answer.out
    assert "templates/annual-commune/" not in answer.out
    assert ntmreport("build", "data/2021").code == 1
    assert built(project) == []
    edit(data / "report.yaml", "thematic]", "thematics]")
    assert "NTM5" in ntmreport("validate", "data/2021").out


def test_a_form_beside_others_comes_first(ntmreport: Run, data: Path) -> None:
    edit(data / "report.yaml", "forms: [annual-commune, thematic]", f"{ONE}\nforms: [thematic]")
    assert ntmreport("build", "data/2021", "--format", "txt").out.splitlines() == [
        "build/2021/bao-cao-2021-annual-commune.txt",
        "build/2021/bao-cao-2021-thematic.txt",
    ]


def test_no_form_at_all(ntmreport: Run, data: Path) -> None:
    edit(data / "report.yaml", "forms: [annual-commune, thematic]\n", "")
    answer = ntmreport("validate", "data/2021", "--lang", "vi")
    assert answer.code == 1
    assert "thiếu Mẫu báo cáo (form)" in answer.out


@pytest.mark.usefixtures("data")
def test_every_command_goes_by_all_forms_or_by_the_one_that_is_named(
    ntmreport: Run, project: Path
) -> None:
    edit(
        project / "templates/thematic/50-proposals.j2",
        "V. Đề xuất, kiến nghị",
        "V. Đề xuất, kiến nghị\nThu nhập là {{ indicators.income | with_unit }}.",
    )
    pages = [f"build/2021/ra-soat-2021-{form}.html" for form in ("annual-commune", "thematic")]
    assert ntmreport("review", "data/2021").out.splitlines() == pages
    assert ntmreport("review", "data/2021", "--form", "thematic").out.splitlines() == pages[1:]
    assert ntmreport("review", "data/2021", "-o", "x.html").code == 2
    told = ntmreport("explain", "data/2021", "indicators.income", "--lang", "vi").out
    assert "annual-commune: II.2.a)" in told
    assert "thematic: V." in told
    told = ntmreport("explain", "data/2021", "indicators.income", "--form", "annual-commune").out
    assert "thematic" not in told
    listed = ntmreport("figures", "data/2021").out
    assert listed.count(" indicators.income.value\n") == 1
    assert "thematic: V." in listed
    counted = ntmreport("figures", "data/2021", "--coverage").out
    assert [
        line for line in counted.splitlines() if line.endswith("e:") or line == "thematic:"
    ] == [
        "annual-commune:",
        "thematic:",
    ]


def test_what_any_form_needs_is_missing(ntmreport: Run, project: Path, data: Path) -> None:
    path = project / "templates/thematic/form.yaml"
    own = """
indicators:
  rice: {label: Lúa, unit: ha, required: true, office: agriculture}
  maize: {label: Ngô, unit: ha, office: agriculture}
  homes: {label: Nhà ở, unit: hộ, required: true}
"""
    path.write_text(path.read_text("utf-8") + own, "utf-8")
    (data / "agriculture.yaml").write_text("rice:\nmaize: 5\n", "utf-8")
    edit(data / "report.yaml", "year: 2021", "year: 2021\nstage: draft")
    lines = ntmreport("status", "data/2021", "--lang", "vi").out.splitlines()
    counts = [line.split() for line in lines]
    assert ["agriculture.yaml", "1/2"] in counts
    assert ["indicators.yaml", "80/81"] in counts
    assert [line.strip() for line in lines if line.strip().startswith("indicators.")][-2:] == [
        "indicators.homes.value",
        "indicators.rice.value",
    ]
    assert "  data/2021/agriculture.yaml:1  Chỉ tiêu khai báo › Lúa › Giá trị" in lines
    one = ntmreport("status", "data/2021", "--form", "annual-commune", "--lang", "vi").out
    assert "indicators.rice" not in one
    assert "indicators.homes" not in one


@pytest.mark.usefixtures("data")
def test_the_hints_about_every_form_are_obeyed(ntmreport: Run, project: Path) -> None:
    template = project / "templates/thematic/50-proposals.j2"
    edit(template, "V. Đề xuất", "V. Đề  xuất")
    assert ntmreport("validate", "data/2021", "--fix").code == 0
    assert "V. Đề xuất" in template.read_text("utf-8")


DECLARED = """
indicators:
  {name}: {{label: Chỉ tiêu, unit: hộ, required: true}}
"""


def test_forms_that_declare_indicators_share_a_file(
    ntmreport: Run, project: Path, data: Path
) -> None:
    for form, name in (("annual-commune", "first"), ("thematic", "second")):
        path = project / f"templates/{form}/form.yaml"
        path.write_text(path.read_text("utf-8") + DECLARED.format(name=name), "utf-8")
        section = project / f"templates/{form}/45-own.j2"
        section.write_text(f"Có {{{{ indicators.{name} | with_unit }}}}.\n", "utf-8")
    values = data / "indicators.yaml"
    values.write_text(values.read_text("utf-8") + "first: 5\nsecond: 7\n", "utf-8")
    texts = data / "narrative.yaml"
    own = "more: Xã có {{ indicators.second | with_unit }}.\n"
    texts.write_text(texts.read_text("utf-8") + own, "utf-8")
    other = project / "templates/thematic/46-more.j2"
    other.write_text("{{ narrative.more }}\n", "utf-8")
    answer = ntmreport("validate", "data/2021", "--lang", "vi")
    assert answer.code == 0
    assert answer.out.endswith(" hợp lệ: 0 lỗi, 0 cảnh báo\n")
    edit(values, "second: 7", "secon: 7")
    assert "NTM202" in ntmreport("validate", "data/2021").out


def test_each_form_is_compared_and_the_period_before_is_found(
    ntmreport: Run, project: Path, data: Path
) -> None:
    assert ntmreport("diff", "data/2021").code == 2
    shutil.copytree(data, project / "data/2022")
    edit(project / "data/2022/report.yaml", "year: 2021", "year: 2022")
    edit(project / "data/2022/indicators.yaml", "value: 46.5", "value: 47.5")
    compared = ntmreport("diff", "data/2022", "--lang", "vi").out
    assert compared.startswith("So sánh data/2021 với data/2022\n")
    assert compared.count("hơn 46,5 triệu đồng/người/năm → hơn 47,5") == 1
    assert "annual-commune: II.2.a)" in compared
    assert "thematic: II.2.a)" in compared
    one = ntmreport("diff", "data/2022", "--form", "thematic", "--lang", "vi").out
    assert "II.2.a)" in one
    assert "annual-commune: " not in one
    assert ntmreport("diff", "data/2022", "--docx", "x.docx").code == 2
    assert ntmreport("diff", "data/2022", "--docx", "x.docx", "--form", "thematic").code == 0
