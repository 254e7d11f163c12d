"""Paper that lies for part of a report: sections made of the properties of the report's own."""

from __future__ import annotations

import re

from ntmreport.lazy_pattern import lazy_pattern

_SECTION = lazy_pattern(r"<w:sectPr(?: [^>]*)?(?:/>|>.*?</w:sectPr>)", re.DOTALL)
_SIZE = lazy_pattern(r"<w:pgSz [^>]*/>")
_MARGINS = lazy_pattern(r"<w:pgMar [^>]*/>")
_FIRST_PAGE = lazy_pattern(r"<w:titlePg(?: [^>]*)?/>")
_FIRST_NUMBER = lazy_pattern(r' w:start="\d+"')
_NO_NUMBERING = lazy_pattern(r"<w:pgNumType/>")


def is_upright(section: str) -> bool:
    """Return whether the paper of a section is higher than wide."""
    wide, high = _sides(section)
    return wide <= high


def width_of(section: str) -> int:
    """Return how wide the text on the paper of a section is, in twips."""
    margins = _MARGINS.search(section)
    found = dict(re.findall(r'w:(left|right|gutter)="(\d{1,6})"', margins[0])) if margins else {}
    return max(_sides(section)[0] - sum(map(int, found.values())), 1)


def turned(section: str) -> str:
    """Return the properties of a section with its paper turned, its margins where they are."""
    wide, high = _sides(section)
    lies = ' w:orient="landscape"' if high > wide else ""
    size = f'<w:pgSz w:w="{high}" w:h="{wide}"{lies}/>'
    return _SIZE.sub(size, section)


def continued(section: str) -> str:
    """Return the properties of a section that goes on with the pages of the one before it."""
    without = _FIRST_NUMBER.sub("", _FIRST_PAGE.sub("", section))
    return _NO_NUMBERING.sub("", without)


def next_section_continued(xml: str, position: int) -> str:
    """Return a part in which the first section that ends behind `position` goes on."""
    found = _SECTION.search(xml, position)
    if found is None:
        return xml
    return xml[: found.start()] + continued(found[0]) + xml[found.end() :]


def _sides(section: str) -> tuple[int, int]:
    size = _SIZE.search(section)
    found = dict(re.findall(r'w:(w|h)="(\d{1,6})"', size[0])) if size else {}
    return int(found.get("w", 11906)), int(found.get("h", 16838))
