"""Page numbers: where they stand, how they look, and from what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.layout.decree import PAGE_NUMBER_POINTS
from ntmreport.checks.layout.layout_violation import is_within, shown, violation
from ntmreport.checks.layout.reading import reading_of
from ntmreport.checks.violation import check
from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.violation import Subject, Violation
    from ntmreport.layout.layout_reading import Section
    from ntmreport.span import Span


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
