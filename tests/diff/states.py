"""Editing projects, and the changes as tests write them down."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ntmreport.diff import ChangeKind
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ntmreport.diff import Changes, Piece

FORM = "templates/annual-district"


class States(NamedTuple):
    """The folders of two projects."""

    old: Path
    new: Path


def marked(pieces: Iterable[Piece]) -> str:
    """The text with [-what went-] and {+what came+}."""
    marks = {
        ChangeKind.REMOVED: ("[-", "-]"),
        ChangeKind.ADDED: ("{+", "+}"),
        ChangeKind.SAME: ("", ""),
    }
    return "".join(marks[each.change][0] + each.text + marks[each.change][1] for each in pieces)


def figures(found: Changes) -> dict[str, str]:
    """What happened to which figure."""
    return {written_path(each.path): each.change.value for each in found.figures}
