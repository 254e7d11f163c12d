"""The year as a whole: its shapes, its labels and paths, and that no input breaks it."""

from __future__ import annotations

import shutil
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntmreport.figure import Counted, Figure, Stated, Written
from ntmreport.model import OFFICE_MODELS, indicators_of, written_figures_of
from ntmreport.model.offices.assessment import Assessment
from ntmreport.model.offices.education import Education
from ntmreport.model.offices.environment import Environment
from ntmreport.model.offices.health import Health
from ntmreport.model.offices.production import Production
from ntmreport.source import MappingNode, Node, SequenceNode, read_year
from ntmreport.span import Span, written_path
from tests.model.years import FIXTURES, compiled, edited_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ntmreport.model import YearData
    from tests.model.years import Answer


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> YearData:
    answer = edited_year(tmp_path_factory.mktemp("year"))
    assert answer.compiled.diagnostics == ()
    assert answer.compiled.year is not None
    return answer.compiled.year


def figures(data: YearData) -> list[Figure]:
    models = data.offices.values()
    return [
        figure for model in models for figure in (*written_figures_of(model), *indicators_of(model))
    ]


def short(span: Span) -> str:
    return f"{span.file.rpartition('/')[2]}:{span.line}:{span.column}"


def test_a_written_figure_knows_its_name_path_and_place(data: YearData) -> None:
    insured = data.office(Health).insurance.whole.numerator
    assert insured.label == "Y tế › Bảo hiểm y tế › Toàn đơn vị › Số người có"
    assert written_path(insured.path) == "health.insurance.whole.numerator"
    assert isinstance(insured.origin, Written)
    assert short(insured.origin.span) == "health.yaml:6:16"
    assert insured.value == 190113
    assert (insured.unit, insured.decimals) == ("người", 0)


def test_an_entry_of_a_list_goes_by_its_own_name(data: YearData) -> None:
    fruit = data.office(Production).value_chains[1].output_tonnes_per_year
    assert fruit.label == (
        "Sản xuất › Chuỗi cung ứng thực phẩm an toàn › rau, quả › Sản lượng (tấn/năm)"
    )
    assert written_path(fruit.path) == "production.value_chains[1].output_tonnes_per_year"
    assert fruit.qualifier == "khoảng"
    flower = data.office(Production).models[1].income_million_vnd_per_ha_year
    assert flower is not None
    assert flower.lowest.label == (
        "Sản xuất › Mô hình sản xuất › 2 › Thu nhập (triệu đồng/ha/năm) › Từ"
    )


def test_a_computed_figure_knows_its_name_path_and_inputs(data: YearData) -> None:
    change = data.office(Health).insurance.rural.change
    assert change is not None
    assert change.label == "Y tế › Bảo hiểm y tế › Khu vực nông thôn › Tăng so với năm gốc"
    assert written_path(change.path) == "health.insurance.rural.change"
    assert [written_path(figure.path).rpartition(".")[2] for figure in change.lineage()] == [
        "change",
        "share",
        "numerator",
        "denominator",
        "share_percent",
    ]
    assert change.value == Fraction(168271, 180086) * 100 - Fraction("56.71")


def test_a_stated_figure_keeps_what_the_data_gives(data: YearData) -> None:
    works = data.office(Environment).water_works.number
    assert works is not None
    assert works.value == 2
    assert isinstance(works.origin, Stated)
    assert short(works.origin.span) == "environment.yaml:9:13"
    assert works.origin.computed is not None
    assert works.origin.computed.value == 3
    assert works.origin.computed.label == works.label
    assert isinstance(works.origin.computed.origin, Counted)
    share = data.office(Education).national_standard.whole.share
    assert share is not None
    assert isinstance(share.origin, Stated)
    assert share.origin.computed is None


def test_a_stated_figure_is_what_others_are_computed_from(data: YearData) -> None:
    lead = data.office(Education).national_standard.whole.lead
    assert lead is not None
    assert lead.value == Fraction("17.6")
    assert any(isinstance(figure.origin, Stated) for figure in lead.lineage())


def test_a_stated_figure_may_be_qualified(year: Callable[..., Answer]) -> None:
    answer = year(
        ("production.yaml", "achievement: 130", "achievement: {value: 130, qualifier: hơn}")
    )
    assert "đạt 3 sao, bằng hơn 130% chỉ tiêu" in answer.text


def test_a_blank_stated_value_states_nothing(year: Callable[..., Answer]) -> None:
    answer = year(("environment.yaml", "number: 2 #", "number: #"))
    assert "Trên địa bàn huyện có 03 nhà máy cấp nước tập trung" in answer.text


def test_stated_without_values_states_nothing(year: Callable[..., Answer]) -> None:
    answer = year(("environment.yaml", "    number: 2 #", "    #"))
    assert "Trên địa bàn huyện có 03 nhà máy cấp nước tập trung" in answer.text


def test_a_stated_change_may_be_negative(year: Callable[..., Answer]) -> None:
    answer = year(
        ("health.yaml", "    baseline:", "    stated: {change: -1.25}\n    baseline:"),
    )
    assert "đạt 93,44%, giảm 1,25 điểm phần trăm so với năm 2010" in answer.text


