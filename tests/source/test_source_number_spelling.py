"""Numbers and dates: what is read, and what each refused spelling is answered with."""

from __future__ import annotations

import datetime
import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ntmreport.source import Misspelling, read_date, read_number

READ = [
    "0",
    "5",
    "190113",
    "96.29",
    "-1.5",
    "0.5",
    "0.113",
    "-0.5",
    "10.10",
    "1234.567",
    "190.1130",
]

REFUSED = {
    "190.113": ("190113", '"190.113"'),
    "100.000": ("100000", '"100.000"'),
    "1.500": ("1500", '"1.500"'),
    "-1.234": ("-1234", '"-1.234"'),
    "1,234": ("1234", '"1.234"'),
    "190.113%": ("190113", '"190.113"'),
    "1.234.567": ("1234567",),
    "1,234,567": ("1234567",),
    "1.234,56": ("1234.56",),
    "1,234.56": ("1234.56",),
    "93,02": ("93.02",),
    "0,125": ("0.125",),
    "-93,02": ("-93.02",),
    "08": ("8",),
    "010": ("10",),
    "00": ("0",),
    "08.5": ("8.5",),
    "0x1F": ("31",),
    "0o17": ("15",),
    "0b101": ("5",),
    "1_000": ("1000",),
    "1e3": ("1000",),
    "1.5E+2": ("150",),
    "1e-3": ("0.001",),
    ".5": ("0.5",),
    "-.5": ("-0.5",),
    "5.": ("5",),
    "+5": ("5",),
    "+1.234,5": ("1234.5",),
    "−5": ("-5",),
    "–5": ("-5",),
    "1 000": ("1000",),
    "1\u00a0000\u00a0000": ("1000000",),
    "1\u202f234,5": ("1234.5",),
    "93%": ("93",),
    "93,02 %": ("93.02",),
    "-0": ("0",),
    "-0.0": ("0.0",),
    "-0,0": ("0.0",),
    "١٢٣": ("123",),
    "１２": ("12",),
    " 5": ("5",),
    "5\u00a0": ("5",),
    "686750,": ("686750",),
    "686750;": ("686750",),
    "686,75*": ("686.75",),
    "686·75": ("686.75",),
    "686·750": ("686750", '"686.750"'),
    "1'234'567": ("1234567",),
    "- 5": ("-5",),
    "1/2": (),
    ",": (),
    "1:30": (),
    ".inf": (),
    "-.INF": (),
    ".nan": (),
    "NaN": (),
    "250-300": (),
    "12 ha": (),
    "12 triệu": (),
    "1e99": (),
    "1e400": (),
    "1234567890123456": (),
    "0.1234567890123456": (),
    "": (),
    " ": (),
    "-": (),
    "%": (),
    "--5": (),
    "+-5": (),
    "1.2.3": (),
    "1.5.": (),
    "chín": ("9",),
    "no": (),
    "null": (),
    "²": (),
    "½": (),
    "5\n": ("5",),
}


def spelled(spelling: str) -> Decimal | Misspelling:
    """The number that a spelling stands for in a file, in quotes or not."""
    bare = spelling.strip('"')
    return read_number(bare, is_quoted=bare != spelling)


@pytest.mark.parametrize(
    ("text", "is_whole", "expected"),
    [
        ("2.735", False, Decimal("2.735")),
        ("-2.735", False, Decimal("-2.735")),
        ("2.730", False, Decimal("2.730")),  # printed as written
        ("2.735", True, ("2735",)),
        ("2.7", False, ("2.7",)),
        ("12", False, ("12",)),
        ("12", True, ("12",)),
        ("0.735", False, ("0.735",)),
        ("2,735", False, ("2735", '"2.735"')),
        ("2,735", True, ("2735",)),
        ("abc", False, ()),
    ],
)
def test_only_three_digits_behind_the_point_stand_in_quotes(
    text: str, is_whole: bool, expected: Decimal | tuple[str, ...]
) -> None:
    value = read_number(text, is_quoted=True, is_whole=is_whole)
    if isinstance(expected, Decimal):
        assert str(value) == str(expected)
    else:
        assert isinstance(value, Misspelling)
        assert value.spellings == expected


@pytest.mark.parametrize("text", ["190.113", "1,234", "190.113%"])
def test_a_whole_number_has_one_reading(text: str) -> None:
    refusal = read_number(text, is_whole=True)
    assert isinstance(refusal, Misspelling)
    (spelling,) = refusal.spellings
    assert spelling.isdigit()


@pytest.mark.parametrize(
    ("text", "spellings"),
    [("96,29", ()), ("1.234,5", ()), ("190,113", ("190113",)), ("05", ("5",))],
)
def test_a_whole_number_is_not_respelt_as_a_fraction(text: str, spellings: tuple[str, ...]) -> None:
    refusal = read_number(text, is_whole=True)
    assert isinstance(refusal, Misspelling)
    assert refusal.spellings == spellings
    assert spellings or refusal.hint.vi == "viết một số nguyên, ví dụ 190113"


@pytest.mark.parametrize(
    ("text", "spellings"),
    [("5.671", ('"5.671"',)), ("56,710", ('"56.710"',)), ("-1.234", ('"-1.234"',))],
)
def test_no_share_is_of_thousands(text: str, spellings: tuple[str, ...]) -> None:
    refusal = read_number(text, largest=100)
    assert isinstance(refusal, Misspelling)
    assert refusal.spellings == spellings


@pytest.mark.parametrize("text", READ)
def test_plain_decimals_are_read(text: str) -> None:
    assert read_number(text) == Decimal(text)
    assert str(read_number(text)) == text


