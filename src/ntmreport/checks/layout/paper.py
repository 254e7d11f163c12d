"""Paper and margins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.layout.decree import MARGINS_MM, PAPER_MM
from ntmreport.checks.layout.layout_violation import is_within, shown, violation
from ntmreport.checks.layout.reading import reading_of
from ntmreport.checks.violation import check
from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.violation import Subject, Violation

_PAPER_TOLERANCE_MM = 1
_MARGIN_TOLERANCE_MM = 0.1

_SIDES = {
    "top": Bilingual("trên", "top"),
    "bottom": Bilingual("dưới", "bottom"),
    "left": Bilingual("trái", "left"),
    "right": Bilingual("phải", "right"),
}


@check(catalogue.LAYOUT_PAPER)
def layout_paper(subject: Subject) -> Iterator[Violation]:
    """Find sections whose paper is not A4 upright; one with a table of its own may lie."""
    width, height = PAPER_MM
    for number, section in enumerate(reading_of(subject).sections):
        if section.width is None or section.height is None:
            continue
        is_upright = _is_near(section.width, width) and _is_near(section.height, height)
        is_lying = _is_near(section.width, height) and _is_near(section.height, width)
        if is_upright or (is_lying and section.has_table and number > 0):
            continue
        across, down = shown(section.width), shown(section.height)
        yield violation(
            section.span,
            "paper",
            "I.1-2",
            Bilingual(
                f"khổ giấy {across.vi} × {down.vi} mm, cần A4 dọc ({width} × {height} mm)",
                f"the paper is {across.en} × {down.en} mm, not A4 upright ({width} × {height} mm)",
            ),
        )


@check(catalogue.LAYOUT_MARGINS)
def layout_margins(subject: Subject) -> Iterator[Violation]:
    """Find margins that are wider or narrower than the decree's."""
    for section in reading_of(subject).sections:
        for side, (least, most) in MARGINS_MM.items():
            measured = section.margins.get(side)
            if measured is None or is_within(measured, (least, most), _MARGIN_TOLERANCE_MM):
                continue
            name, margin = _SIDES[side], shown(measured)
            yield violation(
                section.span,
                side,
                "I.3",
                Bilingual(
                    f"lề {name.vi} {margin.vi} mm, cần {least}-{most} mm",
                    f"the {name.en} margin is {margin.en} mm, not {least}-{most} mm",
                ),
            )


def _is_near(measured: float, wanted: float) -> bool:
    return abs(measured - wanted) <= _PAPER_TOLERANCE_MM
