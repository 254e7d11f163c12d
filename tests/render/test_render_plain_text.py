from __future__ import annotations

from ntmreport.document import Document
from ntmreport.render.plain_text import render_text

from .samples import BODY, FRAME, PROPERTIES, REPORT, lines, with_frame
from .tables import BODY_TABLE, FIRST, REFERENCE, SECOND, with_tables

EXPECTED = """\
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

UBND HUYỆN TRIỆU SƠN
Số: ....../BC-UBND
........., ngày .... tháng .... năm .....

BÁO CÁO
Kết quả thực hiện Chương trình MTQG xây dựng nông thôn mới
năm 2021

Thực hiện Chương trình, UBND huyện báo cáo như sau:

I. Tình hình triển khai
1. Kết quả
1.1. Phát triển sản xuất
a) Rà soát, điều chỉnh, bổ sung quy hoạch
- Tổng vốn huy động đạt 190.113 triệu đồng, 93,02% kế hoạch.
+ Quyết định 197-QĐ/HU ngày 09/10/2020.
Đề nghị các cấp xem xét./.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lê Phú Quốc

Nơi nhận:
- VP Điều phối NTM tỉnh (báo cáo);
- Lưu: VT, NN.
"""


def test_text() -> None:
    assert render_text(REPORT) == EXPECTED


def test_addressees() -> None:
    one = render_text(with_frame(addressee=lines("UBND tỉnh.")))
    assert "\n\nKính gửi: UBND tỉnh.\n\n" in one
    two = render_text(with_frame(addressee=lines("UBND tỉnh;", "Sở A.")))
    assert "\n\nKính gửi:\n- UBND tỉnh;\n- Sở A.\n\n" in two


def test_a_frame_that_only_the_form_knows_is_not_lost() -> None:
    assert "\nNgười lập biểu\n" in render_text(with_frame(maker=lines("Người lập biểu")))


def test_every_text_is_there_and_blocks_are_lines() -> None:
    written = render_text(REPORT).splitlines()
    assert [text for text in written if text in {block.text for block in BODY}] == [
        block.text for block in BODY
    ]
    for frame in FRAME.values():
        for runs in frame:
            assert "".join(run.text for run in runs) in written


def test_nothing_but_the_fixed_words() -> None:
    assert render_text(Document({}, (), PROPERTIES)).count("\n") == 2


def test_a_table_is_a_line_for_each_row() -> None:
    text = render_text(with_tables(body=(*BODY[:3], BODY_TABLE)))
    assert (
        """\
1. Kết quả
TT | Nguồn vốn | Kết quả (triệu đồng)
1 | Ngân sách trung ương | 12.500
2 | Nhân dân đóng góp (tiền mặt, ngày công, hiến đất) | 93.640
Tổng | | 106.140
"""
        in text
    )


def test_annexes_stand_behind_the_recipients_each_by_itself() -> None:
    text = render_text(with_tables(FIRST, SECOND))
    annexes = text[text.index("- Lưu: VT, NN.") :].split("\n\n")
    assert [annex.splitlines()[0] for annex in annexes] == [
        "- Lưu: VT, NN.",
        "Mẫu biểu số 01",
        "Mẫu biểu số 02",
    ]
    first = annexes[1].splitlines()
    assert first[1:3] == ["Kết quả thực hiện bộ tiêu chí", REFERENCE]
    assert first[3].count("Kết quả thực hiện các tiêu chí") == 1
    assert first[6].startswith("1 | An Nông | - | x | x ")
    assert len(first) == 3 + 3 + 40
    assert text.endswith("Tổng | | 106.140\n")
