"""From two states of the data to the figures that changed, wherever their entries stand."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.figure import PERCENT, PERCENTAGE_POINT, Computed, Counted, Figure, Stated
from ntmreport.figure.number_format import printed
from ntmreport.lineage.report_lineage import figures_of
from ntmreport.model import Text, models_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from ntmreport.model import Model, YearData
    from ntmreport.span import Path


class Entries:
    """The paths in new data of values in old data.

    An entry with a name is the one of that name. One without is the one with the same texts, or
    else the next of those that are left.
    """

    def __init__(self, old: YearData, new: YearData) -> None:
        """Compare the lists of two states of the data."""
        before, after = _lists(old), _lists(new)
        self._paths: dict[Path, Path | None] = {}
        # Lists stand before those inside of their entries.
        for path, entries in before.items():
            moved = self.path(path)
            there = () if moved is None else after.get(moved, ())
            for entry, partner in _partners(entries, there):
                self._paths[entry.path] = None if partner is None else partner.path

    def path(self, path: Path) -> Path | None:
        """Return the path in the new data of what stood at `path`; None where its entry is gone."""
        moved: Path = ()
        for length, step in enumerate(path, start=1):
            if path[:length] in self._paths:
                found = self._paths[path[:length]]
                if found is None:
                    return None
                moved = found
            else:
                moved = (*moved, step)
        return moved


def _lists(year: YearData) -> Mapping[Path, Sequence[Model]]:
    """Return the entries of every list of mappings, by the list's path."""
    lists: dict[Path, list[Model]] = defaultdict(list)
    for office in year.offices.values():
        for model in models_of(office):
            if model.path and isinstance(model.path[-1], int):
                lists[model.path[:-1]].append(model)
    return lists


def _partners(old: Sequence[Model], new: Sequence[Model]) -> list[tuple[Model, Model | None]]:
    """Return which entry of `new` each of `old` is, if any."""
    partners: dict[int, Model] = {}
    left = list(new)
    for identity in (_name, _said):
        waiting: dict[Hashable, list[Model]] = defaultdict(list)
        for model in left:
            if (its := identity(model)) is not None:
                waiting[its].append(model)
        for number, model in enumerate(old):
            candidates = waiting.get(identity(model)) if number not in partners else None
            if candidates:
                partners[number] = candidates.pop(0)
                left = [each for each in left if each is not partners[number]]
    nameless = [model for model in left if _name(model) is None]
    for number, model in enumerate(old):
        if number not in partners and _name(model) is None and nameless:
            partners[number] = nameless.pop(0)
    return [(model, partners.get(number)) for number, model in enumerate(old)]


def _name(model: Model) -> Hashable:
    name = getattr(model, "name", None)
    return name.value if isinstance(name, Text) else None


def _said(model: Model) -> Hashable:
    """Return the texts of an entry without a name."""
    if _name(model) is not None:
        return None
    values = (getattr(model, field) for field in type(model).model_fields)
    said = tuple(value.value for value in values if isinstance(value, Text))
    return said or None


class ChangeKind(StrEnum):
    """The kind of change of a figure, a paragraph or a stretch of words."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    SAME = "same"


class FigureChange(Struct, frozen=True):
    """A figure that is new, gone or has another value.

    Where the office states the same as before, the sides are what the data gave and gives, and
    `stated` is the figure that is printed still.
    """

    old: Figure | None
    new: Figure | None
    stated: Figure | None = None

    @property
    def figure(self) -> Figure:
        """The figure as it is now, or as it was where it is gone."""
        figure = self.new or self.old
        assert figure is not None  # noqa: S101 - a change has at least one side
        return figure

    @property
    def path(self) -> Path:
        """The figure's path in the new data, or in the old where it is gone."""
        return self.figure.path

    @property
    def change(self) -> ChangeKind:
        """The kind of change."""
        if self.old is None:
            return ChangeKind.ADDED
        return ChangeKind.REMOVED if self.new is None else ChangeKind.CHANGED

    @property
    def is_typed(self) -> bool:
        """Return whether somebody wrote, counted or stated it, or did so before."""
        sides = (self.old, self.new)
        return any(side is not None and _is_typed(side) for side in sides)

    @property
    def delta(self) -> Fraction | None:
        """The difference of the values, where both are known and of one unit."""
        if self.old is None or self.new is None or self.old.unit != self.new.unit:
            return None
        return self.new.value - self.old.value

    @property
    def relative(self) -> Fraction | None:
        """The difference in percent of the old value; None for percentages."""
        if self.delta is None or self.old is None or self.old.value == 0:
            return None
        if self.old.unit in {PERCENT, PERCENTAGE_POINT}:
            return None
        return self.delta / abs(self.old.value) * 100


def _is_typed(figure: Figure) -> bool:
    """Return whether the figure's own file gives it; a count over other files follows."""
    match figure.origin:
        case Computed():
            return False
        case Counted(span=span):
            return span.file.endswith(f"{figure.path[0]}.yaml")
        case _:
            return True


def figure_changes(
    old: YearData, new: YearData
) -> tuple[Sequence[FigureChange], Sequence[tuple[Figure, Figure]]]:
    """Return changed figures in the order of the new data, those that are gone at the end.

    Beside them are the figures, old and new, that are stated and have not changed.
    """
    entries = Entries(old, new)
    before: dict[Path, Figure] = {}
    gone: list[Figure] = []
    for figure in figures_of(old):
        path = entries.path(figure.path)
        if path is None:
            gone.append(figure)
        else:
            before[path] = figure
    changes: list[FigureChange] = []
    stated: list[tuple[Figure, Figure]] = []
    for figure in figures_of(new):
        then = before.pop(figure.path, None)
        if then is None or not _is_same(then, figure):
            changes.append(FigureChange(then, figure))
        elif isinstance(figure.origin, Stated):
            stated.append((then, figure))
    changes += [FigureChange(figure, None) for figure in (*before.values(), *gone)]
    return changes, stated


def stayed_figures(
    stated: Sequence[tuple[Figure, Figure]], changes: Sequence[FigureChange]
) -> Iterator[FigureChange]:
    """Yield figures stated as before, with the change of what the data gives for them.

    Where the data gives nothing for one, the change beside it in its group counts.
    """
    for then, now in stated:
        match then.origin, now.origin:
            case Stated(computed=Figure() as before), Stated(computed=Figure() as after):
                if not _is_same(before, after):
                    yield FigureChange(before, after, now)
            case _:
                group = now.path[:-1]
                beside = (each for each in changes if each.path[: len(group)] == group)
                if (moved := next(beside, None)) is not None:
                    yield replace(moved, stated=now)


def _is_same(one: Figure, other: Figure) -> bool:
    is_alike = one.value == other.value and one.unit == other.unit
    return is_alike and printed(one) == printed(other)
