"""What the review page is made of: cards, diagnostics with their places, offices, charts."""

from __future__ import annotations

import shutil
import unicodedata
from typing import TYPE_CHECKING

import pytest

from ntmreport.language import Language
from ntmreport.review.page_content import Grid
from ntmreport.review.page_labels import WORDS
from tests.edits import edit
from tests.invented import add_communes, leave_to_communes
from tests.review.conftest import reviewed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ntmreport.review.figure_cards import Card
    from ntmreport.review.page_content import Paragraph, Piece, Review
    from ntmreport.review.shown_diagnostics import ShownDiagnostic


def paragraphs(review: Review) -> Iterator[Paragraph]:
    """Every paragraph of the page, those of tables cell by cell."""
    for content in (review.content, *(annex.content for annex in review.annexes)):
        for part in content:
            if isinstance(part, Grid):
                yield from (cell.paragraph for row in (*part.head, *part.body) for cell in row)
            else:
                yield part


def pieces(review: Review) -> list[Piece]:
    return [piece for paragraph in paragraphs(review) for piece in paragraph.line]


def card_of(review: Review, path: str) -> Card:
    """The card of the printed figure of that path."""
    printed = {piece.card for piece in pieces(review) if piece.card is not None}
    (card,) = [review.cards[number] for number in printed if review.cards[number].path == path]
    return card


def texts(review: Review) -> dict[str, str]:
    """What stands at each element of the page that a diagnostic can lead to."""
    found = {piece.identifier: piece.text for piece in pieces(review) if piece.identifier}
    for paragraph in paragraphs(review):
        words = "".join(piece.text for piece in paragraph.line)
        found[paragraph.identifier] = f"{paragraph.marker} {words}"
    return found


def diagnostics(review: Review, code: str) -> list[ShownDiagnostic]:
    return [each for each in (*review.diagnostics, *review.acknowledged) if each.code == code]


def test_every_printed_figure_has_a_card_and_knows_its_places(review: Review) -> None:
    marked = [piece for piece in pieces(review) if piece.card is not None]
    assert len(marked) == 101
    known = {
        printing.target: number
        for number, printings in review.printings.items()
        for printing in printings
    }
    assert {piece.identifier: piece.card for piece in marked} == known


def test_a_computed_figure_goes_down_to_the_lines_of_the_data(review: Review) -> None:
    change = card_of(review, "health.insurance.rural.change")
    assert change.steps == ("93,44% - 56,71%", "36,729246…", "36,73")
    share, base = (review.cards[number] for number in change.inputs)
    assert share.path == "health.insurance.rural.share"
    assert share.steps[0] == "168.271 / 180.086 × 100"
    assert base.source.endswith("data/2021/health.yaml:13")
    lines = [review.cards[number].source.rpartition("/")[2] for number in share.inputs]
    assert lines == ["health.yaml:9", "health.yaml:10"]


def test_a_stated_figure_says_what_the_data_gives(review: Review) -> None:
    works = card_of(review, "environment.water_works.number")
    assert works.origin == "số công bố; dữ liệu cho 3"
    assert works.given is not None
    given = review.cards[works.given]
    assert (given.value, given.source.rpartition("/")[2]) == ("3 nhà máy", "environment.yaml:5-7")


def test_figures_know_the_files_that_answer_for_them(review: Review) -> None:
    assert card_of(review, "health.insurance.rural.share").offices == ("health",)
    paragraph = next(each for each in paragraphs(review) if each.identifier == "b7")
    (first, second) = (piece for piece in paragraph.line if piece.card is not None)
    assert first.offices == ("steering", "report")
    assert second.offices == ("steering", "report")
    assert {office.name for office in review.offices} >= {"health", "production", "report"}
    assert next(each for each in review.offices if each.name == "health").title == "Y tế"


