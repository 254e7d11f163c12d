"""Numbers in prose: what each is, what it is worth, and what is none that says how much."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ntmreport.prose.prose_number import NumberKind, bounds, numbers_in


def read(text: str) -> list[tuple[str, str]]:
    return [(number.kind.value, number.text) for number in numbers_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("có 190.113/204.379 người", [("count", "190.113"), ("count", "204.379")]),
        ("đạt 93,02%", [("share", "93,02")]),
        ("tăng 36,73 điểm phần trăm", [("points", "36,73")]),
        ("ngày 30/9/2021", [("date", "30/9/2021")]),
        ("ngày 5 tháng 7 năm 2021", [("date", "5 tháng 7 năm 2021")]),
        ("đến 30/9, có 32/32 xã", [("date", "30/9"), ("count", "32"), ("count", "32")]),
        ("Đến 30/6 đạt 85%", [("date", "30/6"), ("share", "85")]),
        ("tháng 12/2021", [("date", "12/2021")]),
        ("giai đoạn 2021 - 2025", [("period", "2021 - 2025")]),
        ("năm 2021", [("year", "2021")]),
        ("Nghị quyết số 04-NQ/HU", [("document", "04-NQ/HU")]),
        ("Nghị định số 30/2020/NĐ-CP", [("document", "30/2020/NĐ-CP")]),
        ("Quyết định 1760/QĐ-TTg", [("document", "1760/QĐ-TTg")]),
        ("theo Điều 5, khoản 2", [("ordinal", "5"), ("ordinal", "2")]),
        ("tiêu chí số 17, tiêu chí 18", [("ordinal", "17"), ("ordinal", "18")]),
        ("Biểu số 01", [("ordinal", "01")]),
        ("thôn 5 có 120 hộ", [("ordinal", "5"), ("count", "120")]),
        ("đường QL.47, m2, VietGAP2", [("name", ".47"), ("name", "2"), ("name", "2")]),
        ("lúc 8 giờ 30 phút", [("name", "8"), ("name", "30")]),
        ("250-300 triệu đồng/ha", [("money", "250-300")]),
        ("điện thoại 0237.3867.123", [("name", "0237.3867.123")]),
        ("3.400ha", [("area", "3.400")]),
        ("tổng số 1.600 hộ", [("count", "1.600")]),
        ("trong tổng số 32 xã", [("count", "32")]),
    ],
)
def test_kinds(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "base", "unit"),
    [
        ("1,25 nghìn tỷ đồng", 1_250_000_000_000, "đồng"),
        ("686.750 triệu đồng", 686_750_000_000, "đồng"),
        ("47,2 triệu đồng/người/năm", 47_200_000, "đồng/người/năm"),
        ("2.760 ha", 27_600_000, "m2"),
        ("64 tạ/ha", 6_400, "kg/ha"),
        ("1,234,567 người", 1_234_567, "người"),
        ("93.44%", Fraction("93.44"), "%"),
    ],
)
def test_values(text: str, base: int | Fraction, unit: str) -> None:
    (number,) = numbers_in(text)
    assert (number.base, number.unit) == (base, unit)


def test_a_number_that_can_be_two_is_none() -> None:
    assert [number.is_doubtful for number in numbers_in("chi 71, 4 tỷ đồng")] == [True, True]
    assert not any(number.is_doubtful for number in numbers_in("71,4 tỷ đồng; 12 xã, 4 thôn"))


def test_qualifiers_widen_and_comparisons_do_not() -> None:
    (about,) = numbers_in("sản lượng khoảng 9.800 tấn")
    assert about.qualifier == "khoảng"
    low, high = bounds(about)
    assert low < about.base < high
    (compared,) = numbers_in("cao hơn 17,6 điểm phần trăm")
    assert compared.qualifier == ""


def test_a_count_is_exact_and_a_decimal_rounded() -> None:
    (count,) = numbers_in("32 xã")
    assert bounds(count) == (Fraction(32), Fraction(32))
    (share,) = numbers_in("93,4%")
    assert bounds(share) == (Fraction("93.35"), Fraction("93.45"))
    assert share.kind is NumberKind.SHARE
