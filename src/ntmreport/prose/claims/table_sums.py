"""Totals in tables, down the columns and along the rows.

Which rows and columns make up a total is tried, and the figures decide: where the sums come out
elsewhere in the table, one that does not is wrong.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.limits import MOST_TOTALS_OF_TABLE
from ntmreport.prose.claim import (
    Claim,
    Verdict,
    fixed,
    is_rounding,
    is_slip,
    one_digit_apart,
    shown,
)
from ntmreport.prose.figure_grid import grids_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.figure_grid import CellFigure, FigureGrid, GridRow
    from ntmreport.prose.finished_report import FinishedReport

_NEAR = Fraction(10, 100)
_VERY_NEAR = Fraction(2, 100)
_MOST_SHOWN = 6
_MANY = 2
_MOST_HYPOTHESES = 12
_STRONG = 100
_SMALL = 10
"""A total that equals its parts by chance hardly ever."""

_TOTAL_HEAD = re.compile(r"tổng|\bcộng\b|toàn huyện|toàn tỉnh|cả năm", re.IGNORECASE)
_TOTAL_ALONE = re.compile(r"(?:tổng(?: số| cộng)?|cộng|toàn huyện|toàn tỉnh)$", re.IGNORECASE)
_DIFFERENCE_HEAD = re.compile(
    r"tăng|giảm|chênh lệch|còn lại|còn thiếu|chưa|thừa|thiếu", re.IGNORECASE
)


class Sum(Struct, frozen=True):
    """A total and the figures that make it up; some may be subtracted."""

    total: CellFigure
    parts: tuple[CellFigure, ...]
    is_difference: bool = False

    @property
    def computed(self) -> Fraction:
        """The sum of the parts, or the first without the others."""
        values = [part.value for part in self.parts]
        if self.is_difference:
            return values[0] - sum(values[1:], Fraction())
        return sum(values, Fraction())

    @property
    def is_exact(self) -> bool:
        """True if the total is exactly the sum."""
        computed = self.computed
        return self.total.value == computed or (
            self.is_difference and self.total.value == -computed
        )

    @property
    def is_within_rounding(self) -> bool:
        """True if the total is the sum but for the rounding of decimals."""
        digits = [
            Fraction(1, 10**each.decimals) for each in (self.total, *self.parts) if each.decimals
        ]
        return bool(digits) and is_rounding(abs(self.total.value) - abs(self.computed), digits)


def table_sums(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each total of a table."""
    for grid in grids_of(report):
        if len(grid.rows) < 1 or not grid.columns:
            continue
        for sums, is_named in (*_of_columns(grid), *_of_rows(grid)):
            yield from _judged(sums, is_named=is_named)


def _judged(sums: Sequence[Sum], *, is_named: bool) -> Iterator[Claim]:
    """Yield the claims of sums that are of one kind: the same rows, or the same columns."""
    exact = [each for each in sums if each.is_exact]
    is_usual = len(exact) >= _MANY and 3 * len(exact) >= 2 * len(sums)
    rounded = [each for each in sums if not each.is_exact and each.is_within_rounding]
    strong = [each for each in exact if _is_telling(each) or len(exact) > 1]
    for each in sums:
        if each.is_exact:
            yield _claim(each, Verdict.CONFIRMED)
            continue
        if each.is_within_rounding:
            decimal = [one for one in exact if one.total.decimals]
            is_sure = len(decimal) > 1 and len(rounded) == 1
            yield _claim(each, Verdict.SUSPICIOUS if is_sure else Verdict.NOT_CHECKABLE)
            continue
        is_wrong = (is_usual and each.is_difference) or _is_wrong(
            each, has_evidence=bool(strong), is_named=is_named, others=len(sums)
        )
        yield _claim(each, Verdict.SUSPICIOUS if is_wrong else Verdict.NOT_CHECKABLE)


def _is_telling(each: Sum) -> bool:
    """Return whether a sum is hardly exact by chance: a large one, or one of several parts."""
    total = abs(each.total.value)
    return total >= _STRONG or (len(each.parts) > _MANY and total >= _SMALL)


def _is_wrong(each: Sum, *, has_evidence: bool, is_named: bool, others: int) -> bool:
    total, computed = each.total.value, each.computed
    values = [part.value for part in each.parts]
    away = abs(total - computed)
    if _is_one_slip(each) or (has_evidence and _is_short_slip(each)):
        return True
    is_like_average = len(values) > 1 and min(values) <= total <= max(values)
    if is_like_average and not each.is_difference:
        return False
    if has_evidence:
        return away <= max(abs(computed), abs(total)) * Fraction(1, 2) or total < computed
    if others == 1 and is_named:
        return away <= abs(computed) * _NEAR or (away <= 2 and total > max(values))
    return is_named and away <= abs(computed) * _VERY_NEAR


