"""The layout: what keeps the report from being printed, and what the decree sets otherwise.

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
from ntmreport.checks.layout.printing import (
    layout_foreign,
    layout_lacks_block,
    layout_outdated,
    layout_tag,
    layout_unreadable,
    layout_without_effect,
)

if TYPE_CHECKING:
    from ntmreport.checks.violation import Check

LAYOUT_CHECKS: tuple[Check, ...] = (
    layout_unreadable,
    layout_tag,
    layout_lacks_block,
    layout_foreign,
    layout_outdated,
    layout_without_effect,
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
"""The checks of family 6xx, in the order of their codes."""
