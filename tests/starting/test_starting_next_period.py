"""The next year from this one: what is kept, what is blank, and what is carried over."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from ntmreport.compose.form_needs import needs_of_form
from ntmreport.model import (
    FILE_MODELS,
    OFFICE_MODELS,
    OPTIONAL_MODELS,
    SUBFOLDERS,
    ReportPeriod,
    read_models,
)
from ntmreport.model.offices.assessment import Assessment
from ntmreport.pipeline import Compiler
from ntmreport.render.plain_text import render_text
from ntmreport.source import read_year
from ntmreport.starting import next_period
from ntmreport.validation import validate
from tests.invented import add_communes, add_funds, leave_to_communes

from .filling import BLANK, OF_2022, Edit, fill_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.starting import NextPeriod
    from ntmreport.validation import Validation

ACROSS_YEARS = {"NTM411", "NTM412", "NTM413", "NTM414", "NTM415", "NTM416"}
TODAY = datetime.date(2023, 1, 5)


def start(source: Path, year: int) -> NextPeriod:
    """Start `year` beside the year in `source`."""
    read = read_year(source, FILE_MODELS, SUBFOLDERS)
    texts = {name: read.texts[f"{source.as_posix()}/{name}.yaml"] for name in read.files}
    _, form, _ = Compiler().source_of(source)
    assert form is not None
    needs = needs_of_form(form).keys()
    then = ReportPeriod(int(source.name), int(source.name))
    new = ReportPeriod(year, year)
    started = next_period(read.files, texts, then, new, f"data/{source.name}", needs)
    target = source.with_name(str(year))
    for name, text in started.texts.items():
        (target / f"{name}.yaml").parent.mkdir(parents=True, exist_ok=True)
        (target / f"{name}.yaml").write_text(text, "utf-8", newline="\n")
    return started


@pytest.fixture(scope="module")
def texts(fixtures: Path) -> Mapping[str, str]:
    return {path.stem: path.read_text("utf-8") for path in (fixtures / "data/2021").glob("*.yaml")}


@pytest.fixture(scope="module")
def started(texts: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> NextPeriod:
    folder = tmp_path_factory.mktemp("data") / "2021"
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return start(folder, 2022)


def comments(text: str) -> list[str]:
    return re.findall(r"(?m)(?:^|(?<=\s))# ?(?!cần điền|điền nếu có|xem lại)([^#\n]+)$", text)


def test_what_was_planned_and_reached_stands_in_the_new_year(started: NextPeriod) -> None:
    assert """\
results:
  targets: # năm 2021 đề ra, theo data/2021/plan.yaml
    advanced_communes: 6
    model_communes: 1
    model_villages: 16
  previous: # kết quả năm 2021, theo data/2021/assessment.yaml
    advanced_communes: 3
    model_villages: 3
  model_communes: # điền nếu có
  communes: # đạt chuẩn NTM
    not_yet: # cần điền; năm 2021: []
  advanced_communes: # cần điền; năm 2021: 3
