"""Formulas of computed columns: arithmetic of the columns of a row, such as `done / plan`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from ntmreport.figure import PERCENT, Figure, difference, percent, quotient, total
from ntmreport.figure.blank_value import LEFT_BLANK, is_left_blank
from ntmreport.figure.unit_conversion import factor_between, in_unit_of
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TOKEN = lazy_pattern(r"\s*(?:([a-z][a-z0-9_]*)|([-+*/()])|(\S))")
_LONGEST = 200
_SUMS, _PRODUCTS = ("+", "-"), ("*", "/")


class FormulaError(ValueError):
    """A text is no formula; `rest` is what cannot be read."""

    def __init__(self, rest: str) -> None:
        super().__init__(rest)
        self.rest = rest


class UnitsDifferError(ValueError):
    """A formula adds or subtracts columns of different units."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"{left} and {right}")
        self.left = left
        self.right = right


class Operands(Struct, frozen=True):
    """Two formulas with one of the signs + - * / between them."""

    sign: str
    left: Formula
    right: Formula


Formula: TypeAlias = "str | Operands"
"""The name of a column, or an operation over formulas."""


def read_formula(text: str) -> Formula:
    """Return the formula that `text` writes; raises FormulaError where it writes none."""
    if len(text) > _LONGEST:
        raise FormulaError(text[_LONGEST:][:20])
    tokens = [name or sign or other for name, sign, other in _TOKEN.findall(text.strip())]
    formula, rest = _read(tokens, _SUMS)
    if rest:
        raise FormulaError(rest[0])
    return formula


def _read(tokens: list[str], signs: tuple[str, ...]) -> tuple[Formula, list[str]]:
    """Read what stands between the signs, which bind less than those that are read inside."""
    below = _read_factor if signs == _PRODUCTS else _read_product
    formula, rest = below(tokens)
    while rest and rest[0] in signs:
        right, after = below(rest[1:])
        formula, rest = Operands(rest[0], formula, right), after
    return formula, rest


def _read_product(tokens: list[str]) -> tuple[Formula, list[str]]:
    return _read(tokens, _PRODUCTS)


def _read_factor(tokens: list[str]) -> tuple[Formula, list[str]]:
    first = tokens[0] if tokens else ""
    if first == "(":
        formula, rest = _read(tokens[1:], _SUMS)
        if not rest or rest[0] != ")":
            raise FormulaError(rest[0] if rest else "(")
        return formula, rest[1:]
    if re.fullmatch(r"[a-z][a-z0-9_]*", first) is None:
        raise FormulaError(first)
    return first, tokens[1:]


def names_in(formula: Formula) -> Iterator[str]:
    """Yield the names of the columns that `formula` computes with."""
    if isinstance(formula, str):
        yield formula
    else:
        yield from names_in(formula.left)
        yield from names_in(formula.right)


def unit_of(formula: Formula, units: Mapping[str, str]) -> str:
    """Return the unit of the result, from the columns' units; raises UnitsDifferError.

    A thing divided by a thing of its own unit, or of one of its kind, is a percentage.
    """
    if isinstance(formula, str):
        return units[formula]
    left, right = unit_of(formula.left, units), unit_of(formula.right, units)
    if factor_between(right, left) is not None and formula.sign != "*":
        right = left
    if formula.sign in _SUMS:
        if left != right:
            raise UnitsDifferError(left, right)
        return left
    if formula.sign == "/":
        return PERCENT if left == right else f"{left}/{right}"
    above, slash, below = left.partition("/")
    if slash and below == right:
        return above  # triệu đồng/hộ × hộ
    return f"{left}×{right}"


def is_of_sums(formula: Formula) -> bool:
    """Return whether rows come together to the formula over their sums: a share, not a product."""
    signs = {*_signs_in(formula)}
    return "/" in signs or "*" not in signs


def _signs_in(formula: Formula) -> Iterator[str]:
    if isinstance(formula, Operands):
        yield formula.sign
        yield from _signs_in(formula.left)
        yield from _signs_in(formula.right)


def computed(formula: Formula, values: Mapping[str, object]) -> Figure | None:
    """Return the result over `values`, with its lineage; None where one is not there or is 0."""
    if isinstance(formula, str):
        value = values.get(formula)
        is_known = isinstance(value, Figure) or is_left_blank(value)
        return value if is_known else None  # type: ignore[return-value]  # a blank is any type
    left, right = computed(formula.left, values), computed(formula.right, values)
    if left is None or right is None:
        return None
    if is_left_blank(left, right):
        blank: Figure = LEFT_BLANK
        return blank
    if formula.sign != "*":
        right = in_unit_of(right, left)
    match formula.sign:
        case "+":
            return total((left, right))
        case "-":
            return difference(left, right)
        case "*":
            return left * right
        case _:
            return percent(left, right) if left.unit == right.unit else quotient(left, right)
