"""Communes: their files, what they are together, and what they give of the district's figures."""

from __future__ import annotations

import re
import shutil
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field

from ntmreport.figure import Computed, Figure, Operation, Written
from ntmreport.language import Language
from ntmreport.lineage import leaves
from ntmreport.lineage.answers import explanation
from ntmreport.lineage.figure_search import find
from ntmreport.lineage.report_lineage import figures_of, lineage_of
from ntmreport.model import (
    FILE_MODELS,
    SUBFOLDERS,
    Model,
    YearData,
    read_models,
)
from ntmreport.model.commune_counts import Communes
from ntmreport.model.commune_totals import is_additive
from ntmreport.model.criteria import known_sets
from ntmreport.model.criteria_set import criteria_set
from ntmreport.model.file_reading import validated
from ntmreport.model.offices.assessment import Assessment
from ntmreport.model.offices.health import Health
from ntmreport.model.offices.resources import Resources
from ntmreport.model.reading_context import CommuneTotals, Reading
from ntmreport.model.shapes import Households  # noqa: TC001 - read from the annotations
from ntmreport.pipeline import Compiler
from ntmreport.render.plain_text import render_text
from ntmreport.source import read_text, read_year
from ntmreport.span import written_path
from tests.calls_made import calls_made
from tests.edits import edit
from tests.invented import TOTALS, Invented, add_communes, invented, leave_to_communes, write

from .test_model_year_data import REPLACEMENTS, nodes, replaced
from .years import FIXTURES, Answer, compiled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.span import Span

NAMES = ["An Nông", "Bình Sơn", "Dân Lực"]


@pytest.fixture
def data(project: Path) -> Path:
    """A copy of data/2021 with a file for each of its communes."""
    add_communes(project / "data/2021")
    return project / "data/2021"


@pytest.fixture
def small(project: Path) -> Path:
    """A copy of data/2021 as if the district had three communes, without their files."""
    report = project / "data/2021/report.yaml"
    text = report.read_text("utf-8")
    start, end = text.index("    names:\n"), text.index("  towns:\n")
    text = f"{text[:start]}    names: [{', '.join(NAMES)}]\n{text[end:]}"
    report.write_text(text, "utf-8", newline="\n")
    return project / "data/2021"


def answer(data: Path) -> Answer:
    return compiled(data.parent.parent)


def whole(data: Path) -> YearData:
    result = answer(data).compiled
    assert result.diagnostics == ()
    assert result.year is not None
    return result.year


def together(data: Path) -> Communes:
    communes = whole(data).communes
    assert communes is not None
    return communes


def valued(figure: Figure | None) -> Fraction:
    assert figure is not None
    return figure.value


