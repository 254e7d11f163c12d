"""Checks of the layout: for printing, and against the decree.

The checks that follow Nghị định 30/2020/NĐ-CP give warnings: a layout is an office's own decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.checks.layout.lines import (
    layout_alignment,
    layout_font,
    layout_indent,
    layout_lettering,
    layout_size,
    layout_spacing,
)
from ntmreport.checks.layout.pages import layout_margins, layout_page_number, layout_paper
from ntmreport.checks.layout.printing import PRINTING_CHECKS

if TYPE_CHECKING:
    from ntmreport.checks.violation import Check

DECREE_CHECKS: tuple[Check, ...] = (
    layout_paper,
    layout_margins,
    layout_font,
    layout_size,
    layout_indent,
    layout_spacing,
    layout_page_number,
    layout_lettering,
    layout_alignment,
)
"""The checks against the decree, which any Word file can be held against."""

LAYOUT_CHECKS: tuple[Check, ...] = (*PRINTING_CHECKS, *DECREE_CHECKS)
"""The checks of family 6xx, in the order of their codes."""
