"""A comparison for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.diff import wording
from ntmreport.diff.changes import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.diff.changes import Difference, FigureChange, PassageChange, Piece
    from ntmreport.language import Language

# What is gone is struck through and what is new underlined, for who does not see the colours.
_COLOURS = {Change.ADDED: "\x1b[4;32m", Change.REMOVED: "\x1b[9;31m"}
_PLAIN = "\x1b[0m"


def render(difference: Difference, language: Language, *, colour: bool = False) -> str:
    """Return the comparison as text: words gone in [-…-], new ones in {+…+}, or in colour."""
    lines = [wording.title(difference).text(language)]
    for heading, changes in wording.figure_groups(difference):
        lines += ["", f"{heading.text(language)} ({len(changes)}):"]
        lines += _figures(changes, difference, language)
    if difference.passages:
        count = len(difference.passages)
        lines += ["", f"{wording.SENTENCES.text(language)} ({count}):"]
        lines += _passages(difference.passages, language, colour)
    if len(lines) == 1:
        lines.append(wording.NOTHING.text(language))
    return "\n".join(lines) + "\n"


def _figures(
    changes: Sequence[FigureChange], difference: Difference, language: Language
) -> Iterator[str]:
    for change in changes:
        cells = wording.cells(change, difference)
        yield f"  {cells.label}"
        moved = f"{cells.old} → {cells.new}" if cells.old and cells.new else cells.new or cells.old
        extra = ", ".join(part for part in (cells.difference, cells.percent) if part)
        what = wording.DATA if change.stated else wording.CHANGES[change.change]
        said = what.text(language)
        yield f"    {said}: {moved}" + (f" ({extra})" if extra else "") + f"  {cells.place}"


def _passages(changes: Sequence[PassageChange], language: Language, colour: bool) -> Iterator[str]:
    last = ""
    for change in changes:
        heading = wording.heading(change.change, change.passage, language)
        if heading != last:
            yield f"  {heading}" if heading else ""
            last = heading
        pieces = wording.excerpt(change.pieces)
        yield "    " + "".join(_piece(piece, colour) for piece in pieces)


def _piece(piece: Piece, colour: bool) -> str:
    if piece.change is Change.SAME:
        return piece.text
    if colour:
        return f"{_COLOURS[piece.change]}{piece.text}{_PLAIN}"
    return f"[-{piece.text}-]" if piece.change is Change.REMOVED else f"{{+{piece.text}+}}"
