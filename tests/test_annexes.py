"""Annexes 01 to 03 from 32 invented communes and funds: totals, lineage, pages, and what moves."""

from __future__ import annotations

import datetime
import re
import subprocess
from difflib import ndiff
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from ntmreport.document import Table
from ntmreport.language import Language
from ntmreport.lineage.answers import explanation
from ntmreport.lineage.figure_search import find
from ntmreport.lineage.printed_coverage import coverage
from ntmreport.lineage.report_lineage import lineage_of
from ntmreport.model.offices.assessment import Assessment
from ntmreport.pipeline import Compiled, Compiler, rendered
from ntmreport.render.pdf import convert_to_pdf
from ntmreport.render.plain_text import render_text
from ntmreport.validation import validate
from tests.invented import CRITERIA, Invented, add_communes, add_funds, leave_to_communes
from tests.render.conftest import soffice, validated  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from ntmreport.document import Annex, Document

NAMES = ["Mẫu biểu số 01", "Mẫu biểu số 02", "Mẫu biểu số 03"]
BEHIND = 16
"""The commune, by its place in the list, that does not meet all criteria yet."""


@pytest.fixture
def communes(project: Path) -> list[Invented]:
    """32 communes and funds in data/2021, which leaves to the communes what they give."""
    data = project / "data/2021"
    made = add_communes(data)
    add_funds(data)
    leave_to_communes(data)
    return made


