"""Units that are of a kind, and amounts of money as they are said."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from ntmreport.figure import Figure, Written
from ntmreport.figure.number_format import printed_with_unit
from ntmreport.figure.unit_conversion import amount_in, converted, printed_amount
from ntmreport.lineage import inputs
from ntmreport.lineage.answers import computation
from ntmreport.span import Span

HERE = Written(Span("x.yaml", 1, 1, 1, 5))


def figure(value: str, unit: str, qualifier: str = "") -> Figure:
    return Figure(Fraction(value), unit, "Số", HERE, ("x",), None, qualifier)


@pytest.mark.parametrize(
    ("value", "unit", "to", "wanted"),
    [
        ("2735", "triệu đồng", "tỷ đồng", "2,735 tỷ đồng"),
        ("791.322", "tỷ đồng", "triệu đồng", "791.322 triệu đồng"),
        ("1.5", "nghìn tỷ đồng", "tỷ đồng", "1.500 tỷ đồng"),
        ("1", "đồng", "nghìn tỷ đồng", "0 nghìn tỷ đồng"),
        ("12500", "m2", "ha", "1,25 ha"),
        ("3", "km2", "ha", "300 ha"),
        ("3", "km²", "m2", "3.000.000 m2"),
        ("850", "m", "km", "0,85 km"),
        ("65", "tạ", "tấn", "6,5 tấn"),
        ("300", "triệu đồng/ha", "nghìn đồng/m2", "30 nghìn đồng/m2"),
        ("65", "tạ/ha", "tấn/ha", "6,5 tấn/ha"),
        ("52.5", "triệu đồng/người/năm", "nghìn đồng/người/năm", "52.500 nghìn đồng/người/năm"),
        ("12", "nghìn người", "người", "12.000 người"),
        ("12", "người", "nghìn người", "0,012 nghìn người"),
        ("5", "ha", "triệu đồng", None),
        ("5", "ha", "km", None),
        ("5", "triệu đồng/ha", "triệu đồng", None),
        ("5", "hộ", "người", None),
        ("5", "triệu đồng", "", None),
    ],
)
def test_a_unit_is_converted_to_one_of_its_kind(
    value: str, unit: str, to: str, wanted: str | None
) -> None:
    made = converted(figure(value, unit), to)
    assert (made and printed_with_unit(made)) == wanted
    if made is not None and made.value:
        assert made.value == converted(converted(made, unit) or made, to).value  # type: ignore[union-attr]


def test_a_conversion_knows_what_it_comes_from() -> None:
    given = figure("2735", "triệu đồng", "hơn")
    made = converted(given, "tỷ đồng")
    assert made is not None
    assert inputs(made) == (given,)
    assert computation(made) == "hơn 2.735 triệu đồng → hơn 2,735"
    rounded = converted(given, "tỷ đồng", 1)
    assert rounded is not None
    assert printed_with_unit(rounded) == "hơn 2,7 tỷ đồng"
    third = converted(figure("1/3", "tỷ đồng"), "triệu đồng")
    assert third is not None
    assert printed_with_unit(third) == "333,33 triệu đồng"


@pytest.mark.parametrize(
    ("value", "unit", "wanted"),
    [
        ("2735", "triệu đồng", "2 tỷ 735 triệu đồng"),
        ("2000", "triệu đồng", "2 tỷ đồng"),
        ("5075.5", "triệu đồng", "5 tỷ 75 triệu 500 nghìn đồng"),
        ("1234567.8", "tỷ đồng", "1.234.567 tỷ 800 triệu đồng"),
        ("950", "đồng", "950 đồng"),
        ("0", "triệu đồng", "0 đồng"),
        ("-1.5", "triệu đồng", "-1 triệu 500 nghìn đồng"),
        ("5", "ha", None),
        ("5", "triệu đồng/người", None),
    ],
)
def test_an_amount_is_printed_as_it_is_said(value: str, unit: str, wanted: str | None) -> None:
    assert printed_amount(figure(value, unit)) == wanted


@pytest.mark.parametrize(
    ("text", "unit", "wanted"),
    [
        ("2 tỷ 735 triệu đồng", "triệu đồng", "2735"),
        ("2 tỷ 735 triệu", "triệu đồng", "2735"),
        ("2 tỉ đồng 735 triệu đồng", "tỷ đồng", "2.735"),
        ("686 triệu 500 nghìn đồng", "triệu đồng", "686.5"),
        ("1 triệu 500 đồng", "đồng", "1000500"),
        ("2 tỷ đồng", "triệu đồng", None),  # one number in another unit is told what to write
        ("735 triệu 2 tỷ", "triệu đồng", None),
        ("2 tỷ 1735 triệu", "triệu đồng", None),
        ("2 tỷ 735 triệu đồng", "ha", None),
        ("2 tỷ 735", "triệu đồng", None),
        ("2,5 tỷ 3 triệu", "triệu đồng", None),
        ("", "đồng", None),
    ],
)
def test_an_amount_is_read_as_it_is_said(text: str, unit: str, wanted: str | None) -> None:
    assert amount_in(text, unit) == (None if wanted is None else Decimal(wanted))
