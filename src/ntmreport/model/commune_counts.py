"""Counts of the communes of a unit by criterion, number of criteria met, level and group."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypeVar, cast

from msgspec.structs import replace
from pydantic import ConfigDict, PrivateAttr

from ntmreport.figure import LABEL_SEPARATOR, PERCENT, Figure, count, percent, total
from ntmreport.figure.blank_value import LEFT_BLANK, is_left_blank
from ntmreport.model.base_model import Model
from ntmreport.model.commune import CRITERION, Commune, Standing, StandingThen
from ntmreport.model.commune_totals import (
    at_levels,
    over_files,
    totals_over,
)
from ntmreport.model.criteria_set import CriteriaSet
from ntmreport.model.indicator import indicator
from ntmreport.model.shapes import COMMUNE, COMMUNES
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from ntmreport.figure import Written
    from ntmreport.model.administrative_unit import Subordinates
    from ntmreport.model.field_types import Text
    from ntmreport.model.reading_context import CommuneTotals

Member: TypeAlias = "tuple[Span, Commune]"
"""A commune in a group, and the span that puts it there; that is blank where a draft leaves out
what it depends on."""


class CommuneGroup(Model):
    """Some of the communes, each counted by the span that puts it among them."""

    derived: ClassVar[tuple[str, ...]] = ("groups", "kinds")
    made: ClassVar[tuple[str, ...]] = ("groups", "several_kinds")

    name: str

    # Side by side, as a pair for each takes more room than all else of ten thousand communes.
    _places: tuple[Span, ...] | None = PrivateAttr(default=())
    _communes: tuple[Commune, ...] = PrivateAttr(default=())
    _all: Figure | None = PrivateAttr(default=None)
    _among: Mapping[str, Figure | None] = PrivateAttr(default_factory=dict)
    _of_kinds: Mapping[str, Figure | None] = PrivateAttr(default_factory=dict)

    @indicator("Số xã", COMMUNE, whole=True)
    def communes(self) -> Figure | None:
        """Return how many communes they are; None where that is not known."""
        if self._places is None or self._all is None:
            return None
        return over_files(self._places, self.span, self._all.unit)

    @indicator("Tỷ lệ số xã", PERCENT, largest=100)
    def share(self) -> Figure | None:
        """Return their share of all communes."""
        return percent(self.communes, self._all)

    @cached_property
    def groups(self) -> tuple[CommuneGroup, ...]:
        """The same communes by the groups that the set of criteria has, in its order."""
        members = self._members
        if members is not None:
            members = [(_place(commune.group, span), commune) for span, commune in members]
        return self._parts("group", members, self._among, _group_of)

    @cached_property
    def kinds(self) -> tuple[CommuneGroup, ...]:
        """The same communes by their kind: xã, phường, đặc khu."""
        return self._parts("kind", self._members, self._of_kinds, _kind_of)

    @property
    def several_kinds(self) -> tuple[CommuneGroup, ...]:
        """The communes by their kind where there are several kinds."""
        return self.kinds if len(self._of_kinds) > 1 else ()

    @property
    def _members(self) -> Sequence[Member] | None:
        """The communes, each with the span that puts it here."""
        if self._places is None:
            return None
        return list(zip(self._places, self._communes, strict=True))

    def _parts(
        self,
        key: str,
        members: Sequence[Member] | None,
        wholes: Mapping[str, Figure | None],
        part_of: Callable[[Commune], Text | None],
    ) -> tuple[CommuneGroup, ...]:
        """Return the parts of the group called as the keys of `wholes`, which they are parts of."""
        parts = {} if members is None else _by_part(members, wholes, part_of)
        return tuple(
            _group(CommuneGroup, self, f"{key}_{number}", name, parts.get(name), whole)
            for number, (name, whole) in enumerate(wholes.items(), start=1)
        )

    def _take_in(self, members: Sequence[Member] | None) -> None:
        """Be the group of `members`; None where it is not known which they are."""
        self._places = None if members is None else tuple(span for span, _ in members)
        self._communes = tuple(commune for _, commune in members or ())


AnyGroup = TypeVar("AnyGroup", bound=CommuneGroup)
Paired = TypeVar("Paired")


class CriterionGroup(CommuneGroup):
    """The communes that meet one criterion."""

    number: str
    short: str


class GroupTotals(CommuneGroup):
    """The communes of one group, and how many criteria they meet."""

    derived = ()
    made = ()

    _standings: tuple[Standing, ...] = PrivateAttr(default=())

    @indicator("Tổng số tiêu chí đạt", CRITERION, whole=True)
    def criteria_total(self) -> Figure | None:
        """Return how many criteria the communes meet together."""
        return total(each.number_met for each in self._standings)

    @indicator("Số tiêu chí đạt bình quân một xã", f"{CRITERION}/{COMMUNE}")
    def average(self) -> Figure | None:
        """Return how many criteria a commune meets on average; None where there is no commune."""
        return _average(self.criteria_total, self.communes)


class Standings(Model):
    """All communes by where they stand at one time."""

    derived: ClassVar[tuple[str, ...]] = (
        "by_criterion",
        "bands",
        "levels",
        "awaiting_recognition",
        "groups",
        "kinds",
    )
    made: ClassVar[tuple[str, ...]] = (*derived[:-1], "several_kinds")

    criteria_set: CriteriaSet
    each: tuple[Commune, ...]

    _unit: str = PrivateAttr(default=COMMUNE)
    _kinds: tuple[str, ...] = PrivateAttr(default=())
    _standings: tuple[Standing, ...] = PrivateAttr(default=())

    @indicator("Số xã", COMMUNE, whole=True)
    def number(self) -> Figure | None:
        """Return how many communes there are."""
        return count([commune.name.span for commune in self.each], self.span, self._unit)

    @cached_property
    def by_criterion(self) -> tuple[CriterionGroup, ...]:
        """For each criterion, the communes that meet it; not known where one gives but a number."""
        meeting: dict[int, list[Member]] = {each.number: [] for each in self.criteria_set.listed}
        for standing, commune in self._pairs:
            for number in standing.criteria_met:
                blank = is_left_blank(number)
                for each in meeting if blank else (int(number),):
                    meeting[each].append((_place(number, number), commune))
        is_known = all(each.is_listed for each in self._standings)
        return tuple(
            self._group(
                CriterionGroup,
                f"criterion_{each.number}",
                f"Tiêu chí {each.number} ({each.name})",
                meeting[each.number] if is_known else None,
                number=str(each.number),
                name=each.name,
                short=each.short,
            )
            for each in self.criteria_set.listed
        )

    @cached_property
    def bands(self) -> tuple[CommuneGroup, ...]:
        """The communes by how many criteria they meet, the best first."""
        found: list[CommuneGroup] = []
        placed = [
            (_number_met(each), _met_place(each, commune), commune) for each, commune in self._pairs
        ]
        for band in self.criteria_set.bands:
            lowest, highest = int(band.lowest), int(band.highest)
            members = [
                (place, commune)
                for number, place, commune in placed
                if number is None or lowest <= number <= highest
            ]
            name = band.name.value
            found.append(
                self._group(CommuneGroup, f"band_{lowest}_{highest}", name, members, name=name)
            )
        return tuple(found)

    @cached_property
    def levels(self) -> tuple[CommuneGroup, ...]:
        """The communes by the level that they have reached; none where a level is not given."""
        levels = [_level(each) for each in self._standings]
        if any(level is None for level in levels):
            return ()
        return tuple(
            self._group(
                CommuneGroup,
                f"level_{rank}",
                name.value,
                [
                    (_place(level, level), commune)
                    for level, commune in zip(levels, self.each, strict=True)
                    if is_left_blank(level) or level.value == name.value
                ],
                name=name.value,
            )
            for rank, name in enumerate(self.criteria_set.levels)
        )

    @cached_property
    def awaiting_recognition(self) -> CommuneGroup:
        """The communes that meet all criteria and are not recognised yet."""
        most = len(self.criteria_set.criteria)
        members = []
        for standing, commune in self._pairs:
            level, number = _level(standing), _number_met(standing)
            if is_left_blank(level) or number is None:
                members.append((cast("Span", LEFT_BLANK), commune))
            elif level is not None and not level.is_recognised and number == most:
                members.append((level.span, commune))
        name = "Đạt đủ tiêu chí, chưa được công nhận"
        is_known = all(_level(each) is not None for each in self._standings)
        return self._group(
            CommuneGroup, "awaiting_recognition", name, members if is_known else None, name=name
        )

    @cached_property
    def groups(self) -> tuple[GroupTotals, ...]:
        """The communes by the groups that the set of criteria has, in its order."""
        everyone: list[Member] = [(_place(each.group, each.group), each) for each in self.each]
        names = [group.name.value for group in self.criteria_set.groups]
        return self._totals("group", everyone, dict.fromkeys(names, self.number), _group_of)

    @cached_property
    def kinds(self) -> tuple[GroupTotals, ...]:
        """The communes by their kind: xã, phường, đặc khu, as report.yaml lists them."""
        everyone: list[Member] = [(each.name.span, each) for each in self.each]
        wholes = {name: _counted_as(self, name) for name in self._kinds}
        return self._totals("kind", everyone, wholes, _kind_of)

    @property
    def several_kinds(self) -> tuple[GroupTotals, ...]:
        """The communes by their kind where there are several kinds."""
        return self.kinds if len(self._kinds) > 1 else ()

    def _totals(
        self,
        key: str,
        everyone: Sequence[Member],
        wholes: Mapping[str, Figure | None],
        part_of: Callable[[Commune], Text | None],
    ) -> tuple[GroupTotals, ...]:
        """Return the parts of `everyone` called as the keys of `wholes`, with what they reach."""
        members = _by_part(everyone, wholes, part_of)
        standings = _by_part(self._pairs, wholes, part_of)
        parts = []
        for number, (name, whole) in enumerate(wholes.items(), start=1):
            made = _group(GroupTotals, self, f"{key}_{number}", name, members[name], whole)
            made._standings = tuple(standing for standing, _ in standings[name])
            parts.append(made)
        return tuple(parts)

    @indicator("Tổng số tiêu chí đạt", CRITERION, whole=True)
    def criteria_total(self) -> Figure | None:
        """Return how many criteria all communes meet together."""
        return total(each.number_met for each in self._standings)

    @indicator("Số tiêu chí đạt bình quân một xã", f"{CRITERION}/{COMMUNE}")
    def average(self) -> Figure | None:
        """Return how many criteria a commune meets on average."""
        return _average(self.criteria_total, self.number)

    @property
    def _pairs(self) -> Iterable[tuple[Standing, Commune]]:
        return zip(self._standings, self.each, strict=True)

    def _group(
        self,
        kind: type[AnyGroup],
        key: str,
        label: str,
        members: Sequence[Member] | None,
        **values: str,
    ) -> AnyGroup:
        """Return the group of `members`, which knows how many communes each group has in all."""
        group = kind.built(
            (*self.path, key), f"{self.label}{LABEL_SEPARATOR}{label}", self.span, **values
        )
        group._all = self.number
        group._take_in(members)
        group._among = {each.name: each.communes for each in self.groups}
        group._of_kinds = {each.name: each.communes for each in self.kinds}
        return group


class Communes(Standings):
    """All communes of the unit, once each of them has a file."""

    model_config = ConfigDict(title="Tổng hợp các xã")

    derived = (*Standings.derived, "earlier", "planned")
    made = (*Standings.made, "earlier", "planned")

    @cached_property
    def totals(self) -> CommuneTotals:
        """The totals over the communes, by the paths of the unit's figures."""
        levels = self.criteria_set.counted_levels
        return totals_over(self.each, self._unit, are_all=True, levels=levels)

    @cached_property
    def earlier(self) -> Standings | None:
        """Where the communes stood at the end of last year; None where one does not say so."""
        then = [each.earlier for each in self.each]
        return self._then("earlier", "Đến 31/12 năm trước", then)

    @cached_property
    def planned(self) -> Standings | None:
        """Where the communes shall stand at the end of the year; None where one does not say so."""
        then = [each.planned for each in self.each]
        return self._then("planned", "Kế hoạch đến hết kỳ sau", then)

    def _then(self, key: str, label: str, then: Sequence[StandingThen | None]) -> Standings | None:
        known = [each for each in then if each is not None]
        if len(known) < len(then):
            return None
        found = Standings.built(
            (*self.path, key),
            f"{self.label}{LABEL_SEPARATOR}{label}",
            self.span,
            criteria_set=self.criteria_set,
            each=self.each,
        )
        found._unit, found._kinds, found._standings = self._unit, self._kinds, tuple(known)
        return found

    @indicator("Số xã đạt chuẩn trở lên", COMMUNE, whole=True)
    def recognised_communes(self) -> Figure | None:
        """Return how many communes are recognised, whatever they have reached beyond."""
        return self._at_levels([each.value for each in self.criteria_set.levels[1:]])

    @indicator("Số xã đạt chuẩn nâng cao trở lên", COMMUNE, whole=True)
    def advanced_communes(self) -> Figure | None:
        """Return how many communes are advanced or models; None where the set has no such level."""
        return self._at_levels(self.criteria_set.counted_levels.get("advanced_communes", ()))

    @indicator("Số xã kiểu mẫu", COMMUNE, whole=True)
    def model_communes(self) -> Figure | None:
        """Return how many communes are models; None where the set has no such level."""
        return self._at_levels(self.criteria_set.counted_levels.get("model_communes", ()))

    @indicator("Số xã chưa đạt chuẩn", COMMUNE, whole=True)
    def not_yet_communes(self) -> Figure | None:
        """Return how many communes are not recognised yet."""
        levels = [each.level for each in self.each]
        places = [level.span for level in levels if is_left_blank(level) or not level.is_recognised]
        return over_files(places, self.span, self._unit)

    @indicator("Tỷ lệ số xã đạt chuẩn trở lên", PERCENT, largest=100)
    def recognised_share(self) -> Figure | None:
        """Return the share of the recognised communes."""
        return percent(self.recognised_communes, self.number)

    @indicator("Tỷ lệ số xã đạt chuẩn nâng cao trở lên", PERCENT, largest=100)
    def advanced_share(self) -> Figure | None:
        """Return the share of the advanced communes."""
        return percent(self.advanced_communes, self.number)

    @indicator("Tỷ lệ số xã kiểu mẫu", PERCENT, largest=100)
    def model_share(self) -> Figure | None:
        """Return the share of the model communes."""
        return percent(self.model_communes, self.number)

    def _at_levels(self, levels: Collection[str]) -> Figure | None:
        return at_levels(self.each, levels, self._unit) if levels else None


