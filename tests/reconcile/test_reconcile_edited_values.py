"""From printed numbers and days to the spellings of YAML."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.figure.day_format import printed_day
from ntmreport.reconcile.edited_values import day_in, number_in


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("190.113", "190113"),
        ("93,02%", "93.02"),
        ("02", "2"),
        ("hơn 1.250,5 ha", "1250.5"),
        ("0,14%", "0.14"),
        ("7.", "7"),
        ("19.0113", None),
        ("1.2.3", None),
        ("32/32", None),
        ("", None),
        ("không", None),
    ],
)
def test_a_printed_number_is_read_or_refused(text: str, value: str | None) -> None:
    found = number_in(text)
    assert (found.value if found else None) == value


@given(st.dates(datetime.date(1000, 1, 1), datetime.date(9999, 12, 31)))
def test_every_day_is_read_as_it_is_printed(day: datetime.date) -> None:
    assert day_in(printed_day(day)) == day


@pytest.mark.parametrize("text", ["31/02/2021", "1/13/2021", "05/7/21", "5-7-2021", "ngày 5"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_in(text) is None
