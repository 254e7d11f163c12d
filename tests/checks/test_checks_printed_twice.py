"""What the form prints itself and the data repeats: a row is what is typed, and what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .edited_report import year

if TYPE_CHECKING:
    from pathlib import Path

STEERING, REPORT, PRODUCTION = "steering.yaml", "report.yaml", "production.yaml"
COMMUNICATION, PROPOSALS, CULTURE = "communication.yaml", "proposals.yaml", "culture.yaml"
OFFICE = "kiện toàn Văn phòng Điều phối Chương trình NTM huyện Triệu Sơn"
COPY = "VP Điều phối NTM tỉnh (báo cáo)"

TARGET = "thành lập BCĐ thực hiện Chương trình MTQG xây dựng NTM huyện Triệu Sơn"
RESOURCES, PEOPLE = "resources.yaml", "Nhân dân trong huyện"
SHARE = "{{ health.insurance.whole.share }}"
AREA = "{{ production.zones.area_ha | with_unit }}"
INFRASTRUCTURE = "{{ infrastructure.text }}"
DAY = "Triệu Sơn, ngày 25 tháng 11 năm 2021"


@pytest.mark.parametrize(
    ("file", "right", "typed", "hint"),
    [
        (STEERING, OFFICE, f"Về việc {OFFICE}", "viết: kiện toàn"),
        (STEERING, OFFICE, f"về việc {OFFICE}", "viết: kiện toàn"),
        (STEERING, OFFICE, f"V/v {OFFICE}", "viết: kiện toàn"),
        (STEERING, f"subject: {OFFICE}", f'subject: "V/v: {OFFICE}"', "viết: kiện toàn"),
        (STEERING, OFFICE, f"{OFFICE}.", "viết: kiện toàn"),
        (STEERING, "Chủ tịch UBND huyện", "của Chủ tịch UBND huyện", "viết: Chủ tịch UBND huyện"),
        (STEERING, "number: 4724/KH-UBND", "number: số 4724/KH-UBND", "viết: 4724/KH-UBND"),
        (STEERING, "kind: Kế hoạch", "kind: Kế hoạch số", "viết: Kế hoạch"),
        (STEERING, OFFICE, f"“Về việc {OFFICE}”", "viết: kiện toàn"),
        (STEERING, "kiện toàn Văn phòng", "“Về việc kiện toàn” Văn phòng", "viết: kiện toàn"),
        (STEERING, OFFICE, f"Về {OFFICE}", "viết: kiện toàn"),
        (STEERING, OFFICE, f"Vv {OFFICE}", "viết: kiện toàn"),
        (STEERING, OFFICE, f"việc {OFFICE}", "viết: kiện toàn"),
        (STEERING, "subject: thành lập", "subject: V/v thành lập", "viết: thành lập"),
        (STEERING, f"{TARGET}\n", f"{TARGET};\n", "viết: thành lập"),
        (STEERING, "Chủ tịch UBND huyện", "do Chủ tịch UBND huyện", "viết: Chủ tịch UBND huyện"),
        (STEERING, "Chủ tịch UBND huyện", "Chủ tịch UBND huyện,", "viết: Chủ tịch UBND huyện"),
        (REPORT, "archive: VT, NN", "archive: '- Lưu: VT'", "viết: VT"),
        (REPORT, "archive: VT, NN", "archive: '- Lưu: VT NN.'", "viết: VT, NN"),
        (REPORT, f"- {COPY}", f"- {COPY}\n    - 'Lưu: VT'", "xóa mục này"),
        (REPORT, f"- {COPY}", f"- {COPY}\n    - '+ Lưu: VT;'", "xóa mục này"),
        (REPORT, f"- {COPY}", f"- {COPY}\n    - 'Nơi nhận:'", "xóa mục này"),
        (REPORT, f"- {COPY}", f"- Nơi nhận\n    - {COPY}", "xóa mục này"),
        (REPORT, "  place:\n", '  place: "Triệu Sơn, ngày 25/11/2021"\n', "viết: Triệu Sơn"),
        (REPORT, "  place:\n", f"  place: {DAY}\n", "viết: Triệu Sơn"),
        (CULTURE, "    - Liên thế hệ\n", "    - CLB “Liên thế hệ”\n", "viết: Liên thế hệ"),
        (CULTURE, "    - Liên thế hệ\n", "    - Câu lạc bộ Liên thế hệ\n", "viết: Liên thế hệ"),
        (CULTURE, "    - Liên thế hệ\n", "    - Liên thế hệ;\n", "viết: Liên thế hệ"),
        (CULTURE, "    - Liên thế hệ\n", "    - “Liên thế hệ”,\n", "viết: Liên thế hệ"),
        (RESOURCES, PEOPLE, f"{PEOPLE} {SHARE}%", "bỏ “%”"),
        (RESOURCES, PEOPLE, f"{PEOPLE} {AREA} ha", "bỏ “ha”"),
        ("20-results.j2", INFRASTRUCTURE, f"{INFRASTRUCTURE} {AREA} ha", "bỏ “ha”"),
        (REPORT, "      - An Nông\n", "      - xã an nông\n", "viết: An Nông"),
        (REPORT, "archive: VT, NN", "archive: Lưu VT, NN.", "viết: VT, NN"),
        (REPORT, "archive: VT, NN", 'archive: "Lưu: VT, NN"', "viết: VT, NN"),
        (REPORT, "archive: VT, NN", "archive: VT, NN.", "viết: VT, NN"),
        (REPORT, COPY, f"{COPY};", f"viết: {COPY}"),
        (REPORT, COPY, f"{COPY}.", f"viết: {COPY}"),
        (REPORT, f"- {COPY}", f'- "- {COPY}"', f"viết: {COPY}"),
        (REPORT, f"- {COPY}", f'- "– {COPY};"', f"viết: {COPY}"),
        (REPORT, f"- {COPY}", f'- "Nơi nhận: {COPY}"', f"viết: {COPY}"),
        (
            REPORT,
            "  copies:",
            '  addressees: ["Kính gửi: UBND tỉnh"]\n  copies:',
            "viết: UBND tỉnh",
        ),
        (REPORT, "  copies:", "  addressees: [UBND tỉnh;]\n  copies:", "viết: UBND tỉnh"),
        (REPORT, "  place:\n", '  place: "Triệu Sơn,"\n', "viết: Triệu Sơn"),
        (REPORT, "  place:\n", '  place: "Triệu Sơn, ngày"\n', "viết: Triệu Sơn"),
        (REPORT, "  name: Triệu Sơn\n", "  name: huyện Triệu Sơn\n", "viết: Triệu Sơn"),
        (REPORT, "    name: Thanh Hóa\n", "    name: Tỉnh Thanh Hóa\n", "viết: Thanh Hóa"),
        (REPORT, "      - An Nông\n", "      - xã An Nông\n", "viết: An Nông"),
        (CULTURE, "    - Liên thế hệ\n", "    - “Liên thế hệ”\n", "viết: Liên thế hệ"),
        (CULTURE, "    - Liên thế hệ\n", "    - '\"Liên thế hệ\"'\n", "viết: Liên thế hệ"),
        (CULTURE, "communes: [Dân Quyền,", "communes: [xã Dân Quyền,", "viết: Dân Quyền"),
        (PROPOSALS, "to: Trung ương", "to: Đề nghị Trung ương", "viết: Trung ương và tỉnh"),
        (
            PROPOSALS,
            "thực hiện Chương trình giai đoạn 2021-2025",
            "thực hiện./.",
            "bỏ “./.” ở cuối",
        ),
        (PROPOSALS, "thực hiện Chương trình giai đoạn 2021-2025", "thực hiện.", "bỏ “.” ở cuối"),
        (PRODUCTION, "name: lúa gạo", "name: chuỗi cung ứng lúa gạo", "viết: lúa gạo"),
        (PRODUCTION, "name: lúa gạo", "name: lúa gạo an toàn", "viết: lúa gạo"),
        (PRODUCTION, "fields: trồng trọt", "fields: lĩnh vực trồng trọt", "viết: trồng trọt"),
        (
            PRODUCTION,
            "recognised_by: UBND tỉnh Thanh Hóa",
            "recognised_by: UBND tỉnh công nhận",
            "viết: UBND tỉnh",
        ),
        (COMMUNICATION, "audience: cán bộ xã", "audience: cho cán bộ xã", "viết: cán bộ xã"),
        (COMMUNICATION, "topics: phát triển", "topics: về phát triển", "bỏ “về” ở đầu"),
        (COMMUNICATION, "  - các hội nghị", "  - thông qua các hội nghị", "viết: các hội nghị"),
        (
            COMMUNICATION,
            "bảo vệ môi trường\n  - name: Hội Người",
            "bảo vệ môi trường.\n  - name: Hội Người",
            "viết: xung kích",
        ),
        (COMMUNICATION, "text: xung kích", "text: Đoàn Thanh niên xung kích", "viết: xung kích"),
        ("plan.yaml", "title: Tuyên truyền\n", 'title: "Tuyên truyền:"\n', "viết: Tuyên truyền"),
    ],
)
def test_the_data_repeats_the_form(
    tmp_path: Path, file: str, right: str, typed: str, hint: str
) -> None:

    answer = year(tmp_path, (file, right, typed))
    hints = answer.hints_of("NTM531")
    assert any(said.startswith(hint) for said in hints), [*hints, *answer.located]
    # No other rule advises something else for what is repeated.
    assert not set(answer.codes) & {"NTM517", "NTM551", "NTM552", "NTM553"}


@pytest.mark.parametrize(
    ("file", "right", "other"),
    [
        (PRODUCTION, "fields: trồng trọt, lâm nghiệp", "fields: trồng trọt v.v."),
        (PRODUCTION, "name: Công ty Sao Khuê", "name: Sao Khuê Co., Ltd."),
        (RESOURCES, PEOPLE, f"{PEOPLE}, người người, nhà nhà"),
        (REPORT, "      - Nưa\n", "      - Thị trấn 1\n"),
        (CULTURE, "    - Liên thế hệ\n", "    - Thôn 1\n"),
        (REPORT, COPY, "Lưu trữ lịch sử tỉnh"),
        (STEERING, OFFICE, "về đích NTM huyện Triệu Sơn"),
        (COMMUNICATION, "text: xung kích", "text: “Tuổi trẻ xung kích” và"),
        (REPORT, COPY, "12 đơn vị của huyện"),
        (COMMUNICATION, "audience: cán bộ xã", "audience: 2 nhóm cán bộ xã"),
    ],
)
def test_what_only_looks_alike_is_left_alone(
    tmp_path: Path, file: str, right: str, other: str
) -> None:
    answer = year(tmp_path, (file, right, other))
    assert "NTM531" not in answer.codes
