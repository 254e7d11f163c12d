"""Funds by source: totals, shares, and the rows of the table."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from ntmreport.figure import Figure
from ntmreport.lineage.report_lineage import figures_of
from ntmreport.model.offices.funds import Funds
from ntmreport.span import written_path
from tests.invented import SOURCES, add_funds

from .years import Answer, compiled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ntmreport.model import YearData


@pytest.fixture
def amounts(project: Path) -> Mapping[str, tuple[int, int]]:
    return add_funds(project / "data/2021", seed=3)


def answer(project: Path) -> Answer:
    return compiled(project)


def year_of(project: Path) -> YearData:
    result = answer(project).compiled
    assert result.diagnostics == ()
    assert result.year is not None
    return result.year


def test_a_year_can_do_without_funds(project: Path) -> None:
    assert "funds" not in year_of(project).offices


def test_totals_and_shares(project: Path, amounts: Mapping[str, tuple[int, int]]) -> None:
    known = {written_path(each.path): each.value for each in figures_of(year_of(project))}
    plan = sum(plan for plan, _ in amounts.values())
    done = sum(done for _, done in amounts.values())
    assert known["funds.plan_million_vnd"] == plan
    assert known["funds.done_million_vnd"] == done
    assert known["funds.share_of_plan"] == Fraction(100 * done, plan)
    assert known["funds.share_of_total"] == 100
    for source in SOURCES:
        assert known[f"funds.{source}.plan_million_vnd"] == amounts[source][0]
        assert known[f"funds.{source}.share_of_plan"] == Fraction(
            100 * amounts[source][1], amounts[source][0]
        )
        assert known[f"funds.{source}.share_of_total"] == Fraction(100 * amounts[source][1], done)
    for group in ("budget", "community"):
        given = [value for source, value in amounts.items() if source.startswith(f"{group}.")]
        assert len(given) == 4
        assert known[f"funds.{group}.plan_million_vnd"] == sum(value for value, _ in given)
        given_done = sum(value for _, value in given)
        assert known[f"funds.{group}.done_million_vnd"] == given_done
        assert known[f"funds.{group}.share_of_total"] == Fraction(100 * given_done, done)


def test_the_rows_of_the_table(project: Path, amounts: Mapping[str, tuple[int, int]]) -> None:
    rows = year_of(project).office(Funds).rows
    assert [(row.number, row.name) for row in rows] == [
        ("", "Tổng số"),
        ("I", "Ngân sách nhà nước"),
        ("1", "Ngân sách trung ương"),
        ("2", "Ngân sách cấp tỉnh"),
        ("3", "Ngân sách cấp huyện"),
        ("4", "Ngân sách cấp xã"),
        ("II", "Vốn lồng ghép từ các chương trình, dự án"),
        ("III", "Vốn tín dụng"),
        ("IV", "Vốn doanh nghiệp"),
        ("V", "Cộng đồng dân cư đóng góp"),
        ("1", "Tiền mặt"),
        ("2", "Ngày công quy tiền"),
        ("3", "Hiến đất quy tiền"),
        ("4", "Hình thức khác quy tiền"),
    ]
    assert [row.is_group for row in rows].count(True) == 5
    assert [row.is_total for row in rows] == [True] + [False] * 13
    assert rows[2].plan == amounts["budget.central"][0]
    for row in rows:
        for figure in (row.plan, row.done, row.share_of_plan, row.share_of_total):
            assert isinstance(figure, Figure)
            assert figure.path[: len(row.path)] == row.path


@pytest.mark.usefixtures("amounts")
def test_a_template_loops_over_the_rows(project: Path) -> None:
    (project / "templates/annual-district/35-funds.j2").write_text(
        "{% for row in funds.rows if row.is_total %}\n"
        "- {{ row.name }}: {{ row.done }} triệu đồng, {{ row.share_of_plan }}\n{% endfor %}\n"
        "{% for row in funds.rows if not row.is_total and not row.is_group %}\n"
        "- {{ row.name }}: {{ row.plan }}\n{% endfor %}\n",
        "utf-8",
    )
    lines = answer(project).lines
    assert "- Tiền mặt: 650.000" in lines
    assert any(line.startswith("- Tổng số: ") and line.endswith("%") for line in lines)


@pytest.mark.usefixtures("amounts")
def test_a_stated_share_takes_the_place_of_the_computed_one(project: Path) -> None:
    path = project / "data/2021/funds.yaml"
    text = path.read_text("utf-8")
    assert text.count("credit:\n") == 1
    text = text.replace("credit:\n", "credit:\n  stated: {share_of_total: 12.5}\n")
    path.write_text(text, "utf-8")
    share = year_of(project).office(Funds).credit.share_of_total
    assert share is not None
    assert share.value == Fraction("12.5")


@pytest.mark.usefixtures("amounts")
def test_a_plan_of_nothing_has_no_share(project: Path) -> None:
    path = project / "data/2021/funds.yaml"
    text = path.read_text("utf-8").replace("plan_million_vnd: 7500", "plan_million_vnd: 0")
    path.write_text(text, "utf-8")
    days = year_of(project).office(Funds).community.working_days
    assert days.share_of_plan is None
    assert days.share_of_total is not None


@pytest.mark.usefixtures("amounts")
def test_an_amount_that_is_missing_is_named(project: Path) -> None:
    path = project / "data/2021/funds.yaml"
    text = path.read_text("utf-8").replace("plan_million_vnd: 7500", "plan_million_vnd:")
    path.write_text(text, "utf-8")
    (found,) = answer(project).compiled.diagnostics
    assert (found.rule.code, written_path(found.path)) == (
        "NTM201",
        "funds.community.working_days.plan_million_vnd",
    )
