"""The charts' geometry and words."""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree as ET

from ntmreport.figure import Figure, Written
from ntmreport.language import Language
from ntmreport.model import ReportPeriod
from ntmreport.review.indicator_charts import Point, Series, chart
from ntmreport.span import Span

SPAN = Span("data/2021/health.yaml", 1, 1, 1, 2)


def figure(value: str, unit: str = "%") -> Figure:
    return Figure(Fraction(value), unit, "Tỷ lệ", Written(SPAN), ("health", "share"))


def series(*values: str, unit: str = "%") -> Series:
    points = tuple(
        Point(ReportPeriod(2019 + index, 2019 + index), figure(value, unit))
        for index, value in enumerate(values)
    )
    return Series(points[-1].figure, points, points[-1].figure - points[0].figure)


def bars(drawing: str) -> list[tuple[float, float]]:
    root = ET.fromstring(drawing)  # noqa: S314 - our own drawing
    return [(float(bar.get("x", "")), float(bar.get("width", ""))) for bar in root.iter("rect")]


def test_bars_of_shares_are_measured_against_all() -> None:
    (_, half), (_, whole) = bars(chart(series("50", "100"), "x", 0, Language.VIETNAMESE))
    assert whole == 2 * half


def test_a_fall_below_zero_goes_the_other_way() -> None:
    left, right = bars(chart(series("-2", "4", unit="ha"), "x", 0, Language.VIETNAMESE))
    assert left[0] < right[0]
    assert left[0] + left[1] == right[0]


def test_zeros_alone_have_no_bars() -> None:
    assert [
        width for _, width in bars(chart(series("0", "0", unit="ha"), "x", 0, Language.ENGLISH))
    ] == [0, 0]


def test_a_chart_tells_its_numbers_in_words() -> None:
    drawing = chart(series("72.00", "98.85"), "Nước <sạch> & khác", 7, Language.ENGLISH)
    root = ET.fromstring(drawing)  # noqa: S314 - our own drawing
    title, words = root.find("title"), root.find("desc")
    assert title is not None
    assert words is not None
    assert title.text == "Nước <sạch> & khác"
    assert words.text == "2019: 72%, 2020: 98,85%; up 26,85 điểm phần trăm since 2019"
    assert root.get("aria-labelledby") == f"{title.get('id')} {words.get('id')}"


def test_the_sentence_says_up_down_or_unchanged() -> None:
    assert series("3", "2", unit="xã").sentence().vi == "giảm 1 xã so với năm 2019"
    assert series("2", "2", unit="xã").sentence().en == "unchanged since 2019"
