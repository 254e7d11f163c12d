"""Formulas of a workbook that prints figures: each from the cells that print what it follows from.

A cell has a formula where all that its figure is computed from stands in the same workbook, and
where the formula over these cells, rounded as the figure is printed, gives the printed digits.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.figure.arithmetic import Computed, Operation
from ntmreport.figure.excel_formulas import INFIX
from ntmreport.figure.number_format import rounded
from ntmreport.figure.unit_conversion import factor_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ntmreport.figure.arithmetic import Figure

    _Key = tuple[object, ...]

_MOST_CHARACTERS = 8_000
"""The longest formula; Excel takes 8192 characters."""

_MOST_ARGUMENTS = 250
_HUNDRED = 100


class NumberCell(Struct, frozen=True):
    """A cell that prints a figure: its sheet, as formulas name it, line and column from 1.

    `value` is the figure's as it is printed, with so many `decimals`. A cell `of_hundredths` holds
    a hundredth of it, which is shown with the sign %.
    """

    sheet: str
    line: int
    column: int
    figure: Figure
    value: Fraction
    decimals: int
    of_hundredths: bool = False

    @property
    def place(self) -> tuple[str, int, int]:
        """Its sheet, line and column."""
        return self.sheet, self.line, self.column

    @property
    def held(self) -> Fraction:
        """The number that the cell holds where it has no formula."""
        return self.value / _HUNDRED if self.of_hundredths else self.value


class CellFormula(Struct, frozen=True):
    """The formula of a cell and the number that it gives."""

    text: str
    value: Fraction


class _Operand(Struct, frozen=True):
    """A part of a formula with its value; `cell` is the one that it is the reference of."""

    text: str
    value: Fraction
    cell: NumberCell | None = None


class CellFormulas(Struct):
    """The formulas of the cells of one workbook."""

    cells: Iterable[NumberCell]
    _by_key: dict[_Key, list[NumberCell]] = {}
    _known: dict[tuple[str, int, int], CellFormula | None] = {}

    def __post_init__(self) -> None:
        for cell in self.cells:
            if (key := _key(cell.figure)) is not None:
                self._by_key.setdefault(key, []).append(cell)

    def of(self, cell: NumberCell) -> CellFormula | None:
        """Return the formula of a cell; None where it holds its figure's value."""
        place = cell.place
        if place not in self._known:
            self._known[place] = self._made(cell)
        return self._known[place]

    def _made(self, cell: NumberCell) -> CellFormula | None:
        return self._from_inputs(cell) or self._from_the_first(cell)

    def _from_the_first(self, cell: NumberCell) -> CellFormula | None:
        """Return the formula of a cell whose figure another before it prints as well."""
        key = _key(cell.figure)
        first = cell if key is None else self._by_key[key][0]
        if first.place == cell.place or first.value != cell.value:
            return None
        if first.of_hundredths != cell.of_hundredths:
            return None
        formula = self.of(first)
        value = first.held if formula is None else formula.value
        return CellFormula(f"={_reference(first, cell)}", value)

    def _from_inputs(self, cell: NumberCell) -> CellFormula | None:
        """Return the formula of a cell over those of what its figure is computed from."""
        match cell.figure.origin:
            case Computed(operation=operation, inputs=inputs):
                made = self._computed(cell.figure, operation, inputs, cell)
            case _:
                return None
        if made is None or len(made.text) > _MOST_CHARACTERS:
            return None
        if Fraction(rounded(made.value, cell.decimals)) != cell.value:
            return None
        if not cell.of_hundredths:
            return CellFormula(f"={_bare(made.text)}", made.value)
        text = f"{made.text}/{_HUNDRED}"
        if made.text.endswith(_TIMES_HUNDRED):
            text = f"{made.text.removesuffix(_TIMES_HUNDRED)})"
        return CellFormula(f"={_bare(text)}", made.value / _HUNDRED)

    def _operand(self, figure: Figure, target: NumberCell) -> _Operand | None:
        """Return what stands for a figure: the cell that prints it, or what it is computed from."""
        cell = self._cell_of(figure, target)
        if cell is not None:
            formula = self.of(cell)
            value = cell.held if formula is None else formula.value
            if cell.of_hundredths:
                return _Operand(f"({_reference(cell, target)}*{_HUNDRED})", value * _HUNDRED)
            return _Operand(_reference(cell, target), value, cell)
        match figure.origin:
            case Computed(operation=operation, inputs=inputs):
                return self._computed(figure, operation, inputs, target)
            case _:
                return None

    def _cell_of(self, figure: Figure, target: NumberCell) -> NumberCell | None:
        key = _key(figure)
        known = [] if key is None else self._by_key.get(key, [])
        others = [cell for cell in known if cell.place != target.place]
        of_sheet = (cell for cell in others if cell.sheet == target.sheet)
        return next(of_sheet, None) or next(iter(others), None)

    def _computed(
        self,
        figure: Figure,
        operation: Operation,
        inputs: Sequence[Figure],
        target: NumberCell,
    ) -> _Operand | None:
        if operation is Operation.CONVERSION:
            return self._converted(figure, inputs[0], target)
        operands: list[_Operand] = []
        for each in inputs:
            operand = self._operand(each, target)
            if operand is None:
                return None
            operands.append(operand)
        values = [each.value for each in operands]
        match operation:
            case Operation.SUM:
                return _Operand(_sum(operands, target), sum(values, Fraction()))
            case Operation.ABSOLUTE:
                return _Operand(f"ABS({_bare(operands[0].text)})", abs(values[0]))
        first, second = values
        text = f"{operands[0].text}{INFIX[operation]}{operands[1].text}"
        match operation:
            case Operation.DIFFERENCE:
                return _Operand(f"({text})", first - second)
            case Operation.PRODUCT:
                return _Operand(f"({text})", first * second)
        if not second:
            return None
        if operation is Operation.SHARE:
            return _Operand(f"({text}{_TIMES_HUNDRED}", first / second * _HUNDRED)
        return _Operand(f"({text})", first / second)

    def _converted(self, figure: Figure, source: Figure, target: NumberCell) -> _Operand | None:
        """Return a figure in another unit: of a sum, the sum of the parts in that unit."""
        factor = factor_between(source.unit, figure.unit)
        operand = self._operand(source, target)
        if operand is not None and factor is not None:
            return _Operand(f"({operand.text}*{factor:f})", operand.value * Fraction(factor))
        match source.origin:
            case Computed(operation=Operation.SUM, inputs=inputs):
                keys = [_converted_key(each, figure.unit) for each in inputs]
            case _:
                return None
        cells = [self._by_key[key][0] for key in keys if key in self._by_key]
        if len(cells) < len(keys) or any(cell.of_hundredths for cell in cells):
            return None
        operands = [_Operand(_reference(cell, target), cell.held, cell) for cell in cells]
        return _Operand(_sum(operands, target), sum((cell.held for cell in cells), Fraction()))


