"""A chart drawn by matplotlib: as a picture of print quality for Word, as SVG for pages.

matplotlib is an extra of the program (`ntmreport[chart]`), and is loaded when a chart is drawn. The
numbers that are drawn are the figures as the report prints them: axes have none of their own.
"""

from __future__ import annotations

import importlib.util
import io
import textwrap
import warnings
from logging import ERROR, getLogger
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from ntmreport.document import ChartKind, Picture, PictureKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntmreport.document import Chart

_Axes: TypeAlias = Any
"""matplotlib's, which need not be installed."""

_WIDTH, _HEIGHT, _HEIGHT_OF_A_BAR = 6.3, 3.4, 0.32  # inches
_DOTS_PER_INCH = 300
_MILLIMETRES = 160
_COLOURS = ("#1f4e79", "#f4b183", "#7f7f7f", "#a9d18e", "#bf9000", "#b4a7d6")
_HATCHES = ("", "//", "..", "xx", "--", "oo")
"""Told apart in black and white, too."""

_MARKERS = "os^Dvx"
_FONT = "fonts/ttf/DejaVuSans.ttf"
_SMALL, _ORDINARY = 8, 9
_MOST_COLUMNS_ACROSS = 8
_DIGIT, _ACROSS = 5.5, 350  # points: a digit of a small figure, and the room of all columns
_SETTINGS: Any = {
    "text.parse_math": False,  # a dollar in a name is a dollar
    "svg.hashsalt": "ntmreport",
    "svg.fonttype": "path",
    "hatch.linewidth": 0.6,
    "axes.linewidth": 0.8,
}


def can_draw() -> bool:
    """Return whether the library that draws is installed."""
    return importlib.util.find_spec("matplotlib") is not None


def drawn_picture(chart: Chart) -> Picture:
    """Return the chart as a picture to print, the same bytes for the same chart."""
    content, width, height = _drawn(chart, "png")
    return Picture(PictureKind.PNG, content, width, height, _MILLIMETRES)


def drawn_svg(chart: Chart) -> bytes:
    """Return the chart as SVG, its letters as shapes, the same bytes for the same chart."""
    return _drawn(chart, "svg")[0]