def test_findings_lead_to_the_figure_the_paragraph_or_nowhere(review: Review) -> None:
    at = texts(review)
    (works,) = diagnostics(review, "NTM302")
    assert [at[target] for target in works.targets] == ["02"]
    assert works.reason.startswith("Báo cáo đã ban hành nêu 02 nhà máy")
    (letter,) = diagnostics(review, "NTM522")
    assert at[letter.targets[0]].startswith("e) Công tác bảo vệ môi trường")
    annexes = diagnostics(review, "NTM523")
    assert all("Mẫu biểu số" in at[annex.targets[0]] for annex in annexes)
    (period,) = diagnostics(review, "NTM405")
    assert period.targets == ()
    assert period.location.endswith("plan.yaml:10")


def test_a_misspelling_in_a_text_of_the_data_leads_to_its_paragraph(project: Path) -> None:
    edit(project / "data/2021/resources.yaml", "đã đóng góp", "đã đóng gópp")
    review = reviewed(project)
    (slip,) = [each for each in review.diagnostics if each.location.endswith("resources.yaml:4")]
    assert "đóng gópp" in texts(review)[slip.targets[0]]


def test_a_finding_about_an_input_leads_to_what_follows_from_it(project: Path) -> None:
    edit(project / "data/2021/health.yaml", "numerator: 168271", "numerator: 198271")
    review = reviewed(project)
    at = texts(review)
    about = [each for each in review.diagnostics if "health.yaml" in each.location and each.targets]
    assert any(at[each.targets[0]] == "198.271" for each in about)


def test_baselines_make_charts(review: Review) -> None:
    shown = [(chart.group, chart.sentence) for chart in review.charts]
    assert (
        "Y tế › Bảo hiểm y tế › Khu vực nông thôn",
        "tăng 36,73 điểm phần trăm so với năm 2010",
    ) in shown
    assert len(shown) == 3
    assert all("2010" in chart.svg and "2021" in chart.svg for chart in review.charts)


def test_years_that_stand_beside_make_charts(project: Path) -> None:
    before = project / "data/2020"
    shutil.copytree(project / "data/2021", before)
    edit(before / "report.yaml", "\nyear: 2021", "\nyear: 2020")
    edit(before / "health.yaml", "numerator: 168271", "numerator: 160000")
    edit(before / "resources.yaml", "686750", "700000")
    charts = {f"{chart.group}: {chart.name}": chart for chart in reviewed(project).charts}
    insurance = charts["Y tế › Bảo hiểm y tế › Khu vực nông thôn: Tỷ lệ"]
    assert "2010 (năm gốc): 56,71%, 2020: 88,85%, 2021: 93,44%" in insurance.svg
    money = charts["Nguồn lực: Tiền mặt (triệu đồng)"]
    assert money.sentence == "giảm 13.250 triệu đồng so với năm 2020"
    # What has not moved is no development.
    assert "Nguồn lực: Ngày công quy tiền (triệu đồng)" not in charts


def test_a_year_before_that_cannot_be_read_makes_no_chart(project: Path, review: Review) -> None:
    before = project / "data/2020"
    before.mkdir()
    (before / "health.yaml").write_text("insurance: [", encoding="utf-8")
    assert len(reviewed(project).charts) == len(review.charts)


def test_the_interface_speaks_english_and_the_report_does_not(fixtures: Path) -> None:
    review = reviewed(fixtures, Language.ENGLISH)
    assert review.summary == "0 errors, 0 warnings, 1 note, 7 accepted"
    assert card_of(review, "environment.water_works.number").origin == "stated; the data gives 3"
    assert review.charts[0].sentence.startswith("up ")
    assert card_of(review, "health.insurance.rural.share").name == "Tỷ lệ"


@pytest.mark.parametrize("language", Language)
def test_every_word_is_composed(language: Language) -> None:

    for word in WORDS.values():
        text = word.text(language)
        assert text
        assert text == unicodedata.normalize("NFC", text)


def test_what_is_counted_over_communes_names_their_files(project: Path) -> None:
    add_communes(project / "data/2021")
    leave_to_communes(project / "data/2021")
    review = reviewed(project)
    card = card_of(review, "assessment.results.advanced_communes")
    assert card.source.count("/communes/xa-") == 3
    (given,) = [
        review.cards[number]
        for number in card_of(review, "resources.cash_million_vnd").inputs
        if review.cards[number].path.startswith("communes/xa-07.")
    ]
    assert given.source.endswith("/communes/xa-07.yaml:28")
