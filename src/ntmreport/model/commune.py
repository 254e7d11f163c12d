"""communes/*.yaml: one commune, its criteria, and its part of the reporting unit's figures."""

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, ClassVar, cast

from pydantic import ConfigDict, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.figure import LABEL_SEPARATOR, Figure, count
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.language import Bilingual, to_write
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model.base_model import MOST_UNKNOWN, Model
from ntmreport.model.criteria import CriterionNumber
from ntmreport.model.field_types import (
    CalendarYear,
    CommuneName,
    Term,
    Value,
    Words,
    read_text_value,
)
from ntmreport.model.figure_fields import CommuneFigures, counted, figure_schema, read_figure
from ntmreport.model.indicator import indicator
from ntmreport.model.key_diagnostics import called
from ntmreport.model.nearest_name import nearest, nearest_hint
from ntmreport.model.reading_context import Criterion, Reading, TotalledFigure, is_blank, refuse
from ntmreport.model.spelt_criteria import spelt_criteria, spelt_number_met
from ntmreport.source import MappingNode, Scalar, SequenceNode
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ntmreport.figure import Written
    from ntmreport.model.field_types import Text
    from ntmreport.model.reading_context import GroupNode
    from ntmreport.source import Entry, Node
    from ntmreport.span import Path

CRITERION = "tiêu chí"

_OF_NO_FILE = Span("", 1, 1, 1, 1)


class Level(Term, frozen=True):
    """The level of recognition that a commune has reached; `rank` is its place, from 0."""

    rank: int

    @property
    def is_recognised(self) -> bool:
        """True if the commune is recognised, as at all levels of a set but the first."""
        return self.rank > 0


def _read_level(node: "Node", reading: Reading) -> Level:
    text = read_text_value(node, reading)
    if text.value not in reading.levels:
        if not reading.levels:  # what is wrong with the set of criteria is said already
            return Level(text.value, text.path, text.span, 0)
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual(f"“{text}” không phải là mức đạt chuẩn", f"`{text}` is no level"),
            nearest_hint(text.value, reading.levels),
        )
    return Level(text.value, text.path, text.span, reading.levels.index(text.value))


_LAST_WORD = lazy_pattern(r"\w+$")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


def _read_group(node: "Node", reading: Reading) -> Term:
    text = read_text_value(node, reading)
    if text.value not in reading.groups and reading.criteria:
        if not reading.groups:
            raise refuse(
                catalogue.WRONG_TYPE,
                node,
                Bilingual(
                    "bộ tiêu chí này không chia nhóm xã", "this set of criteria has no groups"
                ),
                Bilingual("xóa dòng “group: …”", "delete the line `group: …`"),
            )
        last = _LAST_WORD.search(text.value.casefold())
        number = _ROMAN.get(last[0], last[0]) if last else ""
        meant = [each for each in reading.groups if each.split()[-1] == number]
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual(f"không có nhóm xã “{text}”", f"there is no group `{text}` of communes"),
            to_write(meant[0]) if meant else nearest_hint(text.value, reading.groups),
        )
    return Term(text.value, text.path, text.span)


def _read_figures(node: "Node", reading: Reading) -> CommuneFigures:
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
                    signed=totalled.signed,
                )
            except PydanticCustomError as error:
                reading.refused.append((error.context or {})["diagnostic"])
            else:
                by_path[totalled.path] = figure
                by_key |= dict.fromkeys(totalled.keys, figure)
    return CommuneFigures(by_path, by_key)


def _unknown(key: str, entry: "Entry", reading: Reading) -> Diagnostic:
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


def _twice(totalled: TotalledFigure, entry: "Entry", first: "Entry") -> Diagnostic:
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
            "description": "Mức cao nhất đã được công nhận, một trong các mức của bộ tiêu chí.",
            "errorMessage": "Viết một trong các mức của bộ tiêu chí, ví dụ đạt chuẩn.",
        },
    ),
]
GroupName = Annotated[
    Term,
    Value(
        _read_group,
        {
            "type": "string",
            "description": "Nhóm mà xã thuộc về, khi bộ tiêu chí chia nhóm xã.",
            "errorMessage": "Viết một trong các nhóm của bộ tiêu chí, ví dụ nhóm 1.",
        },
    ),
]
CriteriaNumber = Annotated[Figure, counted(CRITERION)]
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


