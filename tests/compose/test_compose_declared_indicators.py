"""Indicators that a form declares: docs/forms.md shows each shape, and officials mistype each."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from ntmreport.cli import run
from ntmreport.figure import Written
from ntmreport.model import written_figures_of
from ntmreport.model.indicator_shapes import SHAPES
from ntmreport.model.misspelt_numbers import QUALIFIERS
from ntmreport.render.plain_text import render_text
from tests.edits import edit
from tests.test_docs_forms import PAGE, compiled, folder, said

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["folder"]

_ROW = re.compile(
    r"^\| `([a-z]+)` \| `([a-z]+: \{.*?\})` \| `([^`]*)` \| `(\{\{[^`]*)` \| (.*) \|$", re.MULTILINE
)
ROWS = [tuple(part.replace("\\|", "|") for part in match.groups()) for match in _ROW.finditer(PAGE)]

FORM = "templates/so-ket-xa/form.yaml"
DATA = "data/2022/indicators.yaml"
OFFICE = "data/2022/agriculture.yaml"
DECLARED = """
indicators:
  wage: {label: Thu nhập, unit: triệu đồng, required: true, at_least: 5, at_most: 300}
  poor: {label: Hộ nghèo, unit: hộ, shape: share}
  land: {label: Giá đất, unit: triệu đồng, shape: range}
  rice: {label: Lúa, unit: ha, office: agriculture, required: true}
  maize: {label: Ngô, unit: ha, office: agriculture}
