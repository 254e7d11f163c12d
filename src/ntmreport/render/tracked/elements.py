"""The elements of Word's XML that changes are about, and how two of them are compared."""

from __future__ import annotations

import re

from lxml import etree

from ntmreport.render.opc import Element, W

PARAGRAPH, TABLE, ROW, CELL, RUN, TEXT = (
    f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "r", "t")
)
PROPERTIES, LOOK, SECTION = (f"{W}{name}" for name in ("pPr", "rPr", "sectPr"))

_DECLARED_AGAIN = re.compile(r' xmlns(?::\w+)?="[^"]*"')


def xml(element: Element) -> str:
    """Return XML to compare; which names are declared depends on where an element stands."""
    text: str = etree.tostring(element, encoding="unicode", with_tail=False)
    return _DECLARED_AGAIN.sub("", text)
