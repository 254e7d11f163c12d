"""Tables in Word: cells in the sample's look, merged as the document has them, and accessible."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ntmreport.document import Alignment, Block, BlockKind, Cell, Document, Row, Run, Table
from ntmreport.figure import Figure, Written
from ntmreport.layout.block_styles import (
    BEHIND_TABLE,
    BLOCK_STYLES,
    HEADER_CELL,
    NUMBER_CELL,
    TABLE_STYLE,
    TEXT_CELL,
)
from ntmreport.render.layout_filling import layout_diagnostics
from ntmreport.render.word_document import Additions, render_docx
from ntmreport.render.word_table import is_number
from ntmreport.table_grid import spread

from .samples import (
    BODY,
    NAME,
    NAMESPACES,
    PLACE,
    REPORT,
    STYLES_PART,
    Look,
    W,
    breakable,
    built,
    edited,
    layout,
    members,
    mistakes,
    paragraph_with,
    root,
    style_id,
    text_of,
    with_body,
)
from .tables import (
    BODY_TABLE,
    EVERYTHING,
    FIRST,
    annex,
    criteria,
    head,
    heads,
    row,
    with_tables,
)
from .tables import cell as cell_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .samples import Element

FIGURE = Figure(Fraction(1), "xã", "Số xã", Written(PLACE))
WITH_TABLE = with_body(*BODY[:-1], BODY_TABLE, BODY[-1])


def tables(docx: bytes) -> list[Element]:
    """The document's own tables, without those of the letterhead and the signature."""
    return [
        table for table in root(docx).iter(f"{W}tbl") if table.find(f".//{W}tblHeader") is not None
    ]


def table_of(document: Document, content: bytes | None = None) -> Element:
    (table,) = tables(built(document, content))
    return table


def grid(table: Element) -> list[list[str]]:
    """The text at each place of a table, as Word merges it."""
    lines: list[list[str]] = []
    for each in table.iterfind(f"{W}tr"):
        line: list[str] = []
        for cell in each.iterfind(f"{W}tc"):
            across = cell.find("w:tcPr/w:gridSpan", NAMESPACES)
            merge = cell.find("w:tcPr/w:vMerge", NAMESPACES)
            columns = 1 if across is None else int(across.get(f"{W}val"))
            text = text_of(cell)
            if merge is not None and merge.get(f"{W}val") != "restart":
                assert text == ""
                text = lines[-1][len(line)]
            line += [text] * columns
        lines.append(line)
    return lines


def expected_grid(table: Table) -> list[list[str]]:
    return [[breakable(cell.block.text) for cell in line] for line in spread(table)]


@pytest.mark.parametrize("table", [BODY_TABLE, criteria(), criteria(2, 14)])
def test_cells_are_merged_as_the_document_has_them(table: Table) -> None:
    assert grid(table_of(with_body(*BODY, table, BODY[-1]))) == expected_grid(table)


TEXTS = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=30
)


@st.composite
def any_tables(draw: st.DrawFn) -> Table:
    """Tables with cells of every size, filled from the top left without a gap."""
    columns, height = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    taken: set[tuple[int, int]] = set()
    rows = []
    for number in range(height):
        cells = []
        for column in range(columns):
            if (number, column) in taken:
                continue
            wide = draw(st.integers(1, 3))
            while wide > columns - column or any(
                (number, column + n) in taken for n in range(wide)
            ):
                wide -= 1
            high = draw(st.integers(1, min(3, height - number)))
            taken |= {(number + n, column + m) for n in range(high) for m in range(wide)}
            runs = (Run(draw(TEXTS), draw(st.booleans())), Run(draw(TEXTS)))
            cells.append(Cell(Block(BlockKind.CELL, "", runs, PLACE), column, wide, high))
        rows.append(Row(tuple(cells), is_header=number == 0))
    return Table(tuple(rows), columns, PLACE)


@settings(max_examples=60)
@given(any_tables())
def test_any_table_comes_out_whole(table: Table) -> None:
    written = table_of(with_body(table))
    assert grid(written) == expected_grid(table)
    assert_widths_agree(written)


def assert_widths_agree(table: Element) -> None:
    columns = [int(each.get(f"{W}w")) for each in table.find(f"{W}tblGrid")]
    for each in table.iterfind(f"{W}tr"):
        start = 0
        for cell in each.iterfind(f"{W}tc"):
            across = cell.find("w:tcPr/w:gridSpan", NAMESPACES)
            end = start + (1 if across is None else int(across.get(f"{W}val")))
            width = cell.find("w:tcPr/w:tcW", NAMESPACES)
            assert int(width.get(f"{W}w")) == sum(columns[start:end])
            start = end
        assert start == len(columns)