def at(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    file = span.file.rpartition("/")[2]
    return f"{diagnostic.rule.code} {file}:{span.line}:{span.column}"


def values(data: Path) -> Mapping[str, Fraction]:
    return {written_path(figure.path): figure.value for figure in figures_of(whole(data))}


@pytest.mark.parametrize("name", known_sets())
def test_a_set_has_its_criteria_and_says_where_it_is_laid_down(name: str) -> None:
    chosen = criteria_set(name)
    most = 10 if name == "2026-2030" else 19
    assert [each.number for each in chosen.listed] == [*range(1, most + 1)]
    assert len({each.name for each in chosen.listed}) == most
    assert chosen.legal_basis.issuer.value == "Thủ tướng Chính phủ"
    period = chosen.legal_basis.period
    assert period is not None
    assert name == f"{period.first}-{period.last}"
    # Every number of criteria is in one band.
    bands = [range(int(band.lowest), int(band.highest) + 1) for band in chosen.bands]
    assert sorted(number for band in bands for number in band) == [*range(most + 1)]


def test_the_sets_differ_where_the_decisions_do() -> None:
    old, new = (
        {each.number: each.name for each in criteria_set(name).listed}
        for name in ("2016-2020", "2021-2025")
    )
    assert {number for number in old if old[number] != new[number]} == {3, 11, 12, 13}
    assert (old[11], new[11]) == ("Hộ nghèo", "Nghèo đa chiều")


def test_a_year_without_communes_has_none_and_builds_no_table(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unwanted(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("ntmreport.model.commune_totals.totalled_figures", unwanted)
    assert whole(project / "data/2021").communes is None


def test_communes_stand_in_the_order_of_the_list(small: Path) -> None:
    communes = invented(NAMES)
    for commune, stem in zip(communes, ("z", "a", "m"), strict=True):
        commune.stem = stem
    write(small, communes)
    each = together(small).each
    assert [commune.name.value for commune in each] == NAMES
    assert [commune.path for commune in each] == [
        ("communes/z",),
        ("communes/a",),
        ("communes/m",),
    ]


def varied() -> list[Invented]:
    """Three communes: a model with all criteria, one recognised with 17, and one with none yet."""
    model, recognised, not_yet = invented(NAMES)
    model.level, recognised.level, not_yet.level = "kiểu mẫu", "đạt chuẩn", "chưa đạt"
    recognised.criteria_met = [*range(1, 17), 18]
    not_yet.criteria_met = []
    not_yet.recognised = None
    return [model, recognised, not_yet]


def test_what_communes_are_together(small: Path) -> None:
    write(small, varied())
    communes = together(small)
    figures = {
        name: getattr(communes, name).value
        for name in Communes.indicators()
        if getattr(communes, name) is not None
    }
    assert figures == {
        "number": 3,
        "recognised_communes": 2,
        "advanced_communes": 1,
        "model_communes": 1,
        "not_yet_communes": 1,
        "recognised_share": Fraction(200, 3),
        "advanced_share": Fraction(100, 3),
        "model_share": Fraction(100, 3),
        "criteria_total": 36,
        "average": 12,
    }
    assert communes.average is not None
    assert communes.average.unit == "tiêu chí/xã"
    counted = {group.number: group.communes for group in communes.by_criterion}
    assert counted == {str(number): 1 if number in {17, 19} else 2 for number in range(1, 20)}
    bands = [(band.name, int(valued(band.communes)), band.path) for band in communes.bands]
    assert bands == [
        ("19 tiêu chí", 1, ("communes", "band_19_19")),
        ("Từ 15 đến 18 tiêu chí", 1, ("communes", "band_15_18")),
        ("Từ 10 đến 14 tiêu chí", 0, ("communes", "band_10_14")),
        ("Từ 5 đến 9 tiêu chí", 0, ("communes", "band_5_9")),
        ("Dưới 5 tiêu chí", 1, ("communes", "band_0_4")),
    ]
    (first, *_) = communes.by_criterion
    assert first.share is not None
    assert first.share.value == Fraction(200, 3)
    assert first.share.label == "Tổng hợp các xã › Tiêu chí 1 (Quy hoạch) › Tỷ lệ số xã"
    assert first.share.path == ("communes", "criterion_1", "share")


def test_a_commune_has_every_criterion_of_the_years_set(small: Path) -> None:
    write(small, varied())
    _, recognised, not_yet = together(small).each
    assert [each.name for each in recognised.criteria if not each.is_met] == [
        "Môi trường và an toàn thực phẩm",
        "Quốc phòng và An ninh",
    ]
    assert [each.number for each in not_yet.criteria] == [str(number) for number in range(1, 20)]
    assert recognised.number_met is not None
    assert recognised.number_met.label == "Xã Bình Sơn › Số tiêu chí đạt"


def test_a_template_reads_communes(small: Path) -> None:
    write(small, varied())
    (small.parent.parent / "templates/annual-district/35-communes.j2").write_text(
        "{% for commune in communes.each %}\n"
        "- {{ commune.name }} {{ commune.level }}: {{ commune.number_met }},"
        "{% for each in commune.criteria if not each.is_met %} {{ each.short }}{% endfor %};"
        " {{ commune.figures['resources.cash_million_vnd'] }}\n"
        "{% endfor %}\n"
        "{% for each in communes.by_criterion if each.number == '17' %}\n"
        "- {{ each.name }}: {{ each.communes }}, {{ each.share }}\n"
        "{% endfor %}\n"
        "- {% for band in communes.bands %}{{ band.name }} {{ band.communes }}; {% endfor %}hết\n"
        "- {{ communes.criteria_set.legal_basis.number }}, {{ communes.average }}\n"
        '{% set met = communes.each | where("level", "kiểu mẫu") %}\n'
        '- Có {{ met | count("xã") | with_unit }} kiểu mẫu, '
        '{{ communes.each | where("number_met", at_least=17) | count("xã") | with_unit }} đạt 17.\n'
        '{% for level, those in communes.each | sort("name") | groupby("level") %}\n'
        "- {{ level }}: {{ those | count }}\n"
        "{% endfor %}\n",
        "utf-8",
    )
    cash = [commune.figures["resources.cash_million_vnd"] for commune in invented(NAMES)]
    shown = [f"{number:,}".replace(",", ".") for number in cash]
    lines = answer(small).lines
    assert [line for line in lines if line.startswith("- An Nông")] == [
        f"- An Nông kiểu mẫu: 19,; {shown[0]}"
    ]
    start = lines.index(f"- An Nông kiểu mẫu: 19,; {shown[0]}")
    counted = lines.index("- Có 01 xã kiểu mẫu, 02 xã đạt 17.")
    assert [each.partition(": ")[2] for each in lines[counted + 1 : counted + 4]] == ["01"] * 3
    assert lines[start + 1] == (
        f"- Bình Sơn đạt chuẩn: 17, Môi trường, ATTP Quốc phòng, an ninh; {shown[1]}"
    )
    assert lines[start + 3 : start + 6] == [
        "- Môi trường và an toàn thực phẩm: 01, 33,33%",
        "- 19 tiêu chí 01; Từ 15 đến 18 tiêu chí 01; Từ 10 đến 14 tiêu chí 0; "
        "Từ 5 đến 9 tiêu chí 0; Dưới 5 tiêu chí 01; hết",
        "- 1980/QĐ-TTg, 12",
    ]


def test_what_all_communes_give_need_not_be_written(data: Path) -> None:
    before = render_text_of(FIXTURES / "data/2021")
    leave_to_communes(data)
    after = render_text_of(data)
    # The communes tell of a model commune that the district's own files do not.
    report, annexes, _ = after.partition("\nMẫu biểu số 01\n")
    assert report.replace(", 01 xã NTM kiểu mẫu", "") == before
    assert annexes


def render_text_of(data: Path) -> str:
    document = answer(data).compiled.document
    assert document is not None
    return render_text(document)


def test_every_total_is_the_sum_over_the_communes(project: Path) -> None:
    communes = add_communes(project / "data/2021", seed=7)
    leave_to_communes(project / "data/2021")
    known = values(project / "data/2021")
    for path, total in TOTALS.items():
        assert known[path] == sum(commune.figures[path] for commune in communes) == total
    assert known["communes.criteria_total"] == sum(len(each.criteria_met) for each in communes)
    levels = [commune.level for commune in communes]
    assert known["communes.model_communes"] == levels.count("kiểu mẫu") == 1
    assert known["communes.advanced_communes"] == 3
    assert known["assessment.results.advanced_communes"] == 3


def test_explaining_a_total_goes_down_to_each_commune(data: Path) -> None:
    leave_to_communes(data)
    result = answer(data).compiled
    assert result.year is not None
    assert result.document is not None
    entries = lineage_of(result.year, result.document)
    (entry,) = find(entries, "health.insurance.whole.numerator")
    assert isinstance(entry.figure.origin, Computed)
    assert entry.figure.origin.operation is Operation.SUM
    text = "\n".join(explanation(entry, Language.VIETNAMESE))
    for path in sorted((data / "communes").iterdir()):
        lines = path.read_text("utf-8").split("\n")
        (line,) = [
            number for number, each in enumerate(lines, 1) if "insurance.whole.numerator" in each
        ]
        assert f"= {path.as_posix()}:{line}:" in text
    (counted,) = find(entries, "communes.advanced_communes")
    text = "\n".join(explanation(counted, Language.VIETNAMESE))
    places = re.findall(r"(?m)^  .*/communes/(xa-\d\d)\.yaml:3$", text)
    assert len(places) == len(set(places)) == 3


def test_one_commune_changed_changes_what_depends_on_it_and_nothing_else(data: Path) -> None:
    leave_to_communes(data)
    before = values(data)
    path = data / "communes/xa-05.yaml"
    text = path.read_text("utf-8")
    text = re.sub(
        r"(insurance\.whole\.numerator: )(\d+)",
        lambda found: f"{found[1]}{int(found[2]) + 1}",
        text,
    )
    text = text.replace("  - 17\n", "")
    path.write_text(text, "utf-8", newline="\n")
    year = whole(data)
    after = {written_path(figure.path): figure for figure in figures_of(year)}
    changed = {path for path, figure in after.items() if figure.value != before[path]}
    assert before.keys() == after.keys()
    assert changed == {
        "communes/xa-05.figures.health.insurance.whole.numerator",
        "communes/xa-05.number_met",
        "communes.average",
        "communes.band_15_18.communes",
        "communes.band_15_18.share",
        "communes.band_19_19.communes",
        "communes.band_19_19.share",
        "communes.criteria_total",
        "communes.criterion_17.communes",
        "communes.criterion_17.share",
        "health.insurance.whole.numerator",
        "health.insurance.whole.share",
    }
    depending = {
        path
        for path, figure in after.items()
        if any(span.file.endswith("/communes/xa-05.yaml") for span in leaves(figure))
    }
    # It is none of those any more that these count.
    assert changed - depending == {"communes.band_19_19.communes", "communes.criterion_17.communes"}


def test_every_figure_has_a_path_and_a_label_of_its_own(data: Path) -> None:
    leave_to_communes(data)
    figures = [*figures_of(whole(data))]
    for told in ([figure.path for figure in figures], [figure.label for figure in figures]):
        assert len(set(told)) == len(told)
    assert all(figure.label for figure in figures)


def test_the_same_figures_for_the_same_seed() -> None:
    assert invented(NAMES, 3) == invented(NAMES, 3) != invented(NAMES, 4)


# What is wrong with one commune's file, and the one thing that is said of it.
@pytest.mark.parametrize(
    ("old", "new", "place", "hint"),
    [
        (
            "  - 17\n",
            "  - 20\n",
            "NTM204 xa-01.yaml:22:5",
            "the criteria are numbered from 1 to 19",
        ),
        ("  - 17\n", "  - 07\n", "NTM203 xa-01.yaml:22:5", "write it in digits, for example 17"),
        ("  - 17\n", '  - "17"\n', "NTM203 xa-01.yaml:22:5", "write it in digits, for example 17"),
        ("level: đạt chuẩn", "level: đạt chuản", "NTM203 xa-01.yaml:3:8", "write `đạt chuẩn`"),
        ("level: đạt chuẩn", "level:", "NTM201 xa-01.yaml:3:1", "fill in the value"),
        (
            "  health.insurance.whole.numerator:",
            "  health.insurance.whole.numertor:",
            "NTM202 xa-01.yaml:26:3",
            "write `health.insurance.whole.numerator`",
        ),
        (
            "  resources.cash_million_vnd:",
            "  xyz:",
            "NTM202 xa-01.yaml:28:3",
            "write the path of a figure of the year",
        ),
        (
            "  resources.cash_million_vnd:",
            "  assessment.results.advanced_communes: 1\n  resources.cash_million_vnd:",
            "NTM202 xa-01.yaml:28:3",
            "",
        ),
        (
            "  health.insurance.whole.numerator: ",
            "  health.insurance.whole.numerator: 0.5 # ",
            "NTM203 xa-01.yaml:26:37",
            "",
        ),
        (
            "figures:\n",
            "figures: 3\nfigurs:\n",
            "NTM202 xa-01.yaml:26:1",
            "write `figures`",
        ),
    ],
)
def test_a_mistake_in_a_communes_file_is_told_there_and_once(
    data: Path, old: str, new: str, place: str, hint: str
) -> None:
    leave_to_communes(data)  # the district's figures depend on the file, and are not said to lack
    (data / "communes/xa-01.yaml").write_text(
        Invented(
            "xa-01", "Bình Sơn", "đạt chuẩn", [*range(1, 20)], 2019, dict.fromkeys(TOTALS, 1)
        ).text(),
        "utf-8",
    )
    edit(data / "communes/xa-01.yaml", old, new)
    found = answer(data).compiled.diagnostics
    if "figures: 3" in new:
        found = tuple(each for each in found if each.rule.code != "NTM203")
    assert [at(each) for each in found] == [place]
    assert hint in (found[0].hint.en if found[0].hint else "")


def test_a_file_that_cannot_be_read_is_one_mistake(data: Path) -> None:
    leave_to_communes(data)
    (data / "communes/xa-01.yaml").write_text('name: "abc\n', "utf-8")
    assert [each.rule.code for each in answer(data).compiled.diagnostics] == ["NTM108"]


def test_a_commune_without_a_file_is_one_mistake_and_leaves_no_totals(data: Path) -> None:
    leave_to_communes(data)
    (data / "communes/xa-01.yaml").unlink()
    result = answer(data).compiled
    assert [at(each) for each in result.diagnostics] == ["NTM432 report.yaml:18:9"]
    assert result.diagnostics[0].path == ("report", "unit", "communes", "names", 1)
    assert result.document is None


def test_a_commune_with_two_files_is_one_mistake(data: Path) -> None:
    leave_to_communes(data)
    shutil.copy(data / "communes/xa-01.yaml", data / "communes/xa-99.yaml")
    (found,) = answer(data).compiled.diagnostics
    assert at(found) == "NTM433 xa-99.yaml:2:7"
    assert [each.span.file.rpartition("/")[2] for each in found.related] == ["xa-01.yaml"]


@pytest.mark.parametrize(
    ("name", "says", "hint"),
    [
        ("Binh Sơn", "report.yaml does not list `Binh Sơn`", "write `Bình Sơn`"),
        ("Nưa", "`Nưa` takes no part in the Programme", "move this file out of communes"),
    ],
)
def test_a_file_of_no_commune(data: Path, name: str, says: str, hint: str) -> None:
    if name == "Nưa":
        shutil.copy(data / "communes/xa-01.yaml", data / "communes/nua.yaml")
        edit(data / "communes/nua.yaml", "name: Bình Sơn", f"name: {name}")
    else:
        edit(data / "communes/xa-01.yaml", "name: Bình Sơn", f"name: {name}")
    (found,) = answer(data).compiled.diagnostics
    assert (found.rule.code, found.message.en) == ("NTM402", says)
    assert found.hint is not None
    assert found.hint.en == hint


def test_the_set_of_criteria_must_be_named(data: Path) -> None:
    edit(data / "report.yaml", "criteria_set: 2016-2020\n", "")
    (found,) = answer(data).compiled.diagnostics
    assert at(found) == "NTM201 report.yaml:3:1"
    assert found.path == ("report", "criteria_set")
    assert found.hint is not None
    assert "2010-2015, 2016-2020, 2021-2025, 2026-2030" in found.hint.en


def test_a_set_that_is_not_there_has_a_hint(data: Path) -> None:
    edit(data / "report.yaml", "criteria_set: 2016-2020\n", "criteria_set: 2016-2021\n")
    (found,) = answer(data).compiled.diagnostics
    assert at(found) == "NTM203 report.yaml:6:15"
    assert found.hint is not None
    assert found.hint.en == "write `2016-2020`"


def test_a_figure_that_some_communes_give_is_missing_and_says_who_lacks_it(data: Path) -> None:
    leave_to_communes(data)
    for number in (1, 4):
        path = data / f"communes/xa-{number:02}.yaml"
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"  resources\.cash.*\n", "", text), "utf-8")
    (found,) = answer(data).compiled.diagnostics
    assert (found.rule.code, written_path(found.path)) == ("NTM201", "resources.cash_million_vnd")
    assert found.hint is not None
    assert "30 of 32 give it, not Bình Sơn, Dân Quyền" in found.hint.en


def test_only_the_first_that_lack_a_figure_are_named(data: Path) -> None:
    leave_to_communes(data)
    for path in sorted((data / "communes").iterdir())[:9]:
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"  resources\.cash.*\n", "", text), "utf-8")
    (found,) = answer(data).compiled.diagnostics
    assert found.hint is not None
    assert found.hint.vi.endswith(
        "đã có 23/32, còn thiếu An Nông, Bình Sơn, Dân Lực, Dân Lý, Dân Quyền và 4 đơn vị khác"
    )


