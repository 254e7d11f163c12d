"""Blanks of a draft, and optional values that are absent, in wording."""

from __future__ import annotations

import copy
import datetime
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from ntmreport.pipeline import Compiler
from ntmreport.validation import validate

from .test_compose_template_run import more

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ntmreport.document import Passage
    from tests.model.years import Answer, Edit


DRAFT: Edit = ("report.yaml", "year: 2021", "stage: draft\nyear: 2021")
BLANK: dict[str, Edit] = {
    "number": ("health.yaml", "numerator: 168271", "numerator:"),
    "baseline": ("health.yaml", "share_percent: 56.71", "share_percent:"),
    "area": ("production.yaml", "area_ha: 9130", "area_ha:"),
    "range": ("governance.yaml", "from: 78", "from:"),
    "average": ("education.yaml", "parent_average_percent: 78.69", "parent_average_percent:"),
    "income": (
        "indicators.yaml",
        "",
        "income: {label: Thu nhập, unit: triệu đồng, value: , baseline: {year: 2020, value: 1}}\n"
        "poor: {label: Hộ nghèo, unit: hộ, numerator: , denominator: 5, target: }\n"
        "sum: {label: Tổng, unit: km, parts: [{name: một, value: }]}\n"
        "none:\n",
    ),
}


@pytest.mark.parametrize(
    ("blank", "template", "line"),
    [
        ("number", "{{ health.insurance.rural.numerator }}", "……"),
        ("number", "{{ health.insurance.rural.numerator | with_unit }}", "…… người"),
        ("number", "{{ health.insurance.rural.numerator | two_digits }}", "……"),
        ("number", "{{ health.insurance.rural.share }}", "……%"),
        ("number", "{{ health.insurance.rural.share | with_unit }}", "……%"),
        ("number", "{{ health.insurance.rural.change }}", "……"),
        ("number", "{{ health.insurance.rural.change | with_unit }}", "…… điểm phần trăm"),
        (
            "number",
            "{{ health.insurance.rural.change | absolute | with_unit }}",
            "…… điểm phần trăm",
        ),
        (
            "number",
            "{% set i = health.insurance %}{{ i.rural.numerator | share_of(i.whole.numerator) }}",
            "……%",
        ),
        ("area", "{{ production.zones.area_ha | with_unit }}", "…… ha"),
        ("area", "{{ [production.zones.area_ha, report.year] | series }}", "……, 2021"),
        ("range", "{{ governance.defence.training_good_percent }}", "……%"),
        ("income", "{{ indicators.income | with_unit }}", "…… triệu đồng"),
        ("income", "{{ indicators.income.change | with_unit }}", "…… triệu đồng"),
        ("income", "{{ indicators.poor.numerator | with_unit }}", "…… hộ"),
        ("income", "{{ indicators.poor }}", "……%"),
        ("income", "{{ indicators.poor.target }}", "……%"),
        ("income", "{{ indicators.poor.achievement }}", "……%"),
        ("income", "{{ indicators.sum | with_unit }}", "…… km"),
        ("income", "{{ indicators.sum.parts[0].value | with_unit }}", "…… km"),
        ("income", "{{ indicators.none | with_unit }}", "……"),
        # Nobody knows yet whether it has risen or fallen.
        (
            "baseline",
            "Đạt, tăng {{ health.insurance.rural.change }} điểm",
            "Đạt, tăng/giảm …… điểm",
        ),
        ("number", "Giảm {{ health.insurance.rural.change | absolute }} điểm", "Tăng/giảm …… điểm"),
        (
            "income",
            "tăng thêm {{ indicators.income.change | with_unit }}",
            "tăng/giảm thêm …… triệu đồng",
        ),
        (
            "average",
            "{% set lead = education.national_standard.whole.lead %}"
            "{% if lead < 0 %}thấp hơn{% else %}cao hơn{% endif %} {{ lead }} điểm",
            "cao hơn/thấp hơn …… điểm",
        ),
        # What is no difference has the direction that the form gives it.
        ("area", "tăng {{ production.zones.area_ha | with_unit }}", "tăng …… ha"),
        ("number", "còn {{ health.insurance.rural.change }} điểm", "còn …… điểm"),
    ],
)
def test_what_a_blank_prints(
    year: Callable[..., Answer], blank: str, template: str, line: str
) -> None:
    answer = year(DRAFT, BLANK[blank], more(template))
    assert {each.rule.code for each in answer.compiled.diagnostics} == {"NTM208"}
    document = answer.compiled.document
    assert document is not None
    assert document.blocks[-1].text == line


COMPILER = Compiler()

ASSERTS_NOTHING = re.compile(
    r"(?<![\d.,/-])0{1,2}\s[^\W\d_]"  # 0 lớp
    r"|(?<!\.)\.\.(?!\.|/)|[,;:]\s*[.;,]|\(\s*\)|\(\s*[;,]|[;,]\s*\)|\s[.,;:]|\s\s"
)
"""A count of nothing, a colon or comma with nothing behind it, brackets with nothing in them."""

YEARS = frozenset({"year", "from", "to", "since", "schema_version"})
DATA = ("data/2021", "commune/2021")


def zeroes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield each number of the data with 0 for it, and each list with [] for it."""
    if isinstance(value, list):
        yield path, []
    if isinstance(value, int | float) and path[-1] not in YEARS:
        yield path, 0
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from zeroes(value[key], (*path, key))


def words_of_the_form(passage: Passage) -> str:
    """The passage with letters for what the data says in its own words."""
    text = passage.text
    for each in passage.stretches:
        text = text[: each.start] + "x" * (each.end - each.start) + text[each.end :]
    return text


def with_nothing(value: Any, path: tuple[Any, ...], nothing: Any) -> Any:
    changed = copy.deepcopy(value)
    owner = changed
    for step in path[:-1]:
        owner = owner[step]
    owner[path[-1]] = nothing
    return changed


@pytest.mark.parametrize("data", DATA)
def test_nothing_is_not_asserted(fixtures: Path, tmp_path: Path, data: str) -> None:
    shutil.copytree(fixtures, tmp_path / "f")
    folder = tmp_path / "f" / data
    shutil.rmtree(folder / "communes", ignore_errors=True)
    found: list[str] = []
    for file in sorted(folder.glob("*.yaml")):
        if file.stem == "acknowledged":
            continue
        text = file.read_text("utf-8")
        content = yaml.safe_load(text)
        for path, nothing in zeroes(content):
            changed = with_nothing(content, path, nothing)
            file.write_text(yaml.safe_dump(changed, allow_unicode=True, sort_keys=False), "utf-8")
            compiled = COMPILER.compile(folder)
            if compiled.document is None:
                assert compiled.diagnostics, (file.name, path)
                continue
            lines = [words_of_the_form(passage) for passage in compiled.document.passages]
            wrong = [line for line in lines if ASSERTS_NOTHING.search(line)]
            lone = [line for line in lines if line.rstrip() in {"-", "+"}]
            if wrong or lone:
                told = validate(compiled, folder, datetime.date(2022, 1, 5)).diagnostics
                if "NTM526" not in {each.rule.code for each in told}:
                    found += [f"{file.name} {path}: {line}" for line in (*wrong, *lone)]
        file.write_text(text, "utf-8")
    assert found == []
