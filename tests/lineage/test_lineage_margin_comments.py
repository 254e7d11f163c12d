"""The annotated report of 2021: a comment on each figure, and what the comments say."""

from __future__ import annotations

import datetime
import io
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.figure import Figure, Written, total
from ntmreport.language import Bilingual
from ntmreport.lineage import Entry, Printing
from ntmreport.lineage.margin_comments import MOST_INPUTS, comments_on
from ntmreport.lineage.report_lineage import lineage_of
from ntmreport.pipeline import Compiled, Compiler, rendered
from ntmreport.render.word_document import Additions
from ntmreport.span import Span
from ntmreport.validation import Validation, validate
from tests.invented import add_communes, leave_to_communes
from tests.word import paragraphs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.document import Document

TODAY = datetime.date(2022, 1, 4)
NOTHING = Validation((), (), {})


@dataclass(frozen=True)
class Report:
    compiled: Compiled
    document: Document
    entries: tuple[Entry, ...]
    comments: Mapping[tuple[int, int], tuple[str, ...]]

    def on(self, path: str) -> tuple[str, ...]:
        """The comment on the first place where a figure is printed."""
        (entry,) = (entry for entry in self.entries if entry.path == path)
        return self.comments[entry.printings[0].block, entry.printings[0].run]


def annotated(data: Path) -> Report:
    compiled = Compiler().compile(data)
    assert compiled.year is not None
    assert compiled.document is not None
    entries = lineage_of(compiled.year, compiled.document)
    comments = comments_on(entries, validate(compiled, data, TODAY))
    return Report(compiled, compiled.document, entries, comments)


@pytest.fixture(scope="module")
def report(fixtures: Path) -> Report:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(fixtures)
        return annotated(Path("data/2021"))


def test_every_printed_figure_has_exactly_one_comment(report: Report) -> None:
    printed = {
        (number, index)
        for number, block in enumerate(report.document.blocks)
        for index, run in enumerate(block.runs)
        if run.figure is not None
    }
    assert len(printed) > 90
    assert set(report.comments) == printed
    content, _ = rendered(report.compiled, Additions(report.comments))
    assert content is not None
    assert len(list(docx.Document(io.BytesIO(content)).comments)) == len(printed)


def test_the_text_is_that_of_the_plain_build(report: Report) -> None:
    plain, _ = rendered(report.compiled)
    content, _ = rendered(report.compiled, Additions(report.comments))
    assert plain is not None
    assert content is not None
    assert paragraphs(content) == paragraphs(plain)
    assert content == rendered(report.compiled, Additions(report.comments))[0]


def test_a_written_figure(report: Report) -> None:
    assert report.on("health.insurance.rural.numerator") == (
        "168.271 người: data/2021/health.yaml, dòng 9",
        "Y tế › Bảo hiểm y tế › Khu vực nông thôn › Số người có",
        "Đường dẫn: health.insurance.rural.numerator",
    )


def test_a_computed_figure_down_to_the_data(report: Report) -> None:
    assert report.on("health.insurance.rural.change") == (
        "36,73 điểm phần trăm: 93,44% - 56,71% = 36,729246… → 36,73",
        "Y tế › Bảo hiểm y tế › Khu vực nông thôn › Tăng so với năm gốc",
        "Tính từ:",
        "- 93,44%, Khu vực nông thôn › Tỷ lệ: 168.271 / 180.086 × 100 = 93,439246… → 93,44%",
        "+ 168.271 người, Khu vực nông thôn › Số người có: data/2021/health.yaml, dòng 9",
        "+ 180.086 người, Khu vực nông thôn › Tổng số người: data/2021/health.yaml, dòng 10",
        "- 56,71%, Năm gốc để so sánh › Tỷ lệ năm gốc (%): data/2021/health.yaml, dòng 13",
        "Đường dẫn: health.insurance.rural.change",
    )


def test_a_counted_figure(report: Report) -> None:
    first, *_ = report.on("report.unit.communes.number")
    assert first == "32 xã: đếm 32 mục: data/2021/report.yaml, dòng 16-47"


