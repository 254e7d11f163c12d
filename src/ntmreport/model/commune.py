"""communes/*.yaml: one commune, its criteria, and its part of the reporting unit's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import ConfigDict, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.figure import LABEL_SEPARATOR, Figure, count
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.language import Bilingual
from ntmreport.model.base_model import MOST_UNKNOWN, Model
from ntmreport.model.criteria import CriterionNumber
from ntmreport.model.field_types import CalendarYear, CommuneName, Term, Value, read_text_value
from ntmreport.model.figure_fields import CommuneFigures, figure_schema, read_figure
from ntmreport.model.indicator import indicator
from ntmreport.model.nearest_name import nearest, nearest_hint
from ntmreport.model.reading_context import Criterion, Reading, TotalledFigure, is_blank, refuse
from ntmreport.source import MappingNode

if TYPE_CHECKING:
    from ntmreport.source import Entry, Node
    from ntmreport.span import Path

COMMUNES = "communes"
"""The folder of the communes' files, and what stands before their names: `communes/an-nong`."""

LEVELS = ("chưa đạt", "đạt chuẩn", "nâng cao", "kiểu mẫu")
"""The levels of recognition, each including those before it."""
NOT_YET, RECOGNISED, ADVANCED, MODEL = range(len(LEVELS))

CRITERION = "tiêu chí"


class Level(Term):
    """The level of recognition that a commune has reached."""

    @property
    def rank(self) -> int:
        """Its place among the levels, from 0."""
        return LEVELS.index(self.value)


def _read_level(node: Node, reading: Reading) -> Level:
    text = read_text_value(node, reading)
    if text.value not in LEVELS:
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual(f"“{text}” không phải là mức đạt chuẩn", f"`{text}` is no level"),
            nearest_hint(text.value, LEVELS),
        )
    return Level(text.value, text.path, text.span)


def _read_figures(node: Node, reading: Reading) -> CommuneFigures:
    if not isinstance(node, MappingNode):
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual("ở đây cần các dòng “đường dẫn: số”", "lines of `path: number` belong here"),
        )
    by_path: dict[Path, Figure] = {}
    by_key: dict[str, Figure] = {}
    places: dict[Path, Entry] = {}
    title = reading.labels.get(node.path[:1], "")
    for key, entry in node.entries.items():
        totalled = reading.totalled.get(key)
        if totalled is None:
            # Looking for the nearest key takes time: a year of nothing but others gets no more.
            reading.unknown_totalled += 1
            if reading.unknown_totalled <= MOST_UNKNOWN:
                reading.refused.append(_unknown(key, entry, reading))
        elif totalled.path in places:
            reading.refused.append(_twice(totalled, entry, places[totalled.path]))
        elif not is_blank(entry.value):
            places[totalled.path] = entry
            label = f"{title}{LABEL_SEPARATOR}{totalled.label.replace(LABEL_SEPARATOR, ', ')}"
            try:
                figure = read_figure(
                    entry.value,
                    totalled.unit,
                    label,
                    whole=totalled.whole,
                    largest=totalled.largest,
                )
            except PydanticCustomError as error:
                reading.refused.append((error.context or {})["diagnostic"])
            else:
                by_path[totalled.path] = figure
                by_key |= dict.fromkeys(totalled.keys, figure)
    return CommuneFigures(by_path, by_key)


def _unknown(key: str, entry: Entry, reading: Reading) -> Diagnostic:
    match = nearest(key, reading.totalled)
    known = Bilingual(
        "viết đường dẫn của một số liệu của năm, ví dụ health.insurance.whole.numerator",
        "write the path of a figure of the year, such as health.insurance.whole.numerator",
    )
    return Diagnostic(
        catalogue.UNKNOWN_KEY,
        entry.key,
        Bilingual(f"năm báo cáo không có số liệu “{key}”", f"the year has no figure `{key}`"),
        entry.value.path,
        Bilingual(f"viết “{match}”", f"write `{match}`") if match else known,
    )


def _twice(totalled: TotalledFigure, entry: Entry, first: Entry) -> Diagnostic:
    return Diagnostic(
        catalogue.LISTED_TWICE,
        entry.key,
        Bilingual(
            f"số liệu “{totalled.label}” có hai lần",
            f"the figure `{totalled.keys[0]}` is given twice",
        ),
        entry.value.path,
        Bilingual("xóa một dòng", "delete one of the two"),
        (Related(first.key, Bilingual("lần đầu", "the first")),),
    )


LevelName = Annotated[
    Level,
    Value(
        _read_level,
        {
            "type": "string",
            "enum": list(LEVELS),
            "description": "Mức cao nhất đã được công nhận.",
            "errorMessage": f"Viết một trong các mức: {', '.join(LEVELS)}.",
        },
    ),
]
FiguresOfCommune = Annotated[
    CommuneFigures,
    Value(
        _read_figures,
        {
            "type": "object",
            "description": (
                "Mỗi dòng là đường dẫn của một số liệu của năm (hoặc tên của một chỉ tiêu trong "
                "indicators.yaml) và số của xã, cùng đơn vị tính."
            ),
            "additionalProperties": {**figure_schema(""), "type": ["number", "object", "null"]},
            "errorMessage": "Viết mỗi dòng một số liệu: đường dẫn, dấu hai chấm, số của xã.",
        },
    ),
]


class MetCriterion(Model):
    """A criterion with its names, and whether the commune meets it."""

    number: str
    name: str
    short: str
    is_met: bool


class Commune(Model):
    """One commune."""

    model_config = ConfigDict(title="Xã")

    derived = ("criteria",)

    name: CommuneName = Field(title="Tên xã", examples=["An Nông"])
    level: LevelName = Field(title="Mức đạt chuẩn", examples=["đạt chuẩn"])
    recognised: CalendarYear | None = Field(
        None, title="Năm được công nhận đạt chuẩn", examples=[2019]
    )
    criteria_met: tuple[CriterionNumber, ...] = Field(
        title="Các tiêu chí đã đạt", examples=[[1, 2, 3, 4]]
    )
    figures: FiguresOfCommune | None = Field(None, title="Số liệu của xã")

    _criteria: tuple[Criterion, ...] = PrivateAttr(default=())

    def _take(self, reading: Reading) -> None:
        self._criteria = reading.criteria

    @indicator("Số tiêu chí đạt", CRITERION, whole=True)
    def number_met(self) -> Figure | None:
        """Return how many criteria the commune meets."""
        return count([number.span for number in self.criteria_met], self.span, CRITERION)

    @property
    def criteria(self) -> tuple[MetCriterion, ...]:
        """Every criterion of the year's set, and whether the commune meets it."""
        met = {int(number) for number in self.criteria_met if not is_left_blank(number)}
        return tuple(
            MetCriterion.built(
                (*self.path, f"criterion_{each.number}"),
                self.label,
                self.span,
                number=str(each.number),
                name=each.name,
                short=each.short,
                is_met=each.number in met,
            )
            for each in self._criteria
        )
