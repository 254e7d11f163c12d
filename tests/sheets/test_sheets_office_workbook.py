"""Workbooks as spreadsheets see them: formulas, rules for typing, LibreOffice's way of saving."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from ntmreport.cli import run
from ntmreport.model import indicators_of
from ntmreport.pipeline import Compiler
from ntmreport.sheets.collecting import collected, opened_each
from ntmreport.sheets.input_rows import ComputedValue, InputValue
from ntmreport.sheets.office_sheets import office_sheets
from ntmreport.sheets.office_workbook import CHOICES_SHEET, VALUES_SHEET
from ntmreport.sheets.sheet_comparison import Resolution
from ntmreport.sheets.sheet_identity import COMPUTED, IDENTITY_SHEET
from tests.invented import add_communes, add_funds, leave_to_communes
from tests.libreoffice import convert
from tests.render.conftest import soffice, validated  # noqa: F401 - fixtures

from .workbooks import (
    DATA,
    cell_of,
    codes,
    collect,
    compare,
    handed_out,
    text_after,
    typed,
    values_page,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook

    from ntmreport.sheets.office_sheets import OfficeSheets


@pytest.fixture(scope="module")
def now(fixtures: Path) -> OfficeSheets:
    return handed_out(fixtures)


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def test_libreoffice_opens_computes_and_saves(
    now: OfficeSheets,
    soffice: str,  # noqa: F811 - the fixture
    tmp_path: Path,
    fixtures: Path,
) -> None:
    """Saved by LibreOffice, workbooks change nothing, and its results are the program's."""
    for name in now.sheets:
        (tmp_path / f"{name}.xlsx").write_bytes(now.workbook(name))
    saved = tmp_path / "saved"
    convert(soffice, "xlsx", [tmp_path / f"{name}.xlsx" for name in now.sheets], saved)
    books = {name: (saved / f"{name}.xlsx").read_bytes() for name in now.sheets}
    found = compare(now, books)
    assert codes(found) == []
    assert [one.changes for one in found] == [[]] * len(books)
    models = Compiler().compile(fixtures / DATA).models.values()
    figures = {figure.path: figure for model in models for figure in indicators_of(model)}
    computed = 0
    for name in now.sheets:
        shown = load_workbook(io.BytesIO(books[name]), data_only=True)[VALUES_SHEET]
        rows = now.with_computed(name).rows
        asked = [each for each in rows if isinstance(each, ComputedValue)]
        lines = [row for row in shown.iter_rows(min_row=6) if row[6].value == COMPUTED]
        for each, row in zip(asked, lines, strict=True):
            value = row[4].value
            assert isinstance(value, int | float)
            assert value == pytest.approx(float(figures[each.figure.path].value), abs=0.005)
            computed += 1
    assert computed > 15


@pytest.mark.parametrize("name", ["health", "education"])
def test_the_open_xml_sdk_finds_nothing(
    now: OfficeSheets,
    name: str,
    validated: Callable[..., list[Any]],  # noqa: F811 - the fixture
) -> None:
    assert validated(now.workbook(name), ".xlsx") == []


def test_a_blank_form_computes_while_one_types(project: Path) -> None:
    """What follows is a formula where the values are still blank, and shows nothing."""
    file = project / DATA / "health.yaml"
    text = file.read_text("utf-8").replace("190113", "").replace("204379", "")
    file.write_text(text, "utf-8", newline="\n")
    page = values_page(opened(handed_out(project).workbook("health")))
    formulas = [row[4].value for row in page.iter_rows(min_row=6) if row[6].value == COMPUTED]
    assert len(formulas) > 1
    for formula in formulas:
        assert str(formula).startswith("=IFERROR(IF(COUNT(")


def test_only_cells_for_values_can_be_typed_in(now: OfficeSheets) -> None:
    for name, sheet in now.sheets.items():
        book = opened(now.workbook(name))
        page = values_page(book)
        assert page.protection.sheet
        assert not page.protection.password
        paths = {row[6].value: row[4] for row in page.iter_rows(min_row=6) if row[6].value}
        values = [each for each in sheet.rows if isinstance(each, InputValue)]
        assert len(paths.keys() - {COMPUTED}) == len(values)
        assert not any(cell.protection.locked for path, cell in paths.items() if path != COMPUTED)
        assert book[IDENTITY_SHEET].sheet_state == "veryHidden"
        assert book[CHOICES_SHEET].sheet_state == "hidden"
        assert page.page_setup.paperSize == 9
        assert page.print_title_rows == "$5:$5"
        assert page.freeze_panes == "C6"


def test_a_part_takes_no_more_than_its_whole(now: OfficeSheets) -> None:
    book = opened(now.workbook("health"))
    cell = cell_of(book, "health.insurance.whole.numerator")
    whole = cell_of(book, "health.insurance.whole.denominator")
    (rule,) = (
        each
        for each in values_page(book).data_validations.dataValidation
        if cell.coordinate in each.sqref
    )
    assert rule.type == "whole"
    assert rule.formula1 == "0"
    assert str(rule.formula2).endswith(f"$E${whole.row}")
    assert "người" in str(rule.prompt)
    assert len(str(rule.prompt)) < 255


def test_a_list_shows_what_its_entries_had_before(project: Path) -> None:
    data = project / "data/2022"
    assert run(("new", str(data), "--from", str(project / DATA))) == 0
    sheets = office_sheets(data, None)
    assert sheets is not None
    content = sheets.workbook("production")
    page = opened(content)["Chuỗi cung ứng thực phẩm an toà"]
    assert page["G4"].value == "Năm 2021"
    assert str(page["G6"].value).split("\n") == [
        "Số chuỗi: 29", "Diện tích (ha): 490", "Sản lượng (tấn/năm): 9.800",
    ]  # fmt: skip
    assert not page["G6"].protection.locked
    found = collected(opened_each({"production.xlsx": content}), sheets, Resolution())
    assert (codes(found), found[0].changes) == ([], [])


def test_texts_that_look_like_formulas_are_texts(project: Path) -> None:
    file = project / DATA / "health.yaml"
    text = file.read_text("utf-8")
    at = text.index("text: >-")
    file.write_text(f'{text[:at]}text: "=1+1"\n', "utf-8", newline="\n")
    book = opened(handed_out(project).workbook("health"))
    cell = cell_of(book, "health.text")
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert cell.quotePrefix


def test_communes_fill_in_their_own(project: Path) -> None:
    """32 communes' workbooks come back, one of them broken: the others are taken."""
    data = project / DATA
    made = add_communes(data)
    add_funds(data)
    leave_to_communes(data)
    now = handed_out(project)
    communes = [name for name in now.sheets if name.startswith("communes/")]
    assert len(communes) == len(made)
    first, second, *_ = communes
    handed = now.identities[first].handed_out
    number, text = next(
        (path, text) for path, text in handed.items() if ".figures." in path and text
    )
    met = next(path for path, said in handed.items() if said == "Đạt")
    books = {name.rpartition("/")[2]: now.workbook(name) for name in communes}
    key, other = (name.rpartition("/")[2] for name in (first, second))
    books[key] = typed(books[key], {number: int(text) + 1, met: "Chưa đạt"})
    books[other] = b"broken"
    found = collect(project, books)
    assert codes(found.workbooks) == ["NTM701"]
    assert [*found.texts] == [(data / f"{first}.yaml").as_posix()]
    (one,) = (each for each in found.workbooks if each.changes)
    assert len(one.changes) == 2
    after = text_after(now, one)
    assert f": {int(text) + 1}" in after
    assert f"\n  - {met.rpartition('[')[2].rstrip(']')}\n" not in after
