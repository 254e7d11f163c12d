"""Charts of a form: the table below a line, its figures, and words that say the same."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ntmreport.compose.table_markup import TableError
from ntmreport.compose.text_marks import PrintedFigures
from ntmreport.document import Block, Chart, ChartKind
from ntmreport.figure import PERCENT, Figure, Written
from ntmreport.span import Span
from tests.compose.test_compose_table_markup import assembled

PLACE = Span("f.yaml", 1, 1, 1, 2)


class Figures:
    """Figures that a text prints by the names that `format` puts in."""

    def __init__(self) -> None:
        self.printed = PrintedFigures()
        self.known = {
            "a": Figure(Fraction(3), "tỷ đồng", "A", Written(PLACE)),
            "b": Figure(Fraction(-1), "tỷ đồng", "B", Written(PLACE)),
            "zero": Figure(Fraction(0), "tỷ đồng", "0", Written(PLACE)),
            "share": Figure(Fraction(60), PERCENT, "C", Written(PLACE)),
        }

    def put(self, text: str) -> str:
        shown = {"a": "3", "b": "-1", "zero": "0", "share": "60%"}
        return text.format(
            **{name: self.printed.mark(each, shown[name]) for name, each in self.known.items()}
        )


def block(text: str) -> Block:
    figures = Figures()
    (only,) = assembled(figures.put(text), figures.printed).body
    assert isinstance(only, Block)
    return only


def test_a_table_becomes_a_chart_and_the_words_that_say_it() -> None:
    rows = "| Tỉnh | {a}\n| Xã | |\n| Dân | {b}\n| Khác | ……%"
    found = block(f"@chart columns | Vốn\n|= Nguồn |= Vốn\n{rows}")
    assert isinstance(found.picture, Chart)
    assert found.picture.kind is ChartKind.COLUMNS
    assert found.picture.categories == ("Tỉnh", "Xã", "Dân", "Khác")
    (series,) = found.picture.series
    assert [figure and figure.value for figure in series.figures] == [3, None, -1, None]
    assert found.text == "Biểu đồ cột: Vốn (tỷ đồng). Tỉnh: 3; Xã: ……; Dân: -1; Khác: ……%."
    assert [run.text for run in found.runs if run.figure] == ["3", "-1"]


def test_several_series_are_said_by_their_names() -> None:
    found = block("@chart lines | Vốn\n|= |= Nay |= Trước |\n| Tỉnh | {a} | {b} |")
    assert found.text == "Biểu đồ đường: Vốn (tỷ đồng). Tỉnh (Nay: 3, Trước: -1)."


def test_what_stands_below_the_rows_is_no_part_of_it() -> None:
    figures = Figures()
    text = figures.put("@chart shares | Vốn\n|= |= %\n| Tỉnh | {share}\n@caption Biểu đồ 1.\nLời")
    assert len(assembled(text, figures.printed).body) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@chart cot | Vốn\n|= |= V\n| A | {a}", "không có loại biểu đồ “cot”"),
        ("@chart columns\n|= |= V\n| A | {a}", "không có tên"),
        ("@chart columns | Vốn\nLời", "cần một bảng"),
        ("@chart columns | Vốn", "cần một bảng"),
        ("@chart columns | Vốn\n| A | {a}", "cần một bảng"),
        ("@chart columns | Vốn\n|= |= V", "cần một bảng"),
        ("@chart columns | Vốn\n|= Nguồn\n| A", "cần một bảng"),
        ("@chart columns | Vốn\n|= |= V |= <\n| A | {a} | {a}", "ô gộp"),
        ("@chart columns | Vốn\n|= |= V\n| A | 12", "ô “12” của biểu đồ"),
        ("@chart columns | Vốn\n|= |= V\n| A | {a}/{b}", "ô “3/-1” của biểu đồ"),
        ("@chart columns | Vốn\n|= |= V |= %\n| A | {a} | {share}", "phần trăm và số khác"),
        ("@chart shares | Vốn\n|= |= V |= W\n| A | {a} | {a}", "cơ cấu (shares)"),
        ("@chart shares | Vốn\n|= |= V\n| A | {b}", "cơ cấu (shares)"),
        ("@chart shares | Vốn\n|= |= V\n| A | {zero}", "cơ cấu (shares)"),
        ("@chart shares | Vốn\n|= |= V\n| A | {a}\n| **Tổng số** | {a}", "dòng “Tổng số”"),
        ("@chart bars | Vốn\n|= |= V" + "\n| A | {a}" * 61, "hơn 60 số"),
        ("@chart shares | Vốn\n|= |= V" + "\n| A | {a}" * 9, "hơn 8 số"),
    ],
)
def test_what_makes_no_chart_is_told(text: str, words: str) -> None:
    figures = Figures()
    with pytest.raises(TableError) as caught:
        assembled(figures.put(text), figures.printed)
    assert words in caught.value.message.message.vi
    assert "{{{{" not in str(caught.value.message)