def _is_one_slip(each: Sum) -> bool:
    """Return whether one mistyped digit explains why the total is not the sum."""
    total, computed = each.total, each.computed
    if is_slip(total.text, fixed(computed, total.decimals)):
        return True
    if each.is_difference:
        return False
    return any(
        is_slip(part.text, fixed(right, part.decimals))
        for part in each.parts
        if (right := part.value + total.value - computed) > 0
    )


def _is_short_slip(each: Sum) -> bool:
    """Return whether one digit, or two exchanged, makes a total of two digits the sum."""
    total, right = each.total, fixed(abs(each.computed), each.total.decimals)
    stated = "".join(digit for digit in total.text if digit.isdigit())
    digits = "".join(digit for digit in right if digit.isdigit())
    if len(stated) != len(digits) or len(digits) < _MANY:
        return False
    return one_digit_apart(stated, digits) or stated == digits[::-1]


def _claim(each: Sum, verdict: Verdict) -> Claim:
    total = each.total
    decimals = max(part.decimals for part in (total, *each.parts))
    right = shown(each.computed, decimals)
    texts = [part.text for part in each.parts]
    if len(texts) > _MOST_SHOWN:
        texts = [*texts[: _MOST_SHOWN - 2], "…", texts[-1]]
    sign = " - " if each.is_difference else " + "
    computed = f"{sign.join(texts)} = {right}"
    return Claim(
        catalogue.PROSE_TABLE_TOTAL,
        verdict,
        total.at,
        total.text,
        computed,
        tuple(part.at for part in each.parts),
        Bilingual(
            f"bảng cộng lại: {computed}; bảng ghi {total.text}",
            f"the table adds up to: {computed}; the table has {total.text}",
        ),
    )


def _of_columns(grid: FigureGrid) -> Iterator[tuple[list[Sum], bool]]:
    """Yield the sums down the columns: a list for each total row, and one for all levels."""
    rows = grid.rows
    totals = [number for number, row in enumerate(rows) if row.is_total and row.figures]
    totals = totals[:MOST_TOTALS_OF_TABLE]
    for number in totals:
        best: list[Sum] = []
        best_score = (-1, -1)
        for parts in _hypotheses(rows, number, totals):
            sums = _sums_down(grid, rows[number], parts)
            score = (sum(each.is_exact for each in sums), sum(map(_is_close, sums)))
            if sums and score > best_score:
                best, best_score = sums, score
        if best:
            yield best, True
    yield from _of_levels(grid)


def _is_close(each: Sum) -> bool:
    return abs(each.total.value - each.computed) <= abs(each.computed) * _NEAR or _is_one_slip(each)


def _sums_down(grid: FigureGrid, total: GridRow, parts: Sequence[GridRow]) -> list[Sum]:
    found = []
    for column in grid.columns:
        if column not in total.figures or not grid.is_added(column):
            continue
        figures = tuple(row.figures[column] for row in parts if column in row.figures)
        if len(figures) > 1:
            found.append(Sum(total.figures[column], figures))
    return found


def _hypotheses(
    rows: Sequence[GridRow], number: int, totals: Sequence[int]
) -> Iterator[Sequence[GridRow]]:
    """Yield the rows that can make up the total in row `number`, the likeliest first."""
    before = max((each for each in totals if each < number), default=-1)
    behind = min((each for each in totals if each > number), default=len(rows))
    above = _plain(rows[:number])
    below = _plain(rows[number + 1 :])
    group = _plain(rows[before + 1 : number])
    next_group = _plain(rows[number + 1 : behind])
    own_level = rows[number].level
    if own_level is not None:
        below = [row for row in below if row.level is None or row.level > own_level] or below
    candidates = [
        _top(above),
        _top(below),
        _top(group),
        _top(next_group),
        _leaves(above),
        _leaves(below),
        group,
        [rows[each] for each in totals if each < number],
        [rows[each] for each in totals if each > number],
    ]
    return (each for each in candidates[:_MOST_HYPOTHESES] if len(each) > 1)


def _plain(rows: Sequence[GridRow]) -> list[GridRow]:
    return [row for row in rows if row.figures and not row.is_total and not row.is_of_which]