"""


def declare(folder: Path, declared: str, values: str, office: str = "") -> None:
    for name, text in ((FORM, declared), (DATA, values)):
        path = folder / name
        path.write_text(f"{path.read_text('utf-8')}\n{text}\n", "utf-8", newline="\n")
    if office:
        (folder / OFFICE).write_text(f"{office}\n", "utf-8", newline="\n")


def test_every_shape_is_shown() -> None:
    assert {row[0] for row in ROWS} == set(SHAPES)


def test_every_row_prints_what_it_says(folder: Path) -> None:
    declared = "\n".join(f"  {row[1]}" for row in ROWS)
    declare(folder, f"indicators:\n{declared}", "\n".join(row[2] for row in ROWS))
    template = folder / "templates/so-ket-xa/60-rows.j2"
    template.write_text("".join(f"+ {row[3]}\n" for row in ROWS), "utf-8", newline="\n")
    document = compiled(folder).document
    assert document is not None
    printed = render_text(document).split("\n")
    start = printed.index(f"+ {ROWS[0][4]}")
    shown = [line.removeprefix("+ ") for line in printed[start : start + len(ROWS)]]
    assert shown == [row[4] for row in ROWS]


@pytest.mark.parametrize(
    ("values", "office", "wanted"),
    [
        ("wage: 46", "rice: 320", []),
        ("wage: 46", "rice: {value: 320, qualifier: khoảng}", []),
        ("wage: {value: 46, unit: đồng}", "rice: 320", ["NTM212", "xóa dòng này"]),
        ("wage: {value: 46, label: X}", "rice: 320", ["NTM212", "xóa dòng này"]),
        ("wage: 460", "rice: 320", ["NTM204", "không lớn hơn 300"]),
        ("wage: 46 triệu", "rice: 320", ["NTM120", "viết 46"]),
        ("wag: 46", "rice: 320", ["NTM202", "viết “wage”"]),
        ("wage:", "rice: 320", ["NTM201", "điền giá trị theo dạng wage: …"]),
        ("", "rice: 320", ["NTM201", "thiếu Thu nhập › Giá trị"]),
        ("wage: 46", "", ["NTM101", "agriculture.yaml"]),
        ("wage: 46\nrice: 320", "maize: 5", ["NTM202", "chuyển dòng này sang agriculture.yaml"]),
        ("wage: 46", "rice: 320\nwage: 46", ["NTM202", "chuyển dòng này sang indicators.yaml"]),
        ("wage: 46", "rice: 320\nmaiz: 5", ["NTM202", "viết “maize”"]),
        ("wage: 46\npoor: 42", "rice: 320", ["NTM203", "numerator: …, denominator: …"]),
        ("wage: 46\npoor: {value: 42}", "rice: 320", ["NTM212", "numerator: …, denominator: …"]),
        ("wage: 46\npoor: {numerator: 42}", "rice: 320", ["NTM201", "Mẫu số (denominator)"]),
        ("wage: 46\nland: 250-300", "rice: 320", ["NTM203", "viết land: {from: 250, to: 300}"]),
        ("wage: 46\nland: {from: 300, to: 250}", "rice: 320", ["NTM311"]),
        ("wage: -46", "rice: 320", ["NTM204"]),
    ],
)
def test_values_are_told_what_is_wrong(
    folder: Path, values: str, office: str, wanted: list[str]
) -> None:
    declare(folder, DECLARED, values, office)
    lines = said(folder)
    assert len([line for line in lines if re.match(r"\S+: NTM", line)]) == bool(wanted), lines
    assert [each for each in wanted if each not in "\n".join(lines)] == []


@pytest.mark.parametrize(
    ("declared", "wanted"),
    [
        ("wage: {unit: đồng}", ["NTM201", "label"]),
        ("wage: {label: X, unit: đồng, shape: shar}", ["NTM203", "viết “share”"]),
        ("wage: {label: X, unit: đồng, decimals: 9}", ["NTM204", "từ 0 đến 6"]),
        ("wage: {label: X, unit: đồng, at_most: 1,5}", ["NTM"]),
        ("wage: {label: X, unit: đồng, office: ../x}", ["NTM211", "agriculture"]),
        ("wage: {label: X, unit: đồng, office: report}", ["NTM211"]),
        ("Wage: {label: X, unit: đồng}", ["NTM211"]),
    ],
)
def test_a_wrong_declaration_is_told_at_its_line(
    folder: Path, declared: str, wanted: list[str]
) -> None:
    declare(folder, f"indicators:\n  {declared}", "")
    lines = "\n".join(said(folder))
    assert "form.yaml:" in lines
    assert [each for each in wanted if each not in lines] == []


@pytest.mark.parametrize(
    ("label", "wanted"), [("X {{", "NTM501"), ("X {{ x }}", "NTM502"), ("X {{ x y }}", "NTM501")]
)
def test_a_label_that_is_no_wording_is_told_at_its_line(
    folder: Path, label: str, wanted: str
) -> None:
    declare(folder, f'indicators:\n  wage: {{label: "{label}", unit: đồng}}', "wage: 5")
    found = "\n".join(said(folder))
    assert "form.yaml:" in found
    assert wanted in found


def test_a_value_knows_the_file_of_its_office(folder: Path) -> None:
    declare(folder, DECLARED, "wage: 46", "rice: 320")
    office = compiled(folder).models["indicators"]
    (rice,) = [each for each in written_figures_of(office) if each.path[1] == "rice"]
    assert rice.path == ("indicators", "rice", "value")
    assert isinstance(rice.origin, Written)
    assert rice.origin.span.file == OFFICE
    assert compiled(folder).document is not None


def test_a_new_year_begins_with_what_the_form_declares(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    wage = "wage: {value: 46, stated: {achievement: 99}, target: 50} # của xã"
    declare(folder, DECLARED, wage, "rice: 320")
    assert run(["--lang", "vi", "new", "2023"]) == 0, capfd.readouterr().err
    assert (folder / "data/2023/agriculture.yaml").read_text("utf-8").startswith("rice: #")
    ours = (folder / "data/2023/indicators.yaml").read_text("utf-8").strip().split("\n")
    assert ours[-1].startswith("wage: {value: , target: } #")
    capfd.readouterr()
    assert run(["--lang", "vi", "status", "data/2023"]) == 0
    told = capfd.readouterr().out
    assert "data/2023/agriculture.yaml:1" in told
    assert "Thu nhập › Giá trị" in told


def test_a_figure_is_held_against_the_period_before(folder: Path) -> None:
    declare(folder, DECLARED, "wage: 46", "rice: 320")
    shutil.copytree(folder / "data/2022", folder / "data/2021")
    edit(folder / "data/2021/report.yaml", "year: 2022", "year: 2021")
    edit(folder / "data/2021/agriculture.yaml", "rice: 320", "rice: 32")
    lines = "\n".join(said(folder))
    assert "agriculture.yaml:1:7: NTM" in lines


def test_a_draft_leaves_a_required_value_blank(folder: Path) -> None:
    declare(folder, DECLARED, "wage:", "rice:")
    edit(folder / "data/2022/report.yaml", "year: 2022", "year: 2022\nstage: draft")
    template = folder / "templates/so-ket-xa/60-rows.j2"
    template.write_text("+ {{ indicators.wage | with_unit }}\n", "utf-8", newline="\n")
    document = compiled(folder).document
    assert document is not None
    assert "+ …… triệu đồng" in render_text(document)


@pytest.mark.parametrize("word", QUALIFIERS)
def test_every_word_of_estimation_is_printed_before_the_value(folder: Path, word: str) -> None:
    declare(folder, DECLARED, f"wage: {{value: 46, qualifier: {word}}}", "rice: 320")
    template = folder / "templates/so-ket-xa/60-rows.j2"
    template.write_text("+ {{ indicators.wage | with_unit }}\n", "utf-8", newline="\n")
    document = compiled(folder).document
    assert document is not None
    assert f"+ {word} 46 triệu đồng" in render_text(document)
