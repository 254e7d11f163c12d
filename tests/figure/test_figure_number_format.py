"""Numbers as a Vietnamese report prints them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.figure import (
    PERCENT,
    PERCENTAGE_POINT,
    Figure,
    Written,
    number_format,
    percent,
)
from ntmreport.span import Span

any_fraction = st.fractions() | st.builds(
    Fraction, st.integers(-(10**60), 10**60), st.integers(1, 10**12)
)
few_decimals = st.integers(0, 4)


def figure(
    value: str | Fraction, unit: str = "hộ", *, decimals: int | None = None, qualifier: str = ""
) -> Figure:
    origin = Written(Span("f.yaml", 1, 1, 1, 2))
    return Figure(Fraction(value), unit, "", origin, decimals=decimals, qualifier=qualifier)


def read_back(text: str) -> Fraction:
    return Fraction(text.replace(".", "").replace(",", "."))


@given(any_fraction, few_decimals)
def test_rounding_is_half_up_away_from_zero(value: Fraction, decimals: int) -> None:
    step = Fraction(1, 10**decimals)
    rounded = Fraction(number_format.rounded(value, decimals))
    assert (rounded / step).denominator == 1
    assert abs(rounded - value) <= step / 2
    if abs(rounded - value) == step / 2:
        assert abs(rounded) > abs(value)


@given(st.integers(), few_decimals)
def test_a_half_goes_away_from_zero(whole: int, decimals: int) -> None:
    step = Fraction(1, 10**decimals)
    half = step * (abs(whole) + Fraction(1, 2))
    up = step * (abs(whole) + 1)
    assert Fraction(number_format.rounded(half, decimals)) == up
    assert Fraction(number_format.rounded(-half, decimals)) == -up


@given(any_fraction, few_decimals)
def test_what_is_printed_reads_back(value: Fraction, decimals: int) -> None:
    rounded = number_format.rounded(value, decimals)
    text = number_format.grouped(rounded)
    assert read_back(text) == Fraction(rounded)
    assert read_back(number_format.number(figure(value, decimals=decimals))) == Fraction(rounded)
    whole, _, fraction = text.removeprefix("-").partition(",")
    first, *groups = whole.split(".")
    assert 1 <= len(first) <= 3
    assert all(len(group) == 3 for group in groups)
    assert not fraction.endswith("0")
    assert text != "-0"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("190113", 0, "190.113"),
        ("1000000", 0, "1.000.000"),
        ("999", 0, "999"),
        ("1000", 0, "1.000"),
        ("0", 0, "0"),
        ("-1.5", 1, "-1,5"),
        ("-1234.5", 1, "-1.234,5"),
        ("72.00", 2, "72,00"),
        ("0.005", None, "0,01"),
        ("0.0049", None, "0"),
        ("-0.0049", None, "0"),
        ("99.995", None, "100"),
        ("96.29", 2, "96,29"),
        ("1.25", 4, "1,2500"),
    ],
)
def test_number(value: str, decimals: int | None, text: str) -> None:
    assert number_format.number(figure(value, decimals=decimals)) == text


def test_a_computed_figure_has_at_most_two_decimals() -> None:
    share = Fraction(190113, 204379) * 100
    assert number_format.printed(figure(share, PERCENT)) == "93,02%"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (204378, 204379, "99,9995%"),
        (204379, 204379, "100%"),
        (204380, 204379, "100,0005%"),
        (19999, 20000, "99,995%"),
        (9999, 10000, "99,99%"),
        (1, 1_000_000, "0,0001%"),
        (1, 20_001, "0,005%"),
        (1, 20_000, "0,01%"),
        (0, 1_000_000, "0%"),
        (1, 10**15, "0,0000000000001%"),
        (299, 300, "99,67%"),
        (2, 1, "200%"),
    ],
)
def test_a_share_of_less_than_all_is_not_all_nor_is_more_than_nothing_nothing(
    part: int, whole: int, text: str
) -> None:
    share = percent(figure(Fraction(part)), figure(Fraction(whole)))
    assert share is not None
    assert number_format.printed(share) == text


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_only_all_is_printed_as_100_and_only_nothing_as_0(part: int, whole: int) -> None:
    share = percent(figure(Fraction(part)), figure(Fraction(whole)))
    assert share is not None
    assert (number_format.printed(share) == "100%") == (part == whole)
    assert (number_format.printed(share) == "0%") == (part == 0)


@given(any_fraction, st.sampled_from([PERCENT, PERCENTAGE_POINT, "hộ"]), st.none() | few_decimals)
def test_what_is_compared_is_what_is_printed(
    value: Fraction, unit: str, decimals: int | None
) -> None:
    compared = number_format.as_printed(figure(value, unit, decimals=decimals))
    assert read_back(number_format.number(figure(value, unit, decimals=decimals))) == compared.value


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "text"),
    [
        ("93.02", PERCENT, "", "93,02%"),
        ("72", PERCENT, "gần", "gần 72%"),
        ("36.73", PERCENTAGE_POINT, "", "36,73"),
        ("9800", "tấn/năm", "khoảng", "khoảng 9.800"),
        ("5", "", "", "5"),
    ],
)
def test_printed(value: str, unit: str, qualifier: str, text: str) -> None:
    assert number_format.printed(figure(value, unit, qualifier=qualifier)) == text


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "text"),
    [
        ("2760", "ha", "", "2.760 ha"),
        ("9800", "tấn/năm", "khoảng", "khoảng 9.800 tấn/năm"),
        ("93.02", PERCENT, "hơn", "hơn 93,02%"),
        ("5", "", "", "5"),
    ],
)
def test_printed_with_unit(value: str, unit: str, qualifier: str, text: str) -> None:
    assert number_format.printed_with_unit(figure(value, unit, qualifier=qualifier)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "00"), ("8", "08"), ("10", "10"), ("106", "106"), ("2000", "2.000"), ("1.5", "1,5")],
)
def test_two_digits(value: str, text: str) -> None:
    assert number_format.printed_in_two_digits(figure(value)) == text


def test_two_digits_stand_behind_the_qualifier() -> None:
    assert number_format.printed_in_two_digits(figure("8", qualifier="trên")) == "trên 08"


def test_the_sign_of_a_range_stands_at_its_end() -> None:
    ends = number_format.printed_range(figure("78", PERCENT), figure("81", PERCENT))
    assert "-".join(ends) == "78-81%"
    ends = number_format.printed_range(figure("250", "triệu đồng"), figure("1300", "triệu đồng"))
    assert "-".join(ends) == "250-1.300"


def test_negative_numbers_of_any_length_keep_their_digits() -> None:
    assert number_format.rounded(Fraction(-(10**40) - 1), 0) == Decimal(-(10**40) - 1)
