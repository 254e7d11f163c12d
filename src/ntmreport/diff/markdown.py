"""A comparison as Markdown, made for a comment on a merge request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport.diff import wording
from ntmreport.diff.changes import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.diff.changes import Difference, FigureChange, Piece
    from ntmreport.language import Language

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&@])")


def render(difference: Difference, language: Language) -> str:
    """Return the comparison as Markdown: a table of figures, sentences with ~~old~~ and **new**."""
    lines = [f"### {_plain(wording.title(difference).text(language))}"]
    typed = [change for change in difference.figures if change.is_typed]
    following = [change for change in difference.figures if not change.is_typed]
    for heading, changes in ((wording.TYPED, typed), (wording.FOLLOWING, following)):
        if changes:
            lines += ["", f"**{heading.text(language)}** ({len(changes)})", ""]
            lines += _table(changes, language)
    if difference.changed_blocks:
        count = len(difference.changed_blocks)
        lines += ["", f"**{wording.SENTENCES.text(language)}** ({count})", ""]
        for block in difference.changed_blocks:
            lines.append("- " + "".join(map(_piece, block.pieces)))
    if len(lines) == 1:
        lines += ["", wording.NOTHING.text(language)]
    return "\n".join(lines) + "\n"


def _table(changes: Sequence[FigureChange], language: Language) -> Iterator[str]:
    yield f"| {' | '.join(column.text(language) for column in wording.COLUMNS)} |"
    yield "|---|---:|---:|---:|---:|---|"
    for change in changes:
        *words, place = wording.cells(change)
        yield f"| {' | '.join(map(_plain, words))} | `{place}` |"


def _piece(piece: Piece) -> str:
    if piece.change is Change.SAME:
        return _plain(piece.text)
    # Markdown wants no spaces inside its marks.
    words = piece.text.strip(" ")
    mark = "~~" if piece.change is Change.REMOVED else "**"
    before, after = piece.text.split(words, 1) if words else (piece.text, "")
    return f"{before}{mark}{_plain(words)}{mark}{after}" if words else piece.text


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is and takes for nothing else."""
    return _SPECIAL.sub(r"\\\1", text)
