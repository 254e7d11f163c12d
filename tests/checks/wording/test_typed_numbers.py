"""Numbers typed into prose are found; dates, names and numberings are let be."""

from __future__ import annotations

import pytest

from .wording_subject import REPORT, TEMPLATE, codes, found, marked, summaries, year

NO_FIGURE = "ghi số này thành số liệu rồi nêu tên số liệu đó trong {{ }}"


@pytest.mark.parametrize(
    ("text", "marked", "hint"),
    [
        ("Góp 686.750 triệu đồng", "686.750", "viết {{ resources.cash_million_vnd }}"),
        ("Góp 8.000 triệu đồng", "8.000", "viết {{ resources.labour_million_vnd }}"),
        ("Góp 8000 triệu đồng", "8000", "viết {{ resources.labour_million_vnd }}"),
        ("Góp 8.001 triệu đồng", "8.001", NO_FIGURE),
        ("Đạt 93,02%", "93,02%", NO_FIGURE),
        ("Có 32 xã", "32", NO_FIGURE),
        ("Rộng 40ha", "40", NO_FIGURE),
        ("Tổng số 32 xã", "32", NO_FIGURE),
        ("Có 2013 hộ nghèo", "2013", NO_FIGURE),
        ("Năm 2021 có 5 xã", "5", NO_FIGURE),
        ("Trong 3 năm liền", "3", NO_FIGURE),
        ("Mục 12 triệu đồng", "12", NO_FIGURE),
    ],
)
def test_found(text: str, marked: str, hint: str) -> None:
    assert summaries(year(text=text)) == [("NTM518", marked, hint)]


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2021 và 2022, tháng 12/2021, ngày 05/7/2021, quý 3, tháng 4 và tháng 5",
        "ngày 05 tháng 7 năm 2021, từ ngày 01 đến ngày 15, 9 tháng đầu năm",
        "giai đoạn 2021-2025, giai đoạn 2021 - 2025, nhiệm kỳ 2020-2025, 5 năm 2021-2025",
        "Mẫu biểu số 01, 02 kèm theo; Phụ lục 3; Điều 5, khoản 2",
        "Quyết định 1919/QĐ-UBND, 04-NQ/HU, 30/2020/NĐ-CP, Nghị quyết 60/NQ-HĐND, Chỉ thị 05",
        "Tờ trình số 195/TTr-UBND, Kết luận số 12",
        "dưa 2T Farm, Covid-19, H5N1, 4G, ISO 9001:2015, TCVN 5603, Chương trình 30a",
        "trẻ em dưới 5 tuổi, từ 15 đến 60 tuổi, 15-60 tuổi, dưới 24 tháng tuổi",
        "thôn 5, xóm 3, quốc lộ 47, QL47, Luật Đất đai 2013",
        "cuộc vận động “Xây dựng gia đình 5 không, 3 sạch”",
        "trực 24/24 và lúc 7 giờ 30 phút; bản đồ 1/5.000; cách mạng công nghiệp 4.0",
        "xem https://ntm.example/12 hay 12@ntm.example",
        "đường rộng m2",
    ],
)
def test_allowed(text: str) -> None:
    assert [each for each in summaries(year(text=text)) if each[0] == "NTM518"] == []


def test_template() -> None:
    template = (
        "2.1. Nhân dân góp 8.000 triệu đồng, đến tháng 12/{{ report.year }}\n  và 12/{{ x }} xã\n"
    )
    subject = year(template=template)
    assert [(marked(subject, each), str(each.span)) for each in found(subject)] == [
        ("8.000", f"{TEMPLATE}:1:19"),
        ("12", f"{TEMPLATE}:2:6"),
    ]


def test_the_figure_is_related() -> None:
    [diagnostic] = found(year(text="Góp 8.000 triệu đồng"))
    assert str(diagnostic.related[0].span) == "data/2021/resources.yaml:3:21"


def test_counted_figure(repository_report: str) -> None:
    assert summaries(year(text="Có 32 xã, 2 thị trấn", report=repository_report)) == [
        ("NTM518", "32", "viết {{ report.unit.communes.number }}"),
        ("NTM518", "2", "viết {{ report.unit.towns.number }}"),
    ]


def test_names_and_numbers_of_documents(repository_report: str) -> None:
    report = repository_report.replace("Lê Phú Quốc", "Lê Phú Quốc 2").replace("- Nưa", "- Nưa 2")
    diagnostics = found(year(report=report))
    assert [str(each.span.file) for each in diagnostics if each.rule.code == "NTM518"] == []
    assert REPORT not in [each.span.file for each in diagnostics]


def test_number_of_many_digits() -> None:
    assert codes(year(text=f"Có {'9' * 10_000} hộ")) == ["NTM518"]
