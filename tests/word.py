"""Reading a built Word file the way tests need it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator


def paragraphs(content: bytes) -> list[str]:
    """Return the text of every paragraph of the body, those of tables in their cells' order."""
    return list(_paragraphs(docx.Document(io.BytesIO(content))))


def _paragraphs(container: object) -> Iterator[str]:
    for item in container.iter_inner_content():  # type: ignore[attr-defined] # docx has no types
        if isinstance(item, Paragraph):
            yield item.text
        elif isinstance(item, Table):
            for row in item.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell)
