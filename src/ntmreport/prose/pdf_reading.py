"""From the text of a PDF to a finished report: lines are joined to paragraphs again.

A PDF has no paragraphs. A line goes on the one before it unless it begins with a label, follows
an empty line, or the one before it ends well short of the edge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.text_reading import report_of_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.prose.finished_report import FinishedReport

_BEGINS = lazy_pattern(
    r"\s*(?:[-–+*•](?:\s|(?=[^\W\d]))|[IVX]{1,5}\.\s|\d{1,2}(?:\.\d{1,2})*\.\s|[a-zđ]\)\s|Biểu"
    r"|Phụ lục|Bảng)"
)
_COLUMNS = lazy_pattern(r"\S\s{3,}\S")
_GAP = lazy_pattern(r"\s{2,}")
_PAGE_NUMBER = lazy_pattern(r"\s*(?:Trang )?\d{1,3}\s*$")
_SHORT = 0.72
_LEAST_WIDTH = 40


def report_of_pdf_text(file: str, text: str, read_with: str) -> FinishedReport:
    """Return the report in the text that `read_with` made of a PDF, a form feed between pages."""
    return report_of_text(file, "\n".join(_paragraphs(text)), read_with)


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs, each as a line; a form feed stands at the beginning of a page."""
    widths = [len(line.strip()) for line in text.split("\n") if line.strip()]
    edge = max(_LEAST_WIDTH, sorted(widths)[len(widths) * 9 // 10]) if widths else _LEAST_WIDTH
    joined, feed, is_open = "", "", False
    for line in text.split("\n"):
        if line.startswith("\f"):
            feed += "\f"
        plain = line.replace("\f", "").strip()
        if not plain or (_PAGE_NUMBER.match(plain) and feed):
            is_open = is_open and bool(feed)
            continue
        if _COLUMNS.search(plain) and len(_GAP.split(plain)) > 2:
            if joined:
                yield joined
            joined, is_open = "", False
            yield feed + " | ".join(_GAP.split(plain))
            feed = ""
            continue
        if is_open and not _BEGINS.match(plain):
            joined += f" {plain}"
        else:
            if joined:
                yield joined
            joined = feed + plain
            feed = ""
        is_open = len(plain) > edge * _SHORT and not plain.endswith(("./.", ":"))
    if joined:
        yield joined
