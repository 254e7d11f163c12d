"""What a user would run instead, as its manual has it: scripts that are started, their files."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


@dataclass(frozen=True, slots=True)
class RivalFiles:
    """The files that a user of another program would have written for the same reports.

    `values` are those of each report, the first being that whose `lines` are in the templates.
    """

    docxtpl: Path
    docxtemplater: Path
    pandoc: Path
    values: Sequence[Path]
    lines: Sequence[str]
    number_of_values: int


def check_text(file: Path, rivals: RivalFiles) -> None:
    """Raise ValueError where a Word file lacks a paragraph, white space aside."""
    with zipfile.ZipFile(file) as package:
        main = package.read("word/document.xml").decode()
    text = _bare(unescape("".join(_TEXT.findall(main))))
    for line in rivals.lines:
        if _bare(line) not in text:
            raise ValueError(f"{file} lacks: {line}")


def _bare(text: str) -> str:
    return "".join(text.split())
