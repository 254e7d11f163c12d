"""Writing new texts of files of the data: all of them or none, each as it was written before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ntmreport.cli.output_path import check_writable
from ntmreport.limits import MOST_BYTES
from ntmreport.output import write_all
from ntmreport.plain_file import read_plain

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARK = b"\xef\xbb\xbf"


def write_texts(texts: Mapping[str, str], data: Path) -> None:
    """Write the new texts of files in the folder `data`, with the line ends that each has now."""
    before: dict[Path, bytes | None] = {}
    after: dict[Path, bytes | None] = {}
    for file, text in texts.items():
        path = Path(file)
        check_writable(path)
        content = read_plain(path, MOST_BYTES, data)
        mark = _MARK if content.startswith(_MARK) else b""
        lines = text.replace("\n", "\r\n") if b"\r\n" in content else text
        before[path], after[path] = content, mark + lines.encode()
    write_all(before, after)