""" in started.texts["assessment"]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("report", "stage: draft # dự thảo; điền đủ rồi thì ghi final\nyear: 2022\n"),
        ("report", "  number:\n  symbol: BC-UBND\n  place:\n  day:\n"),
        ("health", "  as_of: # cần điền; năm 2021: 2021-09-30\n"),
        ("health", "    numerator: # cần điền; năm 2021: 190113\n"),
        ("health", "      year: 2010\n      share_percent: 56.71 # = 93,44%"),
        ("production", "      value: # cần điền; năm 2021: 9800\n      qualifier: khoảng\n"),
        ("production", "    area_ha: # điền nếu có; năm 2021: 3100\n"),
        ("education", "  whole:\n    numerator: # cần điền\n    denominator: # cần điền\n"),
        ("education", "percent: # điền nếu có; năm 2021: 78.69 # = 96,29% - 17,6 điểm"),
        ("environment", "tại xã Thọ Ngọc\n\nrural_water: # hộ nông thôn\n"),
        ("steering", "  documents: # cần điền; năm 2021: 2 văn bản\n  communes: # đã rà soát"),
        ("steering", "\ndocuments: # cần điền; năm 2021: 6 văn bản\n"),
        ("plan", "targets: # phấn đấu có thêm\n  advanced_communes: # cần điền; năm 2021: 6\n"),
        ("plan", "  number: # cần điền; năm 2021: 197-QĐ/HU\n"),
        ("planning", "  number: 4042/QĐ-UBND\n  day: 2021-10-14\n"),
        ("governance", "  since: 2012\n"),
    ],
)
def test_the_years_own_is_blank_and_all_else_is_kept(
    started: NextPeriod, name: str, lines: str
) -> None:
    assert started.texts[name].count(lines) == 1


def test_files_are_those_of_the_year_without_what_was_acknowledged(
    started: NextPeriod, fixtures: Path
) -> None:
    there = {path.stem for path in (fixtures / "data/2021").glob("*.yaml")}
    assert started.texts.keys() == there - OPTIONAL_MODELS.keys()


def test_lines_that_need_not_change_keep_every_character(
    started: NextPeriod, texts: Mapping[str, str]
) -> None:
    for name, text in started.texts.items():
        old = set(texts[name].split("\n"))
        changed = [line for line in text.split("\n") if line not in old]
        known = re.compile(
            r"# (?:cần điền|điền nếu có|xem lại)|^stage: draft #|^year: 2022$"
            r"|^  (targets|previous): #|^    \w+: \d+$"
        )
        assert [line for line in changed if not known.search(line)] == []


def test_comments_are_kept_but_those_on_what_was_merely_stated(
    started: NextPeriod, texts: Mapping[str, str]
) -> None:
    lost = [
        comment
        for name, text in started.texts.items()
        for comment in comments(texts[name])
        if comment not in text
    ]
    assert lost == [
        "báo cáo đã ban hành không nêu chỉ tiêu; không chỉ tiêu nguyên nào cho 130%",
        "báo cáo đã ban hành không nêu số trường của toàn huyện",
        "báo cáo đã ban hành nêu 02 nhà máy nhưng kể tên ba",
    ]
    assert not any("stated:" in text for text in started.texts.values())


def test_lists_whose_number_is_printed_are_to_be_looked_at(started: NextPeriod) -> None:
    marked = {name: text.count("# xem lại") for name, text in started.texts.items()}
    assert {name: number for name, number in marked.items() if number} == {
        "production": 1,
        "environment": 1,
    }
    line = "  products: # xem lại; danh sách của năm 2021 # số sản phẩm của báo cáo là số tên"
    assert line in started.texts["production"]


@pytest.fixture
def project_2022(project: Path) -> Path:
    start(project / "data/2021", 2022)
    return project / "data/2022"


def validated(data: Path) -> Validation:
    return validate(Compiler().compile(data), data, TODAY)


def codes(found: Validation) -> Iterator[tuple[str, str]]:
    for each in found.diagnostics:
        if each.rule.code in ACROSS_YEARS or each.is_error:
            yield each.rule.code, Path(each.span.file).stem


def test_a_year_that_was_started_lacks_values_and_nothing_else(project_2022: Path) -> None:
    draft = validated(project_2022)
    assert not [each for each in draft.diagnostics if each.is_error]
    report = project_2022 / "report.yaml"
    text = report.read_text("utf-8")
    report.write_text(text.replace("stage: draft", "stage: final"), "utf-8")
    found = validated(project_2022)
    errors = {each.rule.code for each in found.diagnostics if each.is_error}
    assert errors == {"NTM201"}
    lines = {(each.span.file, each.span.line) for each in found.diagnostics if each.is_error}
    for file, line in lines:
        assert "# cần điền" in Path(file).read_text("utf-8").split("\n")[line - 1]


def test_filled_in_it_builds_and_no_rule_across_years_fires(project_2022: Path) -> None:
    fill_in(project_2022)
    compiled = Compiler().compile(project_2022)
    assert list(codes(validate(compiled, project_2022, TODAY))) == []
    assert compiled.document is not None
    text = " ".join(render_text(compiled.document).split())
    assert ", 09 xã NTM nâng cao, 01 xã NTM kiểu mẫu, 20 thôn NTM kiểu mẫu" in text
    assert (
        "So với mục tiêu năm trước đề ra (phấn đấu có thêm 06 xã NTM nâng cao; 01 xã NTM kiểu mẫu; "
        "16 thôn NTM kiểu mẫu), trong năm có thêm 06 xã NTM nâng cao, 17 thôn NTM kiểu mẫu." in text
    )


def test_growth_is_a_figure_over_the_results_of_both_years(project_2022: Path) -> None:
    fill_in(project_2022)
    year = Compiler().compile(project_2022).year
    assert year is not None
    results = year.office(Assessment).results
    assert results.more_advanced_communes == 6
    assert results.more_model_villages == 17
    assert results.more_model_communes is None
    assert results.targets is not None
    targets = results.targets
    assert [getattr(targets, name).value for name in type(targets).model_fields] == [6, 1, 16]
    assert results.previous is not None
    assert results.previous.advanced_communes == 3


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (
            ("assessment", "advanced_communes: 9 #", "advanced_communes: 8 #"),
            [("NTM411", "assessment")],
        ),
        (
            ("assessment", "model_villages: 20 #", "model_villages: 2 #"),
            [("NTM412", "assessment")],
        ),
        (
            ("resources", "cash_million_vnd: 686750 ", "cash_million_vnd: 6867500 "),
            [("NTM413", "resources")],
        ),
        (
            ("infrastructure", "huyện NTM năm 2022", "huyện NTM năm 2021"),
            [("NTM414", "infrastructure")],
        ),
        (("health", "numerator: 192002 ", "numerator: 190113 "), [("NTM415", "health")]),
        (("report", "year: 2022", "year: 2023"), [("NTM416", "report")]),
    ],
    ids=lambda value: value[0][0] if isinstance(value, list) else "",
)
def test_each_rule_across_years_fires_where_it_must_and_nowhere_else(
    project_2022: Path, edit: Edit, expected: list[tuple[str, str]]
) -> None:
    fill_in(project_2022, (*OF_2022, edit))
    assert list(codes(validated(project_2022))) == expected


def test_results_as_they_were_are_found_beside_what_is_retold(project_2022: Path) -> None:
    same = [edit for edit in OF_2022 if "_communes: 9" not in edit[2] and "villages" not in edit[1]]
    fill_in(
        project_2022, tuple(edit for edit in same if edit[1] != "model_communes: # điền nếu có")
    )
    found = [code for code, _ in codes(validated(project_2022))]
    assert found == ["NTM411", "NTM415", "NTM411"]


def test_the_year_after_that_tells_of_its_own_year_before_alone(project_2022: Path) -> None:
    fill_in(project_2022)
    started = start(project_2022, 2023)
    for text in started.texts.values():
        assert "2021:" not in text
        assert len(re.findall("# (?:cần điền|điền nếu có); năm 2022:", text)) == len(
            BLANK.findall(text)
        )
    results = yaml.safe_load(started.texts["assessment"])["results"]
    assert results["targets"] == {"advanced_communes": 7, "model_communes": 1, "model_villages": 16}
    assert results["previous"] == {
        "advanced_communes": 9,
        "model_communes": 1,
        "model_villages": 20,
    }
    assert "numerator: # cần điền; năm 2022: 105\n" in started.texts["education"]


def test_a_year_with_a_gap_carries_no_promise(project: Path) -> None:
    started = start(project / "data/2021", 2024)
    results = yaml.safe_load(started.texts["assessment"])["results"]
    assert not {"targets", "previous"} & results.keys()


def test_a_year_started_from_is_not_touched(project: Path, fixtures: Path) -> None:
    start(project / "data/2021", 2022)
    for path in (fixtures / "data/2021").iterdir():
        assert (project / "data/2021" / path.name).read_bytes() == path.read_bytes()


def test_other_ways_of_writing_stay_readable(project: Path) -> None:
    data = project / "data/2021"
    (data / "resources.yaml").write_text(
        "text: abc\n"
        "cash_million_vnd: {value: 686750, qualifier: hơn} # tiền\n"
        "labour_million_vnd:\n    8000\n",
        "utf-8",
    )
    (data / "planning.yaml").write_text(
        (data / "planning.yaml")
        .read_text("utf-8")
        .replace("  not_yet: []", "  not_yet:\n  - An Nông\n\n  # còn lại\n  - Dân Lý\n\n# hết"),
        "utf-8",
    )
    (data / "education.yaml").write_text(
        "national_standard: {whole: {stated: {share: 96.29}, numerator: 5,\n  denominator: 6}, "
        "rural: {levels: [{name: a, numerator: 1, denominator: 2}],"
        " stated: {share: 50}}} # một dòng\n",
        "utf-8",
    )
    models, mistakes = read_models(read_year(data, FILE_MODELS, SUBFOLDERS).files)
    assert not mistakes
    assert models.keys() >= {"resources", "planning", "education"}
    started = start(data, 2022)
    assert started.texts["resources"] == (
        "text: abc\n"
        "cash_million_vnd: {value: , qualifier: hơn} # cần điền; năm 2021: 686750 # tiền\n"
        "labour_million_vnd: # cần điền; năm 2021: 8000\n"
    )
    assert started.texts["planning"].endswith(
        "  not_yet: # cần điền; năm 2021: An Nông, Dân Lý\n\n# hết\n"
    )
    again = read_year(data.with_name("2022"), OFFICE_MODELS)
    assert again.diagnostics == ()
    education = yaml.safe_load(started.texts["education"])["national_standard"]
    assert education == {
        "whole": {"numerator": None, "denominator": None},
        "rural": {"levels": [{"name": "a", "numerator": None, "denominator": None}]},
    }


@pytest.fixture
def with_communes(project: Path) -> Path:
    add_communes(project / "data/2021")
    add_funds(project / "data/2021")
    return project / "data/2021"


def test_communes_keep_their_names_and_the_year_of_their_recognition(with_communes: Path) -> None:
    path = with_communes / "communes/xa-04.yaml"
    text = path.read_text("utf-8")
    text = text.replace(
        "  resources.cash_million_vnd:", "  resources.cash_million_vnd: # tiền\n   "
    )
    path.write_text(text, "utf-8")
    old = yaml.safe_load(text)
    started = start(with_communes, 2022)
    assert started.texts["communes/xa-04"] == (
        "# yaml-language-server: $schema=../../../schemas/commune.json\n"
        f"name: Dân Quyền\nlevel: # cần điền; năm 2021: {old['level']}\n"
        f"recognised: {old['recognised']}\n"
        "criteria_met: # cần điền; năm 2021: 19 mục\nfigures:\n"
        + "".join(
            f"  {key}: # điền nếu có; năm 2021: {number}{' # tiền' * (key[:4] == 'reso')}\n"
            for key, number in old["figures"].items()
        )
    )
    assert (with_communes.with_name("2022") / "communes/xa-04.yaml").is_file()


def test_figures_with_qualifiers_and_in_braces_are_blanked_too(with_communes: Path) -> None:
    path = with_communes / "communes/xa-04.yaml"
    text = path.read_text("utf-8")
    text = f"{text[: text.index('figures:')]}figures: {{resources.cash_million_vnd: 5}}\n"
    path.write_text(text, "utf-8")
    other = with_communes / "communes/xa-05.yaml"
    text = other.read_text("utf-8")
    text = f"{text[: text.index('figures:')]}figures:\n  resources.cash_million_vnd:\n"
    other.write_text(f"{text}    value: 12\n    qualifier: khoảng\n", "utf-8")
    started = start(with_communes, 2022)
    assert started.texts["communes/xa-04"].endswith(
        "figures: {resources.cash_million_vnd: } # điền nếu có; năm 2021: 5\n"
    )
    assert started.texts["communes/xa-05"].endswith(
        "    value: # điền nếu có; năm 2021: 12\n    qualifier: khoảng\n"
    )


def test_funds_are_blanked(with_communes: Path) -> None:
    started = start(with_communes, 2022)
    assert started.texts["funds"].count("# cần điền; năm 2021: ") == 22
    assert "    done_million_vnd: # cần điền; năm 2021: 686750\n" in started.texts["funds"]


def test_what_communes_had_reached_is_told_in_the_new_year(with_communes: Path) -> None:
    leave_to_communes(with_communes)
    results = yaml.safe_load(start(with_communes, 2022).texts["assessment"])["results"]
    assert results["previous"] == {
        "advanced_communes": 3,
        "model_communes": 1,
        "model_villages": 3,
    }
    # The communes will tell of this year too.
    assert not {"advanced_communes", "model_communes"} & results.keys()


def test_a_started_year_of_communes_lacks_values_and_nothing_else(with_communes: Path) -> None:
    start(with_communes, 2022)
    started = with_communes.with_name("2022")
    draft = validated(started)
    assert not [each for each in draft.diagnostics if each.is_error]
    report = started / "report.yaml"
    report.write_text(report.read_text("utf-8").replace("stage: draft", "stage: final"), "utf-8")
    found = validated(started)
    assert {each.rule.code for each in found.diagnostics if each.is_error} == {"NTM201"}