def counted(each: tuple[Commune, ...], chosen: CriteriaSet, listed: Subordinates) -> Communes:
    """Return the communes that report.yaml has `listed`, by the set that they are measured by."""
    title = str(Communes.model_config["title"])
    communes = Communes.built((COMMUNES,), title, listed.span, criteria_set=chosen, each=each)
    communes._standings = each
    if not is_left_blank(listed.level):
        communes._unit = listed.level.value
        communes._kinds = tuple(kind.level.value for kind in listed.kinds)
    return communes


def _group(
    kind: type[AnyGroup],
    around: Model,
    key: str,
    name: str,
    members: Sequence[Member] | None,
    whole: Figure | None,
) -> AnyGroup:
    """Return the group called `name`, of `members`, beside the number of all that it is part of."""
    label = f"{around.label}{LABEL_SEPARATOR}{name}"
    group = kind.built((*around.path, key), label, around.span, name=name)
    group._all = whole
    group._take_in(members)
    return group


def _by_part(
    pairs: Iterable[tuple[Paired, Commune]],
    names: Iterable[str],
    part_of: Callable[[Commune], Text | None],
) -> Mapping[str, list[tuple[Paired, Commune]]]:
    """Return the communes of each part called one of `names`, with what they stand in pairs with.

    A commune of which it is not known or left blank where it belongs may be in any of them.
    """
    parts: dict[str, list[tuple[Paired, Commune]]] = {name: [] for name in names}
    for pair in pairs:
        part = part_of(pair[1])
        if part is None or is_left_blank(part):
            for members in parts.values():
                members.append(pair)
        elif part.value in parts:
            parts[part.value].append(pair)
    return parts


