"""Files read as finished reports: blocks, sentences and tables, and where they stand."""

from __future__ import annotations

import io
import shutil
import zipfile

import docx as python_docx
import pytest

from ntmreport.limits import MOST_CHARACTERS_OF_REPORT
from ntmreport.prose.claim import Verdict
from ntmreport.prose.finished_report import ITEM, POINT, SECTION, FinishedReport
from ntmreport.prose.pdf_reading import report_of_pdf_text
from ntmreport.prose.report_audit import audit_of
from ntmreport.prose.report_file import report_of_file
from ntmreport.prose.text_reading import report_of_text
from ntmreport.prose.word_comments import with_comments
from ntmreport.render import pdf
from ntmreport.trouble import Trouble
from ntmreport.zip_package import PackageError, read_package

WRONG = "Có 168.271/180.086 người tham gia BHYT, đạt 93,34%."
PDF_TEXT = """                    BÁO CÁO

- Y tế: đến nay toàn huyện có 168.271/180.086 người tham gia bảo hiểm y tế, đạt
93,34%, tăng so với năm trước và vượt kế hoạch được giao từ đầu năm.
a) Công tác chỉ đạo
\f                         2

+ Có 32 xã.
   Xã            Số hộ      Hộ nghèo
   Vân Sơn       1.200      30
   Minh Sơn      1.100      22
   Tổng số       2.300      62
"""


def suspicions(report: FinishedReport) -> list[str]:
    return [claim.at.text for claim in audit_of(report).of(Verdict.SUSPICIOUS)]


def test_blocks_know_their_label_level_and_headings() -> None:
    report = report_of_text("x.txt", "I. Phần\n1. Mục\na) Điểm\n- Có 5 xã. Có 6 thôn.\n")
    chapter, section, point, item = report.blocks
    assert [each.label for each in report.blocks] == ["I.", "1.", "a)", "-"]
    assert [section.level, point.level, item.level] == [SECTION, POINT, ITEM]
    assert item.place.headings == ("I. Phần", "1. Mục", "a) Điểm")
    assert [sentence.text.strip() for sentence in item.sentences] == ["Có 5 xã.", "Có 6 thôn."]
    assert chapter.numbers == ()


@pytest.mark.parametrize("space", ["\xa0", "\u202f"])
def test_spaces_that_do_not_break_are_spaces(space: str) -> None:
    report = report_of_text("x.txt", WRONG.replace(" ", space))
    assert suspicions(report) == ["93,34"]


def test_letters_in_pieces_are_composed() -> None:
    import unicodedata

    assert suspicions(report_of_text("x.txt", unicodedata.normalize("NFD", WRONG))) == ["93,34"]


def test_tables_of_text() -> None:
    bars = "Xã | Số hộ | Hộ nghèo\nA Sơn | 1.200 | 30\nB Sơn | 1.100 | 22\nTổng | 2.300 | 62\n"
    for text in (
        bars,
        bars.replace(" | ", "\t"),
        "\n".join(f"| {line} |" for line in bars.split("\n")[:4]),
    ):
        report = report_of_text("x.txt", text)
        assert len(report.tables) == 1
        assert suspicions(report) == ["62"]


def test_lines_of_a_pdf_are_joined_and_its_columns_are_a_table() -> None:
    report = report_of_pdf_text("x.pdf", PDF_TEXT, "pdftotext")
    assert [block.place.page for block in report.blocks] == [1, 1, 1, 2]
    assert suspicions(report) == ["93,34", "62"]
    assert report.read_with == "pdftotext"


def test_a_pdf_without_a_program_that_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(pdf, "soffice_path", lambda: None)
    with pytest.raises(Trouble) as raised:
        report_of_file("x.pdf", b"%PDF-1.7")
    assert "pdftotext" in raised.value.message.vi


def word_file() -> bytes:
    document = python_docx.Document()
    document.add_paragraph("Kết quả", style="List Number")
    runs = document.add_paragraph("", style="List Bullet")
    for text in ("Có 168.2", "71/180.086 người", " tham gia BHYT, đạt 93,", "34%."):
        runs.add_run(text)
    table = document.add_table(rows=0, cols=3)
    for texts in (
        ("Xã", "Số hộ", "Nghèo"),
        ("A Sơn", "1.200", "30"),
        ("B Sơn", "1.100", "22"),
        ("Tổng", "2.300", "62"),
    ):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_word_file_of_others() -> None:
    content = word_file()
    audit = audit_of(report_of_file("x.docx", content))
    assert [claim.at.text for claim in audit.of(Verdict.SUSPICIOUS)] == ["93,34", "62"]
    assert audit.report.blocks[0].label == "1."
    body = read_package(with_comments(content, audit.of(Verdict.SUSPICIOUS)))["word/document.xml"]
    # No run is split: the comment is on the two runs that hold the number.
    assert b'<w:commentRangeStart w:id="0"/><w:r><w:t xml:space="preserve"> tham gia' in body
    assert b'34%.</w:t></w:r><w:commentRangeEnd w:id="0"/>' in body
    assert b'<w:commentRangeStart w:id="1"/><w:r><w:t>62</w:t></w:r>' in body


def test_far_too_long_a_text_is_refused() -> None:
    with pytest.raises(PackageError):
        report_of_file("x.txt", b"1 " * (MOST_CHARACTERS_OF_REPORT // 2 + 1))


def test_far_too_many_paragraphs_are_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(word_file())) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members["word/document.xml"] = members["word/document.xml"].replace(
        b"<w:body>", b"<w:body>" + b"<w:p/>" * 1_000_000
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    with pytest.raises(PackageError):
        report_of_file("x.docx", buffer.getvalue())
