"""The pictures of the READMEs, from data/2021: the report, an office's workbook, the review page.

It needs LibreOffice, poppler and Chromium, as .ci/run installs them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

REPOSITORY = Path(__file__).parent.parent
DOCS = REPOSITORY / "docs"
DATA = "data/2021"

_DOTS_PER_INCH = 96
_COLOURS = 32
_MARGIN = 16
_CHROMIUM = "/usr/bin/chromium"
_FIGURE = "93,44%"

_VIETNAMESE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>vi-VN</value></prop></item>
</oor:items>
"""
"""LibreOffice's settings: numbers are shown as on an office's computer."""


def main() -> None:
    """Draw the pictures anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _ntmreport("build", DATA, "-o", str(folder / "report.pdf"))
        _page(folder / "report.pdf", DOCS / "page-1.png")
        _ntmreport("sheets", DATA, "--for", "health", "-o", str(folder))
        _page(_pdf(folder / "health.xlsx"), DOCS / "sheet.png", is_cut=True)
        _ntmreport("review", DATA, "-o", str(folder / "review.html"))
        _browser(folder / "review.html", DOCS / "review.png")


def _ntmreport(*arguments: str) -> None:
    _run(sys.executable, "-m", "ntmreport", "--lang", "vi", *arguments)


def _pdf(workbook: Path) -> Path:
    """Return the workbook's pages, as LibreOffice prints them in Vietnamese."""
    profile = workbook.parent / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(_VIETNAMESE, "utf-8")
    options = (f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf")
    _run("soffice", *options, "--outdir", str(workbook.parent), str(workbook))
    return workbook.with_suffix(".pdf")


def _page(pdf: Path, picture: Path, *, is_cut: bool = False) -> None:
    """Draw the first page of a PDF; one that `is_cut` without its blank edges."""
    drawn = pdf.with_suffix("")
    density = str(_DOTS_PER_INCH)
    _run("pdftoppm", "-r", density, "-f", "1", "-l", "1", "-png", "-singlefile", pdf, drawn)
    with Image.open(drawn.with_suffix(".png")) as page:
        _save(_cut(page) if is_cut else page, picture)


def _cut(page: Image.Image) -> Image.Image:
    """Return the page without its head, foot and blank edges."""
    head = page.height // 12
    body = page.crop((0, head, page.width, page.height - head))
    blank = Image.new(body.mode, body.size, "white")
    left, top, right, bottom = ImageChops.difference(body, blank).getbbox() or (0, 0, *body.size)
    edges = (left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN)
    return body.crop(edges)


def _browser(page: Path, picture: Path) -> None:
    """Draw the review page with a figure chosen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.goto(page.as_uri())
        figure = opened.get_by_text(_FIGURE, exact=True).first
        figure.scroll_into_view_if_needed()
        figure.click()
        drawn = page.with_suffix(".png")
        opened.screenshot(path=drawn)
        browser.close()
    with Image.open(drawn) as shown:
        _save(shown, picture)


def _save(image: Image.Image, picture: Path) -> None:
    """Write a picture with few colours, of which letters on paper need no more."""
    image.convert("RGB").quantize(_COLOURS).save(picture, optimize=True)


def _run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True, cwd=REPOSITORY)  # noqa: S603


if __name__ == "__main__":
    main()