def test_a_table_is_as_wide_as_the_text_around_it() -> None:
    in_body, first, *others = tables(built(EVERYTHING))
    for table, width in ((in_body, 9071), (first, 14003), *((other, 14003) for other in others)):
        assert sum(int(each.get(f"{W}w")) for each in table.find(f"{W}tblGrid")) == width
        assert table.find("w:tblPr/w:tblW", NAMESPACES).get(f"{W}w") == str(width)
        assert_widths_agree(table)


def test_each_cell_has_the_style_of_its_kind() -> None:
    table = table_of(WITH_TABLE)
    styles = [[style_id(p) for p in each.iter(f"{W}p")] for each in table.iter(f"{W}tr")]
    assert styles == [
        ["TableHeader"] * 3,
        ["TableNumber", "TableText", "TableNumber"],
        ["TableNumber", "TableText", "TableNumber"],
        ["TableText", "TableNumber"],
    ]


@pytest.mark.parametrize(
    ("text", "is_mark"),
    [
        *(
            (text, True)
            for text in ("1", "190.113", "93,02%", "250-300", "-", "x", "II", "12/19", "")
        ),
        *((text, True) for text in ("(5)=(3)/(4)", "Đạt", "+1,5", "1.1", "…")),
        *((text, False) for text in ("An Nông", "12 xã", "Không đạt", "Ghi chú", "Quý I")),
    ],
)
def test_figures_and_marks_are_numbers(text: str, is_mark: bool) -> None:
    assert is_number(text) is is_mark


def test_header_rows_repeat_and_no_row_breaks() -> None:
    table = table_of(with_tables(body=(*BODY, criteria())))
    rows = table.findall(f"{W}tr")
    headers = [each.find("w:trPr/w:tblHeader", NAMESPACES) is not None for each in rows]
    assert headers == [True] * 3 + [False] * 40
    assert all(each.find("w:trPr/w:cantSplit", NAMESPACES) is not None for each in rows)


def test_a_screen_reader_is_told_what_the_table_is() -> None:
    in_body, first, *_ = tables(built(EVERYTHING))
    names = [
        [table.find(f"w:tblPr/w:{name}", NAMESPACES) for name in ("tblCaption", "tblDescription")]
        for table in (in_body, first)
    ]
    assert [[None if each is None else each.get(f"{W}val") for each in both] for both in names] == [
        ["+ Quyết định 197-QĐ/HU ngày 09/10/2020.", None],
        ["Mẫu biểu số 01", "Kết quả thực hiện bộ tiêu chí"],
    ]
    look = first.find("w:tblPr/w:tblLook", NAMESPACES)
    assert look.get(f"{W}firstRow") == "1"


def test_tables_are_parted_and_cells_end_with_a_paragraph() -> None:
    for docx in (
        built(with_body(BODY_TABLE, BODY_TABLE)),
        # A layout without a style for what parts them.
        built(with_body(BODY_TABLE, BODY_TABLE), without_spacers()),
    ):
        first, second = tables(docx)
        for table in (first, second):
            assert table.getnext().tag == f"{W}p"
            assert all(each[-1].tag == f"{W}p" for each in table.iter(f"{W}tc"))


def without_spacers() -> bytes:
    name = BLOCK_STYLES[BEHIND_TABLE].name
    return edited(STYLES_PART, lambda xml: xml.replace(f'"{name}"', '"Khác"'))


def test_a_table_at_the_end_stays_with_the_signature() -> None:
    def kept(docx: bytes) -> list[str]:
        (table,) = tables(docx)
        return [
            text_of(p) for p in table.iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is not None
        ]

    assert kept(built(with_body(*BODY, BODY_TABLE))) == ["Tổng", "106.140"]
    assert kept(built(WITH_TABLE)) == []


def test_bold_italic_and_markers_stand_in_cells() -> None:
    runs = (Run("32", bold=True), Run(" xã", italic=True))
    marked = Block(BlockKind.CELL, "-", runs, PLACE)
    table = Table((heads(head("Xã", 0)), Row((Cell(marked, 0),))), 1, PLACE)
    (paragraph,) = [p for p in table_of(with_body(table)).iter(f"{W}p") if "32" in text_of(p)]
    assert text_of(paragraph) == "- 32 xã"
    looks = [
        [look.tag.removeprefix(W) for look in run.iterfind(f"{W}rPr/*")]
        for run in paragraph.iter(f"{W}r")
    ]
    assert looks == [[], ["b"], ["i"]]