_TIMES_HUNDRED = f"*{_HUNDRED})"


def _key(figure: Figure) -> _Key | None:
    """Return what tells a figure from others; None for one that only a template computes."""
    if figure.path:
        return (*figure.path, figure.value)
    match figure.origin:
        case Computed(operation=Operation.CONVERSION, inputs=(source,)) if source.path:
            return _converted_key(source, figure.unit)
        case _:
            return None


def _converted_key(source: Figure, unit: str) -> _Key:
    return (*source.path, source.value, unit)


def _sum(operands: Sequence[_Operand], target: NumberCell) -> str:
    """Return a sum with cells that stand below each other, or side by side, as ranges."""
    cells = [each.cell for each in operands if each.cell is not None]
    others = [each.text for each in operands if each.cell is None]
    arguments = [*_ranges(cells, target), *map(_bare, others)]
    sums = [
        f"SUM({','.join(arguments[start : start + _MOST_ARGUMENTS])})"
        for start in range(0, len(arguments), _MOST_ARGUMENTS)
    ]
    return sums[0] if len(sums) == 1 else f"({'+'.join(sums)})"


def _ranges(cells: Sequence[NumberCell], target: NumberCell) -> Iterator[str]:
    """Yield the references of cells, ranges of them where they are neighbours."""
    if len({cell.place for cell in cells}) < len(cells):  # which a range would count once
        yield from (_reference(cell, target) for cell in cells)
        return
    lone: list[NumberCell] = []
    found: list[tuple[tuple[str, int, int], str]] = []
    by_place = {cell.place: cell for cell in cells}
    stacks = sorted(cells, key=lambda cell: (cell.sheet, cell.column, cell.line))
    for (sheet, column), stack in groupby(stacks, key=lambda cell: (cell.sheet, cell.column)):
        for run in _runs([cell.line for cell in stack]):
            if len(run) == 1:
                lone.append(by_place[sheet, run[0], column])
            else:
                text = _range(sheet, (run[0], column), (run[-1], column), target)
                found.append(((sheet, run[0], column), text))
    rows = sorted(lone, key=lambda cell: cell.place)
    for (sheet, line), row in groupby(rows, key=lambda cell: (cell.sheet, cell.line)):
        for run in _runs([cell.column for cell in row]):
            text = _range(sheet, (line, run[0]), (line, run[-1]), target)
            found.append(((sheet, line, run[0]), text))
    yield from (text for _, text in sorted(found))


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Yield the stretches of numbers that follow each other."""
    for _, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        yield [number for _, number in run]


def _range(sheet: str, first: tuple[int, int], last: tuple[int, int], target: NumberCell) -> str:
    start = f"{_before(sheet, target)}{_letters(first[1])}{first[0]}"
    return start if first == last else f"{start}:{_letters(last[1])}{last[0]}"


def _reference(cell: NumberCell, target: NumberCell) -> str:
    return f"{_before(cell.sheet, target)}{_letters(cell.column)}{cell.line}"


def _before(sheet: str, target: NumberCell) -> str:
    return "" if sheet == target.sheet else f"{sheet}!"


def _letters(column: int) -> str:
    """Return the letters of a column, counted from 1."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _bare(text: str) -> str:
    """Return a formula without the parentheses around the whole of it."""
    if not (text.startswith("(") and text.endswith(")")):
        return text
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if not depth and at < len(text) - 1:
            return text
    return text[1:-1]
