"""What communes give of their district's figures: which they can give, and what that adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.figure import LABEL_SEPARATOR, PERCENT, PERCENTAGE_POINT, Figure, count, total
from ntmreport.figure.blank_value import LEFT_BLANK, is_left_blank
from ntmreport.model.base_model import Model
from ntmreport.model.commune import ADVANCED, MODEL, RECOGNISED, Commune
from ntmreport.model.field_walk import kinds_of
from ntmreport.model.key_diagnostics import own_name
from ntmreport.model.reading_context import Given, Target, is_blank
from ntmreport.model.shapes import COUNTED_UNITS
from ntmreport.model.user_keyed_model import Chosen
from ntmreport.source import MappingNode, Scalar, SequenceNode
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ntmreport.model.field_walk import Kind
    from ntmreport.source import Node
    from ntmreport.span import Path, Span

DECLARED = "indicators"
"""The file in which a year declares indicators of its own."""

BY_LEVEL: Mapping[Path, int] = {
    ("assessment", "results", "advanced_communes"): ADVANCED,
    ("assessment", "results", "model_communes"): MODEL,
}
"""Counts of communes that have reached a level: the communes' levels give them."""

_HALVES = {"numerator": "Tử số", "denominator": "Mẫu số"}

NOT_YET_LISTED: Path = ("assessment", "results", "communes", "not_yet")
"""The list of the communes that are not recognised: the communes' levels give it too."""

_TIMES = frozenset({"năm", "tháng", "tuần", "ngày", "ngày đêm", "vụ"})


def is_additive(unit: str) -> bool:
    """Return whether figures of the unit add up: people and tonnes a year do, shares and rates do
    not.
    """
    per = unit.split("/")[1:]
    return unit not in {PERCENT, PERCENTAGE_POINT} and all(part in _TIMES for part in per)


def targets_of(
    models: Mapping[str, type[Model]], files: Mapping[str, MappingNode]
) -> Mapping[str, Target]:
    """Return the figures that communes can give in the year of `files`, by each of their keys."""
    found: dict[str, Target] = {}
    for name, model in models.items():
        if name in files and not issubclass(model, Chosen):
            title = model.model_config["title"] or name
            for target in _of_model(model, files[name], (name,), title):
                found[target.keys[0]] = target
    for target in _declared(files.get(DECLARED)):
        found |= dict.fromkeys(target.keys, target)
    return found


def _of_model(model: type[Model], node: Node | None, path: Path, label: str) -> Iterator[Target]:
    """Yield the figures of a model, those of lists as far as `node` has entries."""
    entries = node.entries if isinstance(node, MappingNode) else {}
    for key, kind in kinds_of(model).items():
        if key in model.retold or (*path, key) in BY_LEVEL:
            continue
        own = f"{label}{LABEL_SEPARATOR}{kind.title}"
        below = entries[key].value if key in entries else None
        if kind.is_list:
            yield from _of_list(kind, below, (*path, key), own)
        else:
            yield from _of_kind(kind, below, (*path, key), own)


def _of_list(kind: Kind, node: Node | None, path: Path, label: str) -> Iterator[Target]:
    items = node.items if isinstance(node, SequenceNode) else ()
    for position, item in enumerate(items):
        own = f"{label}{LABEL_SEPARATOR}{own_name(item) or position + 1}"
        yield from _of_kind(kind, item, (*path, position), own)


def _of_kind(kind: Kind, node: Node | None, path: Path, label: str) -> Iterator[Target]:
    if issubclass(kind.type, Model):
        yield from _of_model(kind.type, node, path, label)
    elif kind.measure is not None:
        unit, whole, largest = kind.measure.unit, kind.measure.whole, kind.measure.largest
        yield Target(path, (written_path(path),), label, unit, whole, largest)


def _declared(root: MappingNode | None) -> Iterator[Target]:
    """Yield what the indicators that the year declares are given by: a value, or two numbers."""
    for name, entry in (root.entries if root else {}).items():
        node = entry.value
        if not isinstance(node, MappingNode) or "parts" in node.entries:
            continue
        label, unit = node.text("label") or name, node.text("unit")
        is_share = any(key in node.entries for key in _HALVES)
        for key in _HALVES if is_share else ("value",):
            path = (DECLARED, name, key)
            keys = (written_path(path),) if is_share else (name, written_path(path))
            own = f"{label}{LABEL_SEPARATOR}{_HALVES[key]}" if is_share else label
            yield Target(path, keys, own, unit, unit in COUNTED_UNITS)


def attempted(root: MappingNode, targets: Mapping[str, Target]) -> Iterator[Path]:
    """Yield the figures that a commune's file gives, whatever is wrong with it, if they add up."""
    entry = root.entries.get("figures")
    if entry is None or not isinstance(entry.value, MappingNode):
        return
    for key, figure in entry.value.entries.items():
        if key in targets and is_additive(targets[key].unit) and not is_blank(figure.value):
            yield targets[key].path


def given_by(
    communes: Sequence[Commune], unit: str, *, are_all: bool, others: Collection[Path] = ()
) -> Given:
    """Return what the communes give; where they are not all, nothing of it is a total.

    `unit` is what communes are counted in, `others` are figures of communes with mistakes.
    """
    given = [
        commune.figures.by_path
        if commune.figures is not None and not is_left_blank(commune.figures)
        else {}
        for commune in communes
    ]
    paths = dict.fromkeys([*(path for figures in given for path in figures), *others])
    sums: dict[Path, Figure] = {}
    lacking: dict[Path, tuple[str, ...]] = {}
    withheld: set[Path] = set()
    for path in paths:
        figures = [each.get(path) for each in given]
        known = [figure for figure in figures if figure is not None]
        if known and not is_additive(known[0].unit):
            continue
        if len(known) < len(communes):
            lacking[path] = tuple(
                commune.name.value
                for commune, figure in zip(communes, figures, strict=True)
                if figure is None
            )
        elif are_all and (added := total(known)) is not None:
            sums[path] = added
        else:
            withheld.add(path)
    groups = dict.fromkeys(_above(lacking), False) | dict.fromkeys(_above({*sums, *withheld}), True)
    for path, rank in BY_LEVEL.items():
        if are_all:
            sums[path] = reached(communes, rank, unit)
        else:
            withheld.add(path)
    lists: dict[Path, tuple[Scalar, ...]] = {}
    if are_all:
        lists[NOT_YET_LISTED] = tuple(
            Scalar(name.value, True, name.path, name.span)
            for name in (each.name for each in communes if each.level.rank < RECOGNISED)
        )
    else:
        withheld.add(NOT_YET_LISTED)
    groups[NOT_YET_LISTED[:-1]] = True
    return Given(sums, lists, lacking, withheld, groups, len(communes))


def _above(paths: Iterable[Path]) -> set[Path]:
    """Return the paths of the groups, within a file, that the paths lead through."""
    return {path[:length] for path in paths for length in range(2, len(path))}


def reached(communes: Sequence[Commune], rank: int, unit: str) -> Figure:
    """Return how many of the communes have reached a level, or one above it."""
    if is_left_blank(*(commune.level for commune in communes)):
        return over_files([LEFT_BLANK], communes[0].span, unit)
    places = [commune.level.span for commune in communes if commune.level.rank >= rank]
    return over_files(places, communes[0].span, unit)


def over_files(places: Sequence[Span], span: Span, unit: str) -> Figure:
    """Return how many places there are, in files of their own.

    It stands at the first of them: at `span`, a list of them all, others stand too.
    """
    return count(places, next(iter(places), span), unit)
