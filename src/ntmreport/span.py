"""Spans in text files, and paths in the data."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import astuple

from ntmreport.escapes import printable

# Keys and list positions from the year down to a value: ("health", "insurance", "as_of").
Path = tuple[str | int, ...]


class Span(Struct, frozen=True):
    """A stretch of one file, in lines and columns that count code points from 1.

    `file` is the path as the user would type it, with `/` on every system. The end column is
    exclusive: a span of one character has `end_column == column + 1`.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{printable(self.file)}:{self.line}:{self.column}"

    def __lt__(self, other: Span) -> bool:
        # By their values, since a Struct orders its own type alone: spans of workbooks are another.
        return astuple(self) < astuple(other)

    def overlaps(self, other: Span) -> bool:
        """Return whether some character is in both."""
        return (
            self.file == other.file
            and (self.line, self.column) < (other.end_line, other.end_column)
            and (other.line, other.column) < (self.end_line, self.end_column)
        )


def start_of(file: str) -> Span:
    """Return the span of the start of `file`: it stands for the file as a whole."""
    return Span(file, 1, 1, 1, 1)


def general(path: Path) -> Path:
    """Return `path` with the index of every list set to 0, which stands for all entries."""
    return tuple(0 if isinstance(step, int) else step for step in path)


def written_path(path: Path) -> str:
    """Return `path` as users write it: `production.chains[0].output`."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).removeprefix(".")
