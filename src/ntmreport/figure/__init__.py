"""Figures: exact values with unit, label and origin, their arithmetic, and their printed text."""

from __future__ import annotations

from ntmreport.figure.arithmetic import (
    LABEL_SEPARATOR,
    Computed,
    Counted,
    Figure,
    Operation,
    Origin,
    Stated,
    UnitMismatchError,
    Written,
    absolute,
    count,
    difference,
    joined_label,
    percent,
    quotient,
    total,
)
from ntmreport.figure.unit_spelling import PERCENT, PERCENTAGE_POINT

__all__ = [
    "LABEL_SEPARATOR",
    "PERCENT",
    "PERCENTAGE_POINT",
    "Computed",
    "Counted",
    "Figure",
    "Operation",
    "Origin",
    "Stated",
    "UnitMismatchError",
    "Written",
    "absolute",
    "count",
    "difference",
    "joined_label",
    "percent",
    "quotient",
    "total",
]
