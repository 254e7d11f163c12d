"""The keys `source` and `confirmed`, which every group of an office's file can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from ntmreport import catalogue
from ntmreport.figure import day_format
from ntmreport.figure.provenance import Provenance
from ntmreport.language import Bilingual
from ntmreport.model.field_types import read_choice, read_day, read_text_value
from ntmreport.model.key_diagnostics import unknown_key
from ntmreport.model.reading_context import is_blank, refuse
from ntmreport.source import MappingNode, Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.model.reading_context import Reading
    from ntmreport.source import Entry, Node
    from ntmreport.span import Path

SOURCE, CONFIRMED = "source", "confirmed"
SOURCE_KEYS = (SOURCE, CONFIRMED)
_OF_SOURCE = ("document", "office", "person", "day")
_OF_CONFIRMED = ("person", "day")
_DAY = "day"
_NO_FIGURES = frozenset(
    {"report", "narrative", "documents", "acknowledged", "workbooks", "form", "criteria_set"}
)
"""Files in which no figure stands whose source is to be named."""


def takes_source(path: Path) -> bool:
    """Return whether the group at `path` can name the source of its figures."""
    return bool(path) and path[0] not in _NO_FIGURES


def note_source(key: str, entry: Entry, path: Path, reading: Reading) -> None:
    """Note what the group at `path` says of its figures behind `key`, `source` or `confirmed`."""
    node = entry.value
    if is_blank(node):
        return
    try:
        said = _read_source(node, reading) if key == SOURCE else _read_confirmed(node, reading)
    except PydanticCustomError as error:
        refused = (error.context or {})["diagnostic"]
        # What a file says of all its indicators is read with each of them.
        if all(refused.span != each.span for each in reading.refused):
            reading.refused.append(refused)
        return
    known = reading.sources.get(path)
    reading.sources[path] = said.below(known) if known is not None else said


def _read_source(node: Node, reading: Reading) -> Provenance:
    if isinstance(node, Scalar):
        return Provenance(read_text_value(node, reading).value)
    return Provenance(_joined(node, _OF_SOURCE, reading))


def _read_confirmed(node: Node, reading: Reading) -> Provenance:
    if isinstance(node, MappingNode):
        return Provenance("", True, _joined(node, _OF_CONFIRMED, reading))
    return Provenance("", read_choice(node, reading))


def _joined(node: Node, keys: Sequence[str], reading: Reading) -> str:
    """Return the words of a group with some of the `keys`, in their order."""
    if not isinstance(node, MappingNode):
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual(
                "ở đây cần một dòng chữ hoặc một nhóm khóa",
                "a text or a group of keys belongs here",
            ),
            Bilingual(
                f"viết {{{', '.join(f'{key}: …' for key in keys)}}}",
                f"write {{{', '.join(f'{key}: …' for key in keys)}}}",
            ),
        )
    for key, entry in node.entries.items():
        told = unknown_key(key, entry, keys)
        if key not in keys and all(told.span != each.span for each in reading.refused):
            reading.refused.append(told)
    written = {key: node.entries[key].value for key in keys if key in node.entries}
    return ", ".join(
        day_format.printed_day(read_day(value))
        if key == _DAY
        else read_text_value(value, reading).value
        for key, value in written.items()
        if not is_blank(value)
    )
