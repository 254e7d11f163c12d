"""From two states of the data to the changes of figures and of the report's sentences."""

from __future__ import annotations

from ntmreport.diff.comparison import (
    Changes,
    Side,
    UncompiledError,
    changes_between,
    changes_of_each,
    compiled_side,
    revision_side,
)
from ntmreport.diff.figure_changes import ChangeKind, FigureChange
from ntmreport.diff.passage_changes import Passage, PassageChange, Piece

__all__ = [
    "ChangeKind",
    "Changes",
    "FigureChange",
    "Passage",
    "PassageChange",
    "Piece",
    "Side",
    "UncompiledError",
    "changes_between",
    "changes_of_each",
    "compiled_side",
    "revision_side",
]
