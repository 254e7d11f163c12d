"""Formulas over the cells of a workbook: those that give the printed digits, and no others."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from msgspec.structs import replace

from ntmreport.figure import Figure, Written, absolute, difference, percent, quotient, total
from ntmreport.figure.cell_formulas import CellFormulas, NumberCell
from ntmreport.figure.number_format import number
from ntmreport.figure.unit_conversion import converted
from ntmreport.span import Span

HERE = Span("f.yaml", 1, 1, 1, 2)


def written(name: str, value: int | str, unit: str = "hộ") -> Figure:
    decimals = len(str(value).partition(".")[2])
    return Figure(Fraction(value), unit, name, Written(HERE), (name,), decimals)


A, B, C, D = (written(name, value) for name, value in zip("abcd", (10, 20, 30, 7), strict=True))
MONEY = [written(f"m{n}", value, "triệu đồng") for n, value in enumerate((1500, 2500))]


def found(figure: Figure | None) -> Figure:
    assert figure is not None
    return figure


def named(figure: Figure | None, name: str) -> Figure:
    return replace(found(figure), path=(name,), label=name)


SUM = named(total([A, B, C]), "sum")
THIRD = percent(A, C)
CASES: list[tuple[list[Figure], str | None]] = [
    ([A, B, C, found(total([A, B, C]))], "=SUM(A1:A3)"),
    ([A, D, B, C, found(total([A, B, C]))], "=SUM(A1,A3:A4)"),
    ([A, B, found(total([A, B, C]))], None),
    ([A, A, found(total([A, A]))], "=SUM(A1,A1)"),
    ([A, C, found(percent(A, C))], "=A1/A2*100"),
    ([A, B, C, SUM, found(percent(A, SUM))], "=A1/A4*100"),
    ([A, B, C, found(percent(A, SUM))], "=A1/SUM(A1:A3)*100"),
    ([C, A, found(difference(C, A))], "=A1-A2"),
    ([C, A, absolute(found(difference(A, C)))], "=ABS(A2-A1)"),
    ([C, A, B, found(difference(percent(A, C), percent(B, C)))], "=(A2/A1*100)-(A3/A1*100)"),
    ([C, D, found(quotient(C, D))], "=A1/A2"),
    ([MONEY[0], found(converted(MONEY[0], "tỷ đồng"))], "=A1*0.001"),
    (
        [
            *(found(converted(each, "tỷ đồng")) for each in MONEY),
            found(converted(found(total(MONEY)), "tỷ đồng")),
        ],
        "=SUM(A1:A2)",
    ),
    ([SUM, A, SUM], "=A1"),
    ([SUM], None),
    # A figure of another state of the data under the same path is another figure.
    ([replace(A, value=Fraction(11)), B, found(total([A, B]))], None),
]


def cells_of(figures: list[Figure]) -> list[NumberCell]:
    found_cells = []
    for line, figure in enumerate(figures, start=1):
        text = number(figure).replace(".", "").replace(",", ".")
        decimals = len(text.partition(".")[2])
        found_cells.append(NumberCell("S", line, 1, figure, Fraction(Decimal(text)), decimals))
    return found_cells


@pytest.mark.parametrize(("figures", "expected"), CASES)
def test_the_formula_of_the_last_cell(figures: list[Figure], expected: str | None) -> None:
    cells = cells_of(figures)
    formula = CellFormulas(cells).of(cells[-1])
    assert (formula.text if formula else None) == expected


def test_a_share_in_hundredths_and_cells_of_other_sheets() -> None:
    first, second, last = cells_of([A, C, found(percent(A, C))])
    first = replace(first, sheet="'Biểu 1'")
    last = replace(last, of_hundredths=True)
    formula = CellFormulas([first, second, last]).of(last)
    assert formula is not None
    assert formula.text == "='Biểu 1'!A1/A2"
    assert formula.value == Fraction(1, 3)


def test_digits_that_a_formula_does_not_give_stay() -> None:
    """What is printed from rounded numbers is no sum of the cells."""
    cells = cells_of([A, B, found(total([A, B]))])
    cells[0] = replace(cells[0], value=Fraction(11))
    assert CellFormulas(cells).of(cells[2]) is None