def test_communes_are_all_but_those_named(year: Callable[..., Answer]) -> None:
    answer = year(
        ("assessment.yaml", "not_yet: []", "not_yet: [Bình Sơn, Thọ Tân]"),
        ("report.yaml", "      - An Nông\n", ""),
    )
    assert any(line.startswith("- Toàn huyện có 29/31 xã đạt chuẩn NTM,") for line in answer.lines)
    assert answer.compiled.year is not None
    communes = answer.compiled.year.office(Assessment).results.communes
    assert communes.numerator is not None
    assert communes.missing is not None
    assert communes.share is not None
    assert communes.share.value == Fraction(2900, 31)
    assert isinstance(communes.missing.origin, Counted)
    assert [short(span) for span in communes.missing.origin.items] == [
        "assessment.yaml:5:15",
        "assessment.yaml:5:25",
    ]
    assert communes.missing.label == (
        "Đánh giá › Kết quả nổi bật › Xã đạt chuẩn NTM › Số xã chưa đạt"
    )


def test_every_figure_of_a_year_is_named_and_placed(data: YearData) -> None:
    found = figures(data)
    assert len(found) > 90
    assert all(figure.label.count(" › ") >= 1 for figure in found)
    assert all(figure.path[0] in OFFICE_MODELS for figure in found)
    paths = [figure.path for figure in found]
    assert len(set(paths)) == len(paths)
    # Where a figure is written, its digits stand.
    for figure in found:
        if isinstance(figure.origin, Written):
            span = figure.origin.span
            line = Path(span.file).read_text(encoding="utf-8").split("\n")[span.line - 1]
            assert Fraction(line[span.column - 1 : span.end_column - 1]) == figure.value


def test_other_files_are_checked_where_one_is_missing(tmp_path: Path) -> None:
    answer = edited_year(tmp_path, ("plan.yaml", "model_villages: 16", "model_villages: -1"))
    (tmp_path / "data/2021/report.yaml").unlink()
    again = compiled(answer.folder)
    assert again.places == ["plan.yaml:6:19 NTM204", "report.yaml:1:1 NTM101"]


# Whatever stands anywhere in a year's data is replaced by one of these.
REPLACEMENTS = (
    "",
    "x",
    "12",
    "1.5",
    "-3",
    '"12"',
    "190.113",
    "2021-10-14",
    "~",
    "[]",
    "{}",
    "[1, [2]]",
    "[a, ]",
    "{a: 1}",
    "{value: 1}",
    "{value: [1], qualifier: hơn}",
    "{name: x}",
    "{stated: {share: 1}}",
    "[{name: {a: b}}]",
    "{from: 2021, to: 2020}",
    '"{{ report.year }}"',
    '"{{ nope }}"',
    '"{{ {"',
    '"\\n"',
)


def nodes(node: Node) -> Iterator[Node]:
    yield node
    below: tuple[Node, ...] = ()
    if isinstance(node, MappingNode):
        below = tuple(entry.value for entry in node.entries.values())
    elif isinstance(node, SequenceNode):
        below = node.items
    for inner in below:
        yield from nodes(inner)


PLACES = [
    node.span
    for root in read_year(FIXTURES / "data/2021", OFFICE_MODELS).files.values()
    for node in nodes(root)
]


def replaced(text: str, span: Span, new: str) -> str:
    lines = text.split("\n")
    before = "\n".join([*lines[: span.line - 1], lines[span.line - 1][: span.column - 1]])
    behind = "\n".join([lines[span.end_line - 1][span.end_column - 1 :], *lines[span.end_line :]])
    if span.column > 1 and not before.endswith((" ", "\n")):
        before += " "
    return f"{before}{new}\n{behind}" if span.end_column == 1 else f"{before}{new}{behind}"


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.sampled_from(PLACES), st.sampled_from(REPLACEMENTS)), min_size=1, max_size=3
    )
)
def test_whatever_stands_anywhere_gives_diagnostics_or_a_report(
    replacements: list[tuple[Span, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(FIXTURES / "data/2021", Path(folder, "data/2021"))
        for span, new in replacements:
            path = Path(folder, "data/2021", Path(span.file).name)
            text = path.read_text(encoding="utf-8")
            if text.count("\n") < span.end_line:
                continue  # an earlier replacement took the place away
            path.write_text(replaced(text, span, new), encoding="utf-8")
        answer = compiled(Path(folder))
    result = answer.compiled
    assert (result.document is None) == any(item.is_error for item in result.diagnostics)
    for item in result.diagnostics:
        lines = result.texts[item.span.file].split("\n")
        assert 1 <= item.span.line <= item.span.end_line <= len(lines)
        assert 1 <= item.span.column <= len(lines[item.span.line - 1]) + 1
        assert item.message.vi
        for foreign in ("pydantic", "Input should", "Field required", "Error", "NoneType"):
            assert foreign not in item.message.en
