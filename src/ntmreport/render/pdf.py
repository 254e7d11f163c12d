"""A Word file as PDF, through LibreOffice."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from ntmreport.language import Bilingual
from ntmreport.trouble import Trouble

SECONDS_ALLOWED = 180

_FIXED_TIME = "315532800"  # 1980-01-01, as in the Word file: a PDF tells no time of its making
_CREATION_DATE = re.compile(rb"(/(?:CreationDate|ModDate) ?\(D:)\d{14}")
_IDENTITY = re.compile(rb"(/ID \[ <|(?<=>)\s+<|/DocChecksum /)([0-9A-F]{32})(?=[>\s])")
_FILTER = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)


def soffice_path() -> Path | None:
    """Return LibreOffice's program: on the search path or where its installers put it."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return Path(found)
    usual: list[Path] = []
    if sys.platform == "win32":
        for variable in ("ProgramFiles", "ProgramFiles(x86)"):
            folder = os.environ.get(variable)
            if folder:
                usual.append(Path(folder, "LibreOffice", "program", "soffice.exe"))
    elif sys.platform == "darwin":
        usual.append(Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"))
    return next((path for path in usual if path.is_file()), None)


def convert_to_pdf(docx: bytes) -> bytes:
    """Return the Word file `docx` as a PDF, or raise Trouble.

    LibreOffice gets a profile of its own, so that it works beside an open LibreOffice and no
    setting of the user changes what comes out.
    """
    import subprocess  # ten milliseconds that only a PDF costs

    program = soffice_path()
    if program is None:
        raise Trouble(
            Bilingual(
                "không tìm thấy LibreOffice để tạo tệp PDF; hãy cài LibreOffice"
                " (https://www.libreoffice.org) rồi chạy lại, hoặc mở tệp .docx trong Word"
                " và lưu thành PDF",
                "LibreOffice, which makes the PDF, was not found; install it"
                " (https://www.libreoffice.org) and run again, or save the .docx as PDF in Word",
            )
        )
    with tempfile.TemporaryDirectory(prefix="ntmreport-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / "report.docx", folder / "report.pdf"
        source.write_bytes(docx)
        command = [
            str(program),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            _FILTER,
            "--outdir",
            str(folder),
            str(source),
        ]
        try:
            done = subprocess.run(  # noqa: S603 - the program was looked up, the rest is ours
                command,
                check=False,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SECONDS_ALLOWED,
                env={**os.environ, "SOURCE_DATE_EPOCH": _FIXED_TIME, "TZ": "UTC"},
            )
        except subprocess.TimeoutExpired as error:
            raise Trouble(
                Bilingual(
                    f"LibreOffice không xong trong {SECONDS_ALLOWED} giây; hãy chạy lại",
                    f"LibreOffice did not finish within {SECONDS_ALLOWED} seconds; run again",
                )
            ) from error
        except OSError as error:
            raise Trouble(
                Bilingual(
                    f"không chạy được LibreOffice ({program}): {error.strerror}",
                    f"cannot run LibreOffice ({program}): {error.strerror}",
                )
            ) from error
        if not target.is_file():
            said = " ".join(done.stderr.decode(errors="replace").split())[:200]
            raise Trouble(
                Bilingual(
                    f"LibreOffice không tạo được tệp PDF ({said or 'không có thông báo'})",
                    f"LibreOffice made no PDF ({said or 'it gave no message'})",
                )
            )
        return _without_time(target.read_bytes())


def _without_time(pdf: bytes) -> bytes:
    """Return the PDF with a fixed time and an identity of its content instead of the moment's.

    LibreOffice writes both in plain text, and what replaces them has the same length, so that the
    file's table of offsets stays right.
    """
    pdf = _CREATION_DATE.sub(rb"\g<1>19800101000000", pdf)
    pdf = _IDENTITY.sub(lambda match: match[1] + b"0" * len(match[2]), pdf)
    identity = hashlib.sha256(pdf).hexdigest()[:32].upper().encode()
    return _IDENTITY.sub(lambda match: match[1] + identity, pdf)
