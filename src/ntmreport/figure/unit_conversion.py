"""From a unit to another of its kind: money and counts by powers of ten, areas, lengths, weights.

All factors are powers of ten, so that every conversion is exact.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ntmreport.figure import Computed, Figure, Operation
from ntmreport.figure.number_format import grouped, rounded
from ntmreport.figure.unit_spelling import BEHIND_A_NUMBER
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

MONEY = "đồng"
_SCALES = {
    "": Decimal(1),
    "nghìn": Decimal(10) ** 3,
    "ngàn": Decimal(10) ** 3,
    "vạn": Decimal(10) ** 4,
    "triệu": Decimal(10) ** 6,
    "tỷ": Decimal(10) ** 9,
    "tỉ": Decimal(10) ** 9,
}
_KINDS = (
    {"m": Decimal(1), "km": Decimal(1000)},
    {"m2": Decimal(1), "ha": Decimal(10_000), "km2": Decimal(1_000_000)},
    {"kg": Decimal(1), "tạ": Decimal(100), "tấn": Decimal(1000)},
)
_MONEY_SCALES = ("nghìn tỷ", "tỷ", "triệu", "nghìn", "")
_AMOUNT_SCALES = (("tỷ", 9), ("triệu", 6), ("nghìn", 3), ("", 0))
_PIECE = r"(?:\s*(?P<{0}>[0-9]{{1,{2}}})\s+{1}(?:\s+đồng)?)?"
_AMOUNT = lazy_pattern(
    _PIECE.format("p9", "t[ỷỉ]", 6)
    + _PIECE.format("p6", "triệu", 3)
    + _PIECE.format("p3", "ng(?:hì|à)n", 3)
    + r"(?:\s*(?P<p0>[0-9]{1,3})\s+đồng)?"
)
_FEWEST_PIECES = 2
_MOST_DECIMALS = 9


def factor_between(unit: str, other: str) -> Decimal | None:
    """Return how many of `other` one `unit` is; None where they are not of a kind.

    A unit that is only a word for a power of ten is one of the other's: nghìn for nghìn đồng. What
    stands behind a stroke is converted too: triệu đồng/ha to đồng/m2.
    """
    parts, others = unit.split("/"), other.split("/")
    if len(parts) != len(others):
        return None
    factors = [_factor(part.strip(), own.strip()) for part, own in zip(parts, others, strict=True)]
    if any(factor is None for factor in factors):
        return None
    first, *rest = [factor for factor in factors if factor is not None]
    for each in rest:
        first /= each
    return first


def _factor(unit: str, other: str) -> Decimal | None:
    (scale, base), (own_scale, own_base) = _split(unit), _split(other)
    factor = scale / own_scale
    if base in {"", own_base}:
        return factor
    kind = next((kind for kind in _KINDS if base in kind and own_base in kind), None)
    return factor * kind[base] / kind[own_base] if kind is not None else None


def _split(unit: str) -> tuple[Decimal, str]:
    """Return the power of ten that a unit begins with, and the unit without the words for it."""
    words = BEHIND_A_NUMBER.get(unit.casefold(), unit.casefold()).split()
    scale = Decimal(1)
    while words and words[0] in _SCALES:
        scale *= _SCALES[words.pop(0)]
    base = " ".join(words)
    # What is counted by thousands is named by that word alone, too.
    return scale, BEHIND_A_NUMBER.get(base, base)


def units_like(unit: str) -> tuple[str, ...]:
    """Return the units of the kind of `unit` that a report names, for a hint."""
    first, slash, rest = unit.partition("/")
    _, base = _split(first.strip())
    kind = next((tuple(kind) for kind in _KINDS if base in kind), ())
    if base == MONEY:
        kind = tuple(f"{scale} {MONEY}".strip() for scale in _MONEY_SCALES)
    return tuple(f"{each}{slash}{rest}" for each in kind)


def converted(figure: Figure, unit: str, decimals: int | None = None) -> Figure | None:
    """Return the figure in another unit, with its lineage; None where that is of another kind.

    It has all decimals that are not zero, if they come to an end, or as many as are wanted.
    """
    factor = factor_between(figure.unit, unit)
    if factor is None or not _split(unit.partition("/")[0])[1]:
        return None
    value = figure.value * Fraction(factor)
    if decimals is None:
        decimals = next(
            (n for n in range(_MOST_DECIMALS + 1) if not value * 10**n % 1),
            None,
        )
    origin = Computed(Operation.CONVERSION, (figure,))
    return Figure(value, unit, "", origin, (), decimals, figure.qualifier)


def in_unit_of(figure: Figure, other: Figure) -> Figure:
    """Return `figure` in the unit of `other` where that is another of its kind."""
    if figure.unit == other.unit:
        return figure
    return converted(figure, other.unit) or figure


def printed_amount(figure: Figure) -> str | None:
    """Return an amount of money as it is said, `2 tỷ 735 triệu đồng`; None for anything else."""
    factor = factor_between(figure.unit, MONEY)
    if factor is None or _split(figure.unit)[1] != MONEY:
        return None
    rest = int(abs(rounded(figure.value * Fraction(factor), 0)))
    pieces: list[str] = []
    for scale, zeros in _AMOUNT_SCALES:
        number, rest = divmod(rest, 10**zeros)
        if number:
            pieces.append(f"{grouped(Decimal(number))} {scale}".strip())
    sign = "-" if figure.value < 0 else ""
    said = f"{sign}{' '.join(pieces) or '0'} {MONEY}"
    return f"{figure.qualifier} {said}" if figure.qualifier else said


def amount_in(text: str, unit: str) -> Decimal | None:
    """Return in `unit` an amount of money that is written as it is said, in two pieces or more."""
    factor = factor_between(MONEY, unit)
    found = _AMOUNT.fullmatch(text.strip())
    if factor is None or _split(unit)[1] != MONEY or found is None:
        return None
    pieces = [*_pieces(found)]
    if len(pieces) < _FEWEST_PIECES:
        return None
    return (sum(pieces, Decimal()) * factor).normalize()


def _pieces(found: re.Match[str]) -> Iterator[Decimal]:
    for zeros in (9, 6, 3, 0):
        if found[f"p{zeros}"]:
            yield Decimal(found[f"p{zeros}"]).scaleb(zeros)
