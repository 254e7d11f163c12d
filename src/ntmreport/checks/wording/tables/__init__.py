"""The tables behind the checks of wording: text files, one entry or more a line, # for comments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FOLDER = Path(__file__).parent


def table_lines(name: str) -> Iterator[str]:
    """Yield the lines of the table `name` without comments and blank ones."""
    return lines_without_comments((_FOLDER / f"{name}.txt").read_text(encoding="utf-8"))


def lines_without_comments(text: str) -> Iterator[str]:
    """Yield the lines of `text` without comments and blank ones."""
    for line in text.splitlines():
        said = line.partition("#")[0].strip()
        if said:
            yield said


def sections(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words below each `[heading]` of the table `name`."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in table_lines(name):
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), [])
        else:
            words += line.split()
    return {heading: tuple(words) for heading, words in found.items()}


def code_table(name: str) -> Mapping[str, str]:
    """Return the letters of a legacy encoding by their codes in the table `name`."""
    pairs = (line.split() for line in table_lines(name))
    return {bytes.fromhex(code).decode("latin-1"): letter for code, letter in pairs}
