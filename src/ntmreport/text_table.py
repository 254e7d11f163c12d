"""Tables of plain text for a terminal, laid out by rich."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ntmreport.escapes import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_UNBOUNDED = 10_000


def text_table(
    rows: Sequence[Sequence[str]],
    *,
    head: Sequence[str] = (),
    right: Collection[int] = (),
    width: int | None = None,
) -> list[str]:
    """Return the lines of a table whose columns stand two spaces apart; those in `right` end alike.

    A cell that is too long for a terminal of this `width`, in columns, goes on below itself; where
    it is None, as in a file, each row is one line.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=bool(head), pad_edge=False, padding=(0, 2, 0, 0))
    for number, title in enumerate(head or rows[0]):
        table.add_column(
            Text(printable(title)),
            justify="right" if number in right else "left",
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    stream = io.StringIO()
    console = Console(file=stream, width=width or _UNBOUNDED, color_system=None)
    console.print(table)
    return [line.rstrip() for line in stream.getvalue().splitlines()]
