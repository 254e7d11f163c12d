"""The elements of Word's XML that changes are about."""

from __future__ import annotations

from ntmreport.layout.word_xml import W

PARAGRAPH, TABLE, ROW, CELL, RUN, TEXT = (
    f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "r", "t")
)
PROPERTIES, LOOK, SECTION = (f"{W}{name}" for name in ("pPr", "rPr", "sectPr"))
