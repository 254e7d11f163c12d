"""Where each character of a YAML text stands in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.span import Span


class Place(NamedTuple):
    """A character's line and columns, from 1; several columns where it is written as an escape."""

    line: int
    column: int
    end_column: int
