"""From a file to a finished report, by what its bytes are: text, Word or PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.language import Bilingual
from ntmreport.limits import MOST_CHARACTERS_OF_REPORT
from ntmreport.prose.pdf_reading import report_of_pdf_text
from ntmreport.prose.text_reading import report_of_text, unmarked
from ntmreport.zip_package import PackageError

if TYPE_CHECKING:
    from ntmreport.prose.finished_report import FinishedReport

_ZIP = b"PK\x03\x04"
_PDF = b"%PDF"
_OLD_WORD = b"\xd0\xcf\x11\xe0"


def report_of_file(file: str, content: bytes) -> FinishedReport:
    """Return the report in a file, or raise PackageError with what to do.

    Raises Trouble where a PDF cannot be read on this machine.
    """
    if content.startswith(_PDF):
        from ntmreport.render.pdf import text_of_pdf

        text, program = text_of_pdf(content)
        return report_of_pdf_text(file, _bounded(text), program)
    if content.startswith((_ZIP, _OLD_WORD, b"{\\rtf")) or not _is_text(content):
        from ntmreport.prose.word_reading import report_of_word_file

        return report_of_word_file(file, content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("utf-16") if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ""
        except UnicodeDecodeError:
            text = ""
        if not text:
            raise PackageError(
                Bilingual(
                    "tệp văn bản không phải UTF-8; hãy lưu lại với mã UTF-8, hoặc dùng tệp Word"
                    " (.docx)",
                    "the text is not UTF-8; save it as UTF-8, or take the Word file (.docx)",
                )
            ) from None
    return report_of_text(file, _bounded(unmarked(text)))


def _is_text(content: bytes) -> bool:
    return b"\0" not in content[:4096] or content[:2] in {b"\xff\xfe", b"\xfe\xff"}


def _bounded(text: str) -> str:
    if len(text) > MOST_CHARACTERS_OF_REPORT:
        raise PackageError(
            Bilingual(
                "văn bản dài hơn nhiều so với một báo cáo", "the text is far longer than a report"
            )
        )
    return text
