"""Indicators that a form declares: docs/forms.md shows each shape, and officials mistype each."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from ntmreport.cli import run
from ntmreport.figure import Written
from ntmreport.figure.estimation import QUALIFIERS
from ntmreport.lineage import formula
from ntmreport.model import written_figures_of
from ntmreport.model.indicator_shapes import SHAPES
from ntmreport.render.plain_text import render_text
from ntmreport.span import written_path
from tests.edits import edit
from tests.test_docs_forms import PAGE, compiled, folder, said

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["folder"]

_ROW = re.compile(
    r"^\| `([a-z]+)` \| `([a-z]+: \{.*?\})` \| `([^`]*)` \| `(\{\{[^`]*)` \| (.*) \|$", re.MULTILINE
)
ROWS = [tuple(part.replace("\\|", "|") for part in match.groups()) for match in _ROW.finditer(PAGE)]

_SHOWN = re.compile(r"^\| `([^`]*\{[{%][^`]*roads[^`]*)` \| (.*) \|$", re.MULTILINE)
TABLE_ROWS = [(match[1].replace("\\|", "|"), match[2]) for match in _SHOWN.finditer(PAGE)]
_BLOCK = re.compile(r"^```\nroads:\n(.*?)^```", re.DOTALL | re.MULTILINE)

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
        ("wage: {value: 46, unit: triệu đ}", "rice: 320", ["NTM212", "xóa “unit: triệu đ”"]),
        ("wage: {value: 0.046, unit: tỷ}", "rice: 320", ["NTM212", "viết value: 46 rồi xóa"]),
        ("wage: {value: 46, unit: ha}", "rice: 320", ["NTM212", "đổi số sang đơn vị đó"]),
        ("wage: {value: 46, label: X}", "rice: 320", ["NTM212", "xóa “label: X”"]),
        ("wage: 460", "rice: 320", ["NTM204", "không lớn hơn 300"]),
        ("wage: 46 triệu", "rice: 320", ["NTM120", "viết 46"]),
        ("wage: 0,046 tỷ", "rice: 320", ["NTM120", "viết 46"]),
        ("wage: 12 triệu 500 nghìn đồng", "rice: 320", []),
        ("wage: {value: 12 triệu 500 nghìn, qualifier: hơn}", "rice: 320", []),
        ("wage: 2 tỷ 735 triệu đồng", "rice: 320", ["NTM204", "không lớn hơn 300"]),
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


def _printed(folder: Path, template: str) -> list[str]:
    """Return the lines that a template of its own prints in the example of docs/forms.md."""
    path = folder / "templates/so-ket-xa/60-rows.j2"
    path.write_text(f"+ first\n{template}\n+ last\n", "utf-8", newline="\n")
    found = compiled(folder)
    assert found.document is not None, found.diagnostics
    lines = render_text(found.document).split("\n")
    return lines[lines.index("+ first") + 1 : lines.index("+ last")]


def _declare_roads(folder: Path, values: str = "") -> None:
    form, shown = (f"roads:\n{block}" for block in _BLOCK.findall(PAGE))
    indented = "\n".join(f"  {line}" for line in form.split("\n"))
    declare(folder, f"indicators:\n{indented}", values or shown)


def test_a_table_is_gone_through_sorted_grouped_and_totalled(folder: Path) -> None:
    _declare_roads(folder)
    lines = _printed(folder, "\n\n".join(f"+ {row[0]}" for row in TABLE_ROWS))
    assert lines == [f"+ {row[1]}" for row in TABLE_ROWS]
    assert len(TABLE_ROWS) > 5


def test_a_table_is_printed_whole_and_its_cells_are_figures(folder: Path) -> None:
    _declare_roads(folder)
    assert _printed(folder, "{{ indicators.roads | table }}") == [
        "TT | Tên đường | Thôn | Kế hoạch (triệu đồng) | Thực hiện (triệu đồng) | Tỷ lệ (%)",
        "1 | Trục thôn | Tân Tiến | 1.200 | 950 | 79,17%",
        "2 | Ngõ xóm | An Lạc | 300 | 330 | 110%",
        "| Cộng | | 1.500 | 1.280 | 85,33%",
    ]
    document = compiled(folder).document
    assert document is not None
    figures = {
        written_path(run.figure.path): run.figure
        for block in document.blocks
        for run in block.runs
        if run.figure is not None
    }
    assert formula(figures["indicators.roads.rows[0].rate"]) == (
        "indicators.roads.rows[0].done / indicators.roads.rows[0].plan × 100"
    )
    assert formula(figures["indicators.roads.totals.done"]) == (
        "indicators.roads.rows[0].done + indicators.roads.rows[1].done"
    )


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ("roads: []", []),
        ("roads:\n- {name: A, plan: 1200}", ["NTM201", "Thực hiện"]),
        ("roads:\n- {name: A, plan: 1200, done: 950, rate: 79}", ["NTM212", "xóa dòng này"]),
        ("roads:\n- {name: A, plan: 1200, dome: 950}", ["NTM202", "viết “done”"]),
        ("roads:\n- {tên đường: A, plan: 1200, done: 950}", ["NTM202", "viết “name”"]),
        ("roads:\n- {name: A, plan: 1.200 tr, done: 950}", ["NTM120", "1200"]),
        ("roads:\n- {name: A, plan: 1 tỷ, done: 950}", ["NTM120", "viết 1000"]),
        ("roads:\n- {name: A, village: Tân Tiên, plan: 1, done: 1}", ["NTM402", "Tân Tiến"]),
        ("roads:\n- Trục thôn", ["NTM203", "- {plan: …, done: …}"]),
        ("roads: Trục thôn", ["NTM203"]),
        ("roads:\n- {name: A, plan: 0, done: 5}", ["NTM312"]),
    ],
)
def test_rows_are_told_what_is_wrong(folder: Path, values: str, wanted: list[str]) -> None:
    _declare_roads(folder, values)
    template = folder / "templates/so-ket-xa/60-rows.j2"
    loop = "{% for road in indicators.roads %}\n+ {{ road.rate }}\n{% endfor %}\n"
    template.write_text(loop, "utf-8", newline="\n")
    lines = said(folder)
    errors = [line for line in lines if re.match(r"\S+: NTM(?!\d+ cảnh báo)", line)]
    assert len(errors) == bool(wanted), lines
    assert [each for each in wanted if each not in "\n".join(lines)] == []


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [
        ("x: {label: X, unit: hộ}, y: {label: Y, formula: x / z}", ["NTM202", "trước"]),
        ("x: {label: X, unit: hộ}, y: {label: Y, formula: x +}", ["NTM203", "công thức"]),
        ("x: {label: X, unit: hộ}, y: {label: Y, formula: x * 2}", ["NTM203", "“2”"]),
        ("x: {label: X, unit: ha}, z: {label: Z, unit: hộ}, y: {label: Y, formula: x + z}", ["ha"]),
        ("x: {label: X, unit: hộ}, y: {label: Y, unit: hộ, formula: x / x}", ["NTM203", "viết %"]),
        ("x: {label: X, kind: mony}", ["NTM203", "money"]),
        ("x: {label: X, kind: text}, y: {label: Y, formula: x}", ["NTM202"]),
        ("x: {kind: text}", ["NTM201", "label"]),
        ("x: 5", ["NTM203"]),
        ("x: {label: X, formula: [a]}", ["NTM203"]),
        ("x: {label: X}, y: {label: Y, formula: " + "(" * 150 + "x" + ")" * 40 + "}", ["NTM203"]),
        (
            "x: {label: X, unit: hộ}, "
            + ", ".join(
                f"y{n}: {{label: Y, formula: {'x' if not n else f'y{n - 1}'} + x + "
                f"{'x' if not n else f'y{n - 1}'}}}"
                for n in range(40)
            ),
            ["NTM204", "100 giá trị"],
        ),
    ],
)
def test_a_wrong_column_is_told_at_its_line(folder: Path, columns: str, wanted: list[str]) -> None:
    declare(folder, f"indicators:\n  t: {{label: T, shape: table, columns: {{{columns}}}}}", "")
    lines = "\n".join(said(folder))
    assert "form.yaml:" in lines
    assert [each for each in wanted if each not in lines] == [], lines


def test_a_table_needs_columns_and_totals_of_numbers(folder: Path) -> None:
    table = "t: {label: T, shape: table, columns: {x: {label: X, kind: text}}, totals: [x]}"
    declare(folder, f"indicators:\n  s: {{label: S, shape: table}}\n  {table}", "")
    lines = "\n".join(said(folder))
    assert "thiếu" in lines
    assert "“x” không phải là một cột số để cộng" in lines


def test_a_part_has_its_share_and_a_stated_one_is_held_against_it(folder: Path) -> None:
    parts = "[{name: A, value: 30, stated: {share: 71.42}}, {name: B, value: 12}]"
    declare(folder, "indicators:\n  money: {label: V, unit: hộ, shape: parts}", f"money: {parts}")
    loop = "{% for part in indicators.money.parts %}\n+ {{ part.share }}\n{% endfor %}"
    assert _printed(folder, loop) == ["+ 71,42%", "+ 28,57%"]
    assert "NTM304" in "\n".join(said(folder))


def test_a_share_typed_beside_a_part_is_told_where_it_stands(folder: Path) -> None:
    parts = "[{name: A, value: 30, share: 71.42}, {name: B, value: 12}]"
    declare(folder, "indicators:\n  money: {label: V, unit: hộ, shape: parts}", f"money: {parts}")
    assert "viết stated: {share: 71.42}" in "\n".join(said(folder))


def test_a_draft_leaves_cells_blank(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _declare_roads(folder, "roads:\n- {name: Trục thôn, plan: 1200, done: }")
    edit(folder / "data/2022/report.yaml", "year: 2022", "year: 2022\nstage: draft")
    assert _printed(folder, "{{ indicators.roads | table }}")[1:] == [
        "1 | Trục thôn | | 1.200 | …… | ……%",
        "| Cộng | | 1.200 | …… | ……%",
    ]
    assert run(["--lang", "vi", "status", "data/2022"]) == 0
    assert "Trục thôn › Thực hiện" in capfd.readouterr().out


def test_a_new_year_keeps_the_names_of_rows(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _declare_roads(folder, "roads:\n- {name: Trục thôn, plan: 1200, done: 950}")
    assert run(["--lang", "vi", "new", "2023"]) == 0, capfd.readouterr().err
    ours = (folder / "data/2023/indicators.yaml").read_text("utf-8").strip().split("\n")
    assert ours[-1].startswith("- {name: Trục thôn, plan: , done:")


@pytest.mark.parametrize(
    ("template", "wanted"),
    [
        (
            '{{ indicators.rice | unit("triệu đồng") }}',
            ["NTM503", "ha sang triệu đồng", "m2, ha, km2"],
        ),
        ('{{ indicators.rice | unit("km") }}', ["NTM503"]),
        ('{{ indicators.rice | unit("tỷ đông") }}', ["NTM503"]),
        ("{{ indicators.rice | amount }}", ["NTM503", "số tiền"]),
        ('{{ indicators.wage + indicators.wage | unit("tỷ đồng") }}', ["NTM503", "cùng đơn vị"]),
    ],
)
def test_what_cannot_be_converted_is_told_at_the_template(
    folder: Path, template: str, wanted: list[str]
) -> None:
    declare(folder, DECLARED, "wage: 46", "rice: 320")
    path = folder / "templates/so-ket-xa/60-rows.j2"
    path.write_text(f"+ {template}\n", "utf-8", newline="\n")
    lines = "\n".join(said(folder))
    assert "60-rows.j2:1:3: NTM503" in lines
    assert [each for each in wanted if each not in lines] == [], lines


def test_a_range_is_converted_at_both_ends_and_a_formula_converts_by_itself(folder: Path) -> None:
    declare(
        folder,
        """indicators:
  land: {label: Giá đất, unit: triệu đồng, shape: range}
  works:
    label: Công trình
    shape: table
    columns:
      plan: {label: Kế hoạch, unit: tỷ đồng}
      done: {label: Thực hiện, unit: triệu đồng}
      left: {label: Còn lại, formula: plan - done}
      rate: {label: Tỷ lệ, formula: done / plan}
