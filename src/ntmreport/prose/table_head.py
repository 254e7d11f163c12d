"""The head of a table: the rows above the first one with figures, and what each column is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.prose.finished_report import TableCell

_FIGURE = re.compile(r"[-–]?\(?\d[\d.,]*\s*%?\)?$")
_YEAR = re.compile(r"(?:năm )?(?:19|20)\d\d$", re.IGNORECASE)


def head_rows(rows: Sequence[Sequence[TableCell]]) -> int:
    """Return how many rows from the top are the head: the first, and all before the figures.

    A row that numbers the columns, `(1) (2) (3)` or `1 2 3`, is of the head too.
    """
    count = 0
    for index, row in enumerate(rows):
        texts = [cell.text for cell in row if cell.text]
        if index and _numbers_columns(texts):
            return index + 1
        figures = [text for text in texts if _FIGURE.match(text) and not _YEAR.match(text)]
        if index and (figures or len(texts) < 2):
            break
        if not index and len(figures) > 1 and not _numbers_columns(texts):
            return 0
        count = index + 1
    return count


def _numbers_columns(texts: Sequence[str]) -> bool:
    numbers = [text.strip("()") for text in texts]
    return len(numbers) > 2 and numbers == [str(each + 1) for each in range(len(numbers))]