class Standing(Model):
    """The criteria that a commune meets at one time: which, or how many if that alone is known."""

    one_of = ("criteria_met", "criteria_met_number")
    derived: ClassVar[tuple[str, ...]] = ("criteria", "knows_each")

    criteria_met: tuple[CriterionNumber, ...] = Field(
        (),
        title="Các tiêu chí đã đạt",
        description="Số thứ tự của từng tiêu chí; chưa đạt tiêu chí nào thì viết [].",
        examples=[[1, 2, 3, 4]],
    )
    criteria_met_number: CriteriaNumber | None = Field(
        None,
        title="Số tiêu chí đã đạt",
        description="Thay cho criteria_met, khi chỉ biết số lượng mà không biết là tiêu chí nào.",
        examples=[17],
    )

    _criteria: tuple[Criterion, ...] = PrivateAttr(default=())

    def _take(self, reading: Reading) -> None:
        self._criteria = reading.criteria
        number, most = self.criteria_met_number, len(reading.criteria)
        if number is not None and most and number.value > most:
            reading.refused.append(_too_many(number, most))

    @classmethod
    def _items(cls, key: str, node: "Node", reading: Reading) -> "tuple[Node, ...]":
        if key == "criteria_met" and isinstance(node, Scalar):
            hint = _list_meant(node.text, [each.number for each in reading.criteria])
            if hint is not None:
                message = Bilingual("ở đây cần một danh sách", "a list belongs here")
                reading.refused.append(
                    Diagnostic(catalogue.WRONG_TYPE, node.span, message, node.path, hint)
                )
                return ()
        return super()._items(key, node, reading)

    @classmethod
    def _excluded(cls, present: "Collection[str]", node: "GroupNode") -> "Iterable[Diagnostic]":
        key, listed = "criteria_met_number", "criteria_met"
        if {key, listed} <= {*present} and key in node.entries and not _is_blank(node, listed):
            yield Diagnostic(
                catalogue.KEYS_NOT_TOGETHER,
                node.entries[key].key,
                Bilingual(f"“{key}” không đi cùng “{listed}”", f"`{key}` stands beside `{listed}`"),
                (*node.path, key),
                Bilingual(
                    f"biết là những tiêu chí nào thì chỉ giữ {listed}",
                    f"where it is known which they are, keep {listed} alone",
                ),
            )

    @property
    def is_listed(self) -> bool:
        """True if it is known which criteria are met, not their number alone."""
        return self.criteria_met_number is None

    @indicator("Số tiêu chí đạt", CRITERION, whole=True)
    def number_met(self) -> Figure | None:
        """Return how many criteria the commune meets."""
        if self.criteria_met_number is not None:
            return self.criteria_met_number
        return count([number.span for number in self.criteria_met], self.span, CRITERION)

    @property
    def criteria(self) -> tuple[MetCriterion, ...]:
        """Every criterion of the year's set, and whether the commune meets it."""
        met = {int(number) for number in self.criteria_met if not is_left_blank(number)}
        pairs = zip(self._criteria, _both_ways(self._criteria), strict=True)
        return tuple(both[each.number in met] for each, both in pairs)

    @property
    def knows_each(self) -> bool:
        """True if each criterion is known to be met or not; a draft can leave it blank."""
        return self.is_listed and not is_left_blank(*self.criteria_met)

    @property
    def number_of_criteria(self) -> int:
        """How many criteria the year's set has."""
        return len(self._criteria)


def _is_blank(node: "GroupNode", key: str) -> bool:
    """Return whether a list has dashes alone, as a new file has: nothing is said with it."""
    entry = node.entries.get(key)
    value = None if entry is None else entry.value
    return isinstance(value, SequenceNode) and all(
        isinstance(item, Scalar) and item.is_blank for item in value.items
    )