def fall_behind(project: Path, commune: Invented) -> None:
    """Take the level from a commune, two criteria, and some of the money that it gave."""
    path = project / f"data/2021/communes/{commune.stem}.yaml"
    cash = commune.figures["resources.cash_million_vnd"]
    text = path.read_text("utf-8")
    for old, new in (
        (f"level: {commune.level}\nrecognised: {commune.recognised}\n", "level: chưa đạt\n"),
        ("  - 11\n", ""),
        ("  - 17\n", ""),
        (f"cash_million_vnd: {cash}", f"cash_million_vnd: {cash - 50}"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, "utf-8", newline="\n")


def compiled(project: Path) -> Compiled:
    result = Compiler().compile(project / "data/2021")
    assert [str(each.message.en) for each in result.diagnostics] == []
    return result


def document_of(project: Path) -> Document:
    document = compiled(project).document
    assert document is not None
    return document


def rows(annex: Annex) -> list[list[str]]:
    (table,) = (part for part in annex.content if isinstance(part, Table))
    return [[cell.block.text for cell in row.cells] for row in table.rows if not row.is_header]


def number(text: str) -> Fraction:
    return Fraction(text.removesuffix("%").replace(".", "").replace(",", "."))


def test_the_annexes_are_built_where_their_data_is(project: Path, communes: list[Invented]) -> None:
    assert [annex.name for annex in document_of(project).annexes] == NAMES
    (project / "data/2021/funds.yaml").unlink()
    assert [annex.name for annex in document_of(project).annexes] == NAMES[:2]
    assert len(communes) == 32


def test_the_table_of_communes_has_each_with_its_criteria(
    project: Path, communes: list[Invented]
) -> None:
    fall_behind(project, communes[BEHIND])
    *listed, last = rows(document_of(project).annexes[0])
    assert len(listed) == 32
    for place, (commune, row) in enumerate(zip(communes, listed, strict=True)):
        is_behind = place == BEHIND
        met = [number for number in CRITERIA if not is_behind or number not in {11, 17}]
        assert row == [
            str(place + 1),
            commune.name,
            *("x" if number in met else "" for number in CRITERIA),
            str(len(met)),
            "chưa đạt" if is_behind else commune.level,
            "" if is_behind else str(commune.recognised),
        ]
    sums = [sum(row[2 + column] == "x" for row in listed) for column in range(19)]
    assert last == ["", "Số xã đạt", *map(str, sums), str(sum(sums)), "", ""]


def test_the_table_of_criteria_agrees_with_that_of_communes(
    project: Path, communes: list[Invented]
) -> None:
    fall_behind(project, communes[BEHIND])
    first, second, _ = document_of(project).annexes
    *listed, total = rows(first)
    by_criterion = [row for row in rows(second) if row[0].isdigit()][:19]
    assert [row[2] for row in by_criterion] == total[2:21]
    for row in by_criterion:
        share = Fraction(int(row[2]), len(listed)) * 100
        assert abs(number(row[3]) - share) <= Fraction(1, 200)
    bands = [row for row in rows(second) if row[0].isdigit()][19:24]
    assert [row[1:3] for row in bands] == [
        ["19 tiêu chí", "31"],
        ["Từ 15 đến 18 tiêu chí", "1"],
        ["Từ 10 đến 14 tiêu chí", "0"],
        ["Từ 5 đến 9 tiêu chí", "0"],
        ["Dưới 5 tiêu chí", "0"],
    ]
    by_name = {row[1]: row[2] for row in rows(second)}
    levels = [row[-2] for row in listed]
    assert by_name["Xã đạt chuẩn NTM (kể cả nâng cao, kiểu mẫu)"] == "31"
    assert by_name["Trong đó xã NTM kiểu mẫu"] == str(levels.count("kiểu mẫu"))
    assert by_name["Tổng số xã"] == "32"
    average = Fraction(sum(int(row[-3]) for row in listed), 32)
    assert abs(number(by_name["Số tiêu chí đạt bình quân một xã"]) - average) <= Fraction(1, 200)


def test_the_funds_add_up(project: Path, communes: list[Invented]) -> None:
    assert communes
    total, *listed = rows(document_of(project).annexes[2])
    groups = [row for row in listed if not row[0].isdigit()]
    for column in (2, 3):
        assert number(total[column]) == sum(number(row[column]) for row in groups)
    for group, following in zip(groups, [*groups[1:], None], strict=True):
        start = listed.index(group) + 1
        parts = listed[start : listed.index(following) if following else None]
        for column in (2, 3):
            known = [number(row[column]) for row in parts]
            assert not known or sum(known) == number(group[column])
    for row in (total, *listed):
        plan, done, of_plan, of_total = map(number, row[2:])
        assert abs(of_plan - done / plan * 100) <= Fraction(1, 200)
        assert abs(of_total - done / number(total[3]) * 100) <= Fraction(1, 200)


def test_a_total_is_explained_down_to_the_communes(project: Path, communes: list[Invented]) -> None:
    fall_behind(project, communes[BEHIND])
    result = compiled(project)
    assert result.year is not None
    assert result.document is not None
    entries = lineage_of(result.year, result.document)
    (entry,) = find(entries, "communes.criterion_17.communes")
    text = "\n".join(explanation(entry, Language.ENGLISH))
    for place, commune in enumerate(communes):
        assert (f"communes/{commune.stem}.yaml:" in text) == (place != BEHIND)
    assert "Mẫu biểu số 01 Số xã đạt" in text
    (entry,) = find(entries, "communes.criteria_total")
    text = "\n".join(explanation(entry, Language.ENGLISH))
    assert all(f"communes/{commune.stem}.number_met" in text for commune in communes)


def test_one_commune_changed_changes_its_row_the_totals_and_what_is_said_of_them(
    project: Path, communes: list[Invented]
) -> None:
    before = render_text(document_of(project)).splitlines()
    fall_behind(project, communes[BEHIND])
    after = render_text(document_of(project)).splitlines()
    gone = [line[2:] for line in ndiff(before, after) if line.startswith("- ")]
    come = [line[2:] for line in ndiff(before, after) if line.startswith("+ ")]
    assert len(gone) == len(come)
    name = communes[BEHIND].name
    words = [re.findall(r"[^|]*[^\W\d_]{3}[^|]*", line)[0].strip() for line in come]
    recognised = words.pop(1)
    assert recognised.startswith("- Toàn huyện có 31/32 xã đạt chuẩn NTM, 03 xã NTM nâng cao,")
    assert words == [
        "- Tiền mặt do Nhân dân đóng góp là 686.700 triệu đồng.",
        name,
        "Số xã đạt",
        "Hộ nghèo",
        "Môi trường và an toàn thực phẩm",
        "19 tiêu chí",
        "Từ 15 đến 18 tiêu chí",
        "Xã đạt chuẩn NTM (kể cả nâng cao, kiểu mẫu)",
        "Số tiêu chí đạt bình quân một xã",
    ]


def test_a_commune_that_falls_behind_is_no_mistake(project: Path, communes: list[Invented]) -> None:
    fall_behind(project, communes[BEHIND])
    result = compiled(project)
    found = validate(result, project / "data/2021", datetime.date(2022, 1, 5))
    # funds.yaml has what all gave before; the letters are those of the issued report, as ever.
    assert [each.rule.code for each in found.diagnostics] == ["NTM436", "NTM522"]
    assert result.year is not None
    (listed,) = result.year.office(Assessment).results.communes.not_yet
    assert listed.value == communes[BEHIND].name
    assert listed.span.file.endswith(f"communes/{communes[BEHIND].stem}.yaml")


def test_every_number_of_the_annexes_is_accounted_for(
    project: Path, communes: list[Invented]
) -> None:
    counted = coverage(document_of(project))
    assert counted.unaccounted == ()
    assert counted.figures > 200
    assert communes


def test_word_takes_them(
    project: Path,
    communes: list[Invented],
    validated: Callable[[bytes], list[Any]],  # noqa: F811 - the fixture
) -> None:
    docx, diagnostics = rendered(compiled(project))
    assert docx is not None
    assert diagnostics == ()
    assert validated(docx) == []
    assert communes


def test_on_paper(
    project: Path,
    communes: list[Invented],
    soffice: str,  # noqa: F811 - the fixture
) -> None:
    docx, _ = rendered(compiled(project))
    assert docx is not None
    assert soffice
    (project / "report.pdf").write_bytes(convert_to_pdf(docx))

    def asked(*question: str) -> str:
        done = subprocess.run(question, cwd=project, check=True, capture_output=True, text=True)
        return done.stdout

    shapes = re.findall(r"size:\s+([\d.]+) x ([\d.]+)", asked("pdfinfo", "-l", "99", "report.pdf"))
    pages = asked("pdftotext", "-layout", "report.pdf", "-").split("\f")[:-1]
    starts = [
        next(number for number, page in enumerate(pages) if page.strip().startswith(name))
        for name in NAMES
    ]
    upright = [float(width) < float(height) for width, height in shapes]
    assert upright == [number < starts[0] for number in range(len(pages))]
    # Each annex counts its pages by itself, from the second on where they can be seen.
    assert pages[starts[0] + 1].split()[0] == "2"
    assert pages[starts[1] + 1].split()[0] == "2"
    for page in pages[starts[0] : starts[1]]:
        assert page.count("Tên xã") == 1
    listed = "".join(pages[starts[0] : starts[1]])
    assert all(commune.name in listed for commune in communes)
