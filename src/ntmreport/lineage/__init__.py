"""Lineage: where the figures of a report come from, with the answers and lists that say so."""

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
