"""The edits that a page of the rule book can give as its example.

Each names a `file`, as the repository's root sees it, and one of these:

    good: numerator: 190113        # text that stands there once and is right …
    bad: numerator: 190.113        # … and what breaks the rule in its place
    part: word/document.xml        # where the file is a zip package: the part to edit

    delete: true                   # the file is taken away
    folder: true                   # a folder of its name takes its place
    create: "…"                    # the file is written anew, whether it was there or not
    bytes: "ff"                    # bytes in hexadecimal that are added to its end, …
    times: 3                       # … so many times
    copy: data/2021                # the file or folder is a copy of another

Below `given`, an example can list edits that come first and are right: the year before, for one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Replace:
    """Text that stands once in the file, or in a `part` of it, is replaced by another."""

    file: str
    good: str
    bad: str
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """A file is taken away."""

    file: str


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder stands where the file should be."""

    file: str


@dataclass(frozen=True, slots=True)
class Create:
    """A file is written, whether it was there or not."""

    file: str
    content: str


@dataclass(frozen=True, slots=True)
class Append:
    """Bytes are added to the end of a file, so many `times`."""

    file: str
    content: bytes
    times: int = 1


@dataclass(frozen=True, slots=True)
class Copy:
    """A file or folder is a copy of another."""

    file: str
    source: str


Edit = Replace | Delete | Folder | Create | Append | Copy


@dataclass(frozen=True, slots=True)
class Example:
    """An edit that breaks a rule, and what is `given` before it without breaking it."""

    edit: Edit
    given: tuple[Edit, ...] = ()
