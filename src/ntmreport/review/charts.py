"""Small charts: an indicator's years as bars that say their numbers, drawn in inline SVG."""

from __future__ import annotations

from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

from ntmreport.figure import PERCENT
from ntmreport.figure.number_format import rounded
from ntmreport.review.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.language import Language
    from ntmreport.review.years import Point, Series

_WIDTH = 340
_ROW = 28
_BAR = 16
_LEFT = 46  # where bars begin, right of the years
_RIGHT = 88  # what the numbers need behind the longest bar
_GAP = 6


def chart(series: Series, name: str, number: int, language: Language) -> str:
    """Return the chart as an SVG element; `number` tells its identifiers from other charts'."""
    height = _ROW * len(series.points)
    lowest = min(Fraction(0), *(point.figure.value for point in series.points))
    highest = max(Fraction(0), *(point.figure.value for point in series.points))
    if series.figure.unit == PERCENT and highest <= 100:
        highest = Fraction(100)
    span = highest - lowest or Fraction(1)
    scale = (_WIDTH - _LEFT - _RIGHT) / span
    zero = _LEFT - lowest * scale
    rows = (
        row
        for index, point in enumerate(series.points)
        for row in _row(point, zero, scale, _ROW * index, index == len(series.points) - 1, language)
    )
    description = f"{_listed(series, language)}; {series.sentence().text(language)}"
    return (
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {height}" role="img"'
        f' aria-labelledby="chart-{number}-title chart-{number}-text">'
        f'<title id="chart-{number}-title">{escape(name)}</title>'
        f'<desc id="chart-{number}-text">{escape(description)}</desc>'
        f"{''.join(rows)}"
        f'<line class="axis" x1="{_short(zero)}" x2="{_short(zero)}" y1="0" y2="{height}"/></svg>'
    )


def _row(
    point: Point, zero: Fraction, scale: Fraction, top: int, is_last: bool, language: Language
) -> Iterator[str]:
    start, end = sorted((zero, zero + point.figure.value * scale))
    middle = top + _ROW // 2 + 5
    kind = "bar now" if is_last else "bar"
    note = ""
    if point.is_baseline:
        note = f'<tspan class="note" dx="4">{escape(WORDS["baseline"].text(language))}</tspan>'
    yield f'<text class="year" x="{_LEFT - _GAP}" y="{middle}" text-anchor="end">'
    yield f'{point.year}</text><rect class="{kind}" x="{_short(start)}"'
    yield f' y="{top + (_ROW - _BAR) // 2}" width="{_short(end - start)}" height="{_BAR}"/>'
    yield f'<text class="value" x="{_short(end + _GAP)}" y="{middle}">'
    yield f"{escape(point.text)}{note}</text>"


def _listed(series: Series, language: Language) -> str:
    baseline = WORDS["baseline"].text(language)
    return ", ".join(
        f"{point.year}{f' ({baseline})' if point.is_baseline else ''}: {point.text}"
        for point in series.points
    )


def _short(value: Fraction) -> str:
    """Return a length with one decimal: exact arithmetic, so that every machine draws the same."""
    return str(rounded(value, 1))
