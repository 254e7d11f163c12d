"""Where no line breaks: between numbers and what they count, before numbers that name something."""

from __future__ import annotations

import io
import re
from fractions import Fraction
from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.document import Run
from ntmreport.figure import Figure, Written
from ntmreport.no_break_space import NO_BREAK_SPACE, with_no_break_spaces
from ntmreport.pipeline import Compiler, rendered
from ntmreport.span import Span

if TYPE_CHECKING:
    from pathlib import Path

FIGURE = Figure(Fraction(1), "", "", Written(Span("f.yaml", 1, 1, 1, 2)))


def runs(text: str) -> list[Run]:
    """The runs of a text in which figures stand between « »."""
    pieces = re.split("[«»]", text)
    return [
        Run(piece, figure=FIGURE if number % 2 else None)
        for number, piece in enumerate(pieces)
        if piece
    ]


def shown(text: str, marker: str = "") -> str:
    """The text, `~` for each space at which no line breaks."""
    head, texts = with_no_break_spaces(marker, runs(text))
    return (head + "".join(texts)).replace(NO_BREAK_SPACE, "~")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("có «28» xã", "có 28~xã"),
        ("«32»/«32» xã đạt", "32/32~xã đạt"),
        ("«1.051 ha» đất", "1.051~ha đất"),
        ("«686.750 triệu đồng»", "686.750~triệu đồng"),
        ("sản lượng «khoảng 9.800 tấn/năm»", "sản lượng khoảng~9.800~tấn/năm"),
        ("tăng «36,73» điểm phần trăm", "tăng 36,73~điểm phần trăm"),
        ("đạt «93,02%» kế hoạch", "đạt 93,02% kế hoạch"),
        ("«250»-«300» triệu đồng/ha", "250-300~triệu đồng/ha"),
        ("«12,5» m2", "12,5~m2"),
        ("«1.832» và «2.500» hộ", "1.832 và 2.500~hộ"),
        ("«5» được công nhận", "5 được công nhận"),
        ("trẻ em dưới 5 tuổi", "trẻ em dưới 5~tuổi"),
        ("Quyết định số 197-QĐ/HU ngày 09/10/2020", "Quyết định~số~197-QĐ/HU ngày~09/10/2020"),
        ("Mẫu biểu số 01, 02", "Mẫu biểu~số~01, 02"),
        ("ngày 05 tháng 01 năm 2022", "ngày~05 tháng~01 năm~2022"),
        ("Số 05/BC-UBND", "Số~05/BC-UBND"),
        ("ngày ...... tháng ...... năm ......", "ngày ...... tháng ...... năm ......"),
        ("giai đoạn 2020 - 2025 và", "giai đoạn~2020~-~2025 và"),
        ("tại khoản 2 Điều 5", "tại khoản~2 Điều~5"),
        ("2T Farm", "2T Farm"),
        ("năm 2021 xã đạt", "năm~2021 xã đạt"),
        ("không có số nào", "không có số nào"),
    ],
)
def test_where_no_line_breaks(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_the_space_behind_a_marker_is_left() -> None:
    assert shown("«28» xã", "2.1.") == "2.1. 28~xã"


def test_formatting_does_not_part_a_number_from_its_unit() -> None:
    pieces = [Run("có "), Run("28", bold=True, figure=FIGURE), Run(" xã", italic=True)]
    assert with_no_break_spaces("", pieces) == ("", ["có ", "28", f"{NO_BREAK_SPACE}xã"])


@given(st.lists(st.tuples(st.text("a5 ,.-/%sốngày"), st.booleans())))
def test_nothing_but_spaces_is_changed(pieces: list[tuple[str, bool]]) -> None:
    before = [Run(text, figure=FIGURE if is_figure else None) for text, is_figure in pieces]
    _, texts = with_no_break_spaces("-", before)
    assert [text.replace(NO_BREAK_SPACE, " ") for text in texts] == [run.text for run in before]


def test_no_figure_of_the_report_stands_apart_from_its_unit(fixtures: Path) -> None:
    content, _ = rendered(Compiler().compile(fixtures / "data/2021"))
    assert content is not None
    text = "\n".join(each.text for each in docx.Document(io.BytesIO(content)).paragraphs)
    units = "ha|xã|người|hộ|trường|thôn|triệu|tấn|chuỗi|sản phẩm|điểm|sân|cơ sở|lớp|vùng|sao"
    assert re.findall(rf"\d (?:{units})", text) == []
    assert re.findall(r"(?:số|ngày|tháng|năm|giai đoạn) \d", text) == []
    assert len(re.findall(NO_BREAK_SPACE, text)) > 100
