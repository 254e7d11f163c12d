"""Remarks on the page in a real browser: written by mouse and keys, kept, changed, saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from playwright.sync_api import expect

from ntmreport.language import Language
from ntmreport.remark_file import RemarkFile, read_remark_file
from ntmreport.review import Review, render
from tests.review.test_review_browser import PHONE, READ_COLOURS, figure, health, luminance

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

SCRIPT = "<img src=x onerror=alert(1)> 93,34%"


def write(page: Page, text: str) -> None:
    page.locator("#remark-text").fill(text)
    page.keyboard.press("Control+Enter")


def on_figure(page: Page, text: str) -> None:
    health(page, "share").click()
    page.get_by_role("button", name="Góp ý về số này").click()
    write(page, text)


def saved(page: Page, author: str = "Lê Thị Lan") -> tuple[str, RemarkFile]:
    page.locator("#remark-author").fill(author)
    with page.expect_download() as download:
        page.locator("#remark-save").click()
    content = Path(download.value.path()).read_bytes()
    return download.value.suggested_filename, read_remark_file(content)


def listed(page: Page) -> list[str]:
    return page.locator("#remark-list .said").all_inner_texts()


def test_a_remark_on_a_figure_is_kept_and_saved(
    opened: Callable[..., Page], review: Review
) -> None:
    page = opened()
    on_figure(page, SCRIPT)
    assert "has-remark" in (health(page, "share").get_attribute("class") or "")
    assert SCRIPT in page.locator("#lineage").inner_text()
    page.locator("#remark-save").click()
    assert "Ghi tên" in page.locator("#remark-status").inner_text()
    page.reload()
    assert listed(page) == [SCRIPT]
    page.locator("#remark-list .go").click()
    assert "93,44% - 56,71%" not in page.locator("#lineage").inner_text()
    assert "is-active" in (health(page, "share").get_attribute("class") or "")
    name, file = saved(page)
    assert name == "gop-y-2021.json"
    assert (file.author, file.data) == ("Lê Thị Lan", review.data)
    assert file.data_digest == review.properties.data_digest
    assert file.form_digest == review.properties.form_digest
    (remark,) = file.remarks
    assert (remark.text, remark.quoted, remark.section) == (SCRIPT, "93,44%", "I.2.d)")
    assert remark.path == "health.insurance.rural.share"
    assert remark.paragraph[remark.start : remark.end] == "93,44%"
    assert remark.block is not None
    page.reload()
    assert page.locator("#remark-author").input_value() == "Lê Thị Lan"


def test_a_paragraph_is_chosen_and_remarked_on_by_keys_alone(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator("#remark-new").focus()
    page.keyboard.press("Enter")
    assert "↑ ↓" in page.locator("#remark-status").inner_text()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "remark-new"
    page.keyboard.press("Enter")
    start = page.evaluate("document.activeElement.id")
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "PageDown"):
        page.keyboard.press(key)
    target = page.evaluate("document.activeElement.id")
    assert target not in {start, ""}
    page.keyboard.press("Enter")
    page.keyboard.type("Cần nói rõ hơn")
    page.keyboard.press("Escape")  # what was typed is not thrown away by one key
    assert page.locator("#remark-text").input_value() == "Cần nói rõ hơn"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert listed(page) == ["Cần nói rõ hơn"]
    block = page.locator(f"#{target}")
    assert "has-remark" in (block.get_attribute("class") or "")
    assert page.evaluate("document.activeElement.id") == target
    _, file = saved(page)
    assert file.remarks[0].paragraph == block.text_content()
    assert (file.remarks[0].path, file.remarks[0].start) == ("", 0)


def test_selected_words_are_what_a_remark_is_on(opened: Callable[..., Page]) -> None:
    page = opened()
    sentence = page.locator("#report .paragraph", has_text="kiện toàn nhằm").first
    sentence.evaluate(
        "block => { const text = block.firstChild; getSelection().setBaseAndExtent(text,"
        " text.data.indexOf('kiện toàn'), text, text.data.indexOf('kiện toàn') + 9) }"
    )
    page.locator("#remark-new").click()
    assert page.locator("#remark-quoted").inner_text() == "kiện toàn"
    write(page, "bổ sung")
    (remark,) = saved(page)[1].remarks
    assert remark.paragraph[remark.start : remark.end] == remark.quoted == "kiện toàn"


def test_remarks_are_changed_removed_and_brought_back(opened: Callable[..., Page]) -> None:
    page = opened()
    on_figure(page, "một")
    page.keyboard.press("Escape")
    page.locator("#remark-new").click()
    page.locator("#report h3").first.click()
    assert page.locator("#report .is-active").count() == 0
    write(page, "hai")
    page.get_by_role("button", name="Sửa 1").click()
    assert page.locator("#remark-text").input_value() == "một"
    write(page, "một lần nữa")
    assert listed(page) == ["một lần nữa", "hai"]
    page.get_by_role("button", name="Xóa 1").click()
    assert listed(page) == ["hai"]
    assert page.locator("#report .figure.has-remark").count() == 0
    page.keyboard.press("Enter")  # the focus is on what brings it back
    assert listed(page) == ["một lần nữa", "hai"]


def test_what_is_being_written_outlives_a_page_that_is_loaded_anew(
    opened: Callable[..., Page],
) -> None:
    page = opened()
    page.on("dialog", lambda dialog: dialog.accept())
    health(page, "share").click()
    page.get_by_role("button", name="Góp ý về số này").click()
    page.keyboard.type("nửa câu")
    page.reload()
    assert page.locator("#remark-text").input_value() == "nửa câu"
    page.keyboard.press("Control+Enter")
    assert listed(page) == ["nửa câu"]
    assert "has-remark" in (health(page, "share").get_attribute("class") or "")


def test_a_browser_that_keeps_nothing_says_so(opened: Callable[..., Page]) -> None:
    page = opened()
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    on_figure(page, "một")
    assert listed(page) == ["một"]
    expect(page.locator("#remark-status")).to_contain_text("không giữ góp ý")
    assert len(saved(page)[1].remarks) == 1


def test_remarks_on_an_earlier_state_are_offered_and_taken_over(
    opened: Callable[..., Page], review: Review, tmp_path: Path
) -> None:
    page = opened()
    on_figure(page, "một")
    later = tmp_path / "later.html"
    properties = replace(review.properties, data_digest="f" * 64)
    later.write_text(render(replace(review, properties=properties)), encoding="utf-8")
    page.goto(later.as_uri())
    assert listed(page) == []
    page.get_by_role("button", name="Chuyển sang bản này (1)").click()
    assert listed(page) == ["một"]
    assert "has-remark" in (
        figure(page, "health.insurance.rural.share").get_attribute("class") or ""
    )
    assert not page.locator("#remark-earlier").is_visible()


def test_it_can_be_read_on_a_phone_and_in_english(
    opened: Callable[..., Page], review: Review, tmp_path: Path
) -> None:
    page = opened(PHONE, touch=True)
    health(page, "share").tap()
    page.get_by_role("button", name="Góp ý về số này").tap()
    form = page.locator("#remark-form").bounding_box()
    mark = health(page, "share").bounding_box()
    assert form is not None
    assert mark is not None
    assert form["y"] + form["height"] <= PHONE["height"] + 1
    assert mark["y"] + mark["height"] <= form["y"]
    write(page, "một")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    for name, tag, colour, behind in page.evaluate(READ_COLOURS):
        low, high = sorted((luminance(colour), luminance(behind)))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (name, tag, colour, behind)
    english = tmp_path / "english.html"
    english.write_text(render(replace(review, language=Language.ENGLISH)), encoding="utf-8")
    page.goto(english.as_uri())
    assert "Save as a file to send" in page.locator("#remarks").inner_text()
    page.emulate_media(media="print")
    assert not page.locator("#remarks").is_visible()
