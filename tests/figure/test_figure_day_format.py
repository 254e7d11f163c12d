"""Days as a Vietnamese report prints them."""

from __future__ import annotations

import datetime

import pytest

from ntmreport.figure import day_format


@pytest.mark.parametrize(
    ("day", "text", "long"),
    [
        ("2021-07-05", "05/7/2021", "ngày 05 tháng 7 năm 2021"),
        ("2022-02-03", "03/02/2022", "ngày 03 tháng 02 năm 2022"),
        ("2022-01-31", "31/01/2022", "ngày 31 tháng 01 năm 2022"),
        ("2021-10-14", "14/10/2021", "ngày 14 tháng 10 năm 2021"),
        ("2021-03-10", "10/3/2021", "ngày 10 tháng 3 năm 2021"),
    ],
)
def test_days_as_the_decree_asks(day: str, text: str, long: str) -> None:
    assert day_format.printed_day(datetime.date.fromisoformat(day)) == text
    assert day_format.printed_long_day(datetime.date.fromisoformat(day)) == long


def test_a_day_that_is_not_known_is_left_for_the_clerk() -> None:
    assert day_format.printed_long_day(None) == "ngày …… tháng …… năm ……"
