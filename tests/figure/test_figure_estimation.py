"""Words of estimation before what is computed from qualified figures."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from ntmreport.figure import Figure, Written, absolute, percent, quotient
from ntmreport.figure.number_format import printed
from ntmreport.language import Language
from ntmreport.lineage.answers import estimated_from
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Written(Span("x.yaml", 1, 1, 1, 5))


def read(text: str) -> Figure:
    *words, number = text.split()
    return Figure(Fraction(number), "ha", "Số", HERE, ("x",), 0, " ".join(words))


@pytest.mark.parametrize(
    ("computed", "wanted"),
    [
        ("ước 5 + 3", "ước 8"),
        ("ước 5 + ước 3", "ước 8"),
        ("khoảng 5 + ước 3", "khoảng 8"),
        ("ước 5 + hơn 3", "khoảng 8"),
        ("hơn 5 + 3", "hơn 8"),
        ("hơn 5 + trên 3", "ít nhất 8"),
        ("trên 5 + trên 3", "trên 8"),
        ("hơn 5 + gần 3", "khoảng 8"),
        ("gần 5 + dưới 3", "không quá 8"),
        ("không quá 5 + 3", "không quá 8"),
        ("ít nhất 5 + khoảng 3", "khoảng 8"),
        ("hơn 52 - 48", "hơn 4"),
        ("50 - hơn 10", "dưới 40"),
        ("50 - ít nhất 10", "không quá 40"),
        ("50 - dưới 10", "hơn 40"),
        ("hơn 50 - dưới 10", "hơn 40"),
        ("hơn 50 - hơn 10", "khoảng 40"),
        ("50 - ước 10", "ước 40"),
        ("hơn 5 * 3", "hơn 15"),
        ("hơn 6 / 3", "hơn 2"),
        ("6 / hơn 3", "dưới 2"),
        ("hơn 6 / hơn 3", "khoảng 2"),
        ("hơn 6 / -3", "khoảng -2"),
        ("hơn 1 % 4", "hơn 25%"),
        ("1 % gần 4", "hơn 25%"),
        ("5 + 3", "8"),
    ],
)
def test_the_word_follows_from_those_of_the_inputs(computed: str, wanted: str) -> None:
    words = computed.split()
    sign = next(word for word in words if word in "+-*/%")
    left, right = (read(part.strip()) for part in computed.split(f" {sign} "))
    results: dict[str, Callable[[], Figure | None]] = {
        "+": lambda: left + right,
        "-": lambda: left - right,
        "*": lambda: left * right,
        "/": lambda: quotient(left, right),
        "%": lambda: percent(left, right),
    }
    result = results[sign]()
    assert result is not None
    assert printed(result) == wanted


def test_a_fall_without_its_sign_turns_its_bound() -> None:
    assert printed(absolute(read("10") - read("hơn 50"))) == "hơn 40"


def test_why_the_word_is_another_is_said() -> None:
    said = estimated_from(read("hơn 5") + read("gần 3"))
    assert said is not None
    assert said.text(Language.VIETNAMESE) == ("“khoảng” vì số dùng để tính có “hơn”, “gần”")
    assert estimated_from(read("hơn 5") + read("3")) is None
