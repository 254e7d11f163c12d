"""Widths of a table's columns, worked out from what stands in them, the same everywhere.

Letters are measured as Times New Roman sets them, in thousandths of their size. All arithmetic is
on whole numbers, so that no machine rounds otherwise.
"""

from __future__ import annotations

import unicodedata
from math import isqrt
from operator import methodcaller
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.known_by_text import known_by_text
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_BY_WIDTH = {
    250: " \u00a0,.",
    278: "/:;\\ijlt",
    333: "!'()[]-‘’Ifr",
    389: "Js",
    444: '?"“”acez',
    500: "$#*–0123456789bdđghknopqxuvy",
    556: "FPS+<=>≤≥×ơư",
    611: "ELTZ",
    667: "BCR",
    722: "ADĐGHKNOQUVXYw",
    778: "&mƠƯ",
    833: "%",
    889: "M",
    944: "W",
    1000: "—…",
}
_WIDTHS = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}
_ORDINARY = 556
_BOLD_PERCENT = 108
_TWIPS_PER_POINT = 20
# LibreOffice and Word do not agree on the last twip.
_ROOM = 20

# A line may end behind a space and behind a hyphen.
_UNBROKEN = lazy_pattern(r"[^ -]*-|[^ -]+")
# A header may take some lines, as few as there is room for.
_LINES_OF_A_HEADER = (1, 2, 3, 4)
# Columns of a figure or two are equally wide.
_SMALL = 460
_STEPS = 1000


class Measured(Struct, frozen=True):
    """The width that a cell needs of its `columns` columns from `column` on, in twips.

    `word` is what its longest word needs and `whole` what keeps all of it on one line.
    """

    column: int
    columns: int
    word: int
    whole: int
    is_header: bool

    def wished(self, lines: int) -> int:
        """Return how wide the cell wants to be where a header may take `lines` lines."""
        return max(self.word, self.whole // lines) if self.is_header else self.whole


class Letters(Struct, frozen=True):
    """The size of a cell's letters and the cell's margins, left and right together, in twips."""

    half_points: int
    is_bold: bool
    margins: int


def measured(
    text: str, letters: Letters, column: int, columns: int, *, is_header: bool
) -> Measured:
    """Measure a cell that holds `text`."""
    words = _UNBROKEN.findall(text)
    word = max((_length(word, letters) for word in words), default=0) + letters.margins
    return Measured(column, columns, word, _length(text, letters) + letters.margins, is_header)


def widths(cells: Sequence[Measured], columns: int, total: int) -> list[int]:
    """Return the widths of a table's columns, together `total`.

    Each is wide enough for its longest word where there is room for that at all; the rest is
    shared so that cells with much text take as few lines as those with little.
    """
    least = _asked(cells, columns, lambda cell: cell.word, small=0)
    if sum(least) >= total:
        return _shared(total, least)
    wished: list[int] = []
    for lines in _LINES_OF_A_HEADER:
        better = wished
        asked = _asked(cells, columns, methodcaller("wished", lines), small=_SMALL)
        wished = [max(pair) for pair in zip(least, asked, strict=True)]
        if sum(wished) <= total:
            # What is left goes where a header would have liked more; or else to the wide columns
            # rather than to those of a figure or two.
            weights = [width * isqrt(width) for width in wished]
            if better:
                weights = [most - width for most, width in zip(better, wished, strict=True)]
            more = _shared(total - sum(wished), weights)
            return [width + extra for width, extra in zip(wished, more, strict=True)]

    def at(step: int) -> list[int]:
        pairs = zip(least, wished, strict=True)
        return [max(word, whole * step // _STEPS) for word, whole in pairs]

    low, high = 0, _STEPS
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if sum(at(middle)) <= total else (low, middle)
    found = at(low)
    more = _shared(total - sum(found), [max(1, w - f) for w, f in zip(wished, found, strict=True)])
    return [width + extra for width, extra in zip(found, more, strict=True)]


def are_wide_enough(cells: Iterable[Measured], found: Sequence[int]) -> bool:
    """Return whether no word of the cells is broken in columns of these widths."""
    return all(cell.word <= sum(found[cell.column : cell.column + cell.columns]) for cell in cells)


def stated_widths(shares: Sequence[int], total: int) -> list[int]:
    """Return the widths of columns that stand to each other as `shares`, together `total`."""
    return _shared(total, shares)


def length_of(text: str, letters: Letters) -> int:
    """Return how long a text without margins is, in twips."""
    return max(_length(text, letters) - _ROOM, 0)


def _asked(
    cells: Iterable[Measured], columns: int, need: Callable[[Measured], int], *, small: int
) -> list[int]:
    """Return what each column needs: first for cells of its own, then for its share of others.

    Columns that need no more than `small` get as much as each other.
    """
    asked = [0] * columns
    for cell in cells:
        if cell.columns == 1:
            asked[cell.column] = max(asked[cell.column], need(cell))
    alike = max((width for width in asked if width <= small), default=0)
    asked = [max(width, alike) for width in asked]
    for cell in sorted(cells, key=lambda cell: cell.columns):
        among = asked[cell.column : cell.column + cell.columns]
        lacking = need(cell) - sum(among)
        if lacking > 0:
            shares = _shared(lacking, [width or 1 for width in among])
            asked[cell.column : cell.column + cell.columns] = [
                width + share for width, share in zip(among, shares, strict=True)
            ]
    return asked


def _shared(amount: int, weights: Sequence[int]) -> list[int]:
    """Return `amount` cut into whole numbers that stand to each other as `weights`."""
    whole = sum(weights)
    shares, given, weighed = [], 0, 0
    for weight in weights:
        weighed += weight
        upto = amount * weighed // whole if whole else 0
        shares.append(upto - given)
        given = upto
    return shares


def _length(text: str, letters: Letters) -> int:
    thousandths = _thousandths(text)
    if letters.is_bold:
        thousandths = thousandths * _BOLD_PERCENT // 100
    return thousandths * letters.half_points * _TWIPS_PER_POINT // 2000 + (_ROOM if text else 0)


@known_by_text
def _thousandths(text: str) -> int:
    """Return how long a text is, in thousandths of its letters' size."""
    return sum(map(_width, unicodedata.normalize("NFC", text)))


def _width(letter: str) -> int:
    if letter not in _WIDTHS:
        letter = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(letter, _ORDINARY)
