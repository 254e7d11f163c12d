"""The words in which every format of a comparison says what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.compose.printing import grouped, printed_with_unit, rounded
from ntmreport.diff.changes import Change
from ntmreport.figure import PERCENT, PERCENTAGE_POINT
from ntmreport.language import Bilingual
from ntmreport.lineage import span_of
from ntmreport.span import written_path

if TYPE_CHECKING:
    from ntmreport.diff.changes import Difference, FigureChange

TYPED = Bilingual("Số liệu đã sửa trong dữ liệu", "Figures changed in the data")
FOLLOWING = Bilingual("Số liệu thay đổi theo", "Figures that follow")
SENTENCES = Bilingual("Câu chữ thay đổi", "Sentences that changed")
NOTHING = Bilingual("Không có gì thay đổi.", "Nothing has changed.")
COLUMNS = (
    Bilingual("Số liệu", "Figure"),
    Bilingual("Trước", "Before"),
    Bilingual("Sau", "After"),
    Bilingual("Chênh lệch", "Difference"),
    Bilingual("Tỷ lệ", "Percent"),
    Bilingual("Tệp, dòng", "File, line"),
)
CHANGES = {
    Change.ADDED: Bilingual("thêm", "added"),
    Change.REMOVED: Bilingual("bỏ", "removed"),
    Change.CHANGED: Bilingual("sửa", "changed"),
}


def title(difference: Difference) -> Bilingual:
    """Return what is compared with what."""
    old, new = difference.old.name, difference.new.name
    return Bilingual(f"So sánh {old} với {new}", f"{old} compared with {new}")


def cells(change: FigureChange) -> tuple[str, str, str, str, str, str]:
    """Return what the columns say of a figure: label, before, after, difference, percent, place."""
    return (
        change.figure.label or written_path(change.path),
        printed_with_unit(change.old) if change.old else "",
        printed_with_unit(change.new) if change.new else "",
        _signed_difference(change),
        _signed_percent(change),
        place(change),
    )


def place(change: FigureChange) -> str:
    """Return the line of the data where the figure is now, or was; the path where it follows."""
    span = span_of(change.figure)
    return f"{span.file}:{span.line}" if span else written_path(change.path)


def _signed_difference(change: FigureChange) -> str:
    if change.delta is None:
        return ""
    unit = change.figure.unit
    unit = PERCENTAGE_POINT if unit == PERCENT else unit
    return f"{_signed(grouped(rounded(change.delta, 2)))} {unit}".rstrip()


def _signed_percent(change: FigureChange) -> str:
    # The percentage of a percentage only confuses: its difference is in percentage points.
    if change.relative is None or change.figure.unit in {PERCENT, PERCENTAGE_POINT}:
        return ""
    return f"{_signed(grouped(rounded(change.relative, 2)))}%"


def _signed(number: str) -> str:
    return number if number.startswith("-") else f"+{number}"
