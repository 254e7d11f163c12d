"""Pages of the layout held against the decree: paper, margins and page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.layout.decree import MARGINS_MM, PAGE_NUMBER_POINTS, PAPER_MM
from ntmreport.checks.layout.layout_violation import is_within, reading_of, shown, violation
from ntmreport.checks.violation import check
from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.violation import Subject, Violation
    from ntmreport.layout.layout_reading import Section
    from ntmreport.span import Span

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


@check(catalogue.LAYOUT_PAGE_NUMBER)
def layout_page_number(subject: Subject) -> Iterator[Violation]:
    """Find layouts without the page number in the middle of the top, from the second page on."""
    for section in reading_of(subject).sections[:1]:
        kinds = ("default", "even") if section.has_other_even_pages else ("default",)
        problems = [*_first_page(section)]
        for kind in kinds:
            problems += _page_number(section, kind)
        for span, problem in dict.fromkeys(problems):
            yield violation(span, "page_number", "I.7", problem)
    for section in reading_of(subject).sections:
        if section.has_annexes and section.first_number != "1":
            yield violation(
                section.span,
                "page_number",
                "III.1.đ",
                Bilingual(
                    "số trang của phụ lục không đánh riêng từ 1",
                    "the pages of an annex are not numbered from 1 by themselves",
                ),
            )


def _first_page(section: Section) -> Iterator[tuple[Span, Bilingual]]:
    first = section.headers.get("first")
    if not section.has_other_first_page or (first and first.page_number):
        yield (
            first.page_number.span if first and first.page_number else section.span,
            Bilingual("số trang hiện ở trang thứ nhất", "the first page shows its number"),
        )
    if section.number_format != "decimal" or section.first_number not in {"", "1"}:
        yield (
            section.span,
            Bilingual(
                "số trang không đánh từ 1 bằng chữ số Ả Rập",
                "pages are not numbered from 1 in Arabic numerals",
            ),
        )


def _page_number(section: Section, kind: str) -> Iterator[tuple[Span, Bilingual]]:
    header = section.headers.get(kind)
    if header is None or header.page_number is None:
        yield (
            section.span,
            Bilingual(
                "không có số trang (trường PAGE) ở đầu trang",
                "the header has no page number (PAGE field)",
            ),
        )
        return
    line = header.page_number
    if not header.is_centred:
        yield line.span, Bilingual("số trang không canh giữa", "the page number is not centred")
    for look in dict.fromkeys(stretch.look for stretch in line.stretches):
        if not is_within(look.points, PAGE_NUMBER_POINTS):
            size = shown(look.points)
            yield (
                line.span,
                Bilingual(
                    f"số trang cỡ chữ {size.vi}, cần 13-14",
                    f"the page number has {size.en} pt, not 13-14 pt",
                ),
            )
        if look.is_italic:
            yield (
                line.span,
                Bilingual("số trang in nghiêng, cần kiểu chữ đứng", "the page number is italic"),
            )
