"""Percentages in tables against the columns that give them, or against the column's total.

Which two columns give a column of percentages is tried; where they do in most rows, a row in which
they do not is wrong.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.figure.number_format import rounded
from ntmreport.language import Bilingual
from ntmreport.limits import MOST_TOTALS_OF_TABLE
from ntmreport.prose.claim import Claim, Verdict, fixed, is_slip, shown
from ntmreport.prose.figure_grid import grids_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.figure_grid import CellFigure, FigureGrid, GridRow
    from ntmreport.prose.finished_report import FinishedReport

_NEAREST = 8
_SHARE_HEAD = re.compile(r"t[ỷỉ] lệ|%|so với|cơ cấu|tỷ trọng", re.IGNORECASE)
_CHANGE_HEAD = re.compile(r"tăng|giảm|chênh", re.IGNORECASE)


class _Quotient(Struct, frozen=True):
    part: CellFigure
    whole: CellFigure
    share: CellFigure

    @property
    def exact(self) -> Fraction:
        """The percentage that the two numbers give."""
        return 100 * self.part.value / self.whole.value

    @property
    def is_right(self) -> bool:
        """True if it is the share that is stated, rounded."""
        share = self.share
        return rounded(self.exact, share.decimals) == rounded(share.value, share.decimals)

    @property
    def is_cut(self) -> bool:
        """True if it is the share that is stated, its further decimals cut off."""
        factor = 10**self.share.decimals
        return Fraction(floor(self.exact * factor), factor) == self.share.value

    @property
    def is_near(self) -> bool:
        """True if inputs that are rounded themselves can give the share."""
        room = Fraction(1, 2 * 10**self.share.decimals)
        for each in (self.part, self.whole):
            if each.decimals and each.value:
                room += self.exact * Fraction(1, 2 * 10**each.decimals) / each.value
        return abs(self.exact - self.share.value) <= room


def table_shares(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each percentage of a table that other columns of it give."""
    for grid in grids_of(report):
        for column in grid.columns:
            if grid.is_percent(column) or _SHARE_HEAD.search(grid.heads.get(column, "")):
                yield from _judged(grid, _best(grid, column), column)
        yield from _of_fractions(grid)
        yield from _of_rows(grid)


def _of_rows(grid: FigureGrid) -> Iterator[Claim]:
    """Yield the claims of rows of percentages that rows above them give, column by column.

    In a table of one column the whole is one row, and each part stands right above its share.
    """
    rows = [row for row in grid.rows if row.figures]
    shares = [number for number, row in enumerate(rows) if _is_share_row(grid, row)]
    shares = shares[:MOST_TOTALS_OF_TABLE]
    columns = [each for each in grid.columns if not grid.is_percent(each)]
    if len(columns) > 1:
        for number in shares:
            best = _best_of(_row_hypotheses(rows, shares, number, columns))
            yield from _judged_rows(best)
    elif columns:
        yield from _judged_rows(_best_of(_column_of_shares(rows, shares, columns[0])))


def _is_share_row(grid: FigureGrid, row: GridRow) -> bool:
    if not _SHARE_LABEL.search(row.label):
        return False
    return not any(grid.is_percent(column) for column in row.figures)


def _best_of(hypotheses: Iterator[list[_Quotient]]) -> list[_Quotient]:
    """Return the quotients that give most of the percentages, if they give any that tells."""
    best: list[_Quotient] = []
    best_score = 0
    for quotients in hypotheses:
        score = sum(each.is_right and each.share.value not in {0, 100} for each in quotients)
        if score > best_score:
            best, best_score = quotients, score
    return best


def _row_hypotheses(
    rows: Sequence[GridRow], shares: Sequence[int], number: int, columns: Sequence[int]
) -> Iterator[list[_Quotient]]:
    near = [each for each in range(max(0, number - _NEAREST), number) if each not in shares]
    share = rows[number].figures
    for part in reversed(near):
        for whole in near:
            if part != whole:
                yield [
                    _Quotient(rows[part].figures[each], rows[whole].figures[each], share[each])
                    for each in columns
                    if each in share
                    and each in rows[part].figures
                    and each in rows[whole].figures
                    and rows[whole].figures[each].value > 0
                ]


def _column_of_shares(
    rows: Sequence[GridRow], shares: Sequence[int], column: int
) -> Iterator[list[_Quotient]]:
    for whole in range(shares[0] if shares else 0):
        figure = rows[whole].figures.get(column)
        if whole in shares or figure is None or figure.value <= 0:
            continue
        yield [
            _Quotient(rows[number - 1].figures[column], figure, rows[number].figures[column])
            for number in shares
            if number - 1 not in shares
            and number - 1 != whole
            and column in rows[number - 1].figures
            and column in rows[number].figures
        ]