def _drawn(chart: Chart, kind: str) -> tuple[bytes, int, int]:
    getLogger("matplotlib").setLevel(ERROR)  # it tells of its caches
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

    with mpl.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a letter that the font lacks is drawn as a box
        mpl.rcdefaults()  # whatever the user has set for drawings of their own
        mpl.rcParams.update(_SETTINGS)
        font = FontProperties(fname=str(Path(mpl.get_data_path(), _FONT)), size=_ORDINARY)
        height = _HEIGHT
        if chart.kind is ChartKind.BARS:
            bars = len(chart.categories) * len(chart.series)
            height = min(max(_HEIGHT, 0.8 + bars * _HEIGHT_OF_A_BAR), 8.5)
        figure = Figure(figsize=(_WIDTH, height), dpi=_DOTS_PER_INCH)
        axes = figure.add_subplot()
        _DRAWERS[chart.kind](chart, axes, font)
        if len(chart.series) > 1:
            handles = axes.get_legend_handles_labels()
            figure.legend(
                *handles,
                loc="upper center",
                ncols=min(len(chart.series), 3),
                prop=font,
                frameon=False,
            )
        if chart.unit:
            unit = f"Đơn vị tính: {chart.unit}"
            figure.text(0.99, 0.01, unit, ha="right", fontproperties=font, fontsize=_SMALL)
        rows = -(-len(chart.series) // 3) if len(chart.series) > 1 else 0
        if chart.kind is not ChartKind.SHARES:
            rect = (0, 0.05 if chart.unit else 0, 1, 1 - 0.25 * rows / height)
            figure.tight_layout(rect=rect)
        stream = io.BytesIO()
        nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
        metadata = {"Software": None} if kind == "png" else nothing
        figure.savefig(stream, format=kind, metadata=metadata)
    return stream.getvalue(), round(_WIDTH * _DOTS_PER_INCH), round(height * _DOTS_PER_INCH)


def _rectangles(
    chart: Chart, axes: _Axes, font: Any, draw: Callable[..., Any], turn: int = 0
) -> None:
    """Draw the figures of each series beside those of the others with `draw`, and write them."""
    thick = 0.8 / len(chart.series)
    for number, series in enumerate(chart.series):
        shift = (number - (len(chart.series) - 1) / 2) * thick
        drawn = draw(
            [place + shift for place in range(len(chart.categories))],
            _values(series.figures),
            thick * 0.92,
            label=series.name,
            color=_COLOURS[number],
            hatch=_HATCHES[number],
            edgecolor="black",
            linewidth=0.5,
        )
        texts = list(series.texts)
        axes.bar_label(drawn, texts, padding=3, rotation=turn, fontproperties=font, fontsize=_SMALL)


def _columns(chart: Chart, axes: _Axes, font: Any) -> None:
    turned = _is_crowded(chart, len(chart.categories) * len(chart.series))
    _rectangles(chart, axes, font, axes.bar, 90 if turned else 0)
    _name_categories(chart, axes, font)
    axes.spines["bottom"].set_visible(False)
    axes.axhline(0, color="black", linewidth=0.8)
    axes.margins(y=0.25 if turned else 0.12)


def _bars(chart: Chart, axes: _Axes, font: Any) -> None:
    _rectangles(chart, axes, font, axes.barh)
    labels = [textwrap.fill(name, 28) for name in chart.categories]
    axes.set_yticks(range(len(labels)), labels, fontproperties=font)
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.axvline(0, color="black", linewidth=0.8)
    axes.margins(x=0.14, y=0.02)
    for side in ("top", "right", "bottom", "left"):
        axes.spines[side].set_visible(False)


def _lines(chart: Chart, axes: _Axes, font: Any) -> None:
    turned = _is_crowded(chart, len(chart.categories))
    for number, series in enumerate(chart.series):
        values = _values(series.figures)
        axes.plot(
            range(len(values)),
            values,
            label=series.name,
            color=_COLOURS[number] if number != 1 else "#c55a11",
            marker=_MARKERS[number],
            linestyle=("-", "--", "-.", ":")[number % 4],
        )
        for place, (value, text) in enumerate(zip(values, series.texts, strict=True)):
            if text:
                axes.annotate(
                    text,
                    (place, value),
                    xytext=(0, 6),
                    textcoords="offset points",
                    ha="center",
                    rotation=90 if turned else 0,
                    fontproperties=font,
                    fontsize=_SMALL,
                )
    _name_categories(chart, axes, font)
    axes.margins(x=0.08, y=0.3 if turned else 0.2)


def _shares(chart: Chart, axes: _Axes, font: Any) -> None:
    (series,) = chart.series
    shown = [
        (name, float(figure.value), text)
        for name, figure, text in zip(chart.categories, series.figures, series.texts, strict=True)
        if figure is not None and figure.value > 0
    ]
    axes.set_axis_off()
    if not shown:
        return  # a draft whose figures are all blank
    wedges, *_ = axes.pie(
        [value for _, value, _ in shown],
        colors=[_COLOURS[number % len(_COLOURS)] for number in range(len(shown))],
        hatch=[_HATCHES[number % len(_HATCHES)] for number in range(len(shown))],
        startangle=90,
        counterclock=False,
        wedgeprops={"edgecolor": "white", "linewidth": 1},
    )
    axes.set_position((0.01, 0.05, 0.48, 0.9))
    axes.legend(
        wedges,
        [textwrap.fill(f"{name}: {text}", 40) for name, _, text in shown],
        loc="center left",
        bbox_to_anchor=(1.02, 0.5),
        prop=font,
        frameon=False,
    )


_DRAWERS = {
    ChartKind.COLUMNS: _columns,
    ChartKind.BARS: _bars,
    ChartKind.LINES: _lines,
    ChartKind.SHARES: _shares,
}


def _is_crowded(chart: Chart, places: int) -> bool:
    """Return whether figures beside each other in so many places would run into each other."""
    longest = max((len(text) for series in chart.series for text in series.texts), default=0)
    return longest * _DIGIT > _ACROSS / places


def _name_categories(chart: Chart, axes: _Axes, font: Any) -> None:
    number = len(chart.categories)
    if number > _MOST_COLUMNS_ACROSS:
        labels = [textwrap.shorten(name, 24, placeholder="…") for name in chart.categories]
        axes.set_xticks(range(number), labels, fontproperties=font, rotation=60, ha="right")
    else:
        labels = [textwrap.fill(name, max(72 // number, 8)) for name in chart.categories]
        axes.set_xticks(range(number), labels, fontproperties=font)
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _values(figures: Any) -> list[float]:
    """Return the figures as numbers to draw; nothing is drawn of what is not there."""
    return [float("nan") if figure is None else float(figure.value) for figure in figures]
