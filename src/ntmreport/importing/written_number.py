"""Numbers as a finished report writes them, where the program prints them letter for letter."""

from __future__ import annotations

import re
from fractions import Fraction

from msgspec import Struct

from ntmreport.figure import PERCENT, Figure, Stated
from ntmreport.figure.number_format import number, rounded
from ntmreport.span import Span

_WRITTEN = re.compile(r"(?P<zero>0)?(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)")
_MOST_DIGITS = 15
_MOST_DECIMALS = 6
_NOWHERE = Span("", 1, 1, 1, 1)


class WrittenNumber(Struct, frozen=True):
    """A number: its value, its decimals as written, and whether a zero stands before it: 05."""

    value: Fraction
    decimals: int
    is_padded: bool = False

    @property
    def yaml(self) -> str:
        """The number as data writes it."""
        return f"{rounded(self.value, self.decimals):f}"


def written_number(text: str) -> WrittenNumber | None:
    """Return the number that a text is; None where the program would print another text for it."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    plain = found["number"] if not found["zero"] or len(text) == 1 else text[1:]
    is_padded = text[0] == "0" and text.isdigit() and len(text) == 2 and text != "00"
    if not is_padded:
        plain = text
    whole, _, decimals = plain.replace(".", "").partition(",")
    if len(whole) > _MOST_DIGITS or len(decimals) > _MOST_DECIMALS or not whole:
        return None
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    if printed(value, len(decimals)) != plain:
        return None
    return WrittenNumber(value, len(decimals), is_padded)


def printed(value: Fraction, decimals: int | None = None, unit: str = "") -> str:
    """Return a value as the program prints it: one that is computed where it has no decimals."""
    return number(Figure(value, unit, "", Stated(_NOWHERE, None), decimals=decimals))


def printed_share(part: Fraction, whole: Fraction) -> str:
    """Return a share as the program prints it, without the sign."""
    return printed(part / whole * 100, unit=PERCENT)