def test_a_blank_value_of_the_district_is_filled_too(data: Path) -> None:
    edit(data / "resources.yaml", "cash_million_vnd: 686750", "cash_million_vnd:")
    year = whole(data)
    cash = year.office(Resources).cash_million_vnd
    assert cash == 686750
    assert cash.unit == "triệu đồng"
    assert cash.label == "Nguồn lực › Tiền mặt (triệu đồng)"
    assert cash.path == ("resources", "cash_million_vnd")


def test_a_figure_of_an_entry_of_a_list(small: Path) -> None:
    key = "production.value_chains[1].output_tonnes_per_year"
    communes = invented(NAMES)
    for commune in communes:
        commune.figures[key] = 100
    write(small, communes)
    edit(small / "production.yaml", "      value: 9800\n", "      value:\n")
    assert [each.rule.code for each in answer(small).compiled.diagnostics] == ["NTM201"]
    text = (small / "production.yaml").read_text("utf-8")
    text = re.sub(r"    output_tonnes_per_year:[^\n]*\n      value:[^\n]*\n[^\n]*\n", "", text)
    (small / "production.yaml").write_text(text, "utf-8")
    assert values(small)[key] == 300


def test_shares_are_not_added_up(small: Path) -> None:
    key = "health.child_malnutrition.whole.stunted_percent"
    communes = invented(NAMES)
    for commune in communes:
        commune.figures[key] = 9
    write(small, communes)
    assert values(small)[key] == Fraction("9.1")
    edit(small / "health.yaml", "    stunted_percent: 9.1\n", "")
    (found,) = answer(small).compiled.diagnostics
    assert (found.rule.code, written_path(found.path)) == ("NTM201", key)


