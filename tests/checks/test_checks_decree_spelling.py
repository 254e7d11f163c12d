"""Spellings of the decree: a row is what is typed, the rule that sees it and what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ntmreport.checks.official_names import right_signer

from .edited_report import year

if TYPE_CHECKING:
    from pathlib import Path

STEERING, REPORT, PLAN = "steering.yaml", "report.yaml", "plan.yaml"
RESOURCES = "resources.yaml"
DECISION, PARTY = "number: 7434/QĐ-UBND", "number: 04-NQ/HU"
PEOPLE = "Nhân dân trong huyện đã"
PLAN_4724 = "kind: Kế hoạch\n    number: 4724/KH-UBND"
ISSUER, WRITE_ISSUER = "issuer: UBND huyện Triệu Sơn", "viết: UBND huyện Triệu Sơn"
SUBJECT, BY = "subject: kiện toàn", "issuer: Chủ tịch UBND huyện"

OFFICES = "    - KT. CHỦ TỊCH\n    - PHÓ CHỦ TỊCH"
TM_UBND = "    - T/M. UBND HUYỆN\n    - CHỦ TỊCH"


@pytest.mark.parametrize(
    ("file", "right", "typed", "code", "hint"),
    [
        (STEERING, DECISION, "number: 7434/QD-UBND", "NTM551", "viết: 7434/QĐ-UBND"),
        (STEERING, DECISION, "number: 7434/qđ-ubnd", "NTM551", "viết: 7434/QĐ-UBND"),
        (STEERING, DECISION, "number: 7434 / QĐ - UBND", "NTM551", "viết: 7434/QĐ-UBND"),
        (STEERING, DECISION, "number: 7434-QĐ/UBND", "NTM551", "viết: 7434/QĐ-UBND"),
        (STEERING, DECISION, "number: ７４３４/QĐ-UBND", "NTM551", "viết: 7434/QĐ-UBND"),
        (STEERING, DECISION, "number: 7/QĐ-UBND", "NTM551", "viết: 07/QĐ-UBND"),
        (STEERING, DECISION, "number: 7434/QĐ–UBND", "NTM551", "viết: 7434/QĐ-UBND"),
        (STEERING, DECISION, 'number: "7434"', "NTM551", "ví dụ 7434/QĐ-UBND"),
        (STEERING, DECISION, "number: Số 7434", "NTM551", "ví dụ 7434/QĐ-UBND"),
        (STEERING, DECISION, "number: 7434/KH-UBND", "NTM551", "sửa loại văn bản hoặc ký hiệu"),
        (STEERING, "60/NQ-HĐND", "60/NQ-HDND", "NTM551", "viết: 60/NQ-HĐND"),
        (STEERING, PARTY, "number: 04/NQ-HU", "NTM551", "viết: 04-NQ/HU"),
        (STEERING, PARTY, "number: 4-NQ/HU", "NTM551", "viết: 04-NQ/HU"),
        (STEERING, PARTY, "number: 04 - NQ/HU", "NTM551", "viết: 04-NQ/HU"),
        (PLAN, "number: 197-QĐ/HU", "number: 197-QD/HU", "NTM551", "viết: 197-QĐ/HU"),
        (
            RESOURCES,
            PEOPLE,
            f"Theo Quyết định số 1919/QD-UBND, {PEOPLE}",
            "NTM551",
            "viết: 1919/QĐ-UBND",
        ),
        (REPORT, "  number:\n", "  number: 05/BC-UBND\n", "NTM551", "viết: 05"),
        (REPORT, "  number:\n", '  number: "5"\n', "NTM551", "viết: 05"),
        (REPORT, "  number:\n", "  number: Số 5\n", "NTM531", "viết: 05"),
        (REPORT, "  number:\n", "  number: 'Số: 105/BC-UBND'\n", "NTM531", "viết: 105"),
        (REPORT, "  number:\n", "  number: 1.050\n", "NTM551", "viết: 1050"),
        (REPORT, "  number:\n", "  number: 0\n", "NTM551", "để trống"),
        (REPORT, "  number:\n", '  number: "005"\n', "NTM551", "viết: 05"),
        (REPORT, "  number:\n", "  number: 105.\n", "NTM551", "viết: 105"),
        (REPORT, "  number:\n", "  number: 105/2021/BC-UBND\n", "NTM551", "viết: 105"),
        (REPORT, "symbol: BC-UBND", "symbol: 05/BC-UBND", "NTM551", "viết: BC-UBND"),
        (REPORT, "symbol: BC-UBND", "symbol: BC–UBND", "NTM551", "viết: BC-UBND"),
        (REPORT, "symbol: BC-UBND", "symbol: BC-UBND.", "NTM551", "viết: BC-UBND"),
        (REPORT, "symbol: BC-UBND", "symbol: BC-UBND huyện", "NTM551", "viết: BC-UBND"),
        (REPORT, "symbol: BC-UBND", "symbol: BC", "NTM551", "ví dụ BC-UBND"),
        (REPORT, "symbol: BC-UBND", "symbol: BC-UBNĐ", "NTM551", "viết: BC-UBND"),
        (REPORT, "symbol: BC-UBND", "symbol: BC UBND", "NTM551", "viết: BC-UBND"),
        (REPORT, "symbol: BC-UBND", "symbol: QĐ-UBND", "NTM551", "viết: BC-UBND"),
        (REPORT, "symbol: BC-UBND", 'symbol: "Số: /BC-UBND"', "NTM551", "viết: BC-UBND"),
        (STEERING, DECISION, "number: 7434/QĐUBND", "NTM551", "viết: 7434/QĐ-UBND"),
        (STEERING, DECISION, "number: 7434/QĐ.UBND", "NTM551", "viết: 7434/QĐ-UBND"),
        (STEERING, DECISION, "number: 7434\\QĐ-UBND", "NTM551", "viết: 7434/QĐ-UBND"),
        (STEERING, DECISION, "number: 7.434/QĐ-UBND", "NTM551", "viết: 7434/QĐ-UBND"),
        (STEERING, DECISION, "number: 7434/QĐ-UB", "NTM551", "viết: 7434/QĐ-UBND"),
        (STEERING, DECISION, "number: 7434/QĐ-UBDN", "NTM551", "viết: 7434/QĐ-UBND"),
        (STEERING, DECISION, "number: 7434 QĐ UBND", "NTM551", "viết: 7434/QĐ-UBND"),
        (STEERING, DECISION, "number: 7434/QĐ", "NTM551", "ví dụ 7434/QĐ-UBND"),
        (STEERING, DECISION, "number: QĐ 7434/QĐ-UBND", "NTM551", "viết: 7434/QĐ-UBND"),
        (
            STEERING,
            DECISION,
            "number: 7434/QĐ-UBND ngày 23/9/2020",
            "NTM531",
            "viết: 7434/QĐ-UBND",
        ),
        (STEERING, "kind: Kế hoạch", "kind: KẾ HOẠCH", "NTM553", "viết: Kế hoạch"),
        (STEERING, "kind: Kế hoạch", "kind: Kế Hoạch", "NTM553", "viết: Kế hoạch"),
        (STEERING, "kind: Kế hoạch", "kind: Kê hoạch", "NTM551", "viết: Kế hoạch"),
        (STEERING, "kind: Kế hoạch", "kind: KH", "NTM551", "viết: Kế hoạch"),
        (STEERING, "kind: Kế hoạch", "kind: Bản đồ", "NTM551", "Quyết định, Kế hoạch"),
        (REPORT, ISSUER, "issuer: của UBND huyện Triệu Sơn", "NTM552", WRITE_ISSUER),
        (REPORT, ISSUER, "issuer: UBND huyện Triệu Sơn.", "NTM552", WRITE_ISSUER),
        (REPORT, ISSUER, "issuer: ubnd huyện Triệu Sơn", "NTM552", WRITE_ISSUER),
        (REPORT, ISSUER, "issuer: UBND huyện", "NTM552", WRITE_ISSUER),
        (REPORT, ISSUER, "issuer: UBND Triệu Sơn", "NTM552", WRITE_ISSUER),
        (REPORT, ISSUER, "issuer: UBND HUYỆN TRIỆU SƠN", "NTM552", WRITE_ISSUER),
        (REPORT, ISSUER, "issuer: UBND huyện Đông Sơn", "NTM552", "đơn vị báo cáo (unit)"),
        (REPORT, "  place:\n", "  place: huyện Triệu Sơn\n", "NTM552", "viết: Triệu Sơn"),
        (REPORT, "  place:\n", "  place: TT. Nưa\n", "NTM552", "viết: Nưa"),
        (REPORT, "  place:\n", "  place: Triệu Sơn, Thanh Hóa\n", "NTM552", "viết: Triệu Sơn"),
        (REPORT, "  place:\n", "  place: phường điện biên phủ\n", "NTM552", "Phường Điện Biên Phủ"),
        (REPORT, "  place:\n", "  place: quận 1\n", "NTM552", "viết: Quận 1"),
        (REPORT, "- KT. CHỦ TỊCH", "- KT . CHỦ TỊCH", "NTM552", "viết: KT. CHỦ TỊCH"),
        (REPORT, "- KT. CHỦ TỊCH", "- K/T CHỦ TỊCH", "NTM552", "viết: KT. CHỦ TỊCH"),
        (REPORT, OFFICES, TM_UBND, "NTM552", "viết: TM. ỦY BAN NHÂN DÂN"),
        (REPORT, "- KT. CHỦ TỊCH", "- kt. chủ tịch", "NTM552", "viết: KT. CHỦ TỊCH"),
        (REPORT, "- PHÓ CHỦ TỊCH", "- P. CHỦ TỊCH", "NTM552", "viết: PHÓ CHỦ TỊCH"),
        (REPORT, "- PHÓ CHỦ TỊCH", "- PCT", "NTM552", "viết: PHÓ CHỦ TỊCH"),
        (REPORT, "name: Lê Phú Quốc", "name: Lê Phú Quốc (đã ký)", "NTM552", "viết: Lê Phú Quốc"),
        (REPORT, "name: Lê Phú Quốc", "name: (Đã ký) Lê Phú Quốc", "NTM552", "viết: Lê Phú Quốc"),
        (REPORT, "name: Lê Phú Quốc", "name: BS.CKI Lê Phú Quốc", "NTM552", "viết: Lê Phú Quốc"),
        (REPORT, "name: Lê Phú Quốc", "name: Lê Phú Quốc, ThS", "NTM552", "viết: Lê Phú Quốc"),
        (REPORT, "name: Lê Phú Quốc", "name: Lê Phú Quốc.", "NTM552", "viết: Lê Phú Quốc"),
        (REPORT, "archive: VT, NN", "archive: vt, nn", "NTM552", "viết: VT, NN"),
        (REPORT, "archive: VT, NN", "archive: VT NN", "NTM552", "viết: VT, NN"),
        (STEERING, SUBJECT, "subject: Kiện toàn", "NTM553", "viết: kiện"),
        (REPORT, "  level: huyện\n", "  level: Huyện\n", "NTM553", "viết: huyện"),
        (REPORT, "    level: xã\n", "    level: Xã\n", "NTM553", "viết: xã"),
        (REPORT, "KT. CHỦ TỊCH\n    - PHÓ", "KT. CHỦ TỊCH PHÓ", "NTM552", "rồi - PHÓ CHỦ TỊCH"),
        (RESOURCES, PEOPLE, "Nhân Dân trong huyện đã", "NTM553", "viết: Nhân dân"),
        (RESOURCES, PEOPLE, "UBNd huyện và Nhân dân đã", "NTM553", "viết: UBND"),
        (STEERING, BY, "issuer: CHỦ TỊCH UBND HUYỆN", "NTM553", "tên riêng"),
        (REPORT, "symbol: BC-UBND", "symbol: BC/UBND", "NTM551", "viết: BC-UBND"),
        (REPORT, "symbol: BC-UBND", "symbol: bc - ubnd", "NTM551", "viết: BC-UBND"),
        (REPORT, "symbol: BC-UBND", "symbol: /BC-UBND", "NTM551", "viết: BC-UBND"),
        (REPORT, "- KT. CHỦ TỊCH", "- KT CHỦ TỊCH", "NTM552", "viết: KT. CHỦ TỊCH"),
        (REPORT, "- KT. CHỦ TỊCH", "- KT.CHỦ TỊCH", "NTM552", "viết: KT. CHỦ TỊCH"),
        (REPORT, "- KT. CHỦ TỊCH", "- Kt. Chủ tịch", "NTM552", "viết: KT. CHỦ TỊCH"),
        (REPORT, "- PHÓ CHỦ TỊCH", "- Phó Chủ tịch", "NTM552", "viết: PHÓ CHỦ TỊCH"),
        (REPORT, "- PHÓ CHỦ TỊCH", "- PHÓ CHỦ TỊCH.", "NTM552", "viết: PHÓ CHỦ TỊCH"),
        (REPORT, "name: Lê Phú Quốc", "name: ThS. Lê Phú Quốc", "NTM552", "viết: Lê Phú Quốc"),
        (REPORT, "name: Lê Phú Quốc", "name: PGS.TS. Lê Phú Quốc", "NTM552", "viết: Lê Phú Quốc"),
        (REPORT, "name: Lê Phú Quốc", "name: Ông Lê Phú Quốc", "NTM552", "viết: Lê Phú Quốc"),
        (REPORT, "name: Lê Phú Quốc", "name: LÊ PHÚ QUỐC", "NTM552", "viết: Lê Phú Quốc"),
        (REPORT, "name: Lê Phú Quốc", "name: lê phú quốc", "NTM552", "viết: Lê Phú Quốc"),
        (REPORT, "  place:\n", "  place: triệu sơn\n", "NTM552", "viết: Triệu Sơn"),
        (REPORT, "  place:\n", "  place: TRIỆU SƠN\n", "NTM552", "viết: Triệu Sơn"),
        (REPORT, "  place:\n", "  place: Triệu sơn\n", "NTM552", "viết: Triệu Sơn"),
        (STEERING, "kind: Kế hoạch", "kind: kế hoạch", "NTM553", "viết: Kế hoạch"),
        (RESOURCES, PEOPLE, "nhân dân trong huyện đã", "NTM553", "viết: Nhân dân"),
        (RESOURCES, PEOPLE, "Ủy Ban Nhân Dân huyện đã", "NTM553", "viết: Ủy ban nhân dân"),
        (RESOURCES, PEOPLE, "Ban chỉ đạo huyện đã", "NTM553", "viết: Ban Chỉ đạo"),
        (RESOURCES, PEOPLE, "Nhân dân Huyện Triệu Sơn đã", "NTM553", "viết: huyện"),
        (RESOURCES, PEOPLE, "Nhân dân, Đảng và nhà nước đã", "NTM553", "viết: Nhà nước"),
        ("assessment.yaml", "Việc chi nguồn", "việc chi nguồn", "NTM553", "viết: Việc"),
    ],
)
def test_what_is_misspelt(
    tmp_path: Path, file: str, right: str, typed: str, code: str, hint: str
) -> None:
    answer = year(tmp_path, (file, right, typed))
    hints = [each.hint.vi for each in answer.found if each.rule.code == code and each.hint]
    assert any(said.endswith(hint) for said in hints), [*hints, *answer.located]
    # One hint for one place: no other rule advises something else.
    others = {"NTM404", "NTM405", "NTM421", "NTM512"}
    assert set(answer.codes) <= {code, *others}


@pytest.mark.parametrize(
    ("file", "right", "other"),
    [
        (STEERING, DECISION, "number: 7434a/QĐ-UBND"),
        (STEERING, DECISION, "number: 30/2020/QĐ-TTg"),
        (
            STEERING,
            "kind: Kế hoạch\n    number: 4724/KH-UBND",
            "kind: Công văn\n    number: 4724/UBND-NN",
        ),
        (REPORT, "  number:\n", '  number: "125"\n'),
        (REPORT, "- KT. CHỦ TỊCH", "- TM. ỦY BAN NHÂN DÂN\n    - KT. CHỦ TỊCH"),
        (REPORT, "  place:\n", "  place: Thành phố Hồ Chí Minh\n"),
        (REPORT, "  place:\n", "  place: Quận 1\n"),
        (REPORT, "name: Lê Phú Quốc", "name: Y Thanh Hà Niê Kđăm"),
        (REPORT, "archive: VT, NN", "archive: VT, VPĐP (03 bản)"),
        (REPORT, ISSUER, "issuer: Văn phòng Điều phối NTM huyện Triệu Sơn"),
        (REPORT, ISSUER, "issuer: Ủy ban nhân dân huyện Triệu Sơn"),
        (STEERING, PLAN_4724, "kind: Tờ trình\n    number: 12/TTr-PNN&PTNT"),
        (STEERING, DECISION, "number: 45/2019/QH14"),
        (STEERING, SUBJECT, "subject: Chương trình OCOP, kiện toàn"),
        (RESOURCES, PEOPLE, "Công an nhân dân, Ủy ban nhân dân xã đã"),
        (RESOURCES, PEOPLE, "Xã Hợp Lý, xã Vân Sơn và Đảng ủy xã đã"),
        (RESOURCES, PEOPLE, "Nguồn ngân sách nhà nước đã"),
    ],
)
def test_what_is_right_is_left_alone(tmp_path: Path, file: str, right: str, other: str) -> None:
    answer = year(tmp_path, (file, right, other))
    assert not set(answer.codes) & {"NTM551", "NTM552", "NTM553"}


@pytest.mark.parametrize(
    "name",
    [
        *("Lê Văn Thông", "Nguyễn Công Bằng", "Trần Văn Sông", "Nguyễn Đồng Chí", "Lê Cử Nhân"),
        *("Ong Thế Huệ", "Bàng Văn Tám", "Lê Thị Bà", "Nguyễn Văn Đồng", "Phan Chủ Tịch"),
    ],
)
def test_a_name_that_holds_the_letters_of_a_title_is_a_name(name: str) -> None:
    assert right_signer(name) == name
