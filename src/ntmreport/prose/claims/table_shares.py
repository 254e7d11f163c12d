"""Percentages in tables against the columns that give them, or against the column's total.

Which two columns give a column of percentages is tried; where they do in most rows, a row in which
they do not is wrong.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from ntmreport import catalogue
from ntmreport.figure.number_format import rounded
from ntmreport.language import Bilingual
from ntmreport.limits import MOST_TOTALS_OF_TABLE
from ntmreport.prose.claim import Claim, Verdict, fixed, is_slip, shown
from ntmreport.prose.figure_grid import grids_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.figure_grid import CellFigure, FigureGrid
    from ntmreport.prose.finished_report import FinishedReport

_NEAREST = 8
_SHARE_HEAD = re.compile(r"t[ỷỉ] lệ|%|so với|cơ cấu|tỷ trọng", re.IGNORECASE)
_CHANGE_HEAD = re.compile(r"tăng|giảm|chênh", re.IGNORECASE)


class _Quotient(NamedTuple):
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
