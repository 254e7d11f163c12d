"""Blanks of a draft: each prints what its figure would have behind it, and says no direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .test_compose_wording import more

if TYPE_CHECKING:
    from collections.abc import Callable

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
