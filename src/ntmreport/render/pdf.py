"""A Word file as PDF, and a PDF as text, through programs of the machine."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ntmreport.interruption import undone_when_stopped
from ntmreport.language import Bilingual
from ntmreport.trouble import Trouble, reason

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Sequence

SECONDS_ALLOWED = 180
MOST_BYTES_OF_TEXT = 32 * 1024 * 1024

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
    try:
        with _work_folder() as folder:
            return _without_time(_converted(docx, program, folder))
    except OSError as error:
        why = reason(error)
        raise Trouble(
            Bilingual(
                f"không tạo được tệp PDF trong thư mục tạm: {why.vi}; hãy kiểm tra ổ đĩa",
                f"cannot make the PDF in the temporary folder: {why.en}; check the disk",
            )
        ) from error


def text_of_pdf(pdf: bytes) -> tuple[str, str]:
    """Return the text of a PDF, a form feed before each further page, and the program it is from.

    That is pdftotext, which keeps columns apart, or else LibreOffice. Raises Trouble.
    """
    program = shutil.which("pdftotext")
    chosen = Path(program) if program else soffice_path()
    if chosen is None:
        raise Trouble(
            Bilingual(
                "không tìm thấy pdftotext (Poppler) hoặc LibreOffice để đọc tệp PDF; hãy cài một"
                " trong hai, hoặc dùng tệp Word của báo cáo",
                "neither pdftotext (Poppler) nor LibreOffice, which read a PDF, was found; install"
                " one of them, or take the Word file of the report",
            )
        )
    with _work_folder() as folder:
        source, target = folder / "report.pdf", folder / "report.txt"
        source.write_bytes(pdf)
        if program:
            command = [program, "-layout", "-enc", "UTF-8", str(source), str(target)]
        else:
            command = _office(chosen, folder, "txt:Text (encoded):UTF8", source)
            command.insert(1, "--infilter=writer_pdf_import")
        said = _run(command, chosen)
        if not target.is_file():
            raise Trouble(
                Bilingual(
                    f"{chosen.stem} không đọc được tệp PDF ({said or 'không có thông báo'})",
                    f"{chosen.stem} cannot read the PDF ({said or 'it gave no message'})",
                )
            )
        if target.stat().st_size > MOST_BYTES_OF_TEXT:
            raise Trouble(
                Bilingual(
                    "tệp PDF dài hơn nhiều so với một báo cáo",
                    "the PDF is far longer than a report",
                )
            )
        text = target.read_bytes().decode("utf-8-sig", "replace")
    return text, "pdftotext" if program else "LibreOffice"


@contextmanager
def _work_folder() -> Iterator[Path]:
    """Make a folder of our own, gone at the end, also where a signal ends the program."""
    folder = Path(tempfile.mkdtemp(prefix="ntmreport-"))

    def remove() -> None:
        shutil.rmtree(folder, ignore_errors=True)

    with undone_when_stopped(remove):
        try:
            yield folder
        finally:
            remove()


def _converted(docx: bytes, program: Path, folder: Path) -> bytes:
    source, target = folder / "report.docx", folder / "report.pdf"
    source.write_bytes(docx)
    said = _run(_office(program, folder, _FILTER, source), program)
    if not target.is_file():
        raise Trouble(
            Bilingual(
                f"LibreOffice không tạo được tệp PDF ({said or 'không có thông báo'})",
                f"LibreOffice made no PDF ({said or 'it gave no message'})",
            )
        )
    return target.read_bytes()


def _office(program: Path, folder: Path, kind: str, source: Path) -> list[str]:
    """Return the command that has LibreOffice write `source` as another kind of file."""
    return [
        str(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        kind,
        "--outdir",
        str(folder),
        str(source),
    ]


def _run(command: Sequence[str], program: Path) -> str:
    """Run a program and return what it complains of; none of its processes outlives this one."""
    import subprocess  # ten milliseconds that only a PDF costs

    try:
        process = subprocess.Popen(  # noqa: S603 - the program was looked up, the rest is ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "SOURCE_DATE_EPOCH": _FIXED_TIME, "TZ": "UTC"},
            start_new_session=True,
        )
    except OSError as error:
        raise Trouble(
            Bilingual(
                f"không chạy được {_name(program)} ({program}): {reason(error).vi}",
                f"cannot run {_name(program)} ({program}): {reason(error).en}",
            )
        ) from error

    def end() -> None:
        _end_with_children(process)

    with process, undone_when_stopped(end):
        try:
            _, said = process.communicate(timeout=SECONDS_ALLOWED)
        except subprocess.TimeoutExpired as error:
            raise Trouble(
                Bilingual(
                    f"{_name(program)} không xong trong {SECONDS_ALLOWED} giây; hãy chạy lại",
                    f"{_name(program)} did not finish within {SECONDS_ALLOWED} seconds; run again",
                )
            ) from error
        finally:
            end()
    return " ".join(said.decode(errors="replace").split())[:200]


def _name(program: Path) -> str:
    return "pdftotext" if program.stem == "pdftotext" else "LibreOffice"


def _end_with_children(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and what it started: its launcher is one process, its work another."""
    if sys.platform == "win32":
        import subprocess

        if process.poll() is None:
            number = str(process.pid)
            ended = ["taskkill", "/T", "/F", "/PID", number]
            subprocess.run(ended, check=False, capture_output=True)  # noqa: S603 - fixed words
        return
    # The group has the first process's number, also when that has ended before the others.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _without_time(pdf: bytes) -> bytes:
    """Return the PDF with a fixed time and an identity of its content instead of the moment's.

    LibreOffice writes both in plain text, and what replaces them has the same length, so that the
    file's table of offsets stays right.
    """
    pdf = _CREATION_DATE.sub(rb"\g<1>19800101000000", pdf)
    pdf = _IDENTITY.sub(lambda match: match[1] + b"0" * len(match[2]), pdf)
    identity = hashlib.sha256(pdf).hexdigest()[:32].upper().encode()
    return _IDENTITY.sub(lambda match: match[1] + identity, pdf)