def _top(rows: Sequence[GridRow]) -> list[GridRow]:
    """Return the rows of the highest level among these."""
    levels = [row.level for row in rows if row.level is not None]
    if not levels:
        return list(rows)
    highest = min(levels)
    return [row for row in rows if row.level == highest]


def _leaves(rows: Sequence[GridRow]) -> list[GridRow]:
    """Return the rows that no row of a deeper level follows."""
    found = []
    for row, following in pairwise([*rows, None]):
        if row is None:
            continue
        is_parent = (
            following is not None
            and row.level is not None
            and following.level is not None
            and following.level > row.level
        )
        if not is_parent:
            found.append(row)
    return found


def _of_levels(grid: FigureGrid) -> Iterator[tuple[list[Sum], bool]]:
    """Yield the sums of rows such as I over those numbered 1, 2 below it."""
    rows = [row for row in grid.rows if not row.is_total]
    found: list[Sum] = []
    for number, row in enumerate(rows):
        if row.level is None or not row.figures:
            continue
        children: list[GridRow] = []
        is_of_which = False
        for below in rows[number + 1 :]:
            if below.is_of_which:
                is_of_which = True
                break
            if below.level is None or below.level <= row.level:
                break
            if below.figures and (not children or below.level == children[0].level):
                children.append(below)
        if len(children) > 1 and not is_of_which:
            found += _sums_down(grid, row, children)
    if not found:
        return
    exact = sum(each.is_exact or each.is_within_rounding for each in found)
    if exact * 2 >= len(found) or exact > 1:
        yield found, True
    else:
        yield [each for each in found if _is_one_slip(each)], False


def _of_rows(grid: FigureGrid) -> Iterator[tuple[list[Sum], bool]]:
    """Yield the sums along the rows: a list for each column that is the total of others."""
    added = [column for column in grid.columns if grid.is_added(column)]
    levels = [column for column in grid.columns if not grid.is_percent(column)]
    for column in grid.columns:
        head = grid.heads.get(column, "")
        is_total = bool(_TOTAL_HEAD.search(head))
        is_difference = bool(_DIFFERENCE_HEAD.search(head))
        columns = added if is_total or not is_difference else levels
        if grid.is_percent(column) or not (is_total or is_difference) or len(columns) < 3:
            continue
        best: list[Sum] = []
        best_score = (0, 0, 0)
        for parts in _column_hypotheses(
            columns, column, is_difference=is_difference and not is_total
        ):
            sums = _sums_along(grid, column, parts, is_difference=is_difference and not is_total)
            score = (
                sum(each.is_exact for each in sums),
                sum(each.total.value == each.computed for each in sums),
                -len(parts),
            )
            if score > best_score:
                best, best_score = sums, score
        exact = [each for each in best if each.is_exact]
        is_strong = any(abs(each.total.value) >= _STRONG for each in exact) or len(exact) > 1
        is_usual = 2 * len(exact) >= len(best)
        if exact and is_strong and (is_usual or all(map(_is_close, best))):
            yield best, False
        elif _TOTAL_ALONE.match(head):
            sums = _of_named_total(grid, columns, column)
            if all(map(_is_close, sums)):
                yield sums, True


def _of_named_total(grid: FigureGrid, columns: Sequence[int], column: int) -> list[Sum]:
    """Return the sums of a total column that all columns behind it, or before it, make up."""
    behind = [each for each in columns if each > column]
    parts = behind or [each for each in columns if each < column]
    return _sums_along(grid, column, parts, is_difference=False) if len(parts) > 1 else []


def _column_hypotheses(
    columns: Sequence[int], column: int, *, is_difference: bool
) -> Iterator[tuple[int, ...]]:
    """Yield the columns that can make up `column`: a run behind or before it, or two of a pair."""
    if is_difference:
        before = [each for each in columns if each < column][-4:]
        yield from ((first, second) for first in before for second in before if first != second)
        return
    behind = [each for each in columns if each > column]
    before = [each for each in columns if each < column]
    for size in range(2, min(len(behind), _MOST_HYPOTHESES) + 1):
        yield tuple(behind[:size])
    for size in range(2, min(len(before), _MOST_HYPOTHESES) + 1):
        yield tuple(before[-size:])


def _sums_along(
    grid: FigureGrid, column: int, parts: Sequence[int], *, is_difference: bool
) -> list[Sum]:
    found = []
    for row in grid.rows:
        if column not in row.figures:
            continue
        figures = tuple(row.figures[each] for each in parts if each in row.figures)
        if len(figures) < 2 or (is_difference and len(figures) != len(parts)):
            continue
        found.append(Sum(row.figures[column], figures, is_difference))
    return found
