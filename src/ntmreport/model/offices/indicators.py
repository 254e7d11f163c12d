"""indicators.yaml: the indicators that a unit reports on and that no other file asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from pydantic import ConfigDict, Field

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.figure import (
    PERCENT,
    PERCENTAGE_POINT,
    Figure,
    difference,
    percent,
    total,
)
from ntmreport.language import Bilingual
from ntmreport.model.base_model import STATED, Model
from ntmreport.model.field_types import CalendarYear, Value, Words
from ntmreport.model.figure_fields import Qualifier, figure_schema, read_figure
from ntmreport.model.indicator import indicator
from ntmreport.model.misspelt_numbers import QUALIFIERS
from ntmreport.model.reading_context import Declared, GroupNode, Reading, is_blank
from ntmreport.model.shapes import COUNTED_UNITS, PartOfWhole
from ntmreport.model.user_keyed_model import UserKeyedModel
from ntmreport.source import MappingNode, Node

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from ntmreport.span import Path

_VALUE, _PARTS, _QUALIFIER = "value", "parts", "qualifier"
_HALVES = ("numerator", "denominator")
_WAYS = ((_VALUE,), _HALVES, (_PARTS,))
"""The ways to give an indicator, each by its keys."""

_MADE_OF = {"total": (_PARTS,), "share": _HALVES}
"""What must be there for a stated value to be the indicator's own."""


def _declared_unit(reading: Reading, path: Path) -> str:
    return reading.declared_at(path).unit


def _compared_unit(reading: Reading, path: Path) -> str:
    return reading.declared_at(path).compared


def _unit_of_change(reading: Reading, path: Path) -> str:
    unit = _compared_unit(reading, path)
    return PERCENTAGE_POINT if unit == PERCENT else unit


def _read_value(node: Node, reading: Reading) -> Figure:
    said = reading.declared_at(node.path).qualifier
    unit = _declared_unit(reading, node.path)
    figure = _figure(node, reading, unit, is_qualified=bool(said))
    return replace(figure, qualifier=said) if said else figure


def _read_declared(node: Node, reading: Reading) -> Figure:
    return _figure(node, reading, _declared_unit(reading, node.path))


def _read_compared(node: Node, reading: Reading) -> Figure:
    return _figure(node, reading, _compared_unit(reading, node.path))


def _figure(node: Node, reading: Reading, unit: str, *, is_qualified: bool = False) -> Figure:
    label = reading.labels.get(node.path, "")
    whole = unit in COUNTED_UNITS
    return read_figure(node, unit, label, whole=whole, is_qualified=is_qualified)


def _of_unit(
    unit: Callable[[Reading, Path], str], read: Callable[[Node, Reading], Figure]
) -> Value:
    return Value(read, figure_schema(""), declared_unit=unit)


OwnValue = Annotated[Figure, _of_unit(_declared_unit, _read_value)]
"""A figure in the unit that its entry declares, with the qualifier that stands beside it."""

InUnit = Annotated[Figure, _of_unit(_declared_unit, _read_declared)]
"""A figure in the unit that its entry declares."""

Compared = Annotated[Figure, _of_unit(_compared_unit, _read_compared)]
"""A figure in the unit in which its entry's result is given: % where that is a share."""


class DeclaredBaseline(Model):
    """What the indicator was at the start, from which its progress is measured."""

    year: CalendarYear = Field(title="Năm gốc", examples=[2020])
    value: Compared = Field(title="Giá trị năm gốc", examples=[48])


class DeclaredPart(Model):
    """One of the parts that an indicator is the total of."""

    name: Words = Field(title="Tên phần", examples=["Ngân sách trung ương"])
    value: InUnit = Field(title="Giá trị", examples=[1832])


