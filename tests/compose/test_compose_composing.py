"""The report of 2021: what it prints, that its numbers are figures, and that figures move it."""

from __future__ import annotations

import re
import tempfile
from difflib import ndiff
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ntmreport.figure import Counted, Figure, Stated, Written
from ntmreport.model import indicators_of, written_figures_of
from tests.model.years import FIELDS, Answer, edited_year

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntmreport.document import Run


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    return edited_year(tmp_path_factory.mktemp("year"))


def runs(answer: Answer) -> list[Run]:
    document = answer.compiled.document
    assert document is not None
    frame = [run for lines in document.frame.values() for line in lines for run in line]
    return frame + [run for block in document.blocks for run in block.runs]


def changes(before: Answer, after: Answer) -> list[str]:
    """The words that `after` prints in the place of others."""
    return [
        line[2:] for line in ndiff(before.text.split(), after.text.split()) if line.startswith("+ ")
    ]


# What stands in digits and is no figure: names, document numbers, dates, numbering.
NO_FIGURES = re.compile(
    r"Mẫu biểu số [\d, ]+|giai đoạn \d{4} ?- ?\d{4}|20[1-4]\d|\d\d/(\d|10|11|12|01|02)/20\d\d"
    r"|số \d+[-/][A-ZĐ/-]+|tháng 12/|tuổi|dưới 5|2T Farm|“\d{4}”"
)


def test_every_number_is_a_run_that_knows_its_figure(report: Answer) -> None:
    for run in runs(report):
        if run.figure is None:
            assert not re.search(r"\d", NO_FIGURES.sub("", run.text)), run.text
        else:
            assert re.search(r"\d", run.text), run.text
            assert run.figure.label
            assert run.figure.path


def test_the_numbers_of_2021_are_counted(report: Answer) -> None:
    figures = [run.figure for run in runs(report) if run.figure is not None]
    assert len(figures) == 101
    # Number and stars of the OCOP products and the rural households are printed twice.
    assert len({figure.path for figure in figures}) == 98
    assert report.compiled.year is not None
    models = report.compiled.year.offices.values()
    known = {
        figure.path: figure
        for model in models
        for figure in (*written_figures_of(model), *indicators_of(model))
    }
    for figure in figures:
        assert known[figure.path] == figure


def test_every_figure_printed_goes_back_to_lines_of_the_data(report: Answer) -> None:
    for run in runs(report):
        if run.figure is not None:
            leaves = [
                figure
                for figure in run.figure.lineage()
                if isinstance(figure.origin, Written | Counted | Stated)
            ]
            assert leaves
            assert all("data/2021/" in leaf.origin.span.file for leaf in leaves)  # type: ignore[union-attr]


def test_an_insured_number_moves_itself_and_its_share(
    report: Answer, year: Callable[..., Answer]
) -> None:
    after = year(("health.yaml", "numerator: 190113", "numerator: 190000"))
    assert changes(report, after) == ["190.000/204.379", "92,96%;"]


def test_one_product_less_is_one_less_in_both_places(
    report: Answer, year: Callable[..., Answer]
) -> None:
    after = year(("production.yaml", "    - Chè sạch Bình Sơn\n", ""))
    assert changes(report, after) == ["07", "07"]
    assert "Chè sạch Bình Sơn" not in after.text


def test_one_chain_more_is_one_more_in_the_total(
    report: Answer, year: Callable[..., Answer]
) -> None:
    after = year(("production.yaml", "chains: 32", "chains: 33"))
    assert changes(report, after) == ["107", "33"]


def test_a_commune_less_moves_every_count_of_communes(year: Callable[..., Answer]) -> None:
    after = year(("report.yaml", "      - Xuân Thọ\n", ""))
    assert len(re.findall(r"\b31/31 xã", after.text)) == 4
    assert "Trên địa bàn 31 xã có" in after.text
    assert "32/32 xã" not in after.text


def test_a_fall_is_printed_as_one(year: Callable[..., Answer]) -> None:
    after = year(("health.yaml", "share_percent: 56.71", "share_percent: 95.44"))
    assert "đạt 93,44%, giảm 2 điểm phần trăm so với năm 2010" in after.text


def test_the_clerk_s_blanks_and_what_fills_them(
    report: Answer, year: Callable[..., Answer]
) -> None:
    assert "Số: ……/BC-UBND" in report.text
    assert "……, ngày …… tháng …… năm ……" in report.text
    after = year(
        ("report.yaml", "  number:\n", '  number: "05"\n'),
        ("report.yaml", "  place:\n", "  place: Triệu Sơn\n"),
        ("report.yaml", "  day:\n", "  day: 2022-01-05\n"),
    )
    assert "Số: 05/BC-UBND" in after.text
    assert "Triệu Sơn, ngày 05 tháng 01 năm 2022" in after.text


def test_addressees_are_frame_lines(year: Callable[..., Answer]) -> None:
    after = year(
        ("report.yaml", "recipients:\n", "recipients:\n  addressees: [UBND tỉnh, Sở NN]\n")
    )
    assert after.compiled.document is not None
    lines = after.compiled.document.frame["addressee"]
    assert ["".join(run.text for run in line) for line in lines] == ["UBND tỉnh;", "Sở NN."]


def test_title_and_subject_of_the_file(report: Answer) -> None:
    assert report.compiled.document is not None
    properties = report.compiled.document.properties
    assert properties.subject.startswith("Kết quả thực hiện Chương trình MTQG")
    assert properties.title == f"BÁO CÁO {properties.subject}"
    assert properties.author == "UBND huyện Triệu Sơn"


def test_the_same_data_composes_the_same_document(report: Answer, tmp_path: Path) -> None:
    again = edited_year(tmp_path)
    assert again.text == report.text
    assert again.compiled.document is not None
    assert report.compiled.document is not None
    assert (
        again.compiled.document.properties.data_digest
        == report.compiled.document.properties.data_digest
    )


def quoted(text: str) -> str:
    """`text` as a double-quoted YAML scalar."""
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\0": "\\0"}
    return (
        '"'
        + "".join(escapes.get(c, c if c.isprintable() else f"\\U{ord(c):08X}") for c in text)
        + '"'
    )


FIELD = "  - Giao thông\n"


@settings(max_examples=30)
@given(st.text(min_size=1) | st.text(st.sampled_from("{}%#*-+@\\ ax1().\n\u0111"), min_size=1))
@example("{{ report.year }}")
@example("{{ '{{' }}")
@example("**x** *y*")
@example("- x")
@example("@signer x")
@example("x\\")
@example("{% if x %}{# y #}")
@example("a  b ")
@example("\ufdd00\ufdd1")
@example("<w:t>&amp;</w:t>")
def test_any_text_comes_out_as_it_is_or_is_refused_there(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        answer = edited_year(Path(folder), ("infrastructure.yaml", FIELD, f"  - {quoted(text)}\n"))
    if answer.compiled.document is None:
        assert answer.places
        assert all(place.startswith("infrastructure.yaml:4:") for place in answer.places)
        return
    # One line break at the end is what a block scalar leaves there.
    line = next(line for line in answer.lines if line.startswith(FIELDS))
    if "{{" not in text:
        printed = text.removesuffix("\n")
        assert line.startswith(f"{FIELDS}{printed}; Thủy lợi; Điện;")
    found: list[Figure] = [run.figure for run in runs(answer) if run.figure is not None]
    assert len(found) == 101
