"""`explain` asked for what is no figure: two at once, days, periods, words, document numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Answer

    Run = Callable[..., Answer]


@pytest.mark.parametrize(
    ("what", "lines"),
    [
        ("190.113/204.379", ["health.yaml:6:16", "health.yaml:7:18"]),
        ("32/32", ["steering.committees.communes.numerator"]),
        ("30/9/2021", ["health.yaml:4:10 health.insurance.as_of: 2021-09-30", "I.2.d) + Tính đến"]),
        ("ngày 30/9/2021", ["health.yaml:4:10", "I.2.d) + Tính đến"]),
        ("2021-2025", ["report.yaml:89:3 report.programme_period: 2021-2025", "I.1.b)"]),
        ("giai đoạn 2021-2025", ["report.yaml:89:3", "III. Đề nghị"]),
        ("HỢP LÝ", ["I.2.b)", "production.yaml:"]),
        ("1919/QĐ-UBND", ["I.1.b) - Quyết định số 1919/QĐ-UBND", "steering.yaml:"]),
        ("hop ly", ["I.2.b)", "production.yaml:"]),
        ("Lê Phú Quốc", ["report.signature.name"]),
        ("health.yaml", ["health.insurance.whole.numerator", "health.insurance.rural.numerator"]),
        ("190113", ["health.insurance.whole.numerator"]),
        ("93.44", ["health.insurance.rural.share"]),
    ],
)
def test_what_stands_in_the_report_is_found(ntmreport: Run, what: str, lines: list[str]) -> None:
    answer = ntmreport("explain", "data/2021", what)
    assert (answer.code, answer.err) == (0, "")
    for line in lines:
        assert line in answer.out


@pytest.mark.parametrize("what", ["31/12/1999", "hóp lỳ", "iệu Sơ", " ", "9/2021-"])
def test_what_stands_nowhere_is_told_so(ntmreport: Run, what: str) -> None:
    answer = ntmreport("explain", "data/2021", what)
    assert (answer.code, answer.out) == (1, "")
