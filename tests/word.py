"""Reading a built Word file the way tests need it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from ntmreport.no_break_space import NO_BREAK_SPACE

if TYPE_CHECKING:
    from collections.abc import Iterator


def paragraphs(content: bytes) -> list[str]:
    """Return the text of every paragraph of the body, those of tables in their cells' order.

    Spaces at which no line breaks are read as spaces; tests/test_no_break_space.py looks at them.
    """
    found = _paragraphs(docx.Document(io.BytesIO(content)))
    return [text.replace(NO_BREAK_SPACE, " ") for text in found]


def _paragraphs(container: object) -> Iterator[str]:
    for item in container.iter_inner_content():  # type: ignore[attr-defined] # docx has no types
        if isinstance(item, Paragraph):
            yield item.text
        elif isinstance(item, Table):
            for row in item.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell)