def _judged_rows(quotients: Sequence[_Quotient]) -> Iterator[Claim]:
    """Yield the claims of a row of shares, or of a column of them, one of which is right."""
    right = [each for each in quotients if each.is_right]
    for each in quotients:
        if each.is_right:
            yield _claim(each, Verdict.CONFIRMED)
            continue
        is_wrong = is_slip(each.share.text, fixed(each.exact, each.share.decimals)) or (
            2 * len(right) > len(quotients) and not each.is_near and each.exact < _MOST_PERCENT
        )
        yield _claim(each, Verdict.SUSPICIOUS if is_wrong else Verdict.NOT_CHECKABLE)


_SHARE_LABEL = re.compile(r"t[ỷỉ] lệ|\(%\)|cơ cấu|tỷ trọng", re.IGNORECASE)
_MOST_PERCENT = 110


def _of_fractions(grid: FigureGrid) -> Iterator[Claim]:
    """Yield the claims of rows with `24/28` in a cell and its percentage in the next."""
    for row in grid.table.rows[grid.table.head_rows :]:
        for cell, following in pairwise(row):
            if not grid.is_percent(following.column) and "%" not in following.text:
                continue
            fraction, share = grid.fraction(cell), grid.figure(following)
            if fraction is None or share is None:
                continue
            part, whole = fraction
            if whole.value > 0:
                quotient = _Quotient(part, whole, share)
                verdict = Verdict.CONFIRMED if quotient.is_right else Verdict.SUSPICIOUS
                yield _claim(quotient, verdict)


def _best(grid: FigureGrid, column: int) -> list[_Quotient]:
    """Return the quotients that give most of a column's percentages."""
    best: list[_Quotient] = []
    best_score = (0, 0)
    for quotients in _hypotheses(grid, column):
        right = sum(each.is_right for each in quotients)
        telling = sum(each.is_right and each.share.value not in {0, 100} for each in quotients)
        if (telling, right) > best_score:
            best, best_score = quotients, (telling, right)
    return best


def _hypotheses(grid: FigureGrid, column: int) -> Iterator[list[_Quotient]]:
    others = [each for each in grid.columns if each != column and not grid.is_percent(each)]
    near = sorted(others, key=lambda each: abs(each - column))[:_NEAREST]
    for part in near:
        for whole in near:
            if part != whole:
                yield [
                    _Quotient(row.figures[part], row.figures[whole], row.figures[column])
                    for row in grid.rows
                    if {part, whole, column} <= row.figures.keys() and row.figures[whole].value > 0
                ]
    totals = [row for row in grid.rows if row.is_total][:MOST_TOTALS_OF_TABLE]
    for part in near:
        for total in totals:
            if part in total.figures and total.figures[part].value > 0:
                yield [
                    _Quotient(row.figures[part], total.figures[part], row.figures[column])
                    for row in grid.rows
                    if {part, column} <= row.figures.keys()
                ]


def _judged(grid: FigureGrid, quotients: Sequence[_Quotient], column: int) -> Iterator[Claim]:
    right = [each for each in quotients if each.is_right]
    telling = [each for each in right if each.share.value not in {0, 100}]
    if not telling:
        return
    is_change = bool(_CHANGE_HEAD.search(grid.heads.get(column, "")))
    has_evidence = len(telling) > 1 and 2 * len(right) > len(quotients)
    for each in quotients:
        if each.is_right:
            yield _claim(each, Verdict.CONFIRMED)
            continue
        is_wrong = is_slip(each.share.text, fixed(each.exact, each.share.decimals)) or has_evidence
        if is_change or (each.is_near and not each.is_cut) or each.exact > 1000:
            is_wrong = False
        is_wrong = is_wrong or (each.is_cut and has_evidence)
        yield _claim(each, Verdict.SUSPICIOUS if is_wrong else Verdict.NOT_CHECKABLE)


def _claim(each: _Quotient, verdict: Verdict) -> Claim:
    share = each.share
    right = shown(each.exact, max(share.decimals, 1))
    computed = f"{each.part.text} / {each.whole.text} = {right}%"
    said = f"{share.text.removesuffix('%')}%"
    return Claim(
        catalogue.PROSE_TABLE_SHARE,
        verdict,
        share.at,
        said,
        computed,
        (each.part.at, each.whole.at),
        Bilingual(f"{computed}; bảng ghi {said}", f"{computed}; the table has {said}"),
    )
