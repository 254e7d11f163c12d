"""Totals in the text against the total rows of tables: one that differs by a mistyped digit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.prose.claim import Claim, Verdict, is_slip
from ntmreport.prose.figure_grid import grids_of
from ntmreport.prose.finished_report import Stretch
from ntmreport.prose.prose_number import QUANTITIES, NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.prose.figure_grid import CellFigure, FigureGrid
    from ntmreport.prose.finished_report import FinishedReport, Sentence
    from ntmreport.prose.prose_number import ProseNumber

_LEAST_DIGITS = 4
_TELLING = 5
"""Digits of numbers that are not alike by chance, unless two are exchanged."""

_LEAST_WORDS = 3
_MOST_TOTALS = 200
_TOTAL_BEFORE = re.compile(r"\btổng (?!thể|kết|hợp|quan)[^;.]*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_COMMON = frozenset(
    (
        *("tổng", "số", "các", "của", "và", "trong", "năm", "được", "đã", "cho", "theo", "về"),
        *("kết", "quả", "thực", "hiện", "là", "có", "đồng", "triệu", "tỷ", "nghìn", "biểu"),
        *("bảng", "toàn", "huyện", "xã", "tỉnh", "cộng", "đến", "với", "tại", "trên", "địa"),
        *("bàn", "nội", "dung", "ghi", "chú", "đơn", "vị", "tính", "stt", "tt"),
    )
)


class _Total(Struct, frozen=True):
    figure: CellFigure
    words: frozenset[str]
    is_money: bool


def text_and_table(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each total of the text that a table's total row has, too."""
    totals = [total for grid in grids_of(report) for total in _totals(grid)]
    totals = totals[:_MOST_TOTALS]
    if not totals:
        return
    in_tables = {_digits(total.figure.text) for total in totals}
    in_text = {_digits(number.text) for block in report.blocks for number in block.numbers}
    for sentence in report.sentences():
        for number in sentence.numbers:
            if number.kind not in QUANTITIES or number.kind is NumberKind.SHARE:
                continue
            digits = _digits(number.text)
            if len(digits) < _LEAST_DIGITS or not number.is_exact:
                continue
            yield from _compared(sentence, number, totals, in_tables, in_text)


def _totals(grid: FigureGrid) -> Iterator[_Total]:
    for row in grid.rows:
        if not row.is_total:
            continue
        for column, figure in row.figures.items():
            if len(_digits(figure.text)) >= _LEAST_DIGITS and not figure.is_percent:
                words = f"{grid.table.caption} {grid.heads.get(column, '')}"
                yield _Total(figure, _words(words), "đồng" in words)


def _compared(
    sentence: Sentence,
    number: ProseNumber,
    totals: list[_Total],
    in_tables: set[str],
    in_text: set[str],
) -> Iterator[Claim]:
    text = sentence.block.text
    if not _TOTAL_BEFORE.search(text, max(sentence.start, number.start - 80), number.start):
        return
    words = _words(sentence.text)
    digits = _digits(number.text)
    for total in totals:
        if len(words & total.words) < _LEAST_WORDS:
            continue
        if number.kind is NumberKind.MONEY and not total.is_money:
            continue
        is_same = _digits(total.figure.text) == digits
        is_mistyped = (
            not is_same
            and digits not in in_tables
            and _digits(total.figure.text) not in in_text
            and is_slip(number.text, total.figure.text)
            and (len(digits) >= _TELLING or sorted(digits) == sorted(_digits(total.figure.text)))
            and number.decimals == total.figure.decimals
        )
        if is_same or is_mistyped:
            yield Claim(
                catalogue.PROSE_TEXT_AND_TABLE,
                Verdict.CONFIRMED if is_same else Verdict.SUSPICIOUS,
                Stretch(sentence.block, number.start, number.end),
                number.text,
                total.figure.text,
                (total.figure.at,),
                Bilingual(
                    f"bảng ghi tổng số {total.figure.text}; lời văn ghi {number.text}",
                    f"the table has the total {total.figure.text}; the text has {number.text}",
                ),
            )
            return


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())) - _COMMON


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isdigit()).lstrip("0")
