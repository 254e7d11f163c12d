"""Tables and annexes on the review page: real tables, whose figures say where they come from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from ntmreport.document import Row, Table
from ntmreport.language import Language
from ntmreport.pipeline import Compiler
from ntmreport.review import Review, render, review_of
from ntmreport.review.page_content import Grid
from ntmreport.validation import validate
from tests.render.samples import PLACE
from tests.render.tables import annex, cell, criteria, head, heads, row
from tests.review.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def annexed(fixtures: Path) -> Review:
    """The review of a report with a figure in a table of the body and one of an annex."""
    compiled = Compiler().compile(fixtures / "data/2021")
    document = compiled.document
    assert document is not None
    figure = next(run.figure for block in document.blocks for run in block.runs if run.figure)
    table = Table(
        (
            heads(head("Xã", 0, rows=2), head("Kết quả", 1, columns=2)),
            heads(head("Số", 1), head("Ghi chú", 2)),
            Row((cell("An Nông", 0), cell("32", 1, figure=figure), cell("", 2))),
            row("Dân Lý", "-", "x"),
        ),
        3,
        PLACE,
    )
    annexes = (
        annex("Mẫu biểu số 01", "Kết quả <chung>", table),
        annex("Mẫu biểu số 02", "Bộ tiêu chí", criteria()),
    )
    data = fixtures / "data/2021"
    validation = validate(compiled, data, TODAY)
    document = replace(document, body=(*document.body, table), annexes=annexes)
    compiled = replace(compiled, document=document)
    review = review_of(compiled, validation, data, Language.VIETNAMESE)
    assert review is not None
    return review


@pytest.fixture(scope="module")
def annexed_file(annexed: Review, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("annexed") / "ra-soat.html"
    file.write_text(render(annexed), encoding="utf-8", newline="\n")
    return file


def test_cells_are_merged_and_say_what_they_head(annexed: Review) -> None:
    html = render(annexed)
    table = html[html.index('<section class="sheet"') :]
    table = table[table.index("<table>") : table.index("</table>")]
    assert '<caption class="unseen">Mẫu biểu số 01 Kết quả &lt;chung&gt;</caption>' in table
    tags = re.findall(r"<(th|td) class=\"cell\" id=\"b\d+\"([^>]*)>([^<]*)", table)
    assert tags == [
        ("th", ' rowspan="2" scope="col"', "Xã"),
        ("th", ' colspan="2" scope="colgroup"', "Kết quả"),
        ("th", ' scope="col"', "Số"),
        ("th", ' scope="col"', "Ghi chú"),
        ("th", ' scope="row"', "An Nông"),
        ("td", "", ""),
        ("td", "", ""),
        ("th", ' scope="row"', "Dân Lý"),
        ("td", "", "-"),
        ("td", "", "x"),
    ]
    assert table.index("<thead>") < table.index("</thead>") < table.index("<tbody>")


def test_identifiers_are_those_of_the_documents_blocks(annexed: Review) -> None:
    identifiers = re.findall(r'class="(?:block [a-z_ -]+|cell)" id="b(\d+)"', render(annexed))
    assert identifiers == [str(number) for number in range(len(identifiers))]
    grids = [part for part in annexed.content if isinstance(part, Grid)]
    assert len(grids) == 1
    assert grids[0].caption


def test_spots_of_a_figure_name_annex_row_and_column(annexed: Review) -> None:
    printings = [printing for found in annexed.printings.values() for printing in found]
    (printing,) = [printing for printing in printings if printing.section == "Mẫu biểu số 01"]
    assert printing.sentence == "An Nông | Kết quả, Số | 32"
    assert f'id="{printing.target}"' in render(annexed)


def test_a_figure_in_a_cell_is_shown_like_any_other(
    opened: Callable[..., Page], annexed_file: Path
) -> None:
    page = opened(file=annexed_file)
    mark = page.locator(".sheet .figure")
    assert mark.count() == 1
    mark.click()
    assert "Mẫu biểu số 01" in page.locator("#lineage").inner_text()
    assert page.locator("#report .figure.is-active").count() == 1
    name = page.get_by_role("heading", name="Mẫu biểu số 02")
    assert name.count() == 1
    assert page.get_by_role("table", name="Mẫu biểu số 02 Bộ tiêu chí").count() == 1
    assert page.get_by_role("columnheader", name="Số tiêu chí đạt chuẩn").count() == 1
    assert page.get_by_role("rowheader", name="Thọ Vực").count() == 1
    link = page.locator(".skip a", has_text="Mẫu biểu số 02")
    assert page.locator(str(link.get_attribute("href"))).inner_text() == "Mẫu biểu số 02"


def test_words_in_cells_are_found(opened: Callable[..., Page], annexed_file: Path) -> None:
    page = opened(file=annexed_file)
    page.locator("#query").fill("khuyến nông")
    found = page.locator("#count")
    found.filter(has_text="kết quả").wait_for()
    assert found.inner_text() == "1/1 kết quả"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_wide_table_scrolls_in_its_own_box(
    opened: Callable[..., Page], annexed_file: Path, width: int
) -> None:
    page = opened({"width": width, "height": 800}, annexed_file)
    page_width = page.evaluate("document.documentElement.scrollWidth")
    assert page_width <= width
    boxes = page.locator(".wide")
    assert boxes.count() == 3
    scrolls = boxes.last.evaluate("box => box.scrollWidth > box.clientWidth")
    assert scrolls is (width == 360)
    assert boxes.last.evaluate("box => getComputedStyle(box).overflowX") == "auto"


def test_on_paper_annexes_begin_a_page_and_lie(
    opened: Callable[..., Page], annexed_file: Path
) -> None:
    page = opened(file=annexed_file)
    content = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[([\d. ]+)\]", content)
    shapes = [tuple(map(float, box.split()))[2:] for box in boxes]
    lying = [width > height for width, height in shapes]
    assert sum(lying) >= 3
    assert lying == sorted(lying)
