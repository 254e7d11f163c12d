"""A comparison for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.diff.wording import place
from ntmreport.escapes import json_text
from ntmreport.figure.number_format import rounded
from ntmreport.lineage import plain_value
from ntmreport.span import written_path

if TYPE_CHECKING:
    from fractions import Fraction

    from ntmreport.diff.changes import Difference, FigureChange, PassageChange
    from ntmreport.figure import Figure


def render(difference: Difference) -> str:
    """Return an object with `old`, `new`, `figures`, `stayed` and `sentences`.

    Numbers are ISO texts. In `stayed` are figures that are stated as before, with what the data
    gave and gives.
    """
    whole = {
        "old": difference.old.name,
        "new": difference.new.name,
        "figures": [_figure(change, difference) for change in difference.figures],
        "stayed": [
            _figure(change, difference) | {"stated": _value(change.stated)}
            for change in difference.stayed
        ],
        "sentences": [_sentence(change) for change in difference.passages],
    }
    return json_text(whole)


def _figure(change: FigureChange, difference: Difference) -> dict[str, object]:
    named = change.stated or change.figure
    return {
        "path": written_path(named.path),
        "old_path": written_path(change.old.path) if change.old else None,
        "label": named.label,
        "unit": change.figure.unit,
        "change": change.change.value,
        "typed": change.is_typed,
        "old": _value(change.old),
        "new": _value(change.new),
        "difference": _number(change.delta, 6),
        "percent": _number(change.relative, 2),
        "place": place(change, difference) or None,
    }


def _sentence(change: PassageChange) -> dict[str, object]:
    passage = change.passage
    return {
        "change": change.change.value,
        "section": passage.section or None,
        "frame": passage.frame or None,
        "old": change.old.text if change.old else None,
        "new": change.new.text if change.new else None,
        "pieces": [{"change": each.change.value, "text": each.text} for each in change.pieces],
    }


def _value(figure: Figure | None) -> str | None:
    return None if figure is None else plain_value(figure)


def _number(value: Fraction | None, decimals: int) -> str | None:
    if value is None:
        return None
    text = f"{rounded(value, decimals):f}"
    return text.rstrip("0").rstrip(".")
