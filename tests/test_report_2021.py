"""The report of 2021 as other programs see it: Microsoft's validator, LibreOffice, its pages."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntmreport.no_break_space import NO_BREAK_SPACE
from ntmreport.pipeline import Compiler, rendered
from ntmreport.render.pdf import convert_to_pdf
from tests.render.conftest import missing, soffice, validated  # noqa: F401 - fixtures
from tests.word import paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

HEADING = re.compile(r"^(?:[IVX]+\.|\d+\.|\d+\.\d+\.|[a-zđ]\)) ")


def built(project: Path) -> bytes:
    content, diagnostics = rendered(Compiler().compile(project / "data/2021"))
    assert not diagnostics
    assert content is not None
    return content


def test_microsofts_validator_finds_nothing(
    fixtures: Path,
    validated: Callable[[bytes], list[Any]],  # noqa: F811 - the fixture
) -> None:
    assert validated(built(fixtures)) == []


@pytest.fixture(scope="module")
def pages(
    fixtures: Path,
    tmp_path_factory: pytest.TempPathFactory,
    soffice: str,  # noqa: ARG001, F811 - the fixture, which says that LibreOffice is there
) -> list[list[str]]:
    """The lines of each page, as LibreOffice sets the report and pdftotext reads it."""
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    path.write_bytes(convert_to_pdf(built(fixtures)))
    try:
        done = subprocess.run(
            ["pdftotext", "-layout", str(path), "-"],  # noqa: S607 - wherever it is installed
            capture_output=True,
            check=True,
        )
    except FileNotFoundError:
        missing("pdftotext")
        raise
    texts = done.stdout.decode("utf-8").removesuffix("\f").split("\f")
    return [[line.strip() for line in text.split("\n") if line.strip()] for text in texts]


def test_pages_are_numbered_from_the_second(pages: list[list[str]]) -> None:
    assert pages[0][0].startswith("ỦY BAN NHÂN DÂN")
    for number, lines in enumerate(pages[1:], start=2):
        assert lines[0] == str(number)
        assert len(lines) > 1, "a page has nothing but its number"


def test_no_heading_stands_alone_at_the_end_of_a_page(pages: list[list[str]]) -> None:
    for lines in pages[:-1]:
        assert not HEADING.match(lines[-1]), lines[-1]


def test_the_signature_is_whole_and_has_text_above_it(pages: list[list[str]]) -> None:
    last = pages[-1]
    signature = next(n for n, line in enumerate(last) if line.startswith("Nơi nhận:"))
    assert last[signature - 1].endswith("./.")
    assert "Lê Phú Quốc" in last[-1]
    assert not any("Nơi nhận:" in line for lines in pages[:-1] for line in lines)


any_line = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@settings(max_examples=30)
@given(any_line)
def test_any_text_comes_out_exactly_or_is_refused_at_its_place(project: Path, text: str) -> None:
    path = project / "data/2021/resources.yaml"
    quoted = json.dumps(text, ensure_ascii=False)  # which is a double-quoted scalar of YAML too
    path.write_text(
        f"text: {quoted}\ncash_million_vnd: 686750\nlabour_million_vnd: 8000\n",
        encoding="utf-8",
        newline="\n",
    )
    compiled = Compiler().compile(project / "data/2021")
    content, diagnostics = rendered(compiled)
    if content is None:
        assert diagnostics
        assert {each.span.file.rpartition("/")[2] for each in diagnostics} == {"resources.yaml"}
        return
    assert text.replace(NO_BREAK_SPACE, " ") in paragraphs(content)


def test_the_package_holds_only_what_a_report_needs(fixtures: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(built(fixtures))) as package:
        names = package.namelist()
    assert names[0] == "[Content_Types].xml"
    assert not [name for name in names if "vba" in name.lower() or "embeddings" in name]
