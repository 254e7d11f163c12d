"""Units of the administration: the reporting one, the one above, and those below of each kind."""

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, cast

from pydantic import Field

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.figure import LABEL_SEPARATOR, Figure, count
from ntmreport.figure.blank_value import LEFT_BLANK, is_left_blank
from ntmreport.language import Bilingual
from ntmreport.model.base_model import Model
from ntmreport.model.field_types import PlaceName, Text, Words
from ntmreport.model.indicator import indicator
from ntmreport.model.reading_context import Declared, GroupNode, Reading
from ntmreport.source import MappingNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ntmreport.span import Path

BETWEEN_LEVELS = ", "
"""The separator of the levels of units of several kinds: xã, phường, đặc khu."""


class AdministrativeUnit(Model):
    """A unit of the administration: its level and its name."""

    level: Words = Field(title="Cấp hành chính", examples=["xã"])
    name: Words = Field(title="Tên riêng", examples=["Bình Minh"])


def _level(reading: Reading, path: "Path") -> str:
    return reading.declared_at(path).unit


class UnitsOfKind(Model):
    """Units of one kind, side by side with others."""

    level: Words = Field(title="Loại của các đơn vị", examples=["phường"])
    names: tuple[Words, ...] = Field(title="Tên các đơn vị", examples=[["Hạc Thành"]])

    @classmethod
    def _declare(cls, node: GroupNode, reading: Reading) -> None:
        unit = node.text("level")
        reading.declared[node.path] = Declared(unit, unit)

    @indicator("Số đơn vị", _level, whole=True)
    def number(self) -> Figure | None:
        """Return how many units of the kind are listed."""
        return count([name.span for name in self.names], self.span, self.level.value)


class Subordinates(Model):
    """The units below the reporting one: of one kind, or of several side by side.

    Of several kinds, `level` names them all, and `names` are all names.
    """

    derived: ClassVar[tuple[str, ...]] = ("level", "names", "kinds")
    made: ClassVar[tuple[str, ...]] = ("first_kind",)

    own_level: Words = Field(alias="level", title="Cấp của các đơn vị", examples=["xã"])
    own_names: tuple[Words, ...] = Field(
        alias="names", title="Tên các đơn vị", examples=[["An Nông", "Bình Sơn"]]
    )
    others: tuple[UnitsOfKind, ...] = Field(
        (),
        title="Các đơn vị cùng cấp thuộc loại khác",
        description="Khi có nhiều loại đơn vị cùng cấp (xã, phường, đặc khu): mỗi loại một mục.",
    )

    @classmethod
    def _declare(cls, node: GroupNode, reading: Reading) -> None:
        unit = BETWEEN_LEVELS.join(dict.fromkeys(filter(None, _levels_in(node))))
        reading.declared[node.path] = Declared(unit, unit)

    @classmethod
    def _hint_for(cls, node: object) -> Bilingual | None:
        """Return what to write where each kind is an entry of a list."""
        if isinstance(node, SequenceNode) and len(node.items) > 1:
            return Bilingual(
                "ghi loại thứ nhất ở level và names, không có “- ” ở trước; mỗi loại khác là một "
                "mục của danh sách “others:” bên dưới",
                "write the first kind as level and names, without a dash; each other kind is an "
                "entry of a list `others:` below them",
            )
        return super()._hint_for(node)

    def _take(self, reading: Reading) -> None:
        reading.refused += _listed_in_two(*((level,) for level, _ in self._by_level))
        reading.refused += _listed_in_two(*(names for _, names in self._by_level))

    @property
    def level(self) -> Text:
        """The level of the units; of several kinds, all their levels: xã, phường, đặc khu."""
        levels = [self.own_level, *(each.level for each in self.others)]
        if is_left_blank(*levels):
            return cast("Text", LEFT_BLANK)
        listed = dict.fromkeys(level.value for level in levels)
        return Text(BETWEEN_LEVELS.join(listed), self.own_level.path, self.own_level.span)

    @cached_property
    def names(self) -> tuple[PlaceName, ...]:
        """The names of all units, each knowing its level."""
        if is_left_blank(self.own_names):
            return cast("tuple[PlaceName, ...]", self.own_names)
        return tuple(
            cast("PlaceName", name)
            if is_left_blank(name)
            else PlaceName(
                name.value, name.path, name.span, None if is_left_blank(level) else level
            )
            for level, names in self._by_level
            for name in names
        )

    @property
    def _by_level(self) -> "Sequence[tuple[Text, tuple[Text, ...]]]":
        return [
            (self.own_level, self.own_names),
            *((each.level, each.names) for each in self.others),
        ]

    @cached_property
    def first_kind(self) -> UnitsOfKind | None:
        """The units of the kind that is written first; None where there is no other."""
        if not self.others:
            return None
        return UnitsOfKind.built(
            (*self.path, "first_kind"),
            f"{self.label}{LABEL_SEPARATOR}{self.own_level}",
            self.span,
            level=self.own_level,
            names=self.own_names,
        )

    @property
    def kinds(self) -> "tuple[UnitsOfKind | Subordinates, ...]":
        """The units of each kind, with `level`, `names` and `number`."""
        return (self,) if self.first_kind is None else (self.first_kind, *self.others)

    @indicator("Số đơn vị", _level, whole=True)
    def number(self) -> Figure | None:
        """Return how many units are listed."""
        return count([name.span for name in self.names], self.span, self.level.value)


