"""How a layout.docx sets what it prints, kept with what a report needs of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.compose import LAYOUT
from ntmreport.layout.layout_reading import LayoutReading

if TYPE_CHECKING:
    from ntmreport.checks.violation import Subject


def reading_of(subject: Subject) -> LayoutReading:
    """Return how the layout sets what it prints: nothing where it cannot be used, which others
    tell.
    """
    if subject.form is None:
        return LayoutReading()
    from ntmreport.layout.layout_cache import prepared_layout  # which loads Jinja
    from ntmreport.layout.prepared_layout import PreparedLayout

    prepared = prepared_layout(subject.form.layout, f"{subject.form.folder}/{LAYOUT}")
    return prepared.reading if isinstance(prepared, PreparedLayout) else LayoutReading()
