"""The formats that results are written in, and the endings of file names that ask for them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from ntmreport.cli.destination import is_stream
from ntmreport.cli.outcome import UsageMistakeError
from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class BuildFormat(StrEnum):
    """What a report can be written as."""

    DOCX = "docx"
    PDF = "pdf"
    TXT = "txt"


class ListFormat(StrEnum):
    """How the figures of a year can be listed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


class ReviewFormat(StrEnum):
    """What the page to review is written as."""

    HTML = "html"


class DiffFormat(StrEnum):
    """How a comparison can be shown."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"


class TrackedFormat(StrEnum):
    """What a report with its changes tracked is written as."""

    DOCX = "docx"


_Format = TypeVar("_Format", bound=StrEnum)

_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "csv": (".csv",),
    "docx": (".docx",),
    "html": (".html", ".htm"),
    "json": (".json",),
    "markdown": (".md", ".markdown"),
    "pdf": (".pdf",),
    "table": (".txt",),
    "text": (".txt",),
    "txt": (".txt",),
    "xlsx": (".xlsx",),
}
"""By format, the endings of its files; the first is that of files which the program names."""


def ending_of(format_: StrEnum) -> str:
    """Return the ending of a file in that format."""
    return _ENDINGS[format_][0]


def chosen_format(
    formats: type[_Format], output: Path | None, wanted: _Format | None, default: _Format
) -> _Format:
    """Return the format to write: what is wanted, else what the ending says, else the default.

    Raises UsageMistakeError where the ending of a file is of none of `formats` or of another than
    is wanted.
    """
    if output is None or is_stream(output) or output.is_dir():
        return wanted or default
    ending = output.suffix.lower()
    named = next((each for each in formats if ending in _ENDINGS[each]), None)
    if named is None and (ending or wanted is None):
        known = ", ".join(known_ending for each in formats for known_ending in _ENDINGS[each])
        raise UsageMistakeError(
            Bilingual(
                f"không ghi được loại tệp này: {output}; đuôi tệp phải là {known}"
                " (thư mục thì phải có sẵn)",
                f"no file of this kind is written: {output}; its ending must be {known}"
                " (a folder must be there already)",
            )
        )
    if wanted is not None and named not in {None, wanted}:
        raise UsageMistakeError(
            Bilingual(
                f"--format {wanted} không khớp với đuôi của {output}",
                f"--format {wanted} does not fit the ending of {output}",
            )
        )
    return wanted or named or default
