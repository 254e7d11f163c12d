"""Mistakes in the values of a year, each at its line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ntmreport.figure import Figure
from ntmreport.model.offices.health import Health

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.model.years import Answer


COMMUNE_PLANS = "commune_plans: # quy hoạch chung xây dựng xã đã được phê duyệt\n  not_yet: []"
TEXT_OF_RESOURCES = (
    "text: >-\n  Nhân dân trong huyện đã đóng góp tiền của và ngày công để xây dựng NTM."
)


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "hint"),
    [
        # missing and blank
        ("health.yaml", "  as_of: 2021-09-30\n", "", "4:3 NTM201", "add a line `as_of: …`"),
        ("health.yaml", "as_of: 2021-09-30", "as_of:", "4:3 NTM201", "fill in"),
        ("health.yaml", "    numerator: 190113\n", "", "6:5 NTM201", "add a line `numerator: …`"),
        ("health.yaml", "numerator: 190113", "numerator:", "6:5 NTM201", "fill in"),
        ("report.yaml", "form: annual-district\n", "", "3:1 NTM201", "add a line `form: …`"),
        ("production.yaml", "value: 9800", "value:", "45:7 NTM201", "behind `value:`"),
        ("production.yaml", "communes: 20", "communes: {}", "38:15 NTM201", "behind `value:`"),
        ("infrastructure.yaml", "- Điện", '- ""', "6:5 NTM201", ""),
        ("infrastructure.yaml", "- Điện", '- " "', "6:5 NTM201", ""),
        # unknown keys
        (
            "health.yaml",
            "stunted_percent: 9.1",
            "stunted_percent: 9.1\n    x: 1",
            "19:5 NTM202",
            "",
        ),
        ("report.yaml", "year: 2021", "year: 2021\nyaer: 1", "6:1 NTM202", "write `year`"),
        (
            "production.yaml",
            "    achievement: 130",
            "    achievment: 130",
            "75:5 NTM202",
            "write `achievement`",
        ),
        (
            "production.yaml",
            "qualifier: khoảng",
            "qualifer: khoảng",
            "46:7 NTM202",
            "write `qualifier`",
        ),
        ("resources.yaml", "text: >-", "stated: {a: 1}\ntext: >-", "3:1 NTM202", "text"),
        # wrong types
        ("health.yaml", "numerator: 190113", "numerator: [1, 2]", "6:16 NTM203", ""),
        ("health.yaml", "numerator: 190113", 'numerator: "190113"', "6:16 NTM120", "write 190113"),
        ("health.yaml", "numerator: 190113", "numerator: 1.5", "6:16 NTM203", ""),
        ("production.yaml", "chains: 32", "chains: 32.5", "37:13 NTM203", ""),
        (
            "production.yaml",
            "qualifier: khoảng",
            "qualifier: chừng",
            "46:18 NTM203",
            "write `khoảng`",
        ),
        ("production.yaml", "qualifier: khoảng", "qualifier: [hơn]", "46:18 NTM203", "use one of"),
        ("health.yaml", "as_of: 2021-09-30", "as_of: [2021-09-30]", "4:10 NTM203", ""),
        ("report.yaml", "year: 2021", "year: {a: 1}", "5:7 NTM203", ""),
        ("resources.yaml", TEXT_OF_RESOURCES, "text: [a]", "3:7 NTM203", ""),
        ("infrastructure.yaml", "- Điện", "- a: 1", "6:5 NTM203", ""),
        ("infrastructure.yaml", "- Điện", "- [Điện]", "6:5 NTM203", ""),
        ("production.yaml", "communes: [Dân Lực]", "communes: Dân Lực", "26:15 NTM203", "`- `"),
        ("production.yaml", "communes: [Dân Lực]", "communes: {a: b}", "26:15 NTM203", "`- `"),
        ("planning.yaml", COMMUNE_PLANS, "commune_plans: 32", "11:16 NTM203", ""),
        ("production.yaml", "achievement: 130", "achievement: [130]", "75:18 NTM203", ""),
        ("production.yaml", "stated:\n    achievement: 130", "stated: 5", "74:11 NTM203", ""),
        # out of range
        ("health.yaml", "numerator: 190113", "numerator: -1", "6:16 NTM204", ""),
        (
            "health.yaml",
            "underweight_percent: 7.6",
            "underweight_percent: -7.6",
            "17:26 NTM204",
            "",
        ),
        ("report.yaml", "year: 2021", "year: 21", "5:7 NTM204", "four digits"),
        ("report.yaml", "year: 2021", "year: 2021.0", "5:7 NTM204", "four digits"),
        ("report.yaml", "year: 2021", "year: 1944", "5:7 NTM204", "four digits"),
        # several lines
        ("resources.yaml", "text: >-\n  Nhân", "text: |\n  Nhân\n ", "3:7 NTM205", "`>-`"),
        # spelling
        ("health.yaml", "numerator: 190113", "numerator: 190.113", "6:16 NTM120", "write 190113"),
        (
            "health.yaml",
            "stunted_percent: 9.1",
            "stunted_percent: 9,1",
            "18:22 NTM120",
            "write 9.1",
        ),
        ("health.yaml", "as_of: 2021-09-30", "as_of: 30/9/2021", "4:10 NTM121", "write 2021-09-30"),
        ("health.yaml", "as_of: 2021-09-30", "as_of: 2021-02-30", "4:10 NTM121", ""),
    ],
)
def test_one_mistake(
    year: Callable[..., Answer], file: str, old: str, new: str, place: str, hint: str
) -> None:
    answer = year((file, old, new))
    assert answer.places == [f"{file}:{place}"]
    assert hint in answer.hints[0]
    assert answer.compiled.document is None


def test_the_end_of_a_mistake_is_that_of_the_value(year: Callable[..., Answer]) -> None:
    answer = year(("health.yaml", "numerator: 190113", 'numerator: "190113"'))
    span = answer.compiled.diagnostics[0].span
    assert (span.line, span.column, span.end_line, span.end_column) == (6, 16, 6, 24)
    assert answer.compiled.diagnostics[0].path == ("health", "insurance", "whole", "numerator")


def test_all_mistakes_of_a_file_at_once(year: Callable[..., Answer]) -> None:
    answer = year(
        ("health.yaml", "as_of: 2021-09-30", "as_of: mai"),
        ("health.yaml", "numerator: 190113", "numerator:"),
        ("health.yaml", "denominator: 204379", "denominatr: 204379"),
        ("health.yaml", "numerator: 168271", 'numerator: "168271"'),
        ("health.yaml", "denominator: 180086", "denominator: [1, 2]"),
        ("health.yaml", "year: 2010", "year: 201"),
        ("health.yaml", "underweight_percent: 7.6", "underweight_percent: -7.6"),
        ("health.yaml", "stunted_percent: 9.1", "stunted_percent: {a: 1}"),
    )
    assert answer.places == [
        "health.yaml:4:10 NTM121",
        "health.yaml:6:5 NTM201",
        "health.yaml:7:5 NTM202",
        "health.yaml:9:16 NTM120",
        "health.yaml:10:18 NTM203",
        "health.yaml:12:13 NTM204",
        "health.yaml:17:26 NTM204",
        "health.yaml:18:23 NTM202",
    ]


def test_a_mistyped_key_is_not_told_as_missing_too(year: Callable[..., Answer]) -> None:
    answer = year(("health.yaml", "denominator: 204379", "denominatr: 204379"))
    assert answer.places == ["health.yaml:7:5 NTM202"]
    assert answer.hints == ["write `denominator`"]


def test_all_mistakes_of_all_files_at_once(year: Callable[..., Answer]) -> None:
    answer = year(
        ("report.yaml", "year: 2021", "year: 21"),
        ("plan.yaml", "model_villages: 16", "model_villages: ít"),
        ("culture.yaml", "number: 125", "number: 12,5"),
        ("proposals.yaml", "  - to: Trung ương và tỉnh", "  - too: Trung ương và tỉnh"),
        ("60-more.j2", "", "{{ report.\n"),
    )
    assert answer.places == [
        "culture.yaml:9:13 NTM120",
        "plan.yaml:6:19 NTM120",
        "proposals.yaml:4:5 NTM202",
        "report.yaml:5:7 NTM204",
        "60-more.j2:1:1 NTM501",
    ]


@pytest.mark.parametrize("word", ["khoảng", "hơn", "trên", "gần"])
def test_a_qualifier_is_printed_before_the_number(year: Callable[..., Answer], word: str) -> None:
    answer = year(("production.yaml", "qualifier: khoảng", f"qualifier: {word}"))
    assert f"sản lượng {word} 9.800 tấn/năm;" in answer.text


@pytest.mark.parametrize("qualifier", ["", "qualifier:"])
def test_without_a_qualifier_the_number_stands_alone(
    year: Callable[..., Answer], qualifier: str
) -> None:
    answer = year(("production.yaml", "qualifier: khoảng", qualifier))
    assert "29 chuỗi, diện tích 490 ha, sản lượng 9.800 tấn/năm;" in answer.text


def test_the_decimals_that_were_written_are_kept(year: Callable[..., Answer]) -> None:
    answer = year(("health.yaml", "stunted_percent: 9.1", "stunted_percent: 9.1234"))
    assert answer.compiled.year is not None
    figure = answer.compiled.year.office(Health).child_malnutrition.whole.stunted_percent
    assert isinstance(figure, Figure)
    assert figure.decimals == 4
    assert "7,6% và 9,1234%" in answer.text


@pytest.mark.parametrize("style", [">", ">+", "|", "|-", ""])
def test_a_text_of_one_line_may_be_written_in_any_style(
    year: Callable[..., Answer], style: str
) -> None:
    answer = year(("resources.yaml", "text: >-", f"text: {style}"))
    assert any(
        line.startswith("Nhân dân trong huyện đã đóng góp tiền của") for line in answer.lines
    )


def test_a_year_is_no_count(year: Callable[..., Answer]) -> None:
    answer = year(("report.yaml", "year: 2021", "year: 2030"))
    assert "năm 2030" in answer.text
    assert "năm 2031" in answer.text
    assert "2.030" not in answer.text
