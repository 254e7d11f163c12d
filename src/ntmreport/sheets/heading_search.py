"""Places in a sheet that people keep, found by the headings that a reader would go by.

One of several headings that read alike is told by those around it. Nothing is guessed: what could
be two cells is none.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from openpyxl.utils import get_column_letter

from ntmreport.language import Bilingual, to_write
from ntmreport.sheets.heading_grid import HeadingCell, HeadingGrid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ntmreport.sheets.heading_grid import Place

_MOST_LISTED = 5
_LONGEST_HEADING = 250


class NotFound(Struct, frozen=True):
    """Why headings lead to no cell, and what to write instead.

    `is_column` says that it is about the heading of the column.
    """

    message: Bilingual
    hint: Bilingual | None = None
    is_column: bool = False


def place_of(grid: HeadingGrid, rows: Sequence[str], columns: Sequence[str]) -> Place | NotFound:
    """Return the line and column of the value at the headings of a row and of a column.

    Where no column is named, it is the only number in the row.
    """
    found = _rows(grid, rows)
    if isinstance(found, NotFound):
        return found
    if not columns:
        if len(found) > 1:
            return _several(_ROW, rows, found)
        numbers = grid.numbers_behind(found[0])
        if len(numbers) == 1:
            return numbers[0]
        return _no_column(rows, found[0], numbers)
    heads = _columns(grid, columns)
    if isinstance(heads, NotFound):
        return heads
    with_head = [(row, head) for row in found for head in _nearest_above(heads, row)]
    lines = dict.fromkeys(row for row, _ in with_head)
    if not with_head:
        return NotFound(
            Bilingual(
                f"“{columns[-1]}” ({heads[0]}) không ở phía trên, bên phải “{rows[-1]}”"
                f" ({found[0]})",
                f"`{columns[-1]}` ({heads[0]}) is not above and to the right of `{rows[-1]}`"
                f" ({found[0]})",
            ),
            _BY_CELL,
        )
    if len(lines) > 1:
        return _several(_ROW, rows, list(lines))
    return _crossing(grid, with_head, rows, columns)


def place_in_line(grid: HeadingGrid, row: HeadingCell, columns: Sequence[str]) -> Place | NotFound:
    """Return the place of the value in the line of `row`, at the headings of a column."""
    heads = _columns(grid, columns)
    if isinstance(heads, NotFound):
        return heads
    name = grid.texts.get((row.first_line, row.first_column), "")
    with_head = [(row, head) for head in _nearest_above(heads, row)]
    if not with_head:
        return NotFound(
            Bilingual(
                f"cột “{columns[-1]}” ({heads[0]}) không ở phía trên, bên phải “{name}” ({row})",
                f"the column `{columns[-1]}` ({heads[0]}) is not above and to the right of"
                f" `{name}` ({row})",
            ),
            _BY_CELL,
        )
    return _crossing(grid, with_head, [name], columns)


def _crossing(
    grid: HeadingGrid,
    crossings: Sequence[tuple[HeadingCell, HeadingCell]],
    rows: Sequence[str],
    columns: Sequence[str],
) -> Place | NotFound:
    if len(crossings) > 1:
        return _several(_COLUMN, columns, [head for _, head in crossings])
    ((row, head),) = crossings
    place = row.first_line, head.first_column
    if head.first_column < head.last_column and not _is_one_cell(grid, row, head):
        return _spread(_COLUMN, columns, head)
    if row.first_line < row.last_line and not grid.is_merged_beyond(
        place, HeadingCell(*place, *place)
    ):
        return _spread(_ROW, rows, row)
    if grid.is_merged_beyond(place, row):
        return NotFound(
            Bilingual(
                f"ô giá trị của “{rows[-1]}” gộp chung với hàng khác",
                f"the cell for `{rows[-1]}` is merged with that of another row",
            ),
            _BY_CELL,
        )
    return place


def _is_one_cell(grid: HeadingGrid, row: HeadingCell, head: HeadingCell) -> bool:
    """Return whether there is one value in the row under a heading over several columns."""
    columns = range(head.first_column + 1, head.last_column + 1)
    return not any((row.first_line, column) in grid.texts for column in columns)


def _nearest_above(heads: Iterable[HeadingCell], row: HeadingCell) -> Iterator[HeadingCell]:
    """Yield the headings of columns that a row is read by: the nearest above, to its right."""
    above = [
        head
        for head in heads
        if head.last_line < row.first_line and head.first_column > row.last_column
    ]
    nearest = max((head.last_line for head in above), default=0)
    yield from (head for head in above if head.last_line == nearest)


def _rows(grid: HeadingGrid, steps: Sequence[str]) -> list[HeadingCell] | NotFound:
    found = grid.places(steps[0])
    if not found:
        return _unknown(grid, _ROW, steps[0])
    for above, step in pairwise(steps):
        inside: list[HeadingCell] = []
        cells = grid.places(step)
        if not cells:
            return _unknown(grid, _ROW, step)
        for group in found:
            is_in_group = grid.below(group)
            if is_in_group is None:
                return NotFound(
                    Bilingual(
                        f"không rõ nhóm “{above}” ({group}) gồm những hàng nào",
                        f"which rows belong to `{above}` ({group}) does not show",
                    ),
                    _BY_CELL,
                )
            inside += filter(is_in_group, cells)
        if not inside:
            return _outside(_ROW, step, above, cells)
        found = list(dict.fromkeys(inside))
    return found


def _columns(grid: HeadingGrid, steps: Sequence[str]) -> list[HeadingCell] | NotFound:
    found = grid.places(steps[0])
    if not found:
        return _unknown(grid, _COLUMN, steps[0])
    for above, step in pairwise(steps):
        cells = grid.places(step)
        if not cells:
            return _unknown(grid, _COLUMN, step)
        inside = [cell for group in found for cell in filter(grid.under(group), cells)]
        if not inside:
            return _outside(_COLUMN, step, above, cells)
        found = list(dict.fromkeys(inside))
    return found


_BY_CELL = Bilingual("nêu thẳng ô, ví dụ cell: B7", "name the cell itself, as in cell: B7")
_ROW, _COLUMN = "row", "column"
_KINDS = {_ROW: Bilingual("hàng", "row"), _COLUMN: Bilingual("cột", "column")}


def _unknown(grid: HeadingGrid, key: str, step: str) -> NotFound:
    kind, near = _KINDS[key], grid.near(step)
    return NotFound(
        Bilingual(
            f"trong trang không có {kind.vi} “{step}”", f"the sheet has no {kind.en} `{step}`"
        ),
        to_write(" ".join(near.split()))
        if near is not None and len(near) <= _LONGEST_HEADING
        else Bilingual("viết đúng như chữ trong tệp Excel", "write it as the workbook does"),
        is_column=key == _COLUMN,
    )


def _outside(key: str, step: str, above: str, cells: Sequence[HeadingCell]) -> NotFound:
    kind = _KINDS[key]
    return NotFound(
        Bilingual(
            f"{kind.vi} “{step}” ({_listed(cells)}) không thuộc “{above}”",
            f"the {kind.en} `{step}` ({_listed(cells)}) is not in `{above}`",
        ),
        _BY_CELL,
        is_column=key == _COLUMN,
    )


def _several(key: str, steps: Sequence[str], cells: Sequence[HeadingCell]) -> NotFound:
    kind = _KINDS[key]
    return NotFound(
        Bilingual(
            f"có {len(cells)} {kind.vi} “{steps[-1]}”: {_listed(cells)}",
            f"there are {len(cells)} {kind.en}s `{steps[-1]}`: {_listed(cells)}",
        ),
        Bilingual(
            f"nêu cả tên nhóm ở trên: {key}: [tên nhóm, {steps[-1]}], hoặc nêu ô: cell: B7",
            f"name the group above it, too: {key}: [group, {steps[-1]}], or the cell: cell: B7",
        ),
        is_column=key == _COLUMN,
    )


def _spread(key: str, steps: Sequence[str], cell: HeadingCell) -> NotFound:
    kind = _KINDS[key]
    return NotFound(
        Bilingual(
            f"“{steps[-1]}” ({cell}) gộp nhiều {kind.vi}",
            f"`{steps[-1]}` ({cell}) is merged over several {kind.en}s",
        ),
        Bilingual(
            f"nêu tiếp {kind.vi} ở trong: {key}: [{steps[-1]}, …]",
            f"name the {kind.en} in it: {key}: [{steps[-1]}, …]",
        ),
        is_column=key == _COLUMN,
    )


def _no_column(rows: Sequence[str], row: HeadingCell, numbers: Sequence[Place]) -> NotFound:
    listed = ", ".join(f"{get_column_letter(n)}{line}" for line, n in numbers[:_MOST_LISTED])
    said = Bilingual(
        f"hàng “{rows[-1]}” ({row}) có {len(numbers)} số: {listed}",
        f"the row `{rows[-1]}` ({row}) has {len(numbers)} numbers: {listed}",
    )
    none = Bilingual(
        f"hàng “{rows[-1]}” ({row}) không có số nào", f"the row `{rows[-1]}` ({row}) has no number"
    )
    return NotFound(
        said if numbers else none,
        Bilingual("nêu cả tên cột: column: …", "name the column, too: column: …"),
    )


def _listed(cells: Sequence[HeadingCell]) -> str:
    named = ", ".join(map(str, cells[:_MOST_LISTED]))
    return f"{named}, …" if len(cells) > _MOST_LISTED else named
