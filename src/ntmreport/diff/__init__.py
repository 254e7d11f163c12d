"""From two states of the data to what changed: figures, and the sentences of the report."""

from __future__ import annotations

from ntmreport.diff.changes import (
    Change,
    Difference,
    FigureChange,
    Passage,
    PassageChange,
    Piece,
    difference,
)
from ntmreport.diff.sides import Side, UncompiledError, compiled_side, revision_side

__all__ = [
    "Change",
    "Difference",
    "FigureChange",
    "Passage",
    "PassageChange",
    "Piece",
    "Side",
    "UncompiledError",
    "compiled_side",
    "difference",
    "revision_side",
]
