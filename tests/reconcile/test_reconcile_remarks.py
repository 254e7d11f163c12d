"""Remarks in a file are listed with the section, the words and the place that they are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport.lineage.margin_comments import comments_on
from ntmreport.lineage.report_lineage import lineage_of
from ntmreport.pipeline import rendered
from ntmreport.reconcile.remarks import new_remarks
from ntmreport.render.word_document import Additions
from ntmreport.validation import Validation
from ntmreport.word_reader import View, WordRemark, read_word_file

if TYPE_CHECKING:
    from tests.reconcile.edited_reports import Built


def test_a_remark_on_a_figure_has_its_place(report: Built) -> None:
    file = report.base.file
    paragraph = next(each for each in file.paragraphs() if "190.113" in each.text)
    figure = WordRemark("Hùng", "2022-01-05T08:00:00Z", "xem lại", "190.113", paragraph.place)
    words = WordRemark("Lan", "", "diễn đạt lại", paragraph.text[:20], paragraph.place)
    lost = WordRemark("Lan", "", "chỗ nào đó")
    found = list(
        new_remarks(file, replace(file, remarks=(figure, words, lost)), report.base.record)
    )
    assert [(each.author, each.section, each.quoted) for each in found] == [
        ("Hùng", "I.2.d)", "190.113"),
        ("Lan", "I.2.d)", paragraph.text[:20]),
        ("Lan", "", ""),
    ]
    assert found[0].place.endswith("health.yaml:6:16")
    assert ".j2:" in found[1].place


def test_the_comments_of_a_build_are_nobodys_remarks(report: Built) -> None:
    compiled = report.now.compiled
    assert compiled.year is not None
    entries = lineage_of(compiled.year, report.now.document)
    said = comments_on(entries, Validation(report.now.diagnostics, (), {}))
    content, _ = rendered(compiled, Additions(said))
    assert content is not None
    annotated = read_word_file(content, View.ACCEPTED)
    assert annotated.remarks
    assert not list(new_remarks(annotated, annotated, report.base.record))