def _group_of(commune: Commune) -> Text | None:
    return commune.group


def _kind_of(commune: Commune) -> Text | None:
    return commune.name.level


def _counted_as(communes: Standings, kind: str) -> Figure | None:
    """Return the number of all communes, counted in units of one kind for its share of them."""
    number = communes.number
    return number if number is None or is_left_blank(number) else replace(number, unit=kind)


def _place(value: Any, of: Any) -> Span:
    """Return the span of `of`, or a blank one where `value` is blank or not there."""
    if value is None or is_left_blank(value, of):
        return cast("Span", LEFT_BLANK)
    return of if isinstance(of, Span) else of.span


def _level(standing: Standing) -> Any:
    return standing.level if isinstance(standing, Commune | StandingThen) else None


def _number_met(standing: Standing) -> int | None:
    """Return how many criteria a commune meets; None where that is left blank."""
    if is_left_blank(standing.criteria_met_number, *standing.criteria_met):
        return None
    if standing.criteria_met_number is not None:
        return int(standing.criteria_met_number.value)
    return len(standing.criteria_met)


def _average(criteria: Figure | None, communes: Figure | None) -> Figure | None:
    if criteria is None or communes is None or communes.value == 0:
        return None
    return criteria / communes


def _met_place(standing: Standing, commune: Commune) -> Span:
    """Return the span of the criteria that the commune meets; of its name where it meets none."""
    met, number = standing.criteria_met, standing.criteria_met_number
    if is_left_blank(number, *met):
        return cast("Span", LEFT_BLANK)
    if number is not None:
        return cast("Written", number.origin).span
    if not met:
        return commune.name.span
    last = met[-1].span
    return replace(met[0].span, end_line=last.end_line, end_column=last.end_column)
