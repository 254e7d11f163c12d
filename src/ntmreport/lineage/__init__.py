"""Lineage: which data each figure of a report comes from, and all that tells it to people."""

from __future__ import annotations

from ntmreport.lineage.entry import (
    Entry,
    Printing,
    counted_places,
    exact,
    formula,
    formula_of,
    formula_with_values,
    inputs,
    leaves,
    plain_value,
    span_of,
)

__all__ = [
    "Entry",
    "Printing",
    "counted_places",
    "exact",
    "formula",
    "formula_of",
    "formula_with_values",
    "inputs",
    "leaves",
    "plain_value",
    "span_of",
]
