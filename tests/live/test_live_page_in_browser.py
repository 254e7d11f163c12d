"""The served page in a browser: it becomes the new one by itself, and keeps its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.live.page_server import PageServer
from ntmreport.review import render
from tests.review.conftest import review  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from ntmreport.review import Review


def test_it_reloads_and_keeps_its_place(
    browser: Browser,
    review: Review,  # noqa: F811 - the fixture
) -> None:
    html = render(review)
    server = PageServer()
    server.show(html)
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        page.goto(server.address)
        frame = page.frame_locator("iframe")
        frame.get_by_text("190.113").first.wait_for()
        inside = page.frames[1]
        inside.evaluate("window.scrollTo(0, 900)")
        server.show(html.replace("190.113", "190.123"))
        frame.get_by_text("190.123").first.wait_for()
        page.wait_for_function("document.querySelector('iframe').contentWindow.scrollY == 900")
        assert page.title() == inside.title()
        assert complaints == []
    finally:
        page.close()
        server.close()
