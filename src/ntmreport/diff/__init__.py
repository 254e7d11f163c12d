"""From two states of the data to what changed: figures, and the sentences of the report."""

from __future__ import annotations

from ntmreport.diff.changes import (
    BlockChange,
    Change,
    Difference,
    FigureChange,
    Piece,
    difference,
)
from ntmreport.diff.sides import Side, UncompiledError, compiled_side, revision_side

__all__ = [
    "BlockChange",
    "Change",
    "Difference",
    "FigureChange",
    "Piece",
    "Side",
    "UncompiledError",
    "compiled_side",
    "difference",
    "revision_side",
]
