"""A report of an office as people type it in Word: no styles, a table with heads in two rows."""

from __future__ import annotations

from ntmreport.importing.imported_report import ImportOrder, imported
from ntmreport.importing.report_facts import unit_named
from ntmreport.importing.report_outline import outline_of
from ntmreport.model import ReportPeriod
from ntmreport.word_reader import View, read_word_file

from ..word_reader.word_files import docx, p, r

CENTRED = '<w:jc w:val="center"/>'
MERGED, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def centred(text: str) -> str:
    return p(r(text, "<w:b/>"), properties=CENTRED)


def cell(*paragraphs: str, properties: str = "") -> str:
    inside = "".join(each if each.startswith("<w:p>") else p(each) for each in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(each if each.startswith("<w:tc>") else cell(each) for each in r) for r in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{each}</w:tr>' for each in cells)}</w:tbl>"


LETTERHEAD = table(
    (
        cell(centred("UBND TỈNH THANH HÓA"), centred("SỞ NÔNG NGHIỆP VÀ PTNT")),
        cell(centred("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"), centred("Độc lập – Tự do – Hạnh phúc")),
    ),
    ("Số: 125 /BC-SNN", "Thanh Hóa, ngày 15 tháng 12 năm 2023"),
)
COMMUNES = table(
    (
        cell("STT", properties=MERGED),
        cell("Huyện", properties=MERGED),
        cell("Số xã", properties='<w:gridSpan w:val="2"/>'),
        cell("Ghi chú", properties=MERGED),
    ),
    (
        cell("", properties=GOES_ON),
        cell("", properties=GOES_ON),
        cell("Tổng số"),
        cell("Đạt chuẩn"),
        cell("", properties=GOES_ON),
    ),
    ("1", "Triệu Sơn", "32", "32", ""),
    ("2", "Thọ Xuân", "27", "25", "còn 02 xã"),
    ("", "Tổng cộng", "59", "57", ""),
)
MIXED = table(
    ("Nhóm", "Chỉ tiêu", "Năm 2022", "Năm 2023"),
    (cell("Kinh tế", properties=MERGED), "Thu nhập", "47,72", "52,84"),
    (cell("", properties=GOES_ON), "Hộ nghèo", "3,5%", "2,9%"),
    ("Xã hội", "BHYT", "-", "93%"),
)
SIGNATURE = table(
    (
        cell("Nơi nhận:", "- Như trên;", "- Lưu: VT, PTNT."),
        cell(centred("GIÁM ĐỐC"), "(Đã ký)", centred("Cao Văn Cường")),
    ),
)
LINES = (
    "Thực hiện Công văn số 8123/BNN-VPĐP ngày 10/11/2023, Sở báo cáo như sau:",
    "I. KẾT QUẢ THỰC HIỆN",
    "- Đến nay, toàn tỉnh có 363/465 xã đạt chuẩn NTM (chiếm 78,06%), tăng 12 xã.",
    "- Vốn huy động 12.345,6 tỷ đồng, trong đó: ngân sách 2.345,6 tỷ đồng, vay 10.000 tỷ đồng.",
    "- Thu nhập đạt 52,84 triệu đồng, tăng 5,12 triệu đồng so với năm 2022 (47,72 triệu đồng).",
)
ENDING = (
    "* Hạn chế:",
    "– Tiến độ còn chậm;",
    "• Nguồn lực thiếu.",
    "Trên đây là báo cáo của Sở./.",
)
CONTENT = docx(
    LETTERHEAD
    + centred("BÁO CÁO")
    + centred("Kết quả xây dựng nông thôn mới năm 2023")
    + "".join(
        p(text) for text in ("Kính gửi:", "- Bộ Nông nghiệp và PTNT;", "- UBND tỉnh.", *LINES)
    )
    + p("Bảng 1. Kết quả theo huyện", properties=CENTRED)
    + COMMUNES
    + MIXED
    + "".join(p(text) for text in ENDING)
    + SIGNATURE
)


def test_it_is_built_as_it_was() -> None:
    unit = unit_named(outline_of(read_word_file(CONTENT, View.ACCEPTED)))
    assert unit == ("tỉnh", "Thanh Hóa")
    result = imported(ImportOrder(CONTENT, "a.docx", "bc", ReportPeriod(2023, 2023), unit))
    assert result.proof.unequal == ()
    assert result.figures == result.numbers
    texts = {path: content.decode("utf-8", "replace") for path, content in result.files.items()}
    data = texts["data/2023/indicators.yaml"]
    for said in (
        "{numerator: 363, denominator: 465}",
        '  - {name: "Ngân sách", value: 2345.6}\n  - {name: "Vay", value: 10000}\n',
        '  - {name: "Triệu Sơn", tong_so: 32, dat_chuan: 32}\n',
        'ghi_chu: "còn 02 xã", tong_so: 27, dat_chuan: 25}\n',
    ):
        assert said in data, said
    report = texts["data/2023/report.yaml"]
    for said in (
        "number: 125\n",
        "    - UBND tỉnh\n",
        "archive: VT, PTNT\n",
        "name: Cao Văn Cường\n",
    ):
        assert said in report, said
    words = "".join(text for path, text in texts.items() if path.endswith(".j2"))
    for said in (
        "- {{ indicators.thu_nhap.total",
        "| {{ loop.index | ordinal }} | {{ row.name }} |",
        "| | Tổng cộng | {{ t.tong_so }} | {{ t.dat_chuan }} | |",
        "| ^ | Hộ nghèo | {{ indicators.ho_ngheo_nam_2022 }} | {{ indicators.ho_ngheo_nam",
        "so với năm {{ report.period.year_before.year }}",
    ):
        assert (said in words) == ("total" not in said), said
    assert "{{ indicators.thu_nhap - indicators" in words or "(indicators.thu_nhap - " in words
