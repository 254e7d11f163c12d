"""What others make of the files: Microsoft's validator and LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from ntmreport.document import Document
from ntmreport.render import pdf
from ntmreport.render.pdf import convert_to_pdf
from ntmreport.trouble import Trouble
from tests.libreoffice import convert

from .conftest import missing
from .samples import FRAME, PROPERTIES, REPORT, built, layout, lines, long_report, with_frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    "document",
    [
        REPORT,
        long_report(30),
        with_frame(parent=lines("UBND TỈNH"), addressee=lines("UBND tỉnh.")),
        with_frame(addressee=lines("UBND tỉnh;", "Sở A.")),
        with_frame(recipient=(), capacity=(), signer=()),
        Document({}, (), PROPERTIES),
    ],
)
def test_valid(document: Document, validated: Callable[[bytes], list[Any]]) -> None:
    assert validated(built(document)) == []


def test_layout_itself_is_valid(validated: Callable[[bytes], list[Any]]) -> None:
    assert validated(layout()) == []


def pages(pdf_file: bytes, folder: Path) -> list[str]:
    """The text of each page, as poppler reads it."""
    if shutil.which("pdftotext") is None:
        missing("pdftotext (poppler-utils)")
    path = folder / "report.pdf"
    path.write_bytes(pdf_file)
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"],  # noqa: S607
        check=True,
        capture_output=True,
    )
    return done.stdout.decode().split("\f")[:-1]


@pytest.mark.usefixtures("soffice")
def test_pages(tmp_path: Path) -> None:
    converted = convert_to_pdf(built(long_report(40)))
    assert converted.startswith(b"%PDF-")
    found = pages(converted, tmp_path)
    assert len(found) > 3
    first_lines = [page.strip().splitlines()[0].strip() for page in found]
    assert not first_lines[0].isdigit()
    assert first_lines[1:] == [str(number) for number in range(2, len(found) + 1)]
    # On one line each: neither the country's name nor the number's row is broken.
    assert any(text.rstrip().endswith("VIỆT NAM") for text in found[0].splitlines())
    assert any("Số: " in text and "ngày ...." in text for text in found[0].splitlines())


def test_signature_stays_whole_beside_text(soffice: str, tmp_path: Path) -> None:
    """Whatever the length of the report: the signature's page has text and all of the block."""
    files = [tmp_path / f"{paragraphs}.docx" for paragraphs in range(4, 9)]
    for file in files:
        file.write_bytes(built(long_report(int(file.stem))))
    convert(soffice, "pdf", files, tmp_path)
    for file in files:
        last = pages(file.with_suffix(".pdf").read_bytes(), tmp_path)[-1]
        for frame in ("recipient", "capacity", "signer"):
            for runs in FRAME[frame]:
                assert runs[0].text in last
        assert f"{int(file.stem) - 1}." in last


@pytest.mark.usefixtures("soffice")
def test_same_pdf_twice() -> None:
    assert convert_to_pdf(built()) == convert_to_pdf(built())


def test_libreoffice_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "soffice_path", lambda: None)
    with pytest.raises(Trouble) as caught:
        convert_to_pdf(b"")
    assert "cài LibreOffice" in caught.value.message.vi
    assert "install it" in caught.value.message.en


@pytest.mark.usefixtures("soffice")
def test_libreoffice_makes_nothing_of_it() -> None:
    with pytest.raises(Trouble):
        convert_to_pdf(b"PK\x03\x04 broken")


def test_libreoffice_cannot_be_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "soffice_path", lambda: tmp_path / "soffice")
    with pytest.raises(Trouble) as caught:
        convert_to_pdf(b"")
    assert "không chạy được" in caught.value.message.vi