@pytest.mark.parametrize(
    ("unit", "adds_up"),
    [
        ("hộ", True),
        ("tấn/năm", True),
        ("m3/ngày đêm", True),
        ("%", False),
        ("điểm phần trăm", False),
        ("triệu đồng/người/năm", False),
        ("triệu đồng/ha", False),
    ],
)
def test_which_units_add_up(unit: str, adds_up: bool) -> None:
    assert is_additive(unit) == adds_up


DECLARED = """\
poor_households: {label: Hộ nghèo, unit: hộ, value: , target: 40}
income: {label: Thu nhập bình quân, unit: triệu đồng/người/năm, value: 52.5}
roads: {label: Đường trục xã, unit: km, numerator: , denominator: 900}
"""


def with_indicators(small: Path, figures: Sequence[str]) -> Path:
    """The year with indicators that it declares, each commune giving `figures`."""
    (small / "indicators.yaml").write_text(DECLARED, "utf-8")
    write(small, invented(NAMES))
    for path in (small / "communes").iterdir():
        text = path.read_text("utf-8") + "".join(f"  {line}\n" for line in figures)
        path.write_text(text, "utf-8")
    return small


GIVEN = ["poor_households: 12", "income: 60.5", "indicators.roads.numerator: 250.5"]


def test_communes_give_declared_indicators_by_their_names(small: Path) -> None:
    year = whole(with_indicators(small, GIVEN))
    assert year.communes is not None
    figures = year.communes.each[0].figures
    assert figures is not None
    poor = figures["poor_households"]
    assert poor == 12
    assert (poor.unit, poor.label) == ("hộ", "Xã An Nông › Hộ nghèo")
    assert poor is figures["indicators.poor_households.value"]
    assert figures["income"].unit == "triệu đồng/người/năm"
    known = {written_path(figure.path): figure for figure in figures_of(year)}
    assert known["indicators.poor_households.value"] == 36
    assert (
        known["indicators.poor_households.value"].label == "Chỉ tiêu khai báo › Hộ nghèo › Giá trị"
    )
    assert known["indicators.poor_households.achievement"].value == 90
    assert known["indicators.roads.share"].value == Fraction("83.5")
    assert known["indicators.income.value"].value == Fraction("52.5")


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (GIVEN[1:], "indicators.poor_households.value"),
        (GIVEN[:2], "indicators.roads.numerator"),
    ],
)
def test_an_indicator_that_nobody_gives_is_missing(
    small: Path, given: Sequence[str], missing: str
) -> None:
    (found,) = answer(with_indicators(small, given)).compiled.diagnostics
    assert (found.rule.code, written_path(found.path)) == ("NTM201", missing)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("poor_household: 12", "NTM202 xa-00.yaml:32:3"),
        ("roads: 12", "NTM202 xa-00.yaml:32:3"),
        ("indicators.poor_households.value: 12", "NTM401 xa-00.yaml:32:3"),
    ],
)
def test_other_names_are_none_of_the_indicators(small: Path, line: str, place: str) -> None:
    found = answer(with_indicators(small, [*GIVEN, line])).compiled.diagnostics
    assert place in [at(each) for each in found]
    assert len(found) == 3