def test_what_formats_a_table_is_its_style() -> None:
    def edit(xml: str) -> str:
        start = xml.index(f'<w:name w:val="{TABLE_STYLE}"/>')
        end = xml.index("</w:style>", start)
        style = xml[start:end].replace('<w:left w:w="57"', '<w:left w:w="200"')
        return xml[:start] + style + xml[end:]

    table = table_of(WITH_TABLE, edited(STYLES_PART, edit))
    properties = table.find(f"{W}tblPr")
    assert [child.tag.removeprefix(W) for child in properties] == [
        *("tblStyle", "tblW", "tblLayout", "tblLook", "tblCaption"),
    ]
    assert properties.find(f"{W}tblStyle").get(f"{W}val") == "NTMBang"
    assert table.tag == f"{W}tbl"
    cells = {child.tag.removeprefix(W) for cell in table.iter(f"{W}tcPr") for child in cell}
    assert cells == {"tcW", "gridSpan"}
    # Its margins count for how wide columns are.
    plain = [each.get(f"{W}w") for each in table_of(WITH_TABLE).find(f"{W}tblGrid")]
    assert [each.get(f"{W}w") for each in table.find(f"{W}tblGrid")] != plain


def test_sizes_of_the_cells_styles_count_for_the_widths() -> None:
    def larger(xml: str) -> str:
        start = xml.index(f'<w:name w:val="{BLOCK_STYLES[HEADER_CELL].name}"/>')
        end = xml.index("</w:style>", start)
        return xml[:start] + xml[start:end].replace('w:val="24"', 'w:val="48"') + xml[end:]

    table = Table((heads(head("Huyện", 0), head("x", 1)), row("1", "2")), 2, PLACE)

    def first(content: bytes) -> int:
        return int(table_of(with_body(table), content).find(f"{W}tblGrid")[0].get(f"{W}w"))

    assert first(edited(STYLES_PART, larger)) > first(layout())


def test_comments_stand_on_figures_in_cells() -> None:
    document = with_tables(FIRST, body=(*BODY, BODY_TABLE))
    blocks = document.blocks
    place = next(n for n, block in enumerate(blocks) if block.text == "12.500")
    last = next(n for n, block in enumerate(blocks) if block.text == "Thọ Vực")
    additions = Additions({(place, 0): ("một",), (last, 0): ("hai",)})
    docx, _ = render_docx(document, layout(), NAME, additions)
    assert docx is not None
    for text in ("12.500", "Thọ Vực"):
        children = [child.tag.removeprefix(W) for child in paragraph_with(docx, text)]
        assert children == ["pPr", "commentRangeStart", "r", "commentRangeEnd", "r"]
    assert b"<w:comments" in members(docx)["word/comments.xml"]


def test_tables_are_readable_sizes() -> None:
    docx = built(WITH_TABLE)
    for text in ("Nguồn vốn", "Ngân sách trung ương", "12.500"):
        assert Look(docx, paragraph_with(docx, text)).points == 12


@pytest.mark.parametrize(
    "document",
    [
        EVERYTHING,
        WITH_TABLE,
        with_body(BODY_TABLE),
        with_tables(FIRST),
        with_body(*BODY, BODY_TABLE),
    ],
)
def test_valid(document: Document, validated: Callable[[bytes], list[Any]]) -> None:
    assert validated(built(document)) == []
    assert validated(built(document, without_spacers())) == []


@pytest.mark.parametrize(
    "name",
    [TABLE_STYLE, *(BLOCK_STYLES[kind].name for kind in (HEADER_CELL, TEXT_CELL, NUMBER_CELL))],
)
def test_a_document_with_tables_needs_their_styles(name: str) -> None:
    content = edited(STYLES_PART, lambda xml: xml.replace(f'"{name}"', '"Khác"'))
    (found,) = mistakes(content, WITH_TABLE)
    assert found.rule.code == "NTM603"
    assert f"“{name}”" in found.message.vi
    assert "TT" in found.message.vi
    assert found.hint is not None
    assert built(REPORT, content)


def figures(*texts: str) -> Table:
    """A table of one column of figures, with a head."""
    rows = [Row((cell_of(text, 0, figure=FIGURE), cell_of("Xã", 1))) for text in texts]
    return Table((heads(head("Số", 0), head("Tên", 1)), *rows), 2, PLACE)


def right_indents(table: Table) -> list[int | None]:
    found = []
    for paragraph in table_of(with_body(*BODY, table, BODY[-1])).iter(f"{W}p"):
        indent = paragraph.find("w:pPr/w:ind", NAMESPACES)
        found.append(None if indent is None else int(indent.get(f"{W}right")))
    return found[2::2]


