"""Writing a result into the file, pipe or stream that it goes to, and saying where that is."""

from __future__ import annotations

import errno
import os
import sys
import time
from typing import TYPE_CHECKING

from ntmreport.cli.exit_codes import WrongCallError
from ntmreport.cli.terminal import is_closed, print_bytes, print_lines, print_text
from ntmreport.language import Bilingual, Language
from ntmreport.trouble import Trouble, reason

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ntmreport.cli.output_path import OutputPath

_SECONDS_FOR_A_READER = 30
_SECONDS_BETWEEN = 0.05
_SECONDS_FOR_AN_OPENER = 3


def write_output(
    result: str | bytes,
    destination: OutputPath,
    ending: str,
    language: Language,
    record: bytes = b"{}\n",
) -> Path | None:
    """Write `result`, a file whose name would end in `ending`, and print where it is.

    `record` is what is kept beside a report of what it was composed of. Returns the file; None
    where it went into none. Raises Trouble where it cannot be written.
    """
    if destination.is_standard_output:
        write_standard_output(result, ending)
        return None
    content = result.encode() if isinstance(result, str) else result
    if destination.is_stream:
        _write_into(destination.path, content)
        print_lines(str(destination.shown))
        return None
    from ntmreport.output import BuildRecords, place
    from ntmreport.render.content_digest import file_digest, own_digest

    records = BuildRecords(destination.path.parent)

    def is_as_built(found: bytes) -> bool:
        if is_for_word and own_digest(found) is not None:
            return True
        return records.has(file_digest(found, ending))

    is_for_word = ending == ".docx"
    records.keep(file_digest(content, ending), record, content if is_for_word else None)
    placed = place(destination.path, content, is_as_built)
    shown = destination.shown
    print_lines(str(shown.with_name(placed.path.name)))
    if placed.is_held:
        owner = placed.owner.name if placed.owner else ""
        vi = f" (nếu không, hãy xóa tệp {owner} còn sót lại)" if owner else ""
        en = f" (if it is not, delete {owner}, which was left behind)" if owner else ""
        message = Bilingual(
            f"{shown} đang mở trong chương trình khác{vi}; kết quả mới ghi vào {placed.path.name}",
            f"{shown} is open in another program{en}; the new result is {placed.path.name}",
        )
        print_lines(message.text(language), file=sys.stderr)
    if placed.kept is not None:
        message = Bilingual(
            f"{shown} đã được sửa tay (không còn như chương trình lập ra); bản đó giữ lại thành"
            f" {shown.with_name(placed.kept.name)}",
            f"{shown} had been edited (it is not as the program wrote it); that file is kept as"
            f" {shown.with_name(placed.kept.name)}",
        )
        print_lines(message.text(language), file=sys.stderr)
        if is_for_word:
            command = f"ntmreport reconcile {shown.with_name(placed.kept.name)}"
            message = Bilingual(
                f"xem những chỗ đã sửa và đưa về dữ liệu: {command}",
                f"what was edited, and into the data with it: {command}",
            )
            print_lines(message.text(language), file=sys.stderr)
    return placed.path


def open_files(files: Iterable[Path | None], language: Language) -> None:
    """Open each file in the program that the user's system has for its kind."""
    for file in files:
        if file is not None and not _opens(str(file)):
            message = Bilingual(
                f"máy này không có chương trình mở {file.name}; hãy mở tệp bằng tay",
                f"this computer has no program that opens {file.name}; open it by hand",
            )
            print_lines(message.text(language), file=sys.stderr)


def open_address(address: str, language: Language) -> None:
    """Open an address in the user's browser."""
    if not _opens(address):
        message = Bilingual(
            f"máy này không có trình duyệt; hãy mở {address} bằng tay",
            f"no browser is chosen on this computer; open {address} by hand",
        )
        print_lines(message.text(language), file=sys.stderr)


def _opens(what: str) -> bool:
    """Open a file or address and return whether there is a program for it, as far as is known.

    The program outlives the terminal, and has nothing to say there.
    """
    if sys.platform == "win32":
        try:
            os.startfile(what)  # noqa: S606 - a result that was just written
        except OSError:
            return False
        return True
    import subprocess  # ten milliseconds that only --open costs

    opener = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        process = subprocess.Popen(  # noqa: S603 - the system's own, wherever it is installed
            [opener, what],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return process.wait(_SECONDS_FOR_AN_OPENER) == 0
    except OSError:
        return False
    except subprocess.TimeoutExpired:  # what it opens the file in runs in its place
        return True


def write_standard_output(result: str | bytes, ending: str) -> None:
    """Write a result to standard output, unless a person would see bytes of no meaning there."""
    if isinstance(result, bytes) and sys.stdout.isatty():
        raise WrongCallError(
            Bilingual(
                f"không in tệp {ending} ra màn hình; hãy nêu tên tệp với -o",
                f"a {ending} file is not shown on a terminal; name a file with -o",
            )
        )
    if is_closed("stdout"):
        raise Trouble(
            Bilingual(
                "đầu ra chuẩn đã đóng; hãy nêu tên tệp với -o",
                "standard output is closed; name a file with -o",
            )
        )
    if isinstance(result, bytes):
        print_bytes(result)
    else:
        print_text(result)


def _write_into(path: Path, content: bytes) -> None:
    """Write into a device or a pipe; a pipe that nobody reads is not waited for without end."""
    try:
        handle = _opened(path)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
    except OSError as error:
        why = reason(error)
        raise Trouble(
            Bilingual(
                f"không ghi được vào {path}: {why.vi}",
                f"cannot write into {path}: {why.en}",
            )
        ) from error


def _opened(path: Path) -> int:
    flags = os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    deadline = time.monotonic() + _SECONDS_FOR_A_READER
    while True:
        try:
            handle = os.open(path, flags)
        except OSError as error:
            if error.errno != errno.ENXIO or time.monotonic() > deadline:
                raise
            time.sleep(_SECONDS_BETWEEN)
        else:
            if hasattr(os, "set_blocking"):
                os.set_blocking(handle, True)
            return handle
