"""Counts below ten with a zero before them: of what is printed, the number alone."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ntmreport.compose.two_digits import with_two_digits
from ntmreport.document import Run
from ntmreport.figure import Figure, Written
from ntmreport.span import Span


@pytest.mark.parametrize(
    ("number", "unit", "printed", "padded"),
    [
        ("8", "sản phẩm", "8 sản phẩm", "08 sản phẩm"),
        ("8", "sản phẩm", "gần 8 sản phẩm", "gần 08 sản phẩm"),
        ("8", "ha", "8 ha", "8 ha"),
        ("12", "hộ", "12 hộ", "12 hộ"),
        ("0", "hộ", "0 hộ", "0 hộ"),
        ("-3", "hộ", "-3 hộ", "-3 hộ"),
        ("14620", "lượt/5 xã", "14.620 lượt/5 xã", "14.620 lượt/5 xã"),
        ("12", "mô hình (loại 2)", "12 mô hình (loại 2)", "12 mô hình (loại 2)"),
        ("6", "mô hình (loại 2)", "6 mô hình (loại 2)", "06 mô hình (loại 2)"),
    ],
)
def test_the_number_alone_is_padded(number: str, unit: str, printed: str, padded: str) -> None:
    figure = Figure(Fraction(number), unit, "", Written(Span("f.yaml", 1, 1, 1, 2)))
    assert [run.text for run in with_two_digits((Run(printed, figure=figure),))] == [padded]
