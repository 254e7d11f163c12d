"""A comparison for the terminal, and for programs as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.diff import comparison_rows
from ntmreport.diff.comparison_rows import place
from ntmreport.diff.figure_changes import ChangeKind
from ntmreport.escapes import json_text
from ntmreport.figure.number_format import rounded
from ntmreport.lineage import plain_value
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from ntmreport.diff.comparison import Changes
    from ntmreport.diff.figure_changes import FigureChange
    from ntmreport.diff.passage_changes import PassageChange, Piece
    from ntmreport.figure import Figure
    from ntmreport.language import Language

# What is gone is struck through and what is new underlined, for who does not see the colours.
_COLOURS = {ChangeKind.ADDED: "\x1b[4;32m", ChangeKind.REMOVED: "\x1b[9;31m"}
_NO_COLOUR = "\x1b[0m"


def render_text(compared: Changes, language: Language, *, colour: bool = False) -> str:
    """Return the comparison as text: words gone in [-…-], new ones in {+…+}, or in colour."""
    lines = [comparison_rows.title(compared).text(language)]
    for heading, changes in comparison_rows.figure_groups(compared):
        lines += ["", f"{heading.text(language)} ({len(changes)}):"]
        lines += _figure_lines(changes, compared, language)
    if compared.passages:
        count = len(compared.passages)
        lines += ["", f"{comparison_rows.SENTENCES.text(language)} ({count}):"]
        lines += _passage_lines(compared.passages, language, colour)
    if len(lines) == 1:
        lines.append(comparison_rows.NOTHING.text(language))
    return "\n".join(lines) + "\n"


def _figure_lines(
    changes: Sequence[FigureChange], compared: Changes, language: Language
) -> Iterator[str]:
    for change in changes:
        cells = comparison_rows.cells(change, compared)
        yield f"  {cells.label}"
        moved = f"{cells.old} → {cells.new}" if cells.old and cells.new else cells.new or cells.old
        extra = ", ".join(part for part in (cells.difference, cells.percent) if part)
        what = comparison_rows.DATA if change.stated else comparison_rows.CHANGES[change.change]
        said = what.text(language)
        yield f"    {said}: {moved}" + (f" ({extra})" if extra else "") + f"  {cells.place}"


def _passage_lines(
    changes: Sequence[PassageChange], language: Language, colour: bool
) -> Iterator[str]:
    last = ""
    for change in changes:
        heading = comparison_rows.heading(change.change, change.passage, language)
        if heading != last:
            yield f"  {heading}" if heading else ""
            last = heading
        pieces = comparison_rows.excerpt(change.pieces)
        yield "    " + "".join(_piece(piece, colour) for piece in pieces)


def _piece(piece: Piece, colour: bool) -> str:
    if piece.change is ChangeKind.SAME:
        return piece.text
    if colour:
        return f"{_COLOURS[piece.change]}{piece.text}{_NO_COLOUR}"
    return f"[-{piece.text}-]" if piece.change is ChangeKind.REMOVED else f"{{+{piece.text}+}}"


def render_json(compared: Changes) -> str:
    """Return an object with `old`, `new`, `figures`, `stayed` and `sentences`.

    Numbers are ISO texts. In `stayed` are figures that are stated as before, with what the data
    gave and gives.
    """
    whole = {
        "old": compared.old.name,
        "new": compared.new.name,
        "figures": [_figure_object(change, compared) for change in compared.figures],
        "stayed": [
            _figure_object(change, compared) | {"stated": _value(change.stated)}
            for change in compared.stayed
        ],
        "sentences": [_sentence_object(change) for change in compared.passages],
    }
    return json_text(whole)


def _figure_object(change: FigureChange, compared: Changes) -> dict[str, object]:
    named = change.stated or change.figure
    return {
        "path": written_path(named.path),
        "old_path": written_path(change.old.path) if change.old else None,
        "label": named.label,
        "unit": change.figure.unit,
        "change": change.change.value,
        "typed": change.is_typed,
        "old": _value(change.old),
        "new": _value(change.new),
        "difference": _number(change.delta, 6),
        "percent": _number(change.relative, 2),
        "place": place(change, compared) or None,
    }


def _sentence_object(change: PassageChange) -> dict[str, object]:
    passage = change.passage
    return {
        "change": change.change.value,
        "section": passage.section or None,
        "frame": passage.frame or None,
        "old": change.old.text if change.old else None,
        "new": change.new.text if change.new else None,
        "pieces": [{"change": each.change.value, "text": each.text} for each in change.pieces],
    }


def _value(figure: Figure | None) -> str | None:
    return None if figure is None else plain_value(figure)


def _number(value: Fraction | None, decimals: int) -> str | None:
    if value is None:
        return None
    text = f"{rounded(value, decimals):f}"
    return text.rstrip("0").rstrip(".")