def test_figures_of_the_body_line_up_at_their_commas() -> None:
    whole, one, two, percent = right_indents(figures("1.234", "2,5", "-0,25", "75%"))
    # In letters of 12 points a digit is 120 twips wide, a comma 60 and a percent sign 199.
    assert None not in {whole, one, two, percent}
    assert (whole or 0) - (one or 0) == 180
    assert (one or 0) - (two or 0) == 120
    assert (whole or 0) - (percent or 0) == 199


def test_bold_figures_line_up_with_the_others() -> None:
    plain = figures("1.234", "2,5")
    bold = replace(plain.rows[1].cells[0].block, runs=(Run("1.234", bold=True, figure=FIGURE),))
    row_in_bold = Row((replace(plain.rows[1].cells[0], block=bold), plain.rows[1].cells[1]))
    table = replace(plain, rows=(*plain.rows, row_in_bold))
    whole, _, whole_in_bold = right_indents(table)
    assert whole == whole_in_bold


def test_marks_and_typed_numbers_do_not_line_up() -> None:
    rows = (Row((cell_of("1", 0), cell_of("x", 1))), Row((cell_of("2", 0), cell_of("-", 1))))
    table = Table((heads(head("TT", 0), head("Đạt", 1)), *rows), 2, PLACE)
    assert set(right_indents(table)) == {None}


def test_figures_of_an_annex_stand_as_their_style_says() -> None:
    document = with_tables(annex("Phụ lục I", "Tên", figures("1.234", "2,5")))
    assert table_of(document).find(".//w:ind", NAMESPACES) is None


def test_stated_widths_and_alignments() -> None:
    table = replace(figures("1"), widths=(1, 3), alignments=(Alignment.CENTER, Alignment.RIGHT))
    found = table_of(with_body(*BODY, table, BODY[-1]))
    wide = [int(each.get(f"{W}w")) for each in found.iter(f"{W}gridCol")]
    assert sum(wide) == 9071
    assert wide[1] == pytest.approx(3 * wide[0], abs=3)
    shapes = [each.get(f"{W}val") for each in found.iter(f"{W}jc")]
    assert shapes == ["center", "right"]


def wide_table(columns: int) -> Table:
    return Table(
        (
            heads(*(head("Số", column) for column in range(columns))),
            Row(tuple(cell_of("123.456,7", n, figure=FIGURE) for n in range(columns))),
        ),
        columns,
        PLACE,
    )


@pytest.mark.parametrize(
    ("columns", "half_points", "is_told"), [(8, None, False), (11, "17", False), (20, "16", True)]
)
def test_letters_get_smaller_before_a_number_is_broken(
    columns: int, half_points: str | None, is_told: bool
) -> None:
    document = with_body(*BODY, wide_table(columns), BODY[-1])
    size = table_of(document).find(".//w:r/w:rPr/w:sz", NAMESPACES)
    assert (size is not None and size.get(f"{W}val")) == (half_points or False)
    told = [each.rule.code for each in layout_diagnostics(document, layout(), NAME)]
    assert told == ["NTM607"] * is_told


def test_paper_lies_for_part_of_the_body(validated: Callable[[bytes], list[Any]]) -> None:
    body = (*BODY[:2], wide_table(13), *BODY[2:])
    for document in (
        replace(with_body(*body), lying=((2, 3),)),
        replace(with_tables(FIRST), body=body, lying=((2, 3),)),
    ):
        docx = built(document)
        sections = list(root(docx).iter(f"{W}sectPr"))[:3]
        sizes = [each.find(f"{W}pgSz").get(f"{W}orient") for each in sections]
        assert sizes == [None, "landscape", None]
        # Pages are counted on, and only the report's first one has no number.
        assert [each.find(f"{W}titlePg") is not None for each in sections] == [True, False, False]
        starts = [each.find(f"{W}pgNumType") is not None for each in sections]
        assert starts == [True, False, False]
        assert layout_diagnostics(document, layout(), NAME) == ()
        assert validated(docx) == []


@pytest.mark.parametrize(("is_upright", "orientation"), [(None, "landscape"), (True, None)])
def test_annex_on_the_paper_that_it_asks_for(
    is_upright: bool | None, orientation: str | None
) -> None:
    document = with_tables(replace(FIRST, is_upright=is_upright))
    section = list(root(built(document)).iter(f"{W}sectPr"))[-1]
    assert section.find(f"{W}pgSz").get(f"{W}orient") == orientation
