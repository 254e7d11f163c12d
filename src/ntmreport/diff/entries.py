"""Which entry of a list in one state of the data is which in another, wherever they stand."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ntmreport.model import Text, models_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from ntmreport.model import Model, YearData
    from ntmreport.span import Path


class Entries:
    """Finds the place in new data of what stands somewhere in old data.

    An entry with a name is the one of that name. One without is the one that says the same, or else
    the one in its turn among those that are left.
    """

    def __init__(self, old: YearData, new: YearData) -> None:
        """Compare the lists of two states of the data."""
        before, after = _lists(old), _lists(new)
        self._places: dict[Path, Path | None] = {}
        # Lists stand before those inside of their entries.
        for path, entries in before.items():
            place = self.place(path)
            there = () if place is None else after.get(place, ())
            for entry, partner in _partners(entries, there):
                self._places[entry.path] = None if partner is None else partner.path

    def place(self, path: Path) -> Path | None:
        """Return where the value at `path` of the old data stands; None where its entry is gone."""
        place: Path = ()
        for length, step in enumerate(path, start=1):
            if path[:length] in self._places:
                found = self._places[path[:length]]
                if found is None:
                    return None
                place = found
            else:
                place = (*place, step)
        return place


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
    for identity in (_name, _texts):
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


def _texts(model: Model) -> Hashable:
    """Return what an entry without a name says."""
    if _name(model) is not None:
        return None
    values = (getattr(model, field) for field in type(model).model_fields)
    said = tuple(value.value for value in values if isinstance(value, Text))
    return said or None