@pytest.mark.parametrize("text", REFUSED)
def test_other_spellings_are_refused_with_the_right_one(text: str) -> None:
    refusal = read_number(text)
    assert isinstance(refusal, Misspelling)
    assert refusal.spellings == REFUSED[text]
    for spelling in refusal.spellings:
        assert isinstance(spelled(spelling), Decimal)
        assert spelling in refusal.hint.vi
        assert spelling in refusal.hint.en


def test_a_refusal_says_both_readings() -> None:
    refusal = read_number("190.113")
    assert isinstance(refusal, Misspelling)
    assert refusal.message.vi == "không rõ đây là hàng nghìn hay số thập phân: “190.113”"
    assert refusal.hint.vi == 'viết 190113 nếu là hàng nghìn, viết "190.113" nếu là số thập phân'


def test_a_long_text_is_not_repeated_whole() -> None:
    refusal = read_number("0" * 100_000)
    assert isinstance(refusal, Misspelling)
    assert len(refusal.message.vi) < 200


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_plain_notation_round_trips(number: Decimal) -> None:
    assume(not (number == 0 and number.is_signed()))
    text = f"{number:f}"
    value = read_number(text)
    assert isinstance(value, Decimal)
    assert str(value) == text


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_integers_round_trip(number: int) -> None:
    assert read_number(str(number)) == number


@given(
    st.integers(0, 10**6),
    st.integers(1, 6).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, 10**n - 1))),
)
def test_a_decimal_is_read_or_both_readings_are_named(
    whole: int, fraction: tuple[int, int]
) -> None:
    text = f"{whole}.{fraction[1]:0{fraction[0]}d}"
    value = read_number(text)
    if 0 < whole < 1000 and fraction[0] == 3:
        assert isinstance(value, Misspelling)
        thousands, decimal = (spelled(spelling) for spelling in value.spellings)
        assert thousands == int(text.replace(".", ""))
        assert decimal == Decimal(text)
    else:
        assert value == Decimal(text)


@given(
    st.one_of(
        st.text(),
        st.text("0123456789.,+-−% _eExobinfaha\u00a0:٣３"),
        st.from_regex(r"[+-]?[\d.,]+%?"),
    )
)
@example("٠")
@example("1٠")
@example("𝟏")
def test_any_text_is_a_number_or_a_refusal_whose_spellings_are_read(text: str) -> None:
    value = read_number(text)
    if isinstance(value, Misspelling):
        assert all(isinstance(spelled(spelling), Decimal) for spelling in value.spellings)
        assert value.message.vi
        assert value.message.en
        assert unicodedata.is_normalized("NFC", value.hint.vi)
    else:
        assert re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text)
        assert f"{value:f}" == text


@pytest.mark.parametrize("text", ["2021-10-14", "2020-02-29", "0001-01-01"])
def test_dates_are_read(text: str) -> None:
    assert read_date(text) == datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "spellings"),
    [
        ("14/10/2021", ("2021-10-14",)),
        ("5/7/2021", ("2021-07-05",)),
        ("14-10-2021", ("2021-10-14",)),
        ("14.10.2021", ("2021-10-14",)),
        ("2021-1-5", ("2021-01-05",)),
        ("2021/10/14", ("2021-10-14",)),
        ("20211014", ("2021-10-14",)),
        ("2021-10-14 00:00:00", ("2021-10-14",)),
        ("2021-10-14T00:00:00Z", ("2021-10-14",)),
        ("ngày 05 tháng 7 năm 2021", ("2021-07-05",)),
        (" 2021-10-14", ("2021-10-14",)),
        ("2O21-10-14", ("2021-10-14",)),
        ("14/l0/2021", ("2021-10-14",)),
        ("14/10/2021.", ("2021-10-14",)),
        ("“2021-10-14”", ("2021-10-14",)),
        ("ngày 14/10/2021", ("2021-10-14",)),
        ("14/10/2021 (ước)", ("2021-10-14",)),
        ("từ 14/10/2021 đến 15/10/2021", ()),
        ("tính đến 31/02/2021", ()),
        ("10/2021", ()),
        ("tháng 13/2021", ()),
        ("2021-02-30", ()),
        ("2021-13-01", ()),
        ("10/14/2021", ()),
        ("30/02/2021", ()),
        ("14/10/21", ()),
        ("0000-01-01", ()),
        ("2021", ()),
        ("2021-10", ()),
        ("tháng 10", ()),
        ("٢٠٢١-١٠-١٤", ()),
        ("2021-10-14\n", ("2021-10-14",)),
        ("", ()),
    ],
)
def test_other_dates_are_refused_with_the_right_spelling(
    text: str, spellings: tuple[str, ...]
) -> None:
    refusal = read_date(text)
    assert isinstance(refusal, Misspelling)
    assert refusal.spellings == spellings
    assert all(spelling in refusal.hint.vi for spelling in spellings)


@pytest.mark.parametrize("text", ["2/2024", "tháng 02 năm 2024", "2024-02"])
def test_a_month_is_asked_for_its_day(text: str) -> None:
    refusal = read_date(text)
    assert isinstance(refusal, Misspelling)
    assert refusal.hint.vi == "viết cả ngày; nếu là cuối tháng thì viết 2024-02-29"


@given(st.dates())
def test_every_date_round_trips(date: datetime.date) -> None:
    assert read_date(date.isoformat()) == date


@given(st.dates(min_value=datetime.date(1000, 1, 1)), st.sampled_from("/-."))
def test_the_day_comes_first_as_in_vietnamese(date: datetime.date, mark: str) -> None:
    refusal = read_date(f"{date.day}{mark}{date.month}{mark}{date.year}")
    assert isinstance(refusal, Misspelling)
    assert refusal.spellings == (date.isoformat(),)


@given(st.text())
def test_any_text_is_a_date_or_a_refusal(text: str) -> None:
    assert isinstance(read_date(text), datetime.date | Misspelling)
