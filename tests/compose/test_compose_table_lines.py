"""Tables whose lines the form lays down: funds by source, with sums at each level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ntmreport.cli import run
from ntmreport.lineage import leaves
from ntmreport.lineage.report_lineage import figures_of
from ntmreport.render.plain_text import render_text
from ntmreport.span import written_path
from tests.test_docs_forms import compiled, folder

from .test_compose_declared_indicators import DATA, declare

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["folder"]

FORM = """\
indicators:
  capital:
    label: Nguồn lực huy động
    shape: table
    required: true
    columns:
      plan: {label: Kế hoạch, kind: money}
      done: {label: Thực hiện, kind: money}
      rate: {label: Tỷ lệ, formula: done / plan}
    lines:
      central:
        label: Ngân sách trung ương
        lines:
          investment: {label: Vốn đầu tư công}
          recurrent: {label: Kinh phí thường xuyên}
      local:
        label: Ngân sách địa phương
        lines:
          province: {label: Tỉnh}
          commune: {label: Xã}
      credit: {label: Vốn tín dụng}
"""
VALUES = """\
capital:
  central:
    investment: {plan: 1200, done: 900}
    recurrent: {plan: 300, done: 300}
  local:
    province: {plan: 500, done: 250}
    commune: {plan: 100, done: 50}
  credit: {plan: 400, done: 440}
"""
SHOWN = """\
TT | Nội dung | Kế hoạch (triệu đồng) | Thực hiện (triệu đồng) | Tỷ lệ (%)
I | Ngân sách trung ương | 1.500 | 1.200 | 80%
1 | Vốn đầu tư công | 1.200 | 900 | 75%
2 | Kinh phí thường xuyên | 300 | 300 | 100%
II | Ngân sách địa phương | 600 | 300 | 50%
1 | Tỉnh | 500 | 250 | 50%
2 | Xã | 100 | 50 | 50%
III | Vốn tín dụng | 400 | 440 | 110%
| Cộng | 2.500 | 1.940 | 77,6%
"""


def test_each_group_is_the_sum_of_its_lines(folder: Path) -> None:
    declare(folder, FORM, VALUES)
    template = folder / "templates/so-ket-xa/60-lines.j2"
    template.write_text(
        "{{ indicators.capital | table }}\n"
        "{% for line in indicators.capital.lines if line.is_group %}\n"
        "+ {{ line.number }}. {{ line.name }}: {{ line.done }}\n"
        "{% endfor %}\n",
        "utf-8",
    )
    year = compiled(folder)
    assert [str(each.message) for each in year.diagnostics] == []
    assert year.document is not None
    text = render_text(year.document)
    assert SHOWN in text
    assert "+ I. Ngân sách trung ương: 1.200\n+ II. Ngân sách địa phương: 300\n" in text
    assert year.year is not None
    figures = {written_path(each.path): each for each in figures_of(year.year)}
    summed = figures["indicators.capital.lines.central.done"]
    assert (
        summed.label == "Chỉ tiêu khai báo › Nguồn lực huy động › Ngân sách trung ương › Thực hiện"
    )
    lines = (folder / DATA).read_text("utf-8").split("\n")
    assert [lines[span.line - 1].strip().partition(":")[0] for span in leaves(summed)] == [
        "investment",
        "recurrent",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  credit: {plan: 400, done: 440}", "", ["NTM201", "thiếu dòng Vốn tín dụng (credit)"]),
        ("credit: {plan", "credits: {plan", ["NTM202", "viết “credit”"]),
        ("credit: {plan: 400, done: 440}", "credit: 400", ["NTM203", "credit: {plan: …, done: …}"]),
        ("credit: {plan: 400, done: 440}", "credit: {plan: 400}", ["NTM201", "Thực hiện (done)"]),
        ("    province: {plan: 500", "    plan: 5\n    province: {plan: 500", ["là tổng do"]),
        (VALUES, "capital: 1200", ["NTM203", "mẫu báo cáo đã định các dòng của “capital”"]),
        (VALUES, "capital:", ["NTM201"]),
    ],
)
def test_lines_that_are_mistyped(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    old: str,
    new: str,
    said: list[str],
) -> None:
    assert old in VALUES
    declare(folder, FORM, VALUES.replace(old, new))
    monkeypatch.chdir(folder)
    assert run(["--lang", "vi", "validate", "data/2022"]) == 1
    out = capfd.readouterr().out
    for words in said:
        assert words in out