@lru_cache(maxsize=4)
def _both_ways(criteria: tuple[Criterion, ...]) -> tuple[tuple[MetCriterion, MetCriterion], ...]:
    """Return each criterion as one that is not met, and as one that is: all communes share them."""

    def built(criterion: Criterion, is_met: bool) -> MetCriterion:
        return MetCriterion.built(
            ("criteria", criterion.number),
            criterion.name,
            _OF_NO_FILE,
            number=str(criterion.number),
            name=criterion.name,
            short=criterion.short,
            is_met=is_met,
        )

    return tuple((built(each, is_met=False), built(each, is_met=True)) for each in criteria)


class StandingThen(Standing):
    """Where a commune stood at the end of last year, or shall stand at the end of this."""

    level: LevelName | None = Field(None, title="Mức đạt chuẩn", examples=["đạt chuẩn"])


class CommuneStanding(Standing):
    """Where a commune stands now, with what was and what is planned."""

    group: GroupName | None = Field(None, title="Nhóm xã", examples=["nhóm 2"])
    level: LevelName = Field(title="Mức đạt chuẩn", examples=["đạt chuẩn"])
    recognised: CalendarYear | None = Field(
        None, title="Năm được công nhận đạt chuẩn", examples=[2019]
    )
    earlier: StandingThen | None = Field(None, title="Kết quả đến 31/12 năm trước")
    planned: StandingThen | None = Field(None, title="Kế hoạch đến hết kỳ sau")

    def _take(self, reading: Reading) -> None:
        super()._take(reading)
        if reading.groups and self.group is None:
            title = type(self).keys()["group"].title or ""
            listed = ", ".join(reading.groups)
            hint = Bilingual(
                f"thêm dòng “group: …” với một trong các nhóm: {listed}",
                f"add a line `group: …` with one of: {listed}",
            )
            message = Bilingual(
                f"thiếu {called('group', title, self.label)}", "the commune's group is missing"
            )
            path = (*self.path, "group")
            span = self.span if is_left_blank(self.level) else self.level.span
            reading.lacks(Diagnostic(catalogue.MISSING, span, message, path, hint))


class Commune(CommuneStanding):
    """One commune, or another unit of its level: a phường, a đặc khu."""

    model_config = ConfigDict(title="Đơn vị cấp xã")

    derived = (*CommuneStanding.derived, "kind")

    name: CommuneName = Field(title="Tên riêng của đơn vị", examples=["An Nông"])
    own_kind: Words | None = Field(
        None,
        alias="kind",
        title="Loại đơn vị",
        description="Xã, phường hay đặc khu, như trong report.yaml; không ghi cũng được.",
        examples=["phường"],
    )
    figures: FiguresOfCommune | None = Field(None, title="Số liệu của đơn vị")

    @property
    def kind(self) -> "Text | None":
        """The commune's level of the administration: xã, phường, đặc khu."""
        return self.own_kind or self.name.level


def _too_many(number: Figure, most: int) -> Diagnostic:
    return Diagnostic(
        catalogue.OUT_OF_RANGE,
        cast("Written", number.origin).span,
        Bilingual(f"bộ tiêu chí chỉ có {most} tiêu chí", f"the set has {most} criteria"),
        number.path,
        Bilingual("sửa số tiêu chí", "mend the number"),
    )


def _list_meant(text: str, known: "Sequence[int]") -> Bilingual | None:
    """Return what to write where a text stands in the place of the list of criteria met."""
    number = spelt_number_met(text, known)
    several = spelt_criteria(text, known)
    if number is not None and not several:
        return Bilingual(
            f"chỉ biết số lượng thì viết “criteria_met_number: {number}” thay cho dòng này",
            f"where the number alone is known, write `criteria_met_number: {number}` instead",
        )
    if len(several) == 1:
        (one,) = several
        return Bilingual(
            f"nếu là số lượng thì viết “criteria_met_number: {one}” thay cho dòng này; nếu là tiêu "
            f"chí số {one} thì viết [{one}]",
            f"for the number, write `criteria_met_number: {one}` instead of the line; for "
            f"criterion {one}, write [{one}]",
        )
    return to_write(f"[{', '.join(map(str, several))}]") if several else None