""",
        "land: {from: 250, to: 1300}\nworks:\n- {plan: 1.5, done: 1200}",
    )
    template = """+ {{ indicators.land | unit("tỷ đồng") | with_unit }}
{% for work in indicators.works %}
+ {{ work.rate }}, {{ work.left | with_unit }}
{% endfor %}"""
    assert _printed(folder, template) == ["+ 0,25-1,3 tỷ đồng", "+ 80%, 0,3 tỷ đồng"]


def test_a_village_can_be_counted_in_several_rows(folder: Path) -> None:
    columns = "columns: {name: {label: Tên, kind: text}, n: {label: Số thôn, unit: thôn}}"
    declare(
        folder,
        f"indicators:\n  works: {{label: Công trình, shape: table, {columns}, totals: [n]}}",
        "works: [{name: Kênh N2, n: 2}, {name: Kênh N4, n: 3}]",
    )
    assert "NTM408" not in "\n".join(said(folder))
    edit(folder / DATA, "n: 2", "n: 4")
    assert "NTM408" in "\n".join(said(folder))


def test_products_are_added_up_and_shares_are_not(folder: Path) -> None:
    columns = (
        "columns: {area: {label: Diện tích, unit: ha}, price: {label: Giá, unit: triệu đồng/ha}, "
        "worth: {label: Giá trị, unit: triệu đồng, formula: area * price}}, "
        "totals: [area, price]"
    )
    declare(
        folder,
        f"indicators:\n  land: {{label: Đất, shape: table, {columns}}}",
        "land: [{area: 2, price: 10}, {area: 3, price: 100}]",
    )
    shown = '{{ indicators.land | total("worth") }}; {{ indicators.land.totals.worth }}'
    assert _printed(folder, f"+ {shown}") == ["+ 320; 320"]