def _levels_in(node: GroupNode) -> "Iterable[str]":
    """Yield the levels that a node of units has, as they are written."""
    yield node.text("level")
    others = node.entries["others"].value if "others" in node.entries else None
    for item in others.items if isinstance(others, SequenceNode) else ():
        if isinstance(item, MappingNode):
            yield item.text("level")


def _listed_in_two(*kinds: "Sequence[Text]") -> "Iterable[Diagnostic]":
    """Yield diagnostics for a text that is in two of the lists.

    What is twice in one list, another check finds.
    """
    seen: dict[str, Text] = {}
    for texts in kinds:
        mine: dict[str, Text] = {}
        for text in texts:
            key = "" if is_left_blank(text) else " ".join(text.value.casefold().split())
            if key in seen:
                yield Diagnostic(
                    catalogue.LISTED_TWICE,
                    text.span,
                    Bilingual(f"“{text}” có ở hai loại đơn vị", f"`{text}` is in two kinds"),
                    text.path,
                    Bilingual("xóa ở một nơi", "delete one of the two"),
                    (Related(seen[key].span, Bilingual("lần đầu", "the first")),),
                )
            elif key:
                mine[key] = text
        seen |= mine


class Unit(AdministrativeUnit):
    """The reporting unit with the unit above it and those below it."""

    one_of = ("communes", "villages")
    instead = (
        ("communes", Bilingual("thêm “communes” hoặc “villages”", "add `communes` or `villages`")),
    )
    derived = ("subordinates", "divisions")

    parent: AdministrativeUnit | None = Field(
        None,
        title="Đơn vị hành chính cấp trên",
        description="Tỉnh, thành phố trực thuộc trung ương thì không có.",
    )
    communes: Subordinates | None = Field(
        None, title="Các đơn vị hành chính cấp xã thực hiện Chương trình"
    )
    villages: Subordinates | None = Field(
        None,
        title="Các thôn, tổ dân phố",
        description="Báo cáo của xã, phường, đặc khu nêu các thôn, tổ dân phố thay cho các xã.",
    )
    towns: Subordinates | None = Field(
        None,
        title="Các đơn vị cùng cấp không thực hiện Chương trình",
        description="Ví dụ thị trấn của huyện, phường của tỉnh.",
    )

    @property
    def and_above(self) -> tuple[AdministrativeUnit, ...]:
        """The unit and the one above it; a province has none."""
        return (self,) if self.parent is None else (self, self.parent)

    @property
    def subordinates(self) -> Subordinates | None:
        """The units below the reporting one: its communes, or else its villages."""
        return self.communes or self.villages

    @cached_property
    def divisions(self) -> Subordinates | None:
        """All units below the reporting one, also those that take no part in the Programme."""
        below, towns = self.subordinates, self.towns
        if below is None or towns is None:
            return below or towns
        return _together((*self.path, "divisions"), below, towns)


def _together(path: "Path", *listings: Subordinates) -> Subordinates:
    """Return the units of several listings as one, those of the same level as one kind."""
    first = listings[0]
    label = f"{first.label.rpartition(LABEL_SEPARATOR)[0]}{LABEL_SEPARATOR}Tất cả"
    found: dict[str, tuple[Text, list[Text]]] = {}
    for units in listings:
        for level, names in units._by_level:
            value = "" if is_left_blank(level) else level.value
            found.setdefault(value, (level, []))[1].extend(names)
    own, *others = (
        UnitsOfKind.built(
            (*path, f"kind_{position}"), label, first.span, level=level, names=tuple(names)
        )
        for position, (level, names) in enumerate(found.values(), start=1)
    )
    return Subordinates.built(
        path,
        label,
        first.span,
        own_level=own.level,
        own_names=own.names,
        others=tuple(others),
    )


def levels_of(units: "Iterable[Subordinates | None]") -> "Mapping[str, Text]":
    """Return the level of each unit that is listed, by its name."""
    return {
        name.value: name.level
        for each in units
        if each is not None and not is_left_blank(each)
        for name in each.names
        if not is_left_blank(name) and name.level is not None
    }
