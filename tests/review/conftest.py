"""Reviews of the repository's own report and of changed copies of it."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

import pytest

from ntmreport.language import Language
from ntmreport.pipeline import Compiled, Compiler
from ntmreport.review import Review, render, review_of
from ntmreport.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route

WIDE = {"width": 1280, "height": 900}
TODAY = datetime.date(2022, 1, 1)


def reviewed(
    project: Path, language: Language = Language.VIETNAMESE, compiled: Compiled | None = None
) -> Review:
    """The review of the year 2021 in a project folder, as of a fixed day."""
    data = project / "data/2021"
    compiled = compiled or Compiler().compile(data)
    review = review_of(compiled, validate(compiled, data, TODAY), data, language)
    assert review is not None
    return review


@pytest.fixture(scope="session")
def review(fixtures: Path) -> Review:
    return reviewed(fixtures)


@pytest.fixture(scope="session")
def page_file(review: Review, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, as a user finds it on the disk."""
    file = tmp_path_factory.mktemp("review") / "ra-soat-2021.html"
    file.write_text(render(review), encoding="utf-8", newline="\n")
    return file


@pytest.fixture
def opened(browser: Browser, page_file: Path) -> Iterator[Callable[..., Page]]:
    """Open the page; whatever it asks the network for or complains of fails the test."""
    asked: list[str] = []
    complaints: list[str] = []
    contexts = []

    def keep_inside(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    def ask(request: Request) -> None:
        # A test that reloads the page or opens another file asks for that itself.
        if not (request.is_navigation_request() and request.url.startswith("file:")):
            asked.append(request.url)

    def complain(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    def open_page(
        size: dict[str, int] | None = None, file: Path | None = None, *, touch: bool = False
    ) -> Page:
        width, height = (size or WIDE).values()
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=touch,
            is_mobile=touch,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.route(re.compile("^(?!file:)"), keep_inside)
        page = context.new_page()
        page.on("console", complain)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", ask)
        page.goto((file or page_file).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert asked == []
    assert complaints == []
