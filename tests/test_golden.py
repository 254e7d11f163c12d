"""The built reports, line by line, that of 2021 tag by tag: `make golden` writes them anew."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from ntmreport.pipeline import Compiler, rendered
from ntmreport.render.plain_text import render_text

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PARTS = ("word/document.xml", "word/styles.xml", "word/header1.xml", "word/settings.xml")


def _files(fixtures: Path) -> dict[str, str]:
    compiled = Compiler().compile(fixtures / "data/2021")
    content, _ = rendered(compiled)
    assert compiled.document is not None
    assert content is not None
    files = {"report.txt": render_text(compiled.document)}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for part in PARTS:
            tree = etree.fromstring(package.read(part))
            pretty = etree.tostring(tree, pretty_print=True, encoding="unicode")
            files[part.replace("/", "-")] = pretty
    return files


def test_report_is_the_reviewed_one(
    repository: Path, fixtures: Path, request: pytest.FixtureRequest
) -> None:
    _compare(_files(fixtures), repository / "tests/golden/2021", request)


def test_report_of_the_commune_is_the_reviewed_one(
    repository: Path, fixtures: Path, request: pytest.FixtureRequest
) -> None:
    document = Compiler().compile(fixtures / "commune/2021").document
    assert document is not None
    report = {"report.txt": render_text(document)}
    _compare(report, repository / "tests/golden/commune", request)


def _compare(files: dict[str, str], golden: Path, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--renew-golden"):
        golden.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (golden / name).write_text(text, encoding="utf-8", newline="\n")
    for name, text in files.items():
        assert text == (golden / name).read_text(encoding="utf-8"), f"{name}: see `make golden`"
