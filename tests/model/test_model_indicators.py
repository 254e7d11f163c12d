"""Indicators and texts that a unit declares itself: how they read, print, and are refused."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.figure import PERCENT, PERCENTAGE_POINT, Stated
from ntmreport.model import read_model
from ntmreport.model.offices.indicators import DeclaredIndicator, Indicators
from ntmreport.source import read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.figure import Figure
    from tests.model.years import Answer

INDICATORS = """\
insured_people:
  label: Người tham gia bảo hiểm y tế
  unit: người
  numerator: 2838
  denominator: 40650
  baseline: {year: 2020, value: 6.1}
  target: 8
funds:
  label: Vốn huy động
  unit: triệu đồng
  parts:
    - {name: Ngân sách, value: 1832}
    - {name: Nhân dân, value: 21345}
income:
  label: Thu nhập bình quân đầu người
  unit: triệu đồng/người/năm
  value: 52.5
  qualifier: hơn
  baseline: {year: 2020, value: 48}
  target: 55
"""
NARRATIVE = """\
summary: Thu nhập đạt {{ indicators.income | with_unit }}.
tasks:
  - Một việc.
  - Việc khác.
later:
"""


def read(text: str) -> tuple[Indicators | None, tuple[Diagnostic, ...]]:
    tree = read_text("indicators.yaml", "indicators", text)
    assert tree.root is not None, tree.diagnostics
    return read_model("indicators", tree.root, Indicators)


def only(text: str) -> DeclaredIndicator:
    """Return the one indicator that `text` declares."""
    indicators, diagnostics = read(text)
    assert diagnostics == ()
    assert indicators is not None
    (entry,) = indicators.entries.values()
    return entry


def refused(text: str) -> list[str]:
    """`4:3 NTM201 indicators.x.value` for each mistake."""
    indicators, diagnostics = read(text)
    assert (indicators is None) == bool(diagnostics)
    return [
        f"{each.span.line}:{each.span.column} {each.rule.code} {'.'.join(map(str, each.path))}"
        for each in sorted(diagnostics, key=lambda each: (each.span.line, each.span.column))
    ]


def entry(*lines: str, unit: str = "người") -> str:
    return "\n".join(
        ["x:", "  label: Chỉ tiêu", f"  unit: {unit}", *(f"  {each}" for each in lines)]
    )


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("indicators.income", "hơn 52,5"),
        ("indicators.income | with_unit", "hơn 52,5 triệu đồng/người/năm"),
        ("indicators.income.value | with_unit", "hơn 52,5 triệu đồng/người/năm"),
        ("indicators.income.label", "Thu nhập bình quân đầu người"),
        ("indicators.income.unit", "triệu đồng/người/năm"),
        ("indicators.income.change | with_unit", "hơn 4,5 triệu đồng/người/năm"),
        ("indicators.income.achievement", "hơn 95,45%"),
        ("indicators.income.target", "55"),
        ("indicators.income.baseline.year", "2020"),
        ("indicators.income.baseline.value", "48"),
        ("indicators.insured_people", "6,98%"),
        ("indicators.insured_people.numerator", "2.838"),
        ("indicators.insured_people.denominator | with_unit", "40.650 người"),
        ("indicators.insured_people.share", "6,98%"),
        ("indicators.insured_people.change | with_unit", "0,88 điểm phần trăm"),
        ("indicators.insured_people.target", "8%"),
        ("indicators.insured_people.achievement", "87,27%"),
        ("indicators.funds | with_unit", "23.177 triệu đồng"),
        ("indicators.funds.total", "23.177"),
        ("indicators['funds']", "23.177"),
        ("indicators.funds + indicators.funds", "46.354"),
        ("indicators.funds | absolute | with_unit", "23.177 triệu đồng"),
        ("narrative.summary", "Thu nhập đạt hơn 52,5 triệu đồng/người/năm."),
        ("narrative.tasks | series", "Một việc., Việc khác."),
    ],
)
def test_what_templates_can_read(
    year: Callable[..., Answer], expression: str, printed: str
) -> None:
    answer = year(
        ("indicators.yaml", "", INDICATORS),
        ("narrative.yaml", "", NARRATIVE),
        ("60-own.j2", "", f"In ra: {{{{ {expression} }}}}\n"),
    )
    assert answer.lines[-1] == f"In ra: {printed}"


def test_parts_and_texts_are_looped_over(year: Callable[..., Answer]) -> None:
    answer = year(
        ("indicators.yaml", "", INDICATORS),
        ("narrative.yaml", "", NARRATIVE),
        (
            "60-own.j2",
            "",
            "{% for part in indicators.funds.parts %}\n"
            "- {{ part.name }}: {{ part.value | with_unit }}\n"
            "{% endfor %}\n"
            "{% for task in narrative.tasks %}\n+ {{ task }}\n{% endfor %}\n",
        ),
    )
    assert answer.lines[-4:] == [
        "- Ngân sách: 1.832 triệu đồng",
        "- Nhân dân: 21.345 triệu đồng",
        "+ Một việc.",
        "+ Việc khác.",
    ]


@pytest.mark.parametrize(
    ("template", "place", "hint"),
    [
        ("{{ indicators.incom }}", "60-own.j2:1:15 NTM502", "write `income`"),
        ("{{ indicators['incom'] }}", "60-own.j2:1:16 NTM502", "write `income`"),
        ("{% if indicators.incom %}có{% endif %}", "60-own.j2:1:18 NTM502", "write `income`"),
        ("{{ indicators.income.vlue }}", "60-own.j2:1:22 NTM502", "write `value`"),
        ("{{ indicators.income.title }}", "60-own.j2:1:22 NTM502", ""),
        ("{{ indicators.entries }}", "60-own.j2:1:15 NTM502", ""),
        ("{{ indicators.read }}", "60-own.j2:1:15 NTM502", ""),
        ("{{ narrative.sumary }}", "60-own.j2:1:14 NTM502", "write `summary`"),
        ("{{ narrative.later }}", "narrative.yaml:5:1 NTM201", "fill in"),
        ("{{ narrative.tasks }}", "60-own.j2:1:1 NTM503", "series"),
        ("{% for t in narrative.summary %}{% endfor %}", "narrative.yaml:1:10 NTM203", "[]"),
        ("{{ indicators }}", "60-own.j2:1:1 NTM503", ""),
    ],
)
def test_what_templates_cannot_read(
    year: Callable[..., Answer], template: str, place: str, hint: str
) -> None:
    answer = year(
        ("indicators.yaml", "", INDICATORS),
        ("narrative.yaml", "", NARRATIVE),
        ("60-own.j2", "", f"{template}\n"),
    )
    assert answer.places == [place]
    assert hint in answer.hints[0]


ASKING = """\
Thu nhập{% if indicators.income is defined %} {{ indicators.income }}{% endif %};
 dân số{% if indicators.people is defined %} {{ indicators.people }}{% else %} không nêu{% endif %};
 lời{% if narrative.summary is defined %} có{% endif %}{% if narrative.later %} sau{% endif %}.
