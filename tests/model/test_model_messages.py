"""What officials really type, and the words that help."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests.conftest import FIXTURES
from tests.model.years import compiled, edited_year

if TYPE_CHECKING:
    from pathlib import Path

BHYT = ("health.yaml", "numerator: 190113")
CASH = ("resources.yaml", "cash_million_vnd: 686750")
FIELDS = ("infrastructure.yaml", "  - Thủy lợi")
GIVEN = ("governance.yaml", "    from: 78\n    to: 81\n")


@pytest.mark.parametrize(
    ("place", "written", "rule", "message", "hint"),
    [
        (BHYT, "numerator: 190113\u200b", "NTM120", "ký tự ẩn (U+200B)", "viết 190113"),
        (BHYT, "numerator: 190\u200d113", "NTM120", "ký tự ẩn (U+200D)", "viết 190113"),
        (BHYT, "numerator: 190113\u00a0", "NTM120", "dấu cách thừa", "viết 190113"),
        (BHYT, "numerator: 19O113", "NTM120", "chữ cái thay cho chữ số", "viết 190113"),
        (BHYT, "numerator: l90113", "NTM120", "chữ cái thay cho chữ số", "viết 190113"),
        (BHYT, "numerator: 190113x", "NTM120", "chữ thừa “x”", "viết 190113"),
        (BHYT, "numerator: 190113 người", "NTM120", "không viết kèm đơn vị", "viết 190113"),
        (BHYT, "numerator: 190.113 nghìn người", "NTM120", "", ""),
        (BHYT, "numerator: 190 nghìn người", "NTM120", "là người", "viết 190000"),
        (CASH, "cash_million_vnd: 686,75 tỷ", "NTM120", "là triệu đồng", "viết 686750"),
        (CASH, "cash_million_vnd: 686,75 tỷ đồng", "NTM120", "là triệu đồng", "viết 686750"),
        (CASH, "cash_million_vnd: 686750000 nghìn đồng", "NTM120", "", "viết 686750"),
        (CASH, "cash_million_vnd: 686750 trđ", "NTM120", "chữ thừa “trđ”", "viết 686750"),
        (CASH, "cash_million_vnd: 78-81", "NTM120", "không phải khoảng", "from: 78 và to: 81"),
        (CASH, "cash_million_vnd: không", "NTM120", "không phải là số", "viết 0"),
        (CASH, "cash_million_vnd: đang cập nhật", "NTM120", "không phải là số", "để trống"),
        (CASH, "cash_million_vnd: ~", "NTM110", "không có giá trị", "xóa “~” rồi điền giá trị"),
        (CASH, "cash_million_vnd: null", "NTM110", "không có giá trị", "xóa “null”"),
        (CASH, "tiền mặt (triệu đồng): 686750", "NTM202", "cash_million_vnd", "cash_million_vnd"),
        (BHYT, "tử số: 190113", "NTM202", "“tử số” trong tệp dữ liệu viết là numerator", "numer"),
        (BHYT, "Tu so: 190113", "NTM202", "viết là numerator", "viết “numerator”"),
        (BHYT, "Số người có: 190113", "NTM202", "viết là numerator", "viết “numerator”"),
        (FIELDS, "  – Thủy lợi", "NTM108", "dấu đầu dòng của Word", "“- ”"),
        (FIELDS, "  • Thủy lợi", "NTM108", "dấu đầu dòng của Word", "“- ”"),
        (FIELDS, "  + Thủy lợi", "NTM108", "dấu đầu dòng của Word", "“- ”"),
        (FIELDS, "  * Thủy lợi", "NTM108", "dấu đầu dòng của Word", "“- ”"),
        (FIELDS, "  - Thủy lợi\n    + kênh", "NTM108", "dấu đầu dòng của Word", "“- ”"),
        (FIELDS, "  - Thủy lợi: kênh", "NTM203", "một đoạn chữ", 'viết "Thủy lợi: kênh"'),
        (("planning.yaml", "not_yet: []"), "not_yet: không", "NTM203", "danh sách", "viết []"),
        (("planning.yaml", "not_yet: []"), "not_yet: Không có", "NTM203", "danh sách", "viết []"),
        (GIVEN, " 78-81\n", "NTM203", "một nhóm", "from: 78 và to: 81"),
        (GIVEN, " 78% – 81%\n", "NTM203", "một nhóm", "from: 78 và to: 81"),
    ],
)
def test_what_is_typed(
    tmp_path: Path, place: tuple[str, str], written: str, rule: str, message: str, hint: str
) -> None:
    file, old = place
    if old.startswith("    from"):
        old = f"\n{old}"
    answer = edited_year(tmp_path, (file, old, written))
    (found,) = answer.compiled.diagnostics
    assert found.rule.code == rule
    assert message in found.message.vi
    assert hint in (found.hint.vi if found.hint else "")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04 word/document.xml \xff", "Word (.docx)"),
        (b"PK\x03\x04 xl/workbook.xml \xff", "Excel (.xlsx)"),
        (b"PK\x03\x04 a.txt", "ZIP"),
        (b"%PDF-1.7\n\xe2\xe3", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "Word, Excel (.doc, .xls)"),
        (b"\x89PNG\r\n", "PNG"),
        (b"<!doctype html><p>", "HTML"),
    ],
)
def test_files_of_other_programs_are_named(tmp_path: Path, content: bytes, kind: str) -> None:
    edited_year(tmp_path)
    (tmp_path / "data/2021/health.yaml").write_bytes(content)
    answer = compiled(tmp_path)
    assert [each.message.vi for each in answer.compiled.diagnostics] == [
        f"đây là tệp {kind}, không phải tệp chữ dạng YAML"
    ]


def test_a_file_with_letters_and_marks_apart_is_one_mistake(tmp_path: Path) -> None:
    edited_year(tmp_path)
    text = (FIXTURES / "data/2021/plan.yaml").read_text("utf-8")
    decomposed = unicodedata.normalize("NFD", text)
    (tmp_path / "data/2021/plan.yaml").write_text(decomposed, "utf-8", newline="\n")
    (found,) = compiled(tmp_path).compiled.diagnostics
    assert found.rule.code == "NTM107"
    assert found.hint is not None
    assert "UniKey" in found.hint.vi
