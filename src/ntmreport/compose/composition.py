"""The result of composing: the document, and values that the form prints and data lacks.

No Jinja is loaded here: that a period can be composed is often known already.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.model.nearest_name import nearest
from ntmreport.source import MappingNode, Node, SequenceNode
from ntmreport.span import Path, Span, general

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.document import Document


class FormRequirement(Struct, frozen=True):
    """A value that a form prints whatever the models say of it: its path and its label.

    It is not needed where the data has something at the path `instead`.
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
        # What is misspelled there is a violation of its own.
        return not isinstance(node, MappingNode) or nearest(str(name), node.entries) is not None


class Lacking(Struct, frozen=True):
    """A value that the form prints and the data does not have; `span` is where it is printed."""

    need: FormRequirement
    span: Span


class Composition(Struct, frozen=True):
    """The document that a form makes of a period, None where something failed, and the diagnostics.

    `lacking` are values that the form prints and the data does not have: blanks of a draft.
    `uncomputed` are printed values that come to nothing although all their data is there.
    """

    document: Document | None
    diagnostics: tuple[Diagnostic, ...]
    lacking: tuple[Lacking, ...]
    uncomputed: tuple[Lacking, ...]


def generalised(lacking: Iterable[Lacking]) -> Mapping[Path, FormRequirement]:
    """Return what is lacking in one year as requirements, by their general paths."""
    needs = (each.need for each in lacking)
    return {
        general(need.path): replace(need, path=general(need.path), instead=general(need.instead))
        for need in needs
    }
