"""Filling in blank data by script: each blank gets its own example, or something plain."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ntmreport.figure import Figure
from ntmreport.model import OFFICE_MODELS, Model, PlaceName, Text, Year
from ntmreport.model.field_walk import kinds_of
from ntmreport.model.user_keyed_model import UserKeyedModel
from ntmreport.source import Entry, MappingNode, Scalar, SequenceNode, read_text
from ntmreport.span import Span
from ntmreport.starting.yaml_edits import Edits, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ntmreport.model.field_walk import FieldKind
    from ntmreport.source import Node
    from ntmreport.span import Path as DataPath

PLAIN = "Công việc đã được thực hiện theo kế hoạch"

Answers = Mapping[str, str]

_SENTENCES = (
    "assessment.limitations.0",
    "assessment.causes.objective.0",
    "assessment.causes.subjective.0",
    "communication.text",
    "environment.waste.works",
    "environment.waste.ordinary",
    "environment.waste.hazardous",
    "governance.political_system.party",
    "governance.political_system.authorities",
    "governance.political_system.organisations",
    "governance.defence.text",
    "governance.security",
    "infrastructure.text",
    "production.ocop.text",
    "resources.text",
    "steering.committees.text",
)
"""What the form prints as sentences of their own."""

DISTRICT_ANSWERS: Answers = {
    **dict.fromkeys(_SENTENCES, f"{PLAIN}."),
    "assessment.results.recognition.by": "2025-12-31",
    "health.insurance.as_of": "2025-09-30",
    "environment.food_safety.recognised": "2",
    "environment.food_safety.appraised": "1",
    "environment.water_works.names.0": "Nhà máy nước Đông Hải",
    "plan.targets.advanced_communes": "2",
    "planning.regional_plan.number": "2002/QĐ-UBND",
    "steering.committees.documents.0.number": "2001/QĐ-UBND",
    "steering.documents.0.number": "2003/QĐ-UBND",
    "culture.clubs.kinds.0": "câu lạc bộ thơ",
    "assessment.results.advanced_communes": "2",
    "education.national_standard.whole.numerator": "60",
    "education.national_standard.whole.denominator": "62",
    "education.national_standard.whole.parent_average_percent": "78.69",
    "production.ocop.target": "1",
}
"""What the examples of the keys would say wrongly of a unit with three communes, or not at all."""

_OF_INDICATORS = {"numerator": "16", "denominator": "18", "value": "12", "target": "10"}


def fill_in(folder: Path, answers: Answers, place: str) -> None:
    """Fill in all that must be filled in of the year in `folder`.

    `answers` are values by path where an example would not do; `place` is a unit below this one.
    """
    for path in folder.glob("*.yaml"):
        text = path.read_text("utf-8")
        root = read_text(path.name, path.stem, text).root
        assert root is not None
        edits = Edits(text, root)
        for where, at, example in _blanks(root, OFFICE_MODELS[path.stem], place, folder.name):
            answer = answers.get(".".join(map(str, at)), example)
            if not answer:
                continue
            value = quoted(answer)
            if isinstance(where, Entry):
                edits.fill(where, value)
            else:
                edits.replace(where, f" {value}")
        path.write_text(edits.text(), "utf-8", newline="\n")


Where = Entry | Span
Blank = tuple[Where, "DataPath", str]


def _blanks(node: MappingNode, model: type[Model], place: str, year: str) -> Iterator[Blank]:
    """Yield each blank with its path and what could stand there."""
    if issubclass(model, UserKeyedModel):
        for chosen in node.entries.values():
            yield from _blank_scalars(chosen, chosen.value)
        return
    for key, kind in kinds_of(model).items():
        entry = node.entries.get(key)
        if entry is None:
            continue
        is_wanted = kind.is_required or key in model.one_of
        example = next(iter(model.keys()[key].examples or ()), None)
        if kind.is_list:
            example = example[0] if isinstance(example, list) and example else None
        is_value = is_wanted and not issubclass(kind.type, Model)
        value = _value(kind, example, place, year) if is_value else ""
        items = entry.value.items if isinstance(entry.value, SequenceNode) else None
        for where, inner in [(entry, entry.value)] if items is None else _placed(items):
            if isinstance(inner, MappingNode) and issubclass(kind.type, Model):
                yield from _blanks(inner, kind.type, place, year)
            elif isinstance(inner, Scalar) and inner.is_blank:
                yield where, inner.path, value


def _placed(items: tuple[Node, ...]) -> list[tuple[Where, Node]]:
    return [(item.span, item) for item in items]


def _blank_scalars(where: Where, node: Node) -> Iterator[Blank]:
    """Yield the blanks of a group whose keys the form has chosen."""
    if isinstance(node, Scalar):
        if node.is_blank:
            key = str(node.path[-1])
            # A form ends proposals itself.
            yield (
                where,
                node.path,
                _OF_INDICATORS.get(key, PLAIN if "proposals" in node.path else f"{PLAIN}."),
            )
    elif isinstance(node, MappingNode):
        for entry in node.entries.values():
            yield from _blank_scalars(entry, entry.value)
    else:
        for item in node.items:
            yield from _blank_scalars(item.span, item)


def _value(kind: FieldKind, example: object, place: str, year: str) -> str:
    if kind.type is PlaceName:
        return place
    if example is not None:
        return str(example)
    if kind.type is Figure:
        return "1"
    if kind.type is datetime.date:
        return f"{year}-06-30"
    if kind.type is Year:
        return year
    assert kind.type is Text, kind
    return PLAIN
