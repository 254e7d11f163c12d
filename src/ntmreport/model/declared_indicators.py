"""Indicators that forms and units declare: which there are, and the files that they stand in.

Their models are loaded where there are some.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from ntmreport.figure.blank_value import is_left_blank

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ntmreport.model.base_model import Model
    from ntmreport.model.offices.indicators import DeclaredIndicator, Indicators
    from ntmreport.source import MappingNode
    from ntmreport.span import Path

INDICATORS = "indicators"
"""The file of the data, and the key of the form, that hold indicators."""

OFFICE, REQUIRED = "office", "required"


def declared_in(office: Model | None) -> Mapping[str, DeclaredIndicator]:
    """Return the declared indicators in a file of the year, by name; none in any but one."""
    if office is None or office.path != (INDICATORS,):
        return {}
    entries = cast("Indicators", office).entries
    return {key: each for key, each in entries.items() if not is_left_blank(each)}


def offices_of(declared: Mapping[str, MappingNode]) -> tuple[str, ...]:
    """Return the names of the files that declared indicators stand in, in the form's order."""
    return tuple(dict.fromkeys(file_of(node) for node in declared.values()))


def required_offices(declared: Mapping[str, MappingNode]) -> tuple[str, ...]:
    """Return the names of the files that have an indicator which must be there."""
    return offices_of({key: node for key, node in declared.items() if is_required(node)})


def file_of(node: MappingNode) -> str:
    """Return the name of the file in which a declared indicator is filled in."""
    return node.text(OFFICE) or INDICATORS


def is_required(node: MappingNode | None) -> bool:
    """Return whether a declaration says that the report cannot do without its indicator."""
    return node is not None and node.text(REQUIRED) == "true"


def optional(node: MappingNode) -> MappingNode:
    """Return a declaration without its word that the report cannot do without the indicator."""
    entries = {key: entry for key, entry in node.entries.items() if key != REQUIRED}
    return replace(node, entries=entries)


def not_given(
    declared: Mapping[str, MappingNode], from_communes: Collection[Path]
) -> Mapping[str, MappingNode]:
    """Return the declared indicators but for those whose values the communes give."""
    given = {path[1] for path in from_communes if path[0] == INDICATORS}
    return {key: node for key, node in declared.items() if key not in given}
