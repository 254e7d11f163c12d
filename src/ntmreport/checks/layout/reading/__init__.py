"""How a layout.docx sets what it prints: each line with its look, as Word would work it out.

What is set directly comes before styles, a style before the one it is based on, and these before
the document's defaults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.checks.layout.reading.values import Reading
from ntmreport.compose import LAYOUT

if TYPE_CHECKING:
    from ntmreport.checks.violation import Subject


def reading_of(subject: Subject) -> Reading:
    """Return how the layout sets what it prints: nothing where there is none."""
    if subject.form is None:
        return Reading()
    from ntmreport.checks.layout.reading.file import read_layout  # which loads lxml

    return read_layout(subject.form.layout, f"{subject.form.folder}/{LAYOUT}")