def test_a_stated_figure_with_the_warning_that_is_acknowledged(report: Report) -> None:
    comment = report.on("environment.water_works.number")
    assert comment[0] == "2 nhà máy: số công bố; dữ liệu cho 3 (data/2021/environment.yaml, dòng 9)"
    assert "NTM302 cảnh báo: công bố 2 nhà máy, nhưng danh sách có 3 nhà máy" in comment
    reason = "Báo cáo đã ban hành nêu 02 nhà máy nhưng kể tên ba đơn vị cấp nước."
    assert f"Đã được chấp nhận: {reason}" in comment
    assert any(line.startswith("Dữ liệu cho 3 nhà máy") for line in comment)


def test_a_warning_follows_a_figure_to_what_is_computed_from_it(report: Report) -> None:
    for path in ("whole.share", "whole.lead"):
        comment = report.on(f"education.national_standard.{path}")
        assert any(line.startswith("NTM309 cảnh báo: ") for line in comment)
    assert not any("NTM" in line for line in report.on("health.insurance.whole.share"))


def test_comments_are_composed_vietnamese(report: Report) -> None:
    for comment in report.comments.values():
        for paragraph in comment:
            assert paragraph == paragraph.strip() != ""
            assert unicodedata.is_normalized("NFC", paragraph)


def written(value: int, line: int, path: str = "") -> Figure:
    span = Span("a.yaml", line, 5, line, 9)
    return Figure(Fraction(value), "xã", f"Số {line}", Written(span), tuple(path.split(".")), 0)


def entry(figure: Figure) -> Entry:
    return Entry(figure, (Printing(0, 0, "1", "I.", "Có 1 xã."),))


def diagnostic(span: Span, *related: Span, path: tuple[str, ...] = ()) -> Diagnostic:
    message = Bilingual("sai", "wrong")
    places = tuple(Related(each, message) for each in related)
    return Diagnostic(catalogue.COUNT_DIFFERS, span, message, path, related=places)


@pytest.mark.parametrize(
    ("found", "touches"),
    [
        (diagnostic(Span("a.yaml", 3, 5, 3, 9)), True),
        (diagnostic(Span("a.yaml", 3, 8, 3, 20)), True),
        (diagnostic(Span("a.yaml", 2, 1, 4, 1)), True),
        (diagnostic(Span("a.yaml", 3, 9, 3, 10)), False),
        (diagnostic(Span("a.yaml", 3, 1, 3, 5)), False),
        (diagnostic(Span("b.yaml", 3, 5, 3, 9)), False),
        (diagnostic(Span("b.yaml", 1, 1, 1, 2), Span("a.yaml", 3, 5, 3, 9)), True),
        (diagnostic(Span("b.yaml", 1, 1, 1, 2), path=("x", "n")), True),
        (diagnostic(Span("b.yaml", 1, 1, 1, 2), path=("x",)), False),
    ],
)
def test_which_diagnostics_touch_a_figure(found: Diagnostic, touches: bool) -> None:
    comments = comments_on([entry(written(7, 3, "x.n"))], Validation((found,), (), {}))
    assert any("NTM302" in line for line in comments[0, 0]) == touches


def test_a_long_sum_names_its_first_inputs() -> None:
    numbers = [written(number, number + 1, f"x.n{number}") for number in range(MOST_INPUTS + 6)]
    figure = total(numbers)
    assert figure is not None
    (comment,) = comments_on([entry(figure.named("Tổng", ("x", "all")))], NOTHING).values()
    assert sum(line.startswith("- ") for line in comment) == MOST_INPUTS
    assert "… và 6 số liệu khác; xem: ntmreport explain" in comment


def test_a_figure_that_only_a_template_computes() -> None:
    figure = replace(written(1, 1) + written(2, 2), path=())
    (comment,) = comments_on([entry(figure)], NOTHING).values()
    assert comment[0] == "3 xã: 1 + 2 → 3"
    assert not any(line.startswith("Đường dẫn") for line in comment)


def test_what_is_counted_over_communes_names_their_files(project: Path) -> None:
    data = project / "data/2021"
    add_communes(data)
    leave_to_communes(data)
    (line,) = [
        each
        for each in annotated(data).on("assessment.results.advanced_communes")
        if "đếm 3 mục" in each
    ]
    assert line.count("/communes/xa-") == 3
