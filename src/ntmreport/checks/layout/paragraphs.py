"""Paragraphs: how they are aligned and indented, and the room around them and in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.layout.decree import INDENTS_MM, LEAST_BETWEEN_PARAGRAPHS_POINTS, LINES
from ntmreport.checks.layout.layout_violation import is_within, shown
from ntmreport.checks.layout.lines import Deviation, check_of_lines
from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from ntmreport.checks.layout.lines import Setting

_INDENT_TOLERANCE_MM = 0.5
_LINES_TOLERANCE = 0.01
_SPACE_TOLERANCE_POINTS = 0.01

_ALIGNMENTS = {
    "center": Bilingual("canh giữa", "centred"),
    "both": Bilingual("canh đều hai lề", "justified"),
    "left": Bilingual("canh trái", "aligned left"),
    "right": Bilingual("canh phải", "aligned right"),
}
# What later editions of the format call them.
_SAME_ALIGNMENT = {"start": "left", "end": "right", "distribute": "both"}


@check_of_lines(catalogue.LAYOUT_ALIGNMENT)
def layout_alignment(setting: Setting) -> Deviation | None:
    """Find lines that are not centred or justified as the decree asks for their kind."""
    alignment = setting.shape.alignment
    written, wanted = _SAME_ALIGNMENT.get(alignment, alignment), setting.norm.alignment
    if wanted is None or wanted == written:
        return None
    found, asked = _ALIGNMENTS.get(written, Bilingual(written, written)), _ALIGNMENTS[wanted]
    return Deviation(
        Bilingual(found.vi, f"it is {found.en}"), Bilingual(f"cần {asked.vi}", f"not {asked.en}")
    )


@check_of_lines(catalogue.LAYOUT_INDENT)
def layout_indent(setting: Setting) -> Deviation | None:
    """Find paragraphs of the body whose first line is not indented by 1 cm or 1,27 cm."""
    indent = setting.shape.first_line
    if not setting.is_body or indent is None or setting.shape.alignment == "center":
        return None
    if any(abs(indent - mm) <= _INDENT_TOLERANCE_MM for mm in INDENTS_MM):
        return None
    length = shown(indent)
    return Deviation(
        Bilingual(
            f"dòng đầu lùi vào {length.vi} mm", f"the first line is indented by {length.en} mm"
        ),
        Bilingual("cần 10 hoặc 12,7 mm", "not by 10 or 12.7 mm"),
    )


@check_of_lines(catalogue.LAYOUT_SPACING)
def layout_spacing(setting: Setting) -> Deviation | None:
    """Find paragraphs of the body that stand too near, and lines too near or too far apart."""
    if not setting.is_body:
        return None
    least = LEAST_BETWEEN_PARAGRAPHS_POINTS
    if setting.shape.between < least - _SPACE_TOLERANCE_POINTS:
        room = shown(setting.shape.between)
        return Deviation(
            Bilingual(
                f"khoảng cách giữa các đoạn {room.vi} pt", f"paragraphs are {room.en} pt apart"
            ),
            Bilingual(f"cần ít nhất {least} pt", f"not at least {least} pt"),
        )
    if not is_within(setting.shape.lines, LINES, _LINES_TOLERANCE):
        lines = shown(setting.shape.lines, 2)
        return Deviation(
            Bilingual(f"khoảng cách dòng {lines.vi} dòng", f"the line spacing is {lines.en} lines"),
            Bilingual("cần từ dòng đơn đến 1,5 dòng", "not single to 1.5 lines"),
        )
    return None