"""


def test_a_form_asks_whether_an_indicator_is_declared(year: Callable[..., Answer]) -> None:
    answer = year(
        ("indicators.yaml", "", INDICATORS),
        ("narrative.yaml", "", NARRATIVE),
        ("60-own.j2", "", ASKING),
    )
    assert answer.lines[-1] == "Thu nhập hơn 52,5; dân số không nêu; lời có."


def test_a_form_asks_without_the_files_too(year: Callable[..., Answer]) -> None:
    asking = ASKING.replace("{% if narrative.later %} sau{% endif %}", "")
    assert year(("60-own.j2", "", asking)).lines[-1] == "Thu nhập; dân số không nêu; lời."


@pytest.mark.parametrize(
    "name",
    ["path", "label", "span", "entries", "copy", "json", "model_fields", "items", "not", "in"],
)
def test_no_name_shadows_or_is_shadowed(year: Callable[..., Answer], name: str) -> None:
    answer = year(
        ("indicators.yaml", "", INDICATORS.replace("income:", f"{name}:")),
        ("60-own.j2", "", f"In ra: {{{{ indicators.{name} }}}} {{{{ indicators.{name}.unit }}}}\n"),
    )
    assert answer.lines[-1] == "In ra: hơn 52,5 triệu đồng/người/năm"


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        # one way of giving it, whole
        (entry(), ["2:3 NTM201 indicators.x.value"]),
        (entry("value:"), ["4:3 NTM201 indicators.x.value"]),
        (entry("numerator: 1"), ["2:3 NTM201 indicators.x.denominator"]),
        (entry("denominator: 1"), ["2:3 NTM201 indicators.x.numerator"]),
        (entry("numerator:", "denominator: 1"), ["4:3 NTM201 indicators.x.numerator"]),
        (
            entry("numerator:", "denominator:"),
            ["4:3 NTM201 indicators.x.numerator", "5:3 NTM201 indicators.x.denominator"],
        ),
        (entry("parts:"), ["4:3 NTM201 indicators.x.parts"]),
        (entry("valeu: 1"), ["4:3 NTM202 indicators.x.valeu"]),
        # and no other
        (entry("value: 1", "parts: [{name: a, value: 1}]"), ["5:3 NTM212 indicators.x.parts"]),
        (
            entry("value: 1", "numerator: 1", "denominator: 2"),
            ["5:3 NTM212 indicators.x.numerator", "6:3 NTM212 indicators.x.denominator"],
        ),
        (
            entry("numerator: 1", "denominator: 2", "parts: [{name: a, value: 1}]"),
            ["6:3 NTM212 indicators.x.parts"],
        ),
        (
            entry("numerator: 1", "denominator: 2", "qualifier: hơn"),
            ["6:3 NTM212 indicators.x.qualifier"],
        ),
        (
            entry("value: {value: 1, qualifier: gần}", "qualifier: hơn"),
            ["5:3 NTM212 indicators.x.qualifier"],
        ),
        (entry("value: 1", "stated: {total: 1}"), ["5:12 NTM212 indicators.x.stated.total"]),
        (entry("value: 1", "stated: {share: 1}"), ["5:12 NTM212 indicators.x.stated.share"]),
        # what else is wrong
        (entry("value: 1", "qualifier: chừng"), ["5:14 NTM203 indicators.x.qualifier"]),
        (entry("value: 1", "qualifier: [hơn]"), ["5:14 NTM203 indicators.x.qualifier"]),
        (entry("value: 1.5"), ["4:10 NTM203 indicators.x.value"]),
        (entry("value: -1"), ["4:10 NTM204 indicators.x.value"]),
        (entry('value: "1"'), ["4:10 NTM120 indicators.x.value"]),
        (entry("value: 1.000"), ["4:10 NTM120 indicators.x.value"]),
        (entry("value: [1]"), ["4:10 NTM203 indicators.x.value"]),
        (entry("parts: 5"), ["4:10 NTM203 indicators.x.parts"]),
        (entry("parts: [5]"), ["4:11 NTM203 indicators.x.parts.0"]),
        (entry("parts: [{name: a}]"), ["4:12 NTM201 indicators.x.parts.0.value"]),
        (entry("value: 1", "baseline: {value: 1}"), ["5:14 NTM201 indicators.x.baseline.year"]),
        (entry("value: 1", "stated: {chnge: 1}"), ["5:12 NTM202 indicators.x.stated.chnge"]),
        (
            entry("numerator: 1", "denominator: 2", "stated: {share: 101}"),
            ["6:19 NTM308 indicators.x.stated.share"],
        ),
        (entry("value: 1", unit="[người]"), ["3:9 NTM203 indicators.x.unit"]),
        (entry("value: 1", unit=""), ["3:3 NTM201 indicators.x.unit"]),
        ("x:", ["1:1 NTM201 indicators.x"]),
        ("x: 5", ["1:4 NTM203 indicators.x"]),
        ("x: [5]", ["1:4 NTM203 indicators.x"]),
    ],
)
def test_mistakes_at_their_places(text: str, mistakes: list[str]) -> None:
    assert refused(text) == mistakes


def test_all_ways_of_giving_an_indicator_are_named() -> None:
    _, (lacking,) = read(entry())
    assert lacking.hint is not None
    assert lacking.hint.en == "add `value`; or `numerator` and `denominator`; or `parts`"


@pytest.mark.parametrize(
    "name",
    ["Income", "thu nhập", "thu-nhap", "1x", "_x", "x.y", "__class__", "a" * 61, '"{{ x }}"'],
)
def test_a_name_that_templates_cannot_read_is_refused(name: str) -> None:
    text = entry("value: 1").replace("x:", f"{name}:", 1)
    assert [each[:11] for each in refused(text)] == ["1:1 NTM211 "]


def test_a_name_twice_is_refused(year: Callable[..., Answer]) -> None:
    answer = year(("indicators.yaml", "", f"{entry('value: 1')}\n{entry('value: 2')}\n"))
    assert answer.places == ["indicators.yaml:5:1 NTM109"]


@pytest.mark.parametrize("digits", [30, 300])
def test_huge_numbers_are_exact_or_refused(digits: int) -> None:
    text = entry(f"numerator: {'9' * digits}", f"denominator: 1{'0' * digits}")
    indicators, diagnostics = read(text)
    if diagnostics:
        assert {each.rule.code for each in diagnostics} == {"NTM120"}
        return
    assert indicators is not None
    share = indicators.entries["x"].share
    assert share is not None
    assert share.value == Fraction(100 * (10**digits - 1), 10**digits)


def test_a_percentage_can_be_above_a_hundred_where_it_is_no_share() -> None:
    growth = only(
        entry("value: 112.4", "target: 130", "baseline: {year: 2020, value: 101}", unit='"%"')
    )
    assert growth.main is not None
    assert growth.change is not None
    assert growth.achievement is not None
    units = (growth.main.unit, growth.change.unit, growth.achievement.unit)
    assert units == (PERCENT, PERCENTAGE_POINT, PERCENT)


def test_what_falls_can_be_stated() -> None:
    fallen = only(
        entry(
            "value: 40.5", "baseline: {year: 2020, value: 42}", "stated: {change: -1.5}", unit="km"
        )
    ).change
    assert fallen is not None
    assert isinstance(fallen.origin, Stated)
    assert (fallen.value, fallen.unit) == (Fraction(-3, 2), "km")
    assert fallen.origin.computed == fallen


def test_stated_values_have_the_declared_unit() -> None:
    parts = only(entry("parts: [{name: a, value: 1}]", "stated: {total: 2}", unit="ha"))
    assert parts.total is not None
    assert (parts.total.unit, parts.total.path) == ("ha", ("indicators", "x", "total"))
    assert parts.total.label == "Chỉ tiêu khai báo › Chỉ tiêu › Tổng"


amounts = st.integers(0, 10**12)


@given(st.lists(amounts, min_size=1, max_size=8), amounts, amounts.filter(bool))
def test_totals_changes_and_achievements_are_exact(
    parts: list[int], baseline: int, target: int
) -> None:
    listed = json.dumps([{"name": str(n), "value": value} for n, value in enumerate(parts)])
    found = only(
        entry(
            f"parts: {listed}", f"baseline: {{year: 2020, value: {baseline}}}", f"target: {target}"
        )
    )
    total = sum(parts)
    assert _value(found.total) == _value(found.main) == total
    assert _value(found.change) == total - baseline
    assert _value(found.achievement) == Fraction(100 * total, target)
    assert found.share is None


@given(amounts, amounts, st.integers(0, 100))
def test_shares_are_exact(numerator: int, denominator: int, baseline: int) -> None:
    found = only(
        entry(
            f"numerator: {numerator}",
            f"denominator: {denominator}",
            f"baseline: {{year: 2020, value: {baseline}}}",
        )
    )
    if denominator == 0:
        assert found.main is found.share is found.change is None
        return
    share = Fraction(100 * numerator, denominator)
    assert _value(found.share) == _value(found.main) == share
    assert _value(found.change) == share - baseline
    assert found.total is None


def _value(figure: Figure | None) -> Fraction:
    assert figure is not None
    return figure.value
