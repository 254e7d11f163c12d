"""Blocks that a form writes as lines with a name, such as the bases of a report."""

from __future__ import annotations

import pytest

from ntmreport.compose.composing import _NAMED_KINDS
from ntmreport.compose.markup import CHART, SETTINGS
from ntmreport.compose.text_marks import PrintedFigures
from ntmreport.document import LINES_OF_CONTENT, Block, BlockKind
from ntmreport.layout.block_styles import BLOCK_STYLES
from tests.compose.test_compose_table_markup import FIGURE, assembled
from tests.render.samples import (
    Look,
    built,
    layout,
    lines,
    mistakes,
    paragraph_with,
    with_body,
    with_frame,
)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("@basis Căn cứ A\n@basis Căn cứ B\nNội dung", ["Căn cứ A;", "Căn cứ B.", "Nội dung"]),
        ("@basis Căn cứ A.\n@basis Căn cứ B;", ["Căn cứ A;", "Căn cứ B."]),
        ("@basis Căn cứ A,", ["Căn cứ A."]),
        ("@basis Căn cứ xã, thôn, v.v.\n@basis B", ["Căn cứ xã, thôn, v.v.;", "B."]),
        ("@basis Căn cứ **A**;\n@basis *B*.", ["Căn cứ A;", "B."]),
        ("@basis A\nLời\n@basis B", ["A.", "Lời", "B."]),
        ("@basis Căn cứ A;[^: Số 1.]\n@basis B[^: C]", ["Căn cứ A[Số 1.];", "B[C]."]),
    ],
)
def test_each_basis_ends_as_the_decree_asks(written: str, printed: list[str]) -> None:
    body = assembled(written).body
    assert [part.text for part in body if isinstance(part, Block)] == printed


def test_a_figure_at_the_end_of_a_basis_is_no_part_of_its_mark() -> None:
    figures = PrintedFigures()
    (block,) = assembled(f"@basis Theo {figures.mark(FIGURE, '8')}", figures).body
    assert isinstance(block, Block)
    assert [(run.text, run.figure) for run in block.runs] == [
        ("Theo ", None),
        ("8", FIGURE),
        (".", None),
    ]


def test_a_basis_is_in_italics_in_the_style_of_its_kind() -> None:
    docx = built(with_body(*assembled("@basis Căn cứ A").body))
    look = Look(docx, paragraph_with(docx, "Căn cứ A."))
    assert look.italic
    assert look.points == 14
    assert BLOCK_STYLES[BlockKind.BASIS].name == "NTM Căn cứ"


@pytest.mark.parametrize(
    ("typed", "meant"), [("bassis", "basis"), ("pictures", "picture"), ("landscap", "landscape")]
)
def test_a_misspelt_line_is_told_with_the_right_one(typed: str, meant: str) -> None:
    (told,) = mistakes(layout(), with_frame(**{typed: lines("Lời")}))
    assert told.hint is not None
    assert told.hint.vi == f"trong mẫu sửa “@{typed}” thành “@{meant}”"
    assert meant in LINES_OF_CONTENT


def test_lines_of_content_are_those_that_forms_have() -> None:
    assert set(LINES_OF_CONTENT) == {*_NAMED_KINDS, *SETTINGS, CHART, BlockKind.PICTURE}
