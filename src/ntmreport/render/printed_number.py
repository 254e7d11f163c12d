"""From a cell that prints a figure to the number that it shows, and Excel's format for it."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.figure import PERCENT
from ntmreport.figure.number_format import number
from ntmreport.workbook_bytes import MOST_DIGITS, VIETNAMESE_NUMBERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.document import Run
    from ntmreport.figure import Figure

_PRINTED = re.compile(
    r"(?P<before>[^\d%+\-−]*)(?P<number>[+\-−]?\d[\d.]*(?:,\d+)?)(?P<percent>%?)(?P<after>[^\d%]*)"
)


class PrintedNumber(Struct, frozen=True):
    """The number that a cell holds for a figure, and the format in which Excel prints it."""

    value: Fraction
    decimals: int
    of_hundredths: bool
    format: str


def printed_number(runs: Sequence[Run], text: str) -> tuple[PrintedNumber, Figure] | None:
    """Return how a cell shows the one figure that it prints; None where it is no number."""
    figures = [run.figure for run in runs if run.figure is not None]
    found = _PRINTED.fullmatch(text)
    if len(figures) != 1 or found is None:
        return None
    (figure,) = figures
    digits = found["number"].replace(".", "").replace("−", "-")
    if digits.lstrip("+-0").replace(",", "") != _digits(figure) or len(digits) > MOST_DIGITS:
        return None
    around = found["before"], found["after"]
    if digits[:1] == "+" or any('"' in each for each in around):
        return None
    value = Fraction(Decimal(digits.replace(",", ".")))
    decimals = len(digits.partition(",")[2])
    of_hundredths = bool(found["percent"])
    if of_hundredths and figure.unit != PERCENT:
        return None
    whole = "#,##0"
    if digits.startswith("0") and digits.isdigit() and len(digits) > 1:
        whole = "0" * len(digits)
    shown = f"{whole}{'.' if decimals else ''}{'0' * decimals}{'%' * of_hundredths}"
    before, after = (f'"{each}"' if each else "" for each in around)
    format_ = f"{VIETNAMESE_NUMBERS}{before}{shown}{after}"
    return PrintedNumber(value, decimals, of_hundredths, format_), figure


def _digits(figure: Figure) -> str:
    """Return the digits that a figure is printed with, without zeros in front."""
    return re.sub(r"[^\d]", "", number(figure)).lstrip("0")