class OneOf(Model):
    """A stand-in for an indicator that a year declares: a value, or something else."""

    one_of = ("value", "other")

    value: Households | None = Field(None, title="Giá trị")
    other: Households | None = Field(None, title="Khác")


@pytest.mark.parametrize(
    ("given_path", "refused"), [(("chosen", "value"), 0), (("chosen", "else"), 1)]
)
def test_a_sum_is_one_of_the_values_that_must_be_there(
    given_path: tuple[str, str], refused: int
) -> None:
    root = read_text("chosen.yaml", "chosen", "{value: }\n").root
    assert root is not None
    figure = Figure(Fraction(36), "hộ", "", Written(root.span))
    reading = Reading()
    reading.commune_totals = CommuneTotals(sums={given_path: figure})
    read = validated("chosen", root, OneOf, reading, "Chỉ tiêu")
    assert len(reading.refused) == refused
    assert read is not None
    if not refused:
        assert read.value is not None
        assert read.value == 36
        assert read.value.label == "Chỉ tiêu › Giá trị"


def test_results_are_those_of_the_communes_levels(data: Path) -> None:
    leave_to_communes(data)
    results = whole(data).office(Assessment).results
    assert results.advanced_communes == 3
    assert results.model_communes == 1
    assert isinstance(whole(data).office(Health).insurance.whole.numerator.origin, Computed)


