"""Totals over communes: which figures of the unit they can give, and what they add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.figure import LABEL_SEPARATOR, PERCENT, PERCENTAGE_POINT, Figure, count, total
from ntmreport.figure.blank_value import LEFT_BLANK, is_left_blank
from ntmreport.model.declared_values import shape_of
from ntmreport.model.field_walk import Group, walk
from ntmreport.model.indicator_shapes import CHANGE, SHAPES
from ntmreport.model.reading_context import CommuneTotals, TotalledFigure, is_blank
from ntmreport.model.shapes import COUNTED_UNITS
from ntmreport.model.user_keyed_model import UserKeyedModel
from ntmreport.source import MappingNode, SequenceNode
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ntmreport.model.base_model import Model
    from ntmreport.model.commune import Commune
    from ntmreport.model.field_types import PlaceName
    from ntmreport.model.field_walk import Field
    from ntmreport.span import Path, Span

DECLARED = "indicators"
"""The file in which a year declares indicators of its own."""

BY_LEVEL: tuple[Path, ...] = (
    ("assessment", "results", "advanced_communes"),
    ("assessment", "results", "model_communes"),
)
"""Figures of assessment.yaml that count the communes at levels which the set of criteria names."""

_HALVES = {"numerator": "Tử số", "denominator": "Mẫu số", "plan": "Kế hoạch", "done": "Thực hiện"}
"""The keys of an indicator of two figures of which communes can give their part, and their names.

Of an indicator of one, they give its `value`.
"""

NOT_YET_LISTED: Path = ("assessment", "results", "communes", "not_yet")
"""The path of the list of communes not recognised, which their levels give too."""

_TIMES = frozenset({"năm", "tháng", "tuần", "ngày", "ngày đêm", "vụ"})


def is_additive(unit: str) -> bool:
    """Return whether figures of the unit add up: people and tonnes a year do, shares and rates do
    not.
    """
    per = unit.split("/")[1:]
    return unit not in {PERCENT, PERCENTAGE_POINT} and all(part in _TIMES for part in per)


def totalled_figures(
    models: Mapping[str, type[Model]],
    files: Mapping[str, MappingNode],
    declared: Mapping[str, MappingNode],
) -> Mapping[str, TotalledFigure]:
    """Return the figures that communes can give in the year of `files`, by each of their keys.

    Those of lists are there as far as the lists have entries; indicators also where they are but
    `declared` by the form.
    """
    found: dict[str, TotalledFigure] = {}

    def visit(field: Field) -> bool:
        if field.key in field.parent.model.retold or field.path in BY_LEVEL:
            return False
        if field.kind.is_list:
            return isinstance(field.node, SequenceNode)
        if (measure := field.kind.measure) is not None:
            key, unit = written_path(field.path), measure.unit
            found[key] = TotalledFigure(
                field.path, (key,), field.label, unit, measure.whole, measure.largest
            )
        return field.is_group

    for name in models:
        if name in files and not issubclass(model := models[name], UserKeyedModel):
            walk(Group(model, files[name], (name,), model.model_config["title"] or name), visit)
    root = files.get(DECLARED)
    written = {name: entry.value for name, entry in (root.entries if root else {}).items()}
    for name, node in {**declared, **written}.items():
        if isinstance(node, MappingNode):
            for figure in _figures_of_indicator(name, node, is_written=name in written):
                found |= dict.fromkeys(figure.keys, figure)
    return found


def _figures_of_indicator(
    name: str, node: MappingNode, *, is_written: bool
) -> Iterator[TotalledFigure]:
    """Yield the figures of an indicator of which communes can give their part: one, or two."""
    shape = shape_of(node)
    there = node.entries.keys() if is_written else {*shape.keys}
    label, unit = node.text("label") or name, node.text("unit")
    halves = [key for key in _HALVES if key in there]
    if halves:
        # Half of what is written needs its other half.
        pair = next(each.keys for each in SHAPES.values() if halves[0] in each.keys)
        for key in pair:
            path = (DECLARED, name, key)
            own = f"{label}{LABEL_SEPARATOR}{_HALVES[key]}"
            yield TotalledFigure(path, (written_path(path),), own, unit, unit in COUNTED_UNITS)
    elif "value" in there:
        path = (DECLARED, name, "value")
        is_signed = shape is SHAPES[CHANGE]
        keys = (name, written_path(path))
        yield TotalledFigure(path, keys, label, unit, unit in COUNTED_UNITS, signed=is_signed)


def figures_attempted(root: MappingNode, totalled: Mapping[str, TotalledFigure]) -> Iterator[Path]:
    """Yield the paths of the additive figures in a commune's file, whatever else is wrong there."""
    entry = root.entries.get("figures")
    if entry is None or not isinstance(entry.value, MappingNode):
        return
    for key, figure in entry.value.entries.items():
        if key in totalled and is_additive(totalled[key].unit) and not is_blank(figure.value):
            yield totalled[key].path


def totals_over(
    communes: Sequence[Commune],
    unit: str,
    *,
    are_all: bool,
    others: Collection[Path] = (),
    levels: Mapping[str, Collection[str]] | None = None,
) -> CommuneTotals:
    """Return the totals over the communes; where they are not all, what would be one is withheld.

    `unit` is what communes are counted in, `others` are paths of figures of communes with errors,
    `levels` those that figures count, by key; None where the set of criteria is not known.
    """
    by_commune = [
        commune.figures.by_path
        if commune.figures is not None and not is_left_blank(commune.figures)
        else {}
        for commune in communes
    ]
    paths = dict.fromkeys([*(path for figures in by_commune for path in figures), *others])
    sums: dict[Path, Figure] = {}
    lacking: dict[Path, tuple[str, ...]] = {}
    withheld: set[Path] = set()
    for path in paths:
        figures = [each.get(path) for each in by_commune]
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
    for path in BY_LEVEL:
        if not are_all or levels is None:
            withheld.add(path)
        elif counted := levels.get(str(path[-1])):
            sums[path] = at_levels(communes, counted, unit)
    names: dict[Path, tuple[PlaceName, ...]] = {}
    if are_all and levels is not None:
        names[NOT_YET_LISTED] = tuple(
            each.name for each in communes if not each.level.is_recognised
        )
    else:
        withheld.add(NOT_YET_LISTED)
    groups[NOT_YET_LISTED[:-1]] = True
    return CommuneTotals(sums, names, lacking, withheld, groups, len(communes))


def _above(paths: Iterable[Path]) -> set[Path]:
    """Return the paths of all groups around `paths`, below the top of a file."""
    return {path[:length] for path in paths for length in range(2, len(path))}


def at_levels(communes: Sequence[Commune], levels: Collection[str], unit: str) -> Figure:
    """Return how many of the communes are at one of `levels`."""
    if is_left_blank(*(commune.level for commune in communes)):
        return over_files([LEFT_BLANK], communes[0].span, unit)
    places = [commune.level.span for commune in communes if commune.level.value in levels]
    return over_files(places, communes[0].span, unit)


def over_files(places: Sequence[Span], span: Span, unit: str) -> Figure:
    """Return how many `places` there are, each in a file of its own, as a figure.

    Its span is the first of them, or `span` where there is none.
    """
    return count(places, next(iter(places), span), unit)
