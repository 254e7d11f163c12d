"""The page as a file: closed to the network, escaped, the same every time."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from ntmreport.language import Language
from ntmreport.review import Review, render
from tests.edits import edit
from tests.review.conftest import reviewed

if TYPE_CHECKING:
    from pathlib import Path


class Elements(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_nothing_may_come_from_anywhere(review: Review) -> None:
    page = render(review)
    elements = Elements(page).found
    (policy,) = [
        attributes["content"] or ""
        for _, attributes in elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag, pattern in (("style", "<style>(.*?)</style>"), ("script", "<script>(.*?)</script>")):
        (text,) = re.findall(pattern, page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert {tag for tag, _ in elements}.isdisjoint({"link", "img", "iframe", "object", "base"})
    for _, attributes in elements:
        assert attributes.keys().isdisjoint({"src", "style", "srcset", "action", "onclick"})
        assert (attributes.get("href") or "#").startswith("#")
    assert "innerHTML" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page


def test_identifiers_are_unique_and_references_hold(review: Review) -> None:
    elements = Elements(render(review)).found
    identifiers = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))
    for name in ("aria-controls", "aria-labelledby", "aria-describedby", "for"):
        for _, attributes in elements:
            for reference in (attributes.get(name) or "").split():
                assert reference in identifiers


def test_words_of_the_data_are_words(project: Path) -> None:
    hostile = "</script><img src=x onerror=alert(1)>&amp;"
    edit(project / "data/2021/resources.yaml", "  Nhân dân trong", f"  {hostile} trong")
    edit(project / "data/2021/production.yaml", "lúa gạo", f"'lúa {hostile}'")
    edit(
        project / "data/2021/acknowledged.yaml",
        "nêu 02 nhà máy nhưng kể tên",
        f"nêu {hostile} kể tên",
    )
    page = render(reviewed(project))
    assert "<img" not in page
    assert page.count("</script>") == 2
    (text,) = re.findall('<script type="application/json" id="data">(.*?)</script>', page)
    data = json.loads(text)
    assert any(hostile in figure["short"] for figure in data["figures"])
    assert any(hostile in diagnostic["reason"] for diagnostic in data["diagnostics"])


def test_interface_and_report_have_their_languages(fixtures: Path, review: Review) -> None:
    vietnamese = render(review)
    english = render(reviewed(fixtures, Language.ENGLISH))
    assert '<html lang="vi">' in vietnamese
    assert '<html lang="en">' in english
    assert ">Nguồn gốc số liệu<" in vietnamese
    assert "Nguồn gốc số liệu" not in english
    report = re.compile("<article.*?</article>", re.DOTALL)
    first, second = report.search(vietnamese), report.search(english)
    assert first is not None
    assert second is not None
    assert first[0].replace('"Báo cáo"', "") == second[0].replace('"The report"', "")


def command(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ntmreport", "review", *arguments],
        cwd=project,
        env=os.environ | {"LC_ALL": "C", "COLUMNS": "80"} | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_command_writes_the_same_page_every_time(project: Path) -> None:
    first = command(project, "data/2021", PYTHONHASHSEED="1")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.replace("\\", "/") == "build/2021/ra-soat-2021.html\n"
    second = command(project, "data/2021", "-o", "other/page.html", PYTHONHASHSEED="2")
    assert second.returncode == 0
    written = (project / "build/2021/ra-soat-2021.html").read_bytes()
    assert written == (project / "other/page.html").read_bytes()
    assert b"data/2021/health.yaml:9" in written
    assert str(project).encode() not in written


def test_a_year_with_a_mistake_has_no_page(project: Path) -> None:
    edit(project / "data/2021/health.yaml", "190113", "190.113")
    answer = command(project, "data/2021", "--lang", "en")
    assert answer.returncode == 1
    assert "health.yaml:6:16: NTM120" in answer.stderr
    assert not (project / "build").exists()


def test_what_is_accepted_is_marked_where_it_is_printed(review: Review) -> None:
    page = render(review)
    marked = re.findall(r'<(?:span|\w+) class="[^"]* is-accepted"[^>]* title="([^"]*)"[^>]*>', page)
    codes = {code for title in marked for code in re.findall(r"NTM\d{3}", title)}
    assert codes == {"NTM302", "NTM309", "NTM523"}
    (works,) = [title for title in marked if "NTM302" in title]
    assert works.startswith("Đã được chấp nhận (NTM302): Báo cáo đã ban hành nêu 02 nhà máy")
    assert works.endswith("kể tên ba đơn vị cấp nước.")
    assert "7 đã chấp nhận" in review.summary
