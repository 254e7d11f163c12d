"""Abbreviations that nobody explains are named once, where they are first."""

from __future__ import annotations

import pytest

from .wording_subject import RESOURCES, codes, found, summaries, year


def test_declared(repository_report: str) -> None:
    assert summaries(year(text="UBND, BHYT, NTM và HĐND", report=repository_report)) == []


def test_undeclared_is_named_once(repository_report: str) -> None:
    subject = year(text="Trồng cây ĐX, cây ĐX", template="cây ĐX", report=repository_report)
    [diagnostic] = found(subject)
    assert (diagnostic.rule.code, str(diagnostic.span)) == ("NTM519", f"{RESOURCES}:1:18")
    assert diagnostic.hint is not None
    assert diagnostic.hint.vi == (
        "thêm vào “abbreviations” của report.yaml: - {short: ĐX, full: …}"
    )


def test_near_to_a_declared_one(repository_report: str) -> None:
    [(code, marked, hint)] = summaries(year(text="thẻ BYHT", report=repository_report))
    assert (code, marked) == ("NTM519", "BYHT")
    assert hint.startswith("viết “BHYT”, hoặc")


@pytest.mark.parametrize(
    "text",
    [
        "Đại hội XIII, phần II, Phụ lục IV",
        "Quyết định 12/QĐ-UBND, 04-NQ/TW, BC-UBND",
        "CHỦ TỊCH KT HUYỆN",
        "đất xen kẹt (ĐXK)".replace("ĐXK", "ĐXK") + ", ĐXK",
        "hợp tác xã (sau đây viết tắt là HTX) và HTX",
        "A, B, Đ",
        "VietGAP",
    ],
)
def test_no_abbreviation(text: str, repository_report: str) -> None:
    subject = year(text=text, report=repository_report, words=frozenset({"vietgap"}))
    assert "NTM519" not in codes(subject)


def test_bracket_must_explain(repository_report: str) -> None:
    assert codes(year(text="đất trồng lúa (ABC)", report=repository_report)) == ["NTM519"]


def test_without_report_yaml_nobody_knows() -> None:
    assert codes(year(text="cây ĐX")) == []


def test_frame_lines(repository_report: str) -> None:
    template = "@kind BÁO CÁO KQ\n@issuer UBNDX\n@recipient - Lưu: VTX.\n"
    assert codes(year(template=template, report=repository_report)) == []
