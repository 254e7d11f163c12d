"""The page in a real browser: hover, tap, keys, search, filter, jumps, paper, and no network."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from playwright.sync_api import expect

from ntmreport.document import Run
from ntmreport.figure import Figure, Written
from ntmreport.pipeline import Compiler
from ntmreport.review import render
from ntmreport.span import Span
from tests.review.conftest import WIDE, reviewed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong

PHONE = {"width": 390, "height": 844}


def figure(page: Page, path: str) -> Locator:
    """The figure of that path, at its first place in the report."""
    number = page.evaluate(
        "path => JSON.parse(document.getElementById('data').textContent)"
        ".figures.findIndex(each => each.path === path && each.printings.length)",
        path,
    )
    return page.locator(f"#report .figure[data-figure='{number}']").first


def health(page: Page, name: str) -> Locator:
    return figure(page, f"health.insurance.rural.{name}")


def classes(mark: Locator) -> set[str]:
    return set((mark.get_attribute("class") or "").split())


def test_hovering_a_figure_shows_where_it_comes_from(opened: Callable[..., Page]) -> None:
    page = opened()
    health(page, "change").hover()
    panel = page.locator("#lineage")
    text = panel.inner_text()
    for words in (
        *("Tăng so với năm gốc", "36,73 điểm phần trăm", "93,44% - 56,71%", "36,729246…"),
        *("168.271 / 180.086 × 100", "data/2021/health.yaml:9", "data/2021/health.yaml:13"),
        "health.insurance.rural.change",
    ):
        assert words in text
    assert "is-active" in classes(health(page, "change"))
    for name in ("share", "numerator", "denominator"):
        assert "is-input" in classes(health(page, name))
    health(page, "numerator").hover()
    assert "168.271 người" in panel.inner_text()
    assert "is-output" in classes(health(page, "change"))


def test_other_places_of_the_same_figure_light_up(opened: Callable[..., Page]) -> None:
    page = opened()
    first = figure(page, "environment.rural_water.households")
    first.hover()
    number = first.get_attribute("data-figure")
    places = page.locator(f"#report .figure[data-figure='{number}']")
    assert places.count() == 2
    assert "is-same" in classes(places.nth(1))
    printings = page.locator("#lineage .printings button")
    assert printings.count() == 2
    printings.nth(1).click()
    assert "is-active" in classes(places.nth(1))
    assert page.evaluate("document.activeElement.id") == places.nth(1).get_attribute("id")


def test_a_clicked_figure_stays_until_it_is_closed(opened: Callable[..., Page]) -> None:
    page = opened()
    health(page, "change").click()
    health(page, "share").hover()
    assert "is-active" in classes(health(page, "change"))
    page.keyboard.press("Escape")
    assert page.locator("#report .is-active, #report .is-input").count() == 0
    assert "gạch chấm" in page.locator("#lineage").inner_text()
    health(page, "change").click()
    page.locator("#report h3").first.click()
    assert page.locator("#report .is-active").count() == 0


def test_a_tap_opens_a_sheet_that_does_not_hide_the_figure(opened: Callable[..., Page]) -> None:
    page = opened(PHONE, touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert not page.locator("#lineage").is_visible()
    mark = health(page, "change")
    mark.tap()
    sheet = page.locator("#lineage")
    assert "93,44% - 56,71%" in sheet.inner_text()
    at, above = mark.bounding_box(), sheet.bounding_box()
    assert at is not None
    assert above is not None
    assert 57 <= at["y"] < at["y"] + at["height"] <= above["y"]
    close = page.locator("#lineage .close")
    size = close.bounding_box()
    assert size is not None
    assert min(size["width"], size["height"]) >= 44
    close.tap()
    assert not sheet.is_visible()
    mark.tap()
    assert sheet.is_visible()
    mark.tap()
    assert not sheet.is_visible()


def test_everything_works_by_keyboard(opened: Callable[..., Page]) -> None:
    page = opened()
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Đến báo cáo"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.locator("#report .figure").first
    assert page.evaluate("document.activeElement.id") == first.get_attribute("id")
    assert first.get_attribute("aria-describedby") == "lineage-summary"
    assert "32 xã" in (page.locator("#lineage-summary").text_content() or "")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Tab")
    second = page.locator("#report .figure").nth(1)
    assert "is-active" in classes(second)
    page.keyboard.press("Shift+Tab")
    assert "is-active" in classes(first)
    for key in ("Enter", " "):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == "lineage"
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.id") == first.get_attribute("id")
        assert page.locator("#report .is-active").count() == 0


def test_a_finding_leads_to_its_place_and_back(opened: Callable[..., Page]) -> None:
    page = opened()
    folded = page.locator(".acknowledged")
    assert not folded.locator(".diagnostic").first.is_visible()
    folded.locator("summary").click()
    entry = folded.locator(".diagnostic", has_text="NTM302")
    assert "Báo cáo đã ban hành nêu 02 nhà máy" in entry.inner_text()
    entry.locator("button").click()
    works = figure(page, "environment.water_works.number")
    assert "is-active" in classes(works)
    box = works.bounding_box()
    assert box is not None
    assert 60 < box["y"] < WIDE["height"]
    assert "NTM302" in page.locator("#lineage").inner_text()
    assert "Dữ liệu cho" in page.locator("#lineage").inner_text()
    page.keyboard.press("Escape")
    assert "NTM302" in page.locator(":focus").inner_text()


def test_a_finding_about_words_leads_to_its_paragraph(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator("#diagnostics .diagnostic", has_text="NTM522").locator("button").click()
    pointed = page.locator("#report .is-pointed")
    assert pointed.inner_text().startswith("e) Công tác bảo vệ môi trường")
    assert page.locator(":focus").inner_text() == pointed.inner_text()
    page.keyboard.press("Escape")
    assert "NTM522" in page.locator(":focus").inner_text()
    assert pointed.count() == 0


def test_arrow_keys_go_through_the_list(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator(".acknowledged summary").click()
    page.locator("#diagnostics .diagnostic-head").first.focus()
    page.keyboard.press("ArrowDown")
    assert "NTM309" in page.locator(":focus").inner_text()
    page.keyboard.press("End")
    assert "Mẫu biểu số 03" in page.locator(":focus").inner_text()
    page.keyboard.press("Home")
    assert "NTM522" in page.locator(":focus").inner_text()
    # What has no place in the report says where it stands and leads nowhere.
    placeless = page.locator(".diagnostic", has_text="NTM405")
    assert "data/2021/plan.yaml:10" in placeless.inner_text()
    place = page.evaluate("scrollY")
    placeless.locator("button").click(force=True)
    assert page.evaluate("scrollY") == place
    assert page.locator("#report .is-pointed").count() == 0


def highlighted(page: Page, name: str) -> list[str]:
    found: list[str] = page.evaluate(
        "name => [...(CSS.highlights.get(name) ?? [])].map(range => range.toString())", name
    )
    return found


def search(page: Page, words: str, result: str) -> None:
    page.locator("#query").fill("")
    expect(page.locator("#count")).to_be_empty()
    page.locator("#query").fill(words)
    expect(page.locator("#count")).to_contain_text(result)


def test_search_finds_words_numbers_and_labels(opened: Callable[..., Page]) -> None:
    page = opened()
    count = page.locator("#count")
    assert count.get_attribute("aria-live") == "polite"
    search(page, "168.271/180.086 người", "1/1 kết quả")
    assert highlighted(page, "current") == ["168.271/180.086 người"]
    search(page, "cấp nước tập trung", "1/")
    total = len(highlighted(page, "found"))
    assert total >= 2
    # A keyboard without Vietnamese finds the same and more; marks that are typed must be there.
    search(page, "cap nuoc tap trung", "1/")
    assert len(highlighted(page, "found")) >= total
    search(page, "cắp nước tập trung", "Không tìm thấy")
    assert highlighted(page, "found") == []
    assert page.locator("#next").is_disabled()
    search(page, "Bảo hiểm y tế", "1/7 kết quả")  # only in labels: the report says BHYT
    assert page.locator("#report .is-found").count() == 7
    assert "Bảo hiểm y tế" in page.locator("#lineage").inner_text()


@pytest.mark.parametrize("wanted", ["190113", "93.44", "health.yaml", "health.yaml:9", "NTM302"])
def test_search_finds_numbers_as_written_files_and_codes(
    opened: Callable[..., Page], wanted: str
) -> None:
    page = opened()
    search(page, wanted, "1/")


def test_search_goes_round(opened: Callable[..., Page]) -> None:
    page = opened()
    search(page, "Bảo hiểm y tế", "1/7")
    page.keyboard.press("Enter")
    assert page.locator("#count").inner_text() == "2/7 kết quả"
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    assert page.locator("#count").inner_text() == "7/7 kết quả"
    page.locator("#next").click()
    assert page.locator("#count").inner_text() == "1/7 kết quả"
    page.locator("#previous").click()
    assert page.locator("#count").inner_text() == "7/7 kết quả"
    page.locator("#query").focus()
    page.keyboard.press("Escape")
    assert page.locator("#query").input_value() == ""
    assert page.locator("#report .is-found, #report .is-active").count() == 0


def test_the_filter_leaves_one_office_lit(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator("#office").select_option("health")
    lit = page.locator("#report .is-lit")
    assert lit.count() == page.locator("#report .office-health").count() == 11
    assert page.locator("#lit").text_content() == "11 số liệu"
    colours = page.evaluate(
        "[...document.querySelectorAll('.figure')].map(each => [each.classList.contains('is-lit'),"
        " getComputedStyle(each).color])"
    )
    assert {colour for is_lit, colour in colours if is_lit} == {"rgb(0, 0, 0)"}
    assert {colour for is_lit, colour in colours if not is_lit} == {"rgb(107, 113, 120)"}
    page.locator("#office").select_option("")
    assert page.locator("#report .is-lit").count() == 0


def test_charts_are_named_and_reached_from_their_figure(opened: Callable[..., Page]) -> None:
    page = opened()
    drawing = page.get_by_role("img", name="Bảo hiểm y tế › Khu vực nông thôn: Tỷ lệ")
    assert drawing.count() == 1
    health(page, "share").click()
    page.get_by_role("button", name="Xem diễn biến qua các năm").click()
    assert page.locator(":focus").locator("svg").count() == 1
    assert "56,71%" in page.locator(":focus").inner_text()


def test_paper_shows_the_report_alone(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator("#office").select_option("health")
    health(page, "change").click()
    page.emulate_media(media="print")
    for hidden in ("header", "aside", ".charts"):
        assert not page.locator(hidden).is_visible()
    assert page.locator("#report").is_visible()
    looks = page.evaluate(
        "[...document.querySelectorAll('.figure')].map(each => { const look ="
        " getComputedStyle(each); return [look.textDecorationLine, look.backgroundColor,"
        " look.color, look.fontWeight, look.boxShadow].join() })"
    )
    assert set(looks) == {"none,rgba(0, 0, 0, 0),rgb(0, 0, 0),400,none"}


READ_COLOURS = """
() => {
  const number = (text) => text.match(/[\\d.]+/g).map(Number);
  const backdrop = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = number(getComputedStyle(each).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const isShown = element.checkVisibility() && !element.closest(".unseen, .skip, script");
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!isShown || !own) continue;
    const look = getComputedStyle(element);
    const colour = element instanceof SVGElement ? look.fill : look.color;
    found.push([element.className.baseVal ?? element.className, element.localName,
      number(colour).slice(0, 3), backdrop(element)]);
  }
  return found;
}
"""


def luminance(colour: list[float]) -> float:
    parts = [each / 255 for each in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("touch", [False, True])
def test_all_words_stand_out_from_what_is_behind_them(
    opened: Callable[..., Page], touch: bool
) -> None:
    page = opened(PHONE if touch else WIDE, touch=touch)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    health(page, "share").click()
    page.locator("#office").select_option("environment")
    seen = page.evaluate(READ_COLOURS)
    page.locator("#office").select_option("")
    page.locator(".diagnostic", has_text="NTM302").locator("button").click()
    seen += page.evaluate(READ_COLOURS)
    assert len(seen) > 200
    for name, tag, colour, behind in seen:
        low, high = sorted((luminance(colour), luminance(behind)))
        contrast = (high + 0.05) / (low + 0.05)
        assert contrast >= 4.5, (name, tag, colour, behind)


def test_every_control_has_a_name(opened: Callable[..., Page]) -> None:
    page = opened()
    health(page, "change").click()
    tree = page.locator("body").aria_snapshot()
    assert not re.search(r"^\s*- (button|searchbox|combobox|img|region|article)\s*:?$", tree, re.M)
    for role in ("search", "complementary", "main", "article", "heading"):
        assert f"- {role}" in tree


def test_a_page_of_a_thousand_figures_works(
    opened: Callable[..., Page], project: Path, tmp_path: Path
) -> None:
    compiled = Compiler().compile(project / "data/2021")
    document = compiled.document
    assert document is not None
    block = document.blocks[-1]
    span = Span("data/2021/health.yaml", 6, 16, 6, 22)
    blocks = []
    for number in range(1000):
        extra = Figure(
            Fraction(number), "hộ", f"Thử › {number}", Written(span), ("health", f"x{number}")
        )
        blocks.append(replace(block, runs=(Run("có "), Run(str(number), figure=extra))))
    document = replace(document, body=(*document.body, *blocks))
    file = tmp_path / "many.html"
    review = reviewed(project, compiled=replace(compiled, document=document))
    file.write_text(render(review), encoding="utf-8")
    page = opened(file=file)
    marks = page.locator("#report .figure")
    assert marks.count() == 1101
    marks.last.hover()
    assert "Thử" in page.locator("#lineage").inner_text()
    assert page.locator("#report .is-active").count() == 1
    search(page, "Thử › 99", "1/11 kết quả")
