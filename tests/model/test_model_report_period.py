"""The period of a report: its words, its neighbours, its days, and how report.yaml gives it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from ntmreport.model import ReportPeriod
from ntmreport.model.period_folders import folder_beside, period_of, periods_in

if TYPE_CHECKING:
    from pathlib import Path

YEAR, HALF, NINE = (ReportPeriod(2026, 2026, months) for months in (12, 6, 9))
YEARS = ReportPeriod(2021, 2025)


@pytest.mark.parametrize(
    ("period", "said", "following", "previous", "year_before", "folder"),
    [
        (YEAR, "năm 2026", "năm 2027", "năm 2025", "năm 2025", "2026"),
        (
            HALF,
            "6 tháng đầu năm 2026",
            "6 tháng cuối năm 2026",
            "6 tháng đầu năm 2025",
            "năm 2025",
            "2026-6t",
        ),
        (
            ReportPeriod(2026, 2026, 3),
            "3 tháng đầu năm 2026",
            "9 tháng cuối năm 2026",
            "3 tháng đầu năm 2025",
            "năm 2025",
            "2026-3t",
        ),
        (
            NINE,
            "9 tháng đầu năm 2026",
            "3 tháng cuối năm 2026",
            "9 tháng đầu năm 2025",
            "năm 2025",
            "2026-9t",
        ),
        (
            YEARS,
            "giai đoạn 2021-2025",
            "giai đoạn 2026-2030",
            "giai đoạn 2016-2020",
            "năm 2020",
            "2021-2025",
        ),
    ],
)
def test_a_period_and_its_neighbours(
    period: ReportPeriod,
    said: str,
    following: str,
    previous: str,
    year_before: str,
    folder: str,
) -> None:
    assert (str(period), str(period.next), str(period.previous), str(period.year_before)) == (
        said,
        following,
        previous,
        year_before,
    )
    assert period.name == folder
    assert period.following.previous == period


@pytest.mark.parametrize(
    ("period", "first", "last", "issued"),
    [
        (YEAR, "2026-01-01", "2026-12-31", ("2026-06-01", "2027-06-30")),
        (HALF, "2026-01-01", "2026-06-30", ("2026-06-01", "2026-12-31")),
        (HALF.next, "2026-07-01", "2026-12-31", None),
        (NINE, "2026-01-01", "2026-09-30", ("2026-09-01", "2027-03-31")),
        (YEARS, "2021-01-01", "2025-12-31", ("2025-01-01", "2026-12-31")),
    ],
)
def test_days(period: ReportPeriod, first: str, last: str, issued: tuple[str, str] | None) -> None:
    assert (str(period.first_day), str(period.last_day)) == (first, last)
    if issued is not None:
        assert period.days_of_issue == tuple(map(datetime.date.fromisoformat, issued))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("year: 2026\n", YEAR),
        ("year:   2026 # kỳ này\r\nmonths: 6\r\n", HALF),
        ("months: 12\nyear: 2026\n", YEAR),
        ("from: 2021\nto: 2025\n", YEARS),
        ("programme_period:\n  from: 2021\n  to: 2025\n", None),
        ("year:\n", None),
        ("year: 2026\nmonths: 5\n", None),
        ("year: 0\n", None),
        ("year: 9999\n", None),
        ("year: 99999\n", None),
        (f"year: {'9' * 5000}\n", None),
        ("from: 0\nto: 2025\n", None),
        ("from: 2021\nto: 99999\n", None),
        ("from: 2025\nto: 2021\n", None),
    ],
)
def test_the_period_of_a_folder(tmp_path: Path, text: str, period: ReportPeriod | None) -> None:
    (tmp_path / "report.yaml").write_bytes(text.encode())
    assert period_of(tmp_path) == period


def folders(data: Path, **texts: str) -> None:
    for name, text in texts.items():
        (data / name).mkdir(parents=True)
        (data / name / "report.yaml").write_text(text, "utf-8")


def test_folders_are_known_by_their_report(tmp_path: Path) -> None:
    folders(
        tmp_path,
        nam="year: 2025\n",
        giua_nam="year: 2025\nmonths: 6\n",
        ky_nay="year: 2026\nmonths: 6\n",
    )
    assert [str(period) for period, _ in periods_in(tmp_path)] == [
        "6 tháng đầu năm 2025",
        "năm 2025",
        "6 tháng đầu năm 2026",
    ]
    here = tmp_path / "ky_nay"
    assert folder_beside(here, HALF, HALF.previous) == tmp_path / "giua_nam"
    assert folder_beside(here, HALF, HALF.year_before) == tmp_path / "nam"
    assert folder_beside(here, HALF, HALF) is None
    assert folder_beside(here, HALF, YEAR) is None


def test_a_link_out_of_the_data_is_not_followed(tmp_path: Path) -> None:
    folders(tmp_path / "elsewhere", old="year: 2025\n")
    folders(tmp_path / "data", new="year: 2026\n")
    (tmp_path / "data/2025").symlink_to(tmp_path / "elsewhere/old")
    assert folder_beside(tmp_path / "data/new", YEAR, YEAR.previous) is None