class DeclaredIndicator(PartOfWhole):
    """An indicator that the unit has given a name, a label and a unit of its own.

    Its result is its value, the total of its parts, or the share of its numerator in its
    denominator: one of the three is given.
    """

    instead = (
        (
            _VALUE,
            Bilingual(
                "thêm “value”; hoặc “numerator” và “denominator”; hoặc “parts”",
                "add `value`; or `numerator` and `denominator`; or `parts`",
            ),
        ),
    )

    title: Words = Field(
        alias="label", title="Tên chỉ tiêu", examples=["Thu nhập bình quân đầu người"]
    )
    unit: Words = Field(title="Đơn vị tính", examples=["triệu đồng/người/năm"])
    value: OwnValue | None = Field(None, title="Giá trị", examples=[52.5])
    qualifier: Qualifier | None = Field(None, title="Mức ước lượng của giá trị", examples=["hơn"])
    numerator: InUnit | None = Field(None, title="Tử số", examples=[2838])
    denominator: InUnit | None = Field(None, title="Mẫu số", examples=[40650])
    parts: tuple[DeclaredPart, ...] = Field((), title="Các phần cộng thành tổng")
    baseline: DeclaredBaseline | None = Field(None, title="Năm gốc để so sánh")
    target: Compared | None = Field(None, title="Chỉ tiêu được giao", examples=[55])

    @property
    def main(self) -> Figure | None:
        """The result: what is printed where a template names the indicator alone."""
        return self.value or self.total or self.share

    def part_and_whole(self) -> tuple[Figure | None, Figure | None]:
        """Return the numerator and the denominator, where the indicator is a share."""
        return self.numerator, self.denominator

    @indicator("Tổng", _declared_unit)
    def total(self) -> Figure | None:
        """Return the sum of the parts."""
        return total(part.value for part in self.parts)

    @indicator("Tăng so với năm gốc", _unit_of_change, signed=True)
    def change(self) -> Figure | None:
        """Return how much the result has risen since the baseline."""
        return difference(self.main, self.baseline.value if self.baseline else None)

    @indicator("Tỷ lệ đạt so với chỉ tiêu", PERCENT)
    def achievement(self) -> Figure | None:
        """Return what percentage of the target the result is."""
        return percent(self.main, self.target)

    def readable(self) -> Collection[str]:
        """Return the names that a template may read: the keys of the data and the indicators."""
        return (*type(self).keys(), *type(self).indicators())

    def read(self, name: str) -> object:
        """Return what stands behind one of the readable names."""
        return super().read("title" if name == "label" else name)

    @classmethod
    def lacking(cls, present: Collection[str], written: Collection[str]) -> Collection[str]:
        """Return the keys that must have a value and have none, one way of giving it among them."""
        lacking = [*super().lacking(present, written)]
        # Half a share needs its other half; a blank key says which way is meant.
        for keys in (present, written):
            way = next((way for way in _WAYS if set(way) & set(keys)), None)
            if way is not None:
                return [*lacking, *(key for key in way if key not in present)]
        return [*lacking, _VALUE]

    @classmethod
    def _declare(cls, node: GroupNode, reading: Reading) -> None:
        unit = node.text("unit")
        is_share = bool(set(_HALVES) & node.entries.keys())
        word = node.text(_QUALIFIER)
        reading.declared[node.path] = Declared(
            unit, PERCENT if is_share else unit, word if word in QUALIFIERS else ""
        )

    @classmethod
    def _excluded(cls, present: Collection[str], node: GroupNode) -> Iterator[Diagnostic]:
        ways = [way for way in _WAYS if set(way) & set(present)]
        for way in ways[1:]:
            first = " và ".join(f"“{key}”" for key in ways[0]), " and ".join(ways[0])
            for key in way:
                if key in present and key in node.entries:
                    yield _not_together(key, first, node)
        is_twice = _VALUE in node.entries and isinstance(node.entries[_VALUE].value, MappingNode)
        if _QUALIFIER in present and (is_twice or not {_VALUE} & {*present, *node.entries}):
            yield _goes_with(_QUALIFIER, (_VALUE,), node)
        stated = node.entries.get(STATED)
        if stated is not None and isinstance(stated.value, MappingNode):
            for key, keys in _MADE_OF.items():
                entry = stated.value.entries.get(key)
                if entry is not None and not is_blank(entry.value) and not set(keys) & set(present):
                    yield _goes_with(key, keys, stated.value)


class Indicators(UserKeyedModel):
    """The unit's own indicators, by the names that it has chosen for them."""

    model_config = ConfigDict(title="Chỉ tiêu khai báo")

    entries: Mapping[str, DeclaredIndicator]


def result_of(value: object) -> object:
    """Return what is printed and computed with in the place of `value`: an indicator's result."""
    return value.main if isinstance(value, DeclaredIndicator) else value


def _not_together(key: str, others: tuple[str, str], node: GroupNode) -> Diagnostic:
    vi, en = others
    return Diagnostic(
        catalogue.KEYS_NOT_TOGETHER,
        node.entries[key].key,
        Bilingual(f"“{key}” không đi cùng {vi}", f"`{key}` cannot stand beside {en}"),
        (*node.path, key),
        Bilingual(
            "chỉ giữ một cách: value; hoặc numerator và denominator; hoặc parts",
            "keep one of: value; numerator and denominator; parts",
        ),
    )


def _goes_with(key: str, others: tuple[str, ...], node: GroupNode) -> Diagnostic:
    vi = " và ".join(f"“{other}”" for other in others)
    en = " and ".join(f"`{other}`" for other in others)
    return Diagnostic(
        catalogue.KEYS_NOT_TOGETHER,
        node.entries[key].key,
        Bilingual(f"“{key}” chỉ đi cùng {vi}", f"`{key}` only goes with {en}"),
        (*node.path, key),
        Bilingual("bỏ dòng này, hoặc thêm khóa còn thiếu", "delete the line, or add what it needs"),
    )
