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
FIRST_FIELD = ("infrastructure.yaml", "  - Giao thông")
FIELDS = ("infrastructure.yaml", "  - Thủy lợi")
SHARE = ("health.yaml", "underweight_percent: 7.6")
BASELINE = ("health.yaml", "baseline:\n      year: 2010\n      share_percent: 56.71")
YEAR = ("health.yaml", "year: 2010")
PERIOD = ("steering.yaml", "period:\n        from: 2021\n        to: 2025")
CALLED_ABOUT = "viết {value: 686750, qualifier: khoảng}"
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
        (CASH, "cash_million_vnd: 686750 trđ", "NTM120", "không viết kèm đơn vị", "viết 686750"),
        (CASH, "cash_million_vnd: 6867SO", "NTM120", "chữ cái lẫn trong số", "gõ lại cả số"),
        (CASH, "cash_million_vnd: 6867B", "NTM120", "chữ cái lẫn trong số", "gõ lại cả số"),
        (CASH, "cash_million_vnd: 68675ng", "NTM120", "chữ thừa “ng”", "gõ lại cả số"),
        (CASH, "cash_million_vnd: 6.8675e5", "NTM120", "dạng lũy thừa", "viết 686750"),
        (CASH, "cash_million_vnd: 686,75", "NTM120", "sau dấu chấm", "viết 686.75"),
        (CASH, "cash_million_vnd: 0686750", "NTM120", "chữ số 0 ở đầu", "viết 686750"),
        (CASH, "cash_million_vnd: O", "NTM120", "chữ cái thay cho chữ số", "viết 0"),
        (CASH, "cash_million_vnd: 686750,", "NTM120", "sau số có dấu thừa", "viết 686750"),
        (CASH, "cash_million_vnd: 686750;", "NTM120", "sau số có dấu thừa", "viết 686750"),
        (CASH, "cash_million_vnd: 686750*", "NTM120", "sau số có dấu thừa", "viết 686750"),
        (CASH, "cash_million_vnd: 686·750", "NTM120", "hàng nghìn", "viết 686750 nếu"),
        (CASH, "cash_million_vnd: 686'750", "NTM120", "hàng nghìn", "viết 686750"),
        (CASH, "cash_million_vnd: 686750# triệu", "NTM120", "kèm đơn vị", "viết 686750"),
        (CASH, "cash_million_vnd: 686750 (ước)", "NTM120", "“ước”", "viết 686750 nếu"),
        (CASH, "cash_million_vnd: 686750 hộ", "NTM120", "“hộ”", "nếu số này tính bằng triệu đồng"),
        (CASH, "cash_million_vnd: 686750/năm", "NTM120", "“/năm”", "viết 686750 nếu"),
        (CASH, "cash_million_vnd: 5#", "NTM120", "5#", "viết 5"),
        (CASH, "cash_million_vnd: 686750tr", "NTM120", "kèm đơn vị", "viết 686750"),
        (CASH, "cash_million_vnd: “686750”", "NTM120", "trong ngoặc kép: “686750”", "viết 686750"),
        (CASH, "cash_million_vnd: 686.750 triệu", "NTM120", "", "viết 686750 nếu dấu chấm là"),
        (CASH, "cash_million_vnd: 686.750 tỷ", "NTM120", "", "viết 686750 nếu là số thập phân"),
        (
            CASH,
            "cash_million_vnd: @686750",
            "NTM108",
            "bắt đầu bằng @",
            "nếu là số thì viết 686750",
        ),
        (CASH, "cash_million_vnd: [5, 6]", "NTM203", "ở đây cần một số", "viết một số"),
        (CASH, "cash_million_vnd: từ 5 đến 6", "NTM120", "phải khoảng", "from: 5 và to: 6"),
        (CASH, "cash_million_vnd: gần 686.750", "NTM120", "“gần”", "viết {value: 686750, qual"),
        (BHYT, "numerator: 190.113 người", "NTM120", "kèm đơn vị", "viết 190113"),
        (BHYT, "numerator: 190,5 nghìn người", "NTM120", "kèm đơn vị", "viết 190500"),
        (BHYT, "numerator: 0,5 người", "NTM120", "kèm đơn vị", "viết một số nguyên"),
        (CASH, "cash_million_vnd: 1/2", "NTM120", "không phải phân số", "numerator: 1"),
        (CASH, "cash_million_vnd: 5 - 6", "NTM120", "không phải khoảng", "from: 5 và to: 6"),
        (CASH, "cash_million_vnd: khoảng 686750", "NTM120", "“khoảng”", CALLED_ABOUT),
        (CASH, "cash_million_vnd: ~686.750,5", "NTM120", "“~”", "{value: 686750.5, qualifier: kh"),
        (CASH, "cash_million_vnd: ước đạt 686750 trđ", "NTM120", "“ước đạt”", "qualifier: ước"),
        (CASH, "cash_million_vnd: đạt 686750", "NTM120", "“đạt” trước số", "chỉ viết số"),
        (CASH, "cash_million_vnd: < 686750", "NTM120", "“<”", "qualifier: dưới"),
        (CASH, "cash_million_vnd: > 686750", "NTM108", "bắt đầu bằng >", "qualifier: hơn}"),
        (CASH, "cash_million_vnd: {value: hơn 5}", "NTM120", "“hơn”", "dòng qualifier: hơn"),
        (CASH, "cash_million_vnd: -", "NTM108", "dấu - đứng một mình", "không có thì viết 0"),
        (CASH, "cash_million_vnd: - # chưa có", "NTM108", "đứng một mình", "viết 0"),
        (CASH, "cash_million_vnd: —", "NTM120", "không phải là số", "không có thì viết 0"),
        (CASH, "cash_million_vnd: ?", "NTM108", "dấu ? đứng một mình", "để trống"),
        (CASH, "cash_million_vnd: - 5", "NTM108", "sau dấu trừ có dấu cách", "viết liền: -5"),
        (CASH, "cash_million_vnd: [686750]", "NTM203", "một số", "viết “686750”"),
        (CASH, "cash_million_vnd: \ufeff686750", "NTM106", "U+FEFF", "xóa ký tự này"),
        (BHYT, "\ufeffnumerator: 190113", "NTM106", "U+FEFF", "xóa ký tự này"),
        (BHYT, "numerator: 190.5", "NTM203", "số nguyên, không phải “190.5”", "viết một số nguyên"),
        (BHYT, "numerator: 190,5", "NTM120", "sau dấu chấm", "viết một số nguyên"),
        (BHYT, "numerator: một", "NTM120", "số viết bằng chữ", "viết 1"),
        (BHYT, "numerator: {value: 190,113}", "NTM120", "hàng nghìn", "viết 190113"),
        (SHARE, "underweight_percent: 567.1", "NTM308", "567,1% lớn hơn 100%", "dấu chấm thập"),
        (SHARE, "underweight_percent: 5.671", "NTM120", "hàng nghìn", 'viết "5.671"'),
        (BASELINE, "baseline: 56.71", "NTM203", "một nhóm", "year: … và share_percent: 56.71"),
        (BASELINE, "baseline: {year: 2010, share_percent: 56,71}", "NTM120", "", "viết 56.71"),
        (YEAR, "year: 2O10", "NTM204", "không phải là một năm", "viết “2010”"),
        (YEAR, "year: năm 2010", "NTM204", "không phải là một năm", "viết “2010”"),
        (YEAR, "year: 2.010", "NTM204", "không phải là một năm", "viết “2010”"),
        (YEAR, "year: 2010-2011", "NTM204", "không phải là một năm", "bốn chữ số"),
        (PERIOD, "period: 2021-2025", "NTM203", "một nhóm", "from: 2021 và to: 2025"),
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
        (FIELDS, "  1. Thủy lợi", "NTM108", "không phải là dấu của danh sách", "thay bằng “- ”"),
        (FIELDS, "  a) Thủy lợi", "NTM108", "không phải là dấu của danh sách", "thay bằng “- ”"),
        (FIELDS, "  đ) Thủy lợi", "NTM108", "không phải là dấu của danh sách", "thay bằng “- ”"),
        (FIELDS, "  o Thủy lợi", "NTM108", "không phải là dấu của danh sách", "thay bằng “- ”"),
        (FIELDS, "  § Thủy lợi", "NTM108", "không phải là dấu của danh sách", "thay bằng “- ”"),
        (FIELDS, "  -\u00a0Thủy lợi", "NTM106", "dấu cách lạ", "gõ lại bằng phím cách"),
        (FIELDS, "  - + Thủy lợi", "NTM108", "còn một dấu đầu dòng nữa", "xóa dấu đầu dòng"),
        (FIELDS, "  - * Thủy lợi", "NTM108", "còn một dấu đầu dòng nữa", "xóa dấu đầu dòng"),
        (FIELDS, "  - • Thủy lợi", "NTM108", "còn một dấu đầu dòng nữa", "xóa dấu đầu dòng"),
        (FIELDS, "  - - Thủy lợi", "NTM203", "một đoạn chữ", "viết “Thủy lợi”"),
        (FIRST_FIELD, "  1. Giao thông", "NTM108", "không phải là dấu", "thay bằng “- ”"),
        (FIRST_FIELD, "  -\u00a0Giao thông", "NTM106", "dấu cách lạ", "phím cách"),
        (("planning.yaml", "not_yet: []"), "not_yet: [].", "NTM108", "dấu thừa", "xóa dấu"),
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
