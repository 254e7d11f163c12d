"""Straight and curly quotes in one report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.prose import EXPRESSION, prose_of
from ntmreport.checks.subject import check
from ntmreport.language import Bilingual, Hint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.subject import Finding, Subject

_STRAIGHT = re.compile('"')
_CURLY = re.compile("[“”„]")
_QUOTING_FILTER = re.compile(r"\|\s*quoted\b")
_OPENS_BEHIND = " \n([-–/\xa0"


@check(catalogue.MIXED_QUOTES)
def mixed_quotes(subject: Subject) -> Iterator[Finding]:
    """Find the quotes of the rarer kind. What templates quote by a filter is always curly."""
    prose = prose_of(subject)
    straight = [match.start() for match in _STRAIGHT.finditer(prose.text)]
    curly = [match.start() for match in _CURLY.finditer(prose.text)]
    templates = subject.form.templates.values() if subject.form else ()
    is_filtered = any(_QUOTING_FILTER.search(template) for template in templates)
    if not straight or not (curly or is_filtered):
        return
    few, many = (straight, curly)
    if len(curly) < len(straight) and not is_filtered:
        few, many = (curly, straight)
    for offset in few:
        written = prose.text[offset]
        wanted = '"' if few is curly else _curly(prose.text, offset)
        usual = [prose.span(first, first + 1) for first in many[:1]]
        yield prose.finding(
            offset,
            offset + 1,
            Bilingual(
                f"dấu ngoặc kép {written} khác kiểu với phần lớn báo cáo",
                f"the quote {written} is not of the kind that the rest of the report has",
            ),
            Hint(f"viết {wanted}", f"write {wanted}", (wanted,), is_certain=True),
            tuple((span, Bilingual("kiểu thường dùng", "the usual kind")) for span in usual),
        )


def _curly(text: str, offset: int) -> str:
    before = text[offset - 1] if offset else " "
    after = text[offset + 1 : offset + 2]
    opens = before in _OPENS_BEHIND and (after.isalnum() or after in {EXPRESSION, "…"})
    return "“" if opens else "”"
