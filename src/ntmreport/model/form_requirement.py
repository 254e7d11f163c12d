"""A value that a form prints whatever the models say of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from ntmreport.model.nearest_name import nearest
from ntmreport.source import MappingNode, SequenceNode

if TYPE_CHECKING:
    from ntmreport.source import Node
    from ntmreport.span import Path


@dataclass(frozen=True, slots=True)
class FormRequirement:
    """Where the value belongs in the data, and what it is called there.

    It is not needed where the data states something `instead`.
    """

    path: Path
    label: str
    instead: Path = ()

    def is_met_instead(self, root: MappingNode | None, at: Path) -> bool:
        """Return whether the file `root` states what the value at `at` is needed for."""
        if not self.instead or root is None:
            return False
        node: Node = root
        *way, name = self.instead[1:]
        # The need speaks of the first entry of a list; `at` is in the one that is meant.
        for step, actual in zip_longest(way, at[1 : len(way) + 1]):
            key = actual if isinstance(step, int) else step
            if isinstance(node, MappingNode) and key in node.entries:
                node = node.entries[str(key)].value
            elif isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.items):
                node = node.items[key]
            else:
                return False
        # What is misspelled there is a mistake of its own.
        return not isinstance(node, MappingNode) or nearest(str(name), node.entries) is not None
