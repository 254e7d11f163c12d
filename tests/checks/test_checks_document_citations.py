"""Legal documents: declared once, cited as they are declared, dated before the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.invented import DOCUMENTS

from .edited_report import Edit, year

if TYPE_CHECKING:
    from pathlib import Path

STEERING, PLAN, RESOURCES = "steering.yaml", "plan.yaml", "resources.yaml"


def text(words: str) -> Edit:
    """Let a text of the data say more."""
    return RESOURCES, "đóng góp tiền của", f"đóng góp {words} tiền của"


def test_a_citation_of_what_is_not_declared(tmp_path: Path) -> None:
    answer = year(tmp_path, (PLAN, "number: 197-QĐ/HU", "number: 179-QĐ/HU"))
    assert answer.located_besides_unused == [f"{answer.at(PLAN, 'number: «179-QĐ/HU»')} NTM403"]
    assert answer.hints[-1] == "viết “197-QĐ/HU”"


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        ("719-QĐ/HU", "viết “197-QĐ/HU”"),
        ("198-QĐ/HU", ""),  # mostly another document
        ("19-QĐ/HU", ""),
        ("197-QĐ/TU", ""),
        ("1979-QĐ/HU", ""),
    ],
)
def test_another_number_is_offered_only_where_it_surely_is_meant(
    tmp_path: Path, number: str, hint: str
) -> None:
    answer = year(tmp_path, (PLAN, "number: 197-QĐ/HU", f"number: {number}"))
    at = answer.located.index(f"{answer.at(PLAN, f'number: «{number}»')} NTM403")
    said = answer.hints[at]
    assert said == hint if hint else said.startswith("khai báo trong documents.yaml")


@pytest.mark.parametrize("number", ["197-QD/HU", "0197-QĐ/HU", "197/QĐ-HU", "Số 197-QĐ/HU"])
def test_a_citation_that_is_misspelt_is_told_of_once(tmp_path: Path, number: str) -> None:
    answer = year(tmp_path, (PLAN, "number: 197-QĐ/HU", f"number: {number}"))
    told = [each for each in answer.found if each.rule.code != "NTM421"]
    assert [each.rule.code in {"NTM531", "NTM551"} for each in told] == [True]
    assert told[0].hint is not None
    assert told[0].hint.vi == "viết: 197-QĐ/HU"


@pytest.mark.parametrize(
    "number",
    ["1920/QĐ-UBND", "197-QĐ/TU", "30/2020/NĐ-CP", "318/QĐ-TTg", "15/TTr-UBND", "01-NQ/HU"],
)
def test_a_text_that_cites_what_is_not_declared(tmp_path: Path, number: str) -> None:
    answer = year(tmp_path, text(f"theo văn bản số {number}"))
    assert answer.has(("NTM403", RESOURCES, f"số «{number}» tiền"))
    assert answer.messages == [f"the document {number} is not declared"]


@pytest.mark.parametrize(
    "words",
    [
        "theo Quyết định số 1919/QĐ-UBND",
        "theo Quyết định số 197-QĐ/HU,",
        "theo Phương án số 4695/PA-UBND",
        "theo Quyết định số {{ plan.steering_committee.number }}",
    ],
)
def test_a_text_that_cites_what_is_declared(tmp_path: Path, words: str) -> None:
    assert year(tmp_path, text(words)).has()


def test_a_template_that_cites_what_is_not_declared(tmp_path: Path) -> None:
    edit = ("40-next-year.j2", "2.2. Đối với xã", "2.2. Đối với xã (Kế hoạch số 4742/KH-UBND)")
    answer = year(tmp_path, edit)
    assert answer.has(("NTM403", "40-next-year.j2", "số «4742/KH-UBND»)"))
    assert answer.hints == ["viết “4724/KH-UBND”"]


def test_documents_of_any_kind_are_declared_in_a_file_of_their_own(tmp_path: Path) -> None:
    cited = text("theo Thông tư số 03/2022/TT-BNNPTNT")
    assert year(tmp_path, cited).messages == ["the document 03/2022/TT-BNNPTNT is not declared"]
    (tmp_path / "data/2021/documents.yaml").write_text(DOCUMENTS, "utf-8", newline="\n")
    assert year(tmp_path).has()


def test_a_document_that_is_declared_twice(tmp_path: Path) -> None:
    answer = year(tmp_path, (STEERING, "number: 06-CT/HU", "number: 05-CT/HU"))
    assert [slip[-6:] for slip in answer.located] == ["NTM404"]
    assert answer.messages == ["the document 05-CT/HU is declared twice"]
    lines = answer.compiled.texts[answer.found[0].span.file].split("\n")
    numbers = [n for n, line in enumerate(lines, 1) if line.endswith("number: 05-CT/HU")]
    assert [answer.found[0].related[0].span.line, answer.found[0].span.line] == numbers


def test_a_document_that_two_files_declare(tmp_path: Path) -> None:
    answer = year(tmp_path, ("planning.yaml", "4042/QĐ-UBND", "1919/QĐ-UBND"))
    assert answer.has(("NTM404", "planning.yaml", "number: «1919/QĐ-UBND»"))
    assert answer.related() == [answer.at(STEERING, "number: «1919/QĐ-UBND»")]


def test_a_document_that_another_approves_is_declared_too(tmp_path: Path) -> None:
    answer = year(tmp_path, (STEERING, "4695/PA-UBND", "60/NQ-HĐND"))
    place = "kind: Phương án\n      number: «60/NQ-HĐND»"
    assert answer.has(("NTM404", STEERING, place), ("NTM551", STEERING, place))


def test_a_period_that_is_cited_otherwise(tmp_path: Path) -> None:
    answer = year(
        tmp_path, ("acknowledged.yaml", "path: plan.steering_committee.period", "path: x")
    )
    assert answer.located_besides_unused == [f"{answer.at(PLAN, '  «period»:')} NTM405"]
    assert "cited with the period 2020-2025, but its own is 2021-2025" in answer.messages[-1]
    related = next(n for n, slip in enumerate(answer.located) if slip.endswith("NTM405"))
    assert answer.related(related) == [
        answer.at(STEERING, "huyện Triệu Sơn\n      «period»:"),
    ]


def test_a_period_that_is_cited_as_it_is(tmp_path: Path) -> None:
    answer = year(tmp_path, (PLAN, "from: 2020", "from: 2021"))
    assert answer.has(("NTM421", "acknowledged.yaml", "«NTM405»"))


@pytest.mark.parametrize("day", ["27/4/2021", "26/04/2022", "31/02/2021", "6.4.2021"])
def test_a_day_that_is_cited_otherwise(tmp_path: Path, day: str) -> None:
    answer = year(tmp_path, text(f"theo Quyết định số 1919/QĐ-UBND ngày {day}"))
    assert answer.has(("NTM405", RESOURCES, f"ngày «{day}»"))
    assert "its own is 2021-04-26" in answer.messages[0]
    assert answer.hints == ["viết 26/4/2021"]
    assert answer.related() == [answer.at(STEERING, "day: «2021-04-26»")]


@pytest.mark.parametrize("day", ["26/4/2021", "26/04/2021", "26-4-2021"])
def test_a_day_that_is_cited_as_it_is(tmp_path: Path, day: str) -> None:
    assert year(tmp_path, text(f"theo Quyết định số 1919/QĐ-UBND ngày {day}")).has()


def test_a_document_in_the_future(tmp_path: Path) -> None:
    answer = year(tmp_path, (STEERING, "day: 2021-08-20", "day: 2022-08-20"))
    assert answer.has(("NTM406", STEERING, "day: «2022-08-20»"))
    assert answer.messages == ["the document 4724/KH-UBND is dated 2022-08-20, after 2022-01-05"]


def issued(day: str) -> Edit:
    return "report.yaml", "  day:\n", f"  day: {day}\n"


def test_a_document_dated_after_the_report(tmp_path: Path) -> None:
    answer = year(tmp_path, issued("2021-10-13"))
    assert answer.has(("NTM406", "planning.yaml", "day: «2021-10-14»"))


@pytest.mark.parametrize("day", ["2021-10-14", "2021-12-20"])
def test_a_document_of_the_reports_own_day_is_silent(tmp_path: Path, day: str) -> None:
    assert year(tmp_path, issued(day)).has()


def test_the_day_of_the_report_counts_and_not_today(tmp_path: Path) -> None:
    edit = (STEERING, "day: 2021-08-20", "day: 2022-02-01")
    assert year(tmp_path, issued("2022-02-03"), edit).has()


@pytest.mark.parametrize("day", ["2020-12-05", "2023-01-05"])
def test_a_report_is_not_issued_in_another_year(tmp_path: Path, day: str) -> None:
    answer = year(tmp_path, ("report.yaml", "  day:\n", f"  day: {day}\n"))
    assert answer.has(("NTM406", "report.yaml", f"day: «{day}»"))


def test_a_day_of_no_year(tmp_path: Path) -> None:
    answer = year(tmp_path, ("report.yaml", "  day:\n", "  day: 0021-12-05\n"))
    assert answer.has(("NTM204", "report.yaml", "day: «0021-12-05»"))


def test_what_a_file_declares_that_cannot_be_read_is_not_known(tmp_path: Path) -> None:
    answer = year(tmp_path, (STEERING, "subject: kiện toàn Văn", "subject: V/v: kiện toàn Văn"))
    assert set(answer.codes) == {"NTM108"}


@pytest.mark.parametrize("number", ["105/BC-UBND", "'Số: 105/BC-UBND'"])
def test_the_number_of_the_report_is_no_citation(tmp_path: Path, number: str) -> None:
    answer = year(tmp_path, ("report.yaml", "  number:\n", f"  number: {number}\n"))
    assert "NTM403" not in answer.codes


@pytest.mark.parametrize("number", ["Số 7434/QĐ-UBND", "QĐ 7434/QĐ-UBND", "7434/QD-UBND"])
def test_a_declaration_is_no_citation(tmp_path: Path, number: str) -> None:
    answer = year(tmp_path, (STEERING, "number: 7434/QĐ-UBND", f"number: {number}"))
    assert "NTM403" not in answer.codes
