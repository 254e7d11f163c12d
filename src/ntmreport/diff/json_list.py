"""A comparison for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ntmreport.compose.printing import rounded
from ntmreport.diff.wording import place
from ntmreport.lineage import plain_value
from ntmreport.span import written_path

if TYPE_CHECKING:
    from ntmreport.diff.changes import Difference


def render(difference: Difference) -> str:
    """Return an object with `old`, `new`, `figures` and `sentences`; numbers are ISO texts."""
    figures = [
        {
            "path": written_path(change.path),
            "label": change.figure.label,
            "unit": change.figure.unit,
            "change": change.change.value,
            "typed": change.is_typed,
            "old": plain_value(change.old) if change.old else None,
            "new": plain_value(change.new) if change.new else None,
            "difference": None if change.delta is None else str(rounded(change.delta, 6)),
            "percent": None if change.relative is None else str(rounded(change.relative, 2)),
            "place": place(change),
        }
        for change in difference.figures
    ]
    sentences = [
        {
            "change": block.change.value,
            "old": block.old.text if block.old else None,
            "new": block.new.text if block.new else None,
            "pieces": [{"change": p.change.value, "text": p.text} for p in block.pieces],
        }
        for block in difference.changed_blocks
    ]
    whole = {
        "old": difference.old.name,
        "new": difference.new.name,
        "figures": figures,
        "sentences": sentences,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
