"""Units as people write them, and as official reports do."""

from __future__ import annotations

import pytest

from ntmreport.figure.unit_spelling import right_unit


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("trđ", "triệu đồng"),
        ("Tr.đồng", "triệu đồng"),
        ("triệu", "triệu đồng"),
        ("tỷ vnđ", "tỷ đồng"),
        ("VNĐ", "đồng"),
        ("1.000 đồng", "nghìn đồng"),
        ("héc-ta", "ha"),
        ("HA", "ha"),
        ("m²", "m²"),
        ("mét vuông", "m2"),
        ("ĐVT: hộ", "hộ"),
        ("(Người)", "người"),
        ("triệu đồng / người/ năm", "triệu đồng/người/năm"),
        ("trđ/ha", "triệu đồng/ha"),
        ("Hộ Gia Đình", "hộ gia đình"),
        ("kWh", "kWh"),
    ],
)
def test_the_right_unit(written: str, right: str) -> None:
    assert right_unit(written) == right
