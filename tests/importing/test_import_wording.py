"""Letters that mean something to templates mean themselves: what was read is built again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ntmreport.importing.imported_report import ImportOrder, imported
from ntmreport.importing.line_wording import Piece, template_line
from ntmreport.importing.report_facts import unit_in, unit_named
from ntmreport.importing.report_outline import ReportLine, outline_of
from ntmreport.model import ReportPeriod
from ntmreport.word_reader import View, read_word_file

from ..word_reader.word_files import docx, p, r

if TYPE_CHECKING:
    from ntmreport.importing.imported_report import ImportedReport

HEAD = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "ỦY BAN NHÂN DÂN",
    "XÃ BÌNH MINH",
    "Số: 12/BC-UBND",
    "Bình Minh, ngày 05 tháng 01 năm 2022",
    "BÁO CÁO",
    "Kết quả xây dựng nông thôn mới năm 2021",
)
TAIL = ("Nơi nhận:", "- Lưu: VT.")
ODD = (
    "Mẫu {{ x }} và {% for %} và {# y #} }} %} { {",
    "a * b ** c, [^: không phải chú thích] [1] | x \\ y",
    "@issuer không phải dòng khung",
    "| không phải bảng |",
    "* dấu sao đầu dòng",
    "Phần thứ nhất chỉ là lời nói",
    "<", "^", "=", "-", "- ", "+", "1.", "1.1 không có chấm", "a. không phải điểm",
    "• dấu chấm tròn có 12 hộ", "1) một ngoặc", "(1) hai ngoặc 15%", "C. Chữ C", "L. Chữ L",
    "- Có 05 hộ, 1.234 người, 1234 lượt, 12.34 ha, 0,5 ha, 00 xã, 007 hộ, 12 ,5 %, 15 %",
    "- Đạt 3/4 tiêu chí; 30/9/2021; 12-15 hộ; 250 - 300 triệu đồng; 5-10%; 1,234,567 đồng",
    "- Tăng 12.345.678,90 đồng; giảm 0%; 100%; 99,999%; 1/3 hộ đạt 33%; 2/3 hộ, đạt 66,66%",
    "+ Tỷ lệ 12,5%/năm; 5kg; 3.400ha; 71, 4 tỷ đồng; 2 tỷ 735 triệu đồng; hơn 5 triệu đồng",
    "$x$ #y# ~z~ `code` <b>đậm</b> &amp; &lt; “ngoặc” ‘đơn’ – — … ½ ² ³ €",
    "Kết thúc./.",
)  # fmt: skip


def _imported(*texts: str, body: str = "") -> ImportedReport:
    above, below = (
        "".join(p(*[_escaped(text)]) for text in each) for each in ((*HEAD, *texts), TAIL)
    )
    content = docx(above + body + below)
    unit = unit_named(outline_of(read_word_file(content, View.ACCEPTED)))
    period = ReportPeriod(2021, 2021)
    return imported(ImportOrder(content, "a.docx", "nhap", period, unit or ("xã", "X")))


def _escaped(text: str) -> str:
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return r(f"\u2060{plain}") if plain.startswith("<") else plain


@pytest.mark.parametrize("number", range(0, len(ODD), 16))
def test_odd_words_are_built_again(number: int) -> None:
    result = _imported("I. Kết quả", *ODD[number : number + 16])
    assert result.proof.unequal == ()
    assert [each for each in result.diagnostics if each.is_error] == []


def test_what_the_frame_says_is_data() -> None:
    report = _imported("I. Kết quả", "Đạt 17/19 tiêu chí.").files["data/2021/report.yaml"].decode()
    for said in ("number: 12", "symbol: BC-UBND", "place: Bình Minh", "day: 2022-01-05"):
        assert f"  {said}\n" in report
    assert "level: xã\n  name: Bình Minh" in report
    frame = _imported("I. Kết quả").files["templates/nhap/00-khung.j2"].decode()
    assert "@subject Kết quả xây dựng nông thôn mới năm {{ report.year }}" in frame


def test_a_table_of_odd_cells_is_built_again() -> None:
    rows = [["TT", "Nội dung", "Số"], ["1", "a | b", "^"], ["2", "<", "1.234"], ["", "=x", "5,50"]]
    cells = [["".join(f"<w:tc>{p(_escaped(c))}</w:tc>" for c in row)] for row in rows]
    table = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in cells)
    result = _imported("I. Bảng", body=f"<w:tbl>{table}</w:tbl>")
    assert result.proof.unequal == ()
    assert result.proof.paragraphs == len(HEAD) + 1 + 11 + len(TAIL)


def cells(*texts: str) -> str:
    """Return a row; a text that begins with `(` begins or goes on with a merge downwards."""
    merges = {
        "(": '<w:vMerge w:val="restart"/>',
        ")": "<w:vMerge/>",
        "+": '<w:gridSpan w:val="2"/>',
    }
    return "".join(
        f"<w:tc><w:tcPr>{merges.get(text[:1], '')}</w:tcPr>"
        f"{''.join(p(each) for each in text.split('/'))}</w:tc>"
        for text in texts
    )


def test_tables_that_word_draws_and_no_grid_has() -> None:
    tables = (
        (cells("TT", "Nội dung"), cells("1", "Hai dòng/trong một ô")),
        (cells("a", "b", "c"), cells("d", "e", "f")),
        (cells("(x", "y"), cells("z", "(w"), cells("+q", ")"), cells(")", "5")),
        (cells("Đầu", "(bảng"), cells("1", ")"), cells("2", ")")),
    )
    body = "".join(
        f"<w:tbl>{''.join(f'<w:tr>{r}</w:tr>' for r in rows)}</w:tbl>" for rows in tables
    )
    lines = ("I. Bảng", "Chữ tổ hợp: e\u0302\u0301 và o\u031b\u0300.", "Kết thúc bằng dấu |")
    result = _imported(*lines, body=body + p("Sau bảng |") + p("Nơi nhận:") + p("- ;"))
    assert [each for each in result.proof.unequal if each.original] == []


EMPTY = "".join(f"<w:p>{properties}</w:p>" for properties in ("", "<w:pPr/>"))


@pytest.mark.parametrize("body", ["", EMPTY, "<w:tbl></w:tbl>", "<w:tbl><w:tr/></w:tbl>"])
def test_a_file_without_words_is_imported_or_refused(body: str) -> None:
    content = docx(body)
    assert unit_named(outline_of(read_word_file(content, View.ACCEPTED))) is None
    result = imported(
        ImportOrder(content, "a.docx", "nhap", ReportPeriod(2021, 2021), ("xã", "Bình Minh"))
    )
    # The layout has words of its own, which are told.
    assert [each.built for each in result.proof.unequal] == [*HEAD[:2], TAIL[0]]


def test_emphasis_and_tags_meet() -> None:
    line = ReportLine("", "- Có 42 hộ.", bold=".....bb....", italic="...........")
    assert template_line(line, [Piece(5, 7, "{{ x }}")]) == "- Có **{{ x }}** hộ."


@pytest.mark.parametrize(
    ("said", "unit"),
    [("xã Bình Minh", ("xã", "Bình Minh")), ("HUYỆN TRIỆU SƠN", ("huyện", "Triệu Sơn"))],
)
def test_the_unit_that_a_person_names(said: str, unit: tuple[str, str]) -> None:
    assert unit_in(said) == unit
    assert unit_in("Bình Minh") is None
