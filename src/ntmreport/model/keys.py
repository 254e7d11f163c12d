"""Groups and lists of the data as such: what stands there instead, is unknown, or is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual
from ntmreport.model.nearest import nearest_hint
from ntmreport.model.reading import refuse
from ntmreport.source import MappingNode, Node, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ntmreport.model.reading import Given, Reading
    from ntmreport.source import Entry

MOST_LACKING = 5
"""So many units that do not give a figure are named."""


def group(node: object) -> MappingNode:
    """Return `node` where it is a group of keys with their values; refuse anything else."""
    if isinstance(node, MappingNode):
        return node
    raise refuse(
        catalogue.WRONG_TYPE,
        cast("Node", node),
        Bilingual("ở đây cần một nhóm khóa: giá trị", "a group of `key: value` lines belongs here"),
    )


def own_name(node: Node) -> str:
    """Return what an entry of a list calls itself by its `name`; empty where it does not."""
    return node.text("name") if isinstance(node, MappingNode) else ""


def items_of(node: Node, reading: Reading) -> tuple[Node, ...]:
    """Return the nodes of a list; anything else is reported and read as an empty one."""
    if isinstance(node, SequenceNode):
        return node.items
    reading.refused.append(
        Diagnostic(
            catalogue.WRONG_TYPE,
            node.span,
            Bilingual("ở đây cần một danh sách", "a list belongs here"),
            node.path,
            Bilingual(
                "mỗi mục viết trên một dòng, bắt đầu bằng “- ”",
                "write each entry on a line of its own that begins with `- `",
            ),
        )
    )
    return ()


def unknown_key(key: str, entry: Entry, known: Iterable[str]) -> Diagnostic:
    """Return the diagnostic for a key that a group does not have."""
    return Diagnostic(
        catalogue.UNKNOWN_KEY,
        entry.key,
        Bilingual(f"không có khóa “{key}” ở đây", f"there is no key `{key}` here"),
        entry.value.path,
        nearest_hint(key, known),
    )


def missing_key(key: str, node: MappingNode, hint: Bilingual | None = None) -> Diagnostic:
    """Return the diagnostic for a key of `node` that has no value."""
    path = (*node.path, key)
    message = Bilingual(f"thiếu “{key}”", f"`{key}` is missing")
    if key in node.entries:
        blank = Bilingual("điền giá trị còn để trống", "fill in the value that is left blank")
        return Diagnostic(catalogue.MISSING, node.entries[key].key, message, path, hint or blank)
    absent = Bilingual(f"thêm dòng “{key}: …”", f"add a line `{key}: …`")
    first_key = next((entry.key for entry in node.entries.values()), node.span)
    return Diagnostic(catalogue.MISSING, first_key, message, path, hint or absent)


def missing(key: str, node: MappingNode, instead: Bilingual | None, given: Given) -> Diagnostic:
    """Return the same where others could stand for the key, or the units below give its value.

    `instead` says what to add where the key itself is not there.
    """
    lacking = given.lacking.get((*node.path, key))
    if lacking:
        return missing_key(key, node, _given_by_some(lacking, given.number))
    return missing_key(key, node, None if key in node.entries else instead)


def _given_by_some(lacking: Sequence[str], number: int) -> Bilingual:
    """Return the hint for a figure that only some of the units below give."""
    named, more = ", ".join(lacking[:MOST_LACKING]), len(lacking) - MOST_LACKING
    given = number - len(lacking)
    return Bilingual(
        f"điền giá trị, hoặc bổ sung số liệu của đơn vị cấp dưới: đã có {given}/{number}, "
        f"còn thiếu {named}{f' và {more} đơn vị khác' if more > 0 else ''}",
        f"fill it in, or complete the units below: {given} of {number} give it, "
        f"not {named}{f' and {more} more' if more > 0 else ''}",
    )