def place_small(folder: Path) -> Path:
    shutil.copytree(FIXTURES / "data/2021", folder / "data/2021")
    data = folder / "data/2021"
    report = data / "report.yaml"
    text = report.read_text("utf-8")
    start, end = text.index("    names:\n"), text.index("  towns:\n")
    report.write_text(f"{text[:start]}    names: [{', '.join(NAMES)}]\n{text[end:]}", "utf-8")
    write(data, varied())
    leave_to_communes(data)
    return data


with tempfile.TemporaryDirectory() as _folder:
    PLACES = [
        (name, node.span)
        for name, root in read_year(
            place_small(Path(_folder)), FILE_MODELS, SUBFOLDERS
        ).files.items()
        if name in {"report", "assessment"} or name.startswith("communes/")
        for node in nodes(root)
    ]


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.sampled_from(PLACES), st.sampled_from(REPLACEMENTS)), min_size=1, max_size=3
    )
)
def test_whatever_stands_anywhere_gives_diagnostics_or_a_report(
    replacements: list[tuple[tuple[str, Span], str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = place_small(Path(folder))
        for (name, span), new in replacements:
            path = data / f"{name}.yaml"
            text = path.read_text("utf-8")
            if text.count("\n") >= span.end_line:
                path.write_text(replaced(text, span, new), "utf-8")
        result = compiled(Path(folder)).compiled
    assert (result.document is None) == any(item.is_error for item in result.diagnostics)


def test_a_folder_of_nonsense_is_read_with_little_work(small: Path) -> None:
    (small / "communes").mkdir()
    for number in range(60):
        lines = "".join(f"  health.insurance.whole.n{each}: 1\n" for each in range(3_000))
        (small / f"communes/{number}.yaml").write_text(
            f"name: Xã {number}\nlevel: đạt chuẩn\ncriteria_met: []\nfigures:\n{lines}", "utf-8"
        )
    edit(small / "report.yaml", "year: 2021\n", "year: 2021\ncriteria_set: 2016-2020\n")
    source, calls_to_read = calls_made(lambda: read_year(small, FILE_MODELS, SUBFOLDERS))
    (_, mistakes), calls = calls_made(lambda: read_models(source.files))
    # Reading the text itself is about as much work as saying what is wrong with it.
    assert calls < 2 * calls_to_read
    codes = [each.rule.code for each in mistakes]
    assert codes.count("NTM202") == 200
    assert codes.count("NTM402") == 60


def test_a_draft_whose_list_of_communes_is_blank_is_read_beside_their_files(data: Path) -> None:
    report = data / "report.yaml"
    text = report.read_text("utf-8")
    start, end = text.index("    level: xã\n    names:"), text.index("  towns:")
    report.write_text(
        text[:start] + text[end:].replace("\nissuer:", "\nstage: draft\nissuer:"), "utf-8"
    )
    compiled = Compiler().compile(data)
    assert "NTM208" in {each.rule.code for each in compiled.diagnostics}
