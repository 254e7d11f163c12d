"""Spellings of the decree: a row is what is typed, the rule that sees it and what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .slips import year

if TYPE_CHECKING:
    from pathlib import Path

STEERING, REPORT, PLAN = "steering.yaml", "report.yaml", "plan.yaml"
RESOURCES = "resources.yaml"
DECISION, PARTY = "number: 7434/QĐ-UBND", "number: 04-NQ/HU"
PEOPLE = "Nhân dân trong huyện đã"


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
        (REPORT, "  number:\n", "  number: Số 5\n", "NTM551", "viết: 05"),
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
    assert any(said.endswith(hint) for said in hints), [*hints, *answer.slips]


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
        (REPORT, "- KT. CHỦ TỊCH", "- TM. ỦY BAN NHÂN DÂN"),
        (REPORT, "  place:\n", "  place: Thành phố Hồ Chí Minh\n"),
        (RESOURCES, PEOPLE, "Công an nhân dân, Ủy ban nhân dân xã đã"),
        (RESOURCES, PEOPLE, "Xã Hợp Lý, xã Vân Sơn và Đảng ủy xã đã"),
        (RESOURCES, PEOPLE, "Nguồn ngân sách nhà nước đã"),
    ],
)
def test_what_is_right_is_left_alone(tmp_path: Path, file: str, right: str, other: str) -> None:
    answer = year(tmp_path, (file, right, other))
    assert not {each.rule.code for each in answer.found} & {"NTM551", "NTM552", "NTM553"}
