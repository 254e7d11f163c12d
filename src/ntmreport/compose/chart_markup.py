"""From the rows below a line `@chart` to a chart: its figures, and words that say the same.

    @chart columns | Vốn huy động theo nguồn
    |= Nguồn vốn         |= Năm 2025 |= Năm 2026 |
    | Ngân sách các cấp  | 3.830     | 4.100     |

The first column names what is shown, each other one is a series. Loaded only by a report with
charts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport import refusal_messages as refusals
from ntmreport.compose.table_markup import TableError
from ntmreport.document import Block, BlockKind, Chart, ChartKind, Run, Series
from ntmreport.figure import PERCENT
from ntmreport.figure.blank_value import BLANK
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.document import Row, Table
    from ntmreport.figure import Figure
    from ntmreport.span import Span

MOST_SERIES = 6
MOST_SHOWN = {
    ChartKind.COLUMNS: 24,
    ChartKind.BARS: 60,
    ChartKind.LINES: 72,
    ChartKind.SHARES: 8,
}
"""Columns, bars, points and shares of a chart that people can read."""

_NAMES = {
    ChartKind.COLUMNS: "Biểu đồ cột",
    ChartKind.BARS: "Biểu đồ thanh ngang",
    ChartKind.LINES: "Biểu đồ đường",
    ChartKind.SHARES: "Biểu đồ cơ cấu",
}
_TOTAL = lazy_pattern(r"(?:tổng(?: số| cộng)?|cộng|toàn (?:xã|phường|tỉnh|huyện))", re.IGNORECASE)
_NOTHING = frozenset({"", "-", "–"})


def chart_block(kind: str, title: tuple[Run, ...], span: Span, table: Table) -> Block:
    """Return the chart of that kind whose figures stand in `table`, or raise TableError."""
    if kind not in {each.value for each in ChartKind}:
        raise TableError(span, refusals.CHART_KIND.of(kind=kind))
    if not any(run.text.strip() for run in title):
        raise TableError(span, refusals.CHART_TITLE.of(kind=kind))
    heads = [row for row in table.rows if row.is_header]
    rows = [row for row in table.rows if not row.is_header]
    if any(cell.rows > 1 or cell.columns > 1 for row in table.rows for cell in row.cells):
        raise TableError(table.span, refusals.CHART_MERGED)
    if len(heads) != 1 or not rows or table.columns < 2:
        raise TableError(table.span, refusals.CHART_ROWS.of())
    most = MOST_SHOWN[ChartKind(kind)]
    if len(rows) * (table.columns - 1) > most or table.columns - 1 > MOST_SERIES:
        message = refusals.CHART_TOO_LARGE.of(kind=kind, most=most, series=MOST_SERIES)
        raise TableError(table.span, message)
    series = tuple(
        _series(head.block.running_text, number, rows)
        for number, head in enumerate(heads[0].cells)
        if number
    )
    categories = tuple(row.cells[0].block.running_text for row in rows)
    chart = Chart(ChartKind(kind), categories, series, _unit(series))
    _check(chart, table.span)
    return Block(BlockKind.PICTURE, "", tuple(_words(chart, title, rows)), span, chart)


def _series(name: str, column: int, rows: Sequence[Row]) -> Series:
    figures: list[Figure | None] = []
    texts: list[str] = []
    for row in rows:
        block = row.cells[column].block
        found = list({id(run.figure): run.figure for run in block.runs if run.figure}.values())
        text = block.running_text.strip()
        is_nothing = text in _NOTHING or text.startswith(BLANK)
        if len(found) > 1 or (not found and not is_nothing):
            raise TableError(block.span, refusals.CHART_CELL.of(text=text))
        figures.append(found[0] if found else None)
        texts.append(text if found else "")
    return Series(name, tuple(figures), tuple(texts))


def _unit(all_series: Sequence[Series]) -> str:
    shown = [
        (figure.unit, text)
        for series in all_series
        for figure, text in zip(series.figures, series.texts, strict=True)
        if figure is not None
    ]
    units = {unit for unit, _ in shown}
    unit = units.pop() if len(units) == 1 else ""
    is_said = any(text.rstrip("* ").endswith(unit) for _, text in shown)
    return "" if unit == PERCENT or is_said else unit


def _check(chart: Chart, span: Span) -> None:
    figures = [each for series in chart.series for each in series.figures if each is not None]
    are_percent = {figure.unit == PERCENT for figure in figures}
    if len(are_percent) > 1:
        raise TableError(span, refusals.CHART_UNITS)
    if chart.kind is ChartKind.SHARES:
        is_whole = len(chart.series) == 1 and all(figure.value >= 0 for figure in figures)
        if total := next(filter(_TOTAL.fullmatch, chart.categories), ""):
            raise TableError(span, refusals.CHART_TOTAL.of(name=total))
        if not is_whole or (figures and not any(figure.value for figure in figures)):
            raise TableError(span, refusals.CHART_SHARES)


def _words(chart: Chart, title: tuple[Run, ...], rows: Sequence[Row]) -> Iterator[Run]:
    """Yield what a chart shows, in words: each figure is a run of its own."""
    yield Run(f"{_NAMES[chart.kind]}: ")
    yield from title
    yield Run(f" ({chart.unit}). " if chart.unit else ". ")
    for number, row in enumerate(rows):
        name = chart.categories[number]
        yield Run(f"{'; ' if number else ''}{name}{':' if len(chart.series) == 1 else ''} ")
        for column, series in enumerate(chart.series, 1):
            if len(chart.series) > 1:
                yield Run(f"{', ' if column > 1 else '('}{series.name}: ")
            runs = [run for run in row.cells[column].block.runs if not run.note]
            yield from (Run(run.text, figure=run.figure) for run in runs)
            if series.figures[number] is None and not any(run.text.strip() for run in runs):
                yield Run(BLANK)
        if len(chart.series) > 1:
            yield Run(")")
    yield Run(".")
