"""The issued report of 2021 is worded as it should be, and a typing error in it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .wording_subject import found, summaries, whole_year

if TYPE_CHECKING:
    from pathlib import Path


def test_silent_on_2021(fixtures: Path) -> None:
    assert found(whole_year(fixtures)) == []


def is_found_alone(
    project: Path, file: str, right: str, wrong: str, expected: tuple[str, str, str]
) -> None:
    """Assert that an edit of one text gives this code, marked text and beginning of a hint."""
    path = project / file
    text = path.read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), "utf-8")
    [(code, marked, hint)] = summaries(whole_year(project))
    assert (code, marked) == expected[:2]
    assert hint.startswith(expected[2])


@pytest.mark.parametrize(
    ("file", "right", "wrong", "code", "marked", "hint"),
    [
        ("production", "túi lọc Bình", "tuyis lọc Bình", "NTM517", "tuyis", "viết “túi”"),
        ("assessment", "ngân sách", "nghân sách", "NTM517", "nghân", "viết “ngân”"),
        ("infrastructure", "Thủy lợi", "Thuỷ lợi", "NTM514", "Thuỷ", "viết “Thủy”"),
        ("resources", "ngày công", "ngµy c«ng", "NTM511", "ngµy c«ng", "viết “ngày công”"),
        ("planning", "UBND tỉnh", "UВND tỉnh", "NTM512", "В", "gõ lại “UBND”"),
        ("planning", "4042/QĐ", "4042/QÐ", "NTM512", "Ð", "gõ lại “QĐ”"),
        ("communication", "“Toàn dân", '"Toàn dân', "NTM515", '"', "viết “"),
        ("plan", "BHYT.", "BYHT.", "NTM519", "BYHT", "viết “BHYT”"),
        ("plan", "giúp việc theo", "giúp  việc theo", "NTM516", "  ", "viết “giúp việc”"),
    ],
)
def test_a_typing_error_in_the_data(
    project: Path, file: str, right: str, wrong: str, code: str, marked: str, hint: str
) -> None:
    is_found_alone(project, f"data/2021/{file}.yaml", right, wrong, (code, marked, hint))


@pytest.mark.parametrize(
    ("template", "right", "wrong", "code", "marked", "hint"),
    [
        (
            "20-results.j2",
            "{{ production.zones.number }} vùng",
            "6 vùng",
            "NTM518",
            "6",
            "viết {{ production.zones.number }}",
        ),
        (
            "20-results.j2",
            "{{ insurance.whole.share }}; khu vực",
            "93,02%; khu vực",
            "NTM518",
            "93,02%",
            "viết {{ health.insurance.whole.share }}",
        ),
        (
            "20-results.j2",
            "{{ defence.training_good_percent }} đạt khá",
            "78-{{ defence.training_good_percent.highest }} đạt khá",
            "NTM518",
            "78",
            "",
        ),
        ("30-assessment.j2", "Kết quả nổi bật", "Kết qủa nổi bật", "NTM517", "qủa", "viết “quả”"),
        ("30-assessment.j2", "nổi bật", "nổi bật\u200b", "NTM513", "\u200b", "xóa ký tự này"),
        ("40-next-year.j2", "Đối với xã", "Ðối với xã", "NTM512", "Ð", "gõ lại “Đối”"),
        ("50-proposals.j2", "Đề nghị {{", "Đề nghị  {{", "NTM516", "  ", "viết “nghị {{ … }}”"),
    ],
)
def test_a_typing_error_in_a_template(
    project: Path, template: str, right: str, wrong: str, code: str, marked: str, hint: str
) -> None:
    path = f"templates/annual-district/{template}"
    is_found_alone(project, path, right, wrong, (code, marked, hint))
