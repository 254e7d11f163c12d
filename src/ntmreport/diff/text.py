"""A comparison for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.diff import wording
from ntmreport.diff.changes import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.diff.changes import Difference, FigureChange, Piece
    from ntmreport.language import Language

_COLOURS = {Change.ADDED: "\x1b[32m", Change.REMOVED: "\x1b[31m"}
_PLAIN = "\x1b[0m"


def render(difference: Difference, language: Language, *, colour: bool = False) -> str:
    """Return the comparison as text: words gone in [-…-], new ones in {+…+}, or in colour."""
    lines = [wording.title(difference).text(language)]
    typed = [change for change in difference.figures if change.is_typed]
    following = [change for change in difference.figures if not change.is_typed]
    for heading, changes in ((wording.TYPED, typed), (wording.FOLLOWING, following)):
        if changes:
            lines += ["", f"{heading.text(language)} ({len(changes)}):"]
            lines += _figures(changes, language)
    if difference.changed_blocks:
        count = len(difference.changed_blocks)
        lines += ["", f"{wording.SENTENCES.text(language)} ({count}):"]
        for block in difference.changed_blocks:
            lines.append("  " + "".join(_piece(piece, colour) for piece in block.pieces))
    if len(lines) == 1:
        lines.append(wording.NOTHING.text(language))
    return "\n".join(lines) + "\n"


def _figures(changes: Sequence[FigureChange], language: Language) -> Iterator[str]:
    for change in changes:
        label, old, new, delta, percent, place = wording.cells(change)
        yield f"  {label}"
        moved = f"{old} → {new}" if old and new else (new or old)
        extra = ", ".join(part for part in (delta, percent) if part)
        said = wording.CHANGES[change.change].text(language)
        yield f"    {said}: {moved}" + (f" ({extra})" if extra else "") + f"  {place}"


def _piece(piece: Piece, colour: bool) -> str:
    if piece.change is Change.SAME:
        return piece.text
    if colour:
        return f"{_COLOURS[piece.change]}{piece.text}{_PLAIN}"
    return f"[-{piece.text}-]" if piece.change is Change.REMOVED else f"{{+{piece.text}+}}"
